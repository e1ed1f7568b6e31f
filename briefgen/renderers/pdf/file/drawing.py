"""Laid-out pages to the pages of a PDF: content, structure, links and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, assert_never

from briefgen.renderers.pdf.boxes import (
    NO_NUMBERS,
    NOTE_TARGET,
    Item,
    Numbers,
    PageLayout,
    Tag,
)
from briefgen.renderers.pdf.file.embedding import add_fonts
from briefgen.renderers.pdf.file.fragments import (
    Begun,
    Bounded,
    Event,
    Fragment,
    KeptFragments,
    Linked,
    Marked,
    Noted,
    Pen,
    digits_of,
    own_target,
)
from briefgen.renderers.pdf.file.grounds import draw_grounds
from briefgen.renderers.pdf.file.ink import Ink
from briefgen.renderers.pdf.file.links import Bookmark, Target, link_annotation
from briefgen.renderers.pdf.file.objects import ObjectTable
from briefgen.renderers.pdf.file.scribe import Scribe, joined
from briefgen.renderers.pdf.file.sheet import DrawnPage, Means
from briefgen.renderers.pdf.file.strips import StripWriter
from briefgen.renderers.pdf.file.tagging import StructureTree
from briefgen.renderers.pdf.file.targets import find_targets
from briefgen.renderers.pdf.shared import Chapter

_REPEATED: Final = Tag("Artifact", None, (("Type", "Pagination"),))


class Drawer:
    """Draws pages one after the other into one document."""

    def __init__(self, table: ObjectTable, tree: StructureTree, means: Means) -> None:
        self._table = table
        self._tree = tree
        self._means = means
        self._sheet = means.sheet
        self._shared = means.shared
        self._numbers = means.numbers
        self._furnished = means.furnished
        self._standing = ""
        self._ink = Ink()
        self._targets: dict[str, Target] = {}
        self._pages: list[int] = []
        self.bookmarks: Sequence[Bookmark] = ()

    def prepare(self, pages: Sequence[PageLayout], chapters: Mapping[int, Chapter]) -> None:
        """Numbers the pages and notes where every anchor lies, so that all links are known;
        `chapters` by the page that they begin on.
        """
        self._pages += [self._table.reserve() for _ in pages]
        self._table.pages += map(self._table.reference, self._pages)
        top = self._sheet.height - self._sheet.body_top
        found = find_targets(pages, chapters, self._numbers, self._table.pages, top)
        self._targets, self.bookmarks = found

    def draw(self, number: int, layout: PageLayout) -> None:
        """Draws one page.

        Running head and foot are streams of their own, since the body of a page is the same in many
        packs, and the line with a page's number too.
        """
        page = DrawnPage(number=number, reference=self._table.reference(self._pages[number]))
        contents = self.standing(number)
        streams = self.draw_furniture(page)
        self.draw_body(page, layout)
        streams.append(joined(page.texts))
        contents += [self._table.add_stream("", stream) for stream in streams]
        key = self._tree.add_parents(f"[{' '.join(page.owners)}]")
        self.write_page(page, contents, key)

    def standing(self, number: int) -> list[str]:
        """The stream of what stands on all pages but the first, if this is one of them."""
        if self._furnished is None or not number:
            return []
        if not self._standing:
            page = DrawnPage(number=number, reference="")
            self._standing = self._table.add_stream("", self._apart(page, self._furnished.standing))
        return [self._standing]

    def draw_furniture(self, page: DrawnPage) -> list[bytes]:
        """The content of a page's own part of head and foot."""
        if self._furnished is None:
            return []
        items = self._furnished.rows[page.number] if page.number else self._furnished.first
        return [self._apart(page, items)]

    def _apart(self, page: DrawnPage, items: tuple[Item, ...]) -> bytes:
        """The content that draws items in the page's own coordinates, y from its top; what follows
        begins anew.
        """
        page.top = self._sheet.height
        kept = self._shared.of(items, repeated=False)
        if kept is not None:
            drawn = self._fragment(page, items, kept, None)
        else:
            own = self._begin(page)
            own.write(items)
            drawn = own.scribe.fragment()
        self._place(page, drawn, page.top)
        content = joined(("q", *page.texts, page.pen.closing(), "Q"))
        page.texts, page.pen = [], Pen()
        return content

    def draw_body(self, page: DrawnPage, layout: PageLayout) -> None:
        """Strips that no other pack shows become one piece, as many as follow each other."""
        top = self._sheet.height - self._sheet.body_top
        self._place(page, draw_grounds(self._ink, layout.body, self._sheet.left), top)
        own: StripWriter | None = None
        for placed in (*layout.body, *layout.notes):
            items, repeated = placed.strip.items, placed.repeated
            page.numbers = self._numbers.get(id(items), NO_NUMBERS)
            kept = self._shared.of(items, repeated=repeated)
            if kept is None:
                own = own or self._begin(page)
                own.scribe.down, own.scribe.numbers = placed.y, page.numbers
                page.top = top - placed.y
                (replace(own, force=_REPEATED) if repeated else own).write(items)
                continue
            if own is not None:
                self._place(page, own.scribe.fragment(), top)
                own = None
            self._draw_shared(page, items, kept, top - placed.y, _REPEATED if repeated else None)
        if own is not None:
            self._place(page, own.scribe.fragment(), top)
        page.texts.append(page.pen.closing())

    def _draw_shared(
        self,
        page: DrawnPage,
        items: tuple[Item, ...],
        kept: KeptFragments,
        top: float,
        force: Tag | None,
    ) -> None:
        self._place(page, self._fragment(page, items, kept, force), top)

    def _begin(self, page: DrawnPage) -> StripWriter:
        """Begins a piece of one page alone: what is drawn happens at once."""
        scribe = Scribe(self._ink, page.pen, partial(self._happen, page))
        return StripWriter(scribe=scribe, left=self._sheet.left, find=self._targets.get)

    def write_page(self, page: DrawnPage, contents: Sequence[str], key: int) -> None:
        """A page's dictionary; `key` is its entry in the parent tree (ISO 32000-1, 7.7.3.3)."""
        table, size = self._table, self._sheet
        annotations = f" /Annots [{' '.join(page.links)}]" if page.links else ""
        table.fill(
            self._pages[page.number],
            f"<< /Type /Page /Parent {table.page_tree}"
            f" /MediaBox [0 0 {size.width:.4f} {size.height:.4f}] /Rotate 0"
            f" /Contents [{' '.join(contents)}] /Resources << /Font {table.font_list} >>"
            f"{annotations} /Tabs /S /StructParents {key} >>",
        )

    def close(self) -> None:
        """Embeds the fonts that the pages use."""
        add_fonts(self._table, self._ink.used())

    # --- fragments --------------------------------------------------------------------------------

    def _fragment(
        self, page: DrawnPage, items: Iterable[Item], kept: KeptFragments, force: Tag | None
    ) -> Fragment:
        """A shared strip's operators after this state; a repeated one is an artifact, since it was
        read before.
        """
        known = kept.get(page.pen)
        if known is None or not self._hold(known.asked, page.numbers):
            return self._written(page, items, kept, force)
        for face, special in known.faces:
            self._ink.codes(face).use(special)
        return known

    def _hold(self, asked: Iterable[tuple[str, bool]], numbers: Numbers) -> bool:
        """Whether what something was written for is so in this document."""
        targets = self._targets
        return all((own_target(name, numbers)[1:] in targets) == there for name, there in asked)

    def _written(
        self, page: DrawnPage, items: Iterable[Item], kept: KeptFragments, force: Tag | None
    ) -> Fragment:
        """Items as operators after this state, kept for other pages and packs where they can be."""
        scribe = Scribe(self._ink, page.pen)
        scribe.numbers = page.numbers
        left, find = self._sheet.left, self._targets.get
        StripWriter(scribe=scribe, left=left, find=find, force=force).write(items)
        made = scribe.fragment()
        if scribe.portable:
            kept.keep(page.pen, made, scribe.first)
        return made

    # --- what a fragment means for the document ---------------------------------------------------

    def _place(self, page: DrawnPage, fragment: Fragment, top: float) -> None:
        """Draws a fragment."""
        page.top = top
        for event in fragment.events:
            self._happen(page, event)
        if fragment.text:
            first = len(page.owners) - fragment.pieces
            page.texts.append(fragment.placed(top, first, page.numbers))
            page.pen = fragment.pen

    def _happen(self, page: DrawnPage, event: Event) -> None:
        top = page.top
        match event:
            case Marked(tag):
                element = self._tree.element(tag)
                element.add_marked(self._piece(page), page.reference)
                page.owners.append(element.reference)
            case Linked():
                self._link(page, event)
            case Begun(tags):
                for tag in tags:
                    self._tree.element(tag)
            case Bounded(tag, left, right, upper, lower):
                self._tree.element(tag).box = (left, top - lower, right, top - upper)
            case Noted(target, down):
                self._note(page, target, top - down)
            case _:
                assert_never(event)

    def _piece(self, page: DrawnPage) -> int | str:
        """The number of a page's next piece of marked content."""
        return len(page.owners)

    def _note(self, page: DrawnPage, target: str, top: float) -> None:
        """The mark that leads to a note is where its number leads back to."""
        name = f"mark-{own_target(target, page.numbers)[len(NOTE_TARGET) :]}"
        self._targets.setdefault(name, Target(page.number, page.reference, top, ""))

    def _link(self, page: DrawnPage, link: Linked) -> None:
        """An annotation over a box."""
        element = self._tree.element(link.tag)
        key = self._tree.add_parents(element.reference)
        box = (link.left, page.top - link.bottom, link.right, page.top - link.top)
        text = self.link_text(link.target, link.words, page.numbers, box, key)
        reference = self._table.add(text)
        element.add_object(reference, page.reference)
        page.links.append(reference)

    def link_text(
        self,
        target: str,
        words: str,
        numbers: Numbers,
        box: tuple[float, float, float, float],
        key: int,
    ) -> str:
        """An annotation that leads from a box to a target; it says where to, by its title or these
        words.
        """
        own = own_target(target, numbers)
        inner = self._targets.get(own[1:]) if own.startswith("#") else None
        words = words if own is target else digits_of(target, numbers)
        spoken = self._means.go_to.format(target=(inner.title or words)) if inner else own
        return link_annotation(own, inner, box, key, spoken)
