"""Commands to their cost: CPU, wall and memory of the whole process tree, in alternating rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run: user and system seconds of the process and all that it waited for, elapsed seconds,
    and the most memory of a single process in MB; `told` is what it says of it by `--timings`.
    """

    cpu: float
    wall: float
    memory: float
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A command to measure; `before` clears the ground and is not measured."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], None] = lambda: None
    codes: tuple[int, ...] = (0,)


def run(work: Work) -> Cost:
    """The cost of one run.

    Raises:
        SystemExit: the command ended with another code than it should.
    """
    work.before()
    begun = time.perf_counter()
    with subprocess.Popen(
        work.command, cwd=work.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as child:
        complaint = child.stderr.read() if child.stderr else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in work.codes:
        raise SystemExit(f"{work.name} ended with {child.returncode}: {complaint.decode()[-2000:]}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - begun,
        memory=usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024),
        told=_told(complaint.decode(errors="replace")),
    )


def _told(complaint: str) -> str:
    """How much memory our own process and its workers took, as a run of ours says it."""
    lines = (line for line in complaint.splitlines() if line.startswith("memory at most"))
    return " ".join(next(lines, "").split()[3:])


def alternate(works: Sequence[Work], rounds: int) -> dict[str, list[Cost]]:
    """Every work once a round; in odd rounds the other way round, so that drift hits all alike."""
    found: dict[str, list[Cost]] = {work.name: [] for work in works}
    for number in range(rounds):
        for work in works if number % 2 == 0 else reversed(works):
            cost = run(work)
            found[work.name].append(cost)
            memory = f"{cost.memory:6.0f} MB  {cost.told}".rstrip()
            sys.stderr.write(f"  {work.name:32} {cost.cpu:8.2f} s CPU {memory}\n")
    return found


def spread(values: Sequence[float], digits: int = 2) -> str:
    """ "median (least to most)"."""
    least, middle, most = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f} to {most:.{digits}f})"
