"""What makes a pack stale, for whom and why; what a build then does; and that nothing else does."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.cli import main
from briefgen.editions.freshness import Look, Project, look_at
from briefgen.editions.hashes import ABSENT, FOLDER, Hashes
from briefgen.editions.staleness import has_nothing_to_do, reasons
from briefgen.errors import ExitCode
from tests.places import PROJECT

AUDIENCES = ("memo", "press")
SLUG = "harbours"
CONFIG = """\
series: Harbours
as_of: 2021-11-30
sources:
  - {path: "seeds/**/*", marking: "TLP:CLEAR"}
defaults: {ceiling: "TLP:GREEN"}
audiences:
  memo:
    title: Of harbours
    formats: [pdf, docx]
    template: short
  press:
    title: To the press
    template: plain-words
    formats: [docx]
"""
TEMPLATE = """\
kind: Brief
citations: none
limit: {pages: 3}
slots:
  - {id: points, label: Points, layout: paragraphs, select: {kind: paragraph}}
"""
BODY = """\
{{ head | place }}

{% for section in sections %}
{{ section | place }}

{% endfor %}
{{ sources | place }}
"""
SOURCE = "Harbours of the north\n\nThe quay at Ersby is 40 metres long. It was built in 1931.\n"


def make_project(folder: Path) -> Path:
    """Two audiences, each with a template of its own; small, so that a build takes a moment."""
    texts = {"configs/harbours.yaml": CONFIG, "seeds/report.txt": SOURCE}
    for template in ("short", "plain-words"):
        texts |= {
            f"templates/{template}/template.yaml": TEMPLATE,
            f"templates/{template}/body.md.j2": BODY,
        }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_project(tmp_path_factory.mktemp("harbours"))
    outcome = run(project)
    assert [str(d) for d in outcome.diagnostics if d.severity > 0] == []
    assert len(outcome.written) > 3
    return project


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    """A project with an edition, to be changed at will."""
    shutil.copytree(built, tmp_path / "work")
    return tmp_path / "work"


def run(work: Path, **more: object) -> BuildOutcome:
    options = {"configs": (work / "configs" / "harbours.yaml",), **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def project_at(work: Path) -> Project:
    return Project(
        config=str(work / "configs" / "harbours.yaml"),
        name="configs/harbours.yaml",
        root=str(work),
        out=str(work / "out"),
    )


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def in_config(old: str, new: str) -> Callable[[Path], None]:
    return lambda work: edit(work / "configs" / "harbours.yaml", old, new)


def append(name: str, text: str) -> Callable[[Path], None]:
    def change(work: Path) -> None:
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def remove(name: str) -> Callable[[Path], None]:
    return lambda work: (work / name).unlink()


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file but those that only save time."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".state" not in p.parts
    }


# --- what makes stale, for whom and why -----------------------------------------------------------

BOTH = {"memo", "press"}
SHIPPED_WORDS = (PROJECT / "templates" / "words.yaml").read_text(encoding="utf-8")
PLAIN = (PROJECT / "templates" / "styles" / "plain.yaml").read_text(encoding="utf-8")
MEMO = f"out/{SLUG}/memo/{SLUG}-memo"

# (what is done, who is stale by it, how the reason starts)
CHANGES: dict[str, tuple[Callable[[Path], None], set[str], str]] = {
    "a source reworded": (
        append("seeds/report.txt", "\nA ship came.\n"),
        BOTH,
        "source seeds/report.txt changed",
    ),
    "a source more": (
        append("seeds/deep/more.txt", "A title\n\nMore words.\n"),
        BOTH,
        "source seeds/deep/more.txt new",
    ),
    "an audience's key": (in_config("Of harbours", "On harbours"), {"memo"}, "config configs/h"),
    "a key of all": (in_config("Harbours\n", "HARBOURS\n"), BOTH, "config configs/h"),
    "another marking": (in_config("TLP:CLEAR", "TLP:GREEN"), BOTH, "config configs/h"),
    "an audience more": (
        append("configs/harbours.yaml", "  x: {template: short}\n"),
        {"x"},
        "not built yet",
    ),
    "a template's slot": (
        lambda work: edit(work / "templates/short/template.yaml", "Points", "The points"),
        {"memo"},
        "template templates/short/template.yaml changed",
    ),
    "a template's words": (
        append("templates/plain-words/body.md.j2", "\nEnd.\n"),
        {"press"},
        "template templates/plain-words/body.md.j2 changed",
    ),
    "a style of the template's own": (
        append("templates/short/style.yaml", "extends: plain\nmarkings: {}\nalign: justify\n"),
        {"memo"},
        "style templates/short/style.yaml new",
    ),
    "a style that shadows the shipped one": (
        append("templates/styles/plain.yaml", PLAIN.replace("hang_mm: 3", "hang_mm: 2", 1)),
        BOTH,
        "style templates/styles/plain.yaml new",
    ),
    "words that shadow the shipped ones": (
        append("templates/words.yaml", SHIPPED_WORDS.replace("sources: ", "sources: The ", 1)),
        BOTH,
        "words templates/words.yaml new",
    ),
    "a memo edited": (
        append(f"{MEMO}.docx", "by hand"),
        {"memo"},
        "edited by hand: memo/harbours-memo.docx",
    ),
    "a pack gone": (remove(f"{MEMO}.pdf"), {"memo"}, "output missing: memo/harbours-memo.pdf"),
    "a manifest gone": (
        remove(f"out/{SLUG}/press/manifest.json"),
        {"press"},
        "output missing: press/manifest.json",
    ),
    "a comment": (in_config("series:", "# all of it\n\nseries:"), set(), ""),
    "another way to write a value": (
        in_config("[pdf, docx]\n    template: short", "[pdf,   docx]\n    template: 'short'"),
        set(),
        "",
    ),
    "a comment in a template": (
        lambda work: edit(work / "templates/short/template.yaml", "kind:", "# a kind\nkind:"),
        set(),
        "",
    ),
    "a later date": (in_config("2021-11-30", "2021-12-31"), set(), ""),
    "a file that nothing names": (append("notes.txt", "mine"), set(), ""),
    "a hidden file among the sources": (append("seeds/.swp", "x"), set(), ""),
    "nothing": (lambda _: None, set(), ""),
}  # fmt: skip


def check(work: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, list[str]]]:
    """The exit code, and why each audience is stale."""
    capsys.readouterr()
    code = main(["check", str(work / "configs" / "harbours.yaml"), "--json"])
    (told,) = json.loads(capsys.readouterr().out)
    return code, {one["audience"]: one["why"] for one in told["audiences"]}


@pytest.mark.parametrize("name", CHANGES)
def test_check_names_those_concerned_and_why(
    work: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, concerned, why = CHANGES[name]
    change(work)
    before = files_in(work)
    code, told = check(work, capsys)
    assert {audience for audience, causes in told.items() if causes} == concerned
    assert all(causes[0].startswith(why) for causes in told.values() if causes)
    assert code == (ExitCode.STALE if concerned else ExitCode.OK)
    assert files_in(work) == before
    assert not (work / "out" / ".state" / "new").exists()


# A date alone rewrites nothing, though a new build would bear it; an edited memo is people's.
LEFT = {"a later date", "a memo edited"}


@pytest.mark.parametrize("name", [name for name in CHANGES if name not in LEFT])
def test_a_build_makes_those_alone_and_what_a_new_build_would_make(
    work: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    CHANGES[name][0](work)
    stood = {path: path.stat().st_mtime_ns for path in (work / "out").rglob("*.*x")}
    outcome = run(work)
    assert [str(d) for d in outcome.diagnostics if d.severity > 0] == []
    concerned = CHANGES[name][1]
    for path, time in stood.items():
        if path.parent.name in BOTH - concerned:
            assert path.stat().st_mtime_ns == time
    assert check(work, capsys) == (0, {name: [] for name in BOTH | concerned})
    packs = {path: data for path, data in files_in(work / "out").items() if "/manifest" not in path}
    run(work, out=tmp_path / "anew")
    anew = files_in(tmp_path / "anew")
    assert packs == {path: anew[path] for path in packs}
    assert name != "nothing" or outcome.written == ()


def test_what_one_audience_was_made_from_is_remembered(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed source and a build for one of two: the other is not taken for fresh."""
    append("seeds/report.txt", "\nA ship came.\n")(work)
    run(work, audiences=("memo",))
    assert check(work, capsys) == (3, {"memo": [], "press": ["not made by the last run"]})
    run(work, audiences=("press",))
    assert check(work, capsys) == (0, {"memo": [], "press": []})


