"""Which letters of a page nobody sees: white on white, without colour, under a box, too small."""

from __future__ import annotations

import ctypes
from dataclasses import field
from typing import Any, Final

from briefgen.reading.formats.pdf.painting import WHITE, Box, Painting, read_painting
from briefgen.slotted import dataclass

_FILLED: Final = (0, 4)  # text that is filled (ISO 32000-1, table 106)
_CLEAR: Final = 2  # of 255: less colour than that shows nowhere
_SMALLEST: Final = 1.0  # points: lower letters are dust


@dataclass(slots=True, kw_only=True)
class Ink:
    """One page's colours. `words`: the letters that are not seen, blanks between words.

    Letters without ink (text mode 3) are those of a scan, whose picture shows them.
    """

    raw: Any
    page: Any
    words: list[str] = field(default_factory=list)
    painting: Painting | None = None  # found when it is asked for

    def hides(self, text: Any, index: int, size: float, letter: Box) -> bool:
        """Whether nobody sees a letter of such a size that stands in a box of the page."""
        raw = self.raw
        thing = raw.FPDFText_GetTextObject(text, index)
        if not thing or raw.FPDFTextObj_GetTextRenderMode(thing) not in _FILLED:
            return False
        parts = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFText_GetFillColor(text, index, *parts)
        if known and parts[3].value <= _CLEAR:
            return True
        # The size alone may deceive: fonts of shapes have a measure of their own.
        if size < _SMALLEST and letter[2] - letter[0] < _SMALLEST:
            return True
        if self.painting is None:
            self.painting = read_painting(raw, self.page)
        x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
        if known and min(part.value for part in parts[:3]) >= WHITE and self.painting.is_bare(x, y):
            return True
        return self.painting.is_covered(thing, x, y)

    def shown(self) -> str:
        return " ".join("".join(self.words).split())
