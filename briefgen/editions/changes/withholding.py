"""What an audience was told before to the part of it that may be repeated to it today.

A passage that was open then may be withheld now: its marking was raised, the ceiling lowered, its
source shut. Then not even its old words may stand in a report as "taken out".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefgen.aligning import align
from briefgen.editions.changes.told import Told, ToldPack
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What today's sources hold, parted at one audience's ceiling: ids of blocks and sentences.

    `may_see` are the labels up to the ceiling; `sources` is the marking of each source as a whole,
    those that are gone included as far as a rule of the config still names them.
    """

    may_see: frozenset[str]
    open: frozenset[str]
    shut: tuple[str, ...]
    shut_ids: frozenset[str]
    sources: Mapping[str, str]


def still_open(pack: ToldPack, today: Today) -> tuple[ToldPack, tuple[Told, ...]]:
    """The pack without what is withheld today, and what that was, for the series' report alone."""
    gone = _withheld(pack.passages, today)
    kept = tuple(told for told in pack.passages if told not in gone)
    cited = {told.passage.source for told in kept}
    sources = tuple(
        one
        for one in pack.sources
        if one.id in cited and today.sources.get(one.id, "") in (*today.may_see, "")
    )
    # Those without words of people's own (deletions, moves) have no marking; none is repeated.
    edits = tuple(edit for edit in pack.edits if edit.marking in (*today.may_see, ""))
    return replace(pack, passages=kept, sources=sources, edits=edits), gone


def _withheld(passages: Iterable[Told], today: Today) -> tuple[Told, ...]:
    """Marked too high, then or now; or in words or place what is withheld today. When in doubt it
    is: equal to nothing that is open, and like something that is not.
    """
    shut: list[Told] = []
    doubtful: list[Told] = []
    for told in passages:
        passage = told.passage
        source = today.sources.get(passage.source, "")
        if passage.marking not in today.may_see or (source and source not in today.may_see):
            shut.append(told)
        elif not today.open.issuperset(passage.words):
            doubtful.append(told)
    withheld = frozenset(today.shut)
    sentences = [
        (f"{n} {m}", words)
        for n, told in enumerate(doubtful)
        for m, words in enumerate(told.passage.words)
        if words not in today.open
    ]
    like = align(sentences, [(str(n), words) for n, words in enumerate(today.shut)])
    near = {int(name.split()[0]) for name in like}
    shut += (
        told
        for n, told in enumerate(doubtful)
        if n in near
        or told.passage.id in today.shut_ids
        or not withheld.isdisjoint(told.passage.words)
    )
    return tuple(shut)
