"""`build`: the packs of each config."""

from __future__ import annotations

import datetime
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from briefgen.cli.arguments import CEILING, FILE, FOLDER, WholeNumber, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.reporting import FINDINGS, SUMMARY, Report, report
from briefgen.cli.standing import name_what_is_beside, settled, settled_files, settled_lines
from briefgen.cli.streams import is_terminal, put_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from briefgen.build import BuildOptions
    from briefgen.editions.freshness import Look

# Loaded when they are needed, since a build with nothing to do needs none of them:
# briefgen.build, briefgen.diagnostics, briefgen.cli.printing and briefgen.cli.results.


class _Asked(TypedDict):
    """What to build and how, as the command line says it; None and () for what it leaves open."""

    configs: tuple[Path, ...]
    audiences: tuple[str, ...]
    formats: tuple[str, ...]
    seeds: Path | None
    out: Path | None
    as_of: datetime.date | None
    fail_on: str | None
    keep: int | None
    jobs: int | None
    force: bool
    locked: bool
    prune: bool
    dry_run: bool
    pull: bool | None
    discard_edits: bool
    final: bool
    report_ceiling: str


def _as_date(
    ctx: click.Context, option: click.Parameter, value: str | None
) -> datetime.date | None:
    if value is None:
        return None
    try:
        if len(value) == len("2021-11-30"):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is no date; write it as 2021-11-30", ctx, option)


@briefgen.command(
    epilog=examples(
        "briefgen build",
        "briefgen build configs/nato-china.yaml --audience press --format pdf",
        "briefgen build --seeds ../other-sources --out try --dry-run",
    )
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=FILE)
@click.option("--audience", "audiences", metavar="NAME", multiple=True, help="Only this audience.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["pdf", "docx"]),
    multiple=True,
    help="Only this format.",
)
@click.option("--seeds", type=FOLDER, metavar="DIR", help="Read the sources from here.")
@click.option("--out", type=FOLDER, metavar="DIR", help="Write the packs here (default: out).")
@click.option(
    "--as-of",
    metavar="DATE",
    callback=_as_date,
    help="The edition's date, as 2021-11-30.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error"]),
    help="Exit 1 at such a finding or a worse one (default: error).",
)
@click.option(
    "--keep",
    type=WholeNumber(min=2),
    metavar="N",
    help="Keep the newest N editions only (default: all).",
)
@FINDINGS
@CEILING
@SUMMARY
@click.option(
    "--jobs",
    type=WholeNumber(min=1),
    metavar="N",
    help="Processes that make packs (default: one on each core).",
)
@click.option(
    "--executor",
    metavar="dask:ADDRESS",
    help="Let the workers of this Dask cluster make the packs (tcp://HOST:PORT).",
)
@click.option("--timings", is_flag=True, help="Say at the end where the CPU time went.")
@click.option("--force", is_flag=True, help="Make every pack anew, whatever the date.")
@click.option("--locked", is_flag=True, help="Refuse sources that are not those of sources.lock.")
@click.option("--prune", is_flag=True, help="Remove the packs of audiences that are no more.")
@click.option("--dry-run", is_flag=True, help="Do all but write; say what would be written.")
@click.option(
    "--pull/--no-pull",
    default=None,
    help="Record edits in memos first (default in a terminal), or stop for their audience.",
)
@click.option("--discard-edits", is_flag=True, help="Drop edits in memos; copies are kept.")
@click.option("--final", is_flag=True, help="Also make Word files to release, without marks.")
@click.option("--list", "list_only", is_flag=True, help="List the audiences and build nothing.")
def build(
    *,
    reports: tuple[Report, ...],
    summary: Path | None,
    executor: str | None,
    timings: bool,
    list_only: bool,
    **asked: Unpack[_Asked],
) -> int:
    """Builds the packs of each CONFIG.

    Without a CONFIG: of every configs/*.yaml below the working folder, else of briefgen.yaml.
    """
    asked["configs"] = asked["configs"] or find_configs()
    # A report names every finding that stands, so the run that has some is made again.
    reporting = bool(reports or summary)
    if not list_only and (looks := _settled(asked, reporting=reporting)):
        names = asked["audiences"]
        name_what_is_beside(looks)
        put_text("".join(f"{line}\n" for line in settled_lines(looks, names)))
        stood = settled_files(looks, names)
        return (
            report(
                (),
                None,
                reports,
                summary,
                unchanged=stood,
                banners=[look.standing.banner for look in looks if look.standing],
            )
            if reporting
            else 0
        )
    loaded = _load_timed() if timings else None
    options = _options(asked, reporting=reporting)
    if list_only:
        return _list(options)
    return _build(options, reports, summary, executor or "", loaded)


