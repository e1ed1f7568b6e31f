"""Editions: what is kept of each, what the next is compared with, and what stops it."""

from __future__ import annotations

import datetime
import json
import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.reporting.markdown import report_lines
from briefgen.cli import main
from briefgen.editions.changes.comparing import compare
from briefgen.editions.changes.steps import in_order, sentence_steps
from briefgen.editions.changes.told import ToldPack
from briefgen.editions.kept import find_base, kept_dates, read_edition
from briefgen.editions.records import EditRecord
from briefgen.errors import ExitCode
from briefgen.proof.decoding import decode
from tests.editions.scripted_changes import Paper, Series, make_series, raise_marking

pytestmark = pytest.mark.usefixtures("one_run")

JUNE, NOVEMBER, DECEMBER = "2021-06-30", "2021-11-30", "2021-12-31"


class Project:
    """A series in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out" / "papers"
        self.series = make_series()
        self.count = 0

    def build(self, as_of: str, **more: Any) -> BuildOutcome:
        self.count += 1
        self.config = self.series.write(self.folder / f"project{self.count}")
        date = datetime.date.fromisoformat(as_of)
        return build(BuildOptions(configs=(self.config,), out=self.out.parent, as_of=date, **more))

    def told(self, place: str = "manifest.json") -> Any:
        return json.loads((self.out / place).read_bytes())

    def report(self, audience: str = "") -> str:
        return (self.out / audience / "changes.md").read_text(encoding="utf-8")

    def bytes(self) -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in self.out.rglob("*") if p.is_file()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def put_in(series: Series) -> str:
    """A sentence more in the summary."""
    series.main.sections["summary"][0].sentences.append("Gulls nest on the breakwater again.")
    return "Gulls nest on the breakwater again."


KEYS = ("format", "audiences", "inputs", "banner", "as_of", "digest")
anything = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


def codes(outcome: BuildOutcome) -> set[str]:
    return {d.code for d in outcome.diagnostics if d.code.startswith("edition-")}


def test_a_first_edition_is_compared_with_nothing(project: Project) -> None:
    project.build(JUNE)
    assert "First edition" in project.report()
    assert "First edition" in project.report("press")
    assert project.told("press/manifest.json")["since"] is None
    assert kept_dates(project.out) == (JUNE,)


def test_a_kept_edition_says_what_each_audience_was_told(project: Project) -> None:
    project.build(JUNE)
    kept = project.told(f"editions/{JUNE}/manifest.json")
    passages = [
        kept["shared"][name]
        for section in kept["audiences"][1]["sections"]
        for name in section["passages"]
    ]
    assert kept["audiences"][1]["audience"] == "press"
    for passage, written in zip(passages, project.series.main.sections["summary"], strict=False):
        assert passage["words"] == written.sentences
        assert passage["lines"]
        assert passage["marking"] == "open"
    assert (project.out / "manifest.json").read_bytes() == (
        project.out / "editions" / JUNE / "manifest.json"
    ).read_bytes()


def test_the_same_date_again_is_compared_with_the_same_edition(project: Project) -> None:
    project.build(JUNE)
    words = put_in(project.series)
    project.build(NOVEMBER)
    first = project.bytes()
    assert words in project.report("press")
    assert project.told("press/manifest.json")["since"] == JUNE
    assert project.build(NOVEMBER).written == ()
    assert project.bytes() == first
    project.series.main.sections["summary"][0].sentences.pop()
    project.build(NOVEMBER)
    assert words not in project.report("press")
    assert "There is no change to report" in project.report("press")
    assert kept_dates(project.out) == (JUNE, NOVEMBER)


def test_a_later_date_alone_writes_nothing(project: Project) -> None:
    project.build(JUNE)
    before = project.bytes()
    assert project.build(NOVEMBER).written == ()
    assert project.bytes() == before
    assert project.build(NOVEMBER, force=True).written
    assert kept_dates(project.out) == (JUNE, NOVEMBER)


def test_other_bytes_that_change_no_pack_make_no_edition(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifests note what the packs are now made from, and that is all."""
    project.build(JUNE)
    text = Paper.text
    monkeypatch.setattr(Paper, "text", lambda paper: text(paper) + "\n\n")
    outcome = project.build(NOVEMBER)
    assert codes(outcome) == {"edition-unchanged"}
    assert {Path(path).name for path in outcome.written} == {"manifest.json"}
    assert kept_dates(project.out) == (JUNE,)
    assert codes(project.build(NOVEMBER)) == set()


def test_a_later_date_with_another_label_is_an_edition(project: Project) -> None:
    """The words told are the same; a file is not."""
    project.build(JUNE)
    project.series.label = "What comes next"
    project.build(NOVEMBER)
    assert kept_dates(project.out) == (JUNE, NOVEMBER)
    assert "There is no change to report" in project.report("press")


def test_an_earlier_date_is_refused(project: Project) -> None:
    project.build(NOVEMBER)
    before = project.bytes()
    outcome = project.build(JUNE)
    assert codes(outcome) == {"edition-older"}
    assert project.bytes() == before
    assert project.build(JUNE, force=True).written


def test_the_newest_editions_are_kept(project: Project) -> None:
    for month in range(1, 6):
        put_in(project.series)
        project.build(f"2021-0{month}-01", keep=3)
    assert kept_dates(project.out) == ("2021-03-01", "2021-04-01", "2021-05-01")


