"""Words and shapes to operators of a content stream, with slots for what pages differ in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    NO_NUMBERS,
    Box,
    Dot,
    Numbers,
    Path,
    Segment,
    Tag,
    is_slot,
)
from briefgen.renderers.pdf.file.encoding import NONE, FaceCodes, special_in
from briefgen.renderers.pdf.file.fragments import (
    Event,
    Fragment,
    Marked,
    Pen,
    Slot,
    digits_of,
)
from briefgen.renderers.pdf.file.ink import Ink
from briefgen.renderers.pdf.fonts import Face

# Control points of a quarter circle's curve lie at this share of the radius.
_ROUND: Final = 0.5523
_OUTLINE_EM: Final = 0.026  # of a face that is made heavier


class Scribe:
    """Writes the operators of one fragment. Lengths down are from a place that is itself `down`
    from the fragment's top. What an operator means for the structure `happen`s, or is recorded with
    slots for the pack's own `numbers`.
    """

    def __init__(self, ink: Ink, pen: Pen, happen: Callable[[Event], None] | None = None) -> None:
        self._ink = ink
        self.down = 0.0
        self.numbers: Numbers = NO_NUMBERS
        events: list[Event] = []
        self._events = events
        self.happen = happen or events.append
        self._records = happen is None
        self._out: list[str] = []
        self._slots: list[Slot] = []
        self._tag, self._in_text, self._font, self._fill, self._gap, self._heavy = pen
        self._face: Face | None = None
        self._size = 0.0
        self._codes: FaceCodes
        self._plain = ""
        self._faces: dict[Face, frozenset[str]] = {}
        self._pieces = 0
        self.asked: list[tuple[str, bool]] = []
        self.first: Tag | None = None  # that is entered
        self.portable = True  # means the same in every document

    def fragment(self) -> Fragment:
        """What was written."""
        return Fragment(
            text="\n".join(self._out),
            slots=tuple(self._slots),
            events=tuple(self._events),
            pieces=self._pieces,
            faces=tuple(self._faces.items()),
            asked=tuple(self.asked),
            pen=Pen(self._tag, self._in_text, self._font, self._fill, self._gap, self._heavy),
        )

    def _add(self, text: str, *downs: float) -> None:
        """An operator with slots for these lengths down."""
        self._out.append(text)
        self._slots += [self.down + down for down in downs]

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
        self._out.append(f"/{tag.role} <</MCID %d>> BDC")
        self._slots.append(self._pieces)
        self._pieces += 1
        self.happen(Marked(tag))

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
        _, words, _, face, size, rise, colour, _, target = segment
        if tag is not self._tag or self.first is None:
            self.enter(tag)
        out = self._out
        if not self._in_text:
            self._in_text = True
            out.append("BT")
        if colour != self._fill:
            self._paint(colour)
        if gap != self._gap:
            self._gap = gap
            out.append(f"{gap:.4f} Tw")
        if face.heavy or self._heavy:
            self._set_weight(segment)
        if face is not self._face or size != self._size:
            self._choose(face, size)
        if not (words.isascii() and words.isprintable()):
            self._note_special(face, words)
        self._slots.append(self.down + down - rise)
        shown = self._codes.plain(words)
        if not shown or (target and is_slot(segment)):
            self._show_parts(segment, x)
            return
        if self._plain != self._font:
            self._font = self._plain
            out.append(self._plain)
        out.append(f"1 0 0 1 {x:.2f} %.2f Tm {shown.replace('%', '%%')}")

    def _choose(self, face: Face, size: float) -> None:
        """What follows is in a face and a size."""
        self._face, self._size = face, size
        self._codes = self._ink.codes(face)
        self._plain = self._codes.font(0, size)
        self._faces.setdefault(face, NONE)

    def _show_parts(self, segment: Segment, x: float) -> None:
        """Words in more than one font of a face, whose codes are a document's own, or a number."""
        place = f"1 0 0 1 {x:.2f} %.2f Tm "
        for subset, encoded in self._codes.parts(segment.text):
            font = self._codes.font(subset, self._size)
            if subset:
                self.portable = False
            if font != self._font:
                self._font = font
                self._out.append(font)
            shown = encoded.replace("%", "%%")
            if is_slot(segment):
                shown = self._with_number(shown, segment.target)
            self._out.append(place + shown)
            place = ""

    def _with_number(self, shown: str, target: str) -> str:
        """A number as it is encoded, the pack's own in its place or a slot for it."""
        digits = target.rpartition("-")[2]
        if self._records and shown.count(digits) == 1:
            self._slots.append(target)
            return shown.replace(digits, "%s")
        self.portable = False
        return shown.replace(digits, digits_of(target, self.numbers))

    def _note_special(self, face: Face, words: str) -> None:
        if special := special_in(words):
            self._codes.use(special)
            self._faces[face] |= special

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
        low = down + box.height
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
            self._add(f"{x + dx:.2f} %.2f {'l' if place else 'm'}", down + dy)
        self._add("S")

    def dot(self, dot: Dot, x: float, down: float) -> None:
        """A filled circle around a place."""
        self._begin_shape()
        self._paint(dot.colour)
        r, k = dot.radius, dot.radius * _ROUND
        self._add(f"{x + r:.2f} %.2f m", down)
        for curve in (
            ((r, k), (k, r), (0, r)),
            ((-k, r), (-r, k), (-r, 0)),
            ((-r, -k), (-k, -r), (0, -r)),
            ((k, -r), (r, -k), (r, 0)),
        ):
            points = " ".join(f"{x + dx:.2f} %.2f" for dx, _ in curve)
            self._add(f"{points} c", *(down - dy for _, dy in curve))
        self._add("f")


def joined(texts: Sequence[str]) -> bytes:
    """A content stream of pieces written one behind the other."""
    return ("\n".join(filter(None, texts)) + "\n").encode("ascii")
