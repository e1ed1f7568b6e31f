"""Dated rows to strips: as a table, or as facts with the date at the margin."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import Inlines, Milestone, Milestones, Text
from briefgen.renderers.pdf.blocks.cells import Grid, GridColumn, GridRow
from briefgen.renderers.pdf.blocks.grids import lay_grid
from briefgen.renderers.pdf.boxes import Element
from briefgen.renderers.pdf.setting import MM, Setting
from briefgen.style import TextStyle


def label_of(row: Milestone) -> str:
    """The date as the pack shows it; as the source states it where there is no label."""
    if row.label or row.when is None:
        return row.label
    start, end = row.when.start.iso(), row.when.end.iso()
    return start if start == end else f"{start}\u2013{end}"


def lay_milestone_table(setting: Setting, block: Milestones) -> list[Element]:
    """All rows with all words: when, what and, where given, the source with its lines."""
    here = setting.at(block.origins)
    if block.caption:
        here.ledger.tables += 1
    head: tuple[Inlines, ...] = tuple((Text(word),) if word else () for word in block.head)
    cited = bool(block.sources)
    columns = _columns(here, cited)
    grid = Grid(
        id=block.id,
        x=here.wide_left,
        width=here.wide_width,
        columns=columns,
        rows=tuple(
            GridRow(
                cells=_cells(block, place, row)[: len(columns)],
                origins=row.origins,
                change=row.change,
            )
            for place, row in enumerate(block.rows)
        ),
        header=head[: len(columns)] if any(block.head) else (),
        head_style=here.text("table_head"),
        number=here.ledger.tables if block.caption else 0,
        caption=block.caption,
    )
    return lay_grid(here, grid)


def _cells(block: Milestones, place: int, row: Milestone) -> tuple[Inlines, ...]:
    label = label_of(row)
    source = block.sources[place] if place < len(block.sources) else ""
    return (
        (Text(label),) if label else (),
        row.content,
        (Text(source),) if source else (),
    )


def _columns(setting: Setting, cited: bool) -> tuple[GridColumn, ...]:
    """When, what, source: `table.milestones_*_mm` of a style."""
    style = setting.text("table_cell")
    gap = setting.number("table.cell_gap_pt")
    when = min(setting.number("table.milestones_when_mm"), setting.wide_width / 3)
    last = setting.number("table.milestones_source_mm") if cited else 0.0
    what = setting.wide_width - when - last
    x = setting.wide_left
    columns = [
        GridColumn(
            x=x, width=when - gap / 2, style=style, heads_row=True, strong=True, own_words=True
        ),
        GridColumn(x=x + when, width=what - (gap if cited else 0), style=style),
    ]
    if cited:
        columns.append(
            GridColumn(
                x=x + when + what, width=last, style=setting.text("table_source"), own_words=True
            )
        )
    return tuple(columns)


def lay_facts(setting: Setting, block: Milestones) -> list[Element]:
    """The date in the hang column, the text beside it (press pack); a table to whoever listens."""
    here = setting.at(block.origins)
    text = here.text("dated_fact")
    if block.caption:
        here.ledger.tables += 1
    padded = replace(text, before_pt=0, after_pt=0, pad_bottom_pt=text.after_pt)
    hang = here.left - here.wide_left
    if hang >= here.number("dated_fact.date_mm") / 2:
        date_x, date_width = here.wide_left, here.number("dated_fact.date_mm")
        text_x, text_width = here.left, here.width
    else:
        date_x, date_width = here.left, min(30 * MM, here.width / 3)
        text_x, text_width = here.left + date_width + 6, here.width - date_width - 6
    grid = Grid(
        id=block.id,
        x=date_x,
        width=here.wide_width,
        columns=(
            GridColumn(
                x=date_x, width=date_width, style=_dates(here), heads_row=True, own_words=True
            ),
            GridColumn(x=text_x, width=text_width, style=padded),
        ),
        rows=tuple(
            GridRow(cells=_cells(block, place, row)[:2], origins=row.origins, change=row.change)
            for place, row in enumerate(block.rows)
        ),
        head_style=padded,
        number=here.ledger.tables if block.caption else 0,
        caption=block.caption,
        ruled=False,
    )
    return lay_grid(here, grid)


def _dates(setting: Setting) -> TextStyle:
    return setting.text("dated_fact_date")
