"""Letterheads in a project: named in the config, checked by a command, kept in the manifest."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.cli import main
from briefgen.diagnostics import Place, Severity, in_print_order
from briefgen.errors import ExitCode
from tests.places import PROJECT
from tests.word.letterhead_samples import SIGNED, default_template, ministry
from tests.word.reading import words_of

AUDIENCE = """
  one: {{title: Where we stand, template: bluf-memo, ceiling: "TLP:CLEAR", formats: [docx]{style}}}
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A project with the samples, and a letterhead that withholds nothing."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    (tmp_path / "letterhead.docx").write_bytes(ministry(body=SIGNED))
    return tmp_path


def run(work: Path, style: str = "{word: letterhead.docx}", own: str = "") -> BuildOutcome:
    (work / "briefgen.yaml").write_text(
        f"""series: Example
as_of: 2021-11-30
sources: [{{path: "seeds/*", marking: "TLP:CLEAR"}}]
markings: [{{select: {{role: risks}}, marking: "TLP:RED"}}]
defaults: {{style: {style}}}
audiences:{AUDIENCE.format(style=own)}
""",
        encoding="utf-8",
    )
    return build(BuildOptions(configs=(work / "briefgen.yaml",)))


def errors(outcome: BuildOutcome) -> list[tuple[str, ExitCode]]:
    return [(d.code, d.exit) for d in outcome.diagnostics if d.severity >= Severity.ERROR]


def test_a_memo_is_set_in_the_letterhead_of_the_defaults(work: Path) -> None:
    outcome = run(work)
    assert errors(outcome) == []
    data = (work / "out/example/one/example-one.docx").read_bytes()
    assert "Signed and sealed" in " ".join(words_of(data))


def test_a_page_limit_does_not_promise_pages_of_a_letterhead(work: Path) -> None:
    for own, count in (("limit: {pages: 3}", 1), ("limit: {pages: 3}, style: compact", 0)):
        codes = [d.code for d in run(work, own=f", {own}").diagnostics]
        assert codes.count("letterhead-pages") == count


def test_a_letterhead_with_less_room_than_the_pdf_is_a_warning_with_both_measures(
    work: Path,
) -> None:
    (found,) = (
        d for d in run(work, own=", limit: {pages: 3}").diagnostics if d.code == "letterhead-pages"
    )
    assert found.severity is Severity.WARNING
    assert len(re.findall(r"\d+ x \d+ mm", found.message)) == 2


def test_an_audience_has_its_own_style_instead(work: Path) -> None:
    run(work, own=", style: plain")
    data = (work / "out/example/one/example-one.docx").read_bytes()
    assert "sealed" not in words_of(data)


def test_its_bytes_are_an_input_of_the_manifest(work: Path) -> None:
    run(work)
    inputs = json.loads((work / "out/example/manifest.json").read_text(encoding="utf-8"))["inputs"]
    found = [(i["path"], i["sha256"]) for i in inputs if i["kind"] == "letterhead"]
    data = (work / "letterhead.docx").read_bytes()
    assert found == [("letterhead.docx", hashlib.sha256(data).hexdigest())]


def test_its_words_are_no_leak_and_those_of_a_withheld_passage_are_its_own_affair(
    work: Path,
) -> None:
    """A letterhead's words are the audience's own, though a withheld passage has them too."""
    seed = work / "seeds" / "own.txt"
    words = "Signed and sealed by Marshal Quorvanta behind the grey depot wall."
    seed.write_text(f"Depots\n\n1. Risks\n\n{words}\n", encoding="utf-8")
    assert errors(run(work)) == []
    body = SIGNED.replace("Signed and sealed", words)
    (work / "letterhead.docx").write_bytes(ministry(body=body))
    assert errors(run(work)) == []


@pytest.mark.parametrize(
    ("style", "code", "hint"),
    [
        ("{word: none.docx}", "named-file", "look at the path"),
        ("{word: ../letterhead.docx}", "named-file", "inside the project"),
        ("{word: /letterhead.docx}", "named-file", "inside the project"),
        ("{word: briefgen.yaml}", "named-file", ".docx"),
        ("{word: broken.docx}", "letterhead", "save it anew"),
        ("{wrod: letterhead.docx}", "unknown-key", "word"),
    ],
)
def test_a_letterhead_that_cannot_be_had_is_named_at_its_line(
    work: Path, style: str, code: str, hint: str
) -> None:
    (work / "broken.docx").write_bytes(b"no zip")
    found = [d for d in run(work, style).diagnostics if d.severity >= Severity.ERROR]
    assert [(d.code, d.exit) for d in found] == [(code, ExitCode.CONFIG)]
    assert hint in found[0].hint
    assert found[0].place is not None
    assert (found[0].place.file, found[0].place.line) == (str(work / "briefgen.yaml"), 5)


def test_a_letterhead_with_a_marking_of_its_own_is_refused(work: Path) -> None:
    head = "<w:p><w:r><w:t>TLP:RED</w:t></w:r></w:p>"
    (work / "letterhead.docx").write_bytes(ministry(first=head))
    assert errors(run(work)) == [("letterhead-marked", ExitCode.MARKING)]


def test_a_style_that_others_share_names_no_letterhead(work: Path) -> None:
    (work / "templates/styles").mkdir(parents=True)
    style = "extends: plain\nword: letterhead.docx\n"
    (work / "templates/styles/house.yaml").write_text(style, encoding="utf-8")
    assert errors(run(work, "house")) == [("style-word", ExitCode.CONFIG)]


def test_one_command_says_what_memos_take_from_a_letterhead(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = work / "plain.docx"
    plain.write_bytes(default_template())
    assert main(["template", "check", str(work / "letterhead.docx"), str(plain)]) == ExitCode.OK
    shown = capsys.readouterr().out
    for words in (
        "room for text 165 x 227 mm", 'place body       content control "body"',
        'place date       field "DATE"', "its own styles: Normal, heading 1, heading 2",
        "ours stand in: Body Text", "marking added to head and foot of: default",
        "not carried over: custom XML data",
    ):  # fmt: skip
        assert words in shown


def test_the_command_prints_data_and_names_what_is_refused(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "broken.docx").write_bytes(b"no zip")
    paths = [str(work / name) for name in ("letterhead.docx", "broken.docx", "none.dotx")]
    assert main(["template", "check", *paths, "--json"]) == ExitCode.CONFIG
    shown = capsys.readouterr()
    [check] = json.loads(shown.out)
    assert {"marking", "title", "to", "from", "date", "body"} <= {p[0] for p in check["places"]}
    assert "heading 3" in check["missing"]
    assert shown.err.count("error [") == 2


def test_what_a_letterhead_lacks_is_said_once_at_its_file(work: Path) -> None:
    (work / "letterhead.docx").write_bytes(default_template())
    run(work)
    config = work / "briefgen.yaml"
    twin = AUDIENCE.format(style="").replace("one:", "two:", 1)
    config.write_text(config.read_text("utf-8") + twin, encoding="utf-8")
    found = build(BuildOptions(configs=(config,), force=True)).diagnostics
    found = tuple(d for d in found if d.code == "letterhead-marking")
    assert len(found) == 2
    (said,) = in_print_order(found)
    assert said.place == Place("letterhead.docx")
    assert said.audience == ""
