"""A page to the words that it bears beside its text, where a marking may stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefgen.model import Aside
from briefgen.reading.formats.html.tree import Element, all_text, is_hidden, line_of, tag_of
from briefgen.reading.formats.words import squeeze


def find_asides(root: Element) -> tuple[Aside, ...]:
    """Title, `<meta>`, comments, words for pictures, and what a browser does not show."""
    found = (
        Aside(text=squeeze(text).strip(), line=max(line_of(element), 1))
        for element in root.iter()
        for text in _beside(element)
    )
    return tuple(dict.fromkeys(aside for aside in found if aside.text))


def _beside(element: Element) -> Iterator[str]:
    if isinstance(element, etree._Comment):
        yield element.text or ""
        return
    tag = tag_of(element)
    if tag == "title" or (tag and tag not in ("html", "body") and is_hidden(element)):
        yield "".join(all_text(element))
    elif tag == "meta":
        yield element.get("content") or ""
        yield f"{element.get('name') or ''}: {element.get('content') or ''}"
    elif tag in ("img", "area", "input"):
        yield element.get("alt") or ""
