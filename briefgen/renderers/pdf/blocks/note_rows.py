"""Notes to the rows of a table, each laid out once for all packs whose tables have its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefgen.model import Link, Note, Text
from briefgen.renderers.pdf.blocks.cells import Grid, GridRow
from briefgen.renderers.pdf.blocks.grids import (
    join_grid,
    lay_row,
    open_grid,
    row_height,
)
from briefgen.renderers.pdf.boxes import MARK_TARGET, Anchor, Element, Strip, Tag
from briefgen.renderers.pdf.setting import Setting
from briefgen.renderers.pdf.shared import SharedRow, SharedTable

NO_CELLS: Final = GridRow(cells=())
_MOST_TABLES: Final = 40  # kept of a run
_MOST_ROWS: Final = 2_000  # of each


def take_table(setting: Setting, grid: Grid) -> SharedTable:
    """The run's table with columns like those of this grid, hung into the pack's structure; one of
    the pack's own where it shows such a table already.
    """
    adopted, tables = setting.ledger.adopted, setting.run.tables
    key = (
        id(setting.style), setting.language, setting.tongues, setting.words,
        grid.columns, grid.header,
    )  # fmt: skip
    known = tables.get(key)
    if known is None:
        if len(tables) >= _MOST_TABLES:
            tables.clear()
        known = tables[key] = SharedTable(node=Tag("Table", None))
    if known.node in adopted:
        return SharedTable(node=Tag("Table", setting.parent))
    adopted[known.node] = setting.parent
    return known


def lay_note_rows(
    setting: Setting, grid: Grid, notes: Sequence[Note], table: SharedTable, part: int = 0
) -> list[Element]:
    """A part of the table: the rows of these notes, with the anchors that their marks lead to."""
    opened = table.opened.get(part)
    if opened is None:
        opened = table.opened[part] = open_grid(setting, grid, table.node, again=part > 0)
    seen: set[object] = set()
    rows: list[tuple[Strip, ...]] = []
    for note in notes:
        key, nth = (part, *_saying(note), 0), 0
        while key in seen:  # rows that say the same are elements of their own
            nth += 1
            key = (*key[:-1], nth)
        seen.add(key)
        shared = table.rows.get(key)
        if shared is None:
            if len(table.rows) >= _MOST_ROWS:
                table.rows.clear()
            laid = lay_row(setting, grid, _row(note), opened.body)
            named = Anchor(f"note-{_stand_in(note)}", 0.0)
            laid[0] = laid[0]._replace(items=(named, *laid[0].items))
            strips = tuple(strip._replace(repeat=opened.repeat) for strip in laid)
            shared = table.rows[key] = SharedRow(strips, opened.body)
        else:
            strips = shared.strips
            for strip in strips:
                setting.run.fragments.share(strip.items)
            if len(strips) == 1:
                setting.ledger.rows[id(strips[0].items)] = shared
        numbers = {f"{MARK_TARGET}{_stand_in(note)}": str(note.number)}
        setting.ledger.numbers[id(strips[0].items)] = numbers
        rows.append(strips)
    return join_grid(setting, grid, opened, rows)


def note_heights(
    setting: Setting, grid: Grid, notes: Sequence[Note], table: SharedTable
) -> list[float]:
    """The heights that the rows of these notes will have."""
    heights: list[float] = []
    for note in notes:
        key = _saying(note)
        height = table.heights.get(key)
        if height is None:
            if len(table.heights) >= _MOST_ROWS:
                table.heights.clear()
            height = table.heights[key] = row_height(setting, grid, _row(note))
        heights.append(height)
    return heights


def _row(note: Note) -> GridRow:
    """A note's row with a stand-in for its number, which leads back to its mark."""
    number = _stand_in(note)
    words = tuple((Text(text),) if text else () for text in (note.letter, note.section, note.lines))
    return GridRow(cells=((Link(f"{MARK_TARGET}{number}", (Text(number),)),), *words))


def _saying(note: Note) -> tuple[object, ...]:
    """What a row says, its number as many digits."""
    return note.letter, note.section, note.lines, len(str(note.number))


def _stand_in(note: Note) -> str:
    """A number with as many digits."""
    return "1" + "0" * (len(str(note.number)) - 1)
