"""A pack to what is left to do with it: its files, its record, the lines that it shows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.brief import Pack, Runs
from briefgen.build.standing.records import audience_record, in_series
from briefgen.config import Config
from briefgen.diagnostics import Diagnostics
from briefgen.editions.records import AudienceInSeries, PassageRecord, SectionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A pack once it is made: nothing of its document and its passages, since a run holds as many
    of these as it has audiences.

    `entry` is its part of the series' manifest, `files` its files by format, `found` its own
    findings. `altered`: the leak check took something out of it, so that it depends on more than
    its own part of the sources.
    """

    entry: AudienceInSeries
    files: Mapping[str, bytes]
    found: Diagnostics = ()
    altered: bool = False

    @property
    def audience(self) -> str:
        """The name of its audience."""
        return self.entry.record.audience


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


def with_findings(
    pack: Finished, found: Diagnostics, known: dict[PassageRecord, PassageRecord]
) -> Finished:
    """The pack with its findings. Passages that are known already are held once: most packs of a
    series show the same.
    """

    def held(passages: Iterable[PassageRecord]) -> tuple[PassageRecord, ...]:
        return tuple(known.setdefault(passage, passage) for passage in passages)

    record = pack.entry.record
    sections = tuple(_with_passages(section, held) for section in record.sections)
    record = replace(record, findings=found, sections=sections)
    entry = replace(pack.entry, record=record, withheld=held(pack.entry.withheld))
    return replace(pack, entry=entry, found=found)


def _with_passages(
    section: SectionRecord, held: Callable[[Iterable[PassageRecord]], tuple[PassageRecord, ...]]
) -> SectionRecord:
    return replace(section, passages=held(section.passages), left_out=held(section.left_out))
