"""Which letters of a page nobody sees: white on white, without colour, under a box, too small."""

from __future__ import annotations

import ctypes
from dataclasses import field
from typing import Any, Final

from briefgen.reading.formats.pdf.painting import WHITE, Box, Colour, Painting, read_painting
from briefgen.reading.formats.pdf.pixels import Pixels, show
from briefgen.slotted import dataclass

_FILLED: Final = (0, 4)  # text that is filled (ISO 32000-1, table 106)
_CLEAR: Final = 2  # of 255: less colour than that shows nowhere
_SMALLEST: Final = 1.0  # points: lower letters are dust
_BESIDE: Final = 0.15  # of the size: how far the ground of a letter is looked at


@dataclass(slots=True, kw_only=True)
class Ink:
    """One page's colours. `words`: the letters that are not seen, blanks between words.

    Letters without ink (text mode 3) are those of a scan, whose picture shows them.
    """

    raw: Any
    page: Any
    words: list[str] = field(default_factory=list)
    painting: Painting | None = None  # found when it is asked for
    pixels: Pixels | None = None  # the same
    asked: bool = False

    def hides(self, text: Any, index: int, size: float, letter: Box) -> bool:
        """Whether nobody sees a letter of such a size that stands in a box of the page."""
        raw = self.raw
        thing = raw.FPDFText_GetTextObject(text, index)
        if not thing or raw.FPDFTextObj_GetTextRenderMode(thing) not in _FILLED:
            return False
        # The size alone may deceive: fonts of shapes have a measure of their own.
        if size < _SMALLEST and letter[2] - letter[0] < _SMALLEST:
            return True
        parts = [ctypes.c_uint() for _ in range(4)]
        known = raw.FPDFText_GetFillColor(text, index, *parts)
        if self.painting is None:
            self.painting = read_painting(raw, self.page)
        x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
        white = min(part.value for part in parts[:3]) >= WHITE and self.painting.is_bare(x, y)
        if known and (white or parts[3].value <= _CLEAR):
            return self._is_blank(self._outline(text, index), size)
        cover = self.painting.cover_of(thing, x, y)
        return cover is not None and self._is_under(cover, self._outline(text, index))

    def _outline(self, text: Any, index: int) -> Box:
        """The box that a letter fills."""
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        self.raw.FPDFText_GetCharBox(text, index, left, right, low, high)
        return left.value, low.value, right.value, high.value

    def _is_blank(self, letter: Box, size: float) -> bool:
        """Whether the page shows nothing where a letter stands and right beside it: neither a
        ground that is not seen among what is painted, nor a scan, nor the same words once more.
        """
        left, low, right, high = letter
        beside = _BESIDE * size
        pixels = self._shown()
        return pixels is not None and pixels.are_one((left - beside, low, right + beside, high))

    def _is_under(self, cover: Colour, letter: Box) -> bool:
        """Whether the page shows nothing but a box where a letter stands: it does not shine through
        one in a form, nor through a pattern, nor is the box of a layer that is off.
        """
        pixels = self._shown()
        return pixels is not None and pixels.are_all(cover, letter)

    def _shown(self) -> Pixels | None:
        if not self.asked:
            self.asked, self.pixels = True, show(self.raw, self.page)
        return self.pixels

    def shown(self) -> str:
        return " ".join("".join(self.words).split())
