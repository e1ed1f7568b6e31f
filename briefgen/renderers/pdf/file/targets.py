"""Anchors of laid-out pages to the targets of a document's links, and its bookmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.renderers.pdf.boxes import NO_NUMBERS, Numbers, PageLayout
from briefgen.renderers.pdf.file.fragments import own_anchor
from briefgen.renderers.pdf.file.links import Bookmark, Target
from briefgen.renderers.pdf.shared import Chapter, find_anchors

_ABOVE = 6.0  # points that a reader sees above what a link leads to


def find_targets(
    pages: Sequence[PageLayout],
    chapters: Mapping[int, Chapter],
    numbers: Mapping[int, Numbers],
    references: Sequence[str],
    top: float,
) -> tuple[dict[str, Target], list[Bookmark]]:
    """Where every anchor lies, by its name, and the bookmarks in their order.

    `chapters` by the page that they begin on, `numbers` the pack's own by the identity of a strip's
    items, `references` of the pages; `top` is where y = 0 of strips lies, in points from the lower
    edge of a page.
    """
    targets: dict[str, Target] = {}
    bookmarks: list[Bookmark] = []
    first = 0
    while first < len(pages):
        chapter = chapters.get(first)
        shared = chapter.shared if chapter is not None else None
        found = shared.anchors if shared else find_anchors(pages[first : first + 1])
        for page, anchor, y, items in found:
            number = first + page
            own = NO_NUMBERS if shared else numbers.get(id(items), NO_NUMBERS)
            name = own_anchor(anchor.name, own) if own else anchor.name
            height = top - y - anchor.y + _ABOVE
            target = Target(number, references[number], height, anchor.title)
            targets.setdefault(name, target)
            if anchor.title:
                bookmarks.append(Bookmark(anchor.title, anchor.level, target))
        first += len(shared.pages) if shared else 1
    return targets, bookmarks
