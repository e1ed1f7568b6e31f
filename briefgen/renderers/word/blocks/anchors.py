"""Paragraphs that show a block: the one place where a block's id becomes marks in the file.

A place that people may change bears a content control, a hidden bookmark around its words, and
has its words in a custom XML part. No one of them survives every editor; together they do.
"""

from __future__ import annotations

import re

from briefgen.anchored import BOOKMARK, Anchored, key_of, tag_of
from briefgen.renderers.word.blocks.changed import WORD_STYLE
from briefgen.renderers.word.blocks.inlines import block_bookmark
from briefgen.renderers.word.blocks.remarks import commented
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.markup import escape, paragraph
from briefgen.renderers.word.tracked import gone_paragraphs, inserted, is_new, new_paragraph

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_CHANGE_WORD = re.compile(rf'<w:r><w:rPr><w:rStyle w:val="{WORD_STYLE}"/>(?:(?!</w:r>).)*</w:r>')
_CONTENTS_STYLE = re.compile(r'<w:p><w:pPr><w:pStyle w:val="(TOC1|TOCHeading|BGContentsDetail)"/>')
_CONTENTS = {"TOC1": "contents", "TOCHeading": "title", "BGContentsDetail": "detail"}
_WORDS = re.compile(r"<w:t[ >][^<]*|<w:(?:br|tab)/>")


def block_paragraph(
    draft: Draft,
    block: str,
    style: str,
    inner: str,
    properties: str = "",
    *,
    heading: bool = False,
    before: str = "",
) -> str:
    """The paragraph of a block: bookmarked where a link leads to it, as every heading is.

    `before` are runs that are not the block's own words: what is said of a change.
    """
    draft.seen.add(block)
    draft.opened = True
    while len(draft.note_blocks) < len(draft.footnotes):
        draft.note_blocks.append(block)
    if heading or block in draft.targets:
        inner = draft.bookmark(block_bookmark(draft, block), inner)
    if is_new(draft, block):
        inner, properties = inserted(draft, inner), new_paragraph(draft, properties)
    place = draft.anchored.get(block)
    if place is None or block in draft.anchors:
        shown = paragraph(style, before + inner, properties)
        return shown + gone_paragraphs(draft, block, properties)
    draft.anchors[block] = place
    key = key_of(block)
    inner = draft.bookmark(BOOKMARK + key, commented(draft, block, inner))
    shown = _control(place, style, key, inner) if inner else ""
    return paragraph(style, before + shown, properties)


def _form(place: Anchored, style: str) -> str:
    """What a place is, for its control: a heading with its level, a point with its mark."""
    if style.startswith("Heading"):
        return f"Heading {style.removeprefix('Heading')}"
    if style.startswith("List"):
        return "Bullet" if style.startswith("ListBullet") else "Number"
    return place.kind.capitalize()


def _control(place: Anchored, style: str, key: str, content: str) -> str:
    """A content control without a frame (ECMA-376-1, 17.5.2; [MS-DOCX] 2.5.1.1).

    Inside the paragraph: around it, LibreOffice 7.4 loses words, emphasis and note marks.
    """
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_form(place, style)} · {key}"/>'
        f'<w:tag w:val="{escape(tag_of(place.id))}"/><w:id w:val="{int(key, 16) & 0x7FFFFFFF}"/>'
        '<w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


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
