"""Finished packs to an edition on disk, with its manifests and what stands there from before."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.build.options import BuildOptions, BuildOutcome, series_folder
from briefgen.build.pack import Pack
from briefgen.build.records import audience_record, file_path, in_series, series_record
from briefgen.build.sources import LabelledSource
from briefgen.config import Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, warning
from briefgen.editions.manifest import (
    AudienceInSeries,
    AudienceRecord,
    audience_manifest,
    series_manifest,
)
from briefgen.editions.output import OutFile, hold_lock, preview, publish
from briefgen.editions.previous import read_entries, read_previous, with_carried
from briefgen.errors import BriefgenError, ExitCode
from briefgen.selection.markings import is_above
from briefgen.selection.views import Views


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The finished packs of one series, each with its own findings."""

    config: Config
    sources: tuple[LabelledSource, ...]
    packs: tuple[tuple[Pack, Diagnostics], ...]
    as_of: datetime.date | None
    views: Views


def publish_edition(edition: Edition, options: BuildOptions, found: Diagnostics) -> BuildOutcome:
    config = edition.config
    folder = series_folder(config, options)
    if options.dry_run:
        previous, unread = read_previous(folder)
        published, faults = preview(folder, _pack_files(edition), previous)
        return BuildOutcome(
            diagnostics=(*found, *unread, *faults),
            planned=_named(folder, published.written),
            unchanged=_named(folder, published.unchanged),
        )
    try:
        with hold_lock(folder) as faults:
            done = _write(edition, options, folder, found)
            return replace(done, diagnostics=(*faults, *done.diagnostics))
    except BriefgenError as fault:
        return BuildOutcome(diagnostics=(*found, *fault.found))


def _pack_files(edition: Edition) -> list[OutFile]:
    return [
        OutFile(path=file_path(edition.config, pack.audience, form), data=data)
        for pack, _ in edition.packs
        for form, data in pack.files.items()
    ]


def _write(
    edition: Edition, options: BuildOptions, folder: Path, found: Diagnostics
) -> BuildOutcome:
    """Everything is rendered by now: packs, then their manifests, then the series' manifest."""
    previous, unread = read_previous(folder)
    config = edition.config
    built: dict[str, AudienceInSeries] = {}
    manifests: list[OutFile] = []
    above: list[Diagnostic] = []
    for pack, own in edition.packs:
        record = audience_record(config, pack, edition.sources, edition.as_of, own)
        record = with_carried(record, folder)
        above += _carried_above(edition, record, folder)
        built[record.audience] = in_series(record, pack.audience, edition.views)
        name = f"{record.audience}/manifest.json"
        manifests.append(OutFile(path=name, data=audience_manifest(record), is_manifest=True))

    def series_files(held: frozenset[str]) -> Sequence[OutFile]:
        named = [one for name, one in built.items() if name not in held]
        carried = read_entries(folder, without=[one.record.audience for one in named])
        known = {audience.name for audience in config.audiences}
        kept = tuple((name, entry) for name, entry in carried if name in known)
        own = tuple(d for d in found if not d.audience)
        record = series_record(config, named, edition.sources, edition.as_of, kept, own)
        return [OutFile(path="manifest.json", data=series_manifest(record), is_manifest=True)]

    standing = _left_standing(edition, options, folder)
    published, faults = publish(folder, [*_pack_files(edition), *manifests], previous, series_files)
    return BuildOutcome(
        diagnostics=(*found, *unread, *above, *standing, *faults),
        written=_named(folder, published.written),
        unchanged=_named(folder, published.unchanged),
    )


def _carried_above(edition: Edition, record: AudienceRecord, folder: Path) -> list[Diagnostic]:
    """Files of an earlier run in the audience's folder that were made under a higher banner."""
    before = dict(read_entries(folder)).get(record.audience)
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


def _named(folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(folder / path) for path in paths)


def _left_standing(edition: Edition, options: BuildOptions, folder: Path) -> Diagnostics:
    """The packs in the folder that this run should have made anew and did not, and those of
    audiences that the config no longer has.
    """
    built = {pack.audience.name for pack, _ in edition.packs}
    known = {audience.name for audience in edition.config.audiences}
    found: list[Diagnostic] = []
    for name, _ in read_entries(folder, without=built):
        if not (folder / name / "manifest.json").is_file():
            continue
        place = Place(str(folder / name))
        if name not in known:
            message, hint = f"the config has no sound audience {name!r}", "remove its folder"
            found.append(warning("pack-orphaned", message, place=place, hint=hint))
        elif not options.audiences or name in options.audiences:
            message = f"the pack of {name!r} was not made anew: its files are an earlier run's"
            hint = "mend the errors of this audience and run again"
            found.append(warning("pack-stale", message, place=place, hint=hint))
    return tuple(found)
