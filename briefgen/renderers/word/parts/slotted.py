"""XML with places that each memo fills with words of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from briefgen.ooxml import Element

# Text, the name of a place, text, the name of a place, ... text.
Slotted = tuple[str, ...]

_TARGET: Final = "briefgen"
_PLACE: Final = re.compile(rf"<\?{_TARGET} (\w+)\?>")


def place(name: str) -> etree._ProcessingInstruction:
    """A place in a tree; `slotted` finds it again."""
    return etree.ProcessingInstruction(_TARGET, name)


def slotted(root: Element) -> Slotted:
    """A tree as text with its places."""
    return tuple(_PLACE.split(etree.tostring(root, encoding="unicode")))


def parted(text: Slotted, name: str) -> tuple[Slotted, Slotted]:
    """What stands before and after a place that is there."""
    at = text.index(name, 1)
    while at % 2 == 0:  # the same word in the text
        at = text.index(name, at + 1)
    return text[:at], text[at + 1 :]


def fill_places(text: Slotted, values: Mapping[str, str]) -> str:
    """The text with XML in its places; a place without a value stays empty."""
    return "".join(values.get(piece, "") if n % 2 else piece for n, piece in enumerate(text))
