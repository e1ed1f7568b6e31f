"""People's edits as the change report, the box and the bars tell them: what the pack says, once."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.proving.tracing import trace_words
from briefgen.build.proving.verifying import verify_files
from briefgen.build.reporting.asking import report_changes
from briefgen.diagnostics import Severity
from briefgen.editions.changes.comparing import PackChanges
from tests.pdf.reading import structure_words
from tests.word.like import W, WordFile
from tests.word.reading import words_of

pytestmark = pytest.mark.usefixtures("one_run")

JUNE, NOVEMBER, LATER = "2021-06-30", "2021-11-30", "2021-12-31"
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
    sections:
      - {{id: main, label: Levels, layout: paragraphs, select: {{title: "Levels*"}}}}
      - {{id: plans, label: Plans, layout: bullets, select: {{title: "Plans*"}}}}
"""
SOURCE = """\
# Report of the gauges

## Levels of the year

The upper gauge fell in spring. It rose again when the snow melted.

The lower gauge stayed where it was. Its keeper retired in autumn.

## Plans for both banks

- A common calendar is kept from next year.
- Both banks read their gauges on the same day.
- The joint fleet gets a third boat.
"""
FELL, SANK, DROVE = "fell in spring", "sank in spring", "fell in May"


class Project:
    """A series whose memo people edit between its editions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = SOURCE
        for name in ("configs", "seeds"):
            (folder / name).mkdir()

    def run(self, as_of: str, *changes: tuple[str, str]) -> BuildOutcome:
        """An edition after these changes of the source."""
        for old, new in changes:
            assert old in self.source
            self.source = self.source.replace(old, new)
        (self.folder / "seeds" / "report.md").write_text(self.source, encoding="utf-8")
        config = CONFIG.format(as_of=as_of)
        (self.folder / "configs" / "rivers.yaml").write_text(config, encoding="utf-8")
        return build(BuildOptions(configs=(Path("configs/rivers.yaml"),), pull=True))

    def edit(self, *edits: tuple[str, ...]) -> None:
        file = WordFile(self.file("docx").read_bytes())
        for one in edits:
            file.play(one)
        self.file("docx").write_bytes(file.data())

    def file(self, form: str) -> Path:
        return self.folder / "out" / "rivers" / "desk" / f"rivers-desk.{form}"

    def words(self) -> str:
        """The words of the PDF, which are those of the memo too."""
        _marking, *body = structure_words(self.file("pdf"))
        shown = " ".join(body)
        assert shown == " ".join(words_of(self.file("docx").read_bytes()))
        return shown

    def unproven(self) -> list[str]:
        """The texts of both files that claim a source and stand in none."""
        files = [self.file("pdf"), self.file("docx")]
        checked, _ = verify_files(files, [Path("configs/rivers.yaml")], None, None)
        assert len(checked) == 2
        return [v.text for c in checked for v in c.verdicts if v.status == "not-in-source"]

    def report(self) -> str:
        text = self.file("pdf").with_name("changes.md").read_text("utf-8")
        assert "\n\n\n" not in text
        return text

    def changes(self) -> PackChanges:
        """What `briefgen changes` says, which is what the build said."""
        (answer,), found = report_changes((Path("configs/rivers.yaml"),), None, None, "", "desk")
        assert found == ()
        assert answer.pack is not None
        assert answer.report.decode() == self.report()
        return answer.pack

    def kinds(self) -> list[str]:
        return [change.kind for change in self.changes().passages]

    def manifest(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.file("pdf").with_name("manifest.json").read_text())
        return data


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    made = Project(tmp_path)
    made.run(JUNE)
    return made


def test_a_new_edit_is_told_once_with_both_wordings(project: Project) -> None:
    project.edit(("replace", FELL, SANK))
    project.run(NOVEMBER)
    assert project.kinds() == ["edited"]
    report = project.report()
    assert report.count("Before: The upper gauge fell in spring.") == 1
    assert report.count("Now: The upper gauge sank in spring.") == 1
    assert "Edits by people" not in report
    words = project.words()
    assert "Edited by hand The upper gauge sank" in words
    assert "Edited by hand Levels: One sentence" in words
    assert "Taken out" not in words


def test_an_edit_that_stood_before_is_no_news(project: Project) -> None:
    project.edit(("replace", FELL, SANK))
    project.run(JUNE)
    project.run(NOVEMBER, ("a third boat", "a fourth boat"))
    assert project.kinds() == ["reworded"]
    assert "sank" not in project.report()
    project.run(LATER, ("a fourth boat", "a fifth boat"))
    assert project.kinds() == ["reworded"]


def test_a_conflict_is_told_one_way_everywhere(project: Project) -> None:
    project.edit(("replace", FELL, SANK))
    project.run(JUNE)
    outcome = project.run(NOVEMBER, (FELL, DROVE))
    assert [d.code for d in outcome.diagnostics if d.severity is Severity.WARNING] == [
        "edit-conflict"
    ]
    assert project.kinds() == []
    (conflict,) = project.changes().conflicts
    assert (DROVE in conflict.says, SANK in conflict.after) == (True, True)
    report = project.report()
    assert "Source: The upper gauge fell in May." in report
    assert "People: The upper gauge sank in spring." in report
    assert "Now:" not in report
    words = project.words()
    assert "Source differs The upper gauge sank in spring." in words
    assert "Reworded" not in words
    assert "The source now says: The upper gauge fell in May." in words
    assert "fell in May. It rose" not in words  # what it says as before is left out
    assert project.unproven() == []


def test_where_both_changed_other_sentences_both_are_told(project: Project) -> None:
    project.edit(("replace", FELL, SANK))
    project.run(JUNE)
    project.run(NOVEMBER, ("when the snow melted", "when the ice broke"))
    assert project.kinds() == ["reworded"]
    assert "Now: It rose again when the ice broke." in project.report()
    assert FELL not in project.report()


def test_what_people_took_out_is_not_taken_out_by_the_source(project: Project) -> None:
    project.edit(("delete", "Both banks read"))
    project.run(NOVEMBER)
    assert project.kinds() == ["deleted"]
    assert "**Taken out by hand**" in project.report()
    assert "**Taken out**" not in project.report()
    words = project.words()
    assert "Taken out by hand Plans: One passage" in words  # in the box
    assert "third boat. Taken out by hand One passage" in words  # where it stood
    assert project.unproven() == []
    (gone,) = [p for s in project.manifest()["sections"] for p in s["left_out"]]
    assert (gone["why"], gone["words"]) == ("people", [])
    project.run(LATER, ("a third boat", "a fourth boat"))
    assert project.kinds() == ["reworded"]
    assert project.changes().edits == ()


def test_what_people_took_out_is_not_repeated_once_the_source_drops_it(project: Project) -> None:
    project.edit(("delete", "Both banks read"))
    project.run(JUNE)
    project.run(NOVEMBER, ("- Both banks read their gauges on the same day.\n", ""))
    assert "on the same day" not in json.dumps(project.manifest())


def test_words_that_are_kept_after_their_source_is_gone_are_not_taken_out(
    project: Project,
) -> None:
    project.edit(("replace", "on the same day", "at the same hour"))
    project.run(JUNE)
    project.run(NOVEMBER, ("- Both banks read their gauges on the same day.\n", ""))
    assert "at the same hour" in project.words()
    assert "taken-out" not in project.kinds()


def test_what_people_add_is_listed_in_the_box_and_in_the_report(project: Project) -> None:
    project.edit(("insert", "The lower gauge", "Our own engineer doubts this."))
    project.run(NOVEMBER)
    assert project.kinds() == []
    assert "Now: Our own engineer doubts this." in project.report()
    assert "Edited by hand One edit by people" in project.words()


def test_an_edit_that_is_dropped_gives_the_source_its_words_back(project: Project) -> None:
    project.edit(("replace", FELL, SANK))
    project.run(JUNE)
    (project.folder / "configs" / "overrides" / "rivers" / "desk.yaml").unlink()
    project.run(NOVEMBER)
    assert project.kinds() == ["reworded"]
    assert "Now: The upper gauge fell in spring." in project.report()


@pytest.mark.parametrize(
    "edit", [("delete", "Both banks read"), ("rewrite", "Both banks read", "Nobody reads a gauge.")]
)
def test_words_that_people_took_out_are_traced_to_them(
    project: Project, edit: tuple[str, ...]
) -> None:
    project.edit(edit)
    project.run(JUNE)
    config = [Path("configs/rivers.yaml")]
    for words, answer in (("on the same day", "by-people"), ("a third boat", "in-the-pack")):
        (trace,), _ = trace_words("desk", words, config)
        assert trace.answer == answer


def test_words_that_people_typed_are_traced_to_them(project: Project) -> None:
    project.edit(
        ("replace", FELL, SANK), ("insert", "The lower gauge", "Our engineer doubts this.")
    )
    project.run(JUNE)
    config = [Path("configs/rivers.yaml")]
    for words in ("upper gauge sank", "engineer doubts"):
        (trace,), found = trace_words("desk", words, config)
        assert (trace.answer, found) == ("typed-by-people", ())
        assert trace.file == "configs/overrides/rivers/desk.yaml"
    (below,), _ = trace_words("desk", "engineer doubts", config, clearance="OPEN")
    assert below.answer == "nowhere"


# --- the box --------------------------------------------------------------------------------------

BOXED = "Taken out by hand Plans: One passage"


@pytest.fixture
def boxed(project: Project) -> Project:
    """A project whose memo has a box that lists a change."""
    project.edit(("delete", "Both banks read"))
    project.run(NOVEMBER)
    assert BOXED in project.words()
    return project


def test_what_a_memo_says_of_its_changes_is_no_edit_of_people(boxed: Project) -> None:
    before = len(boxed.manifest()["edits"])
    boxed.edit(("replace", FELL, SANK))
    outcome = boxed.run(LATER, ("a third boat", "a fourth boat"))
    assert [d.code for d in outcome.diagnostics if d.severity is Severity.WARNING] == []
    assert len(boxed.manifest()["edits"]) == before + 1
    assert boxed.kinds() == ["edited", "reworded"]


@pytest.mark.parametrize(
    "edit",
    [
        ("replace", "Plans: One passage", "Plans: One long passage"),
        ("comment", "Plans: One", "Why?", "Ana"),
    ],
)
def test_what_people_write_into_the_box_is_named_as_not_carried(
    boxed: Project, edit: tuple[str, ...]
) -> None:
    boxed.edit(edit)
    outcome = boxed.run(NOVEMBER)
    codes = [d.code for d in outcome.diagnostics if d.severity is Severity.WARNING]
    assert codes == ["edit-not-carried"]
    assert BOXED in boxed.words()


def test_what_people_took_out_stays_theirs_when_the_source_changes_it(project: Project) -> None:
    project.edit(("delete", "Both banks read"))
    project.run(NOVEMBER, ("on the same day", "at the same hour"))
    assert project.kinds() == ["deleted"]


# --- tracked changes ------------------------------------------------------------------------------


def test_what_is_gone_stands_beside_its_neighbour_although_ids_have_shifted(
    project: Project,
) -> None:
    project.run(NOVEMBER, ("- A common calendar is kept from next year.\n", ""))
    data = project.file("docx").with_name("rivers-desk-changes.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    said = [
        "".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")) for p in root.iter(f"{W}p")
    ]
    points = [text for text in said if text.startswith(("A common", "Both banks", "The joint"))]
    assert [text.split()[0] for text in points] == ["Both", "A", "The"]
