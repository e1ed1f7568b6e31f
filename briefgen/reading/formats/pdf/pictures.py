"""The image objects of a PDF's pages into the pictures that a reader of the pages sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from briefgen.reading.formats.pdf.tags import Tag
from briefgen.reading.formats.pieces import Unread
from briefgen.reading.formats.words import inlines
from briefgen.tree import plain_text

Box = tuple[float, float, float, float]  # left, low, right, high in points
_MOST: Final = 500  # image objects of one page
_DEEPEST: Final = 4  # forms inside each other
_SMALL: Final = 0.01  # of the page: marks, lines, stamps
_WHOLE: Final = 0.8  # of the page: a scan whose words are the text, or a ground
_PAGES: Final = 3  # with the same picture in the same place: a letterhead
_NEAR: Final = 2.0  # points between two stripes of one picture


def read_images(raw: Any, page: Any) -> tuple[Box, ...]:
    """Where the image objects of one page stand, those that are marks or grounds left out."""
    width, height = page.get_size()
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    whole = max(width * height, 1.0)
    boxes = [found.get_bounds() for found in islice(images, _MOST)]
    boxes = [box for box in boxes if _area(box) < _WHOLE * whole]
    return tuple(box for box in _joined(boxes) if _area(box) > _SMALL * whole)


def _area(box: Box) -> float:
    left, low, right, high = box
    return max(right - left, 0.0) * max(high - low, 0.0)


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that touch as one: many programs cut a picture into stripes."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda box: (-box[3], box[0])):
        last = done[-1] if done else None
        if last and all(
            box[n] <= last[n + 2] + _NEAR and last[n] <= box[n + 2] + _NEAR for n in (0, 1)
        ):
            done[-1] = (*map(min, last[:2], box[:2]), *map(max, last[2:], box[2:]))  # type: ignore[assignment]
        else:
            done.append(box)
    return done


def find_pictures(pages: Sequence[Sequence[Box]]) -> Iterator[Unread]:
    """Each picture with its page from 1; one that stands on page after page is a letterhead."""
    places = Counter(_place(box) for boxes in pages for box in set(boxes))
    for number, boxes in enumerate(pages, 1):
        for box in boxes:
            if places[_place(box)] < _PAGES:
                yield Unread(words="", at=number)


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(edge) for edge in box)


def find_figures(root: Tag) -> Iterator[Unread]:
    """Each figure of a tagged file with its page, and the words that stand for it."""
    for tag in root.walk():
        pages = [page for inner in tag.walk() for page, _ in inner.blocks]
        if tag.role == "Figure" and pages:
            yield Unread(words=plain_text(inlines(tag.alt)), at=pages[0])
