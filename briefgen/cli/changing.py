"""`changes`: what is new in an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.arguments import FILE, JSON, OUT, SEEDS, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import to_json
from briefgen.cli.streams import put_text

if TYPE_CHECKING:
    from briefgen.build.reporting.asking import Answer


@briefgen.command(
    epilog=examples(
        "briefgen changes",
        "briefgen changes --audience minister --since 2021-06-30",
        "briefgen changes configs/nato-china.yaml --json",
    )
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=FILE)
@click.option(
    "--since",
    metavar="EDITION",
    default="",
    help="Compare with this kept edition, as 2021-06-30 (default: the one before).",
)
@click.option(
    "--audience", metavar="NAME", default="", help="Only what this audience may see of it."
)
@SEEDS
@OUT
@JSON
def changes(
    *,
    configs: tuple[Path, ...],
    since: str,
    audience: str,
    seeds: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Says what is new since the edition before, or since another one."""
    from briefgen.build.reporting.asking import report_changes  # noqa: PLC0415

    answers, found = report_changes(configs or find_configs(), seeds, out, since, audience)
    code = print_findings(found)
    if as_json:
        put_text(to_json([_data(answer) for answer in answers]))
    else:
        put_text("\n".join(answer.report.decode("utf-8", "replace") for answer in answers))
    return code


def _data(answer: Answer) -> dict[str, Any]:
    from briefgen.editions.changes.data import pack_data, source_data  # noqa: PLC0415

    whole, pack = answer.whole, answer.pack
    if pack is not None:
        return {"series": answer.series, **pack_data(pack)}
    if whole is None:
        return {"series": answer.series, "since": None}
    return {
        "series": answer.series,
        "since": whole.since,
        "as_of": whole.as_of,
        "sources": [source_data(change) for change in whole.sources],
        "audiences": [pack_data(one) for one in whole.packs],
        "added": list(whole.added),
        "dropped": list(whole.dropped),
    }
