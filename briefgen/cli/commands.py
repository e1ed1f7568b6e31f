"""The commands: what each takes, which function does it, what is printed of the result."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from briefgen import __version__
from briefgen.cli import help_pages
from briefgen.cli.printing import (
    make_progress,
    print_files,
    print_findings,
    print_listing,
    put,
    say,
)
from briefgen.diagnostics import Severity, error
from briefgen.errors import BriefgenError, ExitCode
from briefgen.nearness import nearest

if TYPE_CHECKING:
    from briefgen.build import BuildOptions

_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _examples(*lines: str) -> str:
    """The end of a help text, with its line breaks kept: click wants a backspace for that."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class _Commands(click.Group):
    """A group that names the command that was probably meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            guess = f"; did you mean {near!r}?" if near else ""
            raise click.UsageError(f"there is no command {args[0]!r}{guess}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    context_settings=_CONTEXT,
    invoke_without_command=True,
    epilog=_examples(
        "briefgen build                      every pack of configs/*.yaml",
        "briefgen build --audience minister  one audience's pack",
        "briefgen outline seeds/report.txt   what was read from a source",
        "briefgen help                       the help pages",
    ),
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def briefgen(ctx: click.Context) -> int:
    """Makes briefing packs, as PDF and Word, from source documents and one YAML file."""
    if ctx.invoked_subcommand is None:
        say(ctx.get_help(), err=True)
        return ExitCode.USAGE
    return ExitCode.OK


# --- build ----------------------------------------------------------------------------------------


def _as_date(
    _ctx: click.Context, _option: click.Parameter, value: datetime.datetime | None
) -> datetime.date | None:
    return value.date() if value else None


def _as_severity(
    _ctx: click.Context, _option: click.Parameter, value: str | None
) -> Severity | None:
    return Severity[value.upper()] if value else None


_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path)


@briefgen.command(
    epilog=_examples(
        "briefgen build",
        "briefgen build configs/nato-china.yaml --audience press --format pdf",
        "briefgen build --seeds ../other-sources --out try --dry-run",
    )
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=_FILE)
@click.option("--audience", "audiences", metavar="NAME", multiple=True, help="Only this audience.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["pdf", "docx"]),
    multiple=True,
    help="Only this format.",
)
@click.option("--seeds", type=_FOLDER, metavar="DIR", help="Read the sources from here.")
@click.option("--out", type=_FOLDER, metavar="DIR", help="Write the packs here (default: out).")
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
        configs=configs or _find_configs(),
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


def _find_configs() -> tuple[Path, ...]:
    """Every configs/*.yaml below the working folder, else its briefgen.yaml."""
    found = tuple(sorted(Path("configs").glob("*.yaml")))
    if not found and (single := Path("briefgen.yaml")).is_file():
        found = (single,)
    if not found:
        raise BriefgenError(
            error(
                "no-config",
                "no CONFIG is given, and here is neither a configs/*.yaml nor a briefgen.yaml",
                hint="go to the project's folder, or name the config: `briefgen build CONFIG`",
                exit=ExitCode.USAGE,
            )
        )
    return found


# --- outline --------------------------------------------------------------------------------------


@briefgen.command(
    epilog=_examples(
        "briefgen outline seeds/report.txt",
        "briefgen outline seeds/report.txt --json > report.json",
    )
)
@click.argument("source", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the lines of every part.")
@click.option("--seeds", type=_FOLDER, metavar="DIR", help="Look for SOURCE here too.")
@click.option("--config", type=_FILE, metavar="CONFIG", help="Use the roles of this config.")
def outline(*, source: Path, as_json: bool, seeds: Path | None, config: Path | None) -> int:
    """Shows what was read from SOURCE: sections, roles, lines, repairs."""
    from briefgen.build import read_outline  # noqa: PLC0415
    from briefgen.renderers.outline import outline_json, outline_text  # noqa: PLC0415

    reading, found = read_outline(source, seeds=seeds, config=config)
    code = print_findings(found)
    if reading is not None:
        what = (reading.document, reading.repairs, reading.quirks)
        text = _as_json(outline_json(*what)) if as_json else outline_text(*what, lines=True)
        put(text.encode("utf-8", "backslashreplace"))
    return code


# --- proofs ---------------------------------------------------------------------------------------

_CONFIGS = click.option(
    "--config", "configs", type=_FILE, metavar="CONFIG", multiple=True, help="Use this config."
)
_SEEDS = click.option("--seeds", type=_FOLDER, metavar="DIR", help="Read the sources from here.")
_OUT = click.option(
    "--out", type=_FOLDER, metavar="DIR", help="Where the packs are (default: out)."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@briefgen.command(
    epilog=_examples(
        "briefgen verify out/nato-china-relations/press/*.pdf",
        "briefgen verify memo.docx --seeds ../old-sources --json",
    )
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@_CONFIGS
@_SEEDS
@_OUT
@click.option("--all", "own", is_flag=True, help="List the pack's own words too.")
@_JSON
def verify(
    *,
    files: tuple[Path, ...],
    configs: tuple[Path, ...],
    seeds: Path | None,
    out: Path | None,
    own: bool,
    as_json: bool,
) -> int:
    """Says of each sentence in a finished PDF or Word FILE where in the sources it stands."""
    from briefgen.build.proving.verifying import verify_files  # noqa: PLC0415
    from briefgen.cli.proofs import verdict_data, verdict_lines  # noqa: PLC0415

    checked, found = verify_files(files, configs or _find_configs(), seeds, out)
    code = print_findings(found)
    if as_json:
        _put_text(_as_json([verdict_data(one) for one in checked]))
    else:
        lines = (line for one in checked for line in verdict_lines(one, own=own))
        _put_text("".join(f"{line}\n" for line in lines))
    return code


@briefgen.command(
    epilog=_examples(
        'briefgen trace minister "telephone line between duty officers"',
        'briefgen trace out/nato-china-relations/press/nato-china-relations-press.pdf "Arctic"',
    )
)
@click.argument("pack")
@click.argument("text")
@_CONFIGS
@_SEEDS
@_OUT
@click.option(
    "--clearance",
    metavar="LABEL",
    default="",
    help="What the asker may know (default: the pack's ceiling).",
)
@_JSON
def trace(
    *,
    pack: str,
    text: str,
    configs: tuple[Path, ...],
    seeds: Path | None,
    out: Path | None,
    clearance: str,
    as_json: bool,
) -> int:
    """Says where TEXT in a PACK comes from, or why the pack does not have it.

    PACK is a finished file or the name of an audience.
    """
    from briefgen.build.proving.tracing import trace_words  # noqa: PLC0415
    from briefgen.cli.proofs import trace_data, trace_lines  # noqa: PLC0415

    traces, found = trace_words(
        pack, text, configs or _find_configs(), seeds=seeds, out=out, clearance=clearance
    )
    code = print_findings(found)
    if as_json:
        _put_text(_as_json(trace_data(traces)))
    else:
        _put_text("".join(f"{line}\n" for line in trace_lines(traces)))
    return code


@briefgen.command(
    epilog=_examples("briefgen coverage", "briefgen coverage --svg coverage.svg --json")
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=_FILE)
@_SEEDS
@_OUT
@click.option(
    "--svg",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a picture too.",
)
@_JSON
def coverage(
    *,
    configs: tuple[Path, ...],
    seeds: Path | None,
    out: Path | None,
    svg: Path | None,
    as_json: bool,
) -> int:
    """Shows which source lines went to which audience, and what nobody gets."""
    from briefgen.build.proving.coverage import cover_series  # noqa: PLC0415
    from briefgen.proof.cover_pictures import cover_data, cover_svg, cover_text  # noqa: PLC0415

    covers, found = cover_series(configs or _find_configs(), seeds, out)
    code = print_findings(found)
    if as_json:
        data = [
            {"series": c.series, **cover_data(c.sources, c.audiences, c.banner)} for c in covers
        ]
        _put_text(_as_json(data))
    else:
        _put_text("\n".join(cover_text(c.sources, c.audiences, c.banner) for c in covers))
    for number, cover in enumerate(covers if svg else ()):
        path = _numbered(svg, number)
        _write(path, cover_svg(cover.sources, cover.audiences, cover.banner))
    return code


def _numbered(path: Path | None, number: int) -> Path:
    """The path, with `-2`, `-3`, ... before its ending for the second picture and those after."""
    path = path or Path()
    return path.with_stem(f"{path.stem}-{number + 1}") if number else path


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as fault:
        raise BriefgenError(
            error(
                "cannot-write",
                f"{path.as_posix()} cannot be written: {(fault.strerror or 'no reason').lower()}",
                hint="name a file in a folder that is there and may be written to",
                exit=ExitCode.OUTPUT,
            )
        ) from fault


def _put_text(text: str) -> None:
    put(text.encode("utf-8", "backslashreplace"))


# --- schema and help ------------------------------------------------------------------------------


@briefgen.command(epilog=_examples("briefgen schema > briefgen.schema.json"))
def schema() -> int:
    """Prints the JSON Schema of a config, for editors and checks."""
    from briefgen.config import config_schema  # noqa: PLC0415

    put(_as_json(config_schema()).encode())
    return ExitCode.OK


@briefgen.command("help")
@click.argument("topic", required=False)
def show_help(topic: str | None) -> int:
    """Shows the help page TOPIC; without one, lists the pages."""
    if topic is None:
        for name, title in help_pages.titles():
            say(f"{name:<14}{title}")
        return ExitCode.OK
    put(help_pages.read(topic))
    return ExitCode.OK


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
