"""Dates as precise as they are stated to stretches of years, to draw (LOOK.md "Timelines", 1)."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal

from briefgen.model import PartialDate, When
from briefgen.slotted import dataclass

Kind = Literal["block", "dot", "range"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A date as precise as it is stated, in years: 2021.0 to 2022.0 for the year 2021."""

    start: float
    end: float
    kind: Kind


def extent_of(when: When) -> Extent:
    """A year alone fills its band, a month its part of it; a day is a dot; all else a range."""
    start, end = _first(when.start), _last(when.end)
    if when.start != when.end:
        return Extent(start=start, end=end, kind="range")
    if when.start.day:
        middle = (start + end) / 2
        return Extent(start=middle, end=middle, kind="dot")
    return Extent(start=start, end=end, kind="block")


def _first(date: PartialDate) -> float:
    return _in_years(date.year, date.month or 1, date.day or 1)


def _last(date: PartialDate) -> float:
    """The end of the stated year, month or day."""
    if not date.month:
        return float(date.year + 1)
    days = calendar.monthrange(date.year, date.month)[1]
    day = date.day or days
    return _in_years(date.year, date.month, day) + 1 / (366 if calendar.isleap(date.year) else 365)


def _in_years(year: int, month: int, day: int) -> float:
    days = 366 if calendar.isleap(year) else 365
    passed = (datetime.date(year, month, day) - datetime.date(year, 1, 1)).days
    return year + passed / days