def test_what_is_not_ours_is_not_removed(project: Project) -> None:
    project.build(JUNE)
    other = project.out / "editions" / "2020-01-01" / "manifest.json"
    other.parent.mkdir()
    other.write_text("{}", encoding="utf-8")
    for date in (NOVEMBER, DECEMBER):
        put_in(project.series)
        project.build(date, keep=2)
    assert kept_dates(project.out) == ("2020-01-01", NOVEMBER, DECEMBER)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"format": 3', b'"format": 1', "edition-format"),
        (b'"banner": "inner"', b'"banner": "open"', "edition-changed"),
        (b'"audiences": [', b'"audiences": 7, "x": [', "edition-changed"),
        (b"{", b"", "edition-unreadable"),
    ],
)
def test_an_edition_that_cannot_count_is_named_and_passed_over(
    project: Project, old: bytes, new: bytes, code: str
) -> None:
    project.build(JUNE)
    put_in(project.series)
    project.build(NOVEMBER)
    for place in ("manifest.json", f"editions/{NOVEMBER}/manifest.json"):
        data = (project.out / place).read_bytes()
        assert old in data
        (project.out / place).write_bytes(data.replace(old, new, 1))
    put_in(project.series)
    assert code in codes(project.build(DECEMBER))
    assert project.told("press/manifest.json")["since"] == JUNE


# A machine that is busy with other work draws slowly.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_no_json_is_a_crash(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "editions" / JUNE).mkdir(parents=True)
    (folder / "editions" / JUNE / "manifest.json").write_text(json.dumps(value), encoding="utf-8")
    edition, found = find_base(folder, NOVEMBER)
    assert edition is None
    assert found


def test_what_is_withheld_now_is_repeated_to_nobody_below(project: Project) -> None:
    """Neither in the report nor in any file of the audience; the series' report has it."""
    project.build(JUNE)
    names = [p.name for p in project.series.main.sections["risks"]]
    raise_marking(project.series, random.Random(1))
    project.build(NOVEMBER)
    for path in (project.out / "press").iterdir():
        parts = decode(path.read_bytes(), path.suffix[1:])
        assert not [name for name in names if any(name in part.text for part in parts)], path.name
    assert "There is no change to report" in project.report("press")
    assert all(name in project.report() for name in names)
    assert "**Marking raised**" in project.report()
    assert project.told()["banner"] == "secret"


def test_the_report_bears_the_marking_of_what_it_repeats(project: Project) -> None:
    project.build(JUNE)
    project.series.dropped = {("press", "risks")}
    project.build(NOVEMBER)
    assert project.told("press/manifest.json")["banner"] == "open"
    assert "**inner**" in project.report("press")


def test_the_command_compares_with_any_kept_edition(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for date in (JUNE, NOVEMBER, DECEMBER):
        put_in(project.series)
        project.build(date)
    common = [str(project.config), "--out", str(project.out.parent)]
    assert main(["changes", *common]) == ExitCode.OK
    assert capsys.readouterr().out == project.report()
    assert main(["changes", *common, "--audience", "press"]) == ExitCode.OK
    assert capsys.readouterr().out == project.report("press")
    assert main(["changes", *common, "--since", JUNE, "--json", "--audience", "press"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["since"] == JUNE
    assert len(told["changes"][0]["sentences"]) == 2
    assert main(["changes", *common, "--since", "2021-06-03"]) == ExitCode.USAGE
    assert f'did you mean "{JUNE}"' in capsys.readouterr().err
    assert main(["changes", *common, "--audience", "pres"]) == ExitCode.USAGE
    assert 'did you mean "press"' in capsys.readouterr().err


def edit(after: str, fate: str = "theirs") -> EditRecord:
    return EditRecord(
        what="change", fate=fate, block="s/p1", marking="open", section="Roadmap",
        before="The pier is old.", after=after, says="The pier is wet.",
    )  # fmt: skip


def test_edits_of_people_are_new_once_and_conflicts_till_they_are_settled() -> None:
    then = ToldPack(audience="desk", as_of=JUNE, banner="open", edits=(edit("The pier is ours."),))
    now = replace(
        then,
        as_of=NOVEMBER,
        edits=(edit("The pier is ours."), edit("The pier is new."), edit("It leaks.", "conflict")),
    )
    found = compare(then, now, lambda *_: False)
    assert [e.after for e in found.edits] == ["The pier is new."]
    assert [e.after for e in found.conflicts] == ["It leaks."]
    assert compare(now, now, lambda *_: False).conflicts == found.conflicts
    words = defaultdict(str, people="People", said_of="{first}: {next}")
    report = "\n".join(report_lines(found, words, "en", level=2))
    assert "The pier is new." in report
    assert "People: It leaks." in report


def test_undated_packs_are_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    config = project.series.write(project.folder / "undated")
    build(BuildOptions(configs=(config,), out=project.out.parent))
    assert kept_dates(project.out) == ()
    assert read_edition(project.out, "manifest.json")[0] is not None


sentences = st.lists(st.text("abcdefgh ", min_size=1, max_size=12), max_size=7)


@given(sentences, sentences)
def test_steps_hold_every_sentence_of_both(before: list[str], after: list[str]) -> None:
    steps = sentence_steps(before, after)
    assert [step.after for step in steps if step.after] == after
    assert sorted(step.before for step in steps if step.before) == sorted(before)
    assert (before == after) == (not any(step.changed for step in steps))


@given(st.permutations(range(9)))
def test_what_stayed_in_order_is_the_most_there_is(places: list[int]) -> None:
    kept = sorted(in_order(dict(enumerate(places))))
    rising = [places[i] for i in kept]
    assert rising == sorted(rising)
    longest = [0] * len(places)
    for n, place in enumerate(places):
        longest[n] = 1 + max((longest[m] for m in range(n) if places[m] < place), default=0)
    assert len(kept) == max(longest)
