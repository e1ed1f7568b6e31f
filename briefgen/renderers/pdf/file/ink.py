"""What the pages of one document share: the codes of its faces, and colours as operands."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfbase.ttfonts import TTFont

from briefgen.renderers.pdf.file.encoding import FaceCodes
from briefgen.renderers.pdf.fonts import Face


class Ink:
    """The codes of each face that a document uses, in order of first use, and its colours."""

    def __init__(self) -> None:
        self._codes: dict[TTFont, FaceCodes] = {}  # a face made heavier is the same font
        self._colours: dict[str, str] = {}

    def codes(self, face: Face) -> FaceCodes:
        known = self._codes.get(face.font)
        if known is None:
            known = self._codes[face.font] = FaceCodes(face)
        return known

    def used(self) -> Iterable[FaceCodes]:
        """What was used of each face."""
        return self._codes.values()

    def rgb(self, colour: str) -> str:
        """`#rrggbb` as three operands."""
        known = self._colours.get(colour)
        if known is None:
            parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
            known = self._colours[colour] = " ".join(f"{part:.4g}" for part in parts)
        return known
