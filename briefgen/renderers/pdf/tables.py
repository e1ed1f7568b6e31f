"""Tables of a source to strips: columns as wide as their words ask for, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Inlines, Table
from briefgen.renderers.pdf.boxes import Element
from briefgen.renderers.pdf.grids import Grid, GridColumn, GridRow, lay_grid
from briefgen.renderers.pdf.setting import Setting
from briefgen.style import TextStyle
from briefgen.tree import plain_text

_NUMBER = re.compile(r"[-+\u2212(]?[$€£]?\s?\d[\d\s.,'\u2019\u00a0]*\s?(%|[a-zA-Z€£$]{0,3})?\)?")
_SAMPLE = 200  # rows that are measured for the widths of columns


def lay_table(setting: Setting, block: Table) -> list[Element]:
    """A table over the full measure; the first column is the header of its row."""
    here = setting.at(block.origins)
    if block.caption:
        here.ledger.tables += 1
    grid = Grid(
        id=block.id,
        x=here.wide_left,
        width=here.wide_width,
        columns=_columns(here, block),
        rows=tuple(GridRow(cells=row.cells, origins=row.origins) for row in block.rows),
        header=block.header.cells if block.header else (),
        head_style=here.text("table_head"),
        number=here.ledger.tables if block.caption else 0,
        caption=block.caption,
    )
    return lay_grid(here, grid)


def lay_bare_table(setting: Setting, block: Table, widths: tuple[float, ...]) -> list[Element]:
    """Rows without rules in columns of given widths, the last one right (box "New since")."""
    style = replace(setting.text("callout"), before_pt=0, after_pt=0, pad_top_pt=0, pad_bottom_pt=4)
    columns = []
    x = setting.left
    for place, width in enumerate(widths):
        first, last = place == 0, place == len(widths) - 1
        columns.append(
            GridColumn(
                x=x,
                width=width,
                style=style,
                align="right" if last and not first else "left",
                heads_row=first,
                strong=first,
            )
        )
        x += width
    grid = Grid(
        id=block.id,
        x=setting.left,
        width=setting.width,
        columns=tuple(columns),
        rows=tuple(GridRow(cells=row.cells, origins=row.origins) for row in block.rows),
        head_style=style,
        ruled=False,
    )
    return lay_grid(setting, grid)


def _columns(setting: Setting, block: Table) -> tuple[GridColumn, ...]:
    cells = [row.cells for row in (*((block.header,) if block.header else ()), *block.rows)]
    count = len(cells[0]) if cells else 0
    style = setting.text("table_cell")
    gap = setting.number("table.cell_gap_pt")
    room = setting.wide_width - gap * (count - 1)
    widths = _shares(block.widths, room) if block.widths else _by_content(setting, cells, room)
    columns = []
    x = setting.wide_left
    for place, width in enumerate(widths):
        right = place > 0 and _is_numeric([row.cells[place] for row in block.rows])
        columns.append(
            GridColumn(
                x=x,
                width=width,
                style=style,
                align="right" if right else "left",
                heads_row=place == 0 and count > 1,
                strong=place == 0 and count > 1,
            )
        )
        x += width + gap
    return tuple(columns)


def _is_numeric(cells: Sequence[Inlines]) -> bool:
    texts = [plain_text(cell).strip() for cell in cells]
    filled = [text for text in texts if text and text not in {"-", "\u2013", "\u2014"}]
    return bool(filled) and all(_NUMBER.fullmatch(text) for text in filled)


def _shares(shares: Sequence[float], room: float) -> list[float]:
    total = sum(shares)
    return [room * share / total for share in shares]


def _by_content(setting: Setting, rows: Sequence[tuple[Inlines, ...]], room: float) -> list[float]:
    """Least width: the longest word; wished width: the whole text, at most the room.

    What is left is shared by how much each column still wishes; a table that wishes less than
    the measure grows evenly.
    """
    least, wished = _wishes(setting, rows)
    count = len(least)
    if not count:
        return []
    if sum(least) >= room:
        return _shares([max(w, 1.0) for w in least], room)
    wished = [min(w, room) for w in wished]
    spare = room - sum(least)
    wants = [w - low for w, low in zip(wished, least, strict=True)]
    if sum(wants) <= spare:
        grow = (spare - sum(wants)) / count
        return [w + grow for w in wished]
    # Square roots, so that one very long column does not starve the others.
    weights = [want**0.5 for want in wants]
    total = sum(weights)
    return [low + spare * weight / total for low, weight in zip(least, weights, strict=True)]


def _wishes(
    setting: Setting, rows: Sequence[tuple[Inlines, ...]]
) -> tuple[list[float], list[float]]:
    style = setting.text("table_cell")
    count = len(rows[0]) if rows else 0
    least, wished = [0.0] * count, [0.0] * count
    for row in rows[:_SAMPLE]:
        for place, cell in enumerate(row):
            words = plain_text(cell).split()
            widths = [_width(setting, word, style, place == 0) for word in words]
            least[place] = max([least[place], *widths])
            blanks = 0.25 * style.size_pt * max(len(words) - 1, 0)
            wished[place] = max(wished[place], sum(widths) + blanks)
    return [low + 1 for low in least], [w + 1 for w in wished]


def _width(setting: Setting, word: str, style: TextStyle, bold: bool) -> float:
    face = setting.face(style, bold=bold)
    known = face.advances
    return sum(known.get(ord(c), 1000.0) for c in word) * style.size_pt / 1000
