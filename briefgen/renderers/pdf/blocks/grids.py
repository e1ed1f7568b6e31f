"""Rows and columns to strips: the layout that tables, milestones and notes share."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Inlines, NoteRef, Text
from briefgen.renderers.pdf.blocks.cells import (
    Grid,
    GridRow,
    column_width,
    set_cell,
    slice_row,
)
from briefgen.renderers.pdf.blocks.changed import bar_change
from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    TABLE_SLOT,
    Anchor,
    Box,
    Element,
    PageSlot,
    Repeat,
    SetLine,
    Strip,
    Tag,
)
from briefgen.renderers.pdf.lines.runs import Run, build_runs, numbered_runs
from briefgen.renderers.pdf.lines.text import note_numbers, set_lines, stack
from briefgen.renderers.pdf.setting import MM, Setting
from briefgen.renderers.pdf.shared import OpenedGrid
from briefgen.style import TextStyle
from briefgen.tree import plain_text


def lay_grid(setting: Setting, grid: Grid, table: Tag | None = None) -> list[Element]:
    """Caption, header and rows. A page that goes on with the table repeats caption and header.

    `table`: the node of a table that this grid is a part of.
    """
    opened = open_grid(setting, grid, table or Tag("Table", setting.parent))
    rows = [lay_row(setting.at(row.origins), grid, row, opened.body) for row in grid.rows]
    return join_grid(setting, grid, opened, rows)


def open_grid(setting: Setting, grid: Grid, table: Tag, *, again: bool = False) -> OpenedGrid:
    """Caption and header of a grid; `again`: its header was read at another part of the table."""
    caption = _caption(setting, grid, Tag("Caption", table), grid.caption)
    top = _top_rule(setting, grid) if grid.ruled else []
    # A header without rows is a body: THead is for a table that has one (ISO 14289-1, 7.2).
    head = None if again else Tag("THead" if grid.rows else "TBody", table)
    header = _header(setting, grid, head) if grid.header else []
    repeat = _repeat(setting, grid, [*top, *header]) if grid.ruled else None
    opening = (*caption, *top, *header)
    return OpenedGrid(
        opening=tuple(
            s._replace(breakable=place == 0, repeat=repeat) for place, s in enumerate(opening)
        ),
        repeat=repeat,
        body=Tag("TBody", table),
    )


def join_grid(
    setting: Setting, grid: Grid, opened: OpenedGrid, rows: Sequence[Sequence[Strip]]
) -> list[Element]:
    """A grid with the strips of its rows."""
    opening, strips = opened.opening, list[Strip]()
    for place, (row, lines) in enumerate(zip(grid.rows, rows, strict=True)):
        laid = [*lines]
        if (place == 0 and opening) or (place == 1 and _short(setting, [*strips, *laid])):
            # Not the head alone at the foot of a page, nor the head with a single row.
            laid[0] = laid[0]._replace(breakable=False)
        barred = bar_change(setting, row.change, laid, left=grid.x)
        strips += (strip for strip in barred if isinstance(strip, Strip))
    if not strips and not opening:
        return []
    repeat = opened.repeat
    flow = [s if s.repeat is repeat else s._replace(repeat=repeat) for s in (*opening, *strips)]
    named = (Anchor(grid.id, 0.0), *flow[0].items)
    around = setting.style.grid_pt if grid.ruled else 0.0
    above = around / 2 if grid.caption else around * 3 / 4  # a rule needs more white than words
    flow[0] = flow[0]._replace(items=named, before=max(flow[0].before, above))
    flow[-1] = flow[-1]._replace(after=max(flow[-1].after, around))
    return [*flow]


def _short(setting: Setting, strips: Sequence[Strip]) -> bool:
    return sum(strip.height for strip in strips) < body_height(setting) / 4


# --- caption and header -------------------------------------------------------------------------


def _caption(setting: Setting, grid: Grid, tag: Tag, words: Inlines) -> list[Strip]:
    if not words:
        return []
    style = setting.text("caption")
    bold, label = setting.text("caption_label"), Tag("Lbl", tag)
    # A caption of a mark alone stands right at the number, as ", continued" then does.
    gap = (Text("\u00a0 "),) if plain_text(grid.caption).strip() else ()
    runs = [
        *_label(setting, grid, bold, label),
        *build_runs(setting, gap, bold, label),
        *build_runs(setting, words, style, tag),
    ]
    lines = set_lines(setting, runs, grid.width)
    y = setting.baseline(style)
    return [
        Strip(
            height=style.leading_pt,
            items=(SetLine(grid.x, y, line),),
            after=style.after_pt if line is lines[-1] else 0,
            notes=note_numbers(line),
        )
        for line in lines
    ]


def _label(setting: Setting, grid: Grid, style: TextStyle, tag: Tag) -> list[Run]:
    return numbered_runs(setting, setting.words.table, TABLE_SLOT, grid.number, style, tag)


def _top_rule(setting: Setting, grid: Grid) -> list[Strip]:
    thickness = setting.style.rules["heavy"]
    box = Box(grid.x, 0, grid.width, thickness, setting.colour("ink"))
    return [Strip(height=thickness, items=(box,))]


def _header(setting: Setting, grid: Grid, tag: Tag | None) -> list[Strip]:
    """The header row; an artifact without a tag."""
    style = grid.head_style
    row = Tag("TR", tag)
    tags = tuple(Tag("TH", row, (("Scope", "Column"),)) if tag else ARTIFACT for _ in grid.columns)
    cells = [
        set_cell(setting, words, column, style, cell_tag)
        for words, column, cell_tag in zip(grid.header, grid.columns, tags, strict=True)
    ]
    rule = (setting.style.rules["head"], setting.colour("ink")) if grid.ruled else (0.0, "")
    return slice_row(setting, grid, cells, style, (row, *tags) if tag else (), rule)


def _repeat(setting: Setting, grid: Grid, head: list[Strip]) -> Repeat:
    words = setting.words
    continued: list[Strip] = []
    if grid.caption:
        unmarked = (inline for inline in grid.caption if not isinstance(inline, NoteRef))
        again = (*unmarked, Text(words.continued))
        continued = _caption(setting, grid, Tag("Caption", None), again)
    style = setting.text("table_foot")
    text, tag = words.continues, Tag("P", None)
    runs = _label(setting, grid, style, tag) if grid.number else []
    shown = f" {text}" if grid.number else f"{text[:1].upper()}{text[1:]}"
    runs += build_runs(setting, (Text(f"{shown}{words.stop}"),), style, tag)
    foot = stack(setting, set_lines(setting, runs, grid.width), style, grid.x)
    return Repeat((*continued, *head), tuple(foot))


# --- rows ---------------------------------------------------------------------------------------


def lay_row(setting: Setting, grid: Grid, row: GridRow, parent: Tag) -> list[Strip]:
    """The strips of a row under the node of a table's rows."""
    node = Tag("TR", parent)
    tags = tuple(
        Tag("TH", node, (("Scope", "Row"),)) if column.heads_row else Tag("TD", node)
        for column in grid.columns
    )
    cells = [
        set_cell(setting, words, column, column.style, tag)
        for words, column, tag in zip(row.cells, grid.columns, tags, strict=True)
    ]
    style = _row_style(grid)
    rule = (setting.style.rules["thin"], setting.colour("hairline")) if grid.ruled else (0.0, "")
    strips = slice_row(setting, grid, cells, style, (node, *tags), rule)
    if row.page_of:
        strips[0] = strips[0]._replace(items=(*strips[0].items, _page_slot(setting, grid, row)))
    tall = sum(s.height for s in strips) > body_height(setting) * setting.number("table.split_over")
    last = len(strips) - 1
    return [
        strip if place == 0 or (tall and 2 <= place < last) else strip._replace(breakable=False)
        for place, strip in enumerate(strips)
    ]


