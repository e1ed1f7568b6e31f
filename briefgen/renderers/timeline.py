"""Dated entries to the geometry of a timeline, as plain numbers for any renderer.

The rules are those of LOOK.md "Timelines". Lengths are in one unit of the caller's choice (points);
x runs right, y down from the figure's upper left corner. `settle` is the heart: places for labels
that keep their order, never overlap and move as little as can be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefgen.model import When
from briefgen.renderers.extents import Extent, extent_of
from briefgen.slotted import dataclass

Point = tuple[float, float]

_AIRY = 3.0  # times as high as its labels: a figure does not grow beyond that for its years' sake
_YEAR_ROOM = 0.85  # of the least band: the number of a last year that is but begun needs so much
_EQUAL_START = 3.0  # an inner bar with the same start begins so much lower


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A filled rectangle: a block on the axis or a range in its lane."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMark:
    """A year's band: where it begins and, if printed, the middle of its number."""

    year: int
    start: float
    middle: float
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Place of an entry's label; `entry` is its index in what the caller gave."""

    entry: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything to draw. `axis` runs between two points; `years` is () for steps, which are not
    to scale. `edition` is where the cross-line stands on the axis, None for none, and `until` where
    the words that a strip has for it begin, halfway up.
    """

    width: float
    height: float
    axis: tuple[Point, Point]
    years: tuple[YearMark, ...]
    bars: tuple[Bar, ...]
    dots: tuple[Point, ...]
    leaders: tuple[tuple[Point, ...], ...]
    labels: tuple[Label, ...]
    edition: Point | None
    until: Point | None = None


# --- places for labels --------------------------------------------------------------------------


def settle(
    wished: Sequence[float], sizes: Sequence[float], gap: float, low: float, high: float
) -> list[float] | None:
    """Starts of labels in their order, without overlap, between `low` and `high`.

    Least sum of squared moves from the wished starts (pool adjacent violators), in linear time.
    None if the sizes and gaps take more than the room.
    """
    count = len(wished)
    if not count:
        return []
    offsets = [0.0]
    for size in sizes[:-1]:
        offsets.append(offsets[-1] + size + gap)
    top = high - offsets[-1] - sizes[-1]
    if top < low - 1e-9:
        return None
    pools: list[tuple[float, int]] = []  # mean, members
    for wish, offset in zip(wished, offsets, strict=True):
        mean, members = wish - offset, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean = (before * others + mean * members) / (others + members)
            members += others
        pools.append((mean, members))
    levels = [min(max(mean, low), top) for mean, members in pools for _ in range(members)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


# --- years down the page ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FullSizes:
    """The numbers `timeline.*` of a style. `line` is the height of a label's first line."""

    width: float
    label_left: float
    label_gap: float
    line: float
    axis_x: float
    block: float
    block_inset: float
    dot_radius: float
    bar: float
    lane_pitch: float
    first_lane: float
    lanes_max: int
    elbow: float
    slope_end: float
    leader_end: float
    band_wish: float
    band_min: float
    band_steps: float
    height_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What is drawn for an entry, and where its leader leaves."""

    entry: int
    y: float
    x: float
    bar: Bar | None = None
    dot: Point | None = None


def plan_full(
    whens: Sequence[When], heights: Sequence[float], until: When | None, sizes: FullSizes
) -> Timeline | None:
    """Years to scale down the page, labels at the right.

    None where it cannot be: labels higher than the figure may be, bands too low, too many lanes;
    the caller then sets labels smaller, splits the entries or asks for steps.
    """
    if not whens:
        return None
    extents = [extent_of(when) for when in whens]
    edition = extent_of(until) if until else None
    first, last = years_between(extents, edition)
    needed = sum(heights) + sizes.label_gap * (len(heights) - 1)
    years = last - first
    # A few entries of many years would leave most of a page to the axis alone.
    airy = min(years * sizes.band_wish, max(_AIRY * needed, years * sizes.band_min))
    height = min(sizes.height_max, max(needed, airy))
    unit = height / years
    if needed > height + 1e-9 or unit < sizes.band_steps:
        return None
    marks = _marks(extents, first, unit, sizes)
    if marks is None:
        return None
    marks.sort(key=lambda mark: (mark.y, mark.entry))
    wished = [mark.y - sizes.line / 2 for mark in marks]
    ordered = [heights[mark.entry] for mark in marks]
    tops = settle(wished, ordered, sizes.label_gap, 0.0, height)
    if tops is None:
        return None
    end = axis_end(extents, edition, last)
    every = 1 if unit >= sizes.band_min else 5
    return Timeline(
        width=sizes.width,
        height=height,
        axis=((sizes.axis_x, 0.0), (sizes.axis_x, (end - first) * unit)),
        years=year_marks(first, end, unit, every, _YEAR_ROOM * sizes.band_min),
        bars=tuple(mark.bar for mark in marks if mark.bar),
        dots=tuple(mark.dot for mark in marks if mark.dot),
        leaders=tuple(_leader(m, top, sizes) for m, top in zip(marks, tops, strict=True)),
        labels=tuple(
            Label(entry=mark.entry, x=sizes.label_left, y=top)
            for mark, top in zip(marks, tops, strict=True)
        ),
        edition=(sizes.axis_x, (edition.start - first) * unit) if edition else None,
    )


def is_too_long(whens: Sequence[When], until: When | None, sizes: FullSizes) -> bool:
    """Whether so many years are told of that none would be high enough on one figure."""
    extents = [extent_of(when) for when in whens]
    first, last = years_between(extents, extent_of(until) if until else None)
    return (last - first) * sizes.band_steps > sizes.height_max


def plan_steps(heights: Sequence[float], sizes: FullSizes) -> Timeline:
    """One entry below the other, each with a dot on the axis: in order, not to scale."""
    tops: list[float] = []
    y = 0.0
    for height in heights:
        tops.append(y)
        y += height + sizes.label_gap
    total = max(0.0, y - sizes.label_gap)
    middles = [top + sizes.line / 2 for top in tops]
    leaders = tuple(
        ((sizes.axis_x + sizes.dot_radius, at), (sizes.label_left - sizes.leader_end, at))
        for at in middles
    )
    return Timeline(
        width=sizes.width,
        height=total,
        axis=((sizes.axis_x, 0.0), (sizes.axis_x, total)),
        years=(),
        bars=(),
        dots=tuple((sizes.axis_x, at) for at in middles),
        leaders=leaders,
        labels=tuple(
            Label(entry=entry, x=sizes.label_left, y=top) for entry, top in enumerate(tops)
        ),
        edition=None,
    )


def years_between(extents: Sequence[Extent], edition: Extent | None) -> tuple[int, int]:
    """First year and the year after the last; the edition's date is inside."""
    known = [*extents, edition] if edition else [*extents]
    first = int(min(extent.start for extent in known))
    latest = max(known, key=lambda extent: extent.end)
    last = int(latest.end) + (0 if latest.end == int(latest.end) else 1)
    return first, max(last, first + 1)


