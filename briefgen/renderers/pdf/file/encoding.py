"""Words to the codes of a file's fonts, ready to stand in a content stream.

What every file's first font has is the same everywhere (see `codes`); other characters get codes
in further fonts, in order of first use in their file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefgen.renderers.pdf.codes import ELSEWHERE, code_of, escaped
from briefgen.renderers.pdf.fonts import Face

# Cut out of every face in use, so that the packs of a batch have the same fonts: ASCII and the
# signs that nearly every English text has.
_ALWAYS: Final = frozenset(
    (*map(chr, range(0x20, 0x7F)), *"\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026")
)
_SPECIAL: Final = re.compile(f"[^{re.escape(''.join(sorted(_ALWAYS)))}]")
NONE: Final[frozenset[str]] = frozenset()
_FIRST_CODE: Final = 33  # of further fonts: 32 is a blank in each (ISO 32000-1, 9.3.3)
_CODES: Final = 256 - _FIRST_CODE

_MOST_FONTS: Final = 64  # choices of characters kept of a face


class FaceCodes:
    """What one document uses of a face."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._words = face.codes.__getitem__
        self._used: set[str] = set()
        self._further: dict[str, tuple[int, int]] = {}  # font and code
        self._fonts: dict[tuple[int, float], str] = {}

    def font(self, subset: int, size: float) -> str:
        """The operator that chooses a font in a size."""
        known = self._fonts.get((subset, size))
        if known is None:
            known = self._fonts[subset, size] = f"/{self.name(subset)} {size:g} Tf"
        return known

    def name(self, subset: int) -> str:
        """A font's name in its document, the same in every document."""
        return f"{self.face.name}+{subset}"

    def plain(self, text: str) -> str:
        """The operand and operator that show a text in the first font; "" if it needs others."""
        shown = " ".join(map(self._words, text.split(" ")))
        if ELSEWHERE in shown:
            return ""
        return f"[({shown})] TJ" if ")" in shown else f"({shown}) Tj"

    def parts(self, text: str) -> Iterator[tuple[int, str]]:
        """What shows a text in the fonts that it needs: stretches of one each."""
        if shown := self.plain(text):
            yield 0, shown
            return
        subset = -1
        for place, char in enumerate(text):
            font, code = self._place(char)
            if font != subset:
                if shown:
                    yield subset, f"[({shown})] TJ"
                shown, subset = "", font
            moved = self.face.pairs[text[place : place + 2]] if place + 1 < len(text) else 0.0
            shown += f"{escaped(code)}){-moved:g}(" if moved else escaped(code)
        if shown:
            yield subset, f"[({shown})] TJ"

    def use(self, special: frozenset[str]) -> None:
        """Takes characters into the first font that are not always in it."""
        if special:
            self._used |= special

    def _place(self, char: str) -> tuple[int, int]:
        code = code_of(self.face.aliases, char)
        if code is not None:
            self._used.add(char)
            return 0, code
        if char not in self._further:
            font, place = divmod(len(self._further), _CODES)
            self._further[char] = font + 1, _FIRST_CODE + place
        return self._further[char]

    def subsets(self) -> dict[int, dict[int, int]]:
        """Each font of the document with its codes and the characters that they show."""
        found = {0: self._first_font()}
        for char, (font, code) in self._further.items():
            base = ord(char)
            found.setdefault(font, {})[code] = self.face.aliases.get(base, base)
        return found

    def _first_font(self) -> dict[int, int]:
        """The codes that every document has, with the characters of those that this one uses."""
        key, known = frozenset(self._used), self.face.first_fonts
        if key not in known:
            if len(known) >= _MOST_FONTS:
                known.clear()
            made: dict[int, int] = {}
            for char in key | (self.face.chars & _ALWAYS):
                code = code_of(self.face.aliases, char)
                if code is not None:
                    made[code] = self.face.aliases.get(ord(char), ord(char))
            made.setdefault(0x20, 0x20)  # blanks are in no word
            known[key] = made
        return known[key]


def special_in(text: str) -> frozenset[str]:
    """The characters of a text that are not in every file."""
    if (text.isascii() and text.isprintable()) or not _SPECIAL.search(text):
        return NONE
    return frozenset(text) - _ALWAYS
