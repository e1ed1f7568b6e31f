"""A pack to the words that go into the places of a letterhead."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model import Document, Head
from briefgen.renderers.word.markup import escape
from briefgen.renderers.word.parts.furniture import marking_xml
from briefgen.style import Style
from briefgen.tree import plain_text


def place_words(document: Document) -> Mapping[str, str]:
    """What a letterhead may show of a pack, by the name of the place; "" for what it lacks."""
    furniture = document.furniture
    head = next((block for block in document.blocks if isinstance(block, Head)), None)
    return {
        "title": plain_text(document.title),
        "subtitle": plain_text(head.subtitle) if head else "",
        "audience": document.id,
        "to": ", ".join(document.readers),
        "from": document.author,
        "date": furniture.date if furniture else "",
        "series": furniture.series if furniture else "",
        "kind": furniture.kind if furniture else "",
        "marking": furniture.banner if furniture else "",
    }


def place_xml(words: Mapping[str, str], style: Style) -> dict[str, str]:
    """The same as XML; the marking as the ladder has it."""
    return {name: escape(text) for name, text in words.items()} | {
        "marking": marking_xml(style, words["marking"])
    }
