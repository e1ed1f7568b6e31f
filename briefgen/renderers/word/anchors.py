"""Paragraphs that show a block: the one place where a block's id becomes marks in the file."""

from __future__ import annotations

from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.inlines import block_bookmark
from briefgen.renderers.word.markup import paragraph


def block_paragraph(
    draft: Draft, block: str, style: str, inner: str, properties: str = "", *, heading: bool = False
) -> str:
    """The paragraph of a block: bookmarked where a link leads to it, as every heading is."""
    draft.seen.add(block)
    draft.opened = True
    if heading or block in draft.targets:
        inner = draft.bookmark(block_bookmark(draft, block), inner)
    return paragraph(style, inner, properties)


def block_start(draft: Draft, block: str) -> str:
    """Marks the start of a block that is more than one paragraph: a table, a list, columns."""
    draft.seen.add(block)
    draft.opened = True
    if block in draft.targets:
        return draft.bookmark(block_bookmark(draft, block), "")
    return ""


def gap() -> str:
    """White after a table: Word joins tables that nothing parts; a cell ends in a paragraph."""
    return paragraph("BGGap", "")
