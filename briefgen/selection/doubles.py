"""Milestones of several sources to one series, an event that two of them tell standing once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Milestone, Passage, When
from briefgen.selection.cues import DENIALS, STOP_WORDS
from briefgen.selection.folding import fold_words
from briefgen.selection.ladder import Ladder, highest
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

# Of the words that say something, so many have to be in both; of the shorter text nearly all.
_FEWEST_SHARED = 3
_SHARED_OF_BOTH = 0.4
_SHARED_OF_SHORTER = 0.6
_STEM = 6  # letters: "visited" and "visits", "navies" and "naval" are alike enough
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is compared of one milestone."""

    passage: Passage
    when: When
    stems: frozenset[str]
    numbers: frozenset[str]
    denials: frozenset[str]


def merge_doubles(passages: Sequence[Passage], ladder: Ladder) -> tuple[Passage, ...]:
    """The passages, in order, each event that several sources tell in like words once.

    Doubles are milestones of different sources with the same first and last year and mostly the
    same words, without a denial or a number of which the other knows nothing. The one with the
    more exact date stays, the first of equals; it gets the origins and the highest marking of all,
    the best of their ranks, and the others in `also`. No date is changed.
    """
    by_years: dict[tuple[int, int], list[_Told]] = {}
    for passage in passages:
        if isinstance(passage.unit, Milestone) and passage.unit.when is not None:
            when = passage.unit.when
            by_years.setdefault((when.start.year, when.end.year), []).append(_told(passage, when))
    merged: dict[int, Passage] = {}
    gone: set[int] = set()
    for group in by_years.values():
        if len({told.passage.source for told in group}) > 1:
            for alike in _groups(group):
                kept = _merge(alike, ladder)
                merged[kept.order] = kept
                gone |= {told.passage.order for told in alike} - {kept.order}
    return tuple(merged.get(p.order, p) for p in passages if p.order not in gone)


def _told(passage: Passage, when: When) -> _Told:
    words = fold_words(" ".join(map(plain_text, passage.pieces)))
    telling = (w for w in words if len(w) > 2 and w not in STOP_WORDS and not w.isdecimal())
    years = {str(when.start.year), str(when.end.year)}
    return _Told(
        passage=passage,
        when=when,
        stems=frozenset(w.removesuffix("s")[:_STEM] for w in telling),
        numbers=frozenset(n for w in words for n in _NUMBER.findall(w)) - years,
        denials=DENIALS.intersection(words),
    )


def _groups(told: Sequence[_Told]) -> list[list[_Told]]:
    """Milestones of the same years that tell one event, at most one of each source."""
    groups: list[list[_Told]] = []
    for one in told:
        for group in groups:
            other_sources = all(g.passage.source != one.passage.source for g in group)
            if other_sources and all(_is_same_event(one, g) for g in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return [group for group in groups if len(group) > 1]


def _is_same_event(one: _Told, other: _Told) -> bool:
    shared = len(one.stems & other.stems)
    fewest = min(len(one.stems), len(other.stems))
    if shared < min(_FEWEST_SHARED, max(fewest, 1)):
        return False
    if one.denials != other.denials or not _dates_agree(one.when, other.when):
        return False
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return False
    of_both = shared / len(one.stems | other.stems)
    return of_both >= _SHARED_OF_BOTH and shared / fewest >= _SHARED_OF_SHORTER


def _dates_agree(one: When, other: When) -> bool:
    """Whether neither states a month or a day that the other states otherwise."""
    return all(
        a == b or not a or not b
        for x, y in ((one.start, other.start), (one.end, other.end))
        for a, b in ((x.month, y.month), (x.day, y.day))
    )


def _merge(alike: Sequence[_Told], ladder: Ladder) -> Passage:
    kept = min(alike, key=lambda told: (-_exactness(told.when), told.passage.order)).passage
    others = tuple(told.passage for told in alike if told.passage is not kept)
    return replace(
        kept,
        unit=replace(kept.unit, origins=tuple(o for p in (kept, *others) for o in p.unit.origins)),
        marking=highest(ladder, [p.marking for p in (kept, *others)]),
        rank=min(p.rank for p in (kept, *others)),
        also=others,
    )


def _exactness(when: When) -> int:
    return sum(map(bool, (when.start.month, when.start.day, when.end.month, when.end.day)))
