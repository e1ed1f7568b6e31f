"""Text that flows through two columns of a page: sections of their own before and after."""

from __future__ import annotations

import re

from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.look.measures import mm, number
from briefgen.renderers.word.markup import paragraph

_REFERENCES = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")
_CONTINUOUS = '<w:type w:val="continuous"/>'


def in_two_columns(draft: Draft, xml: str) -> str:
    """Paragraphs and tables in a section of two columns (ECMA-376-1, 17.6.4); the section before
    ends with a paragraph of its own. Not for a letterhead, whose sections are the house's own.
    """
    space = mm(number(draft.style, "column_gap_mm"))
    columns = f'<w:cols w:num="2" w:space="{space}"/></w:sectPr>'
    flowing = continuous(_REFERENCES.sub("", draft.section)).replace("</w:sectPr>", columns)
    before = draft.section if not draft.flows else continuous(draft.section)
    draft.flows = True
    end = paragraph("BGGap", "", flowing)
    return paragraph("BGGap", "", f"<w:keepNext/>{before}") + xml + end + paragraph("BGGap", "")


def continuous(section: str) -> str:
    """A section that goes on on the same page."""
    return section.replace("<w:pgSz", f"{_CONTINUOUS}<w:pgSz", 1)


def column_width(draft: Draft, width: int) -> int:
    """Twips of one of two columns in this width."""
    return (width - mm(number(draft.style, "column_gap_mm"))) // 2
