"""What is new since the edition before to the box that lists it."""

from __future__ import annotations

from collections.abc import Set

from briefgen.compose.parts import NewEntry, NewSince
from briefgen.model import Block, Callout, Inlines, Link, Paragraph, Row, Table, Text

BOX = "new-since"


def news_box(news: NewSince | None, known: Set[str]) -> tuple[Block, ...]:
    """A word and what it is about, a row each; () for a first edition.

    A row leads to its section where the pack has it; `known` are the ids of its blocks.
    """
    if news is None:
        return ()
    rows = tuple(
        Row(id=f"{BOX}/{n}", cells=((Text(entry.word),), _what(entry, known)))
        for n, entry in enumerate(news.entries)
    )
    table = (Table(id=f"{BOX}/list", rows=rows),) if rows else ()
    words = (Text(news.remark),)
    # A remark alone is what the box says.
    said = Paragraph(id=f"{BOX}/remark", content=words, form="remark" if rows else "body")
    blocks = (*table, *((said,) if news.remark else ()))
    return (Callout(id=BOX, form="new-since", title=(Text(news.title),), blocks=blocks),)


def _what(entry: NewEntry, known: Set[str]) -> Inlines:
    words = (Text(entry.what),)
    return (Link(f"#{entry.target}", words),) if entry.target in known else words
