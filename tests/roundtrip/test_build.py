"""A memo that people edited, through whole runs: pulled, merged, marked, refused, released."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.memos.editing import load_edits
from briefgen.build.memos.pulling import pull_memo
from briefgen.build.memos.status import memo_states
from briefgen.build.proving.verifying import verify_files
from briefgen.config import Config, load_config
from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.roundtrip.store import read_store
from tests.word.like import WordFile
from tests.word.reading import faults_of, parts_of, words_of

CONFIG = """\
series: Rivers
as_of: 2024-05-03
ladder: [OPEN, DESK, CLOSED]
sources: [{path: "seeds/*", marking: OPEN}]
markings: [{select: {title: "Hidden*"}, marking: CLOSED}]
audiences:
  desk:
    title: What the rivers say
    template: bluf-memo
    ceiling: DESK
    formats: [docx]
    sections:
      - {id: main, label: Levels, layout: paragraphs, select: {title: "Levels*"}}
      - {id: plans, label: Plans, layout: bullets, select: {title: "Plans*"}}
"""
SOURCE = """\
# Report of the gauges

## Levels of the year

The upper gauge fell in spring. It rose again when the snow melted. Nobody was surprised.

The lower gauge stayed where it was. Its keeper retired in autumn.

## Plans for both banks

- A common calendar is kept from next year.
- Both banks read their gauges on the same day.
- The joint fleet gets a third boat.

## Hidden matters

