"""Dates that a text states, as precise as it states them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator

from briefgen.model import PartialDate
from briefgen.reading.lexicon import MONTHS


def _in_three_cases(names: Iterable[str]) -> str:
    """An alternation of names, longest first, as texts write them: told faster than any case."""
    forms = {form for name in names for form in (name, name.capitalize(), name.upper())}
    return "|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))


_MONTH = _in_three_cases(MONTHS)
_YEAR = r"(?P<{}>(?:1[5-9]|20|21)\d\d)"
_PARTS = ("early", "mid", "late", "début", "fin", "anfang", "mitte", "ende")
_PART = rf"(?:(?:{_in_three_cases(_PARTS)})[- ])"
_ISO = rf"\b{_YEAR.format('y5')}-(?P<m5>0[1-9]|1[0-2])-(?P<d5>0[1-9]|[12]\d|3[01])\b"
_ALONE = rf"(?<![\w.,+/§-]){_YEAR.format('y4')}\b(?![-–/+]\d|[.,]\d|\w)"
_BARE = re.compile(rf"{_ISO}|{_ALONE}")
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?P<m1>{_MONTH})\.?,?\s+{_YEAR.format('y1')}\b"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,\s+{_YEAR.format('y2')}\b"
    rf"|\b(?P<m3>{_MONTH})\.?\s+{_YEAR.format('y3')}\b"
    rf"|{_ISO}|{_ALONE}"
)
_DAY_MONTH = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?P<m1>{_MONTH})\b(?!\.?,?\s+\d{{4}})"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|,?\s+\d{{4}})"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ANY_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
# Characters before and after a year that belong to its date or tell that it is none.
_BEFORE, _AFTER, _BEFORE_DAY = 40, 12, 14
# What every month's name begins with: sought first, since it costs little.
_MONTH_STARTS = frozenset(month[:3] for month in MONTHS)
_PART_MONTH = re.compile(rf"\b{_PART}(?P<m>{_MONTH})\b(?!\s+\d)")


def find_dates(text: str) -> Iterator[tuple[int, int, PartialDate]]:
    """(start, end, date) of every date with a year, in order of the text.

    A month's name counts only with a capital in English; `may 2021` in lower case is French or
    nothing. Days that the month does not have are left out.
    """
    after = 0  # end of the last date
    for year in _ANY_YEAR.finditer(text):
        if year.start() < after:
            continue
        start = max(year.start() - _BEFORE, after)
        if _names_month(text[start : year.start()]):
            match = _DATE.search(text, start, year.end() + _AFTER)
        else:
            match = _BARE.match(text, year.start(), year.end() + _AFTER)
        if match is None or not match.start() <= year.start() < match.end():
            continue
        after = match.end()
        if date := _read(match):
            yield match.start(), match.end(), date


def _read(match: re.Match[str]) -> PartialDate | None:
    if year_alone := match["y4"]:
        return PartialDate(year=int(year_alone))
    got = {key[0]: value for key, value in match.groupdict().items() if value}
    year = int(got["y"])
    month_text = got.get("m", "")
    month = int(month_text) if month_text.isdigit() else MONTHS.get(month_text.lower(), 0)
    return _checked(year, month, int(got.get("d", 0)))


def _checked(year: int, month: int, day: int) -> PartialDate | None:
    if day and not (month and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return PartialDate(year=year, month=month, day=day)


def find_days(text: str, year: int) -> list[tuple[int, int, PartialDate]]:
    """Days that a text states without a year, read in the year of the row that holds it."""
    found: list[tuple[int, int, PartialDate]] = []
    if not _DAY.search(text) or not _names_month(text):
        return found
    after = 0
    for day in _DAY.finditer(text):
        start = max(day.start() - _BEFORE_DAY, after)
        match = _DAY_MONTH.search(text, start, day.end() + _BEFORE)
        if match is None or not match.start() <= day.start() < match.end():
            continue
        after = match.end()
        got = {key[0]: value for key, value in match.groupdict().items() if value}
        if got["m"] in ("may", "mar", "march", "mars"):  # words, where they have no capital
            continue
        if date := _checked(year, MONTHS[got["m"].lower()], int(got["d"])):
            found.append((match.start(), match.end(), date))
    return found


def find_months(text: str, year: int) -> list[tuple[int, int, PartialDate]]:
    """Parts of a month ("late October") that a row states without a year, read in its year."""
    if not any(map(text.casefold().__contains__, _PARTS)) or not _names_month(text):
        return []
    return [
        (m.start(), m.end(), PartialDate(year=year, month=MONTHS[m.group("m").lower()]))
        for m in _PART_MONTH.finditer(text)
    ]


def _names_month(text: str) -> bool:
    return not _MONTH_STARTS.isdisjoint(
        [token.lstrip("(\"'“‘«[")[:3] for token in text.casefold().split()]
    )
