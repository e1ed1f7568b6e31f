"""Finished packs to their parts of the manifests, with what becomes of files of earlier runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path, PurePosixPath

from briefgen.build.edition import Edition
from briefgen.build.options import BuildOptions
from briefgen.build.packs.finished import Finished
from briefgen.build.standing.concerning import SOURCES
from briefgen.build.standing.leftovers import Leftovers, see_to_leftovers
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, Place, error
from briefgen.editions.jsontext import Json, Text
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import OutFile
from briefgen.editions.previous import Manifests
from briefgen.editions.records import AudienceInSeries, AudienceRecord, Output
from briefgen.errors import ExitCode
from briefgen.remembered import Remembered
from briefgen.selection.markings import is_above
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One audience's part of an edition: `entry` is that of the series' manifest, as far as it is
    known before files are written; `files` are its manifest, new copies of people's files, and what
    is put away.
    """

    audience: Audience
    entry: AudienceInSeries
    left: Leftovers
    files: tuple[OutFile, ...]


def settle_parts(
    edition: Edition,
    folder: Path,
    options: BuildOptions,
    manifests: Manifests,
    before: Mapping[str, Json],
) -> list[Part]:
    """The parts of all packs; `manifests` are those that stand in the folder, `before` is what the
    series' one says of each audience.
    """
    audiences = {audience.name: audience for audience in edition.config.audiences}
    desk = _Desk(edition=edition, folder=folder, options=options, manifests=manifests)
    return [
        _part(desk, pack, audiences[pack.audience], before.get(pack.audience))
        for pack in edition.packs
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What all parts of an edition are made with; `sections` are those written for manifests."""

    edition: Edition
    folder: Path
    options: BuildOptions
    manifests: Manifests
    sections: Remembered[Text] = field(default_factory=Remembered)


def _part(desk: _Desk, pack: Finished, audience: Audience, before: Json) -> Part:
    edition, folder = desk.edition, desk.folder
    record, earlier = pack.record(), desk.manifests.of(pack.audience)
    left = see_to_leftovers(edition, record, audience, earlier, folder, desk.options)
    record = replace(record, outputs=(*record.outputs, *left.carried))
    named = {found.place for found in left.found}  # a file that two rules forbid is told once
    above = [
        one for one in _carried_above(edition, record, folder, before) if one.place not in named
    ]
    own = OutFile(
        path=f"{record.audience}/{MANIFEST}",
        data=edition.spool.put(audience_manifest(record, desk.sections)),
        is_manifest=True,
    )
    entry = replace(
        pack.entry,
        record=replace(record, claims=""),
        made_from=_made_from(edition, pack),
        files=((own.path, own.sha256),),
        beside=left.beside,
        away=(*_away_before(folder, before), *map(_listed, left.away)),
    )
    left = replace(left, found=(*left.found, *above))
    return Part(audience=audience, entry=entry, left=left, files=(own, *left.copies, *left.away))


def _made_from(edition: Edition, pack: Finished) -> Mapping[str, str]:
    """What tells the next run whether the pack is to be made again."""
    drawn = {} if pack.altered else {SOURCES: edition.digests[pack.audience]}
    return {**edition.concern.keys[pack.audience], **drawn}


def with_copies(part: Part, copies: Sequence[OutFile]) -> AudienceInSeries:
    """The entry of the series' manifest with the changed files that are put aside as it is written,
    beside the pack or away.
    """
    own = [copy for copy in copies if copy.audience == part.audience.name]
    beside = tuple(
        Output(path=PurePosixPath(one.path).name, sha256=one.sha256, bytes=len(one.read()))
        for one in own
        if not one.owner
    )
    away = tuple(_listed(one) for one in own if one.owner)
    entry = part.entry
    # A copy that was put aside before stands there already.
    every = {one.path: one for one in (*entry.beside, *beside)}
    ordered = tuple(every[path] for path in sorted(every))
    return replace(entry, beside=ordered, away=(*entry.away, *away))


def _listed(file: OutFile) -> tuple[str, str]:
    return file.path, file.sha256


def _away_before(folder: Path, before: Json) -> Iterator[tuple[str, str]]:
    """What earlier runs put away for an audience and still stands there."""
    listed = before.get("away") if isinstance(before, dict) else None
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and (folder / str(one.get("path"))).is_file():
            yield str(one.get("path")), str(one.get("sha256"))


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
