"""Remarks on a memo's text to Word comments, kept clear of its first two footnotes."""

from __future__ import annotations

import re
from typing import Final

from briefgen.renderers.word.draft import Draft

_FIRST_RUN: Final = re.compile(
    r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[ >][^<]*</w:t></w:r>"
)
_REFERENCE: Final = re.compile(
    r'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference [^>]*/></w:r>'
)
_NOTE: Final = re.compile(r"<w:footnoteReference [^>]*/>(?:(?!</w:r>).)*</w:r>")


def commented(draft: Draft, block: str, inner: str) -> str:
    """The words of a block with the remarks on them (ECMA-376-1, 17.13.4), on the first run."""
    for comment in draft.trail.comments if draft.trail else ():
        if comment.place != block:
            continue
        identity = len(draft.comments)
        draft.comments.append(comment)
        run = _FIRST_RUN.match(inner)
        words = run.group() if run else ""
        inner = (
            f'<w:commentRangeStart w:id="{identity}"/>{words}<w:commentRangeEnd w:id="{identity}"/>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{identity}"/></w:r>{inner[len(words) :]}'
        )
    return inner


def clear_of_notes(draft: Draft, body: str) -> str:
    """The body with the references of remarks between its first two footnotes behind the second.

    Between them, LibreOffice 7.4 gives all footnotes but the first the words of the one before. The
    remark stays where its range stands, which need not end where the reference does.
    """
    if not draft.comments:
        return body
    marks = [mark.end() for _, mark in zip(range(2), _NOTE.finditer(body), strict=False)]
    if len(marks) < 2:
        return body
    first, second = marks
    between = body[first:second]
    moved = "".join(_REFERENCE.findall(between))
    return body[:first] + _REFERENCE.sub("", between) + moved + body[second:] if moved else body
