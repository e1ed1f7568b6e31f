"""Characters to the bytes that show them in the first font of every file, words to kerned strings.

What Windows-1252 has keeps its byte there, and some characters have one that it leaves free: so a
word is encoded once per run. Other characters get codes in further fonts (see `encoding`).
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import add
from typing import Final

# Stands for a character of further fonts; no text holds it.
ELSEWHERE: Final = "\0"
END: Final = "\0"  # as the second of two characters: nothing follows
_SPECIAL: Final = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}
# Codes that Windows-1252 leaves free, for what stands beside Latin text most often.
_FREE: Final = (*range(1, 32), 0x81, 0x8D, 0x8F, 0x90, 0x9D)
_BESIDES: Final = dict(
    zip(
        "\u202f\u2009\u2212\u2192\u2264\u2265\u2032\u2033ăĂșȘțȚčČćěřůąęłŁńśźżğışőűāīū",
        _FREE,
        strict=True,
    )
)


class Codes(dict[str, str]):
    """Words to what shows them between brackets: between two strings stands what moves them
    together, in thousandths of an em (ISO 32000-1, 9.4.3). With `ELSEWHERE` in it where a word
    needs further fonts. `aliases` are the code points whose glyph stands in for another's.
    """

    def __init__(self, aliases: Mapping[int, int], pairs: Mapping[str, float]) -> None:
        self._kerned = _Kerned(aliases, pairs)

    def __missing__(self, word: str) -> str:
        following = map(add, word, word[1:] + END)
        shown = self[word] = "".join(map(self._kerned.__getitem__, following))
        return shown


class _Kerned(dict[str, str]):
    """Two characters to what shows the first of them before the second."""

    def __init__(self, aliases: Mapping[int, int], pairs: Mapping[str, float]) -> None:
        self._aliases = aliases
        self._pairs = pairs

    def __missing__(self, pair: str) -> str:
        code = code_of(self._aliases, pair[0])
        shown = ELSEWHERE if code is None else escaped(code)
        moved = 0.0 if pair[1] == END else self._pairs[pair]
        self[pair] = shown = f"{shown}){-moved:g}(" if moved else shown
        return shown


def code_of(aliases: Mapping[int, int], char: str) -> int | None:
    """Its byte in the first font, None for a character of further fonts."""
    base = chr(aliases.get(ord(char), ord(char)))
    encoded = base.encode("cp1252", "ignore")
    return encoded[0] if encoded else _BESIDES.get(base)


def escaped(code: int) -> str:
    """A byte inside a string (ISO 32000-1, 7.3.4.2)."""
    return _SPECIAL.get(code) or (chr(code) if 0x20 <= code < 0x7F else f"\\{code:03o}")
