"""Dates and ages as a config writes them, to dates and the day on which a source is too old."""

from __future__ import annotations

import calendar
import datetime
import re

from briefgen.diagnostics import Diagnostics, Place, error
from briefgen.errors import ExitCode

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGE = re.compile(r"([1-9]\d{0,3})([dwmy])")
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def read_date(written: str | None, place: Place) -> tuple[datetime.date | None, Diagnostics]:
    """A date as `2021-11-30`."""
    if written is None:
        return None, ()
    try:
        if _DATE.fullmatch(written):
            return datetime.date.fromisoformat(written), ()
    except ValueError:
        pass
    message, hint = f'"{written[:60]}" is no date', "write it as 2021-11-30"
    return None, (error("wrong-date", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def check_age(written: str | None, place: Place) -> Diagnostics:
    """Whether an age is one: a number of days, weeks, months or years."""
    if written is None or _AGE.fullmatch(written):
        return ()
    message = f'"{written[:60]}" is no age'
    hint = "write it as 90d, 12w, 6m or 2y"
    return (error("wrong-age", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def too_old_from(dated: datetime.date, max_age: str) -> datetime.date | None:
    """The first day on which something of a date is older than this; None for never."""
    age = _AGE.fullmatch(max_age)
    if age is None:
        return None
    count, unit = int(age[1]), age[2]
    try:
        if unit in _DAYS:
            last = dated + datetime.timedelta(days=count * _DAYS[unit])
        else:
            last = _months_later(dated, count * _MONTHS[unit])
        return last + datetime.timedelta(days=1)
    except OverflowError:
        return None


def _months_later(date: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last one."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if year > datetime.MAXYEAR:
        raise OverflowError
    day = min(date.day, calendar.monthrange(year, month + 1)[1])
    return datetime.date(year, month + 1, day)
