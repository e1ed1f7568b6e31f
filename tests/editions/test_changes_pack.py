"""What is new, in the packs themselves: box, bars, words beside them, and room for them."""

from __future__ import annotations

import datetime
import io
import random
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from briefgen.build import BuildOptions, BuildOutcome, build
from tests.editions.scripted_changes import (
    Series,
    add_row,
    cut_row,
    cut_sentence,
    make_series,
    put_in,
    re_date,
    reword,
    take_out,
)
from tests.pdf.gate import need_chinese
from tests.pdf.reading import structure_words
from tests.places import PROJECT
from tests.word.reading import words_of

pytestmark = pytest.mark.usefixtures("one_run")

SERIES = "papers"


@dataclass(frozen=True)
class Project:
    folder: Path

    def build(self, series: Series, as_of: str, *changes: tuple[str, str]) -> BuildOutcome:
        config = series.write(self.folder / f"project-{as_of}")
        text = config.read_text("utf-8")
        for old, new in (("formats: [docx]", "formats: [pdf, docx]"), *changes):
            assert old in text
            text = text.replace(old, new)
        config.write_text(text, encoding="utf-8")
        date = datetime.date.fromisoformat(as_of)
        return build(BuildOptions(configs=(config,), out=self.folder / "out", as_of=date))

    def file(self, audience: str, form: str) -> Path:
        return self.folder / "out" / SERIES / audience / f"{SERIES}-{audience}.{form}"

    def words(self, audience: str = "desk") -> str:
        """The words of the PDF, in reading order, which are those of the memo too."""
        _marking, *body = structure_words(self.file(audience, "pdf"))
        shown = " ".join(body)
        assert shown == " ".join(words_of(self.file(audience, "docx").read_bytes()))
        return shown


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def changed() -> Series:
    """A new point, a reworded sentence, a passage taken out, a new milestone."""
    series, chance = make_series(), random.Random(3)
    for change in (put_in, reword, take_out, add_row):
        change(series, chance)
    return series