def test_a_format_that_was_not_made_is_missing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append("seeds/report.txt", "\nA ship came.\n")(work)
    run(work, formats=("pdf",))
    told = check(work, capsys)[1]
    assert told["memo"] == ["output memo/harbours-memo.docx of an earlier run"]
    assert told["press"] == ["not made by the last run"]
    run(work)
    assert check(work, capsys)[0] == 0


def test_force_makes_every_pack(work: Path) -> None:
    assert len(run(work).unchanged) == 5
    (work / "out" / SLUG / "manifest.json").write_text("{}")
    assert len(run(work, force=True).unchanged) > 3  # the manifests of the audiences too


# --- a build with nothing to do -------------------------------------------------------------------


def test_it_says_so_and_writes_nothing(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(work)
    before = {path: path.stat().st_mtime_ns for path in (work / "out" / SLUG).rglob("*")}
    assert main(["build"]) == 0
    shown = capsys.readouterr()
    line = f"2 packs in out/{SLUG}: 0 files written, 3 unchanged; nothing to do\n"
    assert (shown.out, shown.err) == (line, "")
    assert {path: path.stat().st_mtime_ns for path in before} == before


def look(work: Path) -> Look:
    return look_at(project_at(work))


def test_what_was_remembered_only_saves_time(work: Path) -> None:
    run(work)
    (state,) = (work / "out" / ".state").glob("*.json")
    with_state = look(work)
    assert has_nothing_to_do(with_state)
    for damage in (b"", b"{", b"[1]", b'{"standing": [1, 2], "folder": 3, "files": {"a": [1]}}'):
        state.write_bytes(damage)
        assert look(work) == with_state
    shutil.rmtree(work / "out" / ".state")
    assert look(work) == with_state


def test_the_state_keeps_itself_out_of_version_control(work: Path) -> None:
    run(work)
    assert (work / "out" / ".state" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("asked", "nothing"),
    [
        ({}, True),
        ({"audiences": ["memo"]}, True),
        ({"audiences": ["nobody"]}, False),
        ({"formats": ["docx"]}, True),
        ({"formats": ["pdf"]}, False),  # which the press does not have
        ({"audiences": ["memo"], "formats": ["pdf"]}, True),
        ({"as_of": "2021-12-31"}, True),
        ({"as_of": "2020-01-01"}, False),
        ({"epoch": "1"}, True),  # the config's date comes first
        ({"fail_on": "error"}, True),
        ({"fail_on": "info"}, False),  # remarks stand: they are to be said again
    ],
)
def test_nothing_to_do_depends_on_what_is_asked(
    work: Path, asked: dict[str, str], nothing: bool
) -> None:
    assert has_nothing_to_do(look(work), **asked) is nothing


def test_a_changed_tool_is_a_reason(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = {"briefgen": "9.9.9", "reportlab": "6.0"}
    monkeypatch.setattr("briefgen.editions.freshness.tool_versions", lambda _: now)
    told = {name: [str(one) for one in causes] for name, causes in reasons(look(work)).items()}
    assert all("tool briefgen 0.1.0 now 9.9.9" in causes for causes in told.values())
    assert any("reportlab" in cause for cause in told["memo"])


def test_without_an_edition_nothing_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = make_project(tmp_path) / "configs" / "harbours.yaml"
    assert main(["check", str(config)]) == 0
    assert "no edition yet" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_broken_manifest_is_no_edition_to_trust(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "out" / SLUG / "manifest.json").write_text('{"format": 1, "audiences": 3}')
    code, told = check(work, capsys)
    assert code == ExitCode.STALE
    why = ["the series' manifest is not as it was written"]
    assert told == {"memo": why, "press": why}


def test_check_reports_a_broken_config(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_config("template: short", "template: shart")(work)
    assert main(["check", str(work / "configs" / "harbours.yaml"), "--audience", "press"]) == 4
    shown = capsys.readouterr()
    assert "unknown-template" in shown.err
    assert shown.out.startswith("fresh  press\n")


# --- hashes ---------------------------------------------------------------------------------------


def test_a_hash_is_remembered_by_size_time_and_inode(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    os.utime(file, ns=(10**18 + 1, 10**18 + 1))
    first = Hashes()
    digest = first.of(str(file))
    assert first.has_news
    assert first.seen()[str(file)][3] == digest
    forged = {str(file): (*list(first.seen()[str(file)])[:3], "remembered")}
    assert Hashes(forged).of(str(file)) == "remembered"
    file.write_bytes(b"two")  # as long, in the same inode
    assert Hashes(forged).of(str(file)) not in {"remembered", digest}
    assert Hashes().of(str(tmp_path / "none")) == ABSENT
    assert Hashes().of(str(tmp_path)) == FOLDER


def test_a_file_that_was_just_written_is_not_remembered(tmp_path: Path) -> None:
    """It could be written again within the same tick of the file system's clock."""
    file = tmp_path / "a"
    file.write_bytes(b"one")
    os.utime(file, ns=(2 * 10**18, 2 * 10**18))  # a clock that runs ahead
    hashes = Hashes()
    assert hashes.of(str(file))
    assert hashes.seen() == {}


# --- audiences that are no more, and what stands in the way ---------------------------------------


def drop_press(work: Path) -> None:
    path = work / "configs" / "harbours.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  press:")], encoding="utf-8")


def codes(outcome: BuildOutcome) -> list[str]:
    return [d.code for d in outcome.diagnostics if d.severity > 0]


def test_a_dropped_audience_is_named_until_it_is_pruned(work: Path) -> None:
    drop_press(work)
    place = work / "out" / SLUG / "press"
    for _ in range(2):
        assert codes(run(work)) == ["pack-orphaned"]
        assert (place / f"{SLUG}-press.docx").is_file()
    outcome = run(work, prune=True)
    assert [d.code for d in outcome.diagnostics if d.code.startswith("orphan")] == [
        "orphan-removed"
    ]
    assert not place.exists()
    assert codes(run(work)) == []


def test_an_audience_that_is_at_fault_is_not_pruned(work: Path) -> None:
    before = files_in(work / "out" / SLUG / "memo")
    (work / "templates" / "short" / "template.yaml").write_text("kind: [\n", encoding="utf-8")
    append("seeds/report.txt", "\nA ship came.\n")(work)
    assert codes(run(work, prune=True)) == ["yaml-syntax", "pack-orphaned"]
    assert files_in(work / "out" / SLUG / "memo") == before


def test_pruning_removes_nothing_that_is_not_ours(work: Path) -> None:
    drop_press(work)
    place = work / "out" / SLUG / "press"
    (place / f"{SLUG}-press.docx").write_bytes(b"edited")
    (place / "notes.txt").write_bytes(b"mine")
    assert codes(run(work, prune=True)) == ["orphan-kept"]
    left = {path.name for path in place.iterdir()}
    assert left == {f"{SLUG}-press.docx", "notes.txt", "manifest.json"}
    (work / "elsewhere").mkdir()
    (work / "elsewhere" / "manifest.json").write_bytes((place / "manifest.json").read_bytes())
    (work / "out" / SLUG / "linked").symlink_to(work / "elsewhere")
    run(work, prune=True)
    assert (work / "elsewhere" / "manifest.json").is_file()


def test_an_obstacle_in_one_folder_stops_one_audience(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append("seeds/report.txt", "\nA ship came.\n")(work)
    shutil.rmtree(work / "out" / SLUG / "press")
    (work / "out" / SLUG / "press").write_bytes(b"a file")
    outcome = run(work)
    assert "output-path" in codes(outcome)
    assert any(path.endswith("memo.pdf") for path in outcome.written)
    told = check(work, capsys)[1]
    assert told["memo"] == []
    assert told["press"] != []
    (work / "out" / SLUG / "press").unlink()
    run(work)
    assert check(work, capsys) == (0, {"memo": [], "press": []})


# --- what may have happened to the last edition ---------------------------------------------------


def older_format(work: Path) -> None:
    manifest = work / "out" / SLUG / "manifest.json"
    entry = json.loads(manifest.read_text())
    for key in ("files", "globs", "outdated", "fail_on", "dated_by", "best_before"):
        del entry[key]
    manifest.write_text(json.dumps({**entry, "format": 1}))


def wrong_hash(work: Path) -> None:
    manifest = work / "out" / SLUG / "manifest.json"
    entry = json.loads(manifest.read_text())
    entry["inputs"][0]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(entry))


def half_deleted(work: Path) -> None:
    (work / "out" / SLUG / "manifest.json").unlink()
    (work / "out" / SLUG / "memo" / f"{SLUG}-memo.pdf").unlink()


def clock_runs_ahead(work: Path) -> None:
    for path in work.rglob("*.*"):
        os.utime(path, ns=(4 * 10**18, 4 * 10**18))


BROKEN: dict[str, Callable[[Path], None]] = {
    "an older manifest": older_format,
    "a manifest with a wrong hash": wrong_hash,
    "an edition half deleted": half_deleted,
    "no manifest of an audience": remove(f"out/{SLUG}/memo/manifest.json"),
    "a manifest that is no JSON": append(f"out/{SLUG}/manifest.json", "}"),
    "a clock that runs ahead": clock_runs_ahead,
    "no kept edition": lambda work: shutil.rmtree(work / "out" / SLUG / "editions"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_next_run_mends_what_happened_to_the_last(
    work: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_in(work / "out")
    BROKEN[name](work)
    outcome = run(work)
    assert max((d.severity for d in outcome.diagnostics), default=0) < 2
    packs = {path: data for path, data in before.items() if "-" in path.rpartition("/")[2]}
    after = files_in(work / "out")
    assert {path: after[path] for path in packs} == packs
    assert check(work, capsys) == (0, {"memo": [], "press": []})


def test_a_flipped_byte_of_the_series_manifest_is_noticed_and_mended(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = work / "out" / SLUG / "manifest.json"
    before = files_in(work / "out")
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"ceiling": "TLP:GREEN"', b'"ceiling": "TLP:GREEM"', 1))
    assert check(work, capsys)[0] == ExitCode.STALE
    outcome = run(work)
    assert "manifest-unreadable" in {d.code for d in outcome.diagnostics}
    assert files_in(work / "out") == before
    assert check(work, capsys)[0] == ExitCode.OK


def test_a_date_ahead_of_the_clock_is_warned_of_and_the_way_back_is_open(work: Path) -> None:
    in_config("2021-11-30", "2921-11-30")(work)
    edit(work / "seeds" / "report.txt", "40 metres", "50 metres")
    (ahead,) = [d for d in run(work).diagnostics if d.code == "edition-ahead"]
    assert "--force" in ahead.hint
    assert b"edition-ahead" not in (work / "out" / SLUG / "manifest.json").read_bytes()
    in_config("2921-11-30", "2021-12-31")(work)
    assert "edition-older" in {d.code for d in run(work).diagnostics}
    assert run(work, force=True).written


def test_changes_of_an_edition_that_cannot_be_read_are_one_error(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "out" / SLUG / "manifest.json").write_text("{", encoding="utf-8")
    capsys.readouterr()
    assert main(["changes", str(work / "configs" / "harbours.yaml")]) == ExitCode.OUTPUT
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert "error [edition-unreadable] the standing edition of 'Harbours' cannot be read" in line
    assert line.endswith("hint: `briefgen build` makes it anew")
