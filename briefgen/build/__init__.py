"""The whole run: sources and one config in, an edition of packs out, stage by stage.

read -> label -> (per audience: filter -> select -> limit -> fit -> compose -> render) -> publish

What is done for each audience stands in `packs.making`, one call a stage.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.edition import Edition, Progress, Run, check_order, make_edition
from briefgen.build.inputs.ages import find_old
from briefgen.build.inputs.choosing import (
    choose_audiences,
    edition_date,
    find_ahead,
    list_audiences,
)
from briefgen.build.inputs.locking import check_locked
from briefgen.build.inputs.outlining import read_outline
from briefgen.build.inputs.sources import read_sources
from briefgen.build.memos.editing import gather_edits
from briefgen.build.memos.merging import edit_markings
from briefgen.build.options import (
    AudienceLine,
    BuildOptions,
    BuildOutcome,
    join_outcomes,
    series_folder,
)
from briefgen.build.packs.brief import start_runs
from briefgen.build.packs.unseen import find_unseen
from briefgen.build.reporting.bearing import check_report_ceiling, mark_outcome, unmarked
from briefgen.build.standing.concerning import Concern, find_concerned
from briefgen.build.standing.dating import find_same, nothing_new
from briefgen.build.standing.pruning import see_to_orphans
from briefgen.build.standing.publishing import publish_edition, restore
from briefgen.build.standing.records import series_banner
from briefgen.build.standing.sizing import TooLargeError
from briefgen.build.working.timing import Stopwatch, process_seconds
from briefgen.collecting import few_collections
from briefgen.config import Config, find_sources, load_config
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    error,
    has_errors,
)
from briefgen.editions.beside import name_beside
from briefgen.editions.kept import shown_sections
from briefgen.editions.loading import UnreadableError
from briefgen.editions.refusals import cannot_write
from briefgen.errors import ExitCode, is_refused

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = [
    "AudienceLine",
    "BuildOptions",
    "BuildOutcome",
    "build",
    "list_audiences",
    "read_outline",
]


def build(
    options: BuildOptions, progress: Progress | None = None, executor: Executor | None = None
) -> BuildOutcome:
    """Builds every series; each audience is finished or reported, none stops another.

    `executor`: one of `concurrent.futures` whose workers make the packs; jobs hold all that they
    need as bytes, and only this process reads and writes. Its workers are processes, since
    rendering changes settings of its process for the while.

    Raises:
        BriefgenError: a worker of the executor has other versions.
    """
    options = replace(options, executor=executor) if executor is not None else options
    watch = Stopwatch()
    with few_collections():
        outcome = _build_each(options, progress or (lambda *_: None), watch)
    return replace(outcome, spent=watch.take())


def _build_each(options: BuildOptions, progress: Progress, watch: Stopwatch) -> BuildOutcome:
    outcome = BuildOutcome(fail_on=options.fail_on)
    folders: dict[Path, str] = {}
    for path in options.configs:
        with watch.stage("config"):
            config, found = load_config(path, seeds=options.seeds)
        if config is None:
            found = unmarked(found, options.report_ceiling)
            outcome = join_outcomes(outcome, BuildOutcome(diagnostics=found))
            continue
        twin = folders.setdefault(series_folder(config, options).absolute(), config.shown)
        if twin != config.shown:
            done = BuildOutcome(diagnostics=(*found, _same_folder(config, twin)))
        elif fault := check_report_ceiling(options.report_ceiling, config.ladder, config.shown):
            outcome = join_outcomes(outcome, BuildOutcome(diagnostics=fault))
            continue
        else:
            done = _attempt(config, options, found, progress, watch)
        done = mark_outcome(done, config.ladder, options.report_ceiling)
        fail_on = config.fail_on if options.fail_on is None else options.fail_on
        outcome = replace(join_outcomes(outcome, done), fail_on=fail_on)
    return outcome


def _same_folder(config: Config, twin: str) -> Diagnostic:
    return error(
        "series-twice",
        f"the series {config.series!r} would overwrite that of {twin}",
        place=Place(config.shown),
        hint="give one of the two another name under `series`",
        exit=ExitCode.CONFIG,
    )


def _attempt(
    config: Config, options: BuildOptions, found: Diagnostics, progress: Progress, watch: Stopwatch
) -> BuildOutcome:
    """The series, or why the disk stops it."""
    try:
        return _build_series(config, options, found, progress, watch)
    except (UnreadableError, TooLargeError) as fault:
        return BuildOutcome(diagnostics=(*found, *fault.found))
    except OSError as fault:
        if not is_refused(fault):
            raise
        refused = cannot_write(series_folder(config, options), fault)
        return BuildOutcome(diagnostics=(*found, refused))


def _build_series(
    config: Config, options: BuildOptions, found: Diagnostics, progress: Progress, watch: Stopwatch
) -> BuildOutcome:
    """The stages in order; `found` is what the config gave rise to."""
    # An audience that is at fault may be back in a minute: nothing of it is cleared away.
    options = replace(options, prune=options.prune and not has_errors(found))
    as_of, faults = edition_date(config, options)
    audiences, more = choose_audiences(config, options, sound=not has_errors(found))
    found = (*found, *faults, *more)
    files, faults = find_sources(config, options.seeds)
    found = (*found, *faults, *find_old(files, as_of))
    if options.locked and (faults := check_locked(config, files)):
        return BuildOutcome(diagnostics=(*found, *faults))
    with watch.stage("reading", process_seconds):  # some formats are read in a child
        sources, faults = read_sources(config, files)
    found = (*found, *faults)
    if not sources:
        return BuildOutcome(diagnostics=found)
    folder = series_folder(config, options)
    restored = restore(folder, options)  # no manifest tells of it: it is nothing of the edition's
    if not options.force and (faults := check_order(folder, as_of)):
        return BuildOutcome(diagnostics=(*found, *restored, *faults))
    with watch.stage("edition before"):
        concern = find_concerned(config, audiences, options, as_of)
    standing = BuildOutcome(diagnostics=restored, banners=(series_banner(config, sources),))
    if concern.is_settled:
        standing = replace(standing, unchanged=concern.fresh_files(audiences))
        found = (*found, *_beside(concern, config, options))
        return join_outcomes(BuildOutcome(diagnostics=found), standing)
    with watch.stage("edition before"):
        edits, pulled = gather_edits(config, concern.audiences, options)
        pulled = (*find_ahead(as_of, folder), *pulled)
    # A run after one that was killed pulls nothing: what was pulled stands in no manifest either.
    standing = join_outcomes(standing, BuildOutcome(diagnostics=pulled))
    run = Run(
        config=config,
        sources=tuple(sources),
        concern=concern,
        runs=start_runs(config, sources),
        options=options,
        edits=edits,
        progress=progress,
        watch=watch,
    )
    edition, same = _make(run, as_of)
    said = BuildOutcome(diagnostics=same, unchanged=edition.concern.fresh_files(audiences))
    standing = join_outcomes(standing, said)  # in a manifest "nothing new" would be news
    with watch.stage("publishing"):
        return _publish(edition, options, found, standing)


def _publish(
    edition: Edition, options: BuildOptions, found: Diagnostics, standing: BuildOutcome
) -> BuildOutcome:
    folder = series_folder(edition.config, options)
    found = (*found, *edition.found, *_unseen(edition, folder))
    standing = replace(standing, banners=(_banner(edition),))
    done = publish_edition(edition, options, found)
    stands = bool(done.written or done.unchanged)  # else the last edition still has its orphans
    options = replace(options, prune=options.prune and stands)
    orphans = see_to_orphans(edition.config, edition.concern.look, options)
    return join_outcomes(join_outcomes(done, standing), BuildOutcome(diagnostics=orphans))


def _beside(concern: Concern, config: Config, options: BuildOptions) -> Diagnostics:
    """What else lies where nothing is to be done."""
    return (*name_beside(concern.look), *see_to_orphans(config, concern.look, options))


def _banner(edition: Edition) -> str:
    """The highest marking of anything that findings of this edition could quote."""
    packs = (pack.entry.record.banner for pack in edition.packs)
    typed = (
        label
        for audience in edition.config.audiences
        if audience.name in edition.edits
        for label in edit_markings(edition.config, audience, edition.edits[audience.name])
    )
    return series_banner(edition.config, edition.sources, edition.before, (*packs, *typed))


def _unseen(edition: Edition, folder: Path) -> Diagnostics:
    """What no pack shows, made now or standing as it was; nothing where one of them is missing."""
    made = {pack.audience for pack in edition.packs}
    others = {audience.name for audience in edition.config.audiences} - made
    standing = shown_sections(folder, others)
    if standing is None:
        return ()
    now = (section for pack in edition.packs for section in pack.entry.record.sections)
    return find_unseen(edition.config, edition.sources, (*standing, *now))


def _make(run: Run, as_of: datetime.date | None) -> tuple[Edition, Diagnostics]:
    """The edition; that of the date before where nothing but the date is new, which is said."""
    folder = series_folder(run.config, run.options)

    def make(date: datetime.date | None) -> Edition:
        return make_edition(run, date)

    edition = make(as_of)
    if not run.options.force and (same := find_same(edition, folder, make)):
        return same, (nothing_new(same, folder),)
    return edition, ()
