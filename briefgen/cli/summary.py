"""A run to a page of Markdown, for the summary of a CI job or the text of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
    found: Sequence[Diagnostic], written: Sequence[str], unchanged: Sequence[str], code: ExitCode
) -> str:
    """What was written and what was found, the worst first; below `MOST_BYTES` of UTF-8."""
    head = "".join(f"{line}\n" for line in _head(found, written, unchanged, code))
    kept, size = [], len(head.encode()) + _RESERVE
    rows = [_row(one) for one in sorted(found, key=lambda one: -one.severity)]
    for row in rows:
        size += len(row.encode("utf-8", "replace")) + 1
        if size > MOST_BYTES:
            break
        kept.append(f"{row}\n")
    left = len(rows) - len(kept)
    tail = f"\n{left} more findings are left out here.\n" if left else ""
    return f"{head}{''.join(kept)}{tail}"


def _head(
    found: Sequence[Diagnostic], written: Sequence[str], unchanged: Sequence[str], code: ExitCode
) -> Iterator[str]:
    yield f"## briefgen: {_verdict(written, code)}"
    yield ""
    packs = [path for path in (*written, *unchanged) if path.endswith((".pdf", ".docx"))]
    for folder in sorted({PurePath(path).parent.as_posix() for path in packs}):
        here = [path for path in written if PurePath(path).parent.as_posix() == folder]
        made = [PurePath(path).name for path in here if path in packs]
        yield f"- {_cell(folder)}: {', '.join(map(_cell, made)) or 'unchanged'}"
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
