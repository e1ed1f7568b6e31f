"""Dates that a text states, as precise as it states them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.model import PartialDate, When
from briefgen.reading.lexicon import DAYS, MONTHS
from briefgen.regexes import compile_later


def _in_three_cases(names: Iterable[str]) -> str:
    """An alternation of names, longest first, as texts write them: told faster than any case."""
    forms = {form for name in names for form in (name, name.capitalize(), name.upper())}
    return "|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))


_MONTH = _in_three_cases(MONTHS)
_YEAR = r"(?P<{}>(?:1[5-9]|20|21)\d\d)"
_PARTS = ("early", "mid", "late", "début", "fin", "anfang", "mitte", "ende")
_PART = rf"(?:(?:{_in_three_cases(_PARTS)})[- ])"
# What stands between the first and the last day: "17-18 November", "du 17 au 18 novembre".
_WEEKDAY = rf"(?:(?:{_in_three_cases(DAYS)}),?\s+)?"
TO = r"(?:\s*[-–—/&]\s*|\s+(?:to|until|till|through|and|au|à|et|bis|und)\s+)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?"
_DAY_FIRST = (
    rf"(?:(?<![\w.,/-])(?P<{{0}}a>\d{{{{1,2}}}}){_ORDINAL}(?:\s+(?P<{{0}}b>{_MONTH})\.?)?{TO}{_WEEKDAY})?"
    rf"(?<![^\W\d_][-–])\b(?P<{{0}}d>\d{{{{1,2}}}}){_ORDINAL}\s+(?P<{{0}}m>{_MONTH})"
)
_MONTH_FIRST = (
    rf"\b(?P<{{0}}b>{_MONTH})\.?\s+(?P<{{0}}a>\d{{{{1,2}}}}){_ORDINAL}"
    rf"(?:{TO}(?:(?P<{{0}}m>{_MONTH})\.?\s+)?(?P<{{0}}d>\d{{{{1,2}}}}){_ORDINAL})?"
)
_ISO = rf"\b{_YEAR.format('zy')}-(?P<zm>0[1-9]|1[0-2])-(?P<zd>0[1-9]|[12]\d|3[01])\b"
_ALONE = rf"(?<![\w.,+/§-]){_YEAR.format('wy')}\b(?![-–/+]\d|[.,]\d|\w)"
_BARE = compile_later(rf"{_ISO}|{_ALONE}")
_DATE = compile_later(
    rf"{_DAY_FIRST.format('s')}\.?,?\s+{_YEAR.format('sy')}\b"
    rf"|{_MONTH_FIRST.format('t')},\s+{_YEAR.format('ty')}\b"
    rf"|\b(?:(?P<ub>{_MONTH})\.?{TO})?(?P<um>{_MONTH})\.?\s+{_YEAR.format('uy')}\b"
)
_DAY_MONTH = compile_later(
    rf"{_DAY_FIRST.format('s')}\b(?!\.?,?\s+\d{{4}})"
    rf"|{_MONTH_FIRST.format('t')}\b(?!\d|,?\s+\d{{4}})"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ANY_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
_OPENER = re.compile(r"(?<!\w)(?:\d{1,2}(?!\d)|[^\W\d_]{3})")
_WORD_STARTS = re.compile(r"(?<!\w)[^\W\d_]{3}")
# Characters before and after a year that belong to its date or tell that it is none.
_BEFORE, _AFTER, _BEFORE_DAY = 40, 12, 26
# What every month's name begins with: sought first, since it costs little.
_MONTH_STARTS = frozenset(month[:3] for month in MONTHS)
_PART_MONTH = compile_later(rf"\b{_PART}(?P<m>{_MONTH})\b(?!\s+\d)")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SMALL = frozenset(("may", "mar", "march", "mars"))  # words, where they have no capital

Stated = tuple[int, int, When]  # (start, end, date or range) of what a text states


def find_dates(text: str) -> Iterator[Stated]:
    """Every date with a year and every range of days or months of one, in order of the text.

    A month's name counts only with a capital in English; `may 2021` in lower case is French or
    nothing. Days that the month does not have are left out.
    """
    after = 0  # end of the last date
    for year in _ANY_YEAR.finditer(text):
        if year.start() < after:
            continue
        match = _dated(text, max(year.start() - _BEFORE, after), year.start(), year.end())
        if match is None:
            continue
        after = match.end()
        if match.lastgroup == "wy":  # a year alone
            only = PartialDate(year=int(match.group()))
            yield match.start(), after, When(start=only, end=only)
        elif when := _read(match.groupdict()):
            yield match.start(), after, when


def _dated(text: str, start: int, at: int, end: int) -> re.Match[str] | None:
    """The date that the year at `at` belongs to; tried where a figure or a month's name opens."""
    openers = [(m.start(), m.group().casefold()) for m in _OPENER.finditer(text, start, at)]
    months = [token for _, token in openers if token in _MONTH_STARTS]
    for opens, token in openers if months else ():
        if token[0].isdecimal() or token in months:
            match = _DATE.match(text, opens, end + _AFTER)
            if match and match.end() > at:
                return match
    return _BARE.match(text, at, end + _AFTER)


def _read(groups: Mapping[str, str | None], year: int = 0) -> When | None:
    """The date or range of a match. Groups are named by what they hold: y year, m month, d day,
    b month and a day of the first of two. `year`: where the text states none.
    """
    got = {key[1]: value for key, value in groups.items() if value}
    if year and not _SMALL.isdisjoint((got.get("b", ""), got.get("m", ""))):
        return None
    year = int(got.get("y", year))
    before, after = got.get("b", ""), got.get("m", "")
    last = _checked(year, after or before, got.get("d") or got.get("a", ""))
    if last is None:
        return None
    first = _checked(year, before or after, got.get("a") or got.get("d", ""))
    ranged = first is not None and first < last and bool(first.day) == bool(last.day)
    return When(start=first if first and ranged else last, end=last)


def _checked(year: int, month_name: str, day_figures: str) -> PartialDate | None:
    day = int(day_figures or 0)
    figures = month_name.isdecimal()
    month = int(month_name) if figures else MONTHS.get(month_name.lower(), 0)
    if day and not (month and 1 <= day <= _days_of(year, month)):
        return None
    return PartialDate(year=year, month=month, day=day)


def _days_of(year: int, month: int) -> int:
    return _DAYS[month - 1] + (month == 2 and calendar.isleap(year))


def find_days(text: str, year: int) -> list[Stated]:
    """Days that a text states without a year, read in the year of the row that holds it."""
    found: list[Stated] = []
    if not _DAY.search(text) or not _names_month(text):
        return found
    after = 0
    for day in _DAY.finditer(text):
        start = max(day.start() - _BEFORE_DAY, after)
        match = _DAY_MONTH.search(text, start, day.end() + _BEFORE)
        if match is None or not match.start() <= day.start() < match.end():
            continue
        after = match.end()
        if when := _read(match.groupdict(), year):
            found.append((match.start(), match.end(), when))
    return found


def find_months(text: str, year: int) -> list[Stated]:
    """Parts of a month ("late October") that a row states without a year, read in its year."""
    if not any(map(text.casefold().__contains__, _PARTS)) or not _names_month(text):
        return []
    return [
        (m.start(), m.end(), When(start=date, end=date))
        for m in _PART_MONTH.finditer(text)
        for date in (PartialDate(year=year, month=MONTHS[m.group("m").lower()]),)
    ]


def _names_month(text: str) -> bool:
    return not _MONTH_STARTS.isdisjoint(_WORD_STARTS.findall(text.casefold()))
