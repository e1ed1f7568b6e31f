"""What is written of a structure element of a PDF to its role, page and kids."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# An element without strings, as most are, in the order that most writers keep.
_ELEMENT: Final = re.compile(
    rb"<< /Type /StructElem /S /(\w+) /P (\d+ 0 R)(?: /A (<< [\w/ ]*>>))?(?: /Pg (\d+ 0 R))?"
    rb"(?: /K (?:(\d+|\d+ 0 R)|\[((?:[\dR ]++|<< [\w/ ]*>>)*)\]))? >>\n?"
)
_KID: Final = re.compile(rb"<<[^>]*>>|\d++ \d++ R\b|\d+")


class Element(NamedTuple):
    """A structure element: `parent` and `page` are references, the page b"" where it has none;
    `kids` are numbers of marked content, references, and dictionaries as they are written.
    """

    role: str
    parent: bytes
    page: bytes
    kids: tuple[bytes, ...]
    attributes: bytes = b""


def read_element(written: bytes) -> Element | None:
    """The element that is written here, None for anything else and for one with strings."""
    found = _ELEMENT.fullmatch(written)
    if found is None:
        return None
    role, parent, attributes, page, one, several = found.groups(b"")
    kids = (one,) if one else tuple(_KID.findall(several)) if several else ()
    return Element(role.decode(), parent, page, kids, attributes)


def names_in(elements: frozenset[tuple[str, bytes]]) -> bytes:
    """The names that elements of these roles and attributes are written with."""
    parts = (b"/Type /StructElem /S /P /A /Pg /K /MCR /MCID /OBJR /Obj", *(
        b"/%s %s" % (role.encode(), attributes) for role, attributes in sorted(elements)
    ))  # fmt: skip
    return b" ".join(parts)