def _row_style(grid: Grid) -> TextStyle:
    """The style that gives a row its height."""
    return max(
        (c.style for c in grid.columns),
        key=lambda s: (s.leading_pt, s.pad_top_pt + s.pad_bottom_pt),
    )


def row_height(setting: Setting, grid: Grid, row: GridRow) -> float:
    """The height that a row will have; only cells of more than one line are broken for it."""
    style, lines = _row_style(grid), 1
    for words, column in zip(row.cells, grid.columns, strict=True):
        needed = column_width(setting, [plain_text(words)], "", column.style, column.style)
        if needed > column.width:
            lines = max(lines, len(set_cell(setting, words, column, column.style, ARTIFACT)))
    rule = setting.style.rules["thin"] if grid.ruled else 0.0
    return lines * style.leading_pt + style.pad_top_pt + style.pad_bottom_pt + rule


def _page_slot(setting: Setting, grid: Grid, row: GridRow) -> PageSlot:
    """The page where a row leads to; a link says it to whoever cannot see it."""
    style = grid.columns[-1].style
    y = style.pad_top_pt + setting.baseline(style)
    face, colour = setting.face(style), setting.colour("secondary")
    return PageSlot(grid.x + grid.width, y, row.page_of, face, style.size_pt, colour, ARTIFACT)


def body_height(setting: Setting) -> float:
    """Points of a page between head and foot."""
    page = setting.style.page
    return (page.height_mm - page.body_top_mm - page.body_bottom_mm) * MM
