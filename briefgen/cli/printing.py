"""From findings to lines on standard error, and to the exit code of the run."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence

import click

from briefgen.cli.streams import say, wants_colour
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostic, Severity, in_print_order
from briefgen.errors import WORST_FIRST, ExitCode

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(
    found: Iterable[Diagnostic],
    fail_on: Severity | None = Severity.ERROR,
    banners: Sequence[str] = (),
) -> ExitCode:
    """Every finding on a line of its own, then how many and what they may bear (`banners`, where
    that is known); returns what the run should exit with.
    """
    ordered = in_print_order(found)
    for diagnostic in ordered:
        say(_with_colour(diagnostic), err=True)
    if len(ordered) > 1 or (ordered and banners):
        say(tally(ordered, banners), err=True)
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


def tally(found: Sequence[Diagnostic], banners: Sequence[str] = ()) -> str:
    """How many findings there are of each severity, and the marking that none of them exceeds."""
    counts = Counter(diagnostic.severity for diagnostic in found)
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    parts = [
        counted(counts[severity], name) for severity, name in names.items() if counts[severity]
    ]
    marked = f" ({', '.join(dict.fromkeys(banners))} at most)" if banners else ""
    return f"{', '.join(parts)}{marked}"


def _with_colour(diagnostic: Diagnostic) -> str:
    """The finding with its severity coloured, where standard error is a terminal that wants it."""
    line, word = str(diagnostic), f"{diagnostic.severity.word} ["
    if not wants_colour(sys.stderr):
        return line
    coloured = click.style(diagnostic.severity.word, fg=_COLOURS[diagnostic.severity], bold=True)
    return line.replace(word, f"{coloured} [", 1)
