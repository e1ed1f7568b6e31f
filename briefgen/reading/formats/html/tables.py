"""Tables of a page: which hold data, and where cells stand that span rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from briefgen.model import Inlines
from briefgen.reading.formats.html.tree import HEADINGS, Element, tag_of
from briefgen.slotted import dataclass

_MOST_COLUMNS = 100
_MOST_ROWS = 1000  # that one cell may span


@dataclass(slots=True, kw_only=True)
class Grid:
    """Rows in the making; `held`: column -> rows for which a cell from above still stands there."""

    rows: list[tuple[list[Inlines], tuple[int, ...]]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    has_header: bool = False


def is_layout(table: Element) -> bool:
    """Whether a table only places blocks on the page: headings, lists or tables in its cells."""
    if table.get("role") in ("presentation", "none"):
        return True
    inner = {tag_of(x) for x in table.iterdescendants()}
    if inner & {*HEADINGS, "table"}:
        return True
    return all(len(_cells(row)) <= 1 for row in rows_of(table))


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table in the order they are shown, not those of tables inside it."""
    for part in table:
        if tag_of(part) == "tr":
            yield part
        elif tag_of(part) in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if tag_of(row) == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if tag_of(cell) in ("td", "th")]


def place_cells(
    grid: Grid, row: Element, cells: Sequence[tuple[Element, Inlines]], lines: tuple[int, ...]
) -> None:
    """Add a row: a cell over several columns or rows stands in the first, the rest is empty."""
    placed: list[Inlines] = []
    held = {column: rows for column, rows in grid.held.items() if rows > 0}
    after = {column: rows - 1 for column, rows in held.items()}
    for cell, content in cells:
        while len(placed) in held and len(placed) < _MOST_COLUMNS:
            placed.append(())
        for offset in range(_span(cell, "colspan", _MOST_COLUMNS)):
            if len(placed) >= _MOST_COLUMNS and offset:
                break
            after[len(placed)] = _span(cell, "rowspan", _MOST_ROWS) - 1
            placed.append(content if offset == 0 else ())
    if not grid.rows:
        parent = row.getparent()
        in_head = parent is not None and tag_of(parent) == "thead"
        grid.has_header = in_head or all(tag_of(cell) == "th" for cell, _ in cells)
    grid.held = after
    grid.rows.append((placed, lines))


def _span(cell: Element, name: str, most: int) -> int:
    stated = (cell.get(name) or "1").strip()
    return min(max(int(stated), 1), most) if stated.isascii() and stated.isdigit() else 1
