"""One page's content stream: text, shapes and which element of the structure each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportlab.pdfbase.ttfonts import TTFont

from briefgen.renderers.pdf.boxes import ARTIFACT, Box, Dot, Path, Segment, Tag
from briefgen.renderers.pdf.file.encoding import FaceCodes
from briefgen.renderers.pdf.file.tagging import Element, StructureTree
from briefgen.renderers.pdf.fonts import Face

# Control points of a quarter circle's curve lie at this share of the radius.
_ROUND = 0.5523
_OUTLINE_EM = 0.026  # of a face that is made heavier


class Ink:
    """What the pages of one document share: font codes by face and colour operators."""

    def __init__(self) -> None:
        self._codes: dict[TTFont, FaceCodes] = {}  # a face made heavier is the same font
        self._colours: dict[str, str] = {}

    def codes(self, face: Face) -> FaceCodes:
        known = self._codes.get(face.font)
        if known is None:
            known = self._codes[face.font] = FaceCodes(face, len(self._codes) + 1)
        return known

    def used(self) -> Iterable[FaceCodes]:
        """What was used of each face, in order of first use."""
        return self._codes.values()

    def rgb(self, colour: str) -> str:
        """`#rrggbb` as three operands."""
        known = self._colours.get(colour)
        if known is None:
            parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
            known = self._colours[colour] = " ".join(f"{part:.4g}" for part in parts)
        return known


class PageMarks:
    """The content of one page being written; coordinates are those of the page, y upwards."""

    def __init__(self, ink: Ink, tree: StructureTree, page: str) -> None:
        self._ink = ink
        self._tree = tree
        self._page = page
        self._out: list[str] = []
        self._open: Tag | None = None
        self._in_text = False
        self._font = ""
        self._fill = ""
        self._gap = 0.0
        self._heavy = False
        self.owners: list[Element] = []

    def text(self, segment: Segment, x: float, y: float, gap: float, tag: Tag) -> None:
        """Words of one line at a place; `gap` is added to each blank."""
        self.enter(tag)
        self._begin_text()
        out = self._out
        if segment.colour != self._fill:
            self._fill = segment.colour
            out.append(f"{self._ink.rgb(segment.colour)} rg")
        if gap != self._gap:
            self._gap = gap
            out.append(f"{gap:.4f} Tw")
        if segment.face.heavy or self._heavy:
            self._set_weight(segment)
        codes = self._ink.codes(segment.face)
        place = f"1 0 0 1 {x:.2f} {y + segment.rise:.2f} Tm "
        for subset, encoded in codes.encode(segment.text):
            font = codes.font(subset, segment.size)
            if font != self._font:
                self._font = font
                out.append(font)
            out.append(f"{place}{encoded}")
            place = ""

    def _set_weight(self, segment: Segment) -> None:
        """Glyphs filled, or filled and outlined in their colour (ISO 32000-1, 9.3.6)."""
        self._heavy = segment.face.heavy
        if self._heavy:
            width = f"{segment.size * _OUTLINE_EM:.3f} w"
            self._out.append(f"{self._ink.rgb(segment.colour)} RG {width} 2 Tr")
        else:
            self._out.append("0 Tr")

    def _begin_text(self) -> None:
        if not self._in_text:
            self._in_text = True
            self._out.append("BT")

    def enter(self, tag: Tag) -> None:
        """What follows belongs to this tag, until another is entered."""
        if tag is self._open:
            return
        self.leave()
        self._open = tag
        if tag.role == "Artifact":
            kinds = " ".join(f"/{name} /{value}" for name, value in tag.attributes)
            self._out.append(f"/Artifact <<{kinds}>> BDC" if kinds else "/Artifact BMC")
            return
        element = self._tree.element(tag)
        element.add_marked(len(self.owners), self._page)
        self._out.append(f"/{tag.role} <</MCID {len(self.owners)}>> BDC")
        self.owners.append(element)

    def leave(self) -> None:
        """Ends the marked content that is open."""
        if self._in_text:
            self._in_text = False
            self._out.append("ET")
        if self._open is not None:
            self._open = None
            self._out.append("EMC")

    def _shape(self) -> Callable[[str], None]:
        if self._open is None:
            self.enter(ARTIFACT)
        if self._in_text:
            self._in_text = False
            self._out.append("ET")
        return self._out.append

    def box(self, box: Box, x: float, top: float) -> None:
        """A filled or stroked rectangle with its upper left corner at a place."""
        add = self._shape()
        if box.border:
            half = box.border / 2
            add(f"{self._ink.rgb(box.colour)} RG {box.border:g} w")
            add(f"{x + half:.2f} {top - box.height + half:.2f} ")
            add(f"{box.width - box.border:.2f} {box.height - box.border:.2f} re S")
            return
        self._paint(box.colour)
        add(f"{x:.2f} {top - box.height:.2f} {box.width:.2f} {box.height:.2f} re f")

    def _paint(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._out.append(f"{self._ink.rgb(colour)} rg")

    def path(self, path: Path, x: float, y: float) -> None:
        """A polyline; its points are right and down of a place."""
        add = self._shape()
        add(f"{self._ink.rgb(path.colour)} RG {path.width:g} w")
        for place, (dx, dy) in enumerate(path.points):
            add(f"{x + dx:.2f} {y - dy:.2f} {'l' if place else 'm'}")
        add("S")

    def dot(self, dot: Dot, x: float, y: float) -> None:
        """A filled circle around a place."""
        add = self._shape()
        self._paint(dot.colour)
        r, k = dot.radius, dot.radius * _ROUND
        add(f"{x + r:.2f} {y:.2f} m")
        for (ax, ay), (bx, by), (cx, cy) in (
            ((r, k), (k, r), (0, r)),
            ((-k, r), (-r, k), (-r, 0)),
            ((-r, -k), (-k, -r), (0, -r)),
            ((k, -r), (r, -k), (r, 0)),
        ):
            add(f"{x + ax:.2f} {y + ay:.2f} {x + bx:.2f} {y + by:.2f} {x + cx:.2f} {y + cy:.2f} c")
        add("f")

    def stream(self) -> str:
        """The finished content stream."""
        self.leave()
        return "\n".join(self._out) + "\n"
