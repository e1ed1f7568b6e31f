"""Dated rows: tab rows, years at a line's start, torn ranges, rows torn in two, junk."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefgen.model import Quirk, Repair, When
from briefgen.reading.clumps import ends_sentence
from briefgen.reading.corrections import NO_SKIPS, Skips, is_skipped
from briefgen.reading.date_cells import DASH, first_year, match_leading, read_label, read_range
from briefgen.reading.dates import find_dates, find_days
from briefgen.reading.lexicon import MONTHS
from briefgen.reading.lines import Line
from briefgen.reading.vocabulary import WORD
from briefgen.slotted import dataclass

_YEAR = re.compile(r"(?:1[0-9]|20|21)\d\d$")
_FOUR = re.compile(r"\d{4}$")
_RANGE_END = re.compile(rf"{DASH}\s*(?P<b>(?:1\d|20|21)?\d\d)$")
_HEADER = re.compile(r"(?:year|date|when|period|année|jahr|datum|zeit)s?$", re.IGNORECASE)
_WIDE = re.compile(r"\t+|\s{2,}|\s*\|\s*")
_DASHES = re.compile(r"[-=|+ \t]{3,}$")
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")
_QUOTATION = frozenset('"“„«')
_LEAST = 3
_SHOWN = 80
_SHORT_NAME = 4  # letters; May and June's short forms are words and names too
Corpus = Callable[[], str]  # made when it is asked for: few documents need it
_HANG = 3  # a deeper indent than that goes on with the row above


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRow:
    """One row in the making. `when` None: the date cell cannot be read."""

    when: When | None
    label: str
    text: str
    lines: tuple[int, ...]
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRows:
    """Rows of one table in the source's order and the words of its header row.

    `over`: lines of a header row by itself; `used`: every line that the table takes.
    """

    rows: tuple[DatedRow, ...]
    head: tuple[str, str]
    repairs: tuple[Repair, ...]
    quirks: tuple[Quirk, ...]
    used: frozenset[int]
    over: tuple[int, ...] = ()


def find_dated_rows(
    lines: Sequence[Line],
    corpus: Corpus,
    breaks: frozenset[int] = frozenset(),
    skips: Skips = NO_SKIPS,
) -> DatedRows | None:
    """The dated rows among the lines of one section, None where fewer than three start with a date.

    `corpus` gives the folded running text of the document: the witness for a row torn in two.
    """
    if len(lines) < _LEAST:
        return None
    filled = [line for line in lines if line.text]
    dated = [line for line in filled if _is_dated(line, skips)]
    tabbed = sum("\t" in line.text for line in dated)
    if len(dated) < _LEAST or (tabbed < _LEAST and not _is_column(dated, filled)):
        return None
    if not _in_order(dated) or sum(map(_has_words, dated)) * 2 < len(dated):
        return None
    start = filled.index(dated[0])
    return _read_rows(filled, start, corpus, breaks, skips, tabbed=tabbed >= _LEAST)


def _is_dated(line: Line, skips: Skips) -> bool:
    if "\t" in line.text:
        return _split_cells(line, skips)[0] is not None
    return bool(match_leading(line.words))


def _is_column(dated: Sequence[Line], filled: Sequence[Line]) -> bool:
    """Dates at the start of most paragraphs, each followed by a clear separator.

    One blank is enough where the words begin in the same column as in the rows that are clear.
    """
    clear: set[int] = set()
    others: set[int] = set()
    for line in dated:
        match = match_leading(line.words)
        if match is None:
            return False
        sep = match.group("sep")
        parted = len(sep) + len(sep.strip()) > 1
        (clear if parted else others).add(line.indent + match.start("text"))
    return bool(clear) and others <= clear and len(dated) * 6 >= len(filled)


def _has_words(line: Line) -> bool:
    """Two words beside the date: a row of figures belongs to another table."""
    return len(_PLAIN_WORD.findall(line.text)) > 1


def _in_order(dated: Sequence[Line]) -> bool:
    """Years mostly rise (or mostly fall) from row to row, as in no other table."""
    years = [year for line in dated if (year := first_year(line.text))]
    rises = sum(b >= a for a, b in itertools.pairwise(years))
    falls = sum(b <= a for a, b in itertools.pairwise(years))
    return max(rises, falls) * 10 >= (len(years) - 1) * 6


# --- cells ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    label: str
    when: When | None
    text: str
    header: str = ""
    torn: bool = False


def _split_cells(line: Line, skips: Skips) -> tuple[_Cells | None, str]:
    """The date and text of a tab row, None where no cell is a date or looks like one."""
    cells = [" ".join(cell.split()) for cell in line.text.split("\t")]
    filled = [cell for cell in cells if cell]
    header = ""
    may_lead = not is_skipped(skips, "header-in-row", (line.number,))
    if may_lead and len(filled) > 2 and _HEADER.match(filled[0]):
        header, filled = filled[0], filled[1:]
    if len(filled) < 2:
        return None, ""
    first, rest = filled[0], filled[1:]
    may_tear = len(rest) > 1 and not is_skipped(skips, "torn-range", (line.number,))
    if may_tear and _YEAR.match(first) and (end := _RANGE_END.match(rest[0])):
        label, when = read_range(first, end.group("b"))
        text = " ".join(rest[1:])
        return _Cells(label=label, when=when, text=text, header=header, torn=True), header
    label, when = read_label(first)
    if when is None and not _FOUR.match(first):
        return None, ""
    return _Cells(label=label, when=when, text=" ".join(rest), header=header), header


# --- rows -----------------------------------------------------------------------------------------


def _read_rows(
    filled: Sequence[Line],
    start: int,
    corpus: Corpus,
    breaks: frozenset[int],
    skips: Skips,
    *,
    tabbed: bool,
) -> DatedRows:
    """`start`: index of the first line with a date."""
    rows: list[DatedRow] = []
    repairs: list[Repair] = []
    loose: list[Line] = []
    head, over = _header_over(filled[max(start - 2, 0) : start])
    for line in filled[start:]:
        cells = _cells_of(line, skips, tabbed=tabbed)
        if cells is not None:
            head = head if head[0] else (cells.header, "")
            rows.append(_row(line, cells))
            repairs += _cell_repairs(line, cells)
        elif rows and _goes_on(rows[-1], line, breaks):
            rows[-1] = _extended(rows[-1], line)
        else:
            loose.append(line)
    quirks = [
        Quirk(lines=row.lines, text=row.label, reason="unreadable-row")
        for row in rows
        if row.when is None
    ]
    torn, more, used = _mend_torn(loose, corpus, skips)
    rows = [_with_day(row) for row in (*rows, *torn)]
    return DatedRows(
        rows=tuple(rows),
        head=head,
        repairs=(*repairs, *more),
        quirks=tuple(quirks),
        used=frozenset(used.union(over, *(row.lines for row in rows))),
        over=over,
    )


def _header_over(lines: Sequence[Line]) -> tuple[tuple[str, str], tuple[int, ...]]:
    """The words of a header row ("Date", "Event") right above the rows, and the lines it takes."""
    for index, line in enumerate(lines):
        cells = [cell for cell in _WIDE.split(line.words) if cell]
        ruled = all(_DASHES.match(below.words) for below in lines[index + 1 :])
        if ruled and len(cells) == 2 and _HEADER.match(cells[0]):
            return (cells[0], cells[1]), tuple(below.number for below in lines[index:])
    return ("", ""), ()


def _cells_of(line: Line, skips: Skips, *, tabbed: bool) -> _Cells | None:
    if "\t" in line.text:
        return _split_cells(line, skips)[0]
    return _leading_cells(line, tabbed=tabbed)


def _row(line: Line, cells: _Cells) -> DatedRow:
    return DatedRow(
        when=cells.when,
        label=cells.label,
        text=cells.text,
        lines=(line.number,),
        original=line.as_it_stood if cells.torn or line.stood else None,
    )


def _leading_cells(line: Line, *, tabbed: bool) -> _Cells | None:
    """A row without tabs; in a table of tab rows, only one that is a whole sentence."""
    match = match_leading(line.words)
    if not match:
        return None
    if tabbed and not ends_sentence(line.words):
        return None
    label, when = read_label(" ".join(match.group("date").split()))
    return _Cells(label=label, when=when, text=" ".join(match.group("text").split()))


def _goes_on(row: DatedRow, line: Line, breaks: frozenset[int]) -> bool:
    """Whether a line without a date goes on with the row above it."""
    if row.when is None:
        return False
    ended = ends_sentence(row.text)
    if line.number == row.lines[-1] + 1:
        return not (ended and line.words[0] in _QUOTATION)
    if ended:
        return False
    return line.words[:1].islower() or line.number in breaks or line.indent > _HANG


def _extended(row: DatedRow, line: Line) -> DatedRow:
    text = f"{row.text} {' '.join(line.words.split())}"
    return replace(row, text=text, lines=(*row.lines, line.number))


def _cell_repairs(line: Line, cells: _Cells) -> list[Repair]:
    found = []
    shown = " ".join(line.words.split())[:_SHOWN]
    if cells.torn:
        after = f"{cells.label} {cells.text}"[:_SHOWN]
        found.append(
            Repair(
                lines=(line.number,), before=shown, after=after, rule="torn-range", confidence=0.95
            )
        )
    if cells.header:
        after = f"{cells.label} {cells.text}"[:_SHOWN]
        found.append(
            Repair(
                lines=(line.number,),
                before=shown,
                after=after,
                rule="header-in-row",
                confidence=0.9,
            )
        )
    return found


def _mend_torn(
    loose: Sequence[Line], corpus: Corpus, skips: Skips
) -> tuple[list[DatedRow], list[Repair], set[int]]:
    """Two lines that make one row: one opens with a year and breaks off, the other ends it.

    The other may stand before it. The witness: the words around the seam stand together elsewhere.
    """
    rows: list[DatedRow] = []
    repairs: list[Repair] = []
    used: set[int] = set()
    for index, line in enumerate(loose):
        match = match_leading(line.words)
        if not match or ends_sentence(line.words):
            continue
        around = [*loose[index + 1 : index + 2], *reversed(loose[max(index - 1, 0) : index])]
        for other in around:
            if is_skipped(skips, "torn-row", (line.number, other.number)):
                continue
            if other.number in used or not _seam_is_seen(line.words, other.words, corpus()):
                continue
            label, when = read_label(" ".join(match.group("date").split()))
            text = " ".join(f"{match.group('text')} {other.words}".split())
            order = (line.number, other.number)
            original = "\n".join(x.words for x in sorted((line, other), key=lambda x: x.number))
            rows.append(DatedRow(when=when, label=label, text=text, lines=order, original=original))
            repairs.append(
                Repair(
                    lines=tuple(sorted(order)),
                    before=original,
                    after=f"{label} {text}",
                    rule="torn-row",
                    confidence=0.9,
                )
            )
            used.update(order)
            break
    return rows, repairs, used


def _seam_is_seen(head: str, tail: str, corpus: str) -> bool:
    """Whether three or more words across the seam stand together in the running text."""
    before = [w.casefold() for w in WORD.findall(head)]
    after = [w.casefold() for w in WORD.findall(tail)]
    for left in (3, 2, 1):
        for right in (3, 2, 1):
            if left + right < 3 or len(before) < left or len(after) < right:
                continue
            if f" {' '.join(before[-left:] + after[:right])}" in corpus:
                return True
    return False


def _with_day(row: DatedRow) -> DatedRow:
    """A row of a single sentence that states exactly one day in its own year is of that day."""
    when = row.when
    if when is None or when.start != when.end or when.start.month:
        return row
    if not ends_sentence(row.text) or _ENDS_INSIDE.search(row.text[:-1]):
        return row
    days = find_days(row.text, when.start.year)
    full = [d for d in find_dates(row.text) if d[2].end.day]
    stated = [(s, e, d) for s, e, d in (*days, *full) if d.start.year == when.start.year]
    if len(days) + len(full) != 1 or len(stated) != 1:
        return row
    start, end, day = stated[0]
    if _MONTH_NAME.search(row.text[:start] + row.text[end:]):
        return row  # it goes on in another month
    label = row.text[start:end]
    year = day.start.year
    if str(year) not in label:
        label = f"{label}, {year}" if label[0].isalpha() else f"{label} {year}"
    return replace(row, when=day, label=label)


_MONTH_NAME = re.compile(
    rf"\b(?:{'|'.join(name.capitalize() for name in MONTHS if len(name) > _SHORT_NAME)})\b"
)
_ENDS_INSIDE = re.compile(r"[a-zà-ÿ)\"”’][.!?][\"”’)]*\s+[A-ZÀ-Ý\"“]")
