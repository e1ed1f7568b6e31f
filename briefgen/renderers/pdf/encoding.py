"""Words to the codes of a file's font subsets, kerned, ready to stand in a content stream."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.pdfbase.pdfdoc import PDFDocument

from briefgen.renderers.pdf.fonts import Face

_SPECIAL = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}


class FaceCodes(dict[str, str]):
    """The subsets of one face in one document; codes are given out in order of first use.

    As a dictionary: words to their codes in the first subset. Between two strings stands what moves
    them together, in thousandths of an em (ISO 32000-1, 9.4.3).
    """

    def __init__(self, face: Face, document: PDFDocument) -> None:
        super().__init__({"": ""})
        self._face = face
        self._document = document
        self._codes: dict[str, str] = {}
        self._subset: dict[str, int] = {}
        self._fonts: dict[tuple[int, float], str] = {}
        self._plain = True  # everything so far lies in the first subset

    def font(self, subset: int, size: float) -> str:
        """The operator that chooses a subset in a size."""
        known = self._fonts.get((subset, size))
        if known is None:
            name: str = self._face.font.getSubsetInternalName(subset, self._document)
            known = self._fonts[subset, size] = f"{name} {size:g} Tf"
        return known

    def encode(self, text: str) -> list[tuple[int, str]]:
        """(subset, operand and operator that show it) in order; one unless more than 255 characters
        are used.
        """
        shown = " ".join(map(self.__getitem__, text.split(" ")))
        if not self._plain:
            return list(self._parts(text))
        return [(0, f"[({shown})] TJ" if ")" in shown else f"({shown}) Tj")]

    def __missing__(self, word: str) -> str:
        for char in word:
            if char not in self._codes:
                self._add(char)
        shown = [self._codes[word[0]]]
        for place, char in enumerate(word[1:]):
            moved = self._face.pairs[word[place : place + 2]]
            shown.append(f"){-moved:g}({self._codes[char]}" if moved else self._codes[char])
        self[word] = "".join(shown)
        return self[word]

    def _parts(self, text: str) -> Iterator[tuple[int, str]]:
        """Stretches of one subset each."""
        shown, subset = "", -1
        for place, char in enumerate(text):
            if char not in self._codes:
                self._add(char)  # a blank, which is in no word
            if self._subset[char] != subset:
                if shown:
                    yield subset, f"[({shown})] TJ"
                shown, subset = "", self._subset[char]
            moved = self._face.pairs[text[place : place + 2]] if place + 1 < len(text) else 0.0
            shown += f"{self._codes[char]}){-moved:g}(" if moved else self._codes[char]
        if shown:
            yield subset, f"[({shown})] TJ"

    def _add(self, char: str) -> None:
        code = ord(char)
        base = self._face.aliases.get(code, code)
        [(subset, encoded)] = self._face.font.splitString(chr(base), self._document)
        byte = encoded[0]
        printable = 0x20 <= byte < 0x7F
        shown = _SPECIAL.get(byte) or (chr(byte) if printable else f"\\{byte:03o}")
        self._codes[char] = shown
        self._subset[char] = subset
        self._plain = self._plain and subset == 0
