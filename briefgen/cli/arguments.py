"""The arguments that several commands take, and where a command without a CONFIG looks for one."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.errors import BriefgenError, ExitCode

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)
CONFIGS = click.option(
    "--config", "configs", type=FILE, metavar="CONFIG", multiple=True, help="Use this config."
)
SEEDS = click.option("--seeds", type=FOLDER, metavar="DIR", help="Read the sources from here.")
OUT = click.option("--out", type=FOLDER, metavar="DIR", help="Where the packs are (default: out).")


def _named_label(context: click.Context, option: click.Parameter, label: str | None) -> str:
    """The label; one of a variable that is not set must not mean that there is no ceiling."""
    if label is not None and not label.strip():
        raise click.BadParameter("it names no label", context, option)
    return label or ""


CEILING = click.option(
    "--report-ceiling",
    metavar="LABEL",
    callback=_named_label,
    help="Of findings that may quote more than this, tell code and place alone (or: lowest).",
)
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


def find_configs() -> tuple[Path, ...]:
    """Every configs/*.yaml below the working folder, else its briefgen.yaml."""
    found = tuple(sorted(Path("configs").glob("*.yaml")))
    if not found and (single := Path("briefgen.yaml")).is_file():
        found = (single,)
    if not found:
        from briefgen.diagnostics import error  # noqa: PLC0415 (a light command needs none)

        raise BriefgenError(
            error(
                "no-config",
                "no CONFIG is given, and here is neither a configs/*.yaml nor a briefgen.yaml",
                hint="go to the project's folder, or name the config: `briefgen build CONFIG`",
                exit=ExitCode.USAGE,
            )
        )
    return found


class WholeNumber(click.IntRange):
    """A number from `min` on; what is none is named in plain words."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        written = str(value)
        number = int(written) if written.isdecimal() else None
        if number is None or (self.min is not None and number < self.min):
            self.fail(f"{value!r} is no whole number of {self.min} or more", param, ctx)
        return number
