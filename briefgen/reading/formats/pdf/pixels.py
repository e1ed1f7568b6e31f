"""A page as it is shown: the colours at a place of it, by which a letter is seen or is not."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from briefgen.reading.formats.pdf.painting import Box, Colour

_SCALE: Final = 2.0  # pixels for a point
_MOST: Final = 8_000_000  # pixels of a page; a larger one is shown coarsely
_ALIKE: Final = 12  # of 255: what smooth edges may differ by
_CHANNELS: Final = 3


class Pixels(NamedTuple):
    """The picture of a page, from its upper left corner: a line of it takes `stride` bytes, a pixel
    `step` of them, blue, green and red first.
    """

    raw: Any
    page: Any
    held: bytes
    width: int
    height: int
    stride: int
    step: int

    def are_one(self, box: Box) -> bool:
        """Whether all that is shown in a box of the page is of one colour."""
        return all(
            max(map(max, lines)) - min(map(min, lines)) <= _ALIKE
            for lines in self._channels(self._place(box, 0))
        )

    def are_all(self, colour: Colour, box: Box) -> bool:
        """Whether all that is shown inside a box of the page is of this colour."""
        channels = self._channels(self._place(box, 1))
        return all(
            abs(value - wanted) <= _ALIKE
            for lines, wanted in zip(channels, reversed(colour), strict=True)
            for line in lines
            for value in (min(line), max(line))
        )

    def _channels(self, place: tuple[int, int, int, int]) -> Iterator[list[bytes]]:
        """The lines of a place, those of blue, of green and of red."""
        left, top, right, end = place
        for channel in range(_CHANNELS):
            yield [
                self.held[start + left * self.step : start + right * self.step : self.step]
                for start in range(top * self.stride + channel, end * self.stride, self.stride)
            ]

    def _place(self, box: Box, border: int) -> tuple[int, int, int, int]:
        """A box in pixels, without so many at its edges, where it has more: one at least."""
        corners = (self._pixel(box[0], box[1]), self._pixel(box[2], box[3]))
        (left, right), (top, end) = map(sorted, zip(*corners, strict=True))
        left, right = _within(left, right, border, self.width)
        top, end = _within(top, end, border, self.height)
        return left, top, right, end

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = self.width, self.height
        self.raw.FPDF_PageToDevice(self.page, 0, 0, *size, 0, x, y, across, down)
        return across.value, down.value


def _within(low: int, high: int, border: int, size: int) -> tuple[int, int]:
    if high - low > 2 * border:
        low, high = low + border, high - border
    low = min(max(low, 0), size - 1)
    return low, min(max(high, low + 1), size)


def show(raw: Any, page: Any) -> Pixels | None:
    """The picture of a page; None where pdfium makes none."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST / max(width * height, 1.0)) ** 0.5)
    try:
        bitmap = page.render(scale=scale)
        step, held = bitmap.n_channels, bytes(bitmap.buffer)
        shape = bitmap.width, bitmap.height, bitmap.stride
        bitmap.close()
    except (RuntimeError, MemoryError, ValueError):
        return None
    return Pixels(raw, page, held, *shape, step) if step >= _CHANNELS else None
