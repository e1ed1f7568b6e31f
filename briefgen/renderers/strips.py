"""A few dated entries to the geometry of a strip: years across, labels below, as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import When
from briefgen.renderers.extents import extent_of
from briefgen.renderers.timeline import (
    Bar,
    Label,
    Point,
    Timeline,
    axis_end,
    settle,
    year_marks,
    years_between,
)
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StripSizes:
    """The numbers `strip.*` of a style. `until_width`: of the words at the cross-line; `inset`:
    what a bar lacks at each end, so that neighbouring years stay apart.
    """

    width: float
    label_gap: float
    label_width_max: float
    axis_y: float
    block: float
    inset: float
    drop: float
    step: float
    below: float  # from the last leader level to the labels
    year_wish: float
    year_min: float  # narrower than this only some years are printed
    until_width: float
    until_height: float  # of the line above the years that these words take where more follows


def strip_label_width(count: int, sizes: StripSizes) -> float:
    """The width of each of `count` labels beside each other."""
    room = (sizes.width - sizes.label_gap * (count - 1)) / count
    return min(room, sizes.label_width_max)


def plan_strip(
    whens: Sequence[When], heights: Sequence[float], until: When | None, sizes: StripSizes
) -> Timeline | None:
    """Years to scale across, labels below in the order of their marks; None without entries."""
    if not whens:
        return None
    extents = [extent_of(when) for when in whens]
    edition = extent_of(until) if until else None
    first, last = years_between(extents, edition)
    end = axis_end(extents, edition, last)
    later = edition is not None and any(extent.start > edition.start for extent in extents)
    width = strip_label_width(len(whens), sizes)
    # The last label stands right of its mark's beginning.
    behind = max(max(extent.start for extent in extents) - first, 0.01)
    reserved = 0.0 if later else sizes.until_width
    room = min((sizes.width - reserved) / (end - first), (sizes.width - width) / behind)
    unit = min(sizes.year_wish, room)
    spans = [((e.start - first) * unit, (e.end - first) * unit, e.kind) for e in extents]
    marks = [(low + high) / 2 if kind == "block" else low for low, high, kind in spans]
    order = sorted(range(len(whens)), key=lambda n: (marks[n], n))
    wished = [spans[n][0] for n in order]
    lefts = settle(wished, [width] * len(order), sizes.label_gap, 0.0, sizes.width)
    if lefts is None or unit <= 0:
        return None
    levels = _levels([marks[n] for n in order], lefts)
    y = sizes.axis_y + (sizes.until_height if later and sizes.until_width else 0.0)
    top = y + sizes.drop + sizes.step * max(levels) + sizes.below
    cross = (edition.start - first) * unit if edition else 0.0
    every = 1 if unit >= sizes.year_min else 1 + int(sizes.year_min // unit)
    return Timeline(
        width=sizes.width,
        height=top + max(heights),
        axis=((0.0, y), ((end - first) * unit, y)),
        years=year_marks(first, end, unit, every, sizes.year_min),
        bars=tuple(_bar(low, high, y, sizes) for low, high, kind in spans if kind != "dot"),
        dots=tuple((low, y) for low, _, kind in spans if kind == "dot"),
        leaders=tuple(
            _dropped(marks[n], left, y, level, top, sizes)
            for n, left, level in zip(order, lefts, levels, strict=True)
        ),
        labels=tuple(Label(entry=n, x=left, y=top) for n, left in zip(order, lefts, strict=True)),
        edition=(cross, y) if edition else None,
        until=_until(cross, (end - first) * unit, y, sizes, later=later) if edition else None,
    )


def _bar(low: float, high: float, y: float, sizes: StripSizes) -> Bar:
    """On the axis, a little apart from its neighbours."""
    return Bar(
        x=low + sizes.inset,
        y=y - sizes.block / 2,
        width=max(high - low - 2 * sizes.inset, 1.0),
        height=sizes.block,
    )


def _until(cross: float, axis: float, y: float, sizes: StripSizes, *, later: bool) -> Point:
    """Where the words of the cross-line begin: behind an axis that ends with it, else above it,
    since at the end of the axis they would name the mark that stands there.
    """
    if not later:
        return (axis + 5, y)
    left = min(max(cross - sizes.until_width / 2, 0.0), sizes.width - sizes.until_width)
    return (max(left, 0.0), sizes.until_height / 2)


def _levels(marks: Sequence[float], lefts: Sequence[float]) -> list[int]:
    """How many steps lower each leader runs across, so that those side by side do not touch.

    Going left the later one is the lower, going right the earlier one: then none cross.
    """
    count = len(marks)
    levels = [0] * count
    for n in range(1, count):
        both_left = lefts[n] < marks[n] and lefts[n - 1] < marks[n - 1]
        if both_left and lefts[n] <= marks[n - 1]:
            levels[n] = levels[n - 1] + 1
    for n in range(count - 2, -1, -1):
        both_right = lefts[n] > marks[n] and lefts[n + 1] > marks[n + 1]
        if both_right and marks[n + 1] <= lefts[n]:
            levels[n] = levels[n + 1] + 1
    return levels


def _dropped(
    mark: float, left: float, start: float, level: int, top: float, sizes: StripSizes
) -> tuple[Point, ...]:
    """Down from the axis at `start`, across, down."""
    across = start + sizes.drop + sizes.step * level
    end = top - 2
    if abs(mark - left) < 0.01:
        return ((mark, start), (mark, end))
    return ((mark, start), (mark, across), (left, across), (left, end))
