"""A table whose first column holds dates into milestones."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.reading.date_cells import read_label
from briefgen.reading.formats.pieces import Cells, Rows
from briefgen.tree import plain_text

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
