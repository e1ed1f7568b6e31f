"""A run to a page of Markdown, for the summary of a CI job or the text of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from briefgen.counts import counted
from briefgen.diagnostics import Diagnostic, Severity
from briefgen.errors import ExitCode

# GitHub drops a whole summary that is larger than 1,024 KiB.
MOST_BYTES: Final = 900 * 1024
_RESERVE = 200  # for the line that counts what was left out
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def make_summary(
    found: Sequence[Diagnostic],
    written: Sequence[str],
    unchanged: Sequence[str],
    code: ExitCode,
    banners: Sequence[str] = (),
) -> str:
    """What was written and what was found, the worst first; below `MOST_BYTES` of UTF-8. What is
    the same for several audiences stands there once.

    `banners` are the markings of the series that it speaks of.
    """
    marked = [f"**{_cell(banner)}**\n\n" for banner in dict.fromkeys(banners)]
    top = f"## briefgen: {_verdict(written, code)}\n\n{''.join(marked)}"
    folders = [f"{line}\n" for line in _folders(written, unchanged)]
    packs, left = _first(folders, MOST_BYTES // 2)
    more = f"- {counted(left, 'more pack')} not named here\n" if left else ""
    listed = _said_once(found)
    tally = "".join(f"{line}\n" for line in _tally(listed, folders))
    head = f"{top}{''.join(packs)}{more}{tally}"
    rows = [f"{_row(one)}\n" for one in listed]
    kept, left = _first(rows, MOST_BYTES - _size(head) - _RESERVE)
    tail = f"\n{left} more findings are left out here.\n" if left else ""
    return f"{head}{''.join(kept)}{tail}"


def _first(lines: Sequence[str], most: int) -> tuple[list[str], int]:
    """The lines that so many bytes hold, and how many are left out."""
    kept: list[str] = []
    for line in lines:
        most -= _size(line)
        if most < 0:
            break
        kept.append(line)
    return kept, len(lines) - len(kept)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _folders(written: Sequence[str], unchanged: Sequence[str]) -> Iterator[str]:
    """A line for each folder with packs: those that were written."""
    made: dict[str, list[str]] = {}
    for paths, is_new in ((written, True), (unchanged, False)):
        for path in map(PurePath, paths):
            if path.suffix in (".pdf", ".docx"):
                here = made.setdefault(path.parent.as_posix(), [])
                here += [path.name] if is_new else []
    for folder, names in sorted(made.items()):
        yield f"- {_cell(folder)}: {', '.join(map(_cell, names)) or 'unchanged'}"


def _tally(found: Sequence[Diagnostic], packs: Sequence[str]) -> Iterator[str]:
    """How many findings there are, and the head of their table."""
    tally = Counter(one.severity for one in found)
    if not found:
        yield "" if packs else "- nothing was written"
        return
    counts = (
        counted(tally[severity], word) for severity, word in _WORDS.items() if tally[severity]
    )
    yield from ("", f"{', '.join(counts)}:", "", "| | code | where | what |", "|---|---|---|---|")


def _verdict(written: Sequence[str], code: ExitCode) -> str:
    if code:
        return f"exit code {int(code)}"
    return "new packs" if written else "nothing to do"


def _said_once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What is the same for several audiences once, with their names; the worst first."""
    names: dict[Diagnostic, list[str]] = {}
    for one in sorted(found, key=lambda one: -one.severity):
        names.setdefault(replace(one, audience=""), []).append(one.audience)
    return [replace(one, audience=", ".join(filter(None, who))) for one, who in names.items()]


def _row(one: Diagnostic) -> str:
    hint = f" *{_cell(one.hint)}*" if one.hint else ""
    who = f"{one.audience}: " if one.audience else ""
    where = _cell(str(one.place)) if one.place else ""
    word = _WORDS[one.severity]
    return f"| {word} | `{one.code}` | {where} | {_cell(who + one.message)}{hint} |"


def _cell(text: str) -> str:
    """Words of a source or a config as plain text: no markup, no link, no new cell."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+!|~@$&" else c for c in shown)
