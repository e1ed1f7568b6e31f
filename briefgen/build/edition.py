"""The packs of one series at one date, each with what is new since the edition before."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import Edits
from briefgen.build.options import BuildOptions, series_folder
from briefgen.build.packs.brief import Runs
from briefgen.build.packs.digesting import Digests
from briefgen.build.packs.finished import Finished, Keeping
from briefgen.build.packs.job import Job, Made, make_pack
from briefgen.build.standing.concerning import Concern
from briefgen.build.standing.names import TRACKED, file_path
from briefgen.build.standing.sizing import check_size
from briefgen.build.working.timing import Stopwatch
from briefgen.build.working.workers import count_workers, work_through
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, for_audience, warning
from briefgen.editions.changes.told import ToldEdition
from briefgen.editions.kept import find_base, kept_dates, standing_date
from briefgen.editions.output import OutFile
from briefgen.editions.spooling import Spool
from briefgen.errors import ExitCode
from briefgen.slotted import dataclass

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The finished packs of one series, each with its own findings; `failed` are those of the rest.

    `before` is the edition that they are compared with.
    """

    config: Config
    sources: tuple[LabelledSource, ...]
    packs: tuple[Finished, ...]
    as_of: datetime.date | None
    concern: Concern
    fonts: Mapping[Path, str]  # what stood in for a packaged face: path -> SHA-256
    edits: Mapping[str, Edits]
    runs: Runs
    spool: Spool
    digests: Mapping[str, str]  # what each pack takes from the sources (`packs.digesting`)
    before: ToldEdition | None = None
    found: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the packs of one series are made from, whatever their date. `watch` adds up what every
    process spent; that of `runs` counts the packs of one process.
    """

    config: Config
    sources: tuple[LabelledSource, ...]
    concern: Concern
    runs: Runs
    options: BuildOptions
    edits: Mapping[str, Edits]
    progress: Progress
    watch: Stopwatch


def make_edition(run: Run, as_of: datetime.date | None) -> Edition:
    """The packs that have to be made, each finished or reported; none stops another.

    A pack for which the sources alone have changed is not made where it takes nothing else from
    them than it did.

    Raises:
        TooLargeError: the next run would not read the series' manifest; no pack was made.
    """
    folder = series_folder(run.config, run.options)
    with run.watch.stage("edition before"):
        before, unread = find_base(folder, as_of.isoformat()) if as_of else (None, ())
    digests = _digests(run, as_of, before)
    run = replace(run, concern=run.concern.without_same(digests))
    fonts: dict[Path, str] = {}
    packs: list[Finished] = []
    failed: list[Diagnostic] = []
    keeping = Keeping()
    asked = [(audience, run.edits[audience.name]) for audience in run.concern.audiences]
    for n, done in enumerate(_work(run, asked, _job(run, as_of, before))):
        (audience, _), (pack, own, consulted, spent), lost = done
        run.watch.add(spent)
        run.progress(audience.name, n, len(asked))
        own = for_audience(audience.name, (*own, _worker_lost()) if lost else own)
        fonts |= consulted
        if pack is None:
            failed += own
        else:
            with run.watch.stage("records"):
                packs.append(keeping.keep(pack, own))
    return Edition(
        config=run.config,
        sources=run.sources,
        packs=tuple(packs),
        as_of=as_of,
        concern=run.concern,
        fonts=fonts,
        edits=run.edits,
        runs=run.runs,
        spool=keeping.spool,
        digests=digests,
        before=before,
        found=(*unread, *failed, *(d for pack in packs for d in pack.found)),
    )


def _digests(
    run: Run, as_of: datetime.date | None, before: ToldEdition | None
) -> Mapping[str, str]:
    digests = Digests(
        config=run.config, sources=run.sources, runs=run.runs, as_of=as_of, before=before
    )
    asked = run.concern.audiences
    with run.watch.stage("selecting"):
        sizes = ((one, digests.passages(one)) for one in asked)
        check_size(run.config, sizes, run.concern.keys)
        return {one.name: digests.of(one, run.edits[one.name]) for one in asked}


def _job(run: Run, as_of: datetime.date | None, before: ToldEdition | None) -> Job:
    return Job(
        config=run.config,
        sources=run.sources,
        as_of=as_of,
        before=before,
        formats=run.options.formats,
        final=run.options.final,
    )


def _work(
    run: Run, asked: Sequence[tuple[Audience, Edits]], job: Job
) -> Iterator[tuple[tuple[Audience, Edits], Made, bool]]:
    """The packs in order, made by the run's executor, by forked processes, or here."""

    def here(one: tuple[Audience, Edits]) -> Made:
        return make_pack(job, run.runs, *one)

    if run.options.executor is None:
        return work_through(asked, here, count_workers(run.options.jobs, len(asked)))
    from briefgen.build.working.remote import work_remotely  # noqa: PLC0415

    return work_remotely(asked, job, run.options.executor, here)


def _worker_lost() -> Diagnostic:
    return warning(
        "worker-lost",
        "a process that made packs was ended from outside; this one was made again without it",
        hint="is there too little memory? --jobs 1 takes the least",
    )


def pack_files(edition: Edition) -> list[OutFile]:
    """Every file of every pack, as paths below the series' folder."""
    audiences = {audience.name: audience for audience in edition.config.audiences}
    return [
        OutFile(
            path=file_path(edition.config, audiences[pack.audience], form),
            data=data,
            is_memo=form != TRACKED,
        )
        for pack in edition.packs
        for form, data in pack.files.items()
    ]


def edited_copies(edition: Edition) -> list[OutFile]:
    """A dated copy of each edited memo that one of the packs replaces."""
    return [
        copy
        for pack in edition.packs
        if "docx" in pack.files
        for copy in edition.edits[pack.audience].copies
    ]


def check_order(folder: Path, as_of: datetime.date | None) -> Diagnostics:
    """Whether the edition would stand before one that is there already."""
    last = max((*kept_dates(folder), standing_date(folder) or ""))
    if as_of is None or as_of.isoformat() >= last:
        return ()
    return (
        error(
            "edition-older",
            f"the edition of {as_of.isoformat()} would replace that of {last}",
            place=Place(str(folder)),
            hint="set a later date, or build it again with --force",
            exit=ExitCode.CONFIG,
        ),
    )
