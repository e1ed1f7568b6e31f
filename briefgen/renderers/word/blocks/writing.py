"""From the block tree to the body of a Word document, block type by block type."""

from __future__ import annotations

from collections.abc import Sequence
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
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Section,
    Sources,
    Table,
)
from briefgen.renderers.word.blocks.anchors import block_paragraph, block_start
from briefgen.renderers.word.blocks.callouts import CALLOUT_STYLES
from briefgen.renderers.word.blocks.changed import change_word, with_bar
from briefgen.renderers.word.blocks.contents import contents_xml
from briefgen.renderers.word.blocks.heads import head_xml
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.blocks.lists import list_xml
from briefgen.renderers.word.blocks.milestones import milestones_xml
from briefgen.renderers.word.blocks.notes import notes_xml, number_xml, sources_xml
from briefgen.renderers.word.blocks.tables import columns_xml, table_xml
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import hex_colour
from briefgen.renderers.word.look.textual import HEADING_LEVELS
from briefgen.renderers.word.markup import RunFormat
from briefgen.renderers.word.places import body_place, heading_style
from briefgen.renderers.word.tracked import content_xml

_FORMS = {"body": "BodyText", "lead": "BGLead", "message": "BGMessage", "remark": "BGRemark"}


def blocks_xml(draft: Draft, blocks: Sequence[Block], spot: Spot) -> str:
    """The paragraphs and tables of blocks in reading order."""
    return "".join(block_xml(draft, block, spot) for block in blocks)


def block_xml(draft: Draft, block: Block, spot: Spot) -> str:
    """One block; the match is total, so that a new block type is a type error here."""
    match block:
        case Section():
            return _section(draft, block, spot)
        case Paragraph():
            return _paragraph(draft, block, spot)
        case BulletList() | OrderedList():
            return list_xml(draft, block, spot, blocks_xml)
        case Table():
            return table_xml(draft, block, spot)
        case Milestones():
            return milestones_xml(draft, block, spot)
        case Quote():
            return _quote(draft, block, spot)
        case Code():
            return _code(draft, block, spot)
        case Figure():
            return _figure(draft, block, spot)
        case Boilerplate():
            style, place = body_place("BGBoilerplate", spot)
            return block_paragraph(draft, block.id, style, inlines_xml(draft, block.content), place)
        case Head():
            return head_xml(draft, block, spot)
        case Contents():
            return contents_xml(draft, block)
        case Callout():
            return _callout(draft, block, spot)
        case Columns():
            return columns_xml(draft, block, spot, blocks_xml)
        case Sources():
            return sources_xml(draft, block, spot)
        case Notes():
            return notes_xml(draft, block, spot)
        case _:
            assert_never(block)


def _section(draft: Draft, block: Section, spot: Spot) -> str:
    """A heading of the section's depth, then what stands under it. Without a title no depth is
    added, so that headings never skip a level.
    """
    if not block.title and not block.number:
        return block_start(draft, block.id) + blocks_xml(draft, block.blocks, spot)
    breaks = draft.paged and spot.depth == 1 and draft.opened and not spot.narrow
    words = number_xml(block.number) + inlines_xml(draft, block.title)
    heading = block_paragraph(
        draft,
        block.id,
        heading_style(spot.depth),
        words,
        "<w:pageBreakBefore/>" if breaks else "",
        heading=True,
    )
    return heading + blocks_xml(draft, block.blocks, spot.inside(depth=spot.depth + 1))


def _paragraph(draft: Draft, block: Paragraph, spot: Spot) -> str:
    style, place = body_place(_FORMS[block.form], spot)
    if not spot.callout:  # it has a border of its own
        place = with_bar(draft, block.change, place)
    words = content_xml(draft, block.id, block.content)
    before = change_word(draft, block.change)
    return block_paragraph(draft, block.id, style, words, place, before=before)


def _quote(draft: Draft, block: Quote, spot: Spot) -> str:
    """Speech behind a bar, then speaker, office and occasion behind the same bar."""
    place = body_place("Quote", spot)[1] if not spot.callout else ""
    marks = inlines_xml(draft, tuple(NoteRef(n) for n in block.notes))
    said = [words for words in (block.office, block.occasion) if words]
    words = content_xml(draft, block.id, block.content)
    before = change_word(draft, block.change)
    if not block.speaker and not said:
        return block_paragraph(draft, block.id, "Quote", words + marks, place, before=before)
    speaker = words_xml(
        draft, block.speaker, RunFormat(bold=True, colour=hex_colour(draft.style, "ink"))
    )
    rest = "".join(f", {words}" for words in said) if block.speaker else ", ".join(said)
    shown = block_paragraph(draft, block.id, "Quote", words, place, before=before)
    line = speaker + words_xml(draft, rest) + marks
    return shown + block_paragraph(draft, f"{block.id}#speaker", "BGSpeaker", line, place)


def _code(draft: Draft, block: Code, spot: Spot) -> str:
    """Lines as they stand, in one paragraph with line breaks, so that they are edited as one."""
    style, place = body_place("BGCode", spot)
    lines = "<w:r><w:br/></w:r>".join(words_xml(draft, line) for line in block.lines)
    return block_paragraph(draft, block.id, style, lines, place)


def _figure(draft: Draft, block: Figure, spot: Spot) -> str:
    """The words of a source's picture: what it shows, then its caption."""
    style, place = body_place("BGBoilerplate", spot)
    shown = block_paragraph(draft, block.id, style, words_xml(draft, block.alt), place)
    if block.caption:  # without a number: the figure is not shown
        words = inlines_xml(draft, block.caption)
        shown += block_paragraph(draft, f"{block.id}/caption", "Caption", words)
    return shown


def _callout(draft: Draft, block: Callout, spot: Spot) -> str:
    """Paragraphs that share one border; the title is a heading at the place's level."""
    style = CALLOUT_STYLES[block.form]
    inner = spot.inside(callout=block.form, narrow=True, list_depth=0)
    title = block_start(draft, block.id)
    if block.title:
        level = f'<w:outlineLvl w:val="{min(spot.depth, HEADING_LEVELS) - 1}"/>'
        words = inlines_xml(draft, block.title)
        title = block_paragraph(draft, block.id, f"{style}Heading", words, level, heading=True)
        inner = inner.inside(depth=spot.depth + 1)
    last = inner.inside(ends_callout=True)
    return (
        title
        + blocks_xml(draft, block.blocks[:-1], inner)
        + blocks_xml(draft, block.blocks[-1:], last)
    )
