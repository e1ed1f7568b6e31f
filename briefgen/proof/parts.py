"""The shape in which a finished file is decoded: pieces of text, each with its place and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from typing import Literal

from briefgen.slotted import dataclass

# Stretches of bytes that can be words, in Latin letters of one byte (or UTF-8), or of two.
_PRINTABLE = re.compile(rb"[\t\r\n\x20-\x7e\xa0-\xff]++")
_SHORTEST = 10
_MAYBE_WIDE = re.compile(rb"\x00[\x20-\x7e\xa0-\xff]\x00[\x20-\x7e\xa0-\xff]\x00")
_WIDE = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){10,}|(?:[\x20-\x7e\xa0-\xff]\x00){10,}")

Kind = Literal["spoken", "name", "structure"]


@dataclass(frozen=True, slots=True)
class Part:
    """Text out of a finished file.

    `where` says in words where it stood ("page 2", "XMP metadata"); the same text elsewhere is
    equal, since it holds the same words. `spoken`: a reader or a program may show it, with a form
    feed between two blocks; `name`: an identifier made of words (bookmark, part name, link target);
    `structure`: what the format itself needs, down to the raw bytes of fonts.
    """

    where: str = field(compare=False)
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Parts that were read together, and bundles inside: a file, a page, a paragraph.

    Two are equal only if they are one: what is met again in another file is the same bundle.
    `where` stands before the places of all parts in it, which may be another page elsewhere.
    """

    parts: tuple[Part, ...] = ()
    inner: tuple[Bundle, ...] = ()
    where: str = ""

    def all_parts(self, within: str = "") -> Iterator[Part]:
        """The parts, and those of the bundles inside, each with its whole place."""
        place = within + self.where
        yield from (replace(part, where=place + part.where) for part in self.parts)
        for bundle in self.inner:
            yield from bundle.all_parts(place)


def loose_text(data: bytes) -> str:
    """Everything in bytes of any kind that can be words, a line for each stretch."""
    wide = _WIDE.findall(data) if _MAYBE_WIDE.search(data) else []
    plain = (found for found in _PRINTABLE.findall(data) if len(found) >= _SHORTEST)
    return b"\n".join((*plain, *(found.replace(b"\x00", b"") for found in wide))).decode("latin-1")
