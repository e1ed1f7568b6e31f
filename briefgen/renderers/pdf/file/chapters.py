"""Pages that many packs show alike, drawn once and then put into each pack's document.

A section that begins and ends with a page looks the same in all packs but for the numbers of its
notes and captions. In what it comes to, only these and the numbers of objects are another
document's; so both are slots in a patch, which is recorded when the section is shown again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from briefgen.renderers.pdf.boxes import SLOTS, Item, Numbers, PageLayout, Tag
from briefgen.renderers.pdf.file.drawing import Drawer
from briefgen.renderers.pdf.file.fragments import (
    Fragment,
    KeptFragments,
    Linked,
)
from briefgen.renderers.pdf.file.links import Target
from briefgen.renderers.pdf.file.patches import (
    Patch,
    PatchLink,
    PatchPage,
    Symbols,
    number_mark,
    page_symbol,
    parted,
    piece_symbol,
    slotted,
)
from briefgen.renderers.pdf.file.scribe import joined
from briefgen.renderers.pdf.file.sheet import DrawnPage, Means
from briefgen.renderers.pdf.file.strips import StripWriter
from briefgen.renderers.pdf.file.tagging import Element, StructureTree
from briefgen.renderers.pdf.fonts import Face
from briefgen.renderers.pdf.shared import Chapter


class _Marks(Mapping[str, str]):
    """Signs in the place of a pack's own numbers."""

    def __getitem__(self, target: str) -> str:
        if not target.startswith(SLOTS):
            raise KeyError(target)
        return number_mark(target)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_MARKS: Final = _Marks()


class ChapterDrawer(Drawer):
    """Draws pages, and in one go what has a patch: chapters of pages, rows of tables."""

    def draw_chapter(self, first: int, chapter: Chapter) -> bool:
        """Draws the pages of a chapter from the page `first` on; False where they have to be drawn
        one by one.
        """
        shared, furnished = chapter.shared, self._furnished is not None
        if first == 0:
            return False  # the first page's head is read, so it counts before its body
        if not shared.tried:
            shared.tried = True
            shared.patch = self._recorder().record(shared.pages, furnished)
        patch = shared.patch
        if patch is None or patch.furnished != furnished:
            return False
        if not self._hold(patch.asked, chapter.numbers):
            return False
        self._put(patch, first, chapter.numbers)
        return True

    def _recorder(self) -> _Recorder:
        return _Recorder(self._means, self._targets)

    def _draw_shared(
        self,
        page: DrawnPage,
        items: tuple[Item, ...],
        kept: KeptFragments,
        top: float,
        force: Tag | None,
    ) -> None:
        row = self._means.rows.get(id(items)) if force is None else None
        if row is not None and not row.tried:
            row.tried = True
            row.patch = self._recorder().record_row(items, kept, row.body)
        patch = row.patch if row is not None else None
        if row is None or patch is None or not self._hold(patch.asked, page.numbers):
            super()._draw_shared(page, items, kept, top, force)
            return
        drawn = self._fragment(page, items, kept, force)
        page.texts.append(drawn.placed(top, len(page.owners), page.numbers))
        page.pen = drawn.pen
        self._put_row(page, patch, row.body, top)

    def _put_row(self, page: DrawnPage, patch: Patch, body: Tag, top: float) -> None:
        """The objects of a part of a page, which begins at a height."""
        parent = self._tree.element(body)
        contents, base = self._table.contents, len(self._table.contents)
        numbers = [
            *range(base + 1, base + 1 + patch.size),
            self._pages[page.number],
            parent.number,
            *range(len(page.owners), len(page.owners) + len(patch.owners)),
        ]
        contents += patch.objects.filled(numbers)
        key = self._tree.extend_parents(patch.entries.filled(numbers))
        reference = self._table.reference
        parent.kids += [reference(numbers[kid]) for kid in patch.kids]
        page.owners += [reference(numbers[owner]) for owner in patch.owners]
        for link in patch.links:
            left, low, right, high = link.box
            box = left, top + low, right, top + high
            contents[base + link.place] = self.link_text(
                link.target, link.words, page.numbers, box, key + link.entry
            )
            page.links.append(reference(numbers[link.place]))

    def _put(self, patch: Patch, first: int, own: Numbers) -> None:
        """The objects of a patch, numbered for this document; its pages begin at `first`."""
        pages = [
            DrawnPage(
                number=number,
                reference=self._table.reference(self._pages[number]),
                numbers=own,
            )
            for number in range(first, first + len(patch.pages))
        ]
        standing = self.standing(first)
        rows = [self.draw_furniture(page) for page in pages]
        for face, special in patch.faces:
            self._ink.codes(face).use(special)
        contents, base = self._table.contents, len(self._table.contents)
        numbers = [
            *range(base + 1, base + 1 + patch.size),
            *self._pages[first : first + len(pages)],
            self._tree.top.number,
        ]
        contents += patch.objects.filled(numbers)
        key = self._tree.extend_parents(patch.entries.filled(numbers))
        self._tree.top.kids += [self._table.reference(numbers[kid]) for kid in patch.kids]
        for target, place, top in patch.marks:
            self._note(pages[place], target, top)
        for link in patch.links:
            text = self.link_text(link.target, link.words, own, link.box, key + link.entry)
            contents[base + link.place] = text
            pages[link.page].links.append(self._table.reference(numbers[link.place]))
        for page, drawn, row in zip(pages, patch.pages, rows, strict=True):
            streams = [*standing]
            for place, content in zip(drawn.streams, (*row, drawn.content(own)), strict=True):
                contents[base + place] = self._table.packed("", content)
                streams.append(self._table.reference(numbers[place]))
            self.write_page(page, streams, key + drawn.entry)


