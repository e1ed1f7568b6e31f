"""A pack to what is left to do with it: its files, its record, the lines that it shows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TypeVar, cast

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.brief import Pack, Runs
from briefgen.build.standing.records import audience_record, in_series
from briefgen.config import Config
from briefgen.diagnostics import Diagnostics
from briefgen.editions.records import AudienceInSeries, AudienceRecord, SectionRecord
from briefgen.editions.spooling import Spool, Spooled
from briefgen.slotted import dataclass

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A pack once it is made: nothing of its document and its passages, since a run holds as many
    of these as it has audiences.

    `entry` is its part of the series' manifest, `files` its files by format, `found` its own
    findings. `altered`: the leak check took something out of it, so that it depends on more than
    its own part of the sources.
    """

    entry: AudienceInSeries
    files: Mapping[str, bytes | Spooled]
    found: Diagnostics = ()
    altered: bool = False
    claims: Spooled | None = None  # those of the record, where they were put aside

    @property
    def audience(self) -> str:
        """The name of its audience."""
        return self.entry.record.audience

    def record(self) -> AudienceRecord:
        """The whole record, claims and all."""
        record = self.entry.record
        if self.claims is None:
            return record
        return replace(record, claims=self.claims.read().decode())


def finish(
    config: Config,
    pack: Pack,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    runs: Runs,
) -> Finished:
    """What publishing needs of a pack."""
    record = audience_record(config, pack, sources, as_of, (), runs)
    entry = in_series(record, pack.audience, runs.views)
    return Finished(entry=entry, files=pack.files, altered=pack.altered)


@dataclass(slots=True)
class Keeping:
    """What a run holds of its packs: files and claims in a spool, and what several packs tell
    alike once, so that one pack more takes little room.
    """

    spool: Spool = field(default_factory=Spool)
    _known: dict[object, object] = field(default_factory=dict)

    def keep(self, pack: Finished, found: Diagnostics) -> Finished:
        """The pack with its findings, as it is held."""
        record = pack.entry.record
        claims = self.spool.put(record.claims.encode())
        record = replace(
            record,
            findings=found,
            sections=tuple(self._section(section) for section in record.sections),
            repairs=self._once(record.repairs),
            quirks=self._once(record.quirks),
            sources=self._once(record.sources),
            claims="",
        )
        entry = replace(pack.entry, record=record, withheld=self._once(pack.entry.withheld))
        files = {form: self._put(data) for form, data in pack.files.items()}
        return replace(pack, entry=entry, files=files, found=found, claims=claims)

    def _put(self, data: bytes | Spooled) -> Spooled:
        return self.spool.put(data) if isinstance(data, bytes) else data

    def _section(self, section: SectionRecord) -> SectionRecord:
        shown, left_out = self._once(section.passages), self._once(section.left_out)
        (one,) = self._once((replace(section, passages=shown, left_out=left_out),))
        return one

    def _once(self, things: tuple[Thing, ...]) -> tuple[Thing, ...]:
        """The same things, each the one that is known already where there is one like it."""
        return tuple(cast(Thing, self._known.setdefault(one, one)) for one in things)
