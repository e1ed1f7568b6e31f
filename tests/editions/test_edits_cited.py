"""People's edits beside words of sources: each is cited by itself, and verify tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.verifying import verify_files
from briefgen.diagnostics import Severity
from briefgen.proof.comparing import note_texts
from briefgen.proof.finished import read_pieces
from tests.word.like import WordFile

SOURCE = """\
# Report of the gauges

## Summary

The upper gauge fell in spring.

The lower gauge stayed where it was.

## Milestones

- 2014: The first gauge was set up by the upper bank.
- 2018: The second gauge was set up by the lower bank.
- 2020: Both banks agreed on a common calendar.
"""
CONFIG = """\
series: Rivers
as_of: 2021-06-30
ladder: [OPEN, DESK]
sources: [{path: "seeds/*", marking: OPEN}]
audiences:
  desk:
    title: What the rivers say
    template: bluf-memo
    ceiling: DESK
    sections:
      - {id: bottom-line, layout: callout, select: {role: summary}}
      - {id: dates, label: Dates, layout: table, select: {role: milestones}}
"""


def edited(folder: Path, *changes: tuple[str, str]) -> list[Path]:
    """The PDF and the memo of a pack in whose memo people changed these words."""
    for name in ("configs", "seeds"):
        (folder / name).mkdir()
    (folder / "seeds" / "report.md").write_text(SOURCE, encoding="utf-8")
    config = folder / "configs" / "rivers.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    build(BuildOptions(configs=(config,)))
    memo = folder / "out/rivers/desk/rivers-desk.docx"
    file = WordFile(memo.read_bytes())
    for change in changes:
        file.play(("replace", *change))
    memo.write_bytes(file.data())
    outcome = build(BuildOptions(configs=(config,), pull=True))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    return [memo.with_suffix(".pdf"), memo]


def noted(file: Path) -> dict[str, str]:
    """The texts with marks, each with the words of the notes that these lead to."""
    pieces = read_pieces(file.read_bytes())
    notes = note_texts(pieces)
    return {p.text: " | ".join(notes[m] for m in p.marks) for p in pieces if p.marks}


def by_people(file: Path, folder: Path) -> list[str]:
    (checked,), found = verify_files([file], [folder / "configs/rivers.yaml"], None, None)
    assert [d.message for d in found if d.severity is Severity.ERROR] == []
    return [verdict.text for verdict in checked.verdicts if verdict.status == "by-people"]


def test_an_edit_leaves_its_neighbour_its_own_citation(tmp_path: Path) -> None:
    files = edited(tmp_path, ("fell in spring", "sank in spring"))
    for file in files:
        told = noted(file)
        upper = next(note for text, note in told.items() if "sank" in text)
        lower = next(note for text, note in told.items() if "stayed" in text)
        assert "Edited by hand" in upper
        assert "line 5" in upper
        assert lower.endswith("line 7")


@pytest.mark.parametrize("date", ["2019", "1 March 2018"])
def test_a_date_that_people_retyped_is_theirs(tmp_path: Path, date: str) -> None:
    for file in edited(tmp_path, ("2018", date)):
        assert date in by_people(file, tmp_path)


def test_a_date_that_nobody_typed_is_not(tmp_path: Path) -> None:
    _, memo = edited(tmp_path, ("2018", "2019"))
    file = WordFile(memo.read_bytes())
    file.play(("replace", "2020", "2016"))
    memo.write_bytes(file.data())
    _, found = verify_files([memo], [tmp_path / "configs/rivers.yaml"], None, None)
    assert "wrong-attribution" in {d.code for d in found}