def axis_end(extents: Sequence[Extent], edition: Extent | None, last: int) -> float:
    """The axis ends at the edition's date, unless something is later; else with the last year."""
    if edition and all(extent.end <= edition.start for extent in extents):
        return edition.start
    return float(last)


def year_marks(
    first: int, end: float, unit: float, every: int, room: float
) -> tuple[YearMark, ...]:
    """Every year that begins before `end`; every so many are printed, in the middle of the rest,
    unless the last one would stand less than `room` from the one before it.
    """
    marks: list[YearMark] = []
    for year in range(first, math.ceil(end)):
        start, middle = (year - first) * unit, ((year + min(year + 1, end)) / 2 - first) * unit
        before = next((mark.middle for mark in reversed(marks) if mark.printed), -room)
        printed = year % every == 0 and middle - before >= room
        marks.append(YearMark(year=year, start=start, middle=middle, printed=printed))
    return tuple(marks)


def _marks(
    extents: Sequence[Extent], first: int, unit: float, sizes: FullSizes
) -> list[_Mark] | None:
    lanes = _lanes(extents)
    used = max(lanes.values(), default=0)
    if used > sizes.lanes_max:
        return None
    marks = []
    for entry, extent in enumerate(extents):
        top, bottom = (extent.start - first) * unit, (extent.end - first) * unit
        if extent.kind == "dot":
            at = (sizes.axis_x, top)
            marks.append(_Mark(entry=entry, y=top, x=sizes.axis_x + sizes.dot_radius, dot=at))
        elif extent.kind == "block":
            bar = Bar(
                x=sizes.axis_x - sizes.block / 2,
                y=top + sizes.block_inset,
                width=sizes.block,
                height=max(bottom - top - 2 * sizes.block_inset, 1.0),
            )
            middle = (top + bottom) / 2
            marks.append(_Mark(entry=entry, y=middle, x=bar.x + bar.width, bar=bar))
        else:
            top += _EQUAL_START * _same_start_outside(entry, extents, lanes)
            x = sizes.axis_x - sizes.first_lane - (used - lanes[entry]) * sizes.lane_pitch
            bar = Bar(
                x=x - sizes.bar / 2, y=top, width=sizes.bar, height=max(bottom - top, sizes.bar)
            )
            marks.append(_Mark(entry=entry, y=top + 1, x=bar.x + bar.width, bar=bar))
    return marks


def _lanes(extents: Sequence[Extent]) -> dict[int, int]:
    """Lane of each range, 1 outermost: one further in than the deepest that is open at its start.

    By start, then longer first, then the order given.
    """
    ranges = [n for n, extent in enumerate(extents) if extent.kind == "range"]
    ranges.sort(key=lambda n: (extents[n].start, -extents[n].end, n))
    lanes: dict[int, int] = {}
    for entry in ranges:
        start = extents[entry].start
        open_ = [lanes[n] for n in lanes if extents[n].end > start]
        lanes[entry] = 1 + max(open_, default=0)
    return lanes


def _same_start_outside(entry: int, extents: Sequence[Extent], lanes: dict[int, int]) -> int:
    start = extents[entry].start
    return sum(1 for n in lanes if extents[n].start == start and lanes[n] < lanes[entry])


def _leader(mark: _Mark, top: float, sizes: FullSizes) -> tuple[Point, ...]:
    """Level, slope, level: all slopes lie between the same two x, so none cross."""
    at = top + sizes.line / 2
    elbow = sizes.axis_x + sizes.elbow
    return (
        (mark.x, mark.y),
        (elbow, mark.y),
        (sizes.label_left - sizes.slope_end, at),
        (sizes.label_left - sizes.leader_end, at),
    )
