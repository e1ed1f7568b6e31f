"""`verify`, `trace` and `coverage`: what finished packs hold, and where it comes from."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.arguments import CONFIGS, FILE, JSON, OUT, SEEDS, find_configs
from briefgen.cli.group import briefgen, examples
from briefgen.cli.printing import print_findings
from briefgen.cli.results import to_json
from briefgen.cli.streams import put_text
from briefgen.diagnostics import error, reason_of
from briefgen.errors import BriefgenError, ExitCode


@briefgen.command(
    epilog=examples(
        "briefgen verify out/nato-china-relations/press/*.pdf",
        "briefgen verify memo.docx --seeds ../old-sources --json",
    )
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@CONFIGS
@SEEDS
@OUT
@click.option("--all", "own", is_flag=True, help="List the pack's own words too.")
@JSON
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

    checked, found = verify_files(files, configs or find_configs(), seeds, out)
    code = print_findings(found)
    if as_json:
        put_text(to_json([verdict_data(one) for one in checked]))
    else:
        lines = (line for one in checked for line in verdict_lines(one, own=own))
        put_text("".join(f"{line}\n" for line in lines))
    return code


@briefgen.command(
    epilog=examples(
        'briefgen trace minister "telephone line between duty officers"',
        'briefgen trace out/nato-china-relations/press/nato-china-relations-press.pdf "Arctic"',
    )
)
@click.argument("pack")
@click.argument("text")
@CONFIGS
@SEEDS
@OUT
@click.option(
    "--clearance",
    metavar="LABEL",
    default="",
    help="What the asker may know (default: the pack's ceiling).",
)
@JSON
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

    PACK is a finished file or the name of an audience. The exit code is 0 where the pack has the
    words and 1 where it has not, whatever the reason.
    """
    from briefgen.build.proving.tracing import trace_words  # noqa: PLC0415
    from briefgen.cli.proofs import are_there, trace_data, trace_lines  # noqa: PLC0415

    traces, found = trace_words(
        pack, text, configs or find_configs(), seeds=seeds, out=out, clearance=clearance
    )
    code = print_findings(found)
    if as_json:
        put_text(to_json(trace_data(traces)))
    else:
        put_text("".join(f"{line}\n" for line in trace_lines(traces, clearance)))
    return code or (ExitCode.OK if are_there(traces) else ExitCode.FINDINGS)


@briefgen.command(
    epilog=examples("briefgen coverage", "briefgen coverage --svg coverage.svg --json")
)
@click.argument("configs", metavar="[CONFIG]...", nargs=-1, type=FILE)
@SEEDS
@OUT
@click.option(
    "--svg",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a picture too.",
)
@JSON
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

    covers, found = cover_series(configs or find_configs(), seeds, out)
    code = print_findings(found)
    if as_json:
        data = [
            {"series": c.series, **cover_data(c.sources, c.audiences, c.banner)} for c in covers
        ]
        put_text(to_json(data))
    else:
        put_text("\n".join(cover_text(c.sources, c.audiences, c.banner) for c in covers))
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
                f"{path.as_posix()} cannot be written: {reason_of(fault)}",
                hint="name a file in a folder that is there and may be written to",
                exit=ExitCode.OUTPUT,
            )
        ) from fault
