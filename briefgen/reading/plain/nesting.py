"""Points of one stretch, by their indents and marks, into lists inside each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from briefgen.reading.drafts import Draft, step_value
from briefgen.slotted import dataclass

_JITTER = 1  # blanks between points of one list
_DEEPER = 2  # blanks between a point and one inside it
_MOST_LEVELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A point, and the lists that stand in it."""

    draft: Draft
    lists: tuple[tuple[Nested, ...], ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        if not self.lists:
            return self.draft.lines
        inner = (n for one in self.lists for point in one for n in point.lines)
        return (*self.draft.lines, *inner)


def nest_points(points: Sequence[Draft]) -> tuple[tuple[Nested, ...], ...]:
    """Neighbouring points as lists in their order; a point that is indented deeper stands inside
    the one above it. Indents count only where they make clear steps and the first point has the
    least: else all stand side by side, but for letters and dashes under a number that leads them
    in.
    """
    levels = _levels([point.indent for point in points])
    if not any(levels):
        levels = _levels_of_marks(points)
    return _lists(points, levels, 0, len(points))


def _levels(indents: Sequence[int]) -> list[int]:
    """The level of each point from 0, all 0 where the indents make no clear steps."""
    if len(set(indents)) == 1:
        return [0] * len(indents)
    steps: list[int] = []
    for indent in sorted(set(indents)):
        if not steps or indent >= steps[-1] + _DEEPER:
            steps.append(indent)
        elif indent > steps[-1] + _JITTER:
            return [0] * len(indents)
    of_indent = {i: sum(step <= i for step in steps) - 1 for i in set(indents)}
    levels = [of_indent[indent] for indent in indents]
    jumps = any(b > a + 1 for a, b in itertools.pairwise(levels))
    clear = len(steps) <= _MOST_LEVELS and levels[0] == 0 and not jumps
    return levels if clear else [0] * len(indents)


def _levels_of_marks(points: Sequence[Draft]) -> list[int]:
    """Levels by marks alone: "3. We call on all parties to:", "(a) ...", "(b) ...", "4. ..."."""
    if "step" not in [point.kind for point in points]:
        return [0] * len(points)
    levels: list[int] = []
    inside = False
    before: Draft | None = None
    for point in points:
        if step_value(point.mark) is not None:
            inside = False
        elif before is not None and step_value(before.mark) is not None:
            opens = point.kind == "item" or point.mark.strip("(.)").lower() in ("a", "i")
            inside = opens and before.parts[-1][1].endswith(":")
        levels.append(int(inside))
        before = point
    return levels


def _lists(
    points: Sequence[Draft], levels: Sequence[int], start: int, end: int
) -> tuple[tuple[Nested, ...], ...]:
    """Lists of the points from `start` to `end`, the first of which has the least level."""
    found: list[list[Nested]] = []
    last: Draft | None = None
    for at, stop in _own_points(levels, start, end):
        lists = _lists(points, levels, at + 1, stop) if at + 1 < stop else ()
        point = Nested(draft=points[at], lists=lists)
        if last is not None and _goes_on(last, points[at]):
            found[-1].append(point)
        else:
            found.append([point])
        last = points[at]
    return tuple(map(tuple, found))


def _own_points(levels: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """(index, end of what stands in it) of each point of the least level."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and levels[stop] > levels[start]:
            stop += 1
        yield at, stop
        at = stop


def _goes_on(before: Draft, after: Draft) -> bool:
    """Whether a point goes on with the list of the one before; numbers must count on."""
    if before.kind != after.kind:
        return False
    if after.kind == "item":
        return True
    one, two = step_value(before.mark), step_value(after.mark)
    return (two or 0) == (one or -1) + 1
