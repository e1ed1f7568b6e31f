"""`build`: the packs of each config."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.arguments import FILE, FOLDER, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import make_progress, print_files, print_listing
from briefgen.diagnostics import Severity

if TYPE_CHECKING:
    from briefgen.build import BuildOptions


def _as_date(
    _ctx: click.Context, _option: click.Parameter, value: datetime.datetime | None
) -> datetime.date | None:
    return value.date() if value else None


def _as_severity(
    _ctx: click.Context, _option: click.Parameter, value: str | None
) -> Severity | None:
    return Severity[value.upper()] if value else None


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
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    callback=_as_date,
    help="The edition's date, as 2021-11-30.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.word for severity in Severity]),
    callback=_as_severity,
    help="Exit 1 at such a finding or a worse one (default: error).",
)
@click.option("--dry-run", is_flag=True, help="Do all but write; say what would be written.")
@click.option("--list", "list_only", is_flag=True, help="List the audiences and build nothing.")
def build(
    *,
    configs: tuple[Path, ...],
    audiences: tuple[str, ...],
    formats: tuple[str, ...],
    seeds: Path | None,
    out: Path | None,
    as_of: datetime.date | None,
    fail_on: Severity | None,
    dry_run: bool,
    list_only: bool,
) -> int:
    """Builds the packs of each CONFIG.

    Without a CONFIG: of every configs/*.yaml below the working folder, else of briefgen.yaml.
    """
    from briefgen.build import BuildOptions  # noqa: PLC0415 (--help must not wait for it)

    options = BuildOptions(
        configs=configs or find_configs(),
        seeds=seeds,
        out=out,
        audiences=audiences,
        formats=formats,
        as_of=as_of,
        fail_on=fail_on,
        dry_run=dry_run,
    )
    return _list(options) if list_only else _build(options)


def _build(options: BuildOptions) -> int:
    from briefgen.build import build as run  # noqa: PLC0415

    progress, end_progress = make_progress()
    try:
        outcome = run(options, progress)
    finally:
        end_progress()
    code = print_findings(outcome.diagnostics, outcome.fail_on)
    print_files(outcome.written, outcome.unchanged, outcome.planned)
    return code


def _list(options: BuildOptions) -> int:
    from briefgen.build import list_audiences  # noqa: PLC0415

    outcome = list_audiences(options)
    code = print_findings(outcome.diagnostics, outcome.fail_on)
    print_listing(outcome.listing)
    return code
