"""How much of a selection a pack shows: whole sentences, items, words; lowest rank goes first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from briefgen.model import Passage
from briefgen.selection.atoms import Atom, Languages, cut_passage, make_atoms
from briefgen.selection.hanging import best_points, without_bare
from briefgen.selection.ranking import order_atoms, order_inside
from briefgen.selection.scoring import Scored
from briefgen.slotted import dataclass

_STARTS = 5  # how many sentences may lead where words are counted
_LEAST_WORTH = 0.1  # below that a sentence is not used to fill up


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """0 means no limit. `each` cuts inside every passage; `min` passages always stay."""

    sentences: int = 0
    items: int = 0
    words: int = 0
    pages: int = 0
    min: int = 1
    each: Limit | None = None


Kept = tuple[Passage, ...]
LeftOut = tuple[Passage, ...]


def apply(
    passages: Sequence[Passage], limit: Limit, languages: Languages = "en"
) -> tuple[Kept, LeftOut]:
    """What a limit keeps of ranked passages, and what it leaves out, both in source order.

    `languages`: ISO 639 code by source, or one for all; sentences end otherwise in each.
    `each` first cuts inside every passage: to its best sentences in number or words. Then `items`
    keeps the best-ranked passages, and `sentences` and `words` the best sentences of those, as
    many as fit: whole ones always, one at least, and one at least of each of `min` passages. What
    is cut has new `pieces` (runs of sentences that stand side by side) and counts `left_out`.
    Rows, quotations, tables, code and figures are kept whole or not at all, but `each` cuts rows.
    `pages` concerns a whole pack and is not looked at here. A sub-point is kept with the points
    that it hangs on alone, and these count.
    """
    cut = _cut_each(passages, limit.each, languages) if limit.each else tuple(passages)
    by_rank = sorted(cut, key=lambda p: (p.rank, p.order))
    most = max(limit.items, limit.min) if limit.items else len(by_rank)
    kept = _in_order(best_points(by_rank, most))
    if limit.sentences or limit.words:
        kept = without_bare(_cut_all(kept, limit, languages), kept)
    stayed = {(p.order, p.id) for p in kept}
    left_out = (p for p in passages if (p.order, p.id) not in stayed)
    return kept, _in_order(left_out)


def _in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda p: p.order))


def _cut_each(
    passages: Sequence[Passage], limit: Limit, languages: Languages
) -> tuple[Passage, ...]:
    """Every passage cut to its own best sentences, one at least."""
    atoms = make_atoms(passages, languages, cut_rows=True)
    orders = order_inside(passages, atoms)
    budgets = [_Budget(sentences=limit.sentences, words=limit.words) for _ in passages]
    return tuple(
        cut_passage(
            passage, _take(_fitting_first(order, budget), budget, at_least=1), inner, languages
        )
        for passage, inner, order, budget in zip(passages, atoms, orders, budgets, strict=True)
    )


def _fitting_first(order: Sequence[Scored], budget: _Budget) -> Sequence[Scored]:
    """The best sentence that stands alone within the budget in front; as it was where none does."""
    for n, start in enumerate(order):
        if not start.refers and budget.holds(start.atom.sentences, start.atom.words):
            return (start, *order[:n], *order[n + 1 :])
    return order


def _cut_all(
    passages: Sequence[Passage], limit: Limit, languages: Languages
) -> tuple[Passage, ...]:
    """The best sentences over all passages; passages of which none is kept fall away."""
    atoms = make_atoms(passages, languages)
    order, least = _pin(order_atoms(passages, atoms), limit.min)
    budget = _Budget(sentences=limit.sentences, words=limit.words)
    above = _above(passages)
    taken = _take(order, budget, at_least=least, above=above)
    if limit.words and least == 1:
        taken = _fill_better(order, taken, budget, above)
    by_passage: dict[int, list[Atom]] = {}
    for atom in taken:
        by_passage.setdefault(atom.passage, []).append(atom)
    return tuple(
        cut_passage(passage, by_passage[n], atoms[n], languages)
        for n, passage in enumerate(passages)
        if n in by_passage
    )


_Above = Sequence[frozenset[int]]  # per passage the indexes of those that it hangs on


def _above(passages: Sequence[Passage]) -> _Above:
    places = {(passage.source, passage.id): n for n, passage in enumerate(passages)}
    return [
        frozenset(places[p.source, point] for point in p.above if (p.source, point) in places)
        for p in passages
    ]


def _fill_better(
    order: Sequence[Scored], taken: list[Atom], budget: _Budget, above: _Above
) -> list[Atom]:
    """What fills a budget of words best if one of the next sentences may lead.

    A long first sentence can shut out two good ones; the best by rank leads unless another start
    is worth more in all.
    """
    worth = {(s.atom.passage, s.atom.index): max(s.score, 0.0) for s in order}

    def value(atoms: Sequence[Atom]) -> float:
        each = (worth[atom.passage, atom.index] * math.sqrt(atom.words) for atom in atoms)
        return round(math.fsum(each), 6)

    best = taken
    for n in range(1, min(_STARTS, len(order))):
        start = order[n]
        if start.refers or start.leans_on or above[start.atom.passage]:
            continue
        if not budget.holds(start.atom.sentences, start.atom.words):
            continue
        other = _take([start, *order[:n], *order[n + 1 :]], budget, at_least=1, above=above)
        if value(other) > value(best):
            best = other
    return best


def _pin(order: Sequence[Scored], least: int) -> tuple[list[Scored], int]:
    """The order with the first sentence of `least` passages (1 at least) in front; how many."""
    pinned: dict[int, Scored] = {}
    rest: list[Scored] = []
    for scored in order:
        if len(pinned) < max(least, 1) and scored.atom.passage not in pinned:
            pinned[scored.atom.passage] = scored
        else:
            rest.append(scored)
    return [*pinned.values(), *rest], len(pinned)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Budget:
    """0 means no limit."""

    sentences: int
    words: int

    def holds(self, sentences: int, words: int) -> bool:
        return (not self.sentences or sentences <= self.sentences) and (
            not self.words or words <= self.words
        )


def _take(
    order: Sequence[Scored], budget: _Budget, *, at_least: int, above: _Above = ()
) -> list[Atom]:
    """The first of the order, `at_least` so many, then what fits into the budget.

    What has too many words is passed over for what comes next, if that is worth it, can be cut,
    and does not lean on what was passed over or hang on what is not heard; sentences are counted
    off in the order given.
    """
    heard: set[int] = set()
    taken: list[Atom] = []
    passed: set[tuple[int, int]] = set()
    sentences = words = 0
    for n, scored in enumerate(order):
        atom = scored.atom
        if n >= at_least and budget.sentences and sentences + atom.sentences > budget.sentences:
            break
        fits = not budget.words or words + atom.words <= budget.words
        leans = not passed.isdisjoint(scored.leans_on)
        leans = leans or bool(above and not above[atom.passage] <= heard)
        worth = not passed or (scored.score > _LEAST_WORTH and not atom.whole)
        if n < at_least or (fits and worth and not leans):
            taken.append(atom)
            heard.add(atom.passage)
            sentences, words = sentences + atom.sentences, words + atom.words
        else:
            passed.add((atom.passage, atom.index))
    return taken
