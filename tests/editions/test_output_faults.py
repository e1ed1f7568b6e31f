"""Full disks, broken disks, killed runs and runs at once: the old edition or the new one, whole."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from briefgen.diagnostics import Diagnostics
from briefgen.editions.output import OutFile, hold_lock, publish
from briefgen.editions.previous import read_previous
from briefgen.errors import BriefgenError, ExitCode

CALLS = ("open", "write", "fsync", "replace", "link", "mkdir", "unlink", "rmdir")


def edition(mark: str) -> list[OutFile]:
    """Two audiences with their manifests, and the series' own; "new" has a file more."""
    files: list[OutFile] = []
    for audience in ("minister", "press"):
        names = [f"x-{audience}.pdf", f"x-{audience}.docx", *(["more.md"] if mark == "new" else [])]
        own = [OutFile(path=f"{audience}/{n}", data=f"{mark} {n}".encode() * 99) for n in names]
        listed = [{"path": n, "sha256": f.sha256} for n, f in zip(names, own, strict=True)]
        data = json.dumps({"audience": audience, "outputs": listed}).encode()
        record = OutFile(path=f"{audience}/manifest.json", data=data, is_manifest=True)
        files += [*own, record]
    own_record = OutFile(
        path="manifest.json", data=f'{{"as_of": "{mark}"}}'.encode(), is_manifest=True
    )
    return [*files, own_record]


def as_bytes(mark: str) -> dict[str, bytes]:
    return {file.path: file.read() for file in edition(mark)}


def on_disk(folder: Path, *, hidden_too: bool = True) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (hidden_too or not path.name.startswith("."))
    }


def write(folder: Path, mark: str) -> Diagnostics:
    """One run from the lock to the last byte."""
    try:
        with hold_lock(folder):
            previous, _ = read_previous(folder)
            return publish(folder, edition(mark), previous)[1]
    except BriefgenError as fault:
        return fault.found


def whole(folder: Path, *, hidden_too: bool = True) -> str:
    """Which edition stands there, "none" for no file; anything else fails the test."""
    stands = on_disk(folder, hidden_too=hidden_too)
    for mark in ("old", "new", "even", "odd"):
        if stands == as_bytes(mark):
            return mark
    assert stands == {}, sorted(stands)
    return "none"


@contextmanager
def fault_at(which: Callable[[int], bool], act: Callable[[str], None]) -> Iterator[list[str]]:
    """Acts before each disk call whose number (from 1) is among `which`; yields the calls made."""
    made: list[str] = []
    patch = pytest.MonkeyPatch()

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            made.append(name)
            if which(len(made)):
                act(name)
            return real(*args, **options)

        return call

    for name in CALLS:
        patch.setattr(os, name, watched(name, getattr(os, name)))
    try:
        yield made
    finally:
        patch.undo()


def fail_with(number: int) -> Callable[[str], None]:
    def fail(_: str) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def count_calls(folder: Path) -> int:
    with fault_at(lambda _: False, fail_with(errno.EIO)) as made:
        write(folder, "new")
    return len(made)


