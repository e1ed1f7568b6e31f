"""Numbered and bulleted paragraphs of a Word file into nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.model import Inlines
from briefgen.reading.formats.flatten import with_label
from briefgen.reading.formats.pieces import Apart, Piece, Point, Points, Words
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A paragraph of a list: its level from 0, its number (None for a bullet), its label.

    `figures`: the label is the number alone, as the model counts.
    """

    content: Inlines
    level: int
    start: int | None
    label: str
    figures: bool
    lines: tuple[int, ...]


def nest_points(items: Iterable[Piece | Marked]) -> Iterator[Piece]:
    """The same in order, neighbouring points as lists; what is set apart comes after its list."""
    run: list[Marked] = []
    held: list[Piece] = []
    for item in items:
        if isinstance(item, Marked):
            run.append(item)
        elif isinstance(item, Apart) and run:
            held.append(item)
        else:
            yield from _lists(run)
            yield from held
            run, held = [], []
            yield item
    yield from _lists(run)
    yield from held


def _lists(run: Sequence[Marked]) -> Iterator[Points]:
    """Lists of the lowest level of a run; deeper points stand in the point above them."""
    if not run:
        return
    level = min(item.level for item in run)
    points: list[Point] = []
    first: Marked | None = None
    last: Marked | None = None
    inner: list[Marked] = []
    for item in run:
        if item.level > level:
            inner.append(item)
            continue
        if points or inner:
            points = _with_inner(points, inner)
            inner = []
        if first and last and not _goes_on(last, item):
            yield _list(points, first)
            points, first = [], None
        point = Point(pieces=(Words(content=item.content, lines=item.lines),), lines=item.lines)
        points.append(
            point if item.start is None or item.figures else with_label(point, item.label)
        )
        first, last = first or item, item
    if points or inner:
        points = _with_inner(points, inner)
        yield _list(points, first or run[0])


def _with_inner(points: list[Point], inner: Sequence[Marked]) -> list[Point]:
    if not inner:
        return points
    lists = tuple(_lists(inner))
    lines = tuple(n for one in lists for n in one.lines)
    if not points:
        return [Point(pieces=lists, lines=lines)]
    above = points[-1]
    joined = Point(pieces=(*above.pieces, *lists), lines=(*above.lines, *lines))
    return [*points[:-1], joined]


def _goes_on(before: Marked, after: Marked) -> bool:
    """Bullets go on with bullets, numbers with the next one of the same kind."""
    if before.start is None or after.start is None:
        return before.start is after.start
    return before.figures == after.figures and after.start == before.start + 1


def _list(points: Sequence[Point], first: Marked) -> Points:
    counts = first.start is not None and first.figures
    return Points(points=tuple(points), start=first.start if counts else None)
