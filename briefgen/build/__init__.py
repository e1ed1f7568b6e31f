"""The whole run: sources and one config in, an edition of packs out, stage by stage.

read -> label -> (per audience: filter -> select -> limit -> fit -> compose -> render) -> publish
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen import reading
from briefgen.build.packs import Pack, Runs, build_pack
from briefgen.build.records import audience_record, file_path, in_series, series_record
from briefgen.build.sources import LabelledSource, no_such_section, options_of, read_sources
from briefgen.config import Audience, Config, find_sources, load_config, load_roles
from briefgen.config.types import SourceRule
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
    error,
    for_audience,
    has_errors,
    warning,
)
from briefgen.editions.manifest import (
    AudienceInSeries,
    AudienceRecord,
    audience_manifest,
    series_manifest,
)
from briefgen.editions.output import OutFile, hold_lock, preview, publish
from briefgen.editions.previous import read_entries, read_previous, with_carried
from briefgen.errors import BriefgenError, ExitCode
from briefgen.reading import Reading
from briefgen.renderers import pdf, word
from briefgen.selection.markings import is_above
from briefgen.selection.roles import RoleTable, idle_roles, label_roles

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the command line asks for; empty means: as the config says."""

    configs: tuple[Path, ...]
    seeds: Path | None = None
    out: Path | None = None
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    as_of: datetime.date | None = None
    fail_on: Severity | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceLine:
    """One audience as `--list` prints it."""

    series: str
    name: str
    template: str
    ceiling: str
    formats: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOutcome:
    """What a run found and did; paths as the user named the folder.

    `fail_on` is the lowest severity that makes the run fail, None for none.
    """

    diagnostics: Diagnostics = ()
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    listing: tuple[AudienceLine, ...] = ()
    fail_on: Severity | None = Severity.ERROR


def build(options: BuildOptions, progress: Progress | None = None) -> BuildOutcome:
    """Builds every series; each audience is finished or reported, none stops another."""
    outcome = BuildOutcome(fail_on=options.fail_on)
    folders: dict[Path, str] = {}
    for path in options.configs:
        config, found = load_config(path, seeds=options.seeds)
        if config is None:
            outcome = _with(outcome, BuildOutcome(diagnostics=found))
            continue
        twin = folders.setdefault(_folder(config, options).absolute(), config.shown)
        if twin != config.shown:
            fault = _same_folder(config, twin)
            outcome = _with(outcome, BuildOutcome(diagnostics=(*found, fault)))
            continue
        fail_on = config.fail_on if options.fail_on is None else options.fail_on
        done = _build_series(config, options, found, progress or (lambda *_: None))
        outcome = replace(_with(outcome, done), fail_on=fail_on)
    return outcome


def _folder(config: Config, options: BuildOptions) -> Path:
    """Where the series' packs lie."""
    return (options.out or config.root / "out") / config.slug


def _same_folder(config: Config, twin: str) -> Diagnostic:
    return error(
        "series-twice",
        f"the series {config.series!r} would overwrite that of {twin}",
        place=Place(config.shown),
        hint="give one of the two another name under `series`",
        exit=ExitCode.CONFIG,
    )


def _build_series(
    config: Config, options: BuildOptions, found: Diagnostics, progress: Progress
) -> BuildOutcome:
    """The stages in order; `found` is what the config gave rise to."""
    as_of, faults = _edition_date(config, options)
    audiences, more = _choose(config, options, sound=not has_errors(found))
    found = (*found, *faults, *more)
    files, faults = find_sources(config, options.seeds)
    sources, more = read_sources(config, files)
    found = (*found, *faults, *more)
    if not sources:
        return BuildOutcome(diagnostics=found)
    runs = Runs(pdf=pdf.start_run(config.fonts, config.glyphs), word=word.start_run(config.glyphs))
    packs: list[tuple[Pack, Diagnostics]] = []
    failed: list[Diagnostic] = []
    for n, audience in enumerate(audiences):
        progress(audience.name, n, len(audiences))
        pack, own = build_pack(config, audience, sources, as_of, runs, options.formats)
        own = for_audience(audience.name, own)
        if pack is None:
            failed += own
        else:
            packs.append((pack, own))
    found = (*found, *failed, *(d for _, own in packs for d in own))
    edition = _Edition(config=config, sources=sources, packs=tuple(packs), as_of=as_of)
    return _publish(edition, options, found)


# --- what to build --------------------------------------------------------------------------------


def _edition_date(
    config: Config, options: BuildOptions
) -> tuple[datetime.date | None, Diagnostics]:
    """`--as-of`, the config's `as_of`, SOURCE_DATE_EPOCH (UTC), or an undated edition."""
    if options.as_of or config.as_of:
        return options.as_of or config.as_of, ()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if epoch:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date(), ()
    except (ValueError, OverflowError, OSError):
        return None, (
            warning(
                "source-date-epoch",
                f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}; the packs are undated",
                hint="set `as_of` in the config or pass --as-of",
            ),
        )
    return None, (
        warning(
            "undated",
            f"series {config.series!r} has no date, so its packs are undated",
            hint="set `as_of` in the config, pass --as-of, or set SOURCE_DATE_EPOCH",
        ),
    )


