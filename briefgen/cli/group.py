"""The command group, and the arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from briefgen import __version__
from briefgen.cli.printing import say
from briefgen.diagnostics import error
from briefgen.errors import BriefgenError, ExitCode
from briefgen.nearness import nearest

_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)
CONFIGS = click.option(
    "--config", "configs", type=FILE, metavar="CONFIG", multiple=True, help="Use this config."
)
SEEDS = click.option("--seeds", type=FOLDER, metavar="DIR", help="Read the sources from here.")
OUT = click.option("--out", type=FOLDER, metavar="DIR", help="Where the packs are (default: out).")
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


def examples(*lines: str) -> str:
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
    epilog=examples(
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


def find_configs() -> tuple[Path, ...]:
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