@pytest.fixture(params=["first", "second"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A series' folder before its first edition, or with the old one."""
    folder = tmp_path / "out" / "series"
    if request.param == "second":
        assert write(folder, "old") == ()
    return folder


def fresh(folder: Path, number: int) -> Path:
    """A folder like `folder` for one attempt."""
    other = folder.parent / str(number) / "series"
    if folder.exists():
        write(other, "old")
    return other


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_one_failing_call_leaves_the_old_edition_or_the_new(folder: Path, number: int) -> None:
    before = whole(folder)
    calls = count_calls(fresh(folder, 0))
    assert calls > 30
    for k in range(1, calls + 1):
        place = fresh(folder, k)
        with fault_at(lambda n, k=k: n == k, fail_with(number)):  # type: ignore[misc]
            found = write(place, "new")
        stands = whole(place, hidden_too=False)
        if stands != "new":
            assert stands == before
            assert [(d.code, d.exit) for d in found] == [("cannot-write", ExitCode.OUTPUT)]
            assert os.strerror(number) in found[0].message
            assert found[0].hint
            assert ".briefgen-" not in str(found[0])
        assert write(place, "new") == ()
        assert whole(place) == "new"


def test_a_disk_that_stays_broken_is_mended_by_the_next_run(folder: Path) -> None:
    before = whole(folder)
    calls = count_calls(fresh(folder, 0))
    for k in range(1, calls + 1):
        place = fresh(folder, k)
        with fault_at(lambda n, k=k: n >= k, fail_with(errno.EIO)):  # type: ignore[misc]
            found = write(place, "new")
        assert len(found) <= 1
        with hold_lock(place):
            assert whole(place) in {before, "new"}
        assert write(place, "new") == ()
        assert whole(place) == "new"


def test_a_copy_is_kept_where_the_file_system_has_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    write(tmp_path / "tried", "old")
    replaced = count_calls(tmp_path / "tried") - 20  # among the replacements, near the end
    write(tmp_path / "series", "old")
    with fault_at(lambda n: n == replaced, fail_with(errno.EIO)) as made:
        found = write(tmp_path / "series", "new")
    assert [d.code for d in found] == ["cannot-write"]
    assert "replace" in made[:replaced]
    assert whole(tmp_path / "series") == "old"


# --- killed ---------------------------------------------------------------------------------------


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")


def start(work: Callable[[], object]) -> int:
    """A child process that does this and exits with 0, or with 1 if it fails; its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # a test runner in a child must not go on as the parent does
            os._exit(1)
        os._exit(0)
    return child


def run_and_die(folder: Path, k: int) -> bool:
    """A child that kills itself before its k-th disk call; False if it came to its end."""

    def work() -> None:
        with fault_at(lambda n: n == k, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
            write(folder, "new")

    _, status = os.waitpid(start(work), 0)
    return os.WIFSIGNALED(status)


@needs_fork
def test_a_kill_at_any_call_leaves_the_old_edition_or_the_new(folder: Path) -> None:
    before, k = whole(folder), 0
    while True:
        k += 1
        place = fresh(folder, k)
        if not run_and_die(place, k):
            break
        for path, data in on_disk(place, hidden_too=False).items():  # even now no file is torn
            assert data in {as_bytes(mark).get(path) for mark in ("old", "new")}
        with hold_lock(place):
            assert whole(place) in {before, "new"}
        assert {d.code for d in write(place, "new")} <= {"restored-edition"}
        assert whole(place) == "new"
    assert k > 30


@needs_fork
def test_kills_at_any_time_leave_the_old_edition_or_the_new(tmp_path: Path) -> None:
    folder, moments = tmp_path / "series", random.Random(20)
    write(folder, "even")
    reading, writing = os.pipe()

    def write_for_ever() -> None:
        while True:
            for mark in ("odd", "even"):
                assert write(folder, mark) == ()
                os.write(writing, b".")

    for editions in range(40):
        child = start(write_for_ever)
        for _ in range(editions % 3):  # editions that are finished before the kill
            assert os.read(reading, 1) == b"."
        time.sleep(moments.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)  # it was writing until then, and found nothing amiss
        os.set_blocking(reading, False)
        with suppress(BlockingIOError):
            os.read(reading, 65536)
        os.set_blocking(reading, True)
        with hold_lock(folder):
            assert whole(folder) in {"even", "odd"}


# --- at once --------------------------------------------------------------------------------------


@needs_fork
def test_runs_at_once_never_mix_their_editions(tmp_path: Path) -> None:
    folder = tmp_path / "series"

    def write_once(mark: str) -> bool:
        try:
            with hold_lock(folder):
                previous, _ = read_previous(folder)
                _, found = publish(folder, edition(mark), previous)
                assert found == ()
                assert whole(folder) == mark
                return True
        except BriefgenError as fault:
            if fault.found[0].exit != ExitCode.BUSY:
                raise
            time.sleep(0.001)
            return False

    def write_ten_times() -> None:
        done = 0
        while done < 10:
            done += write_once("even" if done % 2 else "odd")

    children = [start(write_ten_times) for _ in range(4)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
