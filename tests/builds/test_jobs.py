"""A batch over several processes: the bytes of one process, and of each pack built alone"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.packs.making import build_pack
from briefgen.proof.decoding import decode
from briefgen.proof.sharing import Shared
from tests.bench.project import write_project

PACKS = 9


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "project"
    write_project(folder, PACKS, checked=True)
    return folder


def run(project: Path, out: Path, *, jobs: int, audiences: tuple[str, ...] = ()) -> BuildOutcome:
    config = project / "configs" / "batch.yaml"
    return build(BuildOptions(configs=(config,), out=out, audiences=audiences, jobs=jobs))


def packs_in(out: Path) -> dict[str, bytes]:
    found = sorted((out / "batch").glob("a*/*"))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def serial(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("serial")
    run(project, out, jobs=1)
    return packs_in(out)


def test_two_processes_make_the_bytes_of_one(
    project: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    outcome = run(project, tmp_path, jobs=2)
    assert packs_in(tmp_path) == serial
    assert len(serial) == PACKS * 4
    assert "worker-lost" not in {d.code for d in outcome.diagnostics}


def test_a_pack_built_alone_has_the_bytes_it_has_in_a_batch(
    project: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    run(project, tmp_path, jobs=1, audiences=("a0004",))
    alone = packs_in(tmp_path)
    assert alone == {name: data for name, data in serial.items() if "/a0004/" in name}
    assert len(alone) == 4


def test_a_file_is_decoded_alike_whatever_was_read_before_it(serial: dict[str, bytes]) -> None:
    shared, alone = Shared(), Counter[str]()
    for name, data in serial.items():
        form, one = name.rpartition(".")[2], Shared()
        assert decode(data, form, shared=shared) == decode(data, form, shared=one)
        alone[form] += len(one.kept)
    # Each section stands in several packs: its lines, and the fonts, are read once.
    assert 0 < len(shared.kept) < 0.8 * alone.total()


def test_a_process_that_is_killed_costs_no_pack(
    project: Path, serial: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def fall(*words: object) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return build_pack(*words)  # type: ignore[arg-type]

    monkeypatch.setattr("briefgen.build.packs.job.build_pack", fall)
    outcome = run(project, tmp_path, jobs=2)
    assert packs_in(tmp_path).keys() == serial.keys()
    assert "worker-lost" in {d.code for d in outcome.diagnostics}
