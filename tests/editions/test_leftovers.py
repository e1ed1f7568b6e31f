"""Files of earlier runs beside a pack: ours go, releases move, people's stay and are named."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import BuildOutcome
from briefgen.cli import main
from briefgen.errors import ExitCode
from briefgen.proof.decoding import decode
from tests.editions.test_freshness import SLUG, built, edit, files_in, in_config, run, work

__all__ = ["built", "work"]  # fixtures

FINAL = f"{SLUG}-memo.final.docx"
WITHHELD = "\n\nThe harbour master of Ersby keeps seven crates of amber behind the sluice.\n"


def names_in(work: Path, folder: str = "memo") -> set[str]:
    return {path.name for path in (work / "out" / SLUG / folder).iterdir()}


def said(outcome: BuildOutcome, *codes: str) -> list[tuple[str, str]]:
    return [
        (d.code, Path(d.place.file).name if d.place else "")
        for d in outcome.diagnostics
        if d.code in codes
    ]


def check(work: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    config = str(work / "configs" / "harbours.yaml")
    capsys.readouterr()
    code = main(["check", config, "--json"])
    return code, json.loads(capsys.readouterr().out)[0]["audiences"]


def drop_word(work: Path) -> None:
    in_config("    formats: [pdf, docx]\n", "    formats: [pdf]\n")(work)


def rewrite(work: Path, path: str, data: bytes) -> None:
    (work / "out" / SLUG / "memo" / path).write_bytes(data)


def test_a_format_that_is_no_longer_made_goes_with_its_file(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drop_word(work)
    assert check(work, capsys)[0] == ExitCode.STALE
    outcome = run(work)
    assert said(outcome, "file-removed") == [("file-removed", f"{SLUG}-memo.docx")]
    assert names_in(work) == {f"{SLUG}-memo.pdf", "changes.md", "manifest.json"}
    assert check(work, capsys)[0] == ExitCode.OK
    assert run(work).written == ()


def test_a_format_that_was_not_asked_for_stays_and_is_stale(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    run(work, formats=("pdf",), audiences=("memo",))
    assert f"{SLUG}-memo.docx" in names_in(work)
    code, packs = check(work, capsys)
    assert code == ExitCode.STALE
    assert f"output memo/{SLUG}-memo.docx of an earlier run" in packs[0]["why"]


def test_an_edited_file_is_never_removed_and_named_by_every_run(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drop_word(work)
    rewrite(work, f"{SLUG}-memo.docx", b"by people")
    for _ in range(3):
        outcome = run(work)
        assert said(outcome, "file-outdated") == [("file-outdated", f"{SLUG}-memo.docx")]
        code, packs = check(work, capsys)
        assert code == ExitCode.STALE
        assert packs[0]["why"] == [f"outdated, edited by hand: memo/{SLUG}-memo.docx"]
        assert packs[1]["why"] == []
    assert outcome.written == ()  # what a run cannot mend makes no pack anew
    config = str(work / "configs" / "harbours.yaml")
    assert main(["status", "--config", config]) == ExitCode.OK
    assert f"kept beside it: {work}/out/{SLUG}/memo/{SLUG}-memo.docx" in capsys.readouterr().out
    (work / "out" / SLUG / "memo" / f"{SLUG}-memo.docx").unlink()
    assert check(work, capsys)[0] == ExitCode.OK
    assert said(run(work), "file-outdated") == []


def reword_memo(work: Path, old: str, new: str) -> None:
    """As somebody does in Word."""
    path = work / "out" / SLUG / "memo" / f"{SLUG}-memo.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize("first", [True, False], ids=["with a pull", "pulled later"])
def test_edits_in_a_memo_that_is_no_longer_made_are_read_by_a_pull(
    work: Path, *, first: bool
) -> None:
    reword_memo(work, "40 metres", "41 metres")
    drop_word(work)
    outcome = run(work, pull=first)
    (named,) = (d for d in outcome.diagnostics if d.code == "file-outdated")
    assert "briefgen build --pull" in named.hint
    outcome = outcome if first else run(work, pull=True)
    assert said(outcome, "memo-pulled") == [("memo-pulled", f"{SLUG}-memo.docx")]
    recorded = work / "configs" / "overrides" / SLUG / "memo.yaml"
    assert "41 metres" in recorded.read_text(encoding="utf-8")
    again = run(work, pull=True)
    assert (again.written, said(again, "memo-pulled")) == ((), [])


def test_an_edited_file_stays_named_when_its_pack_is_made_again(work: Path) -> None:
    reword_memo(work, "40 metres", "41 metres")
    drop_word(work)
    run(work)
    for words in ("50 metres", "60 metres"):
        edit(work / "seeds" / "report.txt", "metres long", f"metres or {words} long")
        assert said(run(work), "file-outdated") == [("file-outdated", f"{SLUG}-memo.docx")]


def test_a_release_is_kept_with_its_edition_once_the_pack_has_changed(work: Path) -> None:
    run(work, final=True)
    release = (work / "out" / SLUG / "memo" / FINAL).read_bytes()
    run(work, force=True)  # nothing has changed: it is the release of this pack still
    assert FINAL in names_in(work)
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    outcome = run(work)
    assert said(outcome, "release-kept")[0] == ("release-kept", FINAL)
    assert len(said(outcome, "release-kept")) == 2
    assert FINAL not in names_in(work)
    kept = work / "out" / SLUG / "editions" / "2021-11-30" / "memo"
    assert [path.read_bytes() for path in kept.iterdir()] == [release]
    entry = json.loads((work / "out" / SLUG / "manifest.json").read_bytes())["audiences"][0]
    assert [one["path"] for one in entry["away"]] == [
        f"editions/2021-11-30/memo/{next(kept.iterdir()).name}"
    ]
    edit(work / "seeds" / "report.txt", "50 metres", "60 metres")
    run(work, final=True)
    edit(work / "seeds" / "report.txt", "60 metres", "70 metres")
    run(work)
    assert len(list(kept.iterdir())) == 2


def test_a_release_is_kept_where_a_new_one_takes_its_place(work: Path) -> None:
    run(work, final=True)
    release = (work / "out" / SLUG / "memo" / FINAL).read_bytes()
    assert said(run(work, final=True), "release-kept") == []  # it is the same
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    outcome = run(work, final=True)
    assert ("release-kept", FINAL) in said(outcome, "release-kept")
    assert (work / "out" / SLUG / "memo" / FINAL).read_bytes() != release
    kept = work / "out" / SLUG / "editions" / "2021-11-30" / "memo"
    assert [path.read_bytes() for path in kept.iterdir()] == [release]
    assert run(work, final=True).written == ()


def test_a_release_that_people_edited_stays_where_it_is(work: Path) -> None:
    run(work, final=True)
    rewrite(work, FINAL, b"signed")
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    outcome = run(work)
    assert ("file-outdated", FINAL) in said(outcome, "file-outdated")
    assert (work / "out" / SLUG / "memo" / FINAL).read_bytes() == b"signed"


def test_a_copy_of_an_edited_file_is_named_and_makes_nothing_stale(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(work, f"{SLUG}-memo.pdf", b"annotated")
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    run(work)
    for _ in range(2):
        outcome = run(work)
        assert [code for code, _ in said(outcome, "file-kept")] == ["file-kept"]
        code, packs = check(work, capsys)
        assert (code, len(packs[0]["beside"])) == (ExitCode.OK, 1)


def withhold(work: Path) -> None:
    in_config(
        "defaults:",
        'markings:\n  - {select: {contains: amber}, marking: "TLP:RED"}\ndefaults:',
    )(work)


def with_withheld_words(work: Path) -> Path:
    """A pack with words that are to be withheld; its PDF, changed by people."""
    source = work / "seeds" / "report.txt"
    source.write_text(source.read_text("utf-8") + WITHHELD, encoding="utf-8")
    run(work)
    pdf = work / "out" / SLUG / "memo" / f"{SLUG}-memo.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n% a remark\n")
    return pdf


@pytest.mark.parametrize("stood", [False, True], ids=["put aside now", "put aside before"])
def test_a_copy_that_holds_what_is_withheld_today_is_put_away(work: Path, *, stood: bool) -> None:
    pdf = with_withheld_words(work)
    data = pdf.read_bytes()
    if stood:
        run(work, force=True)
    withhold(work)
    outcome = run(work)
    assert [code for code, _ in said(outcome, "file-withheld", "file-kept")] == ["file-withheld"]
    assert "amber" not in "".join(map(str, outcome.diagnostics))
    assert names_in(work) == {"manifest.json", "changes.md", pdf.name, f"{SLUG}-memo.docx"}
    away = work / "out" / SLUG / "editions" / "2021-11-30" / "memo"
    assert [path.read_bytes() for path in away.iterdir()] == [data]
    shown = (work / "out" / SLUG / "memo" / "manifest.json").read_text("utf-8")
    assert ".kept-" not in shown
    assert run(work).written == ()


def test_removals_are_all_or_none_with_the_edition(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that fails after the file is gone brings it back."""
    drop_word(work)
    before = files_in(work / "out")
    unlink = Path.unlink
    failed: list[Path] = []

    def unlink_and_fail(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path.name == f"{SLUG}-memo.docx" and not failed:
            failed.append(path)
            raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(Path, "unlink", unlink_and_fail)
    outcome = run(work)
    assert failed
    assert "cannot-write" in {d.code for d in outcome.diagnostics}
    assert said(outcome, "file-removed") == []
    assert files_in(work / "out") == before


def test_a_file_of_another_format_that_holds_what_is_withheld_today_is_an_error(
    work: Path,
) -> None:
    pdf = with_withheld_words(work)
    run(work, force=True)
    withhold(work)
    outcome = run(work, formats=("docx",))
    assert ("file-above-ceiling", pdf.name) in said(outcome, "file-above-ceiling")
    assert pdf.exists()
    assert said(run(work), "file-above-ceiling") == []


def test_a_copy_that_cannot_be_read_stops_the_edition(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows what it holds."""
    rewrite(work, f"{SLUG}-memo.pdf", b"annotated")
    run(work, force=True)
    before = files_in(work / "out" / SLUG)
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if ".kept-" in path.name:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = run(work)
    monkeypatch.undo()
    assert "cannot-write" in {d.code for d in outcome.diagnostics}
    assert files_in(work / "out" / SLUG) == before


def test_a_run_with_nothing_to_do_names_the_copies_and_reads_no_source(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(work, f"{SLUG}-memo.pdf", b"annotated")
    run(work, force=True)
    monkeypatch.setattr("briefgen.build.build", lambda *_: pytest.fail("something was to do"))
    assert main(["build", str(work / "configs" / "harbours.yaml"), "--no-pull"]) == ExitCode.OK
    said = capsys.readouterr()
    assert "nothing to do" in said.out
    assert f"{SLUG}-memo.kept-" in said.err


def test_what_people_copied_there_under_another_name_is_named_if_it_holds_withheld_words(
    work: Path,
) -> None:
    pdf = with_withheld_words(work)
    folder = pdf.parent
    harmless = "The quay at Ersby is 40 metres long."
    strays = {
        "for the minister.PDF": pdf.read_bytes(),
        "memo (2).docx": (folder / f"{SLUG}-memo.docx").read_bytes(),
        "notes.txt": WITHHELD.encode(),
        "notes in another coding.txt": WITHHELD.encode("utf-16"),
        "damaged.docx": b"PK\x03\x04 damaged",
        "open.txt": harmless.encode("cp1252"),
        "picture.png": b"\x89PNG",
    }
    for name, data in strays.items():
        (folder / name).write_bytes(data)
    withhold(work)
    outcome = run(work)
    named = sorted(strays.keys() - {"open.txt", "picture.png"})
    assert said(outcome, "file-stray") == [("file-stray", name) for name in named]
    assert "amber" not in "".join(map(str, outcome.diagnostics))
    assert strays.items() <= {path.name: path.read_bytes() for path in folder.iterdir()}.items()


def test_the_years_of_a_time_axis_are_no_withheld_words(work: Path) -> None:
    """The axis of the pack has the year of a withheld sentence at one of its marks."""
    edit(
        work / "templates" / "short" / "template.yaml",
        "slots:\n",
        "slots:\n  - {id: history, label: History, layout: timeline, select: {role: milestones}}\n",
    )
    source = work / "seeds" / "report.txt"
    rows = "Milestones\n\n2011\tThe quay was dredged.\n2014\tA crane came.\n2019\tIt fell.\n"
    hidden = "In 2015 seven crates of amber lay behind the sluice.\n\n"
    source.write_text(f"{source.read_text('utf-8')}\n{hidden}{rows}", encoding="utf-8")
    withhold(work)
    outcome = run(work)
    pdf = work / "out" / SLUG / "memo" / f"{SLUG}-memo.pdf"
    said_there = {part.text for part in decode(pdf.read_bytes(), "pdf") if part.kind == "spoken"}
    assert any("2015" in text for text in said_there)
    pdf.write_bytes(pdf.read_bytes() + b"\n% a remark\n")
    outcome = run(work)
    assert said(outcome, "file-withheld") == []
    kept = [name for name in names_in(work) if ".kept-" in name]
    assert said(outcome, "changed-pdf")
    assert len(kept) == 1
