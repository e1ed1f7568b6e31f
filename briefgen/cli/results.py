"""From what a build did to lines on standard output, and its progress on a terminal."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from briefgen.cli.streams import is_terminal, say
from briefgen.counts import counted

if TYPE_CHECKING:
    from briefgen.build import AudienceLine

Progress = Callable[[str, int, int], None]

_ERASE_LINE = "\r\x1b[K"


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
        tally = Counter(stood[path] for path in packs if series in PurePath(path).parents)
        say(
            f"{counted(len(here), 'pack')} in {series.as_posix()}: "
            f"{counted(tally['written'], 'file')} written, {tally['unchanged']} unchanged"
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


def print_timings(spent: Mapping[str, float], whole: float) -> None:
    """CPU seconds and share of each stage, beside the results on standard error.

    `whole` is what this process and its workers have taken by now: what of it is in no stage stands
    in a line of its own. Workers on other machines are in their stages alone.
    """
    rest = max(0.0, whole - sum(spent.values()))
    total = sum(spent.values()) + rest
    for stage, seconds in (*spent.items(), ("between the stages", rest), ("together", total)):
        share = f"{seconds / total:4.0%}" if total else ""
        say(f"{stage:<22}{seconds:8.2f} s of CPU {share}", err=True)
    own, other = peak_memory()
    if own:
        say(f"{'memory at most':<22}{own:5} MB; {other} MB in another process of the run", err=True)


def peak_memory() -> tuple[int, int]:
    """The most megabytes that this process held, and that any of those held that it has waited for;
    (0, 0) where the system does not say.
    """
    try:
        import resource  # noqa: PLC0415 (not on every platform)
    except ImportError:
        return 0, 0
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, other = (resource.getrusage(who).ru_maxrss // unit for who in whose)
    return own, other


def make_progress(
    clock: Callable[[], float] = time.monotonic,
) -> tuple[Progress | None, Callable[[], None]]:
    """(report of `label`, done, total; end), on a terminal only: one line that is overwritten, with
    the rate and the time left once both can be told.
    """
    stream = sys.stderr
    if not is_terminal(stream):
        return None, lambda: None

    begun = clock()

    def report(label: str, done: int, total: int) -> None:
        width = shutil.get_terminal_size().columns - 1
        line = f"{done}/{total} {label}{_pace(done, total, clock() - begun)}"
        stream.write(_ERASE_LINE + line[:width])
        stream.flush()

    def end() -> None:
        stream.write(_ERASE_LINE)
        stream.flush()

    return report, end


def _pace(done: int, total: int, seconds: float) -> str:
    """`, 14 a second, 1:05 left`; "" in the first second."""
    if seconds < 1 or not done:
        return ""
    rate = done / seconds
    left = round((total - done) / rate)
    shown = f"{rate:.0f} a second" if rate >= 1 else f"{1 / rate:.0f} s each"
    return f", {shown}, {left // 60}:{left % 60:02} left"


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
