"""Cells to the lines of rows, and what their columns need; rows and columns as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from briefgen.model import ChangeMark, Inlines, Origin, Text
from briefgen.renderers.pdf.boxes import Box, Item, Line, Opened, SetLine, Strip, Tag
from briefgen.renderers.pdf.fonts import Face
from briefgen.renderers.pdf.lines.runs import build_runs
from briefgen.renderers.pdf.lines.text import note_numbers, retagged, set_lines
from briefgen.renderers.pdf.run import PdfRun
from briefgen.renderers.pdf.setting import Setting
from briefgen.slotted import dataclass
from briefgen.style import TextStyle

_MOST_CELLS: Final = 20_000  # kept of a run


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """x and width in points, without the gap to the next column."""

    x: float
    width: float
    style: TextStyle
    align: Literal["left", "right"] = "left"
    heads_row: bool = False  # the header of its row
    strong: bool = False
    own_words: bool = False  # the pack's, beside those of a source


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    cells: tuple[Inlines, ...]
    origins: tuple[Origin, ...] = ()
    change: ChangeMark | None = None
    page_of: str = ""  # the page of this anchor stands at the right edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table about to be laid out. `number` is its caption's, 0 for no caption."""

    id: str
    x: float
    width: float
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    header: tuple[Inlines, ...] = ()
    head_style: TextStyle
    number: int = 0
    caption: Inlines = ()
    ruled: bool = True


def moved_grid(grid: Grid, by: float) -> Grid:
    """The same grid so many points further right."""
    columns = tuple(replace(column, x=column.x + by) for column in grid.columns)
    return replace(grid, x=grid.x + by, columns=columns)


def column_width(
    setting: Setting, texts: Sequence[str], title: str, style: TextStyle, head: TextStyle
) -> float:
    """What a column needs so that no cell and not its title takes two lines."""
    run, face, bold = setting.run, setting.face(style), setting.face(head)
    cells = [bare_width(run, face, text) * style.size_pt for text in set(texts)]
    return max([bare_width(run, bold, title) * head.size_pt, *cells]) / 1000 + 0.5


def bare_width(run: PdfRun, face: Face, text: str) -> float:
    """The width of a text in thousandths of an em, without what kerning takes or adds."""
    width = run.bare.get((face.name, text))
    if width is None:
        if len(run.bare) >= _MOST_CELLS:
            run.bare.clear()
        width = sum([face.advances.get(ord(char), 1000.0) for char in text])
        run.bare[face.name, text] = width
    return width


def set_cell(
    setting: Setting, words: Inlines, column: GridColumn, style: TextStyle, tag: Tag
) -> tuple[Line, ...]:
    """The lines of a cell. The same words stand in the tables of many packs: they are set once."""
    setting = setting.own_words() if column.own_words else setting
    shared = setting.tongue == setting.language and all(isinstance(word, Text) for word in words)
    key = (words, id(setting.style), style, column.strong, column.width)
    cells, found = setting.run.cells, len(setting.ledger.found)
    lines = cells.get(key) if shared else None
    if lines is not None:
        return tuple([retagged(line, tag) for line in lines])
    runs = build_runs(setting, words, style, tag, bold=column.strong)
    lines = set_lines(setting, runs, column.width)
    if shared and len(setting.ledger.found) == found:  # a finding names the place of its own cell
        if len(cells) >= _MOST_CELLS:
            cells.clear()
        cells[key] = lines
    return lines


def slice_row(
    setting: Setting,
    grid: Grid,
    cells: Sequence[Sequence[Line]],
    style: TextStyle,
    tags: tuple[Tag, ...],
    rule: tuple[float, str],
) -> list[Strip]:
    """A row as strips: the first line of every cell, the second of every cell, and so on."""
    count = max((len(cell) for cell in cells), default=0) or 1
    y = setting.baseline(style)
    strips = []
    for place in range(count):
        top = style.pad_top_pt if place == 0 else 0.0
        bottom = style.pad_bottom_pt if place == count - 1 else 0.0
        items: list[Item] = [Opened(tags)] if place == 0 and tags else []
        notes: tuple[int, ...] = ()
        for cell, column in zip(cells, grid.columns, strict=True):
            if place < len(cell):
                x = column.x
                if column.align == "right":
                    x += column.width - cell[place].width
                items.append(SetLine(x, top + y, cell[place]))
                notes += note_numbers(cell[place])
        height = top + style.leading_pt + bottom
        if place == count - 1 and rule[0]:
            items.append(Box(grid.x, height, grid.width, *rule))
            height += rule[0]
        strips.append(Strip(height=height, items=tuple(items), notes=notes))
    return strips
