"""`lock`: the sources as they are now become those that were looked at."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.arguments import FILE, SEEDS, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.streams import say
from briefgen.counts import counted


@briefgen.command(epilog=examples("briefgen lock", "git diff configs/sources.lock"))
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=FILE)
@SEEDS
def lock(*, configs: tuple[Path, ...], seeds: Path | None) -> int:
    """Notes the hashes of all sources in `sources.lock`, for `build --locked`."""
    from briefgen.build.inputs.locking import lock_sources  # noqa: PLC0415 (--help must not wait for it)
    from briefgen.cli.printing import print_findings  # noqa: PLC0415
    from briefgen.diagnostics import Severity  # noqa: PLC0415

    written, found = lock_sources(configs or find_configs(), seeds)
    code = print_findings([one for one in found if one.severity > Severity.INFO])
    for path, count, changed in written:
        sources = counted(count, "source")
        say(f"{'written' if changed else 'unchanged':<11}{path.as_posix()}: {sources}")
    return code
