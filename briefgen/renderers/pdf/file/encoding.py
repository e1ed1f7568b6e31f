"""Words to the codes of a file's fonts, kerned, ready to stand in a content stream.

What Windows-1252 has keeps its byte there, and some characters have one that it leaves free, in
every file: words are encoded once per run. Other characters get codes in further fonts, in order of
first use in their file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import add

from briefgen.renderers.pdf.fonts import Face, Shown

_SPECIAL = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}
# Codes that Windows-1252 leaves free, for what stands beside Latin text most often.
_FREE = (*range(1, 32), 0x81, 0x8D, 0x8F, 0x90, 0x9D)
_BESIDES = dict(
    zip(
        "\u202f\u2009\u2212\u2192\u2264\u2265\u2032\u2033ăĂșȘțȚčČćěřůąęłŁńśźżğışőűāīū",
        _FREE,
        strict=True,
    )
)
_PLAIN = re.compile(r"[!-'*-\[\]-~]+")  # ASCII but for brackets and backslash
# Cut out of every face in use, so that the packs of a batch have the same fonts: ASCII and the
# signs that nearly every English text has.
_ALWAYS = (*map(chr, range(0x20, 0x7F)), *"\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026")
_MOST_LINES = 50_000  # kept of a face
_FIRST_CODE = 33  # of further fonts: 32 is a blank in each (ISO 32000-1, 9.3.3)
_CODES = 256 - _FIRST_CODE


class FaceCodes:
    """What one document uses of a face."""

    def __init__(self, face: Face) -> None:
        self.face = face
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

    def encode(self, text: str) -> Shown:
        """What shows a text; its characters will be in the font."""
        shown = encode_line(self.face, text)
        self.use(shown.special)
        return shown if shown.parts else Shown(tuple(self._parts(text)), frozenset())

    def use(self, special: frozenset[str]) -> None:
        """Takes characters into the first font that are not always in it."""
        if special:
            self._used |= special

    def _parts(self, text: str) -> Iterator[tuple[int, str]]:
        """Stretches of one font each."""
        shown, subset = "", -1
        for place, char in enumerate(text):
            font, code = self._place(char)
            if font != subset:
                if shown:
                    yield subset, f"[({shown})] TJ"
                shown, subset = "", font
            moved = self.face.pairs[text[place : place + 2]] if place + 1 < len(text) else 0.0
            shown += f"{_escaped(code)}){-moved:g}(" if moved else _escaped(code)
        if shown:
            yield subset, f"[({shown})] TJ"

    def _place(self, char: str) -> tuple[int, int]:
        code = _code_of(self.face, char)
        if code is not None:
            self._used.add(char)
            return 0, code
        if char not in self._further:
            font, place = divmod(len(self._further), _CODES)
            self._further[char] = font + 1, _FIRST_CODE + place
        return self._further[char]

    def subsets(self) -> dict[int, dict[int, int]]:
        """Each font of the document with its codes and the characters that they show."""
        found: dict[int, dict[int, int]] = {0: {}}
        for char in self._used.union(self.face.chars.intersection(_ALWAYS)):
            code = _code_of(self.face, char)
            if code is not None:
                base = ord(char)
                found[0][code] = self.face.aliases.get(base, base)
        for char, (font, code) in self._further.items():
            base = ord(char)
            found.setdefault(font, {})[code] = self.face.aliases.get(base, base)
        found[0].setdefault(0x20, 0x20)  # blanks are in no word
        return found


def _code_of(face: Face, char: str) -> int | None:
    """Its byte in the first font, None for a character of further fonts."""
    base = chr(face.aliases.get(ord(char), ord(char)))
    encoded = base.encode("cp1252", "ignore")
    return encoded[0] if encoded else _BESIDES.get(base)


def encode_line(face: Face, text: str) -> Shown:
    """What shows a text in the first font, the same in every document; without parts if it needs
    further fonts, whose codes are a document's own.
    """
    known = face.lines.get(text)
    if known is None:
        if len(face.lines) >= _MOST_LINES:
            face.lines.clear()
        known = face.lines[text] = _in_first_font(face, text)
    return known


def _in_first_font(face: Face, text: str) -> Shown:
    codes = face.codes
    for word in (words := text.split(" ")):
        if word not in codes:
            codes[word] = _encoded(face, word)
        if word and not codes[word]:
            return Shown((), frozenset())
    shown = " ".join(map(codes.__getitem__, words))
    shown = f"[({shown})] TJ" if ")" in shown else f"({shown}) Tj"
    return Shown(((0, shown),), frozenset(text).difference(_ALWAYS))


def _encoded(face: Face, word: str) -> str:
    """A word in the first font; "" if it needs further ones. Between two strings stands what moves
    them together, in thousandths of an em (ISO 32000-1, 9.4.3).
    """
    shown: Sequence[str] = word
    if not _PLAIN.fullmatch(word):
        codes = [_code_of(face, char) for char in word]
        if None in codes:
            return ""
        shown = [_escaped(code) for code in codes if code is not None]
    parts: list[str] = []
    start = 0
    for place, moved in enumerate(map(face.pairs.__getitem__, map(add, word, word[1:])), start=1):
        if moved:
            parts += ("".join(shown[start:place]), f"){-moved:g}(")
            start = place
    return "".join((*parts, *shown[start:]))


def _escaped(code: int) -> str:
    """A byte inside a string (ISO 32000-1, 7.3.4.2)."""
    return _SPECIAL.get(code) or (chr(code) if 0x20 <= code < 0x7F else f"\\{code:03o}")
