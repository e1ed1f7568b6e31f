"""Several runs on one folder at once: one edition stands, never a mixture."""

from __future__ import annotations

import itertools
import os
import random
import time
from functools import partial
from pathlib import Path

import pytest

from briefgen.errors import ExitCode
from tests.builds.stages import Stage, run
from tests.editions.test_output_faults import needs_fork, start, whole, write

pytestmark = pytest.mark.usefixtures("one_run")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("once"))


def at_once(folder: Path, count: int, draw: random.Random) -> list[int]:
    """Runs that begin at the same time, each with an edition of its own; their exit codes."""
    folder.mkdir(parents=True, exist_ok=True)

    def work(mark: str, pause: float) -> None:
        time.sleep(pause)
        found = write(folder, mark)
        if any(d.exit == ExitCode.BUSY for d in found):
            os._exit(int(ExitCode.BUSY))
        assert found == ()

    marks = [draw.choice(("old", "odd", "even")) for _ in range(count)]
    children = [start(partial(work, mark, draw.uniform(0, 0.01))) for mark in marks]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert whole(folder) in {*marks, "none"}
    return codes


@needs_fork
def test_runs_at_once_leave_one_edition(tmp_path: Path) -> None:
    draw = random.Random(3)
    for n in range(10):
        codes = at_once(tmp_path / str(n), 2 + n % 7, draw)
        assert 0 in codes
        assert set(codes) <= {0, int(ExitCode.BUSY)}


@needs_fork
@pytest.mark.campaign
def test_two_hundred_times_two_to_eight_runs_at_once(tmp_path: Path) -> None:
    draw = random.Random(4)
    told = [at_once(tmp_path / "series", 2 + n % 7, draw) for n in range(200)]
    codes = list(itertools.chain.from_iterable(told))
    assert all(0 in one for one in told)
    assert set(codes) <= {0, int(ExitCode.BUSY)}
    print(len(codes), codes.count(0))  # noqa: T201


@needs_fork
def test_whole_runs_at_once_leave_one_edition(stage: Stage) -> None:
    project = stage.fresh()

    def work() -> None:
        codes = {d.exit for d in run(project).diagnostics if d.severity > 1}
        os._exit(int(max(codes, default=0)))

    children = [start(work) for _ in range(3)]
    codes = {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children}
    assert codes <= {0, int(ExitCode.BUSY)}
    stage.check(project)
