"""Lines that hold the text of several columns side by side into lines of one column each."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from briefgen.model import Quirk
from briefgen.reading.clumps import ends_sentence
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.spacing import side_by_side
from briefgen.slotted import dataclass

_STRIP: Final = 0.9  # of the size: blank from top to bottom between two columns
_TALL: Final = 2.6  # of the size: from one line of a page's text to the next
_OTHER_SIZE: Final = 0.25  # of the size: between the lines of a column, its headings aside
_SETTLED: Final = 3  # rows after which no strip is a gap between words any more
_GLYPH: Final = 0.45  # of the size: the usual width of a letter
_LONG: Final = 16  # letters of a line in a column of running text, in the mean
_TORN: Final = 0.4  # of all seams: the sentence goes on below
_LEAST_TORN: Final = 0.25  # of those of one column; German nouns open with a capital
_ROOM: Final = 0.15  # of the size: more than this from line to line parts rows of a table
_ROWS: Final = 8  # lines of text for each place at which all columns start anew by chance
_SHOWN: Final = 60

Row = tuple[PdfLine, ...]  # pieces on one level, from left to right
Strip = tuple[float, float]
Column = list[tuple[int, PdfLine]]  # each line with the number of its row


@dataclass(slots=True, kw_only=True)
class _Run:
    """Rows under each other with the blank strips that all of them leave, in points."""

    rows: list[Row] = field(default_factory=list)
    whole: list[Row] = field(default_factory=list)  # the same as lines that nothing parts
    strips: list[Strip] = field(default_factory=list)

    def take(self, row: Row, whole: Row) -> bool:
        """Whether a row goes on with the run, which then holds it."""
        strips = _strips_left(self.strips, row) if self.rows else _blanks(row)
        settled = sum(len(one) > 1 for one in self.rows) >= _SETTLED
        if not strips or (settled and len(strips) < len(self.strips)):
            return False
        if self.rows and not _is_under(self.rows[-1], row):
            return False
        self.strips = strips
        self.rows.append(row)
        self.whole.append(whole)
        return True


def part_columns(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of one page; running text in columns that was drawn across them, row by row, is
    put one column after the other. Tables stay as they are.

    Text runs on: in every column most lines end in the middle of a sentence because the next word
    had no room. Rows of a table start anew in all their cells at once.
    """
    done: list[PdfLine] = []
    run = _Run()
    for whole in _rows(lines):
        row = tuple(piece for line in whole for piece in _pieces(line))
        if run.rows and run.take(row, whole):
            continue
        done += _settled(run)
        run = _Run()
        if not run.take(row, whole):
            done += whole
    return [*done, *_settled(run)]


def column_quirks(lines: Sequence[PdfLine]) -> Iterator[Quirk]:
    """One for each page whose columns were told apart by what their lines say."""
    for _, page in itertools.groupby(lines, key=lambda line: line.page):
        found = [line for line in page if line.column]
        if found:
            numbers = tuple(line.number for line in found)
            yield Quirk(lines=numbers, text=found[0].text[:_SHOWN], reason="text-in-columns")


def _rows(lines: Sequence[PdfLine]) -> Iterator[tuple[PdfLine, ...]]:
    row: list[PdfLine] = []
    for line in lines:
        if row and not side_by_side(row[-1], line):
            yield tuple(row)
            row = []
        row.append(line)
    if row:
        yield tuple(row)


def _pieces(line: PdfLine) -> list[PdfLine]:
    """What wide gaps part in a line; a line of a ruled table stays whole."""
    if len(line.cells) < 2 or line.block >= 0 or len(line.ends) != len(line.cells):
        return [line]
    return [
        replace(
            line,
            text=words,
            left=left,
            right=right,
            cells=((left, words),),
            ends=(right,),
            marks=() if index else line.marks,
        )
        for index, ((left, words), right) in enumerate(zip(line.cells, line.ends, strict=True))
    ]


def _blanks(row: Row) -> list[Strip]:
    return [
        (one.right, two.left)
        for one, two in itertools.pairwise(row)
        if two.left - one.right > _STRIP * one.size
    ]


def _strips_left(strips: Sequence[Strip], row: Row) -> list[Strip]:
    """What a row leaves of strips: nothing of those that one of its pieces covers."""
    left = (_strip_left(strip, row) for strip in strips)
    return [(start, end) for start, end in left if end - start > _STRIP * row[0].size]


def _strip_left(strip: Strip, row: Row) -> Strip:
    start, end = strip
    for piece in row:
        if piece.left < end and piece.right > start:
            if piece.left < start or piece.right < end:
                start = max(start, piece.right)
            else:
                end = piece.left
    return start, end


