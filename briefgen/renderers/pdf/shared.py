"""What packs of a run show alike: sections that are pages of their own, and tables of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from briefgen.renderers.pdf.boxes import Anchor, Item, Numbers, PageLayout, Repeat, Strip, Tag
from briefgen.renderers.pdf.file.patches import Patch
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedGrid:
    """A table without its rows: caption and header, what pages repeat, the node of its rows."""

    opening: tuple[Strip, ...]
    repeat: Repeat | None
    body: Tag


@dataclass(slots=True)
class SharedRow:
    """The strips of a row under the node of its table's rows, and what one that is a single strip
    comes to in a document: once it was `tried`, None where it has to be drawn for each.
    """

    strips: tuple[Strip, ...]
    body: Tag
    patch: Patch | None = None
    tried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTable:
    """A table of columns so wide, in one part or in halves. `node` has its place in the structure
    of each pack that shows it; `opened` are its parts, `rows` and `heights` what was laid out of
    rows, by part and what they say.
    """

    node: Tag
    opened: dict[int, OpenedGrid] = field(default_factory=dict)
    rows: dict[object, SharedRow] = field(default_factory=dict)
    heights: dict[object, float] = field(default_factory=dict)


@dataclass(slots=True)
class SharedChapter:
    """The pages of a section that begins and ends with a page, and what they come to in a document:
    once it was `tried`, None where they have to be drawn for each.
    """

    pages: tuple[PageLayout, ...] = ()
    anchors: tuple[PlacedAnchor, ...] = ()
    patch: Patch | None = None
    tried: bool = False


class PlacedAnchor(NamedTuple):
    """An anchor among the items of a strip that is so far down on one of these pages."""

    page: int
    anchor: Anchor
    y: float
    items: tuple[Item, ...]


class Chapter(NamedTuple):
    """Such pages in a pack, with its own numbers for their slots."""

    shared: SharedChapter
    numbers: Numbers


def find_anchors(pages: Sequence[PageLayout]) -> Iterator[PlacedAnchor]:
    """The anchors of pages; what is repeated has none."""
    for number, layout in enumerate(pages):
        for strip, y, repeated in (*layout.body, *layout.notes):
            if repeated:
                continue
            for item in strip.items:
                if isinstance(item, Anchor):
                    yield PlacedAnchor(number, item, y, strip.items)
