"""Points inside points to what has to stand with them: no sub-point is shown without its point.

A point "Three steps:" above sub-points says nothing without one of them either: an opener.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from briefgen.model import Passage
from briefgen.tree import plain_text

COLONS = (":", "：")


def points_first(order: Sequence[int], passages: Sequence[Passage]) -> list[int]:
    """An order of passages (their indexes) in which each follows the points that it hangs on."""
    places = {passage.id: n for n, passage in enumerate(passages)}
    found: dict[int, None] = {}
    for n in order:
        above = (places[point] for point in passages[n].above if point in places)
        found |= dict.fromkeys((*above, n))
    return list(found)


def hanging(passages: Sequence[Passage], gone: AbstractSet[str]) -> set[str]:
    """The ids that go where these go: they and all that hangs on them."""
    return set(gone) | {p.id for p in passages if not gone.isdisjoint(p.above)}


def openers(passages: Sequence[Passage]) -> frozenset[str]:
    """The ids of points that end with a colon and that others of the passages hang on."""
    above = frozenset(point for passage in passages for point in passage.above)
    return frozenset(
        p.id
        for p in passages
        if p.id in above and p.pieces and plain_text(p.pieces[-1]).rstrip().endswith(COLONS)
    )


def without_bare(kept: Sequence[Passage], before: Sequence[Passage]) -> tuple[Passage, ...]:
    """What is kept without openers that have lost all their sub-points, unless nothing is left."""
    opening = openers(before)
    shown = tuple(kept)
    while opening:
        above = {point for passage in shown for point in passage.above}
        fewer = tuple(p for p in shown if p.id not in opening or p.id in above)
        if len(fewer) in (0, len(shown)):
            break
        shown = fewer
    return shown


def best_points(by_rank: Sequence[Passage], most: int) -> tuple[Passage, ...]:
    """The best-ranked passages, `most` at most, each with the points that it hangs on; an opener
    comes with one of its sub-points alone, and with all of them where there is room.
    """
    named = {passage.id: passage for passage in by_rank}
    opening = openers(by_rank)
    opened: dict[str, list[str]] = {point: [] for point in opening}
    for passage in by_rank:
        for point in opening.intersection(passage.above):
            opened[point].append(passage.id)
    kept: dict[str, Passage] = {}
    for passage in by_rank:
        if passage.id in opening or passage.id in kept:
            continue
        alone = (*passage.above, passage.id)
        # What has no room as a whole once has none later.
        lists = [opened.pop(point) for point in passage.above if point in opened]
        for ids in dict.fromkeys(((*alone, *chain(*lists)), alone)):
            group = {one: named[one] for one in ids if one in named and one not in kept}
            if len(kept) + len(group) <= most:
                kept |= group
                break
    return tuple(kept.values()) or tuple(by_rank[:most])
