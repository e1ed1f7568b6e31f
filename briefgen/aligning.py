"""Two editions' blocks to which block before is which block after: by text, place and neighbours.

Ids follow the place in a source, so a paragraph put in at the top renames all below it. Before
two editions are compared or merged, the ids of one are mapped to those of the other here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Final

from briefgen.slotted import dataclass

_TELLING: Final = 12  # characters from which on equal words are the same block wherever it stands
_LIKE: Final = 0.5  # of 1, for a block in its old place or between its old neighbours
_LIKE_ANYWHERE: Final = 0.65  # for a block that has nothing but its words
_FEW_WORDS: Final = 3  # below: letters alone are compared
_BAND: Final = 16  # blocks to either side that are tried between two neighbours
_RARE: Final = 6  # blocks at most in which a word stands that leads to candidates
_CANDIDATES: Final = 12  # blocks that are tried for one that has moved

Block = tuple[str, str]  # id, text


def align(before: Sequence[Block], after: Sequence[Block]) -> Mapping[str, str]:
    """The id after for each id before that is still there; one to one, the same for every run.

    Both in document order, ids unique in each. In turn: same id and text; same text of a length
    that tells; same id and like text; same text; like text between neighbours that are settled;
    like text anywhere. Time grows with the number of blocks, not with its square.
    """
    pairs = _Pairs(before=before, after=after)
    places = {id_: j for j, (id_, _) in enumerate(after)}
    same = [(i, places[id_]) for i, (id_, _) in enumerate(before) if id_ in places]
    pairs.settle((i, j) for i, j in same if before[i][1] == after[j][1])
    _settle_equal(pairs, shortest=_TELLING)
    pairs.settle((i, j) for i, j in same if pairs.is_free(i, j) and pairs.likeness(i, j) >= _LIKE)
    _settle_equal(pairs, shortest=0)
    _settle_like(pairs, list(_between_neighbours(pairs)), _LIKE)
    _settle_like(pairs, list(_sharing_rare_words(pairs)), _LIKE_ANYWHERE)
    return {before[i][0]: after[j][0] for i, j in sorted(pairs.to.items())}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """The pairs settled so far, by place: `to` before -> after, `back` after -> before."""

    before: Sequence[Block]
    after: Sequence[Block]
    to: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)

    def is_free(self, i: int, j: int) -> bool:
        return i not in self.to and j not in self.back

    def settle(self, pairs: Iterable[tuple[int, int]]) -> None:
        for i, j in pairs:
            if self.is_free(i, j):
                self.to[i], self.back[j] = j, i

    def likeness(self, i: int, j: int) -> float:
        return likeness(self.before[i][1], self.after[j][1])

    def neighbours(self, i: int, j: int) -> int:
        """How many of the blocks directly before and after are pairs too: 0 to 2."""
        return (self.to.get(i - 1, -2) == j - 1) + (self.to.get(i + 1, -2) == j + 1)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, 0 to 1: the mean of words and letters in order.

    Letters alone for texts of a word or two, and for scripts that do not part words.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 (first packs are compared with none)
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    letters = fuzz.ratio(one, other) / 100
    words, others = one.split(), other.split()
    if min(len(words), len(others)) < _FEW_WORDS:
        return letters
    return (letters + Indel.normalized_similarity(words, others)) / 2


def _settle_equal(pairs: _Pairs, *, shortest: int) -> None:
    """Blocks of one text, at least `shortest` long: by neighbours first, else in their order."""
    free = [
        (i, text)
        for i, (_, text) in enumerate(pairs.before)
        if i not in pairs.to and len(text) >= shortest
    ]
    # A settled neighbour settles the next, from either side.
    pairs.settle(_beside(pairs, free, step=1))
    pairs.settle(_beside(pairs, reversed(free), step=-1))
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in range(len(pairs.after) - 1, -1, -1):
        if j not in pairs.back:
            waiting[pairs.after[j][1]].append(j)
    pairs.settle((i, waiting[t].pop()) for i, t in free if i not in pairs.to and waiting.get(t))


def _beside(
    pairs: _Pairs, free: Iterable[tuple[int, str]], *, step: int
) -> Iterator[tuple[int, int]]:
    """The blocks whose neighbour is settled and has a block of the same text beside its pair."""
    for i, text in free:
        if (neighbour := pairs.to.get(i - step)) is None:
            continue
        j = neighbour + step
        if 0 <= j < len(pairs.after) and pairs.after[j][1] == text:
            yield i, j


def _settle_like(pairs: _Pairs, candidates: Sequence[tuple[int, int]], least: float) -> None:
    """The candidates that are like enough, the most alike first, then those with neighbours."""
    scored = [(i, j, pairs.likeness(i, j)) for i, j in dict.fromkeys(candidates)]
    good = [(i, j, score) for i, j, score in scored if score >= least]
    good.sort(key=lambda c: (-c[2], -pairs.neighbours(c[0], c[1]), abs(c[0] - c[1]), c[0], c[1]))
    pairs.settle((i, j) for i, j, _ in good)


def _between_neighbours(pairs: _Pairs) -> Iterator[tuple[int, int]]:
    """Free blocks that stand in the same gap: after the same settled block, or before it."""
    low = -1  # the place after, of the settled block above
    run: list[int] = []
    for i in range(len(pairs.before) + 1):
        if i < len(pairs.before) and i not in pairs.to:
            run.append(i)
            continue
        high = pairs.to.get(i, len(pairs.after))
        below = _free_after(pairs, range(low + 1, len(pairs.after)), len(run))
        above = _free_after(pairs, range(high - 1, -1, -1), len(run))
        for n, one in enumerate(run):
            yield from ((one, j) for j in below[max(n - _BAND, 0) : n + _BAND])
            m = len(run) - 1 - n
            yield from ((one, j) for j in above[max(m - _BAND, 0) : m + _BAND])
        low, run = high, []


def _free_after(pairs: _Pairs, places: Iterable[int], wanted: int) -> list[int]:
    """The free blocks from a place on, up to the first that is settled."""
    found: list[int] = []
    for j in places if wanted else ():
        if j in pairs.back or len(found) >= wanted + _BAND:
            break
        found.append(j)
    return found


def _sharing_rare_words(pairs: _Pairs) -> Iterator[tuple[int, int]]:
    """Free blocks anywhere that share words which few blocks have, the most shared first."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, (_, text) in enumerate(pairs.after):
        if j not in pairs.back:
            for word in dict.fromkeys(_marks_of(text)):
                index[word].append(j)
    for i, (_, text) in enumerate(pairs.before):
        if i in pairs.to:
            continue
        shared: dict[int, int] = defaultdict(int)
        for word in dict.fromkeys(_marks_of(text)):
            for j in index[word] if len(index.get(word, ())) <= _RARE else ():
                shared[j] += 1
        best = sorted(shared, key=lambda j: (-shared[j], abs(j - i), j))
        yield from ((i, j) for j in best[:_CANDIDATES])


def _marks_of(text: str) -> list[str]:
    """Pairs of words, and words; pieces of four letters where a script does not part words."""
    words = text.split()
    if len(words) < _FEW_WORDS:
        return [text[n : n + 4] for n in range(max(len(text) - 3, 1))]
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]
