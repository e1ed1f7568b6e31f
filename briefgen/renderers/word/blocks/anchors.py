"""Paragraphs that show a block: the one place where a block's id becomes marks in the file.

A place that people may change bears a content control, a hidden bookmark around its words, and
has its words in a custom XML part. No one of them survives every editor; together they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, repeat

from briefgen.anchored import BOOKMARK, KEY_DIGITS, NAMESPACE, Anchored, Trail, key_of, tag_of
from briefgen.inline_text import readdress
from briefgen.renderers.word.blocks.changed import WORD_STYLE
from briefgen.renderers.word.blocks.inlines import block_bookmark
from briefgen.renderers.word.blocks.remarks import commented
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.markup import XML, escape, paragraph
from briefgen.renderers.word.tracked import gone_paragraphs, inserted, is_new, new_paragraph
from briefgen.tree import plain_text

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
    return paragraph(style, before + (_control(place, key, inner) if inner else ""), properties)


def _control(place: Anchored, key: str, content: str) -> str:
    """A content control without a frame (ECMA-376-1, 17.5.2; [MS-DOCX] 2.5.1.1).

    Inside the paragraph: around it, LibreOffice 7.4 loses words, emphasis and note marks.
    """
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{place.kind.capitalize()} · {key}"/>'
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


# --- the part with the words as they were written -------------------------------------------------


def store_xml(draft: Draft, body: str, around: Iterable[str] = ()) -> bytes:
    """`customXml/item*.xml`: each place with its words, and the words of all that has none; last
    those of headers and footers.
    """
    trail = draft.trail or Trail()
    about = "".join(
        f' {name}="{escape(value)}"'
        for name, value in (
            ("series", trail.series),
            ("audience", trail.audience),
            ("edition", trail.edition),
            ("banner", trail.banner),
            ("drawings", str(body.count("<w:drawing>"))),
        )
    )
    blocks = "".join(
        _block(_as_written(draft, place), trail)
        for id, place in draft.anchored.items()
        if id in draft.anchors
    )
    gone = "".join(
        f'<gone id="{escape(id)}"><base>{escape(base)}</base></gone>'
        for id, base in trail.deleted.items()
    )
    fixed = "".join(f"<fixed{about}>{words}</fixed>" for about, words in _fixed(body))
    drawn = "".join(f"<drawn>{words}</drawn>" for words in _drawn(body))
    notes = "".join(
        f'<note block="{escape(block)}">{escape(plain_text(note.text))}</note>'
        for (note, _), block in zip(
            draft.footnotes, chain(draft.note_blocks, repeat("")), strict=False
        )
    )
    said = "".join(f"<said>{escape(c.text)}</said>" for c in draft.comments if not c.conflict)
    links = "".join(
        f'<link name="{block_bookmark(draft, block)}" block="{escape(block)}"/>'
        for block in sorted(draft.wanted & draft.seen)
    )
    pages = "".join(f"<around>{escape(words)}</around>" for words in around)
    inner = f"{blocks}{gone}{fixed}{drawn}{notes}{said}{pages}{links}"
    return f'{XML}<memo xmlns="{NAMESPACE}" version="1"{about}>{inner}</memo>'.encode()


def _as_written(draft: Draft, place: Anchored) -> Anchored:
    """The place with its links as they stand in the file, so that they are read as no edit."""
    text = place.text
    if "](" in text:
        for target, address in draft.readdressed.items():
            text = readdress(text, target, address)
    return place if text == place.text else replace(place, text=text)


def _block(place: Anchored, trail: Trail) -> str:
    row = f' row="{escape(place.row)}"' if place.row else ""
    row += f' lead="{escape(place.lead)}"' if place.lead else ""
    by = ' people="true"' if place.id in trail.people else ""
    conflict = any(c.conflict and c.place == place.id for c in trail.comments)
    open_ = ' conflict="true"' if conflict else ""
    base = f"<base>{escape(trail.bases[place.id])}</base>" if place.id in trail.bases else ""
    return (
        f'<block id="{escape(place.id)}" kind="{place.kind}"{row}{by}{open_}>'
        f"<words>{escape(place.text)}</words>{base}</block>"
    )


def _fixed(body: str) -> Iterator[tuple[str, str]]:
    """The words, as XML, of all paragraphs that are no anchored place, in order; before them where
    they stand: in the contents, or the key of the place that they follow.
    """
    if "<w:drawing>" in body:
        body = _DRAWING.sub("", body)
    if WORD_STYLE in body:
        body = _CHANGE_WORD.sub("", body)
    after = ""
    for piece in body.split("</w:p>"):
        if (mark := piece.rfind(BOOKMARK)) >= 0:
            after = f' after="{piece[mark + len(BOOKMARK) : mark + len(BOOKMARK) + KEY_DIGITS]}"'
            continue
        start = piece.find("<w:p>")
        if start < 0:
            continue
        pieces = (
            piece.partition(">")[2] if piece.startswith("<w:t") and piece != "<w:tab/>" else " "
            for piece in _WORDS.findall(piece, start)
        )
        if words := " ".join("".join(pieces).split()):
            style = _CONTENTS_STYLE.match(piece, start)
            yield (f' in="{_CONTENTS[style.group(1)]}"' if style else after), words


def _drawn(body: str) -> Iterator[str]:
    """The words, as XML, of each drawing and of what is said of changes, each once."""
    found = []
    if "<w:drawing>" in body:
        found += _DRAWING.findall(body)
    if WORD_STYLE in body:
        found += _CHANGE_WORD.findall(body)
    said = (" ".join(t.partition(">")[2] for t in _WORDS.findall(piece)) for piece in found)
    yield from (words for words in dict.fromkeys(" ".join(one.split()) for one in said) if words)


def store_properties(data: bytes) -> bytes:
    """`customXml/itemProps*.xml`: the store's own id, made from what is in it."""
    key = key_of(data.decode()) * 4
    guid = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:32]}".upper()
    return (
        f'{XML}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{guid}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
