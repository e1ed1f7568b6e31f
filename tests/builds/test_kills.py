"""Runs that are killed at any time: the old edition or the new one, and the next run goes on."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.builds.stages import Stage
from tests.editions.test_output_faults import needs_fork, start, whole, write
from tests.places import PROJECT

pytestmark = pytest.mark.usefixtures("one_run")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module", params=["build", "pull"])
def any_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A changed source alone; and with it an edited memo, which the run pulls."""
    return Stage(tmp_path_factory.mktemp("kills"), request.param)


def kill_at_random(stage: Stage, times: int, seed: int) -> int:
    """Runs that are killed after a random while; how many were killed before their end."""
    moments, killed_ones = random.Random(seed), 0
    for _ in range(times):
        project = stage.fresh()
        child = start(partial(stage.run, project))
        time.sleep(moments.uniform(0, 0.4))
        os.kill(child, signal.SIGKILL)
        killed_ones += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        stage.check(project)
        shutil.rmtree(project)
    return killed_ones


@needs_fork
def test_kills_at_any_time_of_a_run(stage: Stage) -> None:
    assert kill_at_random(stage, 5, seed=7) > 0


@needs_fork
@pytest.mark.campaign
def test_a_hundred_kills_at_any_time_of_a_run(stage: Stage) -> None:
    assert kill_at_random(stage, 100, seed=8) > 0


@needs_fork
@pytest.mark.campaign
def test_kills_at_any_time_of_the_command(any_stage: Stage) -> None:
    """The command itself, in a process of its own, from its first import to its last write."""
    words = ["--pull"] if any_stage.options else []
    moments, taken, killed_ones = random.Random(11), command(any_stage.fresh(), words, None), 0
    for _ in range(100):
        project = any_stage.fresh()
        killed_ones += command(project, words, moments.uniform(0.2, 1.05) * taken) < 0
        any_stage.check(project)
        shutil.rmtree(project)
    print(any_stage.kind, killed_ones, "of 100 killed")  # noqa: T201


def command(project: Path, words: list[str], patience: float | None) -> float:
    """`briefgen build` as a process of its own: the seconds it took, below 0 if it was killed
    since they were more than `patience`.
    """
    line = [sys.executable, "-m", "briefgen", "build", "--jobs", "1", *words]
    began = time.monotonic()
    child = subprocess.Popen(
        [*line, "configs/harbours.yaml"], cwd=project, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    try:
        assert child.wait(patience) == 0
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return -1
    return time.monotonic() - began


@needs_fork
@pytest.mark.campaign
def test_a_thousand_kills_while_editions_are_written(tmp_path: Path) -> None:
    folder, moments, cut_short = tmp_path / "series", random.Random(9), 0
    write(folder, "even")

    def write_for_ever() -> None:
        for mark in itertools.cycle(("odd", "even")):
            write(folder, mark)
            os.write(writing, b".")

    for _ in range(1_000):
        reading, writing = os.pipe()
        child = start(write_for_ever)
        assert os.read(reading, 1) == b"."  # it is at work
        time.sleep(moments.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)
        cut_short += any(path.name.startswith(".") for path in folder.rglob(".*"))
        write(folder, "even")
        assert whole(folder) == "even"
    print(cut_short, "of 1000 cut short")  # noqa: T201