def _choose(
    config: Config, options: BuildOptions, *, sound: bool
) -> tuple[tuple[Audience, ...], Diagnostics]:
    """The audiences asked for that have one of the formats asked for.

    In a config with faults an audience may be missing because of its own, which are named already.
    """
    known = {audience.name: audience for audience in config.audiences}
    found = tuple(
        error(
            "audience-unknown",
            f"there is no audience {name!r} in {config.shown}",
            hint=f"known: {', '.join(known)}",
            exit=ExitCode.USAGE,
        )
        for name in options.audiences
        if sound and name not in known
    )
    chosen = [a for a in config.audiences if not options.audiences or a.name in options.audiences]
    wanted = set(options.formats)
    return tuple(a for a in chosen if not wanted or wanted & set(a.formats)), found


def list_audiences(options: BuildOptions) -> BuildOutcome:
    """The audiences of every config, without reading a source."""
    outcome = BuildOutcome(fail_on=options.fail_on)
    for path in options.configs:
        config, found = load_config(path, seeds=options.seeds)
        lines: Sequence[AudienceLine] = ()
        if config is not None:
            audiences, faults = _choose(config, options, sound=not has_errors(found))
            found = (*found, *faults)
            lines = [_line(config, audience) for audience in audiences]
        outcome = _with(outcome, BuildOutcome(diagnostics=found, listing=tuple(lines)))
    return outcome


def _line(config: Config, audience: Audience) -> AudienceLine:
    return AudienceLine(
        series=config.series,
        name=audience.name,
        template=audience.template.name,
        ceiling=audience.ceiling,
        formats=audience.formats,
        sections=tuple(slot.id for slot in audience.slots),
    )


def _with(outcome: BuildOutcome, more: BuildOutcome) -> BuildOutcome:
    return replace(
        outcome,
        diagnostics=(*outcome.diagnostics, *more.diagnostics),
        written=(*outcome.written, *more.written),
        unchanged=(*outcome.unchanged, *more.unchanged),
        planned=(*outcome.planned, *more.planned),
        listing=(*outcome.listing, *more.listing),
    )


# --- publish --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """The finished packs of one series, each with its own findings."""

    config: Config
    sources: tuple[LabelledSource, ...]
    packs: tuple[tuple[Pack, Diagnostics], ...]
    as_of: datetime.date | None


def _publish(edition: _Edition, options: BuildOptions, found: Diagnostics) -> BuildOutcome:
    config = edition.config
    folder = _folder(config, options)
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


def _pack_files(edition: _Edition) -> list[OutFile]:
    return [
        OutFile(path=file_path(edition.config, pack.audience, form), data=data)
        for pack, _ in edition.packs
        for form, data in pack.files.items()
    ]


def _write(
    edition: _Edition, options: BuildOptions, folder: Path, found: Diagnostics
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
        built[record.audience] = in_series(config, record, pack.audience, edition.sources)
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


def _carried_above(edition: _Edition, record: AudienceRecord, folder: Path) -> list[Diagnostic]:
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


def _left_standing(edition: _Edition, options: BuildOptions, folder: Path) -> Diagnostics:
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


# --- what was read --------------------------------------------------------------------------------


def read_outline(
    path: Path, *, seeds: Path | None = None, config: Path | None = None
) -> tuple[Reading | None, Diagnostics]:
    """One source as it was understood, with the roles of the config or the built-in table.

    Where the config names the source, what it states of it holds here too.
    """
    source = path if path.exists() or seeds is None else seeds / path
    roles, rule, faults = _stated(source, seeds, config)
    if roles is None:
        return None, faults
    options = options_of(rule) if rule else reading.ReadOptions()
    read, found = reading.read(source, source_id=source.stem, shown=str(path), options=options)
    if read is None:
        return None, (*faults, *found)
    stated = rule.stated_roles if rule else ()
    document = label_roles(read.document, roles, stated)
    idle = tuple(no_such_section(role) for role in idle_roles([document], stated))
    return replace(read, document=document), (*faults, *found, *idle)


def _stated(
    source: Path, seeds: Path | None, config: Path | None
) -> tuple[RoleTable | None, SourceRule | None, Diagnostics]:
    """The role table of a config, or the built-in one, and the entry that names the source."""
    if config is None:
        table, found = load_roles()
        return table, None, found
    loaded, found = load_config(config)
    if loaded is None:
        return None, None, found
    files, _ = find_sources(loaded, seeds)
    same = (file.rule for file in files if source.exists() and file.path.samefile(source))
    return loaded.roles, next(same, None), found
