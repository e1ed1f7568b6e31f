"""A whole run that is cut short by the disk or killed, or that runs beside others, and the same
run in other surroundings: the old edition or the new one, whole, and the same bytes.
"""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.editions.freshness import look_at
from briefgen.editions.staleness import has_nothing_to_do
from briefgen.errors import ExitCode
from tests.editions.test_freshness import (
    AUDIENCES,
    SLUG,
    SOURCE,
    files_in,
    make_project,
    project_at,
)
from tests.editions.test_output_faults import CALLS, fault_at, needs_fork, start, whole, write
from tests.places import PROJECT
from tests.word.like import WordFile

WRITING = ("write", "fsync", "replace", "open")
OTHER = f"{SOURCE}\nA ship came in at noon.\n"


def run(project: Path, **more: object) -> BuildOutcome:
    options = {"configs": (project / "configs" / "harbours.yaml",), "jobs": 1, **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def stands(project: Path) -> dict[str, bytes]:
    """The files of the series that a reader would see."""
    found = files_in(project / "out" / SLUG) if (project / "out" / SLUG).exists() else {}
    return {path: data for path, data in found.items() if not Path(path).name.startswith(".")}


def recorded(project: Path) -> dict[str, bytes]:
    """What is recorded of people's edits."""
    folder = project / "configs" / "overrides"
    found = files_in(folder) if folder.exists() else {}
    return {path: data for path, data in found.items() if not Path(path).name.startswith(".")}


class Stage:
    """A project with an old edition whose source has changed, as often as a test wants it.

    `prepare` is what happens to the old edition before, `options` those of the run that follows.
    """

    def __init__(
        self,
        folder: Path,
        prepare: Callable[[Path], None] = lambda _: None,
        options: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self._folder, self._count, self.options = folder, itertools.count(), options
        self._model = make_project(folder / "model")
        run(self._model)
        prepare(self._model)
        self.old = stands(self._model)
        (self._model / "seeds" / "report.txt").write_text(OTHER, encoding="utf-8")
        made = self.fresh()
        self.run(made)
        self.new, self.edits = stands(made), recorded(made)
        assert self.old.keys() <= self.new.keys()

    def run(self, project: Path) -> BuildOutcome:
        return run(project, **self.options)

    def fresh(self) -> Path:
        place = self._folder / str(next(self._count))
        shutil.copytree(self._model, place)
        return place

    def check(self, project: Path, *, apart: bool = False) -> None:
        """Whatever happened: one edition or the other, and the next run makes the new one.

        `apart`: one audience's edits could not be recorded, so that it alone was left as it was.
        """
        found = stands(project)
        if apart:
            assert all(self._is_whole(found, f"{name}/") for name in AUDIENCES)
        else:
            assert found in (self.old, self.new) or self._is_cut_short(project)
        assert recorded(project) in ({}, self.edits)
        outcome = self.run(project)
        assert [d.code for d in outcome.diagnostics if d.severity > 1] == []
        assert stands(project) == self.new
        assert recorded(project) == self.edits
        assert has_nothing_to_do(look_at(project_at(project)))
        hidden = [p.name for p in (project / "out" / SLUG).rglob(".*")]
        assert hidden == []

    def _is_whole(self, found: Mapping[str, bytes], below: str) -> bool:
        own = [
            {path: data for path, data in files.items() if path.startswith(below)}
            for files in (found, self.old, self.new)
        ]
        return own[0] in own[1:]

    def _is_cut_short(self, project: Path) -> bool:
        """While a journal stands, each file is whole and of one of the two editions."""
        torn = [
            path
            for path, data in stands(project).items()
            if data not in (self.old.get(path), self.new.get(path))
        ]
        return torn == [] and (project / "out" / SLUG / ".briefgen-journal").exists()


def edit_memo(project: Path) -> None:
    """Somebody writes into the memo."""
    memo = project / "out" / SLUG / "memo" / f"{SLUG}-memo.docx"
    file = WordFile(memo.read_bytes())
    file.play(("replace", "40 metres", "forty metres"))
    memo.write_bytes(file.data())


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module", params=["source changed", "memo edited too"])
def any_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A changed source alone; and with it an edited memo, which the run pulls."""
    folder = tmp_path_factory.mktemp("faults")
    return Stage(folder, edit_memo, {"pull": True}) if "memo" in request.param else Stage(folder)


@pytest.fixture(scope="module")
def edited_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("edited"), edit_memo, {"pull": True})


def nth(name: str, k: int, act: Callable[[], None]) -> Callable[[str], None]:
    """Acts at the k-th call of this name; `fired` says later whether there was one."""
    counted = itertools.count(1)

    def look(called: str) -> None:
        if called == name and next(counted) == k:
            act()

    return look


def refuse(number: int) -> Callable[[], None]:
    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def fails(stage: Stage, name: str, number: int, k: int) -> bool:
    """One run whose k-th call of a kind is refused; False if it makes fewer."""
    project, fired = stage.fresh(), []

    def act() -> None:
        fired.append(k)
        refuse(number)()

    with fault_at(lambda _: True, nth(name, k, act)):
        outcome = stage.run(project)
    faults = [d for d in outcome.diagnostics if d.severity > 1]
    if fired:
        assert {d.code for d in faults} <= {"cannot-write"}
    stage.check(project, apart=any("overrides" in d.message for d in faults))
    shutil.rmtree(project)
    return bool(fired)


def killed(stage: Stage, name: str, k: int) -> bool:
    """One run that is killed at its k-th call of a kind; False if it comes to its end."""
    project = stage.fresh()

    def work() -> None:
        with fault_at(lambda _: True, nth(name, k, lambda: os.kill(os.getpid(), signal.SIGKILL))):
            stage.run(project)

    _, status = os.waitpid(start(work), 0)
    stage.check(project)
    shutil.rmtree(project)
    return os.WIFSIGNALED(status)


def until_none_fires(attempt: Callable[[int], bool], steps: Iterator[int]) -> int:
    """The last k that fired."""
    last = 0
    for k in steps:
        if not attempt(k):
            break
        last = k
    return last


@pytest.mark.parametrize("name", WRITING)
def test_a_refused_call_leaves_an_edition_whole(stage: Stage, name: str) -> None:
    numbers = itertools.cycle((errno.ENOSPC, errno.EIO))
    steps = itertools.count(1 + WRITING.index(name), 9)
    assert until_none_fires(lambda k: fails(stage, name, next(numbers), k), steps)


def test_a_refused_call_loses_no_edit(edited_stage: Stage) -> None:
    numbers = itertools.cycle((errno.ENOSPC, errno.EIO))
    assert until_none_fires(
        lambda k: fails(edited_stage, "open", next(numbers), k), itertools.count(1, 9)
    )


@needs_fork
def test_a_kill_loses_no_edit(edited_stage: Stage) -> None:
    assert until_none_fires(lambda k: killed(edited_stage, "replace", k), itertools.count(1, 5))


@needs_fork
@pytest.mark.parametrize("name", WRITING)
def test_a_kill_at_a_call_leaves_an_edition_whole(stage: Stage, name: str) -> None:
    assert until_none_fires(lambda k: killed(stage, name, k), itertools.count(2, 13))


@pytest.mark.campaign
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "SIGKILL"])
def test_every_call_of_a_run(any_stage: Stage, name: str, kind: str) -> None:
    def attempt(k: int) -> bool:
        if kind == "SIGKILL":
            return killed(any_stage, name, k)
        return fails(any_stage, name, getattr(errno, kind), k)

    last = until_none_fires(attempt, itertools.count(1))
    print("pull" if any_stage.options else "build", name, kind, last)  # noqa: T201


# --- killed at any time ---------------------------------------------------------------------------


def kill_at_random(stage: Stage, times: int, seed: int) -> int:
    """Runs that are killed after a random while; how many were killed before their end."""
    moments, killed_ones = random.Random(seed), 0
    for _ in range(times):
        project = stage.fresh()
        child = start(lambda project=project: stage.run(project))  # type: ignore[misc]
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
    print("pull" if words else "build", killed_ones, "of 100 killed")  # noqa: T201


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


# --- at once --------------------------------------------------------------------------------------


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
    children = [start(lambda m=m: work(m, draw.uniform(0, 0.01))) for m in marks]  # type: ignore[misc]
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


# --- other surroundings ---------------------------------------------------------------------------

SURROUNDED = """
import os, sys, time
umask, shift, jobs = sys.argv[3:6]
os.umask(int(umask, 8))
real, real_ns = time.time, time.time_ns
time.time = lambda: real() + int(shift)
time.time_ns = lambda: real_ns() + int(shift) * 10**9
from pathlib import Path
from briefgen.build import BuildOptions, build
config, out = map(Path, sys.argv[1:3])
outcome = build(BuildOptions(configs=(config,), out=out, jobs=int(jobs)))
sys.exit(any(d.severity == 2 for d in outcome.diagnostics))
"""
ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns")
LOCALES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")


def build_elsewhere(n: int, folder: Path) -> dict[str, bytes]:
    """A build of the same sources in surroundings drawn by a number."""
    draw = random.Random(n)
    names = ["a.txt", "b.txt", "c.txt"]
    draw.shuffle(names)  # the order in which a folder lists its files
    project = make_project(folder / ("x" * draw.randint(1, 60)))
    for name in names:
        (project / "seeds" / name).write_text(f"Of {name}\n\nThe quay of {name[0]} is long.\n")
    here = draw.choice([project, folder, project / "configs"])
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "PYTHONHASHSEED": draw.choice(["0", "1", "random"]),
        "TZ": draw.choice(ZONES),
        "LC_ALL": draw.choice(LOCALES),
    }
    words = [
        os.path.relpath(project / "configs" / "harbours.yaml", here),
        draw.choice([str(folder / "out"), os.path.relpath(folder / "out", here)]),
        draw.choice(["022", "077", "002"]),
        str(draw.choice([0, 10**8, -(10**9)])),
        str(draw.choice([1, 2, 4])),
    ]
    subprocess.run(
        [sys.executable, "-c", SURROUNDED, *words], cwd=here, env=environment, check=True
    )
    return files_in(folder / "out" / SLUG)


def test_the_same_bytes_in_other_surroundings(tmp_path: Path) -> None:
    first = build_elsewhere(0, tmp_path / "0")
    assert len(first) > 5
    for n in range(1, 4):
        assert build_elsewhere(n, tmp_path / str(n)) == first


@pytest.mark.campaign
def test_the_same_bytes_in_fifty_surroundings(tmp_path: Path) -> None:
    first = build_elsewhere(0, tmp_path / "0")
    for n in range(1, 50):
        assert build_elsewhere(n, tmp_path / str(n)) == first
        shutil.rmtree(tmp_path / str(n))
