"""One passage before and after to its sentences, step by step: kept, reworded, new, taken out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from briefgen.aligning import align
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A sentence: `before` "" where it is new, `after` "" where it was taken out.

    `moved`: both are there, but not in the order of the others; `by_limit`: it came or went by a
    limit alone, the source says it as before.
    """

    before: str
    after: str
    moved: bool = False
    by_limit: bool = False

    @property
    def changed(self) -> bool:
        return self.before != self.after or self.moved


def sentence_steps(before: Sequence[str], after: Sequence[str]) -> tuple[Step, ...]:
    """The sentences of both in the order after; one taken out stands where it stood before."""
    pairs = pair_places(before, after)
    back = {j: i for i, j in pairs.items()}
    in_turn = in_order(pairs)
    steps: list[Step] = []
    at = 0
    for j, sentence in enumerate(after):
        i = back.get(j)
        if i is None:
            steps.append(Step(before="", after=sentence))
            continue
        if i in in_turn:
            steps += _taken_out(before, pairs, range(at, i))
            at = i + 1
        steps.append(Step(before=before[i], after=sentence, moved=i not in in_turn))
    return (*steps, *_taken_out(before, pairs, range(at, len(before))))


def _taken_out(before: Sequence[str], pairs: Mapping[int, int], places: range) -> list[Step]:
    return [Step(before=before[i], after="") for i in places if i not in pairs]


def pair_places(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which text before is which after, by place."""
    found = align(
        [(str(n), text) for n, text in enumerate(before)],
        [(str(n), text) for n, text in enumerate(after)],
    )
    return {int(i): int(j) for i, j in found.items()}


def in_order(pairs: Mapping[int, int]) -> frozenset[int]:
    """The most of the places before whose places after rise too; all others have moved."""
    tails: list[int] = []  # the lowest end of a rising run of each length
    ends: list[int] = []  # the place before at that end
    came_from: dict[int, int] = {}
    for i in sorted(pairs):
        n = bisect_left(tails, pairs[i])
        if n:
            came_from[i] = ends[n - 1]
        tails[n : n + 1], ends[n : n + 1] = [pairs[i]], [i]
    kept: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        kept.append(at)
        at = came_from.get(at)
    return frozenset(kept)
