"""What changed since the edition before as Word's own tracked changes, by the author `briefgen`.

Deleted words are those that the edition before showed; everything else is the memo as it is.
"""

from __future__ import annotations

import re

from briefgen.anchored import AUTHOR
from briefgen.model import Inlines
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.markup import PLAIN, RunFormat, paragraph
from briefgen.renderers.word.revisions import Piece

_FIRST_ID = 900_000  # above the numbers of bookmarks, which are counted by themselves
_NARROW = '<w:ind w:right="0"/>'  # in a cell: no white at the right
_RUNS = re.compile(r"(?:<w:r>.*?</w:r>)+", re.DOTALL)


def content_xml(draft: Draft, block: str, content: Inlines, form: RunFormat = PLAIN) -> str:
    """The runs of a block's content, with what was put in and taken out of it."""
    tracking = draft.tracking
    if tracking is None or block not in tracking.pieces:
        return inlines_xml(draft, content, form)
    return "".join(_piece(draft, piece, form) for piece in tracking.pieces[block])


def _piece(draft: Draft, piece: Piece, form: RunFormat) -> str:
    xml = inlines_xml(draft, piece.content, form)
    match piece.kind:
        case "inserted":
            return inserted(draft, xml)
        case "deleted":
            return _deleted(draft, xml)
        case _:
            return xml


def inserted(draft: Draft, xml: str) -> str:
    """Runs as an insertion (ECMA-376-1, 17.13.5.18); a link stands around it, never inside."""
    return _RUNS.sub(lambda runs: f"<w:ins {_by(draft)}>{runs.group()}</w:ins>", xml)


def _deleted(draft: Draft, xml: str) -> str:
    """Runs as a deletion (17.13.5.14), whose words are `w:delText`."""
    gone = xml.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return _RUNS.sub(lambda runs: f"<w:del {_by(draft)}>{runs.group()}</w:del>", gone)


def new_paragraph(draft: Draft, properties: str) -> str:
    """The properties of a paragraph whose own mark was put in (17.13.5.20)."""
    return f"{properties}<w:rPr><w:ins {_by(draft)}/></w:rPr>"


def gone_paragraphs(draft: Draft, block: str, properties: str) -> str:
    """What stood after a block in the edition before and does no more: deleted paragraphs, as wide
    as the one before them, whose properties are given.
    """
    if draft.tracking is None:
        return ""
    width = _NARROW if _NARROW in properties else ""
    return "".join(
        paragraph(
            "BodyText",
            _deleted(draft, words_xml(draft, words)),
            f"{width}<w:rPr><w:del {_by(draft)}/></w:rPr>",
        )
        for words in draft.tracking.gone.get(block, ())
    )


def is_new(draft: Draft, block: str) -> bool:
    return draft.tracking is not None and block in draft.tracking.whole


def _by(draft: Draft) -> str:
    """Number, author and date of a revision."""
    draft.revisions += 1
    date = draft.tracking.date if draft.tracking else ""
    when = f' w:date="{date}T00:00:00Z"' if date else ""
    return f'w:id="{_FIRST_ID + draft.revisions}" w:author="{AUTHOR}"{when}'
