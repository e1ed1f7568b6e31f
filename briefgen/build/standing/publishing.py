"""Finished packs to an edition on disk, with its manifests and what stands there from before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.build.edition import Edition, edited_copies, pack_files
from briefgen.build.options import BuildOptions, BuildOutcome, project_of, series_folder
from briefgen.build.packs.since import higher_on
from briefgen.build.reporting.reports import whole_report
from briefgen.build.reporting.series import compare_editions
from briefgen.build.standing.leftovers import place_copy
from briefgen.build.standing.names import REPORT
from briefgen.build.standing.parts import settle_parts, with_copies
from briefgen.build.standing.records import (
    font_inputs,
    recall,
    series_record,
    sha256,
)
from briefgen.build.standing.sizing import too_large
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
    error,
    has_errors,
    warning,
)
from briefgen.editions.beside import name_beside
from briefgen.editions.disk import read_bytes
from briefgen.editions.freshness import Look, remember
from briefgen.editions.journal import is_unclean
from briefgen.editions.kept import (
    clear_dates,
    edition_path,
    editions_beyond,
    no_longer_kept,
    parse_edition,
)
from briefgen.editions.manifest import series_manifest
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import OutFile, Plan, Removal, hold_lock, preview, publish
from briefgen.editions.previous import Entries, Manifests, entries_in, read_manifests
from briefgen.editions.records import AudienceInSeries
from briefgen.editions.refusals import cannot_write
from briefgen.editions.standing import MOST_BYTES
from briefgen.errors import BriefgenError, ExitCode


def publish_edition(edition: Edition, options: BuildOptions, found: Diagnostics) -> BuildOutcome:
    """Writes what differs, all or none, under the series' lock; `found` is passed on.

    With `dry_run` nothing is written, and the outcome says what would be.
    """
    config = edition.config
    folder = series_folder(config, options)
    if options.dry_run:
        manifests = read_manifests(folder)
        files = [*pack_files(edition), *edited_copies(edition)]
        published, faults = preview(folder, files, _known(edition, manifests))
        return BuildOutcome(
            diagnostics=(*found, *manifests.found, *faults, *name_beside(edition.concern.look)),
            planned=_named(folder, published.written),
            unchanged=_named(folder, published.unchanged),
        )
    try:
        with hold_lock(folder) as faults:
            check_unmoved(folder, edition.concern.look)
            done = _write(edition, options, folder, found)
        look = remember(project_of(config, options), str(folder))
        return replace(done, diagnostics=(*faults, *done.diagnostics, *name_beside(look)))
    except BriefgenError as fault:
        return BuildOutcome(diagnostics=(*found, *fault.found))
    except OSError as fault:  # what stands there cannot be read
        return BuildOutcome(diagnostics=(*found, cannot_write(folder, fault)))


def check_unmoved(folder: Path, look: Look) -> None:
    """Stops a run whose view of the folder is out of date: another has written there since.

    Raises:
        BriefgenError: with exit code 75, since it only has to be run again.
    """
    now = read_bytes(folder / MANIFEST)
    if (sha256(now) if now is not None else "") != look.manifest:
        raise BriefgenError(
            error(
                "another-run",
                "another run has written here since this one began",
                place=Place(str(folder)),
                hint="run again: it goes on from what stands there now",
                exit=ExitCode.BUSY,
            )
        )


def restore(folder: Path, options: BuildOptions) -> Diagnostics:
    """Undoes what a killed run left half done, before anything of the folder is read."""
    if options.dry_run or not is_unclean(folder):
        return ()
    try:
        with hold_lock(folder) as found:
            return found
    except BriefgenError as fault:
        return fault.found


def _known(edition: Edition, manifests: Manifests) -> Mapping[str, str]:
    """What earlier runs wrote; edited memos whose edits are recorded may be replaced as well."""
    recorded = {path: sha for one in edition.edits.values() for path, sha in one.known.items()}
    return {**manifests.hashes, **recorded}


def _write(
    edition: Edition, options: BuildOptions, folder: Path, found: Diagnostics
) -> BuildOutcome:
    """Everything is rendered by now: packs, then their manifests, then the series' manifest."""
    manifests = read_manifests(folder)
    config = edition.config
    before = entries_in(manifests.series)
    parts = settle_parts(edition, folder, options, manifests, before.by_name)
    told: list[Diagnostic] = []
    audiences = {audience.name: audience for audience in config.audiences}

    def series_files(plan: Plan) -> Sequence[OutFile]:
        named = [one for one in parts if one.audience.name not in plan.held]
        anew = {one.audience.name for one in named}
        known = audiences.keys() - anew
        kept = {name: entry for name, entry in before.by_name.items() if name in known}
        told.extend(d for one in named for d in one.left.found)
        entries = [with_copies(one, plan.copies) for one in named]
        own = tuple(d for d in found if not d.audience)
        carried = replace(before, by_name=kept)
        return _series_files(edition, entries, carried, own, sorted(edition.concern.stale - anew))

    def aside(copy: OutFile) -> OutFile:
        placed, faults = place_copy(
            edition, audiences[copy.audience], manifests.of(copy.audience), folder, copy
        )
        told.extend(faults)
        return placed

    standing = _left_standing(edition, options, folder, before)
    files = [*pack_files(edition), *(file for one in parts for file in one.files)]
    dropped = () if has_errors(found) else _beyond(edition, options, folder)
    removals = [*(gone for one in parts for gone in one.left.gone), *dropped]
    known = _known(edition, manifests)
    published, faults = publish(folder, files, known, series_files, removals, aside)
    if published.written or published.unchanged:
        told += no_longer_kept(dropped)
        clear_dates(folder)
    else:  # then nothing was removed or moved either
        told = [one for one in told if one.severity is Severity.ERROR]
    return BuildOutcome(
        diagnostics=(*found, *manifests.found, *told, *standing, *faults),
        written=_named(folder, published.written),
        unchanged=_named(folder, published.unchanged),
    )


