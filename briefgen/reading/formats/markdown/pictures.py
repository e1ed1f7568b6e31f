"""The pictures of a Markdown file, however they are written, and the words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.token import Token

from briefgen.reading.formats.pieces import Unread
from briefgen.reading.formats.words import inlines
from briefgen.tree import plain_text

_IMAGE: Final = re.compile(r"<(?:img|video|iframe|object|embed)\b[^<>]*>", re.IGNORECASE)
_SAID: Final = re.compile(r"\b(?:alt|title)\s*=\s*([\"'])(?P<words>.+?)\1", re.IGNORECASE)


def find_pictures(tokens: Sequence[Token]) -> Iterator[Unread]:
    """Every picture, written as Markdown or HTML, with the line that its paragraph starts on."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        for inner in _inside(token):
            if inner.type == "image":
                yield Unread(words=plain_text(inlines(inner.content)), at=line)
            elif inner.type in ("html_block", "html_inline"):
                for tag in _IMAGE.findall(inner.content):
                    said = _SAID.search(tag)
                    yield Unread(words=said.group("words").strip() if said else "", at=line)


def _inside(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children or ():
        yield from _inside(child)
