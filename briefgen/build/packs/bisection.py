"""Page limits: the most of a pack that keeps them, found by bisection over what goes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from briefgen.compose import ColumnContent, SlotContent
from briefgen.diagnostics import Diagnostics
from briefgen.model import Document, Passage
from briefgen.selection.going import going_order
from briefgen.selection.hanging import hanging, without_bare
from briefgen.selection.limits import Limit
from briefgen.slotted import dataclass

# How many passages that left are tried again, one layout each.
RETURNS = 8

Composed = tuple[Document | None, Diagnostics]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot with what its selection and limits kept and left out, column by column; `no_room` is
    what left it for the pages of the pack.
    """

    content: SlotContent
    limit: Limit
    left_out: tuple[Passage, ...] = ()
    no_room: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Pages of a pack and how full the last is, 0..1; `tight`: too full for a format that breaks
    otherwise.
    """

    pages: int
    fill: float = 1.0
    tight: bool = False

    @property
    def length(self) -> float:
        """Pages, the last one as far as it is used."""
        return self.pages - 1 + self.fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Slots with the pack that they make; `document` is None where composition failed."""

    slots: tuple[FilledSlot, ...]
    document: Document | None
    extent: Extent

    def keeps(self, limit_pages: int) -> bool:
        """Whether the pack stands on so many pages, with room to spare."""
        pages = self.extent.pages + self.extent.tight
        return self.document is not None and pages <= limit_pages


def fit(
    slots: Sequence[FilledSlot],
    limit_pages: int,
    compose_slots: Callable[[Sequence[FilledSlot]], Composed],
    measure: Callable[[Document], Extent],
    pinned: AbstractSet[str] = frozenset(),
    complete: Callable[[tuple[FilledSlot, ...]], tuple[FilledSlot, ...]] = lambda slots: slots,
) -> tuple[Fitted, Diagnostics]:
    """The longest prefix of the ranking that stands on `limit_pages` pages (0: no limit).

    `pinned` are ids of passages that never leave: those that people edited. `complete` fills slots
    that hold what the others give rise to, such as a list of abbreviations. What left before and
    still fits beside the rest is taken back, the last to leave first. Costs
    one layout where all fits, else about log2 of the passages that may go and `RETURNS` more.
    Composition faults end it at once; what does not fit at its least comes back as it is.
    """

    def attempt(gone: Sequence[tuple[int, str]]) -> tuple[Fitted, Diagnostics]:
        kept = complete(without(slots, gone))
        document, found = compose_slots(kept)
        extent = measure(document) if document is not None else Extent(pages=0)
        return Fitted(slots=kept, document=document, extent=extent), found

    whole, found = attempt(())
    if whole.document is None or not limit_pages or whole.keeps(limit_pages):
        return whole, found
    going = going_order([(slot.limit, slot.content.lanes) for slot in slots], pinned)
    least, found = attempt(going)
    if not least.keeps(limit_pages):
        return least, found
    too_many, best, gone = 0, (least, found), going
    enough = len(going)
    while enough - too_many > 1:
        middle = (too_many + enough) // 2
        tried = attempt(going[:middle])
        if tried[0].keeps(limit_pages):
            enough, best, gone = middle, tried, going[:middle]
        else:
            too_many = middle
    for passage in list(reversed(gone))[1 : 1 + RETURNS]:
        fewer = tuple(one for one in gone if one != passage)
        tried = attempt(fewer)
        if tried[0].keeps(limit_pages):
            best, gone = tried, fewer
    return best


def without(slots: Sequence[FilledSlot], gone: Sequence[tuple[int, str]]) -> tuple[FilledSlot, ...]:
    """The slots without these (slot index, passage id) pairs; what goes is noted as left out."""
    by_slot: dict[int, set[str]] = {}
    for index, passage in gone:
        by_slot.setdefault(index, set()).add(passage)
    return tuple(
        _thin(slot, by_slot[index]) if index in by_slot else slot
        for index, slot in enumerate(slots)
    )


def _thin(slot: FilledSlot, gone: set[str]) -> FilledSlot:
    """The slot without these passages and what hangs on them, nor what only opened them."""
    content = slot.content
    left = [p for p in content.shown if p.id not in hanging(content.shown, gone)]
    gone = {p.id for p in content.shown} - {p.id for p in without_bare(left, content.shown)}
    columns = tuple(
        ColumnContent(
            heading=column.heading, passages=tuple(p for p in column.passages if p.id not in gone)
        )
        for column in content.columns
    )
    no_room = tuple(p for p in content.shown if p.id in gone)
    return replace(
        slot,
        content=replace(
            content,
            passages=tuple(p for p in content.passages if p.id not in gone),
            columns=columns,
        ),
        no_room=(*slot.no_room, *no_room),
    )