def test_a_first_edition_has_neither_box_nor_words(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    assert "New since" not in project.words()


def test_the_box_lists_what_is_new_and_a_word_stands_beside_it(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    series = changed()
    project.build(series, "2021-11-30")
    words = project.words()
    assert "New since 30 June 2021" in words
    assert "A bar in the margin marks each place." in words
    for kind, _, name in series.expected["desk"]:
        if kind in ("new", "reworded") and name:
            told = {"new": "New", "reworded": "Reworded"}[kind]
            assert re.search(rf"{told} {name}|\({told}\) {name}", words), name
    gone = [name for kind, _, name in series.expected["desk"] if kind == "taken-out"]
    assert gone
    assert not any(name in words for name in gone)
    assert "Taken out" in words


def test_the_box_is_silent_on_what_did_not_happen(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    series = make_series()
    reword(series, random.Random(1))
    project.build(series, "2021-11-30")
    assert "Reworded" in project.words()
    assert "Taken out" not in project.words()
    assert "Nothing to report" not in project.words()


def test_the_box_speaks_of_bars_only_where_there_are_some(project: Project) -> None:
    """A strip of milestones has a word at the date, and no bar."""
    strip = ("Milestones, layout: table", "Milestones, layout: strip")
    project.build(make_series(), "2021-06-30", strip)
    series = make_series()
    re_date(series, random.Random(1))
    project.build(series, "2021-11-30", strip)
    words = project.words()
    assert "(Re-dated)" in words
    assert "A bar in the margin" not in words


def test_many_changes_are_counted_by_section(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    series, chance = make_series(), random.Random(9)
    for role in ("summary", "risks", "roadmap"):
        for change in (put_in, reword, take_out):
            series.touched = {"summary", "risks", "roadmap"} - {role}
            change(series, chance)
    project.build(series, "2021-11-30")
    assert re.search(r"Risks (?:\w[\w ]*: \d(?:; )?){3}", project.words())


def test_an_audience_or_a_template_does_without(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    off = ("ceiling: secret", "ceiling: secret\n    changes: false")
    project.build(changed(), "2021-11-30", off)
    assert "New since" not in project.words("desk")
    assert "New since" in project.words("press")


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Nouveau depuis le"), ("de", "Neu seit"), ("zh", "以来的更新")],
)
def test_the_box_speaks_the_language_of_the_pack(
    project: Project, language: str, title: str
) -> None:
    if language == "zh":
        need_chinese()
    spoken = ("ceiling: secret", f"ceiling: secret\n    language: {language}")
    project.build(make_series(), "2021-06-30", spoken)
    project.build(changed(), "2021-11-30", spoken)
    assert title in project.words()


def test_on_one_page_the_box_is_short(project: Project) -> None:
    """And where even that has no room, it is left out with a warning."""
    one = ("ceiling: secret", "ceiling: secret\n    limit: {pages: 1}")
    project.build(make_series(), "2021-06-30", one)
    outcome = project.build(changed(), "2021-11-30", one)
    with pikepdf.open(project.file("desk", "pdf")) as file:
        assert len(file.pages) == 1
    left_out = any(d.code == "new-since-left-out" for d in outcome.diagnostics)
    assert left_out or re.search(r"New: \d", project.words())


# --- the memo with tracked changes ----------------------------------------------------------------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def settled(data: bytes, *, accept: bool) -> list[str]:
    """The words of a memo's body with all tracked changes accepted, or all refused."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    left_out = "del" if accept else "ins"
    words: list[str] = []
    for node in body.iter(f"{W}t", f"{W}delText", f"{W}p"):
        if node.tag == f"{W}p":
            words.append(" ")
        elif not any(above.tag == f"{W}{left_out}" for above in node.iterancestors()):
            words.append(node.text or "")
    return "".join(words).split()


@pytest.mark.parametrize("seed", range(6))
def test_accepted_they_are_the_new_memo_and_refused_the_old_one(
    project: Project, seed: int
) -> None:
    series, chance = make_series(), random.Random(seed)
    for change in chance.sample([put_in, reword, take_out, add_row, cut_row, cut_sentence], 4):
        change(series, chance)
    off = ("ceiling: secret", "ceiling: secret\n    changes: false")
    project.build(make_series(), "2021-06-30")
    old = settled(project.file("desk", "docx").read_bytes(), accept=True)
    project.build(series, "2021-11-30")
    tracked = project.file("desk", "docx").with_name("papers-desk-changes.docx").read_bytes()
    shutil.rmtree(project.folder / "project-2021-11-30")
    project.build(series, "2021-11-30", off)
    new = settled(project.file("desk", "docx").read_bytes(), accept=True)
    assert settled(tracked, accept=True) == new
    refused = " ".join(settled(tracked, accept=False))
    assert plain(refused.replace("30 November", "30 June")) == plain(" ".join(old))
    assert b'w:author="briefgen"' in zipfile.ZipFile(io.BytesIO(tracked)).read("word/document.xml")


def plain(words: str) -> list[str]:
    """Without note marks and line numbers, which go with the edition, and in no order: what was
    taken out stands nearest to where it stood."""
    return sorted(re.findall(r"[A-Za-z]{4,}|\b20[0-2]\d\b", words))


def test_a_memo_with_changes_that_somebody_edited_is_kept_beside(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    project.build(changed(), "2021-11-30")
    tracked = project.file("desk", "docx").with_name("papers-desk-changes.docx")
    tracked.write_bytes(b"edited")
    shutil.rmtree(project.folder / "project-2021-11-30")
    outcome = project.build(changed(), "2021-11-30")
    assert "changed-pdf" in {d.code for d in outcome.diagnostics}
    assert [p.read_bytes() for p in tracked.parent.glob("*.kept-*.docx")] == [b"edited"]
    assert tracked.read_bytes() != b"edited"


def test_a_template_has_to_place_the_box(project: Project) -> None:
    project.build(make_series(), "2021-06-30")
    series = changed()
    config = series.write(project.folder / "own")
    text = config.read_text("utf-8").replace("template: bluf-memo", "template: press-brief")
    config.write_text(text.replace("ceiling: secret", "ceiling: secret\n    changes: true"))
    templates = PROJECT / "templates" / "press-brief"
    own = project.folder / "own" / "templates" / "press-brief"
    own.mkdir(parents=True)
    for path in templates.iterdir():
        body = path.read_text("utf-8").replace("{{ new_since | place }}", "")
        (own / path.name).write_text(body, encoding="utf-8")
    outcome = build(
        BuildOptions(
            configs=(config,), out=project.folder / "out", as_of=datetime.date(2021, 11, 30)
        )
    )
    assert ("desk", "new-since-not-placed") in {(d.audience, d.code) for d in outcome.diagnostics}
