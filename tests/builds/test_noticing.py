"""What matches nothing, stands twice or goes to nobody is said, as loud as the config wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.proving.verifying import verify_files
from briefgen.diagnostics import Diagnostic, Severity

SOURCE = """\
I. Executive summary

The port stays open to all ships.

II. Risks

- A storm may close the port.
- A strike may close the port.

III. Outlook

Nobody asked for this part.
"""
SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: seeds/a.txt, marking: "TLP:CLEAR"}]
"""
SECTIONS = """\
    sections:
      - {id: bottom-line}
      - {id: dangers, layout: bullets, select: {role: risks}}
      - {id: again, layout: bullets, select: {contains: storm}}
      - {id: nothing, layout: bullets, select: {role: authors}}
"""


def run(folder: Path, levels: str = "", *, audiences: tuple[str, ...] = ()) -> BuildOutcome:
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "a.txt").write_text(SOURCE, encoding="utf-8")
    config = folder / "briefgen.yaml"
    more = f"levels: {{{levels}}}\n" if levels else ""
    readers = f"audiences:\n  readers:\n    template: bluf-memo\n    formats: [pdf]\n{SECTIONS}"
    config.write_text(f"{SERIES}{more}{readers}", encoding="utf-8")
    return build(BuildOptions(configs=(config,), dry_run=True, audiences=audiences))


def found_in(outcome: BuildOutcome, code: str) -> list[Diagnostic]:
    return [d for d in outcome.diagnostics if d.code == code]


CODES = ("slot-empty", "selected-twice", "shown-to-nobody")


def test_each_is_said_with_its_place(tmp_path: Path) -> None:
    outcome = run(tmp_path)
    (empty,), (twice,), (unseen,) = (found_in(outcome, code) for code in CODES)
    assert empty.place is not None
    assert (empty.severity.word, empty.place.line) == ("warning", 12)
    assert (twice.severity.word, twice.audience) == ("info", "readers")
    assert "seeds/a.txt:7 (dangers and again)" in twice.message
    assert unseen.place is not None
    assert (unseen.place.line, unseen.severity.word) == (12, "info")
    assert "1 line of this source that no audience gets: 12" in unseen.message


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("level", ["off", "info", "warning", "error"])
def test_the_config_says_how_loud(tmp_path: Path, code: str, level: str) -> None:
    outcome = run(tmp_path, f"{code}: {level}")
    assert [d.severity.word for d in found_in(outcome, code)] == ([level] if level != "off" else [])
    # an error stops its audience; lines that nobody gets belong to none
    assert bool(outcome.planned) == (level != "error" or code == "shown-to-nobody")


def test_what_nobody_gets_is_asked_of_whole_runs_alone(tmp_path: Path) -> None:
    config = tmp_path / "briefgen.yaml"
    run(tmp_path)
    two = config.read_text("utf-8") + "  others: {template: press-brief}\n"
    config.write_text(two, encoding="utf-8")
    alone = build(BuildOptions(configs=(config,), dry_run=True, audiences=("readers",)))
    assert found_in(alone, "shown-to-nobody") == []


def test_unknown_levels_are_told(tmp_path: Path) -> None:
    outcome = run(tmp_path, "selected-twice: loud, slots-empty: off")
    assert {(d.code, d.place.line if d.place else 0) for d in outcome.diagnostics} == {
        ("wrong-value", 4),
        ("unknown-key", 4),
    }


ABBREVIATED = """\
I. Executive summary

The port should stay open to the SAR fleet.

II. Risks

The Search and Rescue (SAR) fleet may be too small for the strait and for the open sea beyond it.
"""


def run_abbreviated(folder: Path, more: str = "") -> BuildOutcome:
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "a.txt").write_text(ABBREVIATED, encoding="utf-8")
    config = folder / "briefgen.yaml"
    config.write_text(
        f"{SERIES}audiences:\n  readers:\n    template: bluf-memo\n    sections:\n"
        f"      - {{id: bottom-line}}\n{more}",
        encoding="utf-8",
    )
    return build(BuildOptions(configs=(config,)))


def test_an_abbreviation_whose_words_were_cut_is_said(tmp_path: Path) -> None:
    (fault,) = found_in(run_abbreviated(tmp_path), "expansion-cut")
    assert "SAR (Search and Rescue)" in fault.message
    assert fault.audience == "readers"


def test_a_section_lists_the_abbreviations_of_the_others(tmp_path: Path) -> None:
    more = "      - {id: short, label: Abbreviations, layout: abbreviations}\n"
    outcome = run_abbreviated(tmp_path, more)
    assert found_in(outcome, "expansion-cut") == []
    checked, faults = verify_files(
        sorted((tmp_path / "out").rglob("*readers.*")), (tmp_path / "briefgen.yaml",), None, None
    )
    assert [d for d in faults if d.severity is Severity.ERROR] == []
    for one in checked:
        rows = [v.text for v in one.verdicts if v.section == "Abbreviations"]
        assert {"SAR", "Search and Rescue", "A, 7"} <= set(rows)
    manifest = json.loads((tmp_path / "out/papers/readers/manifest.json").read_text("utf-8"))
    (listed,) = (s for s in manifest["sections"] if s["id"] == "short")
    assert [p["lines"] for p in listed["passages"]] == [[[7, 7]]]


PICTURES = """\
# Harbour report

## Executive summary

The port stays open to all ships.

![A line that rises](growth.png "Tonnes a year, 2010 to 2020")

![](missing.png)

![A crane of 1890](/etc/hostname)
"""


def test_of_a_picture_only_its_words_are_shown_and_verified(tmp_path: Path) -> None:
    """Missing files and absolute paths alike: no picture is ever opened."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text(PICTURES, encoding="utf-8")
    sections = "[{id: all, label: All, select: {title: '*'}, layout: full}]"
    readers = f"audiences: {{readers: {{template: read-ahead, sections: {sections}}}}}\n"
    config = tmp_path / "briefgen.yaml"
    config.write_text(SERIES.replace("a.txt", "a.md") + readers, encoding="utf-8")
    build(BuildOptions(configs=(config,)))
    packs = sorted((tmp_path / "out").rglob("*readers.*"))
    checked, faults = verify_files(packs, (config,), None, None)
    assert [d for d in faults if d.severity is Severity.ERROR] == []
    for one in checked:
        told = {verdict.text for verdict in one.verdicts}
        assert {"A line that rises", "Tonnes a year, 2010 to 2020", "A crane of 1890"} <= told


@pytest.mark.parametrize(
    ("language", "named"), [("en", ""), ("en-GB", ""), ("fr", "seeds/a.txt (en): 3")]
)
def test_passages_in_another_language_than_the_pack_are_said(
    tmp_path: Path, language: str, named: str
) -> None:
    run(tmp_path)
    config = tmp_path / "briefgen.yaml"
    text = config.read_text("utf-8").replace(
        "  readers:\n", f"  readers:\n    language: {language}\n"
    )
    config.write_text(text, encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,), dry_run=True))
    told = [d.message for d in found_in(outcome, "other-language")]
    assert [message.partition(": ")[2] for message in told] == ([named] if named else [])
