"""A strip to the piece of a page's content that draws it, with slots for what pages differ in.

What a strip looks like is the same on every page that shows it, but for how far down it stands and
how the pieces of marked content of the page are numbered. So its operators are written once, with
slots for those two, and placed on pages by filling these in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from briefgen.renderers.pdf.boxes import ARTIFACT, Box, Dot, Item, Path, Segment, Tag
from briefgen.renderers.pdf.file.ink import Ink
from briefgen.renderers.pdf.fonts import Face
from briefgen.slotted import dataclass

# Control points of a quarter circle's curve lie at this share of the radius.
_ROUND: Final = 0.5523
_OUTLINE_EM: Final = 0.026  # of a face that is made heavier


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
    """A place that becomes known while it is drawn: the mark of a note."""

    name: str
    down: float


Event = Marked | Linked | Begun | Bounded | Noted
Slot = float | int  # points down from the top, or the number of a piece among the fragment's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Operators with slots, what they mean for the structure in this order, the faces that they use
    with the characters that are not in every file, and the state that they leave behind. `asked`:
    anchors that have to be there, or not to be there, in a document for this to be right.
    """

    text: str
    slots: tuple[Slot, ...]
    events: tuple[Event, ...]
    pieces: int
    faces: tuple[tuple[Face, frozenset[str]], ...]
    asked: tuple[tuple[str, bool], ...]
    pen: Pen

    def placed(self, top: float, first: int) -> str:
        """The operators at a place: `top` in points from the lower edge of the page, `first` the
        number of the page's next piece.
        """
        return self.text % tuple(
            [first + slot if slot.__class__ is int else top - slot for slot in self.slots]
        )


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


class Scribe:
    """Writes the operators of one fragment; lengths down are from the fragment's top."""

    def __init__(self, ink: Ink, pen: Pen) -> None:
        self._ink = ink
        self._out: list[str] = []
        self._slots: list[Slot] = []
        self._tag, self._in_text, self._font, self._fill, self._gap, self._heavy = pen
        self._faces: dict[Face, frozenset[str]] = {}
        self._pieces = 0
        self.events: list[Event] = []
        self.asked: list[tuple[str, bool]] = []
        self.first: Tag | None = None  # that is entered
        self.portable = True  # means the same in every document

    def fragment(self) -> Fragment:
        """What was written."""
        return Fragment(
            text="\n".join(self._out),
            slots=tuple(self._slots),
            events=tuple(self.events),
            pieces=self._pieces,
            faces=tuple(self._faces.items()),
            asked=tuple(self.asked),
            pen=Pen(self._tag, self._in_text, self._font, self._fill, self._gap, self._heavy),
        )

    def _add(self, text: str, *slots: Slot) -> None:
        self._out.append(text)
        self._slots += slots

    # --- marked content ---------------------------------------------------------------------------

    def enter(self, tag: Tag) -> None:
        """What follows belongs to this tag, until another is entered."""
        if self.first is None:
            self.first = tag
        if tag is self._tag:
            return
        self.leave()
        self._tag = tag
        if tag.role == "Artifact":
            kinds = " ".join(f"/{name} /{value}" for name, value in tag.attributes)
            self._add(f"/Artifact <<{kinds}>> BDC" if kinds else "/Artifact BMC")
            return
        self._add(f"/{tag.role} <</MCID %d>> BDC", self._pieces)
        self._pieces += 1
        self.events.append(Marked(tag))

    def leave(self) -> None:
        """Ends the marked content that is open."""
        if self._in_text:
            self._in_text = False
            self._add("ET")
        if self._tag is not None:
            self._tag = None
            self._add("EMC")

    # --- words ------------------------------------------------------------------------------------

    def text(self, segment: Segment, x: float, down: float, gap: float, tag: Tag) -> None:
        """Words of one line at a place; `gap` is added to each blank."""
        self.enter(tag)
        out, codes = self._out, self._ink.codes(segment.face)
        if not self._in_text:
            self._in_text = True
            out.append("BT")
        self._paint(segment.colour)
        if gap != self._gap:
            self._gap = gap
            out.append(f"{gap:.4f} Tw")
        if segment.face.heavy or self._heavy:
            self._set_weight(segment)
        parts, special = codes.encode(segment.text)
        self._note_face(segment.face, special)
        place = f"1 0 0 1 {x:.2f} %.2f Tm "
        self._slots.append(float(down - segment.rise))
        for subset, encoded in parts:
            font = codes.font(subset, segment.size)
            if subset:
                self.portable = False
            if font != self._font:
                self._font = font
                out.append(font)
            out.append(place + encoded.replace("%", "%%"))
            place = ""

    def _note_face(self, face: Face, special: frozenset[str]) -> None:
        known = self._faces.setdefault(face, special)
        if special and known is not special:
            self._faces[face] = special | known

    def _set_weight(self, segment: Segment) -> None:
        """Glyphs filled, or filled and outlined in their colour (ISO 32000-1, 9.3.6)."""
        self._heavy = segment.face.heavy
        if self._heavy:
            self._add(f"{self._ink.rgb(segment.colour)} RG {segment.size * _OUTLINE_EM:.3f} w 2 Tr")
        else:
            self._add("0 Tr")

    # --- shapes -----------------------------------------------------------------------------------

    def _begin_shape(self) -> None:
        if self._tag is None:
            self.enter(ARTIFACT)
        if self._in_text:
            self._in_text = False
            self._add("ET")

    def _paint(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._add(f"{self._ink.rgb(colour)} rg")

    def box(self, box: Box, x: float, down: float) -> None:
        """A filled or stroked rectangle with its upper left corner at a place."""
        self._begin_shape()
        low = float(down + box.height)
        if box.border:
            half = box.border / 2
            self._add(f"{self._ink.rgb(box.colour)} RG {box.border:g} w")
            width, height = box.width - box.border, box.height - box.border
            self._add(f"{x + half:.2f} %.2f {width:.2f} {height:.2f} re S", low - half)
            return
        self._paint(box.colour)
        self._add(f"{x:.2f} %.2f {box.width:.2f} {box.height:.2f} re f", low)

    def path(self, path: Path, x: float, down: float) -> None:
        """A polyline; its points are right and down of a place."""
        self._begin_shape()
        self._add(f"{self._ink.rgb(path.colour)} RG {path.width:g} w")
        for place, (dx, dy) in enumerate(path.points):
            self._add(f"{x + dx:.2f} %.2f {'l' if place else 'm'}", float(down + dy))
        self._add("S")

    def dot(self, dot: Dot, x: float, down: float) -> None:
        """A filled circle around a place."""
        self._begin_shape()
        self._paint(dot.colour)
        r, k = dot.radius, dot.radius * _ROUND
        self._add(f"{x + r:.2f} %.2f m", float(down))
        for curve in (
            ((r, k), (k, r), (0, r)),
            ((-k, r), (-r, k), (-r, 0)),
            ((-r, -k), (-k, -r), (0, -r)),
            ((k, -r), (r, -k), (r, 0)),
        ):
            points = " ".join(f"{x + dx:.2f} %.2f" for dx, _ in curve)
            self._add(f"{points} c", *(float(down - dy) for _, dy in curve))
        self._add("f")


def joined(texts: Sequence[str]) -> bytes:
    """A content stream of pieces written one behind the other."""
    return ("\n".join(filter(None, texts)) + "\n").encode("ascii")
