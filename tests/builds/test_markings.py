"""Markings fail closed in a whole run: rules that name no source, marks in the text, spans."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.diagnostics import Diagnostic, Severity
from briefgen.errors import ExitCode
from briefgen.selection.matching import stated_spans

SOURCE = """\
I. Executive summary

The harbour stays open to all ships.

(TLP:AMBER) The Quorvant cable lies below the strait.

II. Risks (TLP:GREEN)

- A storm may close the harbour.
- (TLP:RED) The Zebrax plan was leaked.

III. Outlook

The Wolfram talks of 1998-2000 ended without a result.
"""
SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: seeds/paper.txt, marking: "TLP:CLEAR"}]
MORE
audiences:
  all:  {template: read-ahead, ceiling: "TLP:CLEAR", formats: [docx], sections: [SLOT]}
  some: {template: read-ahead, ceiling: "TLP:AMBER", formats: [docx], sections: [SLOT]}
"""
SLOT = "{id: rest, label: All, layout: full, select: {source: paper}}"


def run(folder: Path, more: str, source: str = SOURCE) -> BuildOutcome:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "paper.txt").write_text(source, encoding="utf-8")
    config = folder / "series.yaml"
    config.write_text(SERIES.replace("MORE", more).replace("SLOT", SLOT), encoding="utf-8")
    return build(BuildOptions(configs=(config,)))


def errors(outcome: BuildOutcome) -> list[Diagnostic]:
    return [d for d in outcome.diagnostics if d.severity is Severity.ERROR]


def words_of(folder: Path, audience: str) -> str:
    data = (folder / "out" / "papers" / audience / f"papers-{audience}.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_portion_marks_above_the_config_are_an_error_unless_switched_on(tmp_path: Path) -> None:
    outcome = run(tmp_path, "")
    assert {d.code for d in errors(outcome)} >= {"source-marked-higher"}
    assert not outcome.written


def test_switched_on_they_mark_what_bears_them(tmp_path: Path) -> None:
    outcome = run(tmp_path, "portion_marks: true")
    assert errors(outcome) == []
    everyone, some = words_of(tmp_path, "all"), words_of(tmp_path, "some")
    for name, seen in (("harbour stays", True), ("Quorvant", False), ("storm", False)):
        assert (name in everyone) == seen
        assert name in some
    assert "Zebrax" not in everyone + some
    assert "Wolfram" in everyone


@pytest.mark.parametrize(
    "select",
    [
        "{source: papr}",
        "{source: papr, role: risks}",
        "{all: [{source: papr}, {role: risks}]}",
        "{any: [{role: risks}, {source: papr}]}",
    ],
)
def test_a_rule_for_a_source_that_is_not_there_stops_all(tmp_path: Path, select: str) -> None:
    rules = f'markings: [{{select: {select}, marking: "TLP:RED"}}]'
    outcome = run(tmp_path, f"portion_marks: true\n{rules}")
    (fault,) = errors(outcome)
    assert (fault.code, fault.exit) == ("marking-no-source", ExitCode.MARKING)
    assert fault.place is not None
    assert fault.place.line == 5
    assert not outcome.written


def test_what_a_rule_does_not_except_is_marked_all_the_same(tmp_path: Path) -> None:
    select = "{role: outlook, exclude: [{source: papr}]}"
    rules = f'portion_marks: true\nmarkings: [{{select: {select}, marking: "TLP:RED"}}]'
    assert errors(run(tmp_path, rules)) == []
    assert "Wolfram" not in words_of(tmp_path, "some")


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Outlook", set()),
        ("Outlo\N{CYRILLIC SMALL LETTER O}k", {"marking-missed"}),
        ("Outlokk", {"marking-missed"}),
        ("Weather", set()),
    ],
)
def test_a_rule_that_misses_a_heading_by_a_letter_stops_all(
    tmp_path: Path, heading: str, codes: set[str]
) -> None:
    select = '{title: "outlook"}'
    rules = f'portion_marks: true\nmarkings: [{{select: {select}, marking: "TLP:RED"}}]'
    outcome = run(tmp_path, rules, SOURCE.replace("Outlook", heading))
    assert {d.code for d in errors(outcome)} == codes
    assert bool(outcome.written) == (not codes)


@pytest.mark.parametrize("years", ["1999", '">=2000"', '"<=1998"', "1990-1999"])
def test_a_rule_by_years_meets_a_span(tmp_path: Path, years: str) -> None:
    rules = f'portion_marks: true\nmarkings: [{{select: {{years: {years}}}, marking: "TLP:RED"}}]'
    assert errors(run(tmp_path, rules)) == []
    assert "Wolfram" not in words_of(tmp_path, "all") + words_of(tmp_path, "some")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The talks of 1998-2000 ended.", [(1998, 2000)]),
        ("From 1998 to 2000, then 2014/15.", [(1998, 2000), (2014, 2015)]),
        ("In 1998–99 and in the 1970s and 1980's.", [(1998, 1999), (1970, 1979), (1980, 1989)]),
        ("De 1998 à 2000.", [(1998, 2000)]),
        ("On 2021-06-14 at 1999.50, from 2000 to 1998.", []),
        ("No. 1998-2000-17 and 1998 and 2000.", []),
    ],
)
def test_spans_of_years(text: str, spans: list[tuple[int, int]]) -> None:
    assert list(stated_spans(text)) == spans
