"""Every block to strips: the one place that knows which module lays out which block."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Columns,
    Contents,
    Figure,
    Head,
    Milestones,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Section,
    Sources,
    Table,
)
from briefgen.renderers.pdf.blocks import callouts, columns, dated, heads, listings, lists, notes
from briefgen.renderers.pdf.blocks.paragraphs import lay_paragraph
from briefgen.renderers.pdf.blocks.sections import lay_section
from briefgen.renderers.pdf.blocks.tables import lay_table
from briefgen.renderers.pdf.boxes import Element
from briefgen.renderers.pdf.lines import text
from briefgen.renderers.pdf.setting import Setting


def lay_blocks(setting: Setting, blocks: tuple[Block, ...]) -> list[Element]:
    """The strips of blocks in order."""
    flow: list[Element] = []
    here = setting
    for block in blocks:
        flow += lay_block(here, block)
        if here.opens:
            here = replace(setting, opens=False)
    return flow


def lay_block(setting: Setting, block: Block) -> list[Element]:
    """The strips of one block of any kind."""
    match block:
        case Section():
            return lay_section(setting, block, lay_blocks)
        case Paragraph():
            return lay_paragraph(setting.at(block.origins), block)
        case BulletList() | OrderedList():
            return lists.lay_list(setting, block, lay_blocks)
        case Table():
            return lay_table(setting, block)
        case Milestones():
            return dated.lay_milestones(setting, block)
        case Quote():
            return callouts.lay_quote(setting, block)
        case Code():
            return text.lay_code(setting.at(block.origins), block)
        case Figure():
            return text.lay_figure(setting.at(block.origins), block)
        case Boilerplate():
            return text.lay_boilerplate(setting.at(block.origins), block)
        case Head():
            return heads.lay_head(setting, block)
        case Contents():
            return listings.lay_contents(setting, block)
        case Callout():
            return callouts.lay_callout(setting, block, lay_blocks)
        case Columns():
            return columns.lay_columns(setting, block, lay_blocks)
        case Sources():
            return listings.lay_sources(setting, block)
        case Notes():
            return notes.lay_notes(setting, block)
        case _:
            assert_never(block)
