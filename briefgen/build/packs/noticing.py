"""Filled slots of a pack to the passages that stand in it twice, or in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.abbreviating import LAYOUT
from briefgen.build.packs.bisection import FilledSlot
from briefgen.config import Audience, Config
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, at_level, info
from briefgen.model import Passage
from briefgen.tree import line_numbers

# More places than this in one line help nobody.
_MOST_NAMED = 8


def find_twice(
    config: Config,
    audience: Audience,
    slots: Sequence[FilledSlot],
    sources: Sequence[LabelledSource],
) -> Diagnostics:
    """The passages that stand in two sections, or two columns, of one pack."""
    level = config.levels.selected_twice
    if level is None:
        return ()
    standing: dict[str, list[tuple[str, Passage]]] = {}
    for slot in slots:
        for lane in slot.content.lanes if slot.content.layout != LAYOUT else ():
            for passage in lane:
                standing.setdefault(passage.id, []).append((slot.content.id, passage))
    names = {source.file.id: source.file.name for source in sources}
    twice = [places for places in standing.values() if len(places) > 1]
    if not twice:
        return ()
    named = []
    for places in twice:
        passage, where = places[0][1], " and ".join(name for name, _ in places)
        named.append(f"{names[passage.source]}:{_first_line(passage)} ({where})")
    message = f"{counted(len(twice), 'passage')} twice in this pack: {_listed(named)}"
    hint = "`exclude` in one of the selectors takes them out there"
    return at_level(level, "selected-twice", message, place=audience.place, hint=hint)


def find_other_languages(
    audience: Audience, slots: Sequence[FilledSlot], sources: Sequence[LabelledSource]
) -> Diagnostics:
    """How many passages of which source stand in another language than the pack, whatever the
    region.
    """
    own = audience.language.partition("-")[0]
    tongues = {s.file.id: s.document.language for s in sources}
    shown = {(p.source, p.id) for slot in slots for p in slot.content.shown}
    counts = Counter(source for source, _ in shown)
    named = [
        f"{source.file.name} ({tongues[source.file.id]}): {counts[source.file.id]}"
        for source in sources
        if counts[source.file.id] and tongues[source.file.id].partition("-")[0] not in ("", own)
    ]
    if not named:
        return ()
    message = f"passages in another language than this pack's ({own}): {', '.join(named)}"
    hint = "leave the source out, add a translation as a source, or state `language` if misjudged"
    return (info("other-language", message, place=audience.place, hint=hint),)


def _first_line(passage: Passage) -> int:
    return min((start for _, start, _ in line_numbers(passage.unit.origins)), default=0)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
