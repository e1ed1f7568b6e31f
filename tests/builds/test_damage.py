"""An `out/` that somebody or something has been at: the next run makes the edition whole again, or
leaves what it cannot tell from people's work and says so.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import BuildOutcome
from tests.builds.stages import FOREIGN, Stage, run, stands
from tests.editions.test_freshness import SLUG
from tests.editions.test_output_faults import fail_with, fault_at

pytestmark = pytest.mark.usefixtures("one_run")

OURS = ("manifest.json", "memo/manifest.json", "press/manifest.json", "changes.md")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("damage"))


def errors(outcome: BuildOutcome) -> set[str]:
    return {found.code for found in outcome.diagnostics if found.severity > 1}


def mend(stage: Stage, project: Path) -> None:
    """The run that follows; where it takes a memo for an edited one, the run that pulls it."""
    left = {path: data for path, data in stands(project).items() if path.endswith(".docx")}
    found = errors(stage.run(project))
    if found:
        assert found == {"edited-by-people"}
        held = {path: data for path, data in stands(project).items() if path in left}
        assert any(held[path] == data for path, data in left.items())
        assert errors(run(project, pull=True)) == set()
    made = {path: data for path, data in stands(project).items() if not is_copy(path)}
    named = len(made) < len(stands(project))  # manifests name the copies
    assert made.keys() == stage.new.keys()
    differ = {path for path in made if made[path] != stage.new[path]}
    assert all(named and path.endswith((".json", "changes.md")) for path in differ)


def is_copy(path: str) -> bool:
    """Whether a file was put aside since its bytes are not those that are known."""
    return ".edited-" in path or ".kept-" in path


def delete_half(project: Path, seed: int) -> None:
    draw, folder = random.Random(seed), project / "out" / SLUG
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.relative_to(folder).as_posix() not in FOREIGN and draw.random() < 0.5:
            path.unlink()


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_half_deleted(stage: Stage, seed: int) -> None:
    project = stage.fresh()
    delete_half(project, seed)
    mend(stage, project)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4, 100))
def test_a_hundred_folders_half_deleted(stage: Stage, seed: int) -> None:
    test_a_folder_half_deleted(stage, seed)


def replace_in(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old, new, 1)


@pytest.mark.parametrize(
    "change",
    [
        replace_in(b'"format": ', b'"format": -'),
        replace_in(b'"sha256": "', b'"sha256": "0'),
        replace_in(b"{", b""),
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda _: b"[]",
    ],
    ids=["another version", "a wrong hash", "no JSON", "cut short", "empty", "of another form"],
)
@pytest.mark.parametrize("name", OURS)
def test_a_file_of_ours_that_is_not_as_it_was(
    stage: Stage, name: str, change: Callable[[bytes], bytes]
) -> None:
    project = stage.fresh()
    path = project / "out" / SLUG / name
    path.write_bytes(change(path.read_bytes()))
    mend(stage, project)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (".briefgen-journal", b"[{"),
        (".briefgen-journal", b'[{"path": "../../seeds/report.txt", "before": "", "after": ""}]'),
        (".briefgen-sweep", b""),
        ("memo/.manifest.json.briefgen-new", b"half of it"),
        ("memo/.manifest.json.briefgen-old", b"half of it"),
    ],
)
def test_what_a_dead_run_left(stage: Stage, name: str, data: bytes) -> None:
    project = stage.fresh()
    (project / "out" / SLUG / name).write_bytes(data)
    (project / "out" / SLUG / ".briefgen-sweep").touch()
    stage.check(project)
    assert (project / "seeds" / "report.txt").is_file()


@pytest.mark.parametrize("seconds", [0, 4_000_000_000], ids=["1970", "2096"])
def test_a_clock_that_is_wrong(stage: Stage, seconds: int) -> None:
    project = stage.fresh()
    for path in (p for p in project.rglob("*") if p.is_file()):
        os.utime(path, (seconds, seconds))
    stage.check(project)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_may_not_be_written(stage: Stage, number: int) -> None:
    project = stage.fresh()
    refuse = fail_with(number)

    def act(name: str) -> None:
        if name in {"write", "replace", "mkdir", "link"}:
            refuse(name)

    with fault_at(lambda _: True, act):
        outcome = stage.run(project)
    (found,) = (one for one in outcome.diagnostics if one.severity > 1)
    assert found.code == "cannot-write"
    assert "--out" in found.hint
    assert stands(project) == stage.old
    stage.check(project)
