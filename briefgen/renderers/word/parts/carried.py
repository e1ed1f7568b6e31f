"""What a memo carries for the way back, as parts of its package: its words, and remarks on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.anchored import AUTHOR
from briefgen.ooxml import furniture_words, parse_part
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.markup import XML, W, escape, paragraph, text_run
from briefgen.renderers.word.parts.package import Added, Prepared, free_number
from briefgen.renderers.word.parts.properties import NO_DATE
from briefgen.renderers.word.parts.store import store_properties, store_xml
from briefgen.renderers.word.stretches import Stretch

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")


def carried_parts(
    draft: Draft,
    stretches: Sequence[Stretch],
    around: Iterable[bytes],
    prepared: Prepared,
    created: str,
) -> tuple[Added, ...]:
    """The store, and the remarks where there are any; nothing at all in a final file.

    `stretches` are what the main part is made of, `around` the headers and footers.
    """
    if draft.trail is None:
        return ()
    said = (words for part in around for words in furniture_words(parse_part(part)))
    data = store_xml(draft, stretches, dict.fromkeys(said))
    number = free_number(prepared)
    store = Added(
        name=f"customXml/item{number}.xml",
        kind="customXml",
        type="application/xml",
        data=data,
        beside=(
            "customXmlProps",
            f"itemProps{number}.xml",
            _PROPERTIES,
            store_properties(data),
        ),
    )
    if not draft.comments:
        return (store,)
    comments = Added(
        name="word/comments.xml",
        kind="comments",
        type=f"{_WML}.comments+xml",
        data=_comments_xml(draft, created),
    )
    return (store, comments)


def _comments_xml(draft: Draft, created: str) -> bytes:
    """`word/comments.xml` (ECMA-376-1, 17.13.4); a remark without a moment bears the edition's."""
    own = f"{created[:10] or NO_DATE}T00:00:00Z"
    inner = ""
    for identity, comment in enumerate(draft.comments):
        who = comment.who or AUTHOR
        initials = "".join(word[0] for word in who.split())[:3]
        lines = comment.text.split("\n")
        when = comment.when if _MOMENT.fullmatch(comment.when) else own
        inner += (
            f'<w:comment w:id="{identity}" w:author="{escape(who)}" w:date="{escape(when)}" '
            f'w:initials="{escape(initials)}">'
            f"{''.join(paragraph('CommentText', text_run(line)) for line in lines)}</w:comment>"
        )
    return f'{XML}<w:comments xmlns:w="{W}">{inner}</w:comments>'.encode()
