"""What is written of structure elements of a PDF to their roles, pages and kids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_START: Final = b"<< /Type /StructElem "
# A kid on another page or an annotation, in the names that it needs and no others.
_OTHER_KID: Final = rb"<<(?:[\dR ]++|/(?:Type|MCR|OBJR|Pg|Obj|MCID)(?=[ >]))*+>>"
# An element without strings, as most are, in the order that most writers keep.
_ELEMENT: Final = re.compile(
    rb"(<< /Type /StructElem /S /(\w+) /P (\d+ 0 R)(?: /A (<< [\w/ ]*>>))?(?: /Pg (\d+ 0 R))?"
    rb"(?: /K (?:(\d+|\d+ 0 R)|\[((?:[\dR ]++|" + _OTHER_KID + rb")*)\]))? >>\n?)"
)
_KID: Final = re.compile(rb"<<[^>]*>>|\d++ \d++ R\b|\d+")


class Element(NamedTuple):
    """A structure element: `parent` and `page` are references, the page b"" where it has none.

    `one` is its only kid, or `several` are its kids as they are written.
    """

    written: bytes
    role: bytes
    parent: bytes = b""
    attributes: bytes = b""
    page: bytes = b""
    one: bytes = b""
    several: bytes = b""

    @property
    def kids(self) -> list[bytes]:
        """Numbers of marked content, references, and dictionaries as they are written."""
        return [self.one] if self.one else _KID.findall(self.several)


def read_elements(texts: Sequence[bytes]) -> list[Element | None]:
    """The elements that are written here, None for anything else and for one with strings."""
    likely = [text for text in texts if text.startswith(_START) and b"(" not in text]
    found = list(map(Element._make, _ELEMENT.findall(b"".join(likely))))
    if [one.written for one in found] != likely:  # some are written in another way
        matches = (_ELEMENT.fullmatch(text) for text in likely)
        found = [Element._make(match.groups(b"")) for match in matches if match]
    return list(map({one.written: one for one in found}.get, texts))


def names_in(elements: frozenset[tuple[bytes, bytes]]) -> bytes:
    """The names that elements of these roles and attributes are written with."""
    parts = (b"/Type /StructElem /S /P /A /Pg /K /MCR /MCID /OBJR /Obj", *(
        b"/%s %s" % element for element in sorted(elements)
    ))  # fmt: skip
    return b" ".join(parts)
