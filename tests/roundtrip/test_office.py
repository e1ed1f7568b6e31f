"""What people do to a memo in a real LibreOffice is found, with and without change tracking."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path

import pytest

from briefgen.renderers.word import render, start_run
from tests.conftest import absent, need_tool
from tests.packs.matrix import ALL, made
from tests.packs.parts import STYLE_NAMES, load_style
from tests.places import PROJECT
from tests.roundtrip.memo_scripts import SCRIPTS, Script, document
from tests.roundtrip.test_reading import TRAIL, differences, missed

_PLAYER = PROJECT / "tests" / "tools" / "office_edits.py"


def interpreter() -> str:
    """A Python that has `uno`, which comes with the office and not with ours."""
    need_tool("soffice")
    for name in ("/usr/bin/python3", "python3"):
        asked = subprocess.run([name, "-c", "import uno"], capture_output=True, check=False)
        if asked.returncode == 0:
            return name
    return absent("no Python has uno")


@pytest.fixture(scope="module")
def memo() -> bytes:
    return render(document(), load_style("compact"), start_run(), TRAIL)[0]


@pytest.fixture(scope="module")
def played(memo: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every script played in one start of the office; `none` is saved untouched."""
    python, folder = interpreter(), tmp_path_factory.mktemp("office")
    (folder / "memo.docx").write_bytes(memo)
    wanted = [("none", []), *((s.name, [list(e) for e in s.edits]) for s in SCRIPTS)]
    jobs = [
        {
            "source": str(folder / "memo.docx"),
            "target": str(folder / f"{name}-{'tracked' if tracked else 'plain'}.docx"),
            "track": tracked,
            "edits": edits,
        }
        for name, edits in wanted
        for tracked in (False, True)
    ]
    play(python, folder, jobs)
    return folder


def play(python: str, folder: Path, jobs: Sequence[Mapping[str, object]]) -> None:
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    done = subprocess.run(
        [python, str(_PLAYER), str(folder / "jobs.json")],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("tracked", ["plain", "tracked"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: s.name)
def test_edits_in_the_office_are_found(
    memo: bytes, played: Path, script: Script, tracked: str
) -> None:
    data = (played / f"{script.name}-{tracked}.docx").read_bytes()
    found = differences(data, memo)
    assert missed(script, found.edits) == []


@pytest.mark.parametrize("tracked", ["plain", "tracked"])
def test_a_memo_that_the_office_only_saved_has_no_edit(
    memo: bytes, played: Path, tracked: str
) -> None:
    found = differences((played / f"none-{tracked}.docx").read_bytes(), memo)
    assert found.edits == ()
    assert found.not_carried == ()


def test_no_pack_that_the_office_only_saved_has_an_edit(tmp_path: Path) -> None:
    """Every kind of pack in every language, each style once at least."""
    cases = [
        case._replace(style=style)
        for case, style in zip(
            (c for c in ALL if (c.style, c.page) == ("plain", "a4")), cycle(STYLE_NAMES)
        )
    ]
    written = {case.name: render(*made(case), start_run(), TRAIL)[0] for case in cases}
    jobs = []
    for name, data in written.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
        target = str(tmp_path / f"{name}-saved.docx")
        jobs.append({"source": str(tmp_path / f"{name}.docx"), "target": target, "edits": []})
    play(interpreter(), tmp_path, jobs)
    for name, data in written.items():
        found = differences((tmp_path / f"{name}-saved.docx").read_bytes(), data)
        assert (found.edits, found.not_carried) == ((), ()), name
