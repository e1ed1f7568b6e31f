"""The passages of a pack to the order in which they leave it where it has too many pages."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from briefgen.model import Passage
from briefgen.selection.limits import Limit
from briefgen.slotted import dataclass

# Most over its `min` first, then the later slot, in it the lowest rank, then the later column.
_Key = tuple[int, int, int, int]


@dataclass(slots=True, kw_only=True)
class _Lane:
    """A slot's only column, or one of several: what may still leave it, the best first.

    `over`: how many passages it has above its `min`.
    """

    slot: int
    column: int
    waiting: list[Passage]
    over: int

    def key(self) -> _Key:
        return (-self.over, -self.slot, -self.waiting[-1].rank, -self.column)


def going_order(
    slots: Sequence[tuple[Limit, Sequence[Sequence[Passage]]]],
    pinned: AbstractSet[str] = frozenset(),
) -> tuple[tuple[int, str], ...]:
    """In which order passages leave a pack that has too many pages: (slot index, passage id).

    A slot is the sequence of its columns, one for most; each column gives like a slot of its own,
    so that two views are shortened alike. Next to go is the lowest-ranked passage of the column
    with most left over its slot's `min`; of the later slot on ties, in one slot the lower-ranked,
    then that of the later column. `pinned` ids never go, nor does a point that one hangs on, and
    they count towards `min` first. What never goes is not listed. A passage in two columns of a
    slot leaves both at once.
    """
    lanes = [
        _make_lane(n, k, limit, column, pinned)
        for n, (limit, columns) in enumerate(slots)
        for k, column in enumerate(columns)
    ]
    holders: dict[tuple[int, str], list[_Lane]] = {}
    for lane in lanes:
        for passage in lane.waiting:
            holders.setdefault((lane.slot, passage.id), []).append(lane)
    return tuple(_leave(lanes, holders))


def _make_lane(
    slot: int, column: int, limit: Limit, passages: Sequence[Passage], pinned: AbstractSet[str]
) -> _Lane:
    held = {point for p in passages if p.id in pinned for point in p.above}
    loose = (p for p in passages if p.id not in pinned and p.id not in held)
    by_rank = sorted(loose, key=lambda p: (p.rank, p.order))
    return _Lane(slot=slot, column=column, waiting=by_rank, over=len(passages) - limit.min)


def _leave(
    lanes: Sequence[_Lane], holders: dict[tuple[int, str], list[_Lane]]
) -> Iterator[tuple[int, str]]:
    gone: set[tuple[int, str]] = set()
    heap = [(lane.key(), n) for n, lane in enumerate(lanes) if lane.over > 0 and lane.waiting]
    heapq.heapify(heap)
    while heap:
        key, n = heapq.heappop(heap)
        lane = lanes[n]
        while lane.waiting and (lane.slot, lane.waiting[-1].id) in gone:
            lane.waiting.pop()
        if lane.over <= 0 or not lane.waiting:
            continue
        if key == lane.key():  # else it has lost a passage to another column meanwhile
            one = (lane.slot, lane.waiting.pop().id)
            if all(other.over > 0 for other in holders[one]):
                gone.add(one)
                yield one
                for other in holders[one]:
                    other.over -= 1
        if lane.over > 0 and lane.waiting:
            heapq.heappush(heap, (lane.key(), n))
