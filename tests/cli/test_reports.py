"""Findings as machines read them, and the page on a run: what each reader needs is in it, whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefgen.cli import main
from briefgen.cli.formats import FORMATS, MOST_RESULTS
from briefgen.cli.summary import MOST_BYTES, make_summary
from briefgen.diagnostics import Diagnostic, Place, Severity, error, for_audience, info, warning
from briefgen.errors import ExitCode
from tests.editions.test_freshness import make_project

PLACE = Place("configs/a b,c:d.yaml", 7, 3)
FOUND = (
    *for_audience("press", [error("leak", "100% of it\nleaks", place=PLACE, hint="stop")]),
    warning("slot-empty", "a <b> & 'c'", place=Place("seeds/x.txt")),
    info("source-mended", "three repairs"),
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
DIAGNOSTICS = st.lists(
    st.builds(
        Diagnostic,
        severity=st.sampled_from(Severity),
        code=st.sampled_from(["leak", "slot-empty", "no-such-code"]),
        message=TEXTS,
        hint=TEXTS,
        audience=st.sampled_from(["", "press"]),
        place=st.none() | st.builds(Place, TEXTS, st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=5,
)


def junit(found: Sequence[Diagnostic], fail_on: Severity | None = None) -> etree._Element:
    return etree.fromstring(FORMATS["junit"](found, fail_on, ()).encode())


def test_json_lines_hold_every_part() -> None:
    first, second, third = map(json.loads, FORMATS["json"](FOUND, None, ()).splitlines())
    assert first == {
        "severity": "error",
        "code": "leak",
        "file": "configs/a b,c:d.yaml",
        "line": 7,
        "column": 3,
        "audience": "press",
        "message": "100% of it\nleaks",
        "hint": "stop",
        "marking": None,
    }
    assert (second["line"], second["audience"], third["file"]) == (None, None, None)


def test_annotations_escape_what_ends_a_property() -> None:
    first, second, third = FORMATS["github"](FOUND, None, ()).splitlines()
    place = "file=configs/a b%2Cc%3Ad.yaml,line=7,col=3,title=leak"
    assert first == f"::error {place}::press: 100%25 of it%0Aleaks (stop)"
    assert second == "::warning file=seeds/x.txt,title=slot-empty::a <b> & 'c'"
    assert third == "::notice title=source-mended::three repairs"


def test_sarif_names_rules_with_their_remedies_and_places_as_addresses() -> None:
    log = json.loads(FORMATS["sarif"](FOUND, None, ()))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert all(rule["help"]["text"] for rule in rules)
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "configs/a%20b%2Cc%3Ad.yaml"
    assert place["region"] == {"startLine": 7, "startColumn": 3}
    assert "locations" not in run["results"][2]


def test_sarif_stays_below_what_its_readers_take() -> None:
    log = json.loads(FORMATS["sarif"](FOUND * MOST_RESULTS, None, ()))
    assert len(log["runs"][0]["results"]) == MOST_RESULTS
    assert log["runs"][0]["properties"]["leftOut"] == 2 * MOST_RESULTS


@pytest.mark.parametrize(
    ("fail_on", "failures"), [(None, 1), (Severity.ERROR, 1), (Severity.WARNING, 2)]
)
def test_junit_counts_what_makes_the_run_fail(fail_on: Severity | None, failures: int) -> None:
    suites = junit(FOUND, fail_on)
    assert suites.attrib["tests"] == str(len(suites.findall(".//testcase"))) == "3"
    assert suites.attrib["failures"] == str(len(suites.findall(".//failure"))) == str(failures)


def test_junit_of_a_run_without_findings_is_one_case_that_passes() -> None:
    suites = junit(())
    assert [case.attrib["name"] for case in suites.iter("testcase")] == ["no findings"]


@given(DIAGNOSTICS)
def test_every_format_holds_any_finding(found: list[Diagnostic]) -> None:
    assert len(FORMATS["text"](found, None, ()).splitlines()) == len(found) + bool(found)
    assert len(FORMATS["github"](found, None, ()).split("\n")) == len(found) + 1
    assert len(FORMATS["json"](found, None, ()).split("\n")) == len(found) + 1
    assert len(json.loads(FORMATS["sarif"](found, None, ()))["runs"][0]["results"]) == len(found)
    suites = junit(found)
    assert len(suites.findall(".//testcase")) == max(1, len(found))
    page = make_summary(found, (), (), ExitCode.OK)
    said = len({replace(one, audience="") for one in found})  # once for all audiences
    assert sum(line.startswith("| ") for line in page.split("\n")) == said + bool(found)


# --- the page on a run ----------------------------------------------------------------------------


def test_a_summary_says_what_was_written_and_the_worst_first() -> None:
    written = ("out/s/press/s-press.pdf", "out/s/press/manifest.json", "out/s/manifest.json")
    page = make_summary(FOUND[::-1], written, ("out/s/memo/s-memo.docx",), ExitCode.FINDINGS)
    assert page.startswith("## briefgen: exit code 1\n")
    assert "- out/s/memo: unchanged\n- out/s/press: s-press.pdf\n" in page
    assert "1 error, 1 warning, 1 remark:" in page
    assert page.index("`leak`") < page.index("`slot-empty`") < page.index("`source-mended`")
    assert "a \\<b\\> \\& 'c'" in page


def test_a_summary_says_once_what_is_the_same_for_several_audiences() -> None:
    empty = warning("slot-empty", "slot 'risks' matches nothing", place=Place("a.yaml", 3))
    found = [one for name in ("desk", "press") for one in for_audience(name, [empty])]
    page = make_summary([*found, *for_audience("desk", FOUND[2:])], (), (), ExitCode.OK)
    assert "1 warning, 1 remark:" in page
    assert "| a.yaml:3 | desk, press: slot 'risks' matches nothing |" in page
    assert len(FORMATS["json"](found, None, ()).splitlines()) == 2


def test_a_summary_stays_below_what_a_job_may_show() -> None:
    many = tuple(warning("slot-empty", f"{n} " + "ß" * 900) for n in range(2_000))
    page = make_summary(many, (), (), ExitCode.OK)
    assert len(page.encode()) <= MOST_BYTES
    kept = page.count("| `slot-empty` |")
    assert f"{2_000 - kept} more findings are left out here." in page


def test_a_summary_of_many_packs_is_bounded_and_bears_its_marking() -> None:
    paths = [f"out/s/{'a' * 80}{n:05d}/{'b' * 90}.pdf" for n in range(6_000)]
    page = make_summary((), paths, (), ExitCode.OK, ("TLP:AMBER",))
    assert len(page.encode()) <= MOST_BYTES
    assert page.split("\n")[2] == "**TLP:AMBER**"
    named = page.count("- out/s/")
    assert 1_000 < named < 6_000
    assert f"{6_000 - named} more packs not named here" in page


# --- as options of a build ------------------------------------------------------------------------


def test_a_build_writes_every_report_and_a_run_with_nothing_to_do_writes_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    asked = ["--findings", "sarif:a.sarif", "--findings", "junit:a.xml", "--summary", "a.md"]
    told = []
    for _ in range(2):
        assert main(["build", *asked]) == ExitCode.OK
        told.append(json.loads(Path("a.sarif").read_text())["runs"][0]["results"])
        assert Path("a.md").read_text().startswith("## briefgen: ")
        assert "source-marking" in capsys.readouterr().err
    remarks = [[one["ruleId"] for one in run if one["ruleId"] != "shown-to-nobody"] for run in told]
    assert remarks[0] == remarks[1] != []
    assert "nothing to do" in Path("a.md").read_text()


def test_findings_to_the_terminal_take_the_place_of_the_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    assert main(["build", "--findings", "json", "--audience", "nobody"]) == ExitCode.USAGE
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert "audience-unknown" in {one["code"] for one in said}


def test_places_are_told_from_the_root_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path / "desk"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    main(["build", "--findings", "github", "--findings", "sarif:a.sarif", "--findings", "json:a"])
    assert "file=desk/configs/harbours.yaml,line=4" in capsys.readouterr().err
    result = json.loads(Path("a.sarif").read_text())["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "desk/configs/harbours.yaml"
    assert json.loads(Path("a").read_text().splitlines()[0])["file"] == "configs/harbours.yaml"


def test_a_report_that_cannot_be_written_stops_no_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    assert main(["build", "--summary", "no/such/folder/a.md"]) == ExitCode.OUTPUT
    assert "report-unwritten" in capsys.readouterr().err
    assert list(tmp_path.glob("out/*/press/*.docx"))


def test_a_format_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--findings", "sarff"]) == ExitCode.USAGE
    assert "none of text, json, github, sarif, junit" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--summary={}", "--findings=json:{}", "--findings=text:{}"])
def test_a_report_replaces_a_report_and_nothing_else(
    tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of the hand may name a source."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("series: A\n", encoding="utf-8")
    for name, old, kept in (("source.md", "# A report\n\nWords.\n", True), ("new.txt", "", False)):
        Path(name).write_text(old, encoding="utf-8")
        for _ in range(2):
            assert main(["build", "a.yaml", option.format(name)])
        assert (Path(name).read_text(encoding="utf-8") == old) is kept
