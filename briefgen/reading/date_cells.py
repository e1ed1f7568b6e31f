"""The date that opens a row or fills a cell: a year, a range, a month or a day."""

from __future__ import annotations

import re

from briefgen.model import PartialDate, When
from briefgen.reading.dates import TO, find_dates
from briefgen.reading.lexicon import MONTHS
from briefgen.regexes import compile_later

DASH = r"(?:--?|[–—])"
_MONTH = rf"(?:{'|'.join(sorted(map(re.escape, MONTHS), key=len, reverse=True))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_TIME = r"(?:early|mid|late|spring|summer|autumn|fall|winter|since|until|début|fin|depuis|seit)"
_PLAIN_YEAR = re.compile(rf"{_YEAR}$")
_RANGE = re.compile(rf"(?P<a>{_YEAR})\s*{DASH}\s*(?P<b>(?:1\d|20|21)?\d\d)$")
_YEAR_MONTH = compile_later(rf"(?P<y>{_YEAR}),?\s+(?P<m>{_MONTH})$", re.IGNORECASE)
_ROUGH = compile_later(rf"{_TIME}[- ](?P<y>{_YEAR})$", re.IGNORECASE)
_FIGURES = re.compile(rf"(?P<d>\d{{1,2}})(?P<sep>[./])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})$")
_FIRST = re.compile(r"(?:1\d|20|21)\d\d")
# A line that opens with a date: the date, what parts it from the words, the words.
_LEADING = compile_later(
    rf"(?P<date>{_YEAR}-\d\d-\d\d"
    rf"|(?:{_DAY}(?:\s+{_MONTH})?{TO})?{_DAY}\s+{_MONTH},?\s+{_YEAR}"
    rf"|{_MONTH}\s+(?:{_DAY}(?:{TO}(?:{_MONTH}\s+)?{_DAY})?,\s+)?{_YEAR}"
    rf"|{_MONTH}{TO}{_MONTH}\s+{_YEAR}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}"
    rf"|(?:{_TIME}[- ])?{_YEAR}"
    rf"(?:\s?{DASH}\s?(?:{_YEAR}|\d\d)(?!\d)|,\s+{_MONTH}(?=\s*[:|]|\s+{DASH}|\s{{2}}))?)"
    rf"(?P<sep>\s*[:|]\s*|\s+{DASH}\s+|\s{{2,}}|\s+|\.\s+)(?P<text>\S.*)$",
    re.IGNORECASE,
)
_OPENERS = frozenset(month[0] for month in MONTHS) | frozenset("0123456789swudf")
_LONGEST = 40  # characters that a date and what follows it may take


def match_leading(words: str) -> re.Match[str] | None:
    """The date, the separator and the text of a line that opens with a date."""
    if words[:1].lower() not in _OPENERS or not _FIRST.search(words, 0, _LONGEST):
        return None
    return _LEADING.match(words)


def first_year(text: str) -> int:
    """The first year in a text, 0 where it holds none."""
    match = _FIRST.search(text)
    return int(match.group()) if match else 0


def read_label(text: str) -> tuple[str, When | None]:
    """A date cell as label and date: a year, a range, a month or a day; None for anything else."""
    if _PLAIN_YEAR.match(text):
        return text, _single(PartialDate(year=int(text)))
    if match := _RANGE.match(text):
        return read_range(match.group("a"), match.group("b"))
    if match := _ROUGH.match(text):
        return text, _single(PartialDate(year=int(match.group("y"))))
    if match := _YEAR_MONTH.match(text):
        month = MONTHS[match.group("m").lower().rstrip(".")]
        return text, _single(PartialDate(year=int(match.group("y")), month=month))
    if match := _FIGURES.match(text):
        return text, _in_figures(match)
    for start, end, found in find_dates(text):
        if start == 0 and end == len(text):
            return text, found
    return text, None


def _single(date: PartialDate) -> When:
    return When(start=date, end=date)


def _in_figures(match: re.Match[str]) -> When:
    """Day first with full stops; with strokes only the year is sure, unless one is above 12."""
    year, day, month = int(match.group("y")), int(match.group("d")), int(match.group("m"))
    sure = match.group("sep") == "." or day > 12
    if sure and 1 <= month <= 12 and 1 <= day <= 28:
        return _single(PartialDate(year=year, month=month, day=day))
    return _single(PartialDate(year=year))


def read_range(first: str, last: str) -> tuple[str, When | None]:
    """Two years, the second of which may be two figures, as label and dates."""
    label = f"{first}–{last}"
    end = last if len(last) == 4 else first[:2] + last
    if int(end) < int(first):
        return label, None
    return label, When(start=PartialDate(year=int(first)), end=PartialDate(year=int(end)))
