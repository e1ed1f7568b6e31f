"""Scripted changes of sources and config: exactly the findings that were listed before the run."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.reporting.asking import report_changes
from tests.editions.scripted_changes import AUDIENCES, CHANGES, Finding, make_script, make_series
from tests.word.like import WordFile

pytestmark = pytest.mark.usefixtures("one_run")

SCRIPTS = 200


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of June."""
    folder = tmp_path_factory.mktemp("before")
    _build(make_series().write(folder / "project"), folder / "out", "2021-06-30")
    return folder / "out"


def _build(config: Path, out: Path, as_of: str) -> None:
    outcome = build(
        BuildOptions(
            configs=(config,), out=out, as_of=datetime.date.fromisoformat(as_of), pull=True
        )
    )
    assert [d for d in outcome.diagnostics if d.severity > 1] == []


def findings(config: Path, out: Path, audience: str) -> set[Finding]:
    (answer,), faults = report_changes((config,), None, out, "", audience)
    assert faults == ()
    assert answer.pack is not None
    listed: list[Finding] = [
        (c.kind, c.told.section, c.told.passage.words[0].split()[0]) for c in answer.pack.passages
    ]
    listed += [(change.kind, "", "") for change in answer.pack.sources]
    listed += [("conflict", one.block.partition("/")[0], "") for one in answer.pack.conflicts]
    assert len({*listed}) == len(listed)
    return {*listed}


def edit_memo(memo: Path, edits: Sequence[tuple[str, str]]) -> None:
    """Somebody writes into a memo."""
    if edits:
        file = WordFile(memo.read_bytes())
        for before, after in edits:
            file.play(("replace", before, after))
        memo.write_bytes(file.data())


def check_script(seed: int, before: Path, folder: Path) -> None:
    series = make_script(seed)
    config = series.write(folder / "project")
    shutil.copytree(before, folder / "out")
    edit_memo(folder / "out" / "papers" / "desk" / "papers-desk.docx", series.edits)
    _build(config, folder / "out", "2021-11-30")
    for audience in AUDIENCES:
        found = findings(config, folder / "out", audience)
        assert found == series.expected[audience], f"script {seed}, {audience}"
    for path in (folder / "out" / "papers" / "press").glob("*.[mj]*"):
        text = path.read_text(encoding="utf-8").casefold()
        assert not {name for name in series.withheld if name.casefold() in text}


@pytest.mark.parametrize("seed", range(len(CHANGES) + 9))
def test_each_change_is_found_and_nothing_else(seed: int, before: Path, tmp_path: Path) -> None:
    check_script(seed, before, tmp_path)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(len(CHANGES) + 9, SCRIPTS))
def test_changes_at_once_are_all_found(seed: int, before: Path, tmp_path: Path) -> None:
    check_script(seed, before, tmp_path)
