"""Scored sentences to an order: which passage, and which sentence of it, is the first to keep."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.model import ListItem, Milestone, Paragraph, PartialDate, Passage
from briefgen.selection.atoms import Atom, Languages, make_atoms
from briefgen.selection.hanging import points_first
from briefgen.selection.scoring import Key, Scored, SectionKey, likeness, score, section_key
from briefgen.slotted import dataclass

_REFERS = -0.35  # for a sentence that opens with a reference, where what it refers to is not kept
_LIKE_KEPT = -0.35  # times the likeness to the most similar passage ranked before
_VARIED = 12  # that many first ranks are chosen for variety; below that, likeness hardly matters
_AGAIN = -0.10  # for one more sentence of a passage that is heard already
_STEP = 0.001
_NO_DATE = PartialDate(year=0)


def with_ranks(
    passages: Sequence[Passage],
    languages: Languages,
    subjects: Mapping[str, str] | None = None,
) -> tuple[Passage, ...]:
    """The passages in the same order, each with its rank: 0 is the first to keep.

    Every sub-section is heard before any twice; milestones rank the latest first; else what is
    early, central, emphatic or in the words of its role goes before what announces, repeats, runs
    long or opens with a reference to a passage that ranks lower. A point goes before all that
    hangs on it.
    """
    scored = score(passages, make_atoms(passages, languages), subjects)
    heads = [_head(row) for row in scored]
    order = _behind_what_they_lean_on(_order_passages(passages, heads), passages, heads)
    order = points_first(order, passages)
    ranks = {passage: rank for rank, passage in enumerate(order)}
    return tuple(replace(passage, rank=ranks[n]) for n, passage in enumerate(passages))


# --- passages -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Head:
    """The atom by which a passage is first heard. `value`: its score if heard alone."""

    index: int
    scored: Scored
    value: float


def _head(row: Sequence[Scored]) -> _Head:
    """The best atom that leans on nothing, or the best of all, less what leaning costs."""
    values = [s.score + (_REFERS if s.refers else 0.0) for s in row]
    best = max(range(len(row)), key=lambda k: (values[k], -k))
    return _Head(best, row[best], values[best])


def _order_passages(passages: Sequence[Passage], heads: Sequence[_Head]) -> list[int]:
    """Indexes of the passages, the first to keep first."""
    values = _passage_values(passages, heads)
    remaining = set(range(len(passages)))
    heard: set[SectionKey] = set()
    likest = [0.0] * len(passages)

    def key(n: int) -> tuple[bool, float, int]:
        waits = _takes_turns(passages[n]) and section_key(passages[n]) in heard
        return (waits, round(-values[n] - _LIKE_KEPT * likest[n], 6), passages[n].order)

    order: list[int] = []
    while remaining and len(order) < _VARIED:
        chosen = min(remaining, key=key)
        remaining.remove(chosen)
        order.append(chosen)
        heard.add(section_key(passages[chosen]))
        for n in remaining:
            if _takes_turns(passages[n]):
                alike = likeness(heads[n].scored.vector, heads[chosen].scored.vector)
                likest[n] = max(likest[n], alike)
    return [*order, *_in_turns(sorted(remaining, key=key), passages, heard)]


def _in_turns(
    order: Sequence[int], passages: Sequence[Passage], heard: set[SectionKey]
) -> list[int]:
    """The same order, but the first of each section that was not heard goes before all others."""
    seen = set(heard)
    first: list[int] = []
    later: list[int] = []
    for n in order:
        key = section_key(passages[n])
        waits = _takes_turns(passages[n]) and key in seen
        (later if waits else first).append(n)
        seen.add(key)
    return first + later


def _takes_turns(passage: Passage) -> bool:
    """Dated rows go by their date alone."""
    return not isinstance(passage.unit, Milestone)


def _passage_values(passages: Sequence[Passage], heads: Sequence[_Head]) -> list[float]:
    """A paragraph that leans on the one before it in its section is worth less than that."""
    dated = _recency(passages)
    values: list[float] = []
    for n in range(len(passages)):
        value = dated.get(n, heads[n].value)
        if _leans_on_the_one_before(n, passages, heads):
            value = min(value, values[n - 1] - _STEP)
        values.append(round(value, 6))
    return values


def _leans_on_the_one_before(n: int, passages: Sequence[Passage], heads: Sequence[_Head]) -> bool:
    if n == 0 or not isinstance(passages[n].unit, Paragraph):
        return False
    leans = heads[n].scored.refers or heads[n].scored.adds
    return leans and section_key(passages[n - 1]) == section_key(passages[n])


def _behind_what_they_lean_on(
    order: Sequence[int], passages: Sequence[Passage], heads: Sequence[_Head]
) -> list[int]:
    """The same order, but a paragraph that leans on the one before it comes after that."""
    placed: dict[int, None] = {}
    waiting: set[int] = set()
    for n in order:
        if _leans_on_the_one_before(n, passages, heads) and n - 1 not in placed:
            waiting.add(n)
            continue
        placed[n] = None
        while n + 1 in waiting:
            n += 1  # noqa: PLW2901 - the next in the source waited for this one
            waiting.remove(n)
            placed[n] = None
    return list(placed)


def _recency(passages: Sequence[Passage]) -> dict[int, float]:
    """A value for each dated row: the later it ends, the higher; unreadable rows last."""
    rows = [n for n, passage in enumerate(passages) if isinstance(passage.unit, Milestone)]
    order = sorted(rows, key=lambda n: (_end(passages[n]), -passages[n].order))
    return {n: 0.2 + 0.2 * (at + 1) / len(order) for at, n in enumerate(order)}


def _end(passage: Passage) -> tuple[PartialDate, PartialDate]:
    when = passage.unit.when if isinstance(passage.unit, Milestone) else None
    return (when.end, when.start) if when else (_NO_DATE, _NO_DATE)


# --- sentences ------------------------------------------------------------------------------------


def order_atoms(passages: Sequence[Passage], atoms: Sequence[Sequence[Atom]]) -> tuple[Scored, ...]:
    """All sentences of ranked passages, the first to keep first.

    Passages are first heard in the order of their ranks; every bullet and every sub-section
    before any is heard twice. A sentence that leans on another comes after that one.
    """
    rows = score(passages, atoms)
    ranked = sorted(range(len(passages)), key=lambda n: (passages[n].rank, passages[n].order))
    last_first = _last_first_hearing([passages[n] for n in ranked])
    line = _Line(rows)
    for place, n in enumerate(ranked):
        head = _head(rows[n])
        while place > last_first and line.best > head.value:
            line.take_best()
        line.open(n, head.index)
    return line.to_end()


def order_inside(
    passages: Sequence[Passage], atoms: Sequence[Sequence[Atom]]
) -> tuple[tuple[Scored, ...], ...]:
    """Per passage its sentences, the first to keep first, seen in the light of all passages."""
    inside: list[tuple[Scored, ...]] = []
    rows = score(passages, atoms)
    for n, row in enumerate(rows):
        own = tuple(
            replace(one, leans_on=tuple(key for key in one.leans_on if key[0] == n)) for one in row
        )
        line = _Line({n: own})
        line.open(n, _head(own).index)
        inside.append(line.to_end())
    return tuple(inside)


def _last_first_hearing(ranked: Sequence[Passage]) -> int:
    """The last place by rank at which a bullet or a sub-section is heard for the first time."""
    seen: set[SectionKey] = set()
    last = 0
    for place, passage in enumerate(ranked):
        if isinstance(passage.unit, ListItem) or section_key(passage) not in seen:
            last = place
        seen.add(section_key(passage))
    return last


class _Line:
    """The sentences that may be taken next, the best first, and those that were taken."""

    def __init__(self, rows: Sequence[Sequence[Scored]] | Mapping[int, Sequence[Scored]]) -> None:
        self._rows = rows
        self._queue: list[tuple[float, int, int]] = []  # minus the value, passage, index
        self._waiting: dict[Key, list[Key]] = {}  # what may follow a sentence once it is taken
        self._taken: dict[Key, Scored] = {}

    @property
    def best(self) -> float:
        """The value of the best that may be taken."""
        return -self._queue[0][0] if self._queue else -math.inf

    def open(self, n: int, head: int) -> None:
        """A passage is heard by its head; its other sentences may follow."""
        self._take((n, head))
        for k in range(len(self._rows[n])):
            if k != head:
                self._offer((n, k))

    def take_best(self) -> None:
        self._take(heapq.heappop(self._queue)[1:])

    def to_end(self) -> tuple[Scored, ...]:
        """Everything in the order in which it was taken, the rest the best first."""
        while self._queue:
            self.take_best()
        return tuple(self._taken.values())

    def _take(self, key: Key) -> None:
        self._taken[key] = self._rows[key[0]][key[1]]
        for waiting in self._waiting.pop(key, ()):
            self._offer(waiting)

    def _offer(self, key: Key) -> None:
        """A sentence that leans on others waits until they are taken."""
        scored = self._rows[key[0]][key[1]]
        missing = next((one for one in scored.leans_on if one not in self._taken), None)
        if missing is not None:
            self._waiting.setdefault(missing, []).append(key)
            return
        alone = _REFERS if scored.refers and not scored.leans_on else 0.0
        heapq.heappush(self._queue, (-round(scored.score + alone + _AGAIN, 6), *key))
