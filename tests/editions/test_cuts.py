"""What limits leave out: told apart from what a source no longer says, and never in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.proving.tracing import trace_words
from briefgen.diagnostics import Diagnostic, Severity
from briefgen.editions.changes.comparing import compare_passages
from briefgen.editions.changes.told import Told, ToldPack
from briefgen.editions.manifest import sentence_digest
from briefgen.editions.records import PassageRecord
from tests.word.like import WordFile

pytestmark = pytest.mark.usefixtures("one_run")

JUNE, NOVEMBER, LATER = "2021-06-30", "2021-11-30", "2021-12-31"

# --- told apart -----------------------------------------------------------------------------------


def told(words: str, section: str = "risks") -> Told:
    sentences = tuple(words.split("|"))
    passage = PassageRecord(
        id=sentences[0][:4], source="s", letter="A", section="V", lines=(), marking="open",
        words=sentences,
    )  # fmt: skip
    return Told(section=section, label="Risks", passage=passage)


def pack(shown: list[str], cut: str = "", section: str = "risks", why: str = "limit") -> ToldPack:
    """A pack that shows these passages, and of which a limit leaves sentences out."""
    gone = told(cut, section)
    digests = tuple(sentence_digest(text) for text in gone.passage.words)
    gone = replace(gone, passage=replace(gone.passage, words=(), cut=digests, why=why))
    return ToldPack(
        audience="desk", as_of=JUNE, banner="open",
        passages=tuple(told(words) for words in shown), cut=(gone,),
    )  # fmt: skip


PIER, TIDE, SAND = "The pier leans to the west.", "The tide turns at noon.", "Sand drifts in."
KINDS = [
    ("the source dropped it", [PIER, TIDE], [PIER], "", "", ["taken-out"]),
    ("no room for it", [PIER, TIDE], [PIER], "", TIDE, ["left-out"]),
    ("room for it again", [PIER], [PIER, TIDE], TIDE, "", ["now-shown"]),
    ("the source brought it", [PIER], [PIER, TIDE], "", "", ["new"]),
    ("one for another", [PIER], [TIDE], TIDE, PIER, ["now-shown", "left-out"]),
    ("a sentence less of it", [f"{PIER}|{TIDE}"], [PIER], "", TIDE, ["left-out"]),
    ("a sentence more of it", [PIER], [f"{PIER}|{TIDE}"], TIDE, "", ["now-shown"]),
    ("half of it reworded", [f"{PIER}|{TIDE}"], [f"{PIER[:-1]} now."], "", TIDE, ["reworded"]),
    ("half cut, half dropped", [PIER, f"{TIDE}|{SAND}"], [PIER], "", SAND, ["left-out"]),
    ("the same", [PIER, TIDE], [PIER, TIDE], SAND, SAND, []),
]


@pytest.mark.parametrize(
    ("before", "after", "cut_before", "cut_after", "kinds"),
    [case[1:] for case in KINDS],
    ids=[case[0] for case in KINDS],
)
def test_what_a_limit_does_is_no_change_of_the_source(
    before: list[str], after: list[str], cut_before: str, cut_after: str, kinds: list[str]
) -> None:
    changes = compare_passages(pack(before, cut_before), pack(after, cut_after), lambda *_: False)
    assert [change.kind for change in changes] == kinds


def test_what_another_section_leaves_out_explains_nothing() -> None:
    elsewhere = pack([], PIER, section="roadmap")
    changes = compare_passages(pack([PIER]), elsewhere, lambda *_: False)
    assert [change.kind for change in changes] == ["taken-out"]


def test_what_people_took_out_says_so() -> None:
    by_people = pack([TIDE], PIER, why="people")
    changes = compare_passages(pack([PIER, TIDE]), by_people, lambda *_: False)
    assert [change.kind for change in changes] == ["deleted"]


# --- whole runs -----------------------------------------------------------------------------------

CONFIG = """\
series: Rivers
as_of: {as_of}
ladder: [OPEN, DESK]
sources: [{{path: "seeds/*", marking: OPEN}}]
audiences:
  desk:
    title: What the rivers say
    template: bluf-memo
    ceiling: DESK
    formats: [docx]
    limit: {{pages: 1}}
    sections:
      - {{id: main, label: Levels, layout: bullets, select: {{title: "Levels*"}}}}
      - {{id: plans, label: Plans, layout: bullets, select: {{title: "Plans*"}}}}
