"""The same run in other surroundings: the same bytes in every file."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editions.test_freshness import SLUG, files_in, make_project
from tests.places import PROJECT

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
