"""The findings of a run to the reports that were asked for, and its exit code."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from briefgen.errors import ExitCode

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic, Severity

NAMES = ("text", "json", "github", "sarif", "junit")
_PLACED = ("github", "sarif")  # shown beside lines of the repository
_HEAD = 4096  # bytes of a file that are looked at
# How reports begin: the summary, JSON lines, SARIF, JUnit, annotations, plain lines.
_REPORT = re.compile(
    rb'## briefgen: |\{"severity": |\{\s*"\$schema": "[^"]*sarif'
    rb'|<\?xml [^>]*>\s*<testsuites name="briefgen"|::(?:notice|warning|error)\b'
    rb"|[^\n]*\b(?:info|warning|error) \[[a-z-]+\]"
)


class Report(NamedTuple):
    """Findings in one format; to standard error in the place of the usual lines, or to a file."""

    format: str
    file: Path | None


def _as_reports(
    ctx: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> tuple[Report, ...]:
    reports = []
    for value in values:
        name, _, file = value.partition(":")
        if name not in NAMES:
            raise click.BadParameter(
                f"{name!r} is none of {', '.join(NAMES)}", ctx=ctx, param=option
            )
        reports.append(Report(name, Path(file) if file else None))
    return tuple(reports)


FINDINGS = click.option(
    "--findings",
    "reports",
    metavar="FORMAT[:FILE]",
    multiple=True,
    callback=_as_reports,
    help=f"Report findings as {', '.join(NAMES)}; to a file, or in place of the usual lines.",
)
SUMMARY = click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a page of Markdown on the run.",
)


def report(
    found: Sequence[Diagnostic],
    fail_on: Severity | None,
    reports: Sequence[Report] = (),
    summary: Path | None = None,
    written: Sequence[str] = (),
    unchanged: Sequence[str] = (),
    banners: Sequence[str] = (),
) -> ExitCode:
    """Prints the findings, writes every report, and returns what the run should exit with."""
    from briefgen.cli.printing import exit_code, print_findings  # noqa: PLC0415
    from briefgen.diagnostics import in_print_order  # noqa: PLC0415

    ordered = in_print_order(found)
    faults: tuple[Diagnostic, ...] = ()
    texts = _texts(ordered, fail_on, reports, banners)
    for (_, file), text in zip(reports, texts, strict=True):
        if file is not None:
            faults += _write(file, text)
    shown = [text for (_, file), text in zip(reports, texts, strict=True) if file is None]
    if shown:
        click.echo("".join(shown), err=True, nl=False)
    else:
        print_findings(ordered, fail_on, banners)
    if summary is not None:
        from briefgen.cli.summary import make_summary  # noqa: PLC0415

        code = exit_code((*ordered, *faults), fail_on)
        faults += _write(summary, make_summary(ordered, written, unchanged, code, banners))
    print_findings(faults)
    return exit_code((*ordered, *faults), fail_on)


def _texts(
    found: Sequence[Diagnostic],
    fail_on: Severity | None,
    reports: Sequence[Report],
    banners: Sequence[str],
) -> list[str]:
    if not reports:
        return []
    from briefgen.cli.formats import FORMATS  # noqa: PLC0415

    placed = _in_repository(found)
    return [
        FORMATS[name](placed if name in _PLACED else found, fail_on, banners) for name, _ in reports
    ]


def _in_repository(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The findings of a GitHub job with their files as the repository has them: a project may lie
    in a folder of it, and annotations elsewhere are shown beside no line.
    """
    root, here = os.environ.get("GITHUB_WORKSPACE", ""), Path.cwd()
    if not root or here == Path(root) or not here.is_relative_to(root):
        return found
    from dataclasses import replace  # noqa: PLC0415 (slow to load)

    below = here.relative_to(root)
    return [
        replace(one, place=replace(one.place, file=(below / one.place.file).as_posix()))
        if one.place and one.place.file
        else one
        for one in found
    ]


def _write(file: Path, text: str) -> tuple[Diagnostic, ...]:
    """Writes a report; a fault is a finding of the run, whose packs stand all the same. A file
    that is no report stays: a slip of the hand may name a source.
    """
    from briefgen.diagnostics import reason_of  # noqa: PLC0415

    try:
        if not _may_replace(file):
            return (_unwritten(file, "the file there is no report", "name another file"),)
        file.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as fault:
        hint = "name a file in a folder that is there and may be written to"
        return (_unwritten(file, reason_of(fault), hint),)
    return ()


def _may_replace(file: Path) -> bool:
    """Whether a file is not there, empty, a device, or begins as one of the reports does."""
    if not file.is_file():
        return True
    with file.open("rb") as old:
        head = old.read(_HEAD)
    return not head or bool(_REPORT.match(head))


def _unwritten(file: Path, reason: str, hint: str) -> Diagnostic:
    from briefgen.diagnostics import Place, error  # noqa: PLC0415

    return error(
        "report-unwritten",
        f"the report cannot be written: {reason}",
        place=Place(file.as_posix()),
        hint=hint,
        exit=ExitCode.OUTPUT,
    )
