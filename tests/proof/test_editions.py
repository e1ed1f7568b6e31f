"""Every file of a second edition is proved: whatever changed, what briefgen wrote it verifies."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.cli import main
from briefgen.errors import ExitCode
from tests.word.like import WordFile

CONFIG = """\
series: Northern shipping
ladder: tlp-2.0
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
defaults: {ceiling: "TLP:CLEAR"}
audiences:
  memo: {template: bluf-memo}
  reader: {template: read-ahead}
  talks: {template: dialogue-brief, citations: inline}
  press: {template: press-brief}
  lecteur: {template: read-ahead, language: fr}
  alone:
    template: bluf-memo
    sections:
      - {id: points, label: Key points, layout: bullets, select: {role: summary}}
      - {id: dates, label: Dates, layout: table, select: {role: milestones}}
      - {id: last, label: Last step, layout: strip, select: {role: milestones}, limit: {items: 1}}
      - {id: risks, label: Risks, layout: numbered, select: {role: risks}}
"""
SOURCE = """\
# The northern passage

## Executive summary

The harbours agreed on a common rule. It took three years of talks.

Pilots are trained in two schools. A third school opens in spring.

- Tugs wait in the western harbour.
- The crews change every second week.

## Recommendations

- Build a second tug before the ice returns.
- Share the ice charts every morning.
- Count the ships at both gates.

## Perceptions

The northern towns call the passage a promise. The southern towns call it a danger.

## Risks

- A tanker may drift for a day without help.
- The charts of the eastern strait are old.

## Milestones

| Date | Event |
|---|---|
| 3 March 2018 | The first convoy sails without an escort. |
| 2019 | The rule of the harbours is signed in Oslo. |
| June 2020 | A pilot school opens its doors. |
| 14 January 2021 | The harbour files its second request. |
"""
CHANGES: dict[str, tuple[tuple[str, str], ...]] = {
    "re-dated": (("14 January 2021", "15 January 2021"), ("June 2020", "2020–2021")),
    "reworded": (("three years", "four years"), ("second request", "third request")),
    "new": (
        ("- Count the", "- Ask the towns first.\n- Count the"),
        ("| 14 January 2021", "| May 2020 | Both towns buy a tug. |\n| 14 January 2021"),
    ),
    "taken out": (
        ("- Share the ice charts every morning.\n", ""),
        ("| 2019 | The rule of the harbours is signed in Oslo. |\n", ""),
    ),
    "moved": (
        ("- Count the ships at both gates.\n", ""),
        ("- Build a second", "- Count the ships at both gates.\n- Build a second"),
    ),
}
CHANGES["all at once"] = tuple(
    pair for kind in ("new", "taken out", "reworded", "re-dated") for pair in CHANGES[kind]
)
EDITS: dict[str, tuple[tuple[str, ...], ...]] = {
    "people": (
        ("replace", "a second tug", "another tug"),
        ("insert", "Build another tug", "The towns meet next spring."),
    ),
    "a conflict": (("replace", "second request", "fourth request"),),
}


def edition(folder: Path, source: str, as_of: str) -> None:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "report.md").write_text(source, encoding="utf-8")
    (folder / "series.yaml").write_text(CONFIG, encoding="utf-8")
    day = datetime.date.fromisoformat(as_of)
    assert build(BuildOptions(configs=(folder / "series.yaml",), pull=True, as_of=day)).written


def edit(folder: Path, edits: Sequence[tuple[str, ...]]) -> None:
    memo = folder / "out" / "northern-shipping" / "memo" / "northern-shipping-memo.docx"
    file = WordFile(memo.read_bytes())
    for one in edits:
        file.play(one)
    if edits:
        memo.write_bytes(file.data())


@pytest.mark.parametrize(
    ("change", "edits"),
    [*((change, "") for change in CHANGES), *(("all at once", edits) for edits in EDITS)],
)
def test_every_file_of_a_second_edition_is_proved(
    change: str, edits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition(tmp_path, SOURCE, "2021-06-30")
    edit(tmp_path, EDITS.get(edits, ()))
    changed = SOURCE
    for old, new in CHANGES[change]:
        assert old in changed
        changed = changed.replace(old, new)
    edition(tmp_path, changed, "2021-11-30")
    files = [
        str(path)
        for form in ("pdf", "docx")
        for path in sorted((tmp_path / "out").rglob(f"*.{form}"))
        if ".edited-" not in path.name
    ]
    assert len(files) >= 12
    code = main(["verify", *files, "--config", str(tmp_path / "series.yaml")])
    assert (code, capsys.readouterr().err) == (ExitCode.OK, "")


def test_a_change_names_its_source_although_its_letter_is_another_source_s(tmp_path: Path) -> None:
    first = SOURCE.replace("northern", "southern").replace("three years", "nine years")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a-first.md").write_text(first, encoding="utf-8")
    edition(tmp_path, SOURCE, "2021-06-30")
    (tmp_path / "seeds" / "a-first.md").unlink()
    edition(tmp_path, SOURCE.replace("three years", "four years"), "2021-11-30")
    report = tmp_path / "out" / "northern-shipping" / "reader" / "changes.md"
    places = [line for line in report.read_text("utf-8").splitlines() if ", line" in line]
    assert any("**Taken out** (The southern passage, " in line for line in places)
    assert any("(The northern passage, " in line for line in places)
    assert not any("(A, " in line or "(B, " in line for line in places)
