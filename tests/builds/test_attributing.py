"""A view says whose it is, in the heading or with each passage; a quotation names its speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.verifying import verify_files
from briefgen.diagnostics import Severity
from briefgen.proof.finished import read_pieces

SOURCE = """\
I. Executive summary

The harbour stays open.

II. Northern perceptions of the south

- The south builds too many ships.

III. Southern perceptions: the north

- The north asks for too much.

IV. Outlook

“We will wait until the ice is gone,” Ada Example said in Bergen. “It will take weeks.”
"""
SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: seeds/a.txt, marking: "TLP:CLEAR"}]
audiences:
  readers:
    template: bluf-memo
    sections:
      - {id: bottom-line}
      - SECTION
"""
NORTH = "Northern perceptions of the south"
SOUTH = "Southern perceptions: the north"


def shown(folder: Path, section: str) -> tuple[list[str], list[str]]:
    """The headings and texts of the last section's pack, the same in both formats; all verified."""
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(SOURCE, encoding="utf-8")
    config = folder / "briefgen.yaml"
    config.write_text(SERIES.replace("SECTION", section), encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    files = sorted((folder / "out").rglob("*readers.*"))
    checked, faults = verify_files(files, (config,), None, None)
    assert [d for d in faults if d.severity is Severity.ERROR] == []
    assert len({tuple(v.text for v in one.verdicts if v.cites) for one in checked}) == 1
    pieces = read_pieces(files[0].read_bytes())
    return [p.section for p in pieces], [v.text for v in checked[0].verdicts if v.cites]


def test_views_of_two_sides_each_bear_their_heading(tmp_path: Path) -> None:
    section = (
        "{id: points, label: Points, layout: bullets, select: {role: perceptions, kind: item}}"
    )
    headings, texts = shown(tmp_path, section)
    assert f"{NORTH}: The south builds too many ships." in texts
    assert f"{SOUTH}: The north asks for too much." in texts
    assert "Points" in headings


def test_a_heading_of_a_view_covers_nothing_else(tmp_path: Path) -> None:
    select = "{any: [{role: perceptions, title: North*}, {role: outlook}]}"
    headings, texts = shown(
        tmp_path, f"{{id: points, label: Points, layout: bullets, select: {select}}}"
    )
    assert f"{NORTH}: The south builds too many ships." in texts
    assert f"Points: {NORTH}" not in headings


@pytest.mark.parametrize("layout", ["bullets", "paragraphs", "lead", "full", "numbered"])
def test_the_view_of_one_side_is_said_in_the_heading(tmp_path: Path, layout: str) -> None:
    select = "{role: perceptions, title: North*}"
    headings, texts = shown(
        tmp_path, f"{{id: p, label: Points, layout: {layout}, select: {select}}}"
    )
    assert f"Points: {NORTH}" in headings
    assert "The south builds too many ships." in texts


def test_a_heading_that_says_it_is_left_alone(tmp_path: Path) -> None:
    select = "{role: perceptions, title: North*}"
    label = "How bad? Northern Perceptions of the South"
    headings, _ = shown(tmp_path, f"{{id: p, label: {label!r}, layout: bullets, select: {select}}}")
    assert label in headings


def test_a_quotation_among_points_names_its_speaker(tmp_path: Path) -> None:
    section = "{id: said, label: Said, layout: bullets, select: {kind: quote}}"
    _, texts = shown(tmp_path, section)
    assert "Ada Example: “We will wait until the ice is gone,”" in texts
