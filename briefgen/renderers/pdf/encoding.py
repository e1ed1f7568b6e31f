"""Words to the codes of a file's font subsets, ready to stand in a content stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.pdfbase.pdfdoc import PDFDocument

from briefgen.renderers.pdf.fonts import Face

_SPECIAL = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\"}


class FaceCodes:
    """The subsets of one face in one document; codes are given out in order of first use."""

    def __init__(self, face: Face, document: PDFDocument) -> None:
        self._face = face
        self._document = document
        self._chars: set[str] = set()
        self._table: dict[int, str] = {}
        self._subset: dict[int, int] = {}
        self._plain = True  # everything so far lies in the first subset

    def name(self, subset: int) -> str:
        name: str = self._face.font.getSubsetInternalName(subset, self._document)
        return name

    def encode(self, text: str) -> Iterable[tuple[int, str]]:
        """(subset, escaped codes) in order; one pair unless more than 255 characters are used."""
        if not self._chars.issuperset(text):
            for char in text:
                if char not in self._chars:
                    self._add(char)
        if self._plain:
            return ((0, text.translate(self._table)),)
        return self._parts(text)

    def _parts(self, text: str) -> Iterator[tuple[int, str]]:
        table, start = self._table, 0
        subsets = [self._subset[ord(char)] for char in text]
        for end in range(1, len(text) + 1):
            if end == len(text) or subsets[end] != subsets[start]:
                yield subsets[start], text[start:end].translate(table)
                start = end

    def _add(self, char: str) -> None:
        code = ord(char)
        base = self._face.aliases.get(code, code)
        [(subset, encoded)] = self._face.font.splitString(chr(base), self._document)
        byte = encoded[0]
        printable = 0x20 <= byte < 0x7F
        shown = _SPECIAL.get(byte) or (chr(byte) if printable else f"\\{byte:03o}")
        self._chars.add(char)
        self._table[code] = shown
        self._subset[code] = subset
        self._plain = self._plain and subset == 0
