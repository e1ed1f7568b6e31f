"""Tables whose first column holds dates, and points that open with one, into milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from briefgen.model import Text
from briefgen.reading.chronology import are_dated, opening_date
from briefgen.reading.date_cells import read_label
from briefgen.reading.formats.flatten import flatten
from briefgen.reading.formats.pieces import Cells, Piece, Points, Rows, Words
from briefgen.reading.formats.words import tidy
from briefgen.tree import plain_text, slice_inlines

_LEAST = 3
_COLUMNS = 2


def dated_rows(table: Rows) -> tuple[Cells | None, Sequence[Cells]] | None:
    """(header row or None, rows) of a table of milestones; None for any other table.

    Two columns, three dated rows at least, and four rows in five dated.
    """
    if not table.rows or any(len(row.cells) != _COLUMNS for row in table.rows):
        return None
    header = table.rows[0] if table.has_header or not _is_dated(table.rows[0]) else None
    rows = table.rows[1:] if header else table.rows
    dated = sum(_is_dated(row) for row in rows)
    if dated < _LEAST or dated * 5 < len(rows) * 4:
        return None
    return header, rows


def _is_dated(row: Cells) -> bool:
    return read_label(plain_text(row.cells[0]))[1] is not None


def date_points(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces under a heading that names a chronology, points that open with a date as rows.

    So are paragraphs that a clear sign parts from their date. What opens with anything else, such
    as a quotation, stays what it is.
    """
    lines = {id(p) for p in pieces if isinstance(p, Words) and _is_dated_line(p)}
    for dated, run in groupby(pieces, key=lambda p: len(lines) >= _LEAST and id(p) in lines):
        if dated:
            rows = tuple(_cells((p,), p.lines) for p in run)
            yield Rows(rows=rows, dated=True)
        else:
            for piece in run:
                yield from _points(piece) if isinstance(piece, Points) else (piece,)


def _is_dated_line(piece: Words) -> bool:
    opening = opening_date(plain_text(piece.content))
    return opening is not None and opening.clear


def _points(points: Points) -> Iterator[Piece]:
    flat = [plain_text(flatten(point.pieces)) for point in points.points]
    openings = [opening_date(text) for text in flat]
    if not are_dated(openings):
        yield points
        return
    at = 0
    pairs = zip(points.points, openings, strict=True)
    for dated, run in groupby(pairs, key=lambda pair: pair[1] is not None):
        inner = tuple(point for point, _ in run)
        if dated:
            rows = tuple(_cells(point.pieces, point.lines) for point in inner)
            yield Rows(rows=rows, dated=True)
        else:
            start = points.start + at if points.start is not None else None
            yield Points(points=inner, start=start)
        at += len(inner)


def _cells(pieces: Sequence[Piece], lines: tuple[int, ...]) -> Cells:
    """The date and the words of a point that opens with one."""
    content = flatten(pieces)
    text = plain_text(content)
    opening = opening_date(text)
    at = opening.at if opening else 0
    label = (Text(opening.label),) if opening else ()
    return Cells(cells=(label, tidy(slice_inlines(content, at, len(text)))), lines=lines)