"""
MEMO = "out/rivers/desk/rivers-desk.docx"
_BANKS = ("north", "south", "upper", "lower", "eastern", "western", "inner", "outer", "far")
POINTS = [
    f"The {bank} gauge fell by {n} marks in spring, and its keeper wrote to the {other} office."
    for n, (bank, other) in enumerate(
        [(bank, other) for bank in _BANKS for other in _BANKS if bank < other], start=11
    )
]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("configs", "seeds"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    write(tmp_path, POINTS)
    return tmp_path


def write(work: Path, points: list[str]) -> None:
    listed = "\n".join(f"- {point}" for point in points)
    text = f"# Report of the gauges\n\n## Levels of the year\n\n{listed}\n\n"
    text += "## Plans for both banks\n\n- A common calendar is kept from next year.\n"
    (work / "seeds" / "report.md").write_text(text, encoding="utf-8")


def run(work: Path, as_of: str) -> BuildOutcome:
    config = work / "configs" / "rivers.yaml"
    config.write_text(CONFIG.format(as_of=as_of), encoding="utf-8")
    return build(BuildOptions(configs=(Path("configs/rivers.yaml"),), pull=True))


def cut_findings(outcome: BuildOutcome) -> dict[Severity, Diagnostic]:
    return {d.severity: d for d in outcome.diagnostics if d.code == "page-cut"}


def left_out(work: Path) -> list[int]:
    """The lines of what the pack has no room for, as its manifest says."""
    entry = json.loads((work / MEMO).with_name("manifest.json").read_text("utf-8"))
    return sorted(
        start
        for section in entry["sections"]
        for passage in section["left_out"]
        if passage["why"] == "pages"
        for start, _ in passage["lines"]
    )


def report(work: Path) -> str:
    return (work / MEMO).with_name("changes.md").read_text("utf-8")


def edit(work: Path, *edits: tuple[str, ...]) -> None:
    file = WordFile((work / MEMO).read_bytes())
    for one in edits:
        file.play(one)
    (work / MEMO).write_bytes(file.data())


def add_paragraphs(work: Path) -> None:
    """Somebody writes so much into the memo that something else has to leave the page."""
    words = "Our own engineer doubts this, and wrote at some length why that is so. " * 4
    edit(work, ("insert", "A common calendar", words.strip()))


def test_a_first_edition_names_what_has_no_room(work: Path) -> None:
    found = cut_findings(run(work, JUNE))
    lines = left_out(work)
    assert set(found) == {Severity.INFO}
    assert lines
    assert found[Severity.INFO].place is not None
    assert f"seeds/report.md:{lines[0]} (main), {lines[1]} (main)" in found[Severity.INFO].message
    (trace,), _ = trace_words("desk", POINTS[lines[0] - 5], [Path("configs/rivers.yaml")])
    assert trace.answer == "no-room"


def test_a_pack_that_fits_has_no_finding(work: Path) -> None:
    write(work, POINTS[:5])
    assert cut_findings(run(work, JUNE)) == {}
    assert left_out(work) == []


def test_what_an_edit_pushes_out_is_a_warning_with_its_lines(work: Path) -> None:
    run(work, JUNE)
    before = left_out(work)
    add_paragraphs(work)
    found = cut_findings(run(work, JUNE))
    pushed = sorted(set(left_out(work)) - set(before))
    assert pushed
    message = found[Severity.WARNING].message
    assert "people's edits leave no room" in message
    assert all(f"{line} (main)" in message for line in pushed)
    assert not any(f"{line} (main)" in message for line in before[:8])
    assert "shorten the edits" in found[Severity.WARNING].hint


def test_the_next_edition_tells_what_is_cut_anew_from_what_was_cut_before(work: Path) -> None:
    run(work, JUNE)
    stable = left_out(work)
    write(work, ["The weir was mended at last.", *POINTS])
    found = cut_findings(run(work, NOVEMBER))
    assert "as in the edition before" in found[Severity.INFO].message
    anew = [line for line in left_out(work) if line - 1 not in stable]
    message = found[Severity.WARNING].message
    assert all(f"{line} (main)" in message for line in anew)
    assert "which the edition before showed" in message
    words = report(work)
    assert "**Left out for length**" in words
    assert "**Taken out**" not in words
    assert words.count("## Left out to keep the page limit") == 1


def test_what_comes_back_is_not_new_and_what_the_source_dropped_is_taken_out(work: Path) -> None:
    run(work, JUNE)
    cut = [POINTS[line - 5] for line in left_out(work)]
    kept = [point for point in POINTS if point not in cut]
    write(work, [point for point in POINTS if point not in kept[:8]])
    run(work, NOVEMBER)
    words = report(work)
    assert words.count("**Taken out**") == 8
    assert "**Now shown**" in words
    assert "**New**" not in words
    assert "\n\n\n" not in words
