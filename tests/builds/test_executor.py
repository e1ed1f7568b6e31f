"""Packs made by an executor: the bytes of this process, whatever becomes of its workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.working import remote
from briefgen.build.working.clusters import DaskExecutor
from briefgen.cli.group import briefgen
from briefgen.errors import BriefgenError
from tests.bench.project import write_project
from tests.conftest import need_module

PACKS = 6


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remote") / "project"
    write_project(folder, PACKS, checked=True)
    return folder


def run(project: Path, out: Path, executor: Executor | None = None) -> BuildOutcome:
    config = project / "configs" / "batch.yaml"
    return build(BuildOptions(configs=(config,), out=out), executor=executor)


def files_in(out: Path) -> dict[str, bytes]:
    found = (path for path in sorted((out / "batch").rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def serial(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("serial")
    run(project, out)
    return files_in(out)


@contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@contextmanager
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def local_cluster() -> Iterator[Any]:
    distributed = need_module("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as local,
        distributed.Client(local.scheduler_address, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def cluster() -> Iterator[Executor]:
    with local_cluster() as client:
        yield DaskExecutor(client)


@pytest.mark.filterwarnings("default")  # those of the cluster's own packages
@pytest.mark.parametrize("start", [threads, processes, cluster])
def test_an_executor_makes_the_bytes_of_one_process(
    start: Callable[[], Any], project: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    with start() as executor:
        outcome = run(project, tmp_path, executor)
    assert files_in(tmp_path) == serial
    assert len(serial) == PACKS * 4 + 3
    assert "worker-lost" not in {d.code for d in outcome.diagnostics}


class Killing(DaskExecutor):
    """Kills the first worker of its cluster that has something to do."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.client = client
        self.pids: dict[str, int] = client.run(os.getpid)
        self.killed = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(fn, *args, **kwargs)
        while not self.killed and not future.done():
            busy = [worker for worker, tasks in self.client.processing().items() if tasks]
            if busy:
                self.killed = self.pids[busy[0]]
                os.kill(self.killed, signal.SIGKILL)
        return future


@pytest.mark.filterwarnings("default")
def test_a_worker_killed_midway_costs_a_retry_and_not_the_run(
    project: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    with local_cluster() as client:
        executor = Killing(client)
        outcome = run(project, tmp_path, executor)
        alive = set(executor.client.run(os.getpid).values())
    assert executor.killed
    assert executor.killed not in alive
    assert not [d for d in outcome.diagnostics if d.severity.word == "error"]
    assert files_in(tmp_path) == serial


class Falling(Executor):
    """Loses the first so many jobs; counts what it is given."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given += 1
        if self.given <= self.times:
            future.set_exception(OSError("a worker was lost"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


@pytest.mark.parametrize(("times", "given"), [(1, 3), (99, 4)])
def test_a_lost_worker_costs_another_try_then_this_process_does_it(
    times: int, given: int, project: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    executor = Falling(times)
    outcome = run(project, tmp_path, executor)
    assert executor.given == given  # two stretches, each lost one a second time
    lost = [d.audience for d in outcome.diagnostics if d.code == "worker-lost"]
    assert len(lost) == (4 if times == 1 else PACKS)
    pages = {name: data for name, data in serial.items() if name.endswith((".pdf", ".docx"))}
    assert pages.items() <= files_in(tmp_path).items()


def test_a_worker_gets_fonts_once_it_asks_for_them(tmp_path: Path) -> None:
    write_project(tmp_path, 1)
    source = tmp_path / "seeds" / "report.md"
    text = source.read_text("utf-8")
    source.write_text(text.replace("### ", "### \u4e2d ", 1), "utf-8")
    config = tmp_path / "configs" / "batch.yaml"
    config.write_text(f"glyphs: code\n{config.read_text('utf-8')}", "utf-8")
    run(tmp_path, tmp_path / "here")
    executor = Falling(0)
    run(tmp_path, tmp_path / "there", executor)
    assert files_in(tmp_path / "there") == files_in(tmp_path / "here")


def test_a_worker_with_other_versions_is_refused(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "make_stretch", _elsewhere)
    with pytest.raises(BriefgenError) as caught:
        run(project, tmp_path, Falling(0))
    assert [d.code for d in caught.value.found] == ["worker-differs"]
    assert not files_in(tmp_path)


def _elsewhere(versions: dict[str, str], *more: Any) -> bytes:
    return remote_make({**versions, "reportlab": "0"}, *more)


remote_make = remote.make_stretch


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("name", "code"),
    [("dask:tcp://127.0.0.1:9", "executor-silent"), ("ray:x", "executor-unknown")],
)
def test_an_executor_that_does_not_answer_is_one_line(
    name: str, code: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.build.working.clusters.PATIENCE", 1)
    need_module("distributed")
    monkeypatch.chdir(project)
    result = CliRunner().invoke(briefgen, ["build", "--executor", name])
    assert isinstance(result.exception, BriefgenError)
    assert [d.code for d in result.exception.found] == [code]
    assert not (project / "out").exists()
