"""The command group: names its commands without loading them, and loads the one that is called."""

from __future__ import annotations

import importlib
from typing import Final

import click

from briefgen import __version__
from briefgen.cli.commands import COMMANDS
from briefgen.errors import ExitCode

_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def examples(*lines: str) -> str:
    """The end of a help text, with its line breaks kept: click wants a backspace for that."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class _Commands(click.Group):
    """A group that names the command that was probably meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted({*COMMANDS, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; its module, which adds it to this group, is loaded for it."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            importlib.import_module(f"briefgen.cli.{COMMANDS[cmd_name][0]}")
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            from briefgen.nearness import nearest  # noqa: PLC0415 (only for what is misspelt)

            near = nearest(args[0], known)
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
        click.echo(ctx.get_help(), err=True)
        return ExitCode.USAGE
    return ExitCode.OK
