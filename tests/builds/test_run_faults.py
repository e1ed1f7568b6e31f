"""A run that the disk refuses something or that is killed, at each step: the old edition or the new
one, whole, and the next run makes the new one.
"""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.builds.stages import KINDS, Stage
from tests.editions.test_output_faults import CALLS, fault_at, needs_fork, start

pytestmark = pytest.mark.usefixtures("one_run")

WRITING = ("write", "fsync", "replace", "open")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module", params=KINDS)
def any_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("faults"), request.param)


@pytest.fixture(scope="module")
def edited_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("edited"), "pull")


@pytest.fixture(scope="module")
def full_stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("full"), "all at once")


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


def test_a_refused_removal_leaves_an_edition_whole(full_stage: Stage) -> None:
    """Files go, a release and a copy move, editions are dropped, an audience is cleared away."""
    for name, numbers in (("unlink", range(1, 99, 11)), ("rmdir", (1, 3)), ("replace", (4, 19))):
        assert until_none_fires(partial(fails, full_stage, name, errno.EIO), iter(numbers))


@needs_fork
def test_a_killed_removal_leaves_an_edition_whole(full_stage: Stage) -> None:
    assert until_none_fires(lambda k: killed(full_stage, "unlink", k), itertools.count(3, 13))


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
    print(f"{any_stage.kind} | {name} | {kind} | {last}")  # noqa: T201
