"""The edition before to what an audience was told in it and may be told again today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.telling import shown_words, words_hash
from briefgen.config import Audience, Config, marking_of
from briefgen.editions.changes.comparing import IsHigher, PackChanges, compare
from briefgen.editions.changes.told import Told, ToldEdition, ToldPack
from briefgen.editions.changes.withholding import Today, still_open
from briefgen.selection.ceilings import Ceilings
from briefgen.selection.markings import Ladder, is_above, position
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What an audience's new pack is compared with.

    `changed` are the ids of sources with new words; `shut` is what it was told then and may not be
    told today: no file of the pack may hold it.
    """

    pack: ToldPack
    changed: frozenset[str]
    shut: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """Editions before, held against today's sources once for each ceiling of a run."""

    config: Config
    sources: tuple[LabelledSource, ...]
    views: Ceilings
    _made: dict[tuple[str, str], tuple[Today, frozenset[str]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of(self, audience: Audience, edition: ToldEdition | None) -> Base | None:
        """None where there is no edition before, or the audience was not in it."""
        if edition is None or audience.name not in edition.packs:
            return None
        key = (audience.ceiling, edition.sha256)
        if key not in self._made:
            self._made[key] = (
                today_at(self.config, audience.ceiling, edition, self.sources, self.views),
                _changed(self.sources, edition),
            )
        today, changed = self._made[key]
        pack, shut = still_open(edition.packs[audience.name], today)
        return Base(pack=pack, changed=changed, shut=shut)


def _changed(sources: Sequence[LabelledSource], edition: ToldEdition) -> frozenset[str]:
    """The ids of sources whose words no source of the edition had, whatever their names."""
    then = {one.words for one in edition.sources}
    return frozenset(s.file.id for s in sources if words_hash(s.document) not in then)


def languages_of(sources: Sequence[LabelledSource]) -> dict[str, str]:
    """The language of each source, by its id."""
    return {source.file.id: source.document.language for source in sources}


def today_at(
    config: Config,
    ceiling: str,
    edition: ToldEdition,
    sources: Sequence[LabelledSource],
    views: Ceilings,
) -> Today:
    """Today's sources parted at a ceiling, to hold an earlier edition against."""
    languages = languages_of(sources)
    labels = config.ladder.labels
    open_: set[str] = set()
    for passage in views.at(ceiling).select(Selector()):
        open_.update(shown_words(passage, languages[passage.source]))
    shut = [
        passage
        for passage in views.whole.select(Selector())
        if is_above(config.ladder, passage.marking, ceiling)
    ]
    words = (w for passage in shut for w in shown_words(passage, languages[passage.source]))
    return Today(
        may_see=frozenset(labels[: position(config.ladder, ceiling) + 1]),
        open=frozenset(open_),
        shut=tuple(dict.fromkeys(w for w in words if w not in open_)),
        shut_ids=frozenset(passage.id for passage in shut),
        sources={one.id: marking_of(config, one.path) for one in edition.sources},
    )


def pack_changes(config: Config, base: Base, told: ToldPack) -> PackChanges:
    """What is new in a pack as it now stands."""
    return compare(base.pack, told, higher_on(config.ladder), changed_sources=base.changed)


def higher_on(ladder: Ladder) -> IsHigher:
    """Whether one label stands above another; never above one that the ladder does not know."""
    return lambda one, other: other in ladder.labels and is_above(ladder, one, other)
