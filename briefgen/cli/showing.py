"""`outline`, `schema` and `help`: what was read, what a config may say, how it is meant."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli import help_pages
from briefgen.cli.arguments import FILE, FOLDER
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import to_json
from briefgen.cli.streams import put, put_text, say
from briefgen.errors import ExitCode


@briefgen.command(
    epilog=examples(
        "briefgen outline seeds/report.txt",
        "briefgen outline seeds/report.txt --json > report.json",
    )
)
@click.argument("source", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the lines of every part.")
@click.option("--seeds", type=FOLDER, metavar="DIR", help="Look for SOURCE here too.")
@click.option("--config", type=FILE, metavar="CONFIG", help="Use the roles of this config.")
def outline(*, source: Path, as_json: bool, seeds: Path | None, config: Path | None) -> int:
    """Shows what was read from SOURCE: sections, roles, lines, repairs."""
    from briefgen.build import read_outline  # noqa: PLC0415
    from briefgen.renderers.outline import outline_json, outline_text  # noqa: PLC0415

    reading, found = read_outline(source, seeds=seeds, config=config)
    code = print_findings(found)
    if reading is not None:
        what = (reading.document, reading.repairs, reading.quirks)
        text = to_json(outline_json(*what)) if as_json else outline_text(*what, lines=True)
        put_text(text)
    return code


@briefgen.command(epilog=examples("briefgen schema > briefgen.schema.json"))
def schema() -> int:
    """Prints the JSON Schema of a config, for editors and checks."""
    from briefgen.config import config_schema  # noqa: PLC0415

    put_text(to_json(config_schema()))
    return ExitCode.OK


@briefgen.command("help")
@click.argument("topic", required=False)
def show_help(topic: str | None) -> int:
    """Shows the help page TOPIC or of a finding's code, or lists the pages."""
    if topic is None:
        for name, title in help_pages.titles():
            say(f"{name:<14}{title}")
        return ExitCode.OK
    from briefgen.cli import help_codes  # noqa: PLC0415

    entry = help_codes.find(topic.casefold())
    if entry is None or help_pages.is_page(topic):
        put(help_pages.read(topic, [one.code for one in help_codes.entries()]))
    if entry is not None:  # one name may be both
        put_text(help_codes.as_page(entry, below=help_pages.is_page(topic)))
    return ExitCode.OK
