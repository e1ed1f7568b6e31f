"""The whole run on the sample sources: what is written, what stays, what each fault costs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build, list_audiences
from briefgen.build.inputs.sources import read_sources
from briefgen.build.packs.brief import start_runs
from briefgen.build.packs.making import build_pack
from briefgen.config import find_sources, load_config
from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.model import Document
from tests.packs.words import pack_text
from tests.pdf.reading import structure_words
from tests.places import PROJECT
from tests.word.reading import words_of

CONFIG = PROJECT / "configs" / "nato-china.yaml"
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


def packs_in(folder: Path) -> dict[str, bytes]:
    """The packs with their own manifests, without the series' manifest, which names the faults."""
    inside = files_in(folder).items()
    return {p: data for p, data in inside if p.count("/") > 1 and "/editions/" not in p}


def edit(work: Path, old: str, new: str) -> None:
    config = work / "configs" / "nato-china.yaml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- what a user gets -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edition:
    """A built edition: its folder, and the packs as trees."""

    folder: Path
    trees: dict[str, Document]

    def manifest(self, audience: str) -> dict[str, Any]:
        text = (self.folder / audience / "manifest.json").read_text(encoding="utf-8")
        return dict(json.loads(text))


def build_edition(out: Path, seeds: Path | None) -> Edition:
    outcome = build(BuildOptions(configs=(CONFIG,), out=out, seeds=seeds))
    assert codes(outcome) == []
    return Edition(out / SLUG, documents(seeds))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The samples' packs, built once."""
    return build_edition(tmp_path_factory.mktemp("out"), None)


