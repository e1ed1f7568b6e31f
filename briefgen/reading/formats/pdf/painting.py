"""What a page paints, in its order: grounds that are not white, and boxes that cover words."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from itertools import islice
from typing import Any, Final

from briefgen.slotted import dataclass

WHITE: Final = 250  # of 255, in red, green and blue
_MOST: Final = 20_000  # objects of one page, those of its forms among them
_MOST_COVERS: Final = 2_000
_DEEPEST: Final = 8  # forms in forms
_LEAST: Final = 3.0  # points: a lower box is a rule, which covers no words
_CORNERS: Final = (4, 5)  # points of a box's outline, the first again or not
Box = tuple[float, float, float, float]  # left, low, right, high in points
Colour = tuple[int, int, int]  # red, green, blue of 255


@dataclass(slots=True, kw_only=True)
class Painting:
    """`grounds`: where anything but white lies. `covers`: boxes that seem to be such that nothing
    shows through, each with its place in the order of painting; `texts`: that of each text.
    """

    grounds: list[Box] = field(default_factory=list)
    covers: list[tuple[int, Box, Colour]] = field(default_factory=list)
    texts: list[tuple[int, Any]] = field(default_factory=list)
    _orders: dict[int, int] = field(default_factory=dict)  # by address, made when first needed

    def is_bare(self, x: float, y: float) -> bool:
        """Whether nothing but white lies at a point."""
        return not any(a <= x <= c and b <= y <= d for a, b, c, d in self.grounds)

    def cover_of(self, text: Any, x: float, y: float) -> Colour | None:
        """The colour of the last box that is painted over a text at a point of the page."""
        if not self.covers:
            return None
        if not self._orders:
            self._orders.update((_address(raw), order) for order, raw in self.texts)
        order = self._orders.get(_address(text), _MOST)
        later = islice(self.covers, bisect_right(self.covers, order, key=lambda one: one[0]), None)
        over = [colour for _, (a, b, c, d), colour in later if a <= x <= c and b <= y <= d]
        return over[-1] if over else None


def _address(raw: Any) -> int:
    """What tells one of pdfium's objects from the others, be it asked for in two ways."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def read_painting(raw: Any, page: Any) -> Painting:
    """What stands on a page and in its forms, so many objects at most, up to one that pdfium cannot
    place.
    """
    found = Painting()
    with suppress(RuntimeError):
        for order, (thing, matrix) in enumerate(islice(_objects(page), _MOST)):
            _add(found, raw, thing, matrix, order)
    return found


def _add(found: Painting, raw: Any, thing: Any, matrix: Any, order: int) -> None:
    if thing.type == raw.FPDF_PAGEOBJ_TEXT:
        found.texts.append((order, thing.raw))
    elif thing.type == raw.FPDF_PAGEOBJ_PATH:
        filled, colour = _fill(raw, thing)
        if filled and (colour is None or min(colour) < WHITE):
            found.grounds.append(_placed(thing, matrix))
        few = len(found.covers) < _MOST_COVERS
        if filled and colour and few and (cover := _cover(raw, thing, matrix)):
            found.covers.append((order, cover, colour))
    elif thing.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
        found.grounds.append(_placed(thing, matrix))


def _objects(page: Any) -> Iterator[tuple[Any, Any]]:
    """Each object with the matrix of the forms that it stands in, None for none."""
    form = matrix = None
    for thing in page.get_objects(max_depth=_DEEPEST):
        if thing.container is not form:
            form, matrix = thing.container, _matrix_of(thing.container)
        yield thing, matrix


def _matrix_of(form: Any) -> Any:
    if form is None:
        return None
    outer = _matrix_of(form.container)
    return form.get_matrix().multiply(outer) if outer else form.get_matrix()


def _placed(thing: Any, matrix: Any) -> Box:
    box: Box = thing.get_bounds()
    return tuple(matrix.on_rect(*box)) if matrix else box


def _fill(raw: Any, thing: Any) -> tuple[bool, Colour | None]:
    """Whether a path is filled, and in which colour, None for one that pdfium does not know."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    red, green, blue, clear = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(thing, red, green, blue, clear)
    return bool(fill.value), (red.value, green.value, blue.value) if known else None


def _cover(raw: Any, thing: Any, matrix: Any) -> Box | None:
    """What a box hides that stands upright and without transparency, None for other shapes."""
    if raw.FPDFPageObj_HasTransparency(thing):
        return None
    if any((m.a and m.b) or (m.c and m.d) for m in (thing.get_matrix(), matrix) if m):
        return None  # turned
    count = raw.FPDFPath_CountSegments(thing)
    if count not in _CORNERS:
        return None
    if not _box_of(raw, [raw.FPDFPath_GetPathSegment(thing, n) for n in range(count)]):
        return None
    box = _clipped(raw, raw.FPDFPageObj_GetClipPath(thing), thing.get_bounds())
    if box is None or min(box[2] - box[0], box[3] - box[1]) < _LEAST:
        return None
    return tuple(matrix.on_rect(*box)) if matrix else box


def _clipped(raw: Any, clip: Any, box: Box) -> Box | None:
    """The part of a box that is drawn; None where it is cut to another shape."""
    for path in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        segments = [raw.FPDFClipPath_GetPathSegment(clip, path, n) for n in range(count)]
        frame = _box_of(raw, segments) if count in _CORNERS else None
        if frame is None:
            return None
        box = (*map(max, box[:2], frame[:2]), *map(min, box[2:], frame[2:]))  # type: ignore[assignment]
    return box


def _box_of(raw: Any, segments: Sequence[Any]) -> Box | None:
    """The box whose corners these are, None where they are those of another shape."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: set[tuple[float, float]] = set()
    for segment in segments:
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return None
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.add((round(x.value, 2), round(y.value, 2)))
    across, up = ({point[n] for point in points} for n in (0, 1))
    if not len(across) == len(up) == 2:
        return None
    return min(across), min(up), max(across), max(up)
