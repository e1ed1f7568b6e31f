"""A disk that gives nothing back, at each look, list, open and read below a project: a line that
says so, one edition or the other whole, and the next run makes the new one.
"""

from __future__ import annotations

import builtins
import errno
import io
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli import main
from briefgen.errors import ExitCode
from tests.builds.stages import KINDS, Stage, recorded, stands

pytestmark = pytest.mark.usefixtures("one_run")

READING = ("look", "list", "open", "read")
COMMANDS = ("check", "status", "changes", "verify", "pull")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("reading"), "all at once")


@pytest.fixture(scope="module", params=KINDS)
def any_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("reading"), request.param)


class _Mute:
    """An open file that gives nothing back."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> _Mute:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("read"):
            raise OSError(errno.EIO, "Input/output error")
        return getattr(self._file, name)


@contextmanager
def unreadable(below: Path, name: str, k: int) -> Iterator[list[str]]:
    """The k-th call of a kind (`READING`) on a path below a folder fails; yields what did."""
    fired: list[str] = []
    counted = itertools.count(1)

    def hits(kind: str, path: object) -> bool:
        if kind != name or not isinstance(path, str | os.PathLike):
            return False
        if not str(path).startswith(str(below)) or next(counted) != k:
            return False
        fired.append(str(path))
        return True

    def watched(kind: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *args: Any, **options: Any) -> Any:
            if hits(kind, path):
                raise OSError(errno.EIO, "Input/output error", str(path))
            return real(path, *args, **options)

        return call

    real_open = io.open

    def open_(path: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        reads = not set(mode) & set("wax")
        if reads and hits("open", path):
            raise OSError(errno.EIO, "Input/output error", str(path))
        file = real_open(path, mode, *args, **options)
        return _Mute(file) if reads and hits("read", path) else file

    with pytest.MonkeyPatch.context() as patch:
        for one in ("stat", "lstat"):
            patch.setattr(os, one, watched("look", getattr(os, one)))
        for one in ("scandir", "listdir"):
            patch.setattr(os, one, watched("list", getattr(os, one)))
        patch.setattr(io, "open", open_)
        patch.setattr(builtins, "open", open_)
        yield fired


def words_of(stage: Stage, project: Path) -> list[str]:
    """The command line of a stage's run."""
    words = ["build", str(project / "configs" / "harbours.yaml"), "--jobs", "1", "--no-pull"]
    for name, value in stage.options.items():
        option = f"--{name.replace('_', '-')}"
        words += [option] if value is True else [option, str(value)]
    return words


def fails(stage: Stage, name: str, k: int, capsys: pytest.CaptureFixture[str]) -> bool:
    """One run, as a command, that cannot read something; False if it reads less than that."""
    project = stage.fresh()
    with unreadable(project, name, k) as fired:
        code = main(words_of(stage, project))
    said = capsys.readouterr().err
    assert code != ExitCode.BUG, (fired, said)
    if fired and code == ExitCode.OK:
        assert stands(project) == stage.new, fired  # it can do without
    stage.check(project, apart=True)
    shutil.rmtree(project)
    return bool(fired)


def asks(stage: Stage, command: str, name: str, k: int, capsys: Any) -> bool:
    """One command that asks what stands there and cannot read something: nothing is changed."""
    project = stage.fresh()
    config = str(project / "configs" / "harbours.yaml")
    memo = str(project / "out" / "harbours" / "memo" / "harbours-memo.docx")
    words = {
        "check": ["check", config],
        "status": ["status", "--config", config],
        "changes": ["changes", config],
        "verify": ["verify", memo, "--config", config],
        "pull": ["pull", memo, "--config", config, "--dry-run"],
    }[command]
    before = stands(project), recorded(project)
    with unreadable(project, name, k) as fired:
        code = main(words)
    said = capsys.readouterr().err
    assert code != ExitCode.BUG, (fired, said)
    assert (stands(project), recorded(project)) == before
    shutil.rmtree(project)
    return bool(fired)


def until_none_fires(attempt: Callable[[int], bool], step: int = 1, first: int = 1) -> int:
    """The last k that fired."""
    return max(itertools.takewhile(attempt, itertools.count(first, step)), default=0)


@pytest.mark.parametrize("name", READING)
def test_what_cannot_be_read_leaves_an_edition_whole(
    stage: Stage, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = 3 + READING.index(name)
    assert until_none_fires(lambda k: fails(stage, name, k, capsys), 29, first)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_cannot_read_says_so(
    stage: Stage, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("open", "read"):
        attempt = partial(asks, stage, command, name, capsys=capsys)
        assert until_none_fires(attempt, 5)


@pytest.mark.campaign
@pytest.mark.parametrize("name", READING)
def test_every_read_of_a_run(
    any_stage: Stage, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    last = until_none_fires(lambda k: fails(any_stage, name, k, capsys))
    with capsys.disabled():
        print(f"{any_stage.kind} | {name} | EIO | {last}")  # noqa: T201


@pytest.mark.campaign
@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_read_of_a_command(
    stage: Stage, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    last = until_none_fires(lambda k: asks(stage, command, name, k, capsys))
    with capsys.disabled():
        print(f"{command} | {name} | EIO | {last}")  # noqa: T201