def _settled(asked: _Asked, *, reporting: bool) -> tuple[Look, ...]:
    """The series of all configs where this build has nothing to do, else ()."""
    if any(asked[name] for name in ("force", "locked", "prune", "dry_run", "final")):
        return ()
    return settled(
        asked["configs"],
        seeds=asked["seeds"],
        out=asked["out"],
        audiences=asked["audiences"],
        formats=asked["formats"],
        as_of=asked["as_of"].isoformat() if asked["as_of"] else "",
        fail_on="info" if reporting or asked["report_ceiling"] else asked["fail_on"] or "",
    )


def _options(asked: _Asked, *, reporting: bool) -> BuildOptions:
    from briefgen.build import BuildOptions  # noqa: PLC0415
    from briefgen.diagnostics import Severity  # noqa: PLC0415

    return BuildOptions(
        configs=asked["configs"],
        seeds=asked["seeds"],
        out=asked["out"],
        audiences=asked["audiences"],
        formats=asked["formats"],
        as_of=asked["as_of"],
        fail_on=Severity[asked["fail_on"].upper()] if asked["fail_on"] else None,
        dry_run=asked["dry_run"],
        force=asked["force"],
        locked=asked["locked"],
        prune=asked["prune"],
        keep=asked["keep"] or 0,
        say_again=Severity.INFO if reporting else None,
        pull=is_terminal(sys.stdin) if asked["pull"] is None else asked["pull"],
        discard_edits=asked["discard_edits"],
        final=asked["final"],
        report_ceiling=asked["report_ceiling"],
        jobs=asked["jobs"] or 0,
    )


def _build(
    options: BuildOptions,
    reports: tuple[Report, ...],
    summary: Path | None,
    executor: str,
    loaded: Mapping[str, float] | None,
) -> int:
    """`loaded`: what loading took, where the time is to be told."""
    from briefgen.build import build as run  # noqa: PLC0415
    from briefgen.build.working.timing import process_seconds  # noqa: PLC0415
    from briefgen.cli.results import make_progress, print_files, print_timings  # noqa: PLC0415

    progress, end_progress = make_progress()
    try:
        with _executor(executor) as workers:
            outcome = run(options, progress, workers)
    finally:
        end_progress()
    code = report(
        outcome.diagnostics,
        outcome.fail_on,
        reports,
        summary,
        outcome.written,
        outcome.unchanged,
        outcome.banners,
    )
    print_files(outcome.written, outcome.unchanged, outcome.planned)
    if loaded is not None:
        print_timings({**loaded, **outcome.spent}, process_seconds())
    return code


def _load_timed() -> dict[str, float]:
    from briefgen.cli.loading import load_timed  # noqa: PLC0415

    return load_timed()


def _executor(name: str) -> AbstractContextManager[Executor | None]:
    """The executor of this name, None for none."""
    if not name:
        return nullcontext()
    from briefgen.build.working.clusters import connect  # noqa: PLC0415

    return connect(name)


def _list(options: BuildOptions) -> int:
    from briefgen.build import list_audiences  # noqa: PLC0415
    from briefgen.cli.printing import print_findings  # noqa: PLC0415
    from briefgen.cli.results import print_listing  # noqa: PLC0415

    outcome = list_audiences(options)
    code = print_findings(outcome.diagnostics, outcome.fail_on, outcome.banners)
    print_listing(outcome.listing)
    return code
