"""The whole run on the sample sources: what is written, what stays, what each fault costs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build, list_audiences
from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.renderers.words import pack_text
from tests.conftest import PROJECT
from tests.pack_words import docx_words, pdf_words, plain_words

AUDIENCES = ("minister", "desk-officer", "delegation", "press")
SLUG = "nato-china-relations"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A project of its own: config and samples, without the built packs."""
    shutil.copytree(PROJECT / "configs", tmp_path / "configs")
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    return tmp_path


def run(work: Path, **more: object) -> BuildOutcome:
    options = {"configs": (work / "configs" / "nato-china.yaml",), **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def codes(outcome: BuildOutcome, least: Severity = Severity.ERROR) -> list[str]:
    return [d.code for d in outcome.diagnostics if d.severity >= least]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def edit(work: Path, old: str, new: str) -> None:
    config = work / "configs" / "nato-china.yaml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what a user gets -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' packs, built once."""
    out = tmp_path_factory.mktemp("out")
    outcome = build(BuildOptions(configs=(PROJECT / "configs" / "nato-china.yaml",), out=out))
    assert codes(outcome) == []
    return out / SLUG


@pytest.fixture(scope="session")
def built_real(real_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packs of the two real sources."""
    out = tmp_path_factory.mktemp("out-real")
    options = BuildOptions(
        configs=(PROJECT / "configs" / "nato-china.yaml",), out=out, seeds=real_seeds
    )
    assert codes(build(options)) == []
    return out / SLUG


@pytest.fixture(params=["samples", "real"])
def packs(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The edition of the samples, then that of the real sources."""
    yield request.getfixturevalue("built" if request.param == "samples" else "built_real")


def test_four_audiences_eight_files(packs: Path) -> None:
    names = [p for p in files_in(packs) if not p.endswith("manifest.json")]
    assert sorted(names) == sorted(
        f"{a}/{SLUG}-{a}.{form}" for a in AUDIENCES for form in ("pdf", "docx")
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_both_formats_hold_the_same_words(packs: Path, audience: str) -> None:
    stem = packs / audience / f"{SLUG}-{audience}"
    pdf = pdf_words(stem.with_suffix(".pdf"))
    docx = docx_words(stem.with_suffix(".docx"))
    assert sorted(pdf) == sorted(docx)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_manifest_names_the_lines_of_each_passage(packs: Path, audience: str) -> None:
    manifest = json.loads((packs / audience / "manifest.json").read_text(encoding="utf-8"))
    passages = [p for section in manifest["sections"] for p in section["passages"]]
    assert passages
    assert all(p["lines"] and p["marking"].startswith("TLP:") for p in passages)


def test_minister_memo_is_one_page(packs: Path) -> None:
    manifest = json.loads((packs / "minister" / "manifest.json").read_text(encoding="utf-8"))
    assert [o["pages"] for o in manifest["outputs"] if o["path"].endswith(".pdf")] == [1]


@pytest.mark.parametrize(
    ("audience", "sections"),
    [
        ("minister", {"bottom-line", "why", "views", "next", "history"}),
        ("desk-officer", {"message", "points", "views", "recommendations", "roadmap", "annex"}),
        ("delegation", {"views", "convergence", "roadmap", "milestones"}),
        ("press", {"lead", "background"}),
    ],
)
def test_each_audience_has_its_own_sections(
    packs: Path, audience: str, sections: set[str]
) -> None:
    manifest = json.loads((packs / audience / "manifest.json").read_text(encoding="utf-8"))
    filled = {s["id"] for s in manifest["sections"] if s["passages"]}
    assert sections <= filled


def test_press_gets_nothing_of_the_marked_section(packs: Path) -> None:
    """The section on risks is marked TLP:GREEN, the press has TLP:CLEAR."""
    series = json.loads((packs / "manifest.json").read_text(encoding="utf-8"))
    withheld = {a["audience"]: a["withheld"] for a in series["audiences"]}
    assert withheld["minister"] == []
    press = (packs / "press" / "manifest.json").read_text(encoding="utf-8")
    assert "TLP:GREEN" not in press
    assert '"withheld"' not in press


# --- same inputs, same bytes ----------------------------------------------------------------------

VARIED = """
import os, sys
os.umask(int(sys.argv[4], 8))
from datetime import date
from pathlib import Path
from briefgen.build import BuildOptions, build
outcome = build(BuildOptions(configs=(Path(sys.argv[1]),), seeds=Path(sys.argv[2]), out=Path(sys.argv[3])))
sys.exit(any(d.severity == 2 for d in outcome.diagnostics))
"""


@pytest.mark.parametrize(
    ("zone", "seed", "umask", "locale"),
    [("Asia/Tokyo", "1", "077", "C"), ("America/St_Johns", "random", "002", "tr_TR.UTF-8")],
)
def test_same_bytes_in_another_environment(
    built: Path, tmp_path: Path, zone: str, seed: str, umask: str, locale: str
) -> None:
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "LC_ALL": locale,
        "PYTHONPATH": str(PROJECT),
    }
    config = os.path.relpath(PROJECT / "configs" / "nato-china.yaml", tmp_path)
    seeds = os.path.relpath(PROJECT / "seeds", tmp_path)
    subprocess.run(
        [sys.executable, "-c", VARIED, config, seeds, "elsewhere", umask],
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert files_in(tmp_path / "elsewhere" / SLUG) == files_in(built)


def test_a_second_run_writes_nothing(work: Path) -> None:
    assert run(work).written
    before = {p: p.stat().st_mtime_ns for p in (work / "out").rglob("*") if p.is_file()}
    again = run(work)
    assert again.written == ()
    assert {p: p.stat().st_mtime_ns for p in before} == before


# --- choices --------------------------------------------------------------------------------------


def test_one_audience_one_format(work: Path) -> None:
    run(work, audiences=("press",), formats=("docx",))
    names = [p for p in files_in(work / "out" / SLUG) if "manifest" not in p]
    assert names == [f"press/{SLUG}-press.docx"]


def test_dry_run_writes_nothing_and_names_the_files(work: Path) -> None:
    outcome = run(work, dry_run=True)
    assert len(outcome.planned) == 8
    assert not (work / "out").exists()


def test_list_reads_no_source(work: Path) -> None:
    shutil.rmtree(work / "seeds")
    (work / "seeds").mkdir()
    lines = list_audiences(BuildOptions(configs=(work / "configs" / "nato-china.yaml",))).listing
    assert [line.name for line in lines] == list(AUDIENCES)


def test_unknown_audience_is_named(work: Path) -> None:
    outcome = run(work, audiences=("minster",), dry_run=True)
    assert codes(outcome) == ["audience-unknown"]


# --- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", ["dialogue-report.txt", "news-article.txt"])
def test_a_missing_source_does_not_stop_what_can_do_without(work: Path, gone: str) -> None:
    (work / "seeds" / gone).unlink()
    outcome = run(work)
    built = {Path(p).parent.name for p in outcome.written if p.endswith(".pdf")}
    if gone == "news-article.txt":
        assert built == set(AUDIENCES)
    else:
        assert all(d.exit is ExitCode.SOURCE for d in outcome.diagnostics if d.code == "slot-empty" and d.severity is Severity.ERROR)
        assert codes(outcome)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 20),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
    ],
)
def test_a_bad_source_is_named_and_the_others_built(work: Path, name: str, data: bytes) -> None:
    (work / "seeds" / name).write_bytes(data)
    outcome = run(work)
    named = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    assert [d.exit for d in named] == [ExitCode.SOURCE]
    assert named[0].place is not None
    assert named[0].place.file.endswith(name)
    assert {Path(p).parent.name for p in outcome.written if p.endswith(".pdf")} == set(AUDIENCES)


