"""Finished packs to their parts of the manifests, with what becomes of files of earlier runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.build.edition import Edition
from briefgen.build.options import BuildOptions
from briefgen.build.packs.finished import Finished
from briefgen.build.standing.leftovers import Leftovers, find_beside, see_to_leftovers
from briefgen.build.standing.records import sha256
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.editions.jsontext import Json
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import OutFile, Plan
from briefgen.editions.previous import read_earlier
from briefgen.editions.records import AudienceInSeries, AudienceRecord
from briefgen.errors import ExitCode
from briefgen.selection.markings import is_above


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One audience's part of an edition: `entry` is that of the series' manifest, as far as it is
    known before files are written; `files` are its manifest and its earlier files to release.
    """

    audience: Audience
    entry: AudienceInSeries
    left: Leftovers
    files: tuple[OutFile, ...]


def settle_parts(
    edition: Edition, folder: Path, options: BuildOptions, before: Mapping[str, Json]
) -> list[Part]:
    """The parts of all packs; `before` is what the series' manifest said of each audience."""
    audiences = {audience.name: audience for audience in edition.config.audiences}
    return [
        _part(edition, pack, audiences[pack.audience], folder, options, before.get(pack.audience))
        for pack in edition.packs
    ]


def _part(
    edition: Edition,
    pack: Finished,
    audience: Audience,
    folder: Path,
    options: BuildOptions,
    before: Json,
) -> Part:
    record, earlier = pack.entry.record, read_earlier(folder, pack.audience)
    left = see_to_leftovers(record, audience, earlier, folder, options)
    record = replace(record, outputs=(*record.outputs, *left.carried))
    above = _carried_above(edition, record, folder, before)
    own = OutFile(
        path=f"{record.audience}/{MANIFEST}", data=audience_manifest(record), is_manifest=True
    )
    entry = replace(
        pack.entry,
        record=record,
        made_from=edition.concern.keys[record.audience],
        files=((own.path, sha256(own.data)),),
        released=(
            *_released_before(folder, before),
            *((one.path, sha256(one.data)) for one in left.released),
        ),
    )
    left = replace(left, found=(*left.found, *above))
    return Part(audience=audience, entry=entry, left=left, files=(own, *left.released))


def entries_of(
    edition: Edition, folder: Path, parts: Sequence[Part], plan: Plan
) -> tuple[list[AudienceInSeries], Diagnostics]:
    """The entries of the series' manifest, people's files beside each pack among them, with an
    error for each of these that holds withheld words.
    """
    copies = [*plan.copies, *(c for edits in edition.edits.values() for c in edits.copies)]
    entries: list[AudienceInSeries] = []
    found: list[Diagnostic] = []
    for one in parts:
        own = [copy for copy in copies if copy.audience == one.audience.name]
        beside, faults = find_beside(edition, one.audience, folder, one.left, own)
        findings = (*one.entry.findings, *faults)
        entries.append(replace(one.entry, beside=beside, findings=findings))
        found += faults
    return entries, tuple(found)


def _released_before(folder: Path, before: Json) -> Iterator[tuple[str, str]]:
    """The files to release of earlier packs that still stand where they were put."""
    listed = before.get("released") if isinstance(before, dict) else None
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and (folder / str(one["path"])).is_file():
            yield str(one["path"]), str(one["sha256"])


def _carried_above(
    edition: Edition, record: AudienceRecord, folder: Path, before: Json
) -> list[Diagnostic]:
    """Files of an earlier run in the audience's folder that were made under a higher banner;
    `before` is what the series' manifest said of it then.
    """
    banner = before.get("banner") if isinstance(before, dict) else None
    if not isinstance(banner, str) or not is_above(edition.config.ladder, banner, record.ceiling):
        return []
    return [
        error(
            "file-above-ceiling",
            f"{output.path} is an earlier run's and bears {banner}",
            place=Place(str(folder / record.audience / output.path)),
            hint=f"remove the file: {record.audience} may receive {record.ceiling} at most",
            exit=ExitCode.MARKING,
        )
        for output in record.outputs
        if output.carried
    ]
