"""The items of a strip to operators: lines, shapes, figures, links and numbers of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, assert_never

from briefgen.renderers.pdf.boxes import (
    Anchor,
    Box,
    Dot,
    Drawing,
    Item,
    Opened,
    PageSlot,
    Path,
    Segment,
    SetLine,
    Tag,
    Zone,
)
from briefgen.renderers.pdf.file.fragments import Begun, Bounded, Linked, Noted, own_target
from briefgen.renderers.pdf.file.links import Target
from briefgen.renderers.pdf.file.scribe import Scribe
from briefgen.slotted import dataclass

_LAYOUT: Final = Tag("Artifact", None, (("Type", "Layout"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class StripWriter:
    """Writes items; `left` is the x of the left margin in points. `find` leads from an anchor to
    its place in the document, None for one that is nowhere. `force`: all is an artifact of this
    kind, since it was read before.
    """

    scribe: Scribe
    left: float
    find: Callable[[str], Target | None]
    force: Tag | None = None

    def write(self, items: Iterable[Item]) -> None:
        """The items in their order."""
        for item in items:
            if isinstance(item, SetLine):  # nearly all are
                self._line(item)
            else:
                self._item(item)

    def _item(self, item: Box | Path | Dot | Anchor | Opened | PageSlot | Zone | Drawing) -> None:
        match item:
            case Box():
                self.scribe.enter(self.force or _LAYOUT)
                self.scribe.box(item, self.left + item.x, item.y)
            case Path():
                self.scribe.enter(self.force or _LAYOUT)
                self.scribe.path(item, self.left, 0.0)
            case Dot():
                self.scribe.enter(self.force or _LAYOUT)
                self.scribe.dot(item, self.left + item.x, item.y)
            case Anchor():
                pass
            case Opened(tags):
                if self.force is None:
                    self.scribe.happen(Begun(tags))
            case PageSlot():
                self._slot(item)
            case Zone():
                self._zone(item)
            case Drawing():
                self._figure(item)
            case _:
                assert_never(item)

    def _line(self, item: SetLine) -> None:
        x, down, (segments, _, gap) = item
        x += self.left
        for segment in segments:
            if segment.target and self.force is None and segment.target[0] != "=":
                self._linked(segment, x + segment.x, down, gap)
            else:
                self.scribe.text(segment, x + segment.x, down, gap, self.force or segment.tag)

    def _linked(self, segment: Segment, x: float, down: float, gap: float) -> None:
        """Words with their link; without it where their target is not in this pack."""
        target = segment.target
        known = not target.startswith("#") or self._find(target[1:]) is not None
        tag = segment.tag if known else _unlinked(segment.tag)
        self.scribe.text(segment, x, down, gap, tag)
        if not known:
            return
        if target.startswith("#note-"):
            self.scribe.happen(Noted(target, down - segment.size - 6))
        low = down - segment.rise + 0.25 * segment.size
        words = segment.text.strip()
        self.scribe.happen(
            Linked(tag, target, x, x + segment.width, low - 1.2 * segment.size, low, words)
        )

    def _find(self, anchor: str) -> Target | None:
        """Where an anchor is, which another pack may have elsewhere, or not at all."""
        target = self.find(own_target(f"#{anchor}", self.scribe.numbers)[1:])
        self.scribe.asked.append((f"#{anchor}", target is not None))
        return target

    def _slot(self, item: PageSlot) -> None:
        target = self._find(item.anchor)
        if target is None:
            return
        self.scribe.portable = False
        text = str(target.page + 1)
        width = item.face.width(text) * item.size / 1000
        segment = Segment(0, text, width, item.face, item.size, 0, item.colour, item.tag, "")
        self.scribe.text(segment, self.left + item.x - width, item.y, 0.0, item.tag)

    def _zone(self, item: Zone) -> None:
        if self._find(item.target[1:]) is None:
            return
        left, low = self.left + item.x, item.y + item.height
        zone = Linked(item.tag, item.target, left, left + item.width, item.y, low, "")
        self.scribe.happen(zone)

    def _figure(self, item: Drawing) -> None:
        scribe, left, top = self.scribe, self.left + item.x, item.y
        box = Bounded(item.tag, left, left + item.width, top, top + item.height)
        scribe.happen(box)
        scribe.enter(item.tag)
        for shape in item.shapes:
            match shape:
                case SetLine(x, y, line):
                    for segment in line.segments:
                        scribe.text(segment, left + x + segment.x, top + y, line.gap, item.tag)
                case Box():
                    scribe.box(shape, left + shape.x, top + shape.y)
                case Path():
                    scribe.path(shape, left, top)
                case Dot():
                    scribe.dot(shape, left + shape.x, top + shape.y)
                case _:
                    assert_never(shape)


def _unlinked(tag: Tag) -> Tag:
    """The nearest tag above that is no part of a link."""
    while tag.role in {"Link", "Reference"} and tag.parent is not None:
        tag = tag.parent
    return tag
