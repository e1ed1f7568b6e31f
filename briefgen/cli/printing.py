"""From findings and results to lines: data on standard output, all else on standard error."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO

import click

from briefgen.diagnostics import Diagnostic, Severity, in_print_order
from briefgen.errors import WORST_FIRST, ExitCode

if TYPE_CHECKING:
    from briefgen.build import AudienceLine

Progress = Callable[[str, int, int], None]

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ERASE_LINE = "\r\x1b[K"


def say(text: str, *, err: bool = False) -> None:
    """One line; whoever has stopped reading does not stop the run."""
    try:
        click.echo(text, err=err, color=None if _wants_colour(sys.stderr) else False)
    except BrokenPipeError:
        _discard(sys.stderr if err else sys.stdout)


def put(data: bytes) -> None:
    """Data, as UTF-8 whatever the locale says."""
    try:
        click.echo(data, nl=False)
    except BrokenPipeError:
        _discard(sys.stdout)


def print_findings(
    found: Iterable[Diagnostic], fail_on: Severity | None = Severity.ERROR
) -> ExitCode:
    """Every finding on a line of its own, then how many; returns what the run should exit with."""
    ordered = in_print_order(found)
    for diagnostic in ordered:
        say(_with_colour(diagnostic), err=True)
    if len(ordered) > 1:
        say(_tally(ordered), err=True)
    return exit_code(ordered, fail_on)


def exit_code(found: Iterable[Diagnostic], fail_on: Severity | None = Severity.ERROR) -> ExitCode:
    """The worst code of the errors; 1 where the worst finding is below an error but counts.

    `fail_on` None: nothing below an error counts. An error always does.

    Codes that are not ranked (usage, stale, busy) end a run before it has results: where one
    comes together with others it stands between what is ranked and mere findings.
    """
    found = tuple(found)
    codes = {diagnostic.exit for diagnostic in found if diagnostic.severity is Severity.ERROR}
    if fail_on is not None and any(diagnostic.severity >= fail_on for diagnostic in found):
        codes.add(ExitCode.FINDINGS)
    return min(codes, key=_badness, default=ExitCode.OK)


def _badness(code: ExitCode) -> tuple[int, int]:
    if code in WORST_FIRST:
        return WORST_FIRST.index(code), 0
    return WORST_FIRST.index(ExitCode.CONFIG), int(code)


def _tally(found: Sequence[Diagnostic]) -> str:
    counted = Counter(diagnostic.severity for diagnostic in found)
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    return ", ".join(
        f"{counted[severity]} {name}{'s' if counted[severity] > 1 else ''}"
        for severity, name in names.items()
        if counted[severity]
    )


def _with_colour(diagnostic: Diagnostic) -> str:
    """The finding with its severity coloured, where standard error is a terminal that wants it."""
    line, word = str(diagnostic), f"{diagnostic.severity.word} ["
    if not _wants_colour(sys.stderr):
        return line
    coloured = click.style(diagnostic.severity.word, fg=_COLOURS[diagnostic.severity], bold=True)
    return line.replace(word, f"{coloured} [", 1)


def _wants_colour(stream: TextIO | None) -> bool:
    """A terminal, and neither NO_COLOR (https://no-color.org) nor TERM=dumb says otherwise."""
    return _is_terminal(stream) and not os.environ.get("NO_COLOR")


def _is_terminal(stream: TextIO | None) -> bool:
    """A stream that was closed before we began is None."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


# --- what a build did -----------------------------------------------------------------------------


def print_files(written: Iterable[str], unchanged: Iterable[str], planned: Iterable[str]) -> None:
    """A line for each file of a pack, then for each series how many packs lie where."""
    stood = dict.fromkeys(unchanged, "unchanged") | dict.fromkeys(written, "written")
    for path in planned:
        say(f"would write  {path}")
    packs = sorted(path for path in stood if path.endswith((".pdf", ".docx")))
    for path in packs:
        say(f"{stood[path]:<11}{path}")
    folders = [PurePath(path).parent for path in packs]
    for series in sorted({folder.parent for folder in folders}):
        here = {folder for folder in folders if folder.parent == series}
        counted = Counter(stood[path] for path in packs if series in PurePath(path).parents)
        count = f"{len(here)} pack{'s' if len(here) > 1 else ''}"
        say(
            f"{count} in {series.as_posix()}: "
            f"{counted['written']} files written, {counted['unchanged']} unchanged"
        )


def print_listing(lines: Iterable[AudienceLine]) -> None:
    """A line for each audience, in columns: series, name, template, ceiling, formats, sections."""
    rows = [
        (
            line.series,
            line.name,
            line.template,
            line.ceiling,
            "+".join(line.formats),
            ", ".join(line.sections),
        )
        for line in lines
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say("  ".join(cells).rstrip())


def make_progress() -> tuple[Progress | None, Callable[[], None]]:
    """(report of `label`, done, total; end), on a terminal only: one line that is overwritten."""
    stream = sys.stderr
    if not _is_terminal(stream):
        return None, lambda: None

    def report(label: str, done: int, total: int) -> None:
        width = shutil.get_terminal_size().columns - 1
        stream.write(_ERASE_LINE + f"{done}/{total} {label}"[:width])
        stream.flush()

    def end() -> None:
        stream.write(_ERASE_LINE)
        stream.flush()

    return report, end


# --- readers who have gone ------------------------------------------------------------------------


def silence_closed_streams() -> None:
    """Flushes what is left; Python would complain at exit about a pipe that nobody reads."""
    streams: tuple[TextIO | None, ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            _discard(stream)


def _discard(stream: TextIO) -> None:
    """Sends the rest of a stream to nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # not a real file: nothing is left to be flushed
        return


def put_text(text: str) -> None:
    put(text.encode("utf-8", "backslashreplace"))


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
