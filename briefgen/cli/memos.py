"""`pull` and `status`: what people changed in Word memos."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.arguments import CONFIGS, FILE, JSON, OUT, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import to_json
from briefgen.cli.streams import put_text, say
from briefgen.counts import counted

if TYPE_CHECKING:
    from briefgen.roundtrip.edits import Edit

_SHOWN = 70  # characters of an edit's words in a line


@briefgen.command(
    epilog=examples(
        "briefgen pull out/nato-china-relations/minister/nato-china-relations-minister.docx",
        "briefgen pull ~/Downloads/minister-with-remarks.docx --dry-run",
    )
)
@click.argument("memo", metavar="MEMO", type=FILE)
@CONFIGS
@OUT
@click.option("--audience", metavar="NAME", default="", help="Whose memo it is, if it has no mark.")
@click.option("--dry-run", is_flag=True, help="Say what was changed, and write nothing.")
def pull(
    *, memo: Path, configs: tuple[Path, ...], out: Path | None, audience: str, dry_run: bool
) -> int:
    """Records what people changed in a MEMO; the next build keeps it."""
    from briefgen.build.memos.pulling import pull_memo  # noqa: PLC0415

    pulled, found = pull_memo(
        memo, configs or find_configs(), audience=audience, out=out, dry_run=dry_run
    )
    code = print_findings(found)
    if pulled is not None:
        for edit in pulled.edits:
            say(_line(edit))
        verb = "written to" if pulled.written else "would be written to"
        count = len(pulled.edits)
        say(f"{counted(count, 'edit')} {verb} {pulled.shown}")
    return code


def _line(edit: Edit) -> str:
    words = edit.text or " | ".join(edit.rows[0] if edit.rows else ()) or edit.base
    words = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    who = f"  ({', '.join(part for part in (edit.who, edit.when[:10]) if part)})"
    return f"{edit.what:<8}{edit.block}: {words}{who if len(who) > 4 else ''}"


@briefgen.command(epilog=examples("briefgen status", "briefgen status --json"))
@CONFIGS
@OUT
@JSON
def status(*, configs: tuple[Path, ...], out: Path | None, as_json: bool) -> int:
    """Says of each memo whether it is clean, edited or has conflicts."""
    from briefgen.build.memos.status import memo_states  # noqa: PLC0415

    states, found = memo_states(configs or find_configs(), out)
    code = print_findings(found)
    if as_json:
        put_text(
            to_json(
                [
                    {
                        "path": one.path,
                        "series": one.series,
                        "audience": one.audience,
                        "state": one.state,
                        "edits": one.edits,
                        "conflicts": list(one.conflicts),
                        "beside": list(one.beside),
                    }
                    for one in states
                ]
            )
        )
        return code
    for one in states:
        count = counted(one.edits, "edit")
        recorded = f"  {count} recorded" if one.edits else ""
        say(f"{one.state:<10}{one.path}{recorded}")
        for block in one.conflicts:
            say(f"{'':<10}conflict: {block}")
        for path in one.beside:
            say(f"{'':<10}kept beside it: {path}")
    return code
