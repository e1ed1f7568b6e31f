"""A config and what stands in `out/` to the audiences that a run has to make anew."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.build.memos.editing import load_edits
from briefgen.build.options import BuildOptions, project_of, series_folder
from briefgen.build.standing.names import file_path
from briefgen.config import Audience, Config
from briefgen.config.keys import keys_of
from briefgen.diagnostics import Severity
from briefgen.editions.disk import read_bytes, sha256
from briefgen.editions.freshness import Look, look_at
from briefgen.editions.staleness import Cause, reasons
from briefgen.editions.standing import NONE, StandingPack
from briefgen.slotted import dataclass

SOURCES = "sources"  # the part of `made_from` that says what a pack takes from the sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What a run has to do: `audiences` to make; `keys` are what each audience's pack would be made
    from today (`config.keys`), `stale` those whose pack is not what it should be, asked for or not;
    `by_sources` are those of `audiences` for which the sources alone have changed.
    """

    audiences: tuple[Audience, ...]
    keys: Mapping[str, Mapping[str, str]]
    stale: frozenset[str]
    look: Look
    by_sources: frozenset[str] = frozenset()

    def without_same(self, digests: Mapping[str, str]) -> Concern:
        """Without the packs that take from changed sources what they took before; `digests` say
        what each takes today.
        """
        packs = self.look.standing.packs if self.look.standing else {}
        same = {
            name
            for name in self.by_sources
            if digests.get(name, "") == packs[name].made_from.get(SOURCES)
        }
        left = tuple(audience for audience in self.audiences if audience.name not in same)
        return replace(self, audiences=left, stale=self.stale - same)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to make and nothing to note down: what was made from other
        bytes that mean the same is noted.
        """
        return not self.audiences and (bool(self.stale) or self.look.is_whole)

    def fresh_files(self, asked: Sequence[Audience]) -> tuple[str, ...]:
        """The packs of those asked for that stand as they are."""
        made = {audience.name for audience in self.audiences}
        packs = self.look.standing.packs if self.look.standing else {}
        return tuple(
            str(Path(self.look.folder, path))
            for audience in asked
            if audience.name not in made and audience.name in packs
            for path in packs[audience.name].outputs
        )


def find_concerned(
    config: Config,
    audiences: Sequence[Audience],
    options: BuildOptions,
    as_of: datetime.date | None,
) -> Concern:
    """Those of the audiences asked for that are stale, or whose findings are to be said again; all
    of them where one is made at a later date than that of the standing edition.
    """
    keys = keys_of(config, dated=as_of is not None)
    look = look_at(project_of(config, options), str(series_folder(config, options)))
    why = reasons(look, keys, options.formats)
    stale = frozenset(name for name, causes in why.items() if causes)
    packs = look.standing.packs if look.standing else {}
    loud = _threshold(config, options)
    again = {name for name, pack in packs.items() if _is_loud(pack, loud)}
    again |= _unread(config, audiences, options, look)
    everyone = options.force or options.final
    if as_of is not None and look.standing and as_of.isoformat() > look.standing.as_of:
        everyone = everyone or any(audience.name in stale | again for audience in audiences)
    by_sources = {
        name
        for name, causes in why.items()
        if causes and all(one.cause is Cause.SOURCE for one in causes)
    }
    return Concern(
        audiences=tuple(a for a in audiences if everyone or a.name in stale | again),
        keys=keys,
        stale=stale,
        look=look,
        by_sources=frozenset() if everyone else frozenset(by_sources - again),
    )


def _unread(
    config: Config, audiences: Sequence[Audience], options: BuildOptions, look: Look
) -> set[str]:
    """Audiences beside whose pack an edited memo stands that is no longer made, and whose edits a
    run that pulls has still to record.
    """
    if not options.pull:
        return set()
    return {
        audience.name
        for audience in audiences
        if (memo := file_path(config, audience, "docx")) in look.beside.get(audience.name, ())
        and (data := read_bytes(Path(look.folder, memo))) is not None
        and sha256(data) not in load_edits(config, audience.name).overrides.pulled
    }


def _threshold(config: Config, options: BuildOptions) -> Severity | None:
    if options.say_again is not None:
        return options.say_again
    return config.fail_on if options.fail_on is None else options.fail_on


def _is_loud(pack: StandingPack, loud: Severity | None) -> bool:
    """Whether a finding that made the last run fail stands: it fails again, and says why."""
    return loud is not None and pack.worst != NONE and pack.worst >= loud
