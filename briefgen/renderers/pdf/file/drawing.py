"""Laid-out pages to the pages of a PDF: content, structure, links and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from reportlab.pdfbase import pdfdoc

from briefgen.renderers.pdf.boxes import (
    Anchor,
    Box,
    Dot,
    Drawing,
    Frame,
    Item,
    Opened,
    PageLayout,
    PageSlot,
    Path,
    Placed,
    Segment,
    SetLine,
    Tag,
    Zone,
)
from briefgen.renderers.pdf.file.embedding import add_fonts
from briefgen.renderers.pdf.file.links import Bookmark, Target, link_annotation
from briefgen.renderers.pdf.file.marks import Ink, PageMarks
from briefgen.renderers.pdf.file.objects import (
    RawObject,
    StreamObject,
    fonts_of,
    pages_of,
    reference_to,
)
from briefgen.renderers.pdf.file.tagging import StructureTree

REPEATED = Tag("Artifact", None, (("Type", "Pagination"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The geometry of a page in points; `body_top` is where y = 0 of the strips lies."""

    width: float
    height: float
    left: float
    body_top: float
    body_height: float


class Drawer:
    """Draws pages one after the other into one document."""

    def __init__(
        self, document: pdfdoc.PDFDocument, tree: StructureTree, sheet: Sheet, go_to: str
    ) -> None:
        self._document = document
        self._tree = tree
        self._sheet = sheet
        self._go_to = go_to
        self._ink = Ink()
        self._targets: dict[str, Target] = {}
        self._pages: list[RawObject] = []
        self._references: list[str] = []
        self.bookmarks: list[Bookmark] = []

    def prepare(self, pages: Sequence[PageLayout]) -> None:
        """Numbers the pages and notes where every anchor lies, so that all links are known."""
        for number, layout in enumerate(pages):
            page = RawObject()
            self._pages.append(page)
            self._references.append(page.register(self._document))
            for placed in (*layout.body, *layout.notes):
                if placed.repeated:
                    continue
                for item in placed.strip.items:
                    if isinstance(item, Anchor):
                        self._note_anchor(item, number, placed.y)

    def _note_anchor(self, item: Anchor, page: int, y: float) -> None:
        top = self._sheet.height - self._sheet.body_top - y - item.y
        target = Target(page, self._references[page], top + 6, item.title)
        if item.name not in self._targets:
            self._targets[item.name] = target
        if item.title:
            self.bookmarks.append(Bookmark(item.title, item.level, target))

    def draw(self, number: int, layout: PageLayout, furniture: Iterable[Item]) -> None:
        """Draws one page; `furniture` lies in the page's own coordinates, y from its top."""
        reference = self._references[number]
        marks = PageMarks(self._ink, self._tree, reference)
        links: list[str] = []
        run = _PageRun(self, marks, reference, links, number)
        run.furniture(furniture)
        run.grounds(layout.body)
        for placed in (*layout.body, *layout.notes):
            run.strip(placed)
        owners = " ".join(owner.reference for owner in marks.owners)
        key = self._tree.add_parents(f"[{owners}]")
        self._write_page(self._pages[number], marks.stream(), links, key)

    def _write_page(self, page: RawObject, content: str, links: Sequence[str], key: int) -> None:
        """A page's dictionary; `key` is its entry in the parent tree (ISO 32000-1, 7.7.3.3)."""
        document, size = self._document, self._sheet
        stream = StreamObject("", content.encode("ascii")).register(document)
        annotations = f" /Annots [{' '.join(links)}]" if links else ""
        page.content = (
            f"<< /Type /Page /Parent {reference_to(document, pages_of(document))}"
            f" /MediaBox [0 0 {size.width:.4f} {size.height:.4f}] /Rotate 0 /Contents {stream}"
            f" /Resources << /Font {fonts_of(document)} >>{annotations} /Tabs /S"
            f" /StructParents {key} >>"
        )
        pages_of(document).addPage(page)

    def close(self) -> None:
        """Embeds the fonts that the pages use."""
        add_fonts(self._document, self._ink.used())

    # --- what a page asks for -------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def target(self, name: str) -> Target | None:
        """Where a name is, as far as it is known yet."""
        return self._targets.get(name)

    def mark(self, name: str, number: int, top: float) -> None:
        """A place that becomes known while drawing: the mark of a note."""
        self._targets.setdefault(name, Target(number, self._references[number], top, ""))

    def link(
        self, tag: Tag, target: str, box: tuple[float, float, float, float], page: str, words: str
    ) -> str | None:
        """An annotation over a box; None for an anchor that is nowhere."""
        inner = self._targets.get(target[1:]) if target.startswith("#") else None
        if inner is None and target.startswith("#"):
            return None
        spoken = self._go_to.format(target=(inner.title or words)) if inner else target
        element = self._tree.element(tag)
        key = self._tree.add_parents(element.reference)
        reference = link_annotation(self._document, target, inner, box, key, spoken)
        element.add_object(reference, page)
        return reference

    def open(self, tags: Iterable[Tag]) -> None:
        for tag in tags:
            self._tree.element(tag)

    def set_box(self, tag: Tag, box: tuple[float, float, float, float]) -> None:
        self._tree.element(tag).box = box


