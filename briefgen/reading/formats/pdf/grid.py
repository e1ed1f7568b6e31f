"""The lines inside the ruled tables of a PDF into rows of cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.rules import Grid, may_go_on, place_of
from briefgen.slotted import dataclass

_MOST_LINES: Final = 25  # of one cell: with more the rules frame parts of the page
_SAME_EDGE: Final = 3.0  # points

Lines = tuple[PdfLine, ...]
Cell = Lines
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """Rows of cells, each with its lines; `repeated`: heads that stand again on a later page."""

    xs: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    repeated: Lines = ()

    @property
    def lines(self) -> Lines:
        return tuple(line for row in self.rows for cell in row for line in cell)


def sound_grids(
    grids: Sequence[Grid], lines: Sequence[PdfLine], before: Sequence[Grid] = ()
) -> tuple[Grid, ...]:
    """Those that hold a table: words in two rows and two columns at least, and no long text. One
    row is enough where a table of the page `before` has the same columns.
    """
    cells = _by_place(grids, lines)
    kept = []
    for number, grid in enumerate(grids):
        places = [place for place in cells if place[0] == number]
        rows, columns = {row for _, row, _ in places}, {column for _, _, column in places}
        longest = max((len(cells[place]) for place in places), default=0)
        enough = len(rows) > 1 or may_go_on(grid, before)
        if enough and len(columns) > 1 and longest <= _MOST_LINES:
            kept.append(grid)
    return tuple(kept)


def _by_place(grids: Sequence[Grid], lines: Sequence[PdfLine]) -> dict[Place, list[PdfLine]]:
    found: dict[Place, list[PdfLine]] = {}
    for line in lines:
        if line.block >= 0:
            found.setdefault(place_of(grids, line.block), []).append(line)
    return found


def ruled_tables(
    grids: Sequence[Sequence[Grid]], lines: Sequence[PdfLine], text: Sequence[PdfLine]
) -> list[RuledTable]:
    """The tables of all pages. `lines`: those in cells; `text`: those that are not.

    A table that goes on over a page, with the same columns and nothing between, is one.
    """
    tables: list[RuledTable] = []
    for page, found in itertools.groupby(lines, key=lambda line: line.page):
        for table in _page_tables(grids[page - 1], tuple(found)):
            last = tables[-1] if tables else None
            if last and _goes_on(last, table, text):
                tables[-1] = _joined(last, table)
            else:
                tables.append(table)
    return tables


def _page_tables(grids: Sequence[Grid], lines: Lines) -> Iterator[RuledTable]:
    cells = _by_place(grids, lines)
    for number, grid in enumerate(grids):
        own = {place[1:]: tuple(found) for place, found in cells.items() if place[0] == number}
        columns = sorted({column for _, column in own})
        rows = tuple(
            tuple(own.get((row, column), ()) for column in columns)
            for row in sorted({row for row, _ in own})
        )
        if rows:
            yield RuledTable(xs=tuple(grid.xs[column] for column in columns), rows=rows)


def _goes_on(one: RuledTable, two: RuledTable, text: Sequence[PdfLine]) -> bool:
    end, start = one.lines[-1], two.lines[0]
    if start.page != end.page + 1 or len(one.xs) != len(two.xs):
        return False
    if any(abs(a - b) > _SAME_EDGE for a, b in zip(one.xs, two.xs, strict=True)):
        return False
    return not any(end.number < line.number < start.number for line in text)


def _joined(one: RuledTable, two: RuledTable) -> RuledTable:
    """Two parts of a table: a head said again is set apart, a torn row is put together."""
    rows, repeated = list(two.rows), one.repeated
    if _words(rows[0]) == _words(one.rows[0]):
        repeated = (*repeated, *(line for cell in rows.pop(0) for line in cell))
    done = list(one.rows)
    if rows and not rows[0][0] and done[-1][0]:
        done[-1] = tuple((*a, *b) for a, b in zip(done[-1], rows.pop(0), strict=True))
    return replace(one, rows=(*done, *rows), repeated=repeated)


def _words(row: Sequence[Cell]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def has_head(table: RuledTable) -> bool:
    """Whether the first row is bold and not all of the others are."""
    first, *others = table.rows
    bold = all(line.bold for cell in first for line in cell)
    return bold and not all(line.bold for row in others for cell in row for line in cell)
