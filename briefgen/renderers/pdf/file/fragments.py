"""A strip to the piece of a page's content that draws it, with slots for what pages differ in.

What a strip looks like is the same on every page that shows it, but for how far down it stands and
how the pieces of marked content of the page are numbered. So its operators are written once, with
slots for those two, and placed on pages by filling these in.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from briefgen.renderers.pdf.boxes import Item, Numbers, Tag
from briefgen.renderers.pdf.fonts import Face


class Pen(NamedTuple):
    """The state of a content stream at a place: the tag that is open, whether a text object is, and
    font, colour, gap between words and weight as they were set last.
    """

    tag: Tag | None = None
    in_text: bool = False
    font: str = ""
    fill: str = ""
    gap: float = 0.0
    heavy: bool = False

    def closing(self) -> str:
        """The operators that end what is open."""
        return "\n".join((*["ET"] * self.in_text, *["EMC"] * (self.tag is not None)))


class Marked(NamedTuple):
    """A piece of marked content begins, of this tag."""

    tag: Tag


class Linked(NamedTuple):
    """A box of the last piece of a tag is a link: edges in points, down from the fragment's top."""

    tag: Tag
    target: str
    left: float
    right: float
    top: float
    bottom: float
    words: str


class Begun(NamedTuple):
    """These nodes of the structure exist from here on."""

    tags: tuple[Tag, ...]


class Bounded(NamedTuple):
    """What is drawn of a figure lies in this box, down from the fragment's top."""

    tag: Tag
    left: float
    right: float
    top: float
    bottom: float


class Noted(NamedTuple):
    """A place that becomes known while it is drawn: the mark that leads to a note."""

    target: str
    down: float


Event = Marked | Linked | Begun | Bounded | Noted
# Points down from the top, the number of a piece among the fragment's own, or a number of the pack
# by its target.
Slot = float | int | str


class Fragment(NamedTuple):
    """Operators with slots, what they mean for the structure in this order, the faces that they use
    with the characters that are not in every file, and the state that they leave behind. `asked`:
    targets that have to be there, or not to be there, in a document for this to be right.
    """

    text: str
    slots: tuple[Slot, ...]
    events: tuple[Event, ...]
    pieces: int
    faces: tuple[tuple[Face, frozenset[str]], ...]
    asked: tuple[tuple[str, bool], ...]
    pen: Pen

    def placed(self, top: float, first: int, numbers: Numbers) -> str:
        """The operators at a place: `top` in points from the lower edge of the page, `first` the
        number of the page's next piece.
        """
        return self.text % tuple(
            [
                top - slot
                if isinstance(slot, float)
                else first + slot
                if isinstance(slot, int)
                else digits_of(slot, numbers)
                for slot in self.slots
            ]
        )


def digits_of(slot: str, numbers: Numbers) -> str:
    """What a pack shows in a slot: its own number, or that of the target."""
    return numbers.get(slot) or slot.rpartition("-")[2]


def own_target(target: str, numbers: Numbers) -> str:
    """A target with the pack's own number; one that is no slot as it is."""
    digits = numbers.get(target)
    return target if digits is None else f"{target.rpartition('-')[0]}-{digits}"


def own_anchor(name: str, numbers: Numbers) -> str:
    """The name of a note's anchor with the pack's own number; any other as it is."""
    mark = f"#mark-{name[5:]}" if name.startswith("note-") else ""
    return f"note-{numbers[mark]}" if mark in numbers else name


# In the place of a tag that ends where a strip begins: whichever it is, the operators are the same.
_OTHER: Final = Tag("Artifact", None)
_MOST_PENS: Final = 8  # states before a strip for which its fragment is kept
_MOST_SHARED: Final = 20_000  # strips


class KeptFragments:
    """The fragments of one strip by the state before it, for all pages and packs that show it."""

    __slots__ = ("_first", "_known")

    def __init__(self) -> None:
        self._first: Tag | None = None
        self._known: dict[Pen, Fragment] = {}

    def get(self, pen: Pen) -> Fragment | None:
        """The fragment after this state, if it is known."""
        return self._known.get(self._key(pen))

    def keep(self, pen: Pen, fragment: Fragment, first: Tag | None) -> None:
        """Keeps a fragment after this state; `first` is the tag that it begins with. Where a link
        leads nowhere that is another one, by which those kept before would be found wrongly.
        """
        if first is not self._first or len(self._known) >= _MOST_PENS:
            self._known.clear()
        self._first = first
        self._known[self._key(pen)] = fragment

    def _key(self, pen: Pen) -> Pen:
        ends = pen.tag is not None and pen.tag is not self._first
        return pen._replace(tag=_OTHER) if ends else pen


class SharedFragments:
    """The fragments of what the packs of a run share, by the identity of a strip's items, which are
    kept with them: as they are read, and as they are repeated.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[tuple[Item, ...], KeptFragments, KeptFragments]] = {}

    def share(self, items: tuple[Item, ...]) -> None:
        """Has the fragments of these items kept from now on."""
        if id(items) not in self._kept:
            if len(self._kept) >= _MOST_SHARED:
                self._kept.clear()
            self._kept[id(items)] = items, KeptFragments(), KeptFragments()

    def of(self, items: tuple[Item, ...], *, repeated: bool) -> KeptFragments | None:
        """What is kept of these items, None if they are not shared."""
        found = self._kept.get(id(items))
        if found is None:
            return None
        return found[2] if repeated else found[1]
