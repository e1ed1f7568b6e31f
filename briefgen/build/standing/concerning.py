"""A config and what stands in `out/` to the audiences that a run has to make anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.build.options import BuildOptions, project_of, series_folder
from briefgen.config import Audience, Config
from briefgen.config.keys import keys_of
from briefgen.diagnostics import Severity
from briefgen.editions.freshness import Look, look_at, reasons
from briefgen.editions.standing import NONE, StandingPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What a run has to do: `audiences` to make; `keys` are what each audience's pack would be made
    from today (`config.keys`), `stale` those whose pack is not what it should be, asked for or not.
    """

    audiences: tuple[Audience, ...]
    keys: Mapping[str, Mapping[str, str]]
    stale: frozenset[str]
    look: Look

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
    config: Config, audiences: Sequence[Audience], options: BuildOptions, *, dated: bool
) -> Concern:
    """Those of the audiences asked for that are stale, or whose findings are to be said again."""
    keys = keys_of(config, dated=dated)
    look = look_at(project_of(config, options), str(series_folder(config, options)))
    why = reasons(look, keys, options.formats)
    stale = frozenset(name for name, causes in why.items() if causes)
    packs = look.standing.packs if look.standing else {}
    loud = _threshold(config, options)
    again = {name for name, pack in packs.items() if _is_loud(pack, loud)}
    everyone = options.force or options.final or (stale and _looks_across(config))
    return Concern(
        audiences=tuple(a for a in audiences if everyone or a.name in stale | again),
        keys=keys,
        stale=stale,
        look=look,
    )


def _threshold(config: Config, options: BuildOptions) -> Severity | None:
    if options.say_again is not None:
        return options.say_again
    return config.fail_on if options.fail_on is None else options.fail_on


def _is_loud(pack: StandingPack, loud: Severity | None) -> bool:
    """Whether a finding that made the last run fail stands: it fails again, and says why."""
    return loud is not None and pack.worst != NONE and pack.worst >= loud


def _looks_across(config: Config) -> bool:
    """Whether a finding that counts needs the passages of all packs, not of those made anew alone:
    as a remark it is left to the runs that make every pack.
    """
    level = config.levels.shown_to_nobody
    return level is not None and level >= Severity.WARNING