@pytest.fixture(scope="session")
def built_real(real_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The packs of the two real sources."""
    return build_edition(tmp_path_factory.mktemp("out-real"), real_seeds)


@pytest.fixture(params=["samples", "real"])
def packs(request: pytest.FixtureRequest) -> Edition:
    """The edition of the samples, then that of the real sources."""
    name = "built" if request.param == "samples" else "built_real"
    edition: Edition = request.getfixturevalue(name)
    return edition


def test_four_audiences_eight_files(packs: Edition) -> None:
    names = [p for p in files_in(packs.folder) if p.endswith((".pdf", ".docx"))]
    assert sorted(names) == sorted(
        f"{a}/{SLUG}-{a}.{form}" for a in AUDIENCES for form in ("pdf", "docx")
    )


def documents(seeds: Path | None) -> dict[str, Document]:
    """The packs as trees, for the third way of writing them down: the outline."""
    config, _ = load_config(CONFIG, seeds=seeds)
    assert config is not None
    files, _ = find_sources(config, seeds)
    sources, _ = read_sources(config, files)
    runs = start_runs(config, sources)
    built = {
        a.name: build_pack(config, a, sources, config.as_of, runs)[0] for a in config.audiences
    }
    return {name: pack.document for name, pack in built.items() if pack is not None}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pdf_word_and_outline_hold_the_same_words_in_the_same_order(
    packs: Edition, audience: str
) -> None:
    stem = packs.folder / audience / f"{SLUG}-{audience}"
    outline = pack_text(packs.trees[audience]).split()
    spoken = structure_words(stem.with_suffix(".pdf"))
    assert spoken[1:] == outline  # first the banner, read out once
    assert words_of(stem.with_suffix(".docx").read_bytes()) == outline


@pytest.mark.parametrize("audience", AUDIENCES)
def test_manifest_names_the_lines_of_each_passage(packs: Edition, audience: str) -> None:
    sections = packs.manifest(audience)["sections"]
    passages = [p for section in sections for p in section["passages"]]
    assert passages
    assert all(p["lines"] and p["marking"].startswith("TLP:") for p in passages)


@pytest.mark.parametrize("audience", ["minister", "press"])
def test_a_page_limit_holds(packs: Edition, audience: str) -> None:
    outputs = packs.manifest(audience)["outputs"]
    assert [o["pages"] for o in outputs if o["path"].endswith(".pdf")] == [1]


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
    packs: Edition, audience: str, sections: set[str]
) -> None:
    filled = {s["id"] for s in packs.manifest(audience)["sections"] if s["passages"]}
    assert sections <= filled


def test_the_press_gets_nothing_of_the_marked_section(packs: Edition, work: Path) -> None:
    """The section on risks is marked TLP:GREEN, the press has TLP:CLEAR: even when it asks."""
    manifest = (packs.folder / "press" / "manifest.json").read_text(encoding="utf-8")
    assert "TLP:GREEN" not in manifest
    assert '"withheld"' not in manifest
    asks = "{id: lead}\n      - {id: danger, label: Dangers, select: {role: risks}}"
    edit(work, "template: press-brief", f"template: press-brief\n    sections:\n      - {asks}")
    outcome = run(work, audiences=("press",))
    assert "slot-empty" in codes(outcome, Severity.WARNING)
    series = json.loads((work / "out" / SLUG / "manifest.json").read_text(encoding="utf-8"))
    assert [len(a["withheld"]) > 0 for a in series["audiences"]] == [True]


# --- same inputs, same bytes ----------------------------------------------------------------------

VARIED = """
import os, sys
os.umask(int(sys.argv[4], 8))
from datetime import date
from pathlib import Path
from briefgen.build import BuildOptions, build
config, seeds, out = map(Path, sys.argv[1:4])
outcome = build(BuildOptions(configs=(config,), seeds=seeds, out=out))
sys.exit(any(d.severity == 2 for d in outcome.diagnostics))
"""


@pytest.mark.parametrize(
    ("zone", "seed", "umask", "locale"),
    [("Asia/Tokyo", "1", "077", "C"), ("America/St_Johns", "random", "002", "tr_TR.UTF-8")],
)
def test_same_bytes_in_another_environment(
    built: Edition, tmp_path: Path, zone: str, seed: str, umask: str, locale: str
) -> None:
    environment = {
        **os.environ,
        "TZ": zone,
        "PYTHONHASHSEED": seed,
        "LC_ALL": locale,
        "PYTHONPATH": str(PROJECT),
    }
    config = os.path.relpath(CONFIG, tmp_path)
    seeds = os.path.relpath(PROJECT / "seeds", tmp_path)
    subprocess.run(
        [sys.executable, "-c", VARIED, config, seeds, "elsewhere", umask],
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert files_in(tmp_path / "elsewhere" / SLUG) == files_in(built.folder)


def test_a_second_run_writes_nothing(work: Path) -> None:
    assert run(work).written
    before = {p: p.stat().st_mtime_ns for p in (work / "out").rglob("*") if p.is_file()}
    again = run(work)
    assert again.written == ()
    assert {p: p.stat().st_mtime_ns for p in before} == before


# --- choices --------------------------------------------------------------------------------------


def test_one_audience_one_format(work: Path) -> None:
    run(work, audiences=("press",), formats=("docx",))
    names = [p for p in files_in(work / "out" / SLUG) if p.endswith((".pdf", ".docx"))]
    assert names == [f"press/{SLUG}-press.docx"]


def test_dry_run_writes_nothing_and_names_the_files(work: Path) -> None:
    outcome = run(work, dry_run=True)
    assert len([p for p in outcome.planned if p.endswith((".pdf", ".docx"))]) == 8
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
    exits = {d.exit for d in outcome.diagnostics if d.severity is Severity.ERROR}
    if gone == "news-article.txt":
        assert (built, exits) == (set(AUDIENCES), set())
    else:
        assert (built, exits) == ({"desk-officer"}, {ExitCode.SOURCE})


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
    "unknown key": ('ceiling: "TLP:CLEAR"', 'celing: "TLP:CLEAR"', ExitCode.CONFIG),
    "unknown label": ('ceiling: "TLP:CLEAR"', 'ceiling: "TLP:WHITE"', ExitCode.MARKING),
    "unknown template": ("template: press-brief", "template: press-breif", ExitCode.CONFIG),
    "unknown selector": ("select: nato-view", "select: nato-veiw", ExitCode.CONFIG),
    "path that climbs": ('path: "seeds/*"', 'path: "../seeds/*"', ExitCode.CONFIG),
    "absolute path": ('path: "seeds/*"', 'path: "/etc/*"', ExitCode.CONFIG),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_config_has_place_and_hint(work: Path, name: str) -> None:
    run(work)
    before = packs_in(work / "out")
    old, new, code = FAULTS[name]
    edit(work, old, new)
    outcome = run(work)
    first = next(d for d in outcome.diagnostics if d.severity is Severity.ERROR)
    assert first.exit is code
    assert first.place is not None
    assert first.place.line > 0
    assert first.hint
    assert packs_in(work / "out") == before


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
    edit(work, 'marking: "TLP:CLEAR"', 'marking: "TLP:RED"')
    outcome = run(work)
    assert not [p for p in outcome.written if p.endswith((".pdf", ".docx"))]
    assert codes(outcome)


def test_a_link_out_of_the_project_is_not_followed(
    work: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("Qwyjibo must not be read.\n", encoding="utf-8")
    (work / "seeds" / "link.txt").symlink_to(secret)
    outcome = run(work)
    assert any("link" in d.message for d in outcome.diagnostics)
    assert b"Qwyjibo" not in b"".join(files_in(work / "out").values())


def test_an_edited_memo_is_never_overwritten(work: Path) -> None:
    run(work)
    memo = work / "out" / SLUG / "minister" / f"{SLUG}-minister.docx"
    memo.write_bytes(memo.read_bytes() + b"edited")
    edit(work, "NATO and China: where we stand", "NATO and China: another title")
    outcome = run(work)
    assert memo.read_bytes().endswith(b"edited")
    assert [d.exit for d in outcome.diagnostics if d.severity is Severity.ERROR] == [
        ExitCode.OUTPUT
    ]


# --- markings -------------------------------------------------------------------------------------


def test_a_source_that_marks_itself_higher_is_not_used(work: Path) -> None:
    report = work / "seeds" / "dialogue-report.txt"
    report.write_text(f"TLP:RED\n\n{report.read_text(encoding='utf-8')}", encoding="utf-8")
    outcome = run(work)
    marked = [d for d in outcome.diagnostics if d.code == "source-marked-higher"]
    assert [(d.exit, d.place and d.place.line) for d in marked] == [(ExitCode.MARKING, 1)]
    assert not (work / "out" / SLUG / "minister").exists()


def test_twins_with_two_markings_are_both_refused(work: Path) -> None:
    shutil.copy(work / "seeds" / "news-article.txt", work / "seeds" / "secret.txt")
    edit(
        work,
        '  - {path: "seeds/*"',
        '  - {path: "seeds/secret.txt", marking: "TLP:RED"}\n  - {path: "seeds/*"',
    )
    outcome = run(work)
    twins = [d for d in outcome.diagnostics if d.code == "source-twice-marked"]
    assert [d.exit for d in twins] == [ExitCode.MARKING]
    sources = json.loads((work / "out" / SLUG / "press" / "manifest.json").read_text("utf-8"))
    assert [source["id"] for source in sources["sources"]] == ["dialogue-report"]


def test_an_unmarked_source_is_named(work: Path) -> None:
    edit(work, ', marking: "TLP:CLEAR"}', "}")
    outcome = run(work)
    unmarked = [d for d in outcome.diagnostics if d.code == "source-unmarked"]
    assert len(unmarked) == 2
    assert "TLP:RED" in unmarked[0].message


def test_a_lowered_ceiling_names_the_old_file(work: Path) -> None:
    run(work, audiences=("minister",))
    edit(work, 'ceiling: "TLP:GREEN"\n    limit: {pages: 1}', 'ceiling: "TLP:CLEAR"')
    outcome = run(work, audiences=("minister",), formats=("pdf",))
    above = [d for d in outcome.diagnostics if d.code == "file-above-ceiling"]
    assert [d.exit for d in above] == [ExitCode.MARKING]


def test_two_series_of_one_name_do_not_overwrite_each_other(work: Path) -> None:
    first = work / "configs" / "nato-china.yaml"
    second = work / "configs" / "second.yaml"
    second.write_text(first.read_text("utf-8").replace("NATO-China", "NATO China"), "utf-8")
    outcome = build(BuildOptions(configs=(first, second)))
    assert codes(outcome) == ["series-twice"]


def test_an_invisible_character_hides_no_word_from_a_rule(work: Path) -> None:
    article = work / "seeds" / "news-article.txt"
    text = article.read_text("utf-8") + "\n\nThe Zeb\u00adraqx plan \u2060was agreed.\n"
    article.write_text(text, encoding="utf-8")
    edit(
        work,
        "  - {select: {role: risks}",
        '  - {select: {contains: Zebraqx}, marking: "TLP:RED"}\n  - {select: {role: risks}',
    )
    outcome = run(work)
    assert "marking-unused" not in codes(outcome, Severity.WARNING)