The Zanderbrook sluice leaks at night and nobody may hear of it.
"""
MEMO = "out/rivers/desk/rivers-desk.docx"
TYPED = "Our own engineer doubts this."


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "configs").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "configs" / "rivers.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "seeds" / "report.md").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(work: Path, **more: object) -> BuildOutcome:
    options = {"configs": (Path("configs/rivers.yaml"),), **more}
    del work
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def codes(outcome: BuildOutcome, least: Severity = Severity.WARNING) -> set[str]:
    return {d.code for d in outcome.diagnostics if d.severity >= least}


def exits(outcome: BuildOutcome) -> set[ExitCode]:
    return {d.exit for d in outcome.diagnostics if d.severity is Severity.ERROR}


def edit(work: Path, *edits: tuple[str, ...]) -> bytes:
    """The memo on disk after these edits."""
    path = work / MEMO
    file = WordFile(path.read_bytes())
    for one in edits:
        file.play(one)
    path.write_bytes(file.data())
    return path.read_bytes()


def change_source(work: Path, old: str, new: str) -> None:
    path = work / "seeds" / "report.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(work: Path, name: str = MEMO) -> str:
    return " ".join(words_of((work / name).read_bytes()))


def overrides(work: Path) -> Path:
    return work / "configs" / "overrides" / "rivers" / "desk.yaml"


@pytest.fixture
def edited(work: Path) -> Path:
    """A built project whose memo somebody has edited."""
    assert codes(run(work)) == set()
    edit(
        work, ("insert", "The lower gauge", TYPED), ("replace", "fell in spring", "sank in spring")
    )
    return work


# --- never overwritten ----------------------------------------------------------------------------


def test_without_pull_an_edited_memo_stops_its_audience(edited: Path) -> None:
    before = (edited / MEMO).read_bytes()
    outcome = run(edited)
    assert codes(outcome, Severity.ERROR) == {"edited-by-people"}
    assert exits(outcome) == {ExitCode.OUTPUT}
    assert (edited / MEMO).read_bytes() == before
    assert not overrides(edited).exists()


def test_pull_records_the_edits_and_the_next_memo_has_them(edited: Path) -> None:
    typed = (edited / MEMO).read_bytes()
    outcome = run(edited, pull=True)
    assert codes(outcome) == set()
    assert TYPED in said(edited)
    assert "The upper gauge sank in spring." in said(edited)
    copies = list((edited / MEMO).parent.glob("*.edited-*.docx"))
    assert [copy.read_bytes() for copy in copies] == [typed]
    assert TYPED in overrides(edited).read_text("utf-8")
    assert faults_of((edited / MEMO).read_bytes()) == []


def test_twice_without_changes_gives_the_same_bytes(edited: Path) -> None:
    run(edited, pull=True)
    first = {p: p.read_bytes() for p in (edited / "out").rglob("*.docx")}
    recorded = overrides(edited).read_bytes()
    assert run(edited, pull=True).written == ()
    run(edited, pull=True, force=True)
    assert {p: p.read_bytes() for p in (edited / "out").rglob("*.docx")} == first
    assert overrides(edited).read_bytes() == recorded


def test_a_dry_run_touches_nothing(edited: Path) -> None:
    before = {p: p.read_bytes() for p in edited.rglob("*") if p.is_file()}
    outcome = run(edited, pull=True, dry_run=True)
    assert any(path.endswith("rivers-desk.docx") for path in outcome.planned)
    assert {p: p.read_bytes() for p in edited.rglob("*") if p.is_file()} == before


def test_discarded_edits_are_kept_as_a_copy(edited: Path) -> None:
    typed = (edited / MEMO).read_bytes()
    outcome = run(edited, discard_edits=True)
    assert codes(outcome) == {"edits-discarded"}
    assert TYPED not in said(edited)
    copies = list((edited / MEMO).parent.glob("*.edited-*.docx"))
    assert [copy.read_bytes() for copy in copies] == [typed]


def test_a_memo_that_was_only_saved_is_clean_again(work: Path) -> None:
    run(work)
    edit(work)
    assert memo_states([Path("configs/rivers.yaml")])[0][0].state == "edited"
    pulled, _ = pull_memo(Path(MEMO), [Path("configs/rivers.yaml")])
    assert pulled is not None
    assert pulled.edits == ()
    assert memo_states([Path("configs/rivers.yaml")])[0][0].state == "clean"
    assert codes(run(work)) == set()


# --- a source that changed ------------------------------------------------------------------------


def test_both_stand_where_the_source_changed_elsewhere(edited: Path) -> None:
    run(edited, pull=True)
    change_source(edited, "Nobody was surprised.", "Everybody was surprised.")
    assert codes(run(edited)) == set()
    assert "sank in spring. It rose again when the snow melted. Everybody was" in said(edited)


def test_a_conflict_stays_open_until_somebody_settles_it(edited: Path) -> None:
    config = [Path("configs/rivers.yaml")]
    run(edited, pull=True)
    change_source(edited, "The upper gauge fell in spring.", "The upper gauge fell in March.")
    for _ in range(2):
        assert codes(run(edited, force=True)) == {"edit-conflict"}
        assert "sank in spring" in said(edited)
        remark = parts_of((edited / MEMO).read_bytes())["word/comments.xml"].decode()
        assert "The upper gauge fell in March." in remark
        assert memo_states(config)[0][0].state == "conflict"
    outcome = run(edited, final=True)
    assert "final-conflict" in codes(outcome, Severity.ERROR)
    assert not list((edited / "out").rglob("*.final.docx"))
    # Removing the remark settles it: people's words stand against what the source says now.
    file = WordFile((edited / MEMO).read_bytes())
    file.uncomment()
    (edited / MEMO).write_bytes(file.data())
    assert codes(run(edited, pull=True)) == set()
    assert "sank in spring" in said(edited)
    assert memo_states(config)[0][0].state == "clean"


def test_a_conflict_is_settled_where_the_ids_have_shifted_since_the_edit(edited: Path) -> None:
    run(edited, pull=True)
    new = "## Levels of the year\n\nA paragraph was put in at the top. It has two sentences.\n"
    change_source(edited, "## Levels of the year\n", new)
    change_source(edited, "The upper gauge fell in spring.", "The upper gauge fell in March.")
    assert codes(run(edited)) == {"edit-conflict"}
    file = WordFile((edited / MEMO).read_bytes())
    file.uncomment()
    (edited / MEMO).write_bytes(file.data())
    assert codes(run(edited, pull=True)) == set()
    assert "sank in spring" in said(edited)
    assert "put in at the top" in said(edited)
    assert memo_states([Path("configs/rivers.yaml")])[0][0].state == "clean"


def test_deleted_stays_deleted_and_is_said_where_the_source_changed(work: Path) -> None:
    run(work)
    edit(work, ("delete", "The joint fleet"))
    assert codes(run(work, pull=True)) == set()
    assert "fleet" not in said(work)
    change_source(work, "gets a third boat", "gets a third and a fourth boat")
    assert codes(run(work)) == {"deleted-source-changed"}
    assert "fleet" not in said(work)


def test_what_the_source_drops_is_kept_and_named(edited: Path) -> None:
    run(edited, pull=True)
    change_source(
        edited,
        "The upper gauge fell in spring. It rose again when the snow melted. Nobody was surprised.",
        "A wholly different matter takes the room of what was told here so far.",
    )
    assert codes(run(edited)) == {"edit-without-source"}
    assert "sank in spring" in said(edited)
    assert "wholly different" in said(edited)


def test_shifted_ids_do_not_shift_edits(edited: Path) -> None:
    run(edited, pull=True)
    new = "## Levels of the year\n\nA paragraph was put in at the top. It has two sentences.\n"
    change_source(edited, "## Levels of the year\n", new)
    assert codes(run(edited)) == set()
    text = said(edited)
    assert text.index("put in at the top") < text.index("sank in spring") < text.index(TYPED)


# --- markings -------------------------------------------------------------------------------------


def marked(recorded: str, label: str) -> str:
    """The overrides with a marking of its own on each entry."""
    return recorded.replace("banner: OPEN", f"banner: OPEN\n    marking: {label}")


def test_people_s_text_takes_the_banner_of_its_memo(edited: Path) -> None:
    run(edited, pull=True)
    banners = {e.banner for e in load_edits(_config(), "desk").overrides.edits}
    assert banners == {"OPEN"}
    recorded = overrides(edited).read_text("utf-8")
    overrides(edited).write_text(
        recorded.replace("banner: OPEN", "banner: OPEN\n    marking: DESK")
    )
    assert codes(run(edited)) == set()
    assert "DESK" in (edited / "out/rivers/desk/manifest.json").read_text("utf-8")
    overrides(edited).write_text(
        recorded.replace("banner: OPEN", "banner: OPEN\n    marking: CLOSED")
    )
    before = (edited / MEMO).read_bytes()
    outcome = run(edited)
    assert "edit-marking" in codes(outcome, Severity.ERROR)
    assert ExitCode.MARKING in exits(outcome)
    assert (edited / MEMO).read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "stops"),
    [
        ("(CLOSED) The weir is to be let down.", True),
        ("Nobody knows. (CLOSED)", True),
        ("We doubt it.^[(CLOSED) So the keeper says.]", True),
        ("We doubt it.^[CLOSED]", True),
        ("(OPEN) The weir is to be let down.", False),
        ("The weir was closed in May.", False),
        ("Closed weirs are the rule in winter.", False),
    ],
)
def test_a_label_that_people_type_counts(edited: Path, typed: str, stops: bool) -> None:
    run(edited, pull=True)
    recorded = overrides(edited)
    assert TYPED in recorded.read_text("utf-8")
    recorded.write_text(recorded.read_text("utf-8").replace(TYPED, typed), "utf-8")
    assert ("edit-marking" in codes(run(edited), Severity.ERROR)) is stops


def test_a_label_that_people_type_raises_the_banner(edited: Path) -> None:
    run(edited, pull=True)
    recorded = overrides(edited)
    words = recorded.read_text("utf-8").replace(TYPED, f"(DESK) {TYPED}")
    recorded.write_text(words, "utf-8")
    assert codes(run(edited)) == set()
    assert "DESK" in (edited / "out/rivers/desk/manifest.json").read_text("utf-8")


def test_edits_top_counts_them_as_unmarked_until_each_is_marked(edited: Path) -> None:
    config = edited / "configs" / "rivers.yaml"
    config.write_text(CONFIG.replace("    formats:", "    edits: top\n    formats:"), "utf-8")
    outcome = run(edited, pull=True)
    assert ExitCode.MARKING in exits(outcome)
    recorded = overrides(edited).read_text("utf-8")
    assert TYPED in recorded  # the edits are kept
    assert TYPED in said(edited)  # and so is the memo
    overrides(edited).write_text(
        recorded.replace("banner: OPEN", "banner: OPEN\n    marking: DESK")
    )
    assert exits(run(edited)) == set()
    assert TYPED in said(edited)


def test_withheld_words_typed_into_a_memo_are_stopped(work: Path) -> None:
    run(work)
    edit(work, ("insert", "The lower gauge", "The Zanderbrook sluice leaks at night, they say."))
    before = (work / MEMO).read_bytes()
    outcome = run(work, pull=True)
    assert "leak" in codes(outcome, Severity.ERROR)
    assert ExitCode.MARKING in exits(outcome)
    assert (work / MEMO).read_bytes() == before
    leak = next(d for d in outcome.diagnostics if d.code == "leak")
    assert str(leak.place).endswith("overrides/rivers/desk.yaml")
    assert "seeds/report.md:" in leak.message


@pytest.mark.parametrize("begins", ["The joint fleet", "Both banks read", "The lower gauge"])
def test_what_people_took_out_and_is_withheld_now_is_not_repeated(work: Path, begins: str) -> None:
    run(work)
    edit(work, ("delete", begins))
    assert exits(run(work, pull=True)) == set()
    config = work / "configs" / "rivers.yaml"
    rule = f'{{select: {{contains: "{begins}"}}, marking: CLOSED}}'
    config.write_text(CONFIG.replace("markings: [", f"markings: [{rule}, "), encoding="utf-8")
    assert exits(run(work)) == set()
    for path in (work / "out" / "rivers" / "desk").glob("*.json"):
        assert begins not in path.read_text("utf-8")
    assert begins in overrides(work).read_text("utf-8")


def test_a_sentence_that_was_taken_out_and_moved_up_is_not_repeated(work: Path) -> None:
    """The passage is still there, so that its edit is told of, but not with the words of then."""
    run(work)
    edit(work, ("delete", "The lower gauge"))
    assert exits(run(work, pull=True)) == set()
    change_source(work, " Its keeper retired in autumn.", "")
    change_source(work, "hear of it.", "hear of it. Its keeper retired in autumn.")
    assert exits(run(work)) == set()
    manifest = (work / MEMO).with_name("manifest.json").read_text("utf-8")
    assert '"deleted' in manifest
    assert "keeper" not in manifest
    assert "keeper" in overrides(work).read_text("utf-8")


def test_withheld_words_in_a_typed_note_are_stopped_and_others_are_people_s(work: Path) -> None:
    run(work)
    edit(work, ("footnote", "stayed where it was", "Own note on the sluice."))
    assert codes(run(work, pull=True)) == set()
    (checked,), found = verify_files([Path(MEMO)], [Path("configs/rivers.yaml")], None, None)
    assert found == ()
    assert [v.text for v in checked.verdicts if v.status == "by-people"] == [
        "Own note on the sluice."
    ]
    edit(
        work, ("footnote", "Nobody was", "The Zanderbrook sluice leaks at night and nobody hears.")
    )
    outcome = run(work, pull=True)
    assert exits(outcome) == {ExitCode.MARKING}


def test_typed_jinja_and_markup_are_words(work: Path) -> None:
    run(work)
    typed = "{{ title }} {% for x in y %} <b>&amp;</b> **no** [x](y)"
    edit(work, ("insert", "The lower gauge", typed))
    assert codes(run(work, pull=True)) == set()
    assert " ".join(typed.split()) in said(work)


# --- to release -----------------------------------------------------------------------------------


def test_the_final_file_bears_no_mark_of_ours(edited: Path) -> None:
    file = WordFile((edited / MEMO).read_bytes(), tracked=True)
    file.play(("comment", "The lower gauge", "Is this so?", "Ana Probe"))
    file.play(("replace", "on the same day", "on the very same day"))
    (edited / MEMO).write_bytes(file.data())
    assert codes(run(edited, pull=True, final=True)) == set()
    final = (edited / MEMO).with_suffix(".final.docx").read_bytes()
    whole = b"".join(parts_of(final).values()).decode("utf-8", "replace")
    assert TYPED in " ".join(words_of(final))
    assert words_of(final) == words_of((edited / MEMO).read_bytes())
    for trace in ("Ana Probe", "bg:", "_bg_", "w:sdt", "customXml", "w:comment", "urn:briefgen"):
        assert trace not in whole
    kept = parts_of((edited / MEMO).read_bytes())["word/comments.xml"].decode()
    assert "Is this so?" in kept
    assert "Ana Probe" in kept


# --- bad input ------------------------------------------------------------------------------------


def _config() -> Config:
    config, _ = load_config(Path("configs/rivers.yaml"))
    assert config is not None
    return config


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _with(data: bytes, name: str, change: tuple[bytes, bytes] | bytes) -> bytes:
    parts = parts_of(data)
    parts[name] = parts[name].replace(*change) if isinstance(change, tuple) else change
    return _zip(parts)


_OTHER = (
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    b"<w:p><w:r><w:t>Quite another text.</w:t></w:r></w:p></w:body></w:document>"
)
_DOCTYPE = (b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document')
_MACROS = (b"document.main+xml", b"document.macroEnabled.main+xml")
_SEAS = (b'series="rivers"', b'series="seas"')
_TYPES, _TEXT = "[Content_Types].xml", "word/document.xml"
_NEEDED = (_TYPES, "_rels/.rels", _TEXT)
BAD: dict[str, Callable[[bytes], bytes]] = {
    "no zip": lambda _: b"PK\x03\x04 but no more of it",
    "empty": lambda _: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "a bomb": lambda data: _with(data, "word/numbering.xml", b"<a>" + b" " * 40_000_000 + b"</a>"),
    "a doctype": lambda data: _with(data, _TEXT, _DOCTYPE),
    "macros": lambda data: _with(data, _TYPES, _MACROS),
    "another series": lambda data: _with(data, "customXml/item1.xml", _SEAS),
    "nothing of it": lambda data: _zip(
        {name: _OTHER if name == _TEXT else parts_of(data)[name] for name in _NEEDED}
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_refused_and_nothing_overwritten(work: Path, kind: str) -> None:
    run(work)
    bad = BAD[kind]((work / MEMO).read_bytes())
    (work / MEMO).write_bytes(bad)
    outcome = run(work, pull=True)
    assert exits(outcome) == {ExitCode.OUTPUT}
    assert codes(outcome, Severity.ERROR) <= {"memo-refused", "edited-by-people"}
    assert (work / MEMO).read_bytes() == bad
    assert not overrides(work).exists()
    pulled, found = pull_memo(Path(MEMO), [Path("configs/rivers.yaml")])
    assert pulled is None
    assert {d.code for d in found if d.severity is Severity.ERROR} == {"memo-refused"}


def test_links_to_the_outside_are_not_followed(work: Path) -> None:
    run(work)
    link = b'<Relationship Id="rOut" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    link += b'relationships/image" Target="http://203.0.113.9/x.png" TargetMode="External"/>'
    data = (work / MEMO).read_bytes()
    name = "word/_rels/document.xml.rels"
    (work / MEMO).write_bytes(_with(data, name, (b"</Relationships>", link + b"</Relationships>")))
    assert codes(run(work, pull=True)) == {"memo-outside"}


def test_a_memo_without_its_marks_is_told_by_its_words(edited: Path) -> None:
    run(edited, pull=True)
    file = WordFile((edited / MEMO).read_bytes())
    file.play(("replace", "retired in autumn", "left in autumn"))
    file.strip()
    other = edited / "rivers-desk-copy.docx"
    other.write_bytes(file.data())
    pulled, found = pull_memo(other, [Path("configs/rivers.yaml")])
    assert pulled is not None
    assert "memo-unmarked" in {d.code for d in found}
    assert {e.what for e in pulled.edits} == {"add", "change"}
    run(edited)
    assert "left in autumn" in said(edited)
    assert "sank in spring" in said(edited)
    assert TYPED in said(edited)


def test_an_older_edition_of_the_memo_is_merged_too(edited: Path) -> None:
    older = (edited / MEMO).read_bytes()
    run(edited, discard_edits=True)
    change_source(edited, "Nobody was surprised.", "Everybody was surprised.")
    run(edited, as_of=datetime.date(2024, 6, 3))
    (edited / "older.docx").write_bytes(older)
    pulled, _ = pull_memo(edited / "older.docx", [Path("configs/rivers.yaml")])
    assert pulled is not None
    assert codes(run(edited, as_of=datetime.date(2024, 6, 3))) == set()
    assert "sank in spring" in said(edited)
    assert "Everybody was surprised." in said(edited)


def test_what_is_not_carried_is_named_and_the_file_kept(work: Path) -> None:
    run(work)
    file = WordFile((work / MEMO).read_bytes())
    file.underline("Its keeper")
    (work / MEMO).write_bytes(file.data())
    outcome = run(work, pull=True)
    assert codes(outcome) == {"edit-not-carried"}
    assert len(list((work / MEMO).parent.glob("*.edited-*.docx"))) == 1


def test_an_overrides_file_with_faults_names_them_all(edited: Path) -> None:
    run(edited, pull=True)
    text = overrides(edited).read_text("utf-8").replace("kind: paragraph", "kind: sonnet")
    overrides(edited).write_text(text.replace("near:", "neer:"), "utf-8")
    outcome = run(edited)
    faults = [d for d in outcome.diagnostics if d.code == "override"]
    assert len(faults) == 2
    assert all(d.place and d.place.line for d in faults)
    assert any("near" in d.hint for d in faults)


def test_the_store_says_what_was_written(work: Path) -> None:
    run(work)
    store = read_store((work / MEMO).read_bytes())
    assert store is not None
    assert (store.series, store.audience, store.edition) == ("rivers", "desk", "2024-05-03")
    assert store.banner == "OPEN"