FAULTS = {
    "unknown key": ("ceiling: \"TLP:CLEAR\"", "celing: \"TLP:CLEAR\"", ExitCode.CONFIG),
    "unknown label": ("ceiling: \"TLP:CLEAR\"", "ceiling: \"TLP:WHITE\"", ExitCode.MARKING),
    "unknown template": ("template: press-brief", "template: press-breif", ExitCode.CONFIG),
    "unknown selector": ("select: nato-view", "select: nato-veiw", ExitCode.CONFIG),
    "path that climbs": ('path: "seeds/*"', 'path: "../seeds/*"', ExitCode.CONFIG),
    "absolute path": ('path: "seeds/*"', 'path: "/etc/*"', ExitCode.CONFIG),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_config_has_place_and_hint(work: Path, name: str) -> None:
    run(work)
    before = files_in(work / "out")
    old, new, code = FAULTS[name]
    edit(work, old, new)
    outcome = run(work)
    first = next(d for d in outcome.diagnostics if d.severity is Severity.ERROR)
    assert first.exit is code
    assert first.place is not None
    assert first.place.line > 0
    assert first.hint
    assert files_in(work / "out") == before


def test_a_template_with_a_misspelt_variable_stops_its_audience_alone(work: Path) -> None:
    shutil.copytree(PROJECT / "templates" / "press-brief", work / "templates" / "press-brief")
    body = work / "templates" / "press-brief" / "body.md.j2"
    body.write_text("{{ head | place }}\n\n{{ titel }}\n", encoding="utf-8")
    outcome = run(work)
    faults = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    assert [(d.audience, d.code) for d in faults] == [("press", "template")]
    assert faults[0].place is not None
    assert faults[0].place.line == 3
    built = {Path(p).parent.name for p in outcome.written if p.endswith(".pdf")}
    assert built == {"minister", "desk-officer", "delegation"}


def test_nothing_to_show_is_an_error(work: Path) -> None:
    edit(work, "marking: \"TLP:CLEAR\"", "marking: \"TLP:RED\"")
    outcome = run(work)
    assert outcome.written == () or all("manifest" in p for p in outcome.written)
    assert codes(outcome)


def test_a_link_out_of_the_project_is_not_followed(work: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("Secret words that must not be read.\n", encoding="utf-8")
    (work / "seeds" / "link.txt").symlink_to(secret)
    outcome = run(work)
    assert any("link" in d.message for d in outcome.diagnostics)
    assert b"Secret" not in b"".join(files_in(work / "out").values())


def test_an_edited_memo_is_never_overwritten(work: Path) -> None:
    run(work)
    memo = work / "out" / SLUG / "minister" / f"{SLUG}-minister.docx"
    memo.write_bytes(memo.read_bytes() + b"edited")
    edit(work, "NATO and China: where we stand", "NATO and China: another title")
    outcome = run(work)
    assert memo.read_bytes().endswith(b"edited")
    assert [d.exit for d in outcome.diagnostics if d.severity is Severity.ERROR] == [ExitCode.OUTPUT]


def test_pack_text_has_the_words_of_both_formats(built: Path) -> None:
    """The outline of a pack is the third reader of the same tree."""
    from tests.pack_words import sample_documents

    for audience, document in sample_documents().items():
        stem = built / audience / f"{SLUG}-{audience}"
        words = sorted(plain_words(pack_text(document)))
        assert words == sorted(pdf_words(stem.with_suffix(".pdf"))), audience
