"""The lines drawn on a PDF's page into the grids of its ruled tables."""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from briefgen.slotted import dataclass

MAX_RULES: Final = 1_500  # of a page: with more it is a drawing
_MAX_POINTS: Final = 2_000  # of one path
_THIN: Final = 3.0  # points: a filled box that is a rule
_SHORT: Final = 5.0  # points: shorter strokes rule nothing
_SAME: Final = 2.5  # points between rules that count as one
_MOST_CELLS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line along one axis: `at` on the other axis, from `start` to `end`, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A ruled table: its edges from left to right and from top to bottom, and for each place
    (row, column) the place that its cell starts in: cells may span rows and columns.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: Mapping[tuple[int, int], tuple[int, int]]

    def find(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell that a point lies in, None outside the grid."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda edge: -edge) - 1
        return self.cells.get((row, column))


def find_block(grids: Sequence[Grid], x: float, y: float) -> int:
    """The cell that a point lies in, counted over all grids of a page; -1 for none."""
    offset = 0
    for grid in grids:
        if cell := grid.find(x, y):
            return offset + cell[0] * len(grid.xs) + cell[1]
        offset += len(grid.xs) * len(grid.ys)
    return -1


def place_of(grids: Sequence[Grid], block: int) -> tuple[int, int, int]:
    """(grid, row, column) of a number that `find_block` gave."""
    for number, grid in enumerate(grids):
        size = len(grid.xs) * len(grid.ys)
        if block < size:
            return number, *divmod(block, len(grid.xs))
        block -= size
    raise IndexError(block)


def read_rules(raw: Any, page: Any) -> tuple[list[Rule], list[Rule]]:
    """The rules of a page (across, down); none where there are so many that it is a drawing."""
    across: list[Rule] = []
    down: list[Rule] = []
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        for (left, low), (right, high) in _strokes(raw, found) if _is_drawn(raw, found) else ():
            if high - low < _THIN and right - left > _SHORT:
                across.append(Rule(at=(low + high) / 2, start=left, end=right))
            elif right - left < _THIN and high - low > _SHORT:
                down.append(Rule(at=(left + right) / 2, start=low, end=high))
        if len(across) + len(down) > MAX_RULES:
            return [], []
    return _merged(across), _merged(down)


def find_grids(
    across: Sequence[Rule], down: Sequence[Rule], before: Sequence[Grid] = ()
) -> tuple[Grid, ...]:
    """The tables that are ruled both ways, of two columns and two rows at least; of one row where
    a table of the page `before` has the same columns, and may go on.
    """
    groups = _touching(across, down) if across and down else ()
    grids = [grid for one, two in groups if (grid := _grid(one, two)) is not None]
    return tuple(grid for grid in grids if len(grid.ys) > 2 or may_go_on(grid, before))


def may_go_on(grid: Grid, before: Sequence[Grid]) -> bool:
    """Whether a table of the page before has the same columns."""
    return any(
        len(grid.xs) == len(other.xs)
        and all(abs(a - b) < _SAME for a, b in zip(grid.xs, other.xs, strict=True))
        for other in before
    )


def _is_drawn(raw: Any, found: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, fill, stroke)
    return bool(fill.value or stroke.value)


Box = tuple[tuple[float, float], tuple[float, float]]  # lower left, upper right


def _strokes(raw: Any, found: Any) -> Iterator[Box]:
    """The straight parts of a path as boxes; a thin filled shape as a whole."""
    left, low, right, high = found.get_bounds()
    if min(right - left, high - low) < _THIN:
        yield (left, low), (right, high)
        return
    matrix = found.get_matrix()
    points = list(_points(raw, found))
    for (one, _), (two, drawn) in itertools.pairwise(points):
        if drawn:
            ends = (matrix.on_point(*one), matrix.on_point(*two))
            xs, ys = zip(*ends, strict=True)
            yield (min(xs), min(ys)), (max(xs), max(ys))


def _points(raw: Any, found: Any) -> Iterator[tuple[tuple[float, float], bool]]:
    """The points of a path, and whether a straight line leads to each."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = (0.0, 0.0)
    count = min(max(raw.FPDFPath_CountSegments(found), 0), _MAX_POINTS)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(found, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = (x.value, y.value)
        yield (x.value, y.value), kind == raw.FPDF_SEGMENT_LINETO
        if raw.FPDFPathSegment_GetClose(segment):
            yield start, True


# --- rules into grids -----------------------------------------------------------------------------


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one: neighbouring cells each draw their side of it."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _SAME), r.start, r.end)):
        last = done[-1] if done else None
        if last and abs(last.at - rule.at) < _SAME and rule.start <= last.end + _SAME:
            done[-1] = Rule(at=last.at, start=last.start, end=max(last.end, rule.end))
        else:
            done.append(rule)
    return done


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules (across, down) that meet each other."""
    group = list(range(len(down)))
    meets: list[list[int]] = []
    for rule in across:
        met = [n for n, other in enumerate(down) if _meet(rule, other)]
        meets.append(met)
        names = {group[n] for n in met}
        if len(names) > 1:
            first = min(names)
            group = [first if name in names else name for name in group]
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n, rule in enumerate(down):
        found.setdefault(group[n], ([], []))[1].append(rule)
    for met, rule in zip(meets, across, strict=True):
        if met:
            found[group[met[0]]][0].append(rule)
    return list(found.values())


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.start - _SAME <= down.at <= across.end + _SAME
        and down.start - _SAME <= across.at <= down.end + _SAME
    )


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    xs = _edges([rule.at for rule in down] + [x for r in across for x in (r.start, r.end)])
    ys = _edges([rule.at for rule in across])[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            centre = (xs[column] + xs[column + 1]) / 2
            if column and not _ruled(down, xs[column], middle):
                cells[row, column] = cells[row, column - 1]
            elif row and not _ruled(across, ys[row], centre):
                cells[row, column] = cells[row - 1, column]
            else:
                cells[row, column] = (row, column)
    return Grid(xs=xs, ys=ys, cells=cells)


def _ruled(rules: Sequence[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) < _SAME and rule.start < middle < rule.end for rule in rules)


def _edges(values: Sequence[float]) -> tuple[float, ...]:
    done: list[float] = []
    for value in sorted(values):
        if not done or value - done[-1] >= _SAME:
            done.append(value)
    return tuple(done)