def _beyond(edition: Edition, options: BuildOptions, folder: Path) -> Sequence[Removal]:
    """The kept editions that `--keep` has no room for once this one is among them."""
    made = edition.as_of.isoformat() if edition.as_of else ""
    before = edition.before.as_of if edition.before else ""
    needed = [date for date in (made, before) if date]
    return editions_beyond(folder, options.keep, needed)


def _series_files(
    edition: Edition,
    named: Sequence[AudienceInSeries],
    carried: Entries,
    found: Diagnostics,
    outdated: Sequence[str],
) -> Sequence[OutFile]:
    """The series' change report and its manifest, whose bytes are the kept edition too."""
    config, as_of, before = edition.config, edition.as_of, edition.before
    record = series_record(config, named, edition.sources, as_of, carried, found, before)
    changes = None
    if before is not None:
        told = parse_edition(series_manifest(record))
        changes = compare_editions(before, told, higher_on(config.ladder))
    report = whole_report(config, changes, record.banner)
    noted = recall(config, edition.sources, edition.as_of, outdated)
    record = replace(
        record,
        inputs=(*record.inputs, *font_inputs(config, edition.fonts, edition.concern.look)),
        recall=replace(noted, files=((REPORT, sha256(report)),)),
    )
    data = series_manifest(record)
    if len(data) > MOST_BYTES:
        raise BriefgenError(too_large(config, len(data)))
    places = [MANIFEST, *([edition_path(as_of.isoformat())] if as_of else ())]
    return [
        OutFile(path=REPORT, data=report),
        *(OutFile(path=path, data=data, is_manifest=True) for path in places),
    ]


def _named(folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(folder / path) for path in paths)


def _left_standing(
    edition: Edition, options: BuildOptions, folder: Path, before: Entries
) -> Diagnostics:
    """The packs in the folder that this run should have made anew and did not."""
    built = {pack.audience for pack in edition.packs}
    asked = options.audiences or {audience.name for audience in edition.config.audiences}
    found: list[Diagnostic] = []
    for name in sorted(before.by_name.keys() - built):
        if not (folder / name / MANIFEST).is_file():
            continue
        place = Place(str(folder / name))
        if name in edition.concern.stale and name in asked:
            message = f"the pack of {name!r} was not made anew: its files are an earlier run's"
            hint = "mend the errors of this audience and run again"
            found.append(warning("pack-stale", message, place=place, hint=hint))
    return tuple(found)
