"""The shape in which a finished file is decoded: pieces of text, each with its place and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# Stretches of bytes that can be words, in Latin letters of one byte (or UTF-8), or of two.
_PRINTABLE = re.compile(rb"[\t\r\n\x20-\x7e\xa0-\xff]{10,}")
_WIDE = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){10,}|(?:[\x20-\x7e\xa0-\xff]\x00){10,}")

Kind = Literal["spoken", "unparted", "name", "structure"]


@dataclass(frozen=True, slots=True)
class Part:
    """Text out of a finished file.

    `where` says in words where it stood ("page 2", "XMP metadata"). `spoken`: a reader or a
    program may show it, with a form feed between two blocks; `unparted`: the same without a sign
    of where a block ends, so that neighbouring cells run together; `name`: an identifier made of
    words (bookmark, part name, link target); `structure`: what the format itself needs, down to
    the raw bytes of fonts.
    """

    where: str
    kind: Kind
    text: str


def loose_text(data: bytes) -> str:
    """Everything in bytes of any kind that can be words, a line for each stretch."""
    wide = (found.replace(b"\x00", b"") for found in _WIDE.findall(data))
    return b"\n".join((*_PRINTABLE.findall(data), *wide)).decode("latin-1")
