"""What strips come to in a document, objects and pages, written once with slots for its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

from briefgen.renderers.pdf.boxes import Numbers
from briefgen.renderers.pdf.file.fragments import digits_of
from briefgen.renderers.pdf.file.objects import ObjectTable
from briefgen.renderers.pdf.file.packing import Packer
from briefgen.renderers.pdf.fonts import Face

# In the place of a number that documents differ in; neither sign stands in an object's text.
_SYMBOL: Final = re.compile("\x01([a-z])([0-9]+)\x02")
_NUMBER: Final = re.compile("\x03([^\x04]*)\x04")


class Slotted(NamedTuple):
    """Lines with slots for whole numbers; `places` says which of the numbers given each takes."""

    text: str
    places: tuple[int, ...]

    def filled(self, numbers: Sequence[int]) -> list[str]:
        """The lines with these numbers."""
        if len(self.places) < 2:
            text = self.text % tuple(numbers[place] for place in self.places)
        else:
            text = self.text % itemgetter(*self.places)(numbers)
        return text.split("\n") if text else []


class PatchLink(NamedTuple):
    """A link annotation: the place of its object, its page and its entry in the parent tree among
    those of the patch; its edges from the left and up from the lower edge of the page.
    """

    place: int
    page: int
    entry: int
    target: str
    words: str
    box: tuple[float, float, float, float]


class PatchPage(NamedTuple):
    """A page: its content in pieces with the targets of the numbers between them, the places of its
    own streams, the last of which is this content, and its entry in the parent tree.
    """

    pieces: tuple[str, ...]
    slots: tuple[str, ...]
    streams: tuple[int, ...]
    entry: int

    def content(self, numbers: Numbers) -> bytes:
        """The content with a pack's own numbers."""
        between = (digits_of(slot, numbers) for slot in self.slots)
        parts = chain.from_iterable(zip(self.pieces, chain(between, ("",)), strict=True))
        return "".join(parts).encode("ascii")


class Patch(NamedTuple):
    """Objects of a document that follow each other, one a line in `objects`, those that are written
    for each document blank; `entries` of the parent tree. The numbers for their slots are those of
    the objects, of the pages, of what the patch hangs into, whose new kids are `kids`, and, where
    it is a part of a page, of its pieces of marked content, which `owners` have. `marks` are
    targets of notes with the page and the height of their mark, `asked` targets that have to be
    there, or not to be there, for the patch to be right.
    """

    size: int
    objects: Slotted
    entries: Slotted
    kids: tuple[int, ...]
    links: tuple[PatchLink, ...]
    marks: tuple[tuple[str, int, float], ...]
    pages: tuple[PatchPage, ...]
    owners: tuple[int, ...]
    faces: tuple[tuple[Face, frozenset[str]], ...]
    asked: tuple[tuple[str, bool], ...]
    furnished: bool


class Symbols(ObjectTable):
    """Numbers of objects as signs that a patch has slots for."""

    def __init__(self) -> None:
        super().__init__(Packer())

    def reference(self, number: int) -> str:
        """The reference of an object of the patch, or of what it hangs into."""
        return f"\x01o{number}\x02"


def page_symbol(page: int) -> str:
    """The reference of a page of the patch."""
    return f"\x01p{page}\x02"


def piece_symbol(piece: int) -> str:
    """The number of a piece of marked content of a part of a page."""
    return f"\x01m{piece}\x02"


def number_mark(target: str) -> str:
    """A number of the pack in a page's content."""
    return f"\x03{target}\x04"


def parted(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A page's content in pieces, and the targets of the numbers between them."""
    found = _NUMBER.split(text)
    return tuple(found[::2]), tuple(found[1::2])


def slotted(lines: Iterable[str], base: int, size: int, pages: int) -> Slotted:
    """Lines with signs to lines with slots for the numbers of `size` objects, the first of which
    follows `base`, of the pages, of what comes before, and of pieces of marked content.
    """
    parts = _SYMBOL.split("\n".join(lines))
    text, places = [parts[0].replace("%", "%%")], []
    for kind, digits, following in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        number = int(digits)
        if kind == "m":
            places.append(size + pages + 1 + number)
        elif kind == "p":
            places.append(size + number)
        elif number > base:
            places.append(number - 1 - base)
        else:
            places.append(size + pages)
        text += ("%d" if kind == "m" else "%d 0 R", following.replace("%", "%%"))
    return Slotted("".join(text), tuple(places))
