"""The timeline's geometry: order kept, nothing overlaps, nothing crosses, nothing is invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import PartialDate, When
from briefgen.renderers.extents import extent_of
from briefgen.renderers.strips import StripSizes, plan_strip, strip_label_width
from briefgen.renderers.timeline import (
    FullSizes,
    Timeline,
    is_too_long,
    plan_full,
    plan_steps,
    settle,
)

FULL = FullSizes(
    width=459,
    label_left=107.7,
    label_gap=5,
    line=13,
    axis_x=62.4,
    block=4,
    block_inset=0.6,
    dot_radius=4,
    bar=5,
    lane_pitch=10,
    first_lane=14,
    lanes_max=3,
    elbow=12,
    slope_end=10,
    leader_end=4,
    band_wish=27.4,
    band_min=11,
    band_steps=5,
    height_max=548,
)
STRIP = StripSizes(
    width=459,
    label_gap=7,
    label_width_max=164,
    axis_y=16,
    block=4,
    inset=0.6,
    drop=12,
    step=4,
    below=7,
    year_wish=120,
    year_min=25,
    until_width=110,
    until_height=12,
)


def year(first: int, last: int | None = None) -> When:
    return When(start=PartialDate(year=first), end=PartialDate(year=last or first))


def day(y: int, m: int, d: int) -> When:
    date = PartialDate(year=y, month=m, day=d)
    return When(start=date, end=date)


@st.composite
def whens(draw: st.DrawFn) -> When:
    first = draw(st.integers(2000, 2020))
    kind = draw(st.sampled_from(["year", "month", "day", "range"]))
    if kind == "year":
        return year(first)
    if kind == "range":
        return year(first, first + draw(st.integers(1, 6)))
    month = draw(st.integers(1, 12))
    if kind == "month":
        date = PartialDate(year=first, month=month)
        return When(start=date, end=date)
    return day(first, month, draw(st.integers(1, 28)))


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "start", "end", "kind"),
    [
        (year(2021), 2021, 2022, "block"),
        (year(2010, 2014), 2010, 2015, "range"),
        (day(2021, 1, 1), 2021 + 0.5 / 365, 2021 + 0.5 / 365, "dot"),
        (day(2020, 12, 31), 2021 - 0.5 / 366, 2021 - 0.5 / 366, "dot"),
    ],
)
def test_a_date_is_drawn_as_precisely_as_it_is_stated(
    when: When, start: float, end: float, kind: str
) -> None:
    found = extent_of(when)
    assert found.kind == kind
    assert found.start == pytest.approx(start)
    assert found.end == pytest.approx(end)


def test_a_month_fills_its_part_of_the_year() -> None:
    date = PartialDate(year=2021, month=6)
    found = extent_of(When(start=date, end=date))
    assert found.kind == "block"
    assert found.end - found.start == pytest.approx(30 / 365)


# --- places of labels -----------------------------------------------------------------------------

SIZES = st.lists(st.floats(5, 60), min_size=1, max_size=9)


@settings(max_examples=200, deadline=None)
@given(SIZES, st.data())
def test_labels_keep_order_gap_and_room(sizes: list[float], data: st.DataObject) -> None:
    wished = sorted(data.draw(st.floats(0, 500)) for _ in sizes)
    places = settle(wished, sizes, 5, 0, 548)
    room = sum(sizes) + 5 * (len(sizes) - 1)
    if room > 548:
        assert places is None
        return
    assert places is not None
    assert places[0] >= -1e-6
    assert places[-1] + sizes[-1] <= 548 + 1e-6
    for (before, size), after in zip(zip(places, sizes, strict=True), places[1:], strict=False):
        assert after >= before + size + 5 - 1e-6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(10, 40), min_size=2, max_size=4), st.data())
def test_no_other_places_are_nearer_to_the_wished_ones(
    sizes: list[float], data: st.DataObject
) -> None:
    """Least sum of squares: moving any run of labels a little never helps."""
    wished = sorted(data.draw(st.floats(0, 200)) for _ in sizes)
    places = settle(wished, sizes, 5, 0, 400)
    assert places is not None
    best = sum((p - w) ** 2 for p, w in zip(places, wished, strict=True))
    for start in range(len(sizes)):
        for end in range(start + 1, len(sizes) + 1):
            for move in (-0.5, 0.5):
                tried = [p + move * (start <= n < end) for n, p in enumerate(places)]
                if _sound(tried, sizes, 400):
                    cost = sum((p - w) ** 2 for p, w in zip(tried, wished, strict=True))
                    assert cost >= best - 1e-6


def _sound(places: list[float], sizes: list[float], high: float) -> bool:
    ends = [p + s for p, s in zip(places, sizes, strict=True)]
    apart = all(a >= e + 5 for e, a in zip(ends, places[1:], strict=False))
    return apart and places[0] >= 0 and ends[-1] <= high


def test_labels_with_room_stay_where_they_are_wished() -> None:
    assert settle([10, 100, 300], [20, 20, 20], 5, 0, 548) == [10, 100, 300]


# --- years down the page --------------------------------------------------------------------------


def _crossings(plan: Timeline) -> int:
    """Pairs of leaders that change order between their two ends."""
    ends = sorted((leader[0][1], leader[-1][1]) for leader in plan.leaders)
    return sum(1 for (_, a), (_, b) in pairwise(ends) if b < a - 1e-6)


@settings(max_examples=150, deadline=None)
@given(st.lists(whens(), min_size=1, max_size=12), st.data())
def test_a_figure_is_sound(dates: list[When], data: st.DataObject) -> None:
    heights = [13.0 * data.draw(st.integers(1, 4)) for _ in dates]
    plan = plan_full(dates, heights, day(2021, 11, 30), FULL)
    if plan is None:
        return
    assert plan.height <= FULL.height_max
    assert {label.entry for label in plan.labels} == set(range(len(dates)))
    for before, after in pairwise(plan.labels):
        assert after.y >= before.y + heights[before.entry] + FULL.label_gap - 1e-6
    assert plan.labels[-1].y + heights[plan.labels[-1].entry] <= plan.height + 1e-6
    assert _crossings(plan) == 0
    assert len(plan.bars) + len(plan.dots) == len(dates)
    assert not _leaders_through_bars(plan)


def _leaders_through_bars(plan: Timeline) -> list[float]:
    """Levels at which a leader runs through a bar of a range further in."""
    lanes = [bar for bar in plan.bars if bar.x + bar.width < FULL.axis_x - FULL.block]
    return [
        leader[0][1]
        for leader in plan.leaders
        for bar in lanes
        if leader[0][0] < bar.x - 1e-6 and bar.y < leader[0][1] - 1e-6 < bar.y + bar.height - 2e-6
    ]


def test_ranges_lie_in_lanes_the_longer_one_outside() -> None:
    plan = plan_full([year(2011, 2014), year(2010, 2014), year(2020)], [13, 13, 13], None, FULL)
    assert plan is not None
    inner, outer = plan.bars[1], plan.bars[0]
    assert outer.x < inner.x < FULL.axis_x
    assert outer.height > inner.height


def test_too_many_lanes_or_labels_are_refused() -> None:
    lanes = [year(2000 + n, 2012) for n in range(4)]
    assert plan_full(lanes, [13.0] * 4, None, FULL) is None
    assert plan_full([year(2000 + n) for n in range(12)], [52.0] * 12, None, FULL) is None


def test_low_bands_print_every_fifth_year() -> None:
    plan = plan_full([year(1950), year(2020)], [13, 13], None, FULL)
    assert plan is not None
    assert {mark.year % 5 for mark in plan.years if mark.printed} == {0}
    assert plan_full([year(1500), year(2020)], [13, 13], None, FULL) is None


def test_steps_hold_every_entry_in_order() -> None:
    plan = plan_steps([13, 26, 13], FULL)
    assert [label.y for label in plan.labels] == [0, 18, 49]
    assert plan.years == ()


# --- years across ---------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.lists(whens(), min_size=1, max_size=4))
def test_a_strip_is_sound(dates: list[When]) -> None:
    plan = plan_strip(dates, [24.0] * len(dates), day(2027, 1, 1), STRIP)
    assert plan is not None
    width = strip_label_width(len(dates), STRIP)
    assert plan.labels[0].x >= -1e-6
    assert plan.labels[-1].x + width <= STRIP.width + 1e-6
    for before, after in pairwise(plan.labels):
        assert after.x >= before.x + width + STRIP.label_gap - 1e-6
    assert plan.axis[1][0] + STRIP.until_width <= STRIP.width + 1e-6
    assert not _touching(plan)


@settings(max_examples=150, deadline=None)
@given(st.lists(whens(), min_size=1, max_size=4), st.integers(1950, 2030))
def test_the_words_of_a_cross_line_with_marks_behind_it_stand_above_it(
    dates: list[When], edition: int
) -> None:
    date = day(edition, 7, 1)
    plan = plan_strip(dates, [24.0] * len(dates), date, STRIP)
    assert plan is not None
    assert plan.edition is not None
    assert plan.until is not None
    left, middle = plan.until
    cross, axis = plan.edition
    if any(extent_of(when).start > extent_of(date).start for when in dates):
        assert left >= -1e-6
        assert left + STRIP.until_width <= STRIP.width + 1e-6
        assert middle + STRIP.until_height / 2 <= axis - STRIP.axis_y + 1e-6
        assert left <= cross <= left + STRIP.until_width
    else:
        assert (left, middle) == (plan.axis[1][0] + 5, axis)
    assert not _touching(plan)


def _touching(plan: Timeline) -> bool:
    """Whether two leaders share a level over the same x, or one drops through the other."""
    runs = [leader for leader in plan.leaders if len(leader) == 4]
    for place, one in enumerate(runs):
        for other in runs[place + 1 :]:
            if _overlap(one, other) and one[1][1] == other[1][1]:
                return True
            if _drops_through(one, other) or _drops_through(other, one):
                return True
    return False


Leader = tuple[tuple[float, float], ...]


def _overlap(one: Leader, other: Leader) -> bool:
    low = max(min(one[1][0], one[2][0]), min(other[1][0], other[2][0]))
    high = min(max(one[1][0], one[2][0]), max(other[1][0], other[2][0]))
    return low < high - 1e-6


def _drops_through(one: Leader, other: Leader) -> bool:
    """A vertical part of `one` against the level part of `other`."""
    low, high = sorted((other[1][0], other[2][0]))
    level = other[1][1]
    first = low + 1e-6 < one[0][0] < high - 1e-6 and one[1][1] > level
    last = low + 1e-6 < one[2][0] < high - 1e-6 and one[2][1] < level
    return first or last


def test_a_few_entries_of_many_years_take_no_whole_page() -> None:
    whens = [year(1998), year(2010), day(2021, 8, 5), day(2023, 2, 12)]
    plan = plan_full(whens, [13.0] * 4, day(2024, 5, 12), FULL)
    assert plan is not None
    assert plan.height == pytest.approx(27 * FULL.band_min)
    middles = [mark.middle for mark in plan.years if mark.printed]
    assert all(b - a > 9 for a, b in pairwise(middles))
    crowded = plan_full(whens, [90.0] * 4, None, FULL)
    assert crowded is not None
    assert crowded.height == FULL.height_max


def test_a_century_is_told_in_steps() -> None:
    assert is_too_long([year(1911), year(1998)], day(2024, 5, 12), FULL)
    assert not is_too_long([year(1911), year(1998)], None, FULL)
