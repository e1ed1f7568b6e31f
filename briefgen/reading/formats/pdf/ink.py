"""Which letters of a page nobody sees, since they are as white as what lies under them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import field
from itertools import islice
from typing import Any, Final

from briefgen.slotted import dataclass

_WHITE: Final = 250  # of 255, in red, green and blue
_MOST: Final = 5_000  # objects of one page that may lie under its letters
_FILLED: Final = (0, 4)  # text that is filled (ISO 32000-1, table 106)
Box = tuple[float, float, float, float]  # left, low, right, high in points


@dataclass(slots=True, kw_only=True)
class Ink:
    """One page's colours. `words`: the letters that are not seen, blanks between words.

    Letters without ink (text mode 3) are those of a scan, whose picture shows them.
    """

    raw: Any
    page: Any
    words: list[str] = field(default_factory=list)
    grounds: tuple[Box, ...] | None = None  # what is not white, found when it is asked for

    def hides(self, text: Any, index: int, x: float, y: float) -> bool:
        """Whether a letter at a point of the page is white on white."""
        if not self._is_white(text, index):
            return False
        if self.grounds is None:
            self.grounds = tuple(_grounds(self.raw, self.page))
        return not any(a <= x <= c and b <= y <= d for a, b, c, d in self.grounds)

    def _is_white(self, text: Any, index: int) -> bool:
        raw = self.raw
        parts = [ctypes.c_uint() for _ in range(4)]
        if not raw.FPDFText_GetFillColor(text, index, *parts):
            return False
        if min(part.value for part in parts[:3]) < _WHITE:
            return False
        thing = raw.FPDFText_GetTextObject(text, index)
        return bool(thing) and raw.FPDFTextObj_GetTextRenderMode(thing) in _FILLED

    def shown(self) -> str:
        return " ".join("".join(self.words).split())


def _grounds(raw: Any, page: Any) -> Iterator[Box]:
    """Where anything but white lies on a page; what a form holds is not looked into."""
    kinds = [
        raw.FPDF_PAGEOBJ_PATH,
        raw.FPDF_PAGEOBJ_IMAGE,
        raw.FPDF_PAGEOBJ_SHADING,
        raw.FPDF_PAGEOBJ_FORM,
    ]
    for found in islice(page.get_objects(filter=kinds, max_depth=1), _MOST):
        if found.type != raw.FPDF_PAGEOBJ_PATH or _is_filled(raw, found):
            yield found.get_bounds()


def _is_filled(raw: Any, found: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, fill, stroke)
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(found, *parts)
    return bool(fill.value) and not (known and min(part.value for part in parts[:3]) >= _WHITE)
