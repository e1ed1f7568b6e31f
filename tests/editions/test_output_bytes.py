"""The same inputs give the same bytes: elsewhere, at another hour, in another language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import PROJECT

VARIATIONS = [
    {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8", "LANGUAGE": "tr"},
]


def build(out: Path, cwd: Path, mask: int, **environment: str) -> dict[str, bytes]:
    """Every file that a run writes, by its path below `out`."""
    config = os.path.relpath(PROJECT / "configs" / "nato-china.yaml", cwd)
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", config, "--out", os.path.relpath(out, cwd)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        umask=mask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".state" not in path.parts  # what a run remembers for itself
    }


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("usual") / "out", PROJECT, 0o022, PYTHONHASHSEED="0")


@pytest.mark.parametrize("environment", VARIATIONS, ids=lambda one: one["TZ"])
def test_nothing_around_a_run_gets_into_its_bytes(
    usual: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    other = build(tmp_path / "elsewhere" / "out", tmp_path, 0o077, **environment)
    assert sorted(other) == sorted(usual)
    assert [name for name in usual if other[name] != usual[name]] == []


def test_no_path_of_this_machine_gets_into_a_file(usual: dict[str, bytes]) -> None:
    for name, data in usual.items():
        assert str(PROJECT).encode() not in data, name
    assert len(usual) == 19
