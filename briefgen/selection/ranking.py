"""Scored sentences to an order: which passage, and which sentence of it, is the first to keep."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model import ListItem, Milestone, Paragraph, PartialDate, Passage
from briefgen.selection.atoms import Atom, Languages, make_atoms
from briefgen.selection.hanging import points_first
from briefgen.selection.scoring import Scored, SectionKey, likeness, score, section_key

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
    order = points_first(_order_passages(passages, [_head(row) for row in scored]), passages)
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
    """A passage that opens with a reference ranks below the one before it in its section."""
    dated = _recency(passages)
    values: list[float] = []
    for n, passage in enumerate(passages):
        value = dated.get(n, heads[n].value)
        if n and heads[n].scored.refers and isinstance(passage.unit, Paragraph):
            before = passages[n - 1]
            if section_key(before) == section_key(passage):
                value = min(value, values[n - 1] - _STEP)
        values.append(round(value, 6))
    return values


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
    before any is heard twice. A sentence that opens with a reference comes after the one before.
    """
    rows = score(passages, atoms)
    ranked = sorted(range(len(passages)), key=lambda n: (passages[n].rank, passages[n].order))
    last_first = _last_first_hearing([passages[n] for n in ranked])
    queue: list[_Waiting] = []
    order: list[Scored] = []
    for place, n in enumerate(ranked):
        head = _head(rows[n])
        while place > last_first and queue and -queue[0][0] > head.value:
            order.append(_take_next(queue, rows))
        order.append(head.scored)
        _open(queue, n, head.index, rows[n])
    while queue:
        order.append(_take_next(queue, rows))
    return tuple(order)


def order_inside(
    passages: Sequence[Passage], atoms: Sequence[Sequence[Atom]]
) -> tuple[tuple[Scored, ...], ...]:
    """Per passage its sentences, the first to keep first, seen in the light of all passages."""
    inside: list[tuple[Scored, ...]] = []
    rows = score(passages, atoms)
    for n, row in enumerate(rows):
        head = _head(row)
        queue: list[_Waiting] = []
        _open(queue, n, head.index, row)
        order = [head.scored]
        while queue:
            order.append(_take_next(queue, rows))
        inside.append(tuple(order))
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


# A sentence that may be taken next: (minus its value, passage, index in the passage).
_Waiting = tuple[float, int, int]


def _open(queue: list[_Waiting], n: int, head: int, row: Sequence[Scored]) -> None:
    """A passage is heard: its other sentences may follow, those that lean on one after that."""
    for k, scored in enumerate(row):
        if k == head:
            continue
        if k == 0 or not scored.refers:
            alone = _REFERS if scored.refers else 0.0
            heapq.heappush(queue, (-round(scored.score + alone + _AGAIN, 6), n, k))
    _release_next(queue, n, head, row, head)


def _take_next(queue: list[_Waiting], rows: Sequence[Sequence[Scored]]) -> Scored:
    _, n, k = heapq.heappop(queue)
    _release_next(queue, n, k, rows[n], _head(rows[n]).index)
    return rows[n][k]


def _release_next(queue: list[_Waiting], n: int, k: int, row: Sequence[Scored], head: int) -> None:
    """After a sentence is taken, the next may lean on it."""
    if k + 1 < len(row) and row[k + 1].refers and k + 1 != head:
        heapq.heappush(queue, (-round(row[k + 1].score + _AGAIN, 6), n, k + 1))