class _Recorder(Drawer):
    """Draws a chapter or a row into a document of signs, from which its patch is made."""

    def __init__(self, means: Means, targets: dict[str, Target]) -> None:
        """Both are those of the document that shows it now."""
        self._symbols = Symbols()
        unfurnished = replace(means, furnished=None)
        super().__init__(self._symbols, StructureTree(self._symbols, {}), unfurnished)
        self._targets = targets
        self._base = len(self._symbols.contents)
        self._links: list[PatchLink] = []
        self._marks: list[tuple[str, int, float]] = []
        self._faces: dict[Face, frozenset[str]] = {}
        self._asked: dict[tuple[str, bool], None] = {}
        self._alone = False  # something in it means another thing in another document
        self._in_page = False

    def record(self, layouts: Sequence[PageLayout], furnished: bool) -> Patch | None:
        """The patch of a chapter; None where some of it is this document's alone."""
        pages = [self._page(place, layout, furnished) for place, layout in enumerate(layouts)]
        return self._patch(self._tree.top, pages, furnished, ())

    def record_row(self, items: tuple[Item, ...], kept: KeptFragments, body: Tag) -> Patch | None:
        """The patch of a row under the node of its table's rows."""
        parent = self._tree.element(body)
        self._base, self._in_page = len(self._symbols.contents), True
        page = DrawnPage(number=0, reference=page_symbol(0))
        page.numbers = self._numbers.get(id(items), page.numbers)
        self._place(page, self._fragment(page, items, kept, None), 0.0)
        return self._patch(parent, (), False, map(self._place_of, page.owners))

    def _place_of(self, reference: str) -> int:
        """Where among the patch's objects one is that this refers to."""
        return int(reference[2:-1]) - 1 - self._base

    def _patch(
        self,
        parent: Element,
        pages: Sequence[PatchPage],
        furnished: bool,
        owners: Iterable[int],
    ) -> Patch | None:
        if self._alone or self._tree.has_ids:
            return None
        size = len(self._symbols.contents) - self._base
        texts = [""] * size
        for number, text in self._tree.texts():
            if number > self._base:
                texts[number - 1 - self._base] = text
        fitted = partial(slotted, base=self._base, size=size, pages=len(pages) or 1)
        return Patch(
            size=size,
            objects=fitted(texts),
            entries=fitted(self._tree.parents),
            kids=tuple(map(self._place_of, parent.kids)),
            links=tuple(self._links),
            marks=tuple(self._marks),
            pages=tuple(pages),
            owners=tuple(owners),
            faces=tuple(self._faces.items()),
            asked=tuple(self._asked),
            furnished=furnished,
        )

    def _page(self, place: int, layout: PageLayout, furnished: bool) -> PatchPage:
        page = DrawnPage(number=place, reference=page_symbol(place))
        self.draw_body(page, layout)
        streams = tuple(self._symbols.reserve() - 1 - self._base for _ in range(1 + furnished))
        entry = self._tree.add_parents(f"[{' '.join(page.owners)}]")
        pieces, slots = parted(joined(page.texts).decode("ascii"))
        return PatchPage(pieces, slots, streams, entry)

    def _begin(self, page: DrawnPage) -> StripWriter:
        self._alone = True
        return super()._begin(page)

    def _fragment(
        self, page: DrawnPage, items: Iterable[Item], kept: KeptFragments, force: Tag | None
    ) -> Fragment:
        made = super()._fragment(page, items, kept, force)
        self._alone |= kept.get(page.pen) is not made
        self._asked |= dict.fromkeys(made.asked)
        for face, special in made.faces:
            self._faces[face] = self._faces.get(face, frozenset()) | special
        return made

    def _place(self, page: DrawnPage, fragment: Fragment, top: float) -> None:
        page.numbers = _MARKS
        super()._place(page, fragment, top)

    def _piece(self, page: DrawnPage) -> int | str:
        return piece_symbol(len(page.owners)) if self._in_page else len(page.owners)

    def _note(self, page: DrawnPage, target: str, top: float) -> None:
        self._marks.append((target, page.number, top))

    def _link(self, page: DrawnPage, link: Linked) -> None:
        element = self._tree.element(link.tag)
        entry = self._tree.add_parents(element.reference)
        box = (link.left, page.top - link.bottom, link.right, page.top - link.top)
        place = self._symbols.reserve() - 1 - self._base
        element.add_object(self._symbols.reference(place + 1 + self._base), page.reference)
        self._links.append(PatchLink(place, page.number, entry, link.target, link.words, box))