class _PageRun:
    """The drawing of one page."""

    def __init__(
        self, drawer: Drawer, marks: PageMarks, page: str, links: list[str], number: int
    ) -> None:
        self._drawer = drawer
        self._marks = marks
        self._page = page
        self._links = links
        self._number = number
        self._x = drawer.sheet.left
        self._top = drawer.sheet.height - drawer.sheet.body_top

    def furniture(self, items: Iterable[Item]) -> None:
        """Running head and foot: measured from the top of the sheet, not of the body."""
        for item in items:
            self._item(item, self._drawer.sheet.height, None)

    def grounds(self, body: Sequence[Placed]) -> None:
        """Frames behind the strips that they hold, one part for each run of strips."""
        open_: dict[Frame, tuple[float, float]] = {}
        spans: list[tuple[Frame, float, float]] = []
        for placed in body:
            bottom = placed.y + placed.strip.height
            for frame in [f for f in open_ if f not in placed.strip.frames]:
                spans.append((frame, *open_.pop(frame)))
            for frame in placed.strip.frames:
                start = open_.get(frame, (placed.y, bottom))[0]
                open_[frame] = (start, bottom)
        spans += [(frame, *span) for frame, span in open_.items()]
        for frame, top, bottom in spans:
            self._frame(frame, self._top - top, bottom - top)

    def _frame(self, frame: Frame, top: float, height: float) -> None:
        x = self._x + frame.x
        if frame.ground:
            self._marks.box(Box(0, 0, frame.width, height, frame.ground), x, top)
        if frame.bar:
            self._marks.box(Box(0, 0, frame.bar, height, frame.bar_colour), x, top)
        if frame.border:
            border = Box(0, 0, frame.width, height, frame.border_colour, frame.border)
            self._marks.box(border, x, top)
        self._marks.leave()

    def strip(self, placed: Placed) -> None:
        """A strip of the body; a repeated one is an artifact, since it was read before."""
        top = self._top - placed.y
        force = REPEATED if placed.repeated else None
        for item in placed.strip.items:
            self._item(item, top, force)

    def _item(self, item: Item, top: float, force: Tag | None) -> None:
        match item:
            case SetLine():
                self._line(item, top, force)
            case Box():
                self._marks.enter(force or _LAYOUT)
                self._marks.box(item, self._x + item.x, top - item.y)
            case Path():
                self._marks.enter(force or _LAYOUT)
                self._marks.path(item, self._x, top)
            case Dot():
                self._marks.enter(force or _LAYOUT)
                self._marks.dot(item, self._x + item.x, top - item.y)
            case Anchor():
                pass
            case Opened(tags):
                if force is None:
                    self._drawer.open(tags)
            case PageSlot():
                self._slot(item, top)
            case Zone():
                self._zone(item, top)
            case Drawing():
                self._figure(item, top)
            case _:
                assert_never(item)

    def _line(self, item: SetLine, top: float, force: Tag | None) -> None:
        y = top - item.y
        x, gap = self._x + item.x, item.line.gap
        for segment in item.line.segments:
            if segment.target and force is None and segment.target[0] != "=":
                self._linked(segment, x, y, gap)
            else:
                self._marks.text(segment, x + segment.x, y, gap, force or segment.tag)

    def _linked(self, segment: Segment, x: float, y: float, gap: float) -> None:
        """Words with their link; without it where their target is not in this pack."""
        target = segment.target
        left = x + segment.x
        low = y + segment.rise - 0.25 * segment.size
        box = (left, low, left + segment.width, low + 1.2 * segment.size)
        known = not target.startswith("#") or self._drawer.target(target[1:]) is not None
        tag = segment.tag if known else _unlinked(segment.tag)
        if target.startswith("#note-") and known:
            self._drawer.mark(f"mark-{target[6:]}", self._number, y + segment.size + 6)
        self._marks.text(segment, left, y, gap, tag)
        if known:
            link = self._drawer.link(tag, target, box, self._page, segment.text.strip())
            self._links += [link] if link else []

    def _slot(self, item: PageSlot, top: float) -> None:
        target = self._drawer.target(item.anchor)
        if target is None:
            return
        text = str(target.page + 1)
        width = item.face.width(text) * item.size / 1000
        segment = Segment(0, text, width, item.face, item.size, 0, item.colour, item.tag, "")
        self._marks.text(segment, self._x + item.x - width, top - item.y, 0.0, item.tag)

    def _zone(self, item: Zone, top: float) -> None:
        left, upper = self._x + item.x, top - item.y
        box = (left, upper - item.height, left + item.width, upper)
        link = self._drawer.link(item.tag, item.target, box, self._page, "")
        self._links += [link] if link else []

    def _figure(self, item: Drawing, top: float) -> None:
        left, upper = self._x + item.x, top - item.y
        self._drawer.set_box(item.tag, (left, upper - item.height, left + item.width, upper))
        self._marks.enter(item.tag)
        for shape in item.shapes:
            match shape:
                case SetLine(x, y, line):
                    for segment in line.segments:
                        self._marks.text(
                            segment, left + x + segment.x, upper - y, line.gap, item.tag
                        )
                case Box():
                    self._marks.box(shape, left + shape.x, upper - shape.y)
                case Path():
                    self._marks.path(shape, left, upper)
                case Dot():
                    self._marks.dot(shape, left + shape.x, upper - shape.y)
                case _:
                    assert_never(shape)


_LAYOUT = Tag("Artifact", None, (("Type", "Layout"),))


def _unlinked(tag: Tag) -> Tag:
    """The nearest tag above that is no part of a link."""
    while tag.role in {"Link", "Reference"} and tag.parent is not None:
        tag = tag.parent
    return tag