def _is_under(above: Row, row: Row) -> bool:
    down = above[0].base - row[0].base
    size = max(above[0].size, row[0].size)
    alike = abs(above[0].size - row[0].size) <= _OTHER_SIZE * size
    return 0 < down < _TALL * size and alike and row[0].block < 0


def _settled(run: _Run) -> list[PdfLine]:
    """The lines of a run: column by column where it is text, else as they were."""
    end = len(run.rows) - _trailing(run.rows)
    columns = _columns(run.rows[:end], run.strips)
    after = run.whole
    done: list[PdfLine] = []
    if len(columns) > 1 and _are_text(columns, end):
        after = run.whole[end:]
        for number, column in enumerate(columns, 1):
            done += [replace(line, column=number) for _, line in column]
    return [*done, *(line for row in after for line in row)]


def _trailing(rows: Sequence[Row]) -> int:
    """How many rows at the end stand apart below the columns, in none but the first place."""
    single = list(itertools.takewhile(lambda row: len(row) == 1, reversed(rows)))
    first = len(rows) - len(single)
    for at in range(first, len(rows)):
        if at > 1 and _down(rows, at) > _down(rows, at - 1) + _ROOM * rows[at][0].size:
            return len(rows) - at
    return 0


def _down(rows: Sequence[Row], at: int) -> float:
    return rows[at - 1][0].base - rows[at][0].base


def _columns(rows: Sequence[Row], strips: Sequence[Strip]) -> list[Column]:
    """The lines of each column from top to bottom; what stands in none is in the first."""
    edges = [start for start, _ in strips]
    columns: list[Column] = [[] for _ in range(len(edges) + 1)]
    for number, row in enumerate(rows):
        for place, found in itertools.groupby(row, key=lambda x: bisect_left(edges, x.right)):
            columns[place].append((number, _joined(list(found))))
    return columns


def _joined(pieces: Sequence[PdfLine]) -> PdfLine:
    """Pieces of one line: what justified lines or the mark of a point have gaps between."""
    first, last = pieces[0], pieces[-1]
    if first is last:
        return first
    return replace(
        first,
        text=" ".join(piece.text for piece in pieces),
        right=last.right,
        bold=all(piece.bold for piece in pieces),
        cells=tuple(cell for piece in pieces for cell in piece.cells),
        ends=tuple(end for piece in pieces for end in piece.ends),
    )


# --- text or table --------------------------------------------------------------------------------


def _are_text(columns: Sequence[Column], rows: int) -> bool:
    seams = [list(_seams(column)) for column in columns]
    if not all(column and _is_long(column) for column in columns):
        return False
    if not all(sum(found) >= _LEAST_TORN * len(found) for found in seams if len(found) >= _SETTLED):
        return False
    total = [torn for found in seams for torn in found]
    if not total or sum(total) < _TORN * len(total):
        return False
    return sum(_common_starts(columns)) * _ROWS <= rows


def _is_long(column: Column) -> bool:
    return sum(len(line.text) for _, line in column) >= _LONG * len(column) > _LONG


def _seams(column: Column) -> Iterator[bool]:
    """For each line that stands right under another: whether its sentence began above."""
    edge = max(line.right for _, line in column)
    for (at, one), (below, two) in itertools.pairwise(column):
        if below == at + 1:
            goes_on = two.text[:1].islower() or one.text[-1:] in ",-‐\u00ad"
            yield goes_on and not ends_sentence(one.text) and not _has_room(one, two, edge)


def _has_room(one: PdfLine, two: PdfLine, edge: float) -> bool:
    """Whether the first word of a line would have stood behind the line above as well."""
    word = two.text.split(maxsplit=1)[0]
    return one.right + (len(word) + 2) * _GLYPH * one.size < edge


def _common_starts(columns: Sequence[Column]) -> Iterator[bool]:
    """For each row that several columns have a line in: whether all of these start anew."""
    edges = [max(line.right for _, line in column) for column in columns]
    by_row = [dict(column) for column in columns]
    downs = sorted(
        one.base - two.base
        for column in columns
        for (_, one), (_, two) in itertools.pairwise(column)
    )
    usual = downs[len(downs) // 2]
    for number in range(1, max(max(rows) for rows in by_row) + 1):
        starts = [
            _starts(rows.get(number - 1), rows[number], edge, usual)
            for rows, edge in zip(by_row, edges, strict=True)
            if number in rows
        ]
        yield len(starts) > 1 and all(starts)


def _starts(above: PdfLine | None, line: PdfLine, edge: float, usual: float) -> bool:
    if above is None or above.base - line.base > usual + _ROOM * line.size:
        return True
    return _has_room(above, line, edge)
