"""Dated rows as Word holds them: a table with head, a strip of cells, or dates beside facts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefgen.anchored import date_words
from briefgen.model import Milestone, Milestones, Text
from briefgen.renderers.word.blocks.anchors import block_paragraph, block_start, gap
from briefgen.renderers.word.blocks.changed import with_bar
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.blocks.strips import strip_drawing, strip_plan
from briefgen.renderers.word.blocks.tables import (
    caption_xml,
    data_frame,
    head_rule,
    row_is_unsplit,
)
from briefgen.renderers.word.blocks.timelines import timeline_xml
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import LEAST_ABREAST_MM, mm, number, text_style, twips
from briefgen.renderers.word.markup import (
    PLAIN,
    Cell,
    RunFormat,
    TableFrame,
    paragraph,
    table,
    table_row,
)
from briefgen.renderers.word.tracked import content_xml

STRIP_CELLS = 4
_BOLD = RunFormat(bold=True)


def milestones_xml(draft: Draft, block: Milestones, spot: Spot) -> str:
    """The rows in the layout asked for; a strip of more than four, or without room, is a table.

    LOOK.md "Timelines", 7.
    """
    start = block_start(draft, block.id)
    if not block.rows:
        return start
    if block.layout == "facts":
        return start + _facts(draft, block, spot)
    wide = spot.width >= mm(LEAST_ABREAST_MM)
    if block.layout == "strip" and len(block.rows) <= STRIP_CELLS and wide:
        return start + _strip(draft, block, spot)
    figure = ""
    if block.layout == "timeline" and not spot.narrow:
        figure = timeline_xml(draft, block, spot.width / 20)
    return start + figure + _dated_table(draft, block, spot)


def _dated_table(draft: Draft, block: Milestones, spot: Spot) -> str:
    widths = _table_widths(draft, block, spot)
    rows = [_head_row(draft, block, widths)] if any(block.head) else []
    for index, row in enumerate(block.rows):
        rows.append(_dated_row(draft, row, _source(block, index), widths))
    frame = data_frame(draft, widths, header=any(block.head), title=block.caption)
    return caption_xml(draft, block.id, block.caption) + table(frame, rows) + gap()


def _table_widths(draft: Draft, block: Milestones, spot: Spot) -> tuple[int, ...]:
    when = mm(number(draft.style, "table.milestones_when_mm"))
    source = mm(number(draft.style, "table.milestones_source_mm")) if block.sources else 0
    when, source = min(when, spot.width // 3), min(source, spot.width // 5)
    text = spot.width - when - source
    return (when, text, source) if block.sources else (when, text)


def _head_row(draft: Draft, block: Milestones, widths: Sequence[int]) -> str:
    cells = [
        Cell(xml=paragraph("BGTableHead", words_xml(draft, words)), borders=head_rule(draft))
        for words in block.head[: len(widths)]
    ]
    return table_row(cells, widths, header=True, unsplit=True)


def _dated_row(draft: Draft, row: Milestone, source: str, widths: Sequence[int]) -> str:
    cells = [
        Cell(xml=_date(draft, row, "BGRowHead")),
        Cell(xml=_words(draft, row, "BGTableText")),
    ]
    if len(widths) > 2:
        cells.append(Cell(xml=paragraph("BGTableSource", words_xml(draft, source))))
    unsplit = row_is_unsplit(draft, [row.content], [widths[1]])
    return table_row(cells, widths, header=False, unsplit=unsplit)


def _date(draft: Draft, row: Milestone, style: str, form: RunFormat = PLAIN) -> str:
    words = content_xml(draft, f"{row.id}#when", (Text(date_words(row)),), form)
    place = "" if style == "BGStrip" else with_bar(draft, row.change, "")
    return block_paragraph(draft, f"{row.id}#when", style, words, place)


def _words(draft: Draft, row: Milestone, style: str) -> str:
    return block_paragraph(draft, row.id, style, content_xml(draft, row.id, row.content))


def _source(block: Milestones, index: int) -> str:
    return block.sources[index] if index < len(block.sources) else ""


def _strip(draft: Draft, block: Milestones, spot: Spot) -> str:
    """Up to four cells across the page, the date in bold over its words, below their axis."""
    plan = None if spot.narrow else strip_plan(draft.style, block, spot.width / 20)
    count = len(block.rows)
    lefts = [twips(at.x) for at in plan.labels] if plan else _even(count, spot.width)
    widths = [b - a for a, b in pairwise([0, *lefts[1:], spot.width])]
    cells = []
    for index, row in enumerate(block.rows):
        words = _date(draft, row, "BGStrip", _BOLD) + _words(draft, row, "BGStrip")
        if source := _source(block, index):
            words += paragraph("BGTableSource", words_xml(draft, source))
        indent = f'<w:left w:w="{lefts[0]}" w:type="dxa"/>' if index == 0 and lefts[0] else ""
        cells.append(Cell(xml=words, padding=indent))
    space = twips(number(draft.style, "strip.label_gap_pt"))
    frame = TableFrame(widths=tuple(widths), right=space)
    drawing = strip_drawing(draft, block, plan) if plan else ""
    row_xml = table_row(cells, widths, header=False, unsplit=True)
    return _plain_caption(draft, block) + drawing + table(frame, [row_xml]) + gap()


def _even(count: int, width: int) -> list[int]:
    return [width * n // count for n in range(count)]


def _plain_caption(draft: Draft, block: Milestones) -> str:
    if not block.caption:
        return ""
    words = inlines_xml(draft, block.caption)
    return block_paragraph(draft, f"{block.id}/caption", "Caption", words)


def _facts(draft: Draft, block: Milestones, spot: Spot) -> str:
    """The date at the margin, the words beside it (LOOK.md "Press brief")."""
    hang = min(mm(draft.style.hang_mm), spot.width // 3)
    widths = (hang, spot.width - hang)
    rows = []
    for index, row in enumerate(block.rows):
        source = _source(block, index)
        words = _words(draft, row, "BGDatedFact")
        if source:
            words += paragraph("BGTableSource", words_xml(draft, source))
        cells = (Cell(xml=_date(draft, row, "BGDate")), Cell(xml=words))
        unsplit = row_is_unsplit(draft, [row.content], [widths[1]])
        rows.append(table_row(cells, widths, header=False, unsplit=unsplit))
    after = twips(text_style(draft.style, "dated_fact").after_pt)
    frame = TableFrame(widths=widths, bottom=after, first_column=True)
    return _plain_caption(draft, block) + table(frame, rows) + gap()
