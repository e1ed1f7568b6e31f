"""Globs of a config to files: order, rules, ids, and what is refused."""

from __future__ import annotations

import fnmatch
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.config import Config, SourceFile, find_sources, load_config
from briefgen.diagnostics import Diagnostics, Severity
from briefgen.errors import ExitCode
from briefgen.files.globs import could_match_below, fits, matches, split_glob


def make_config(root: Path, sources: str = "", shown: str | None = None) -> Config:
    (root / "configs").mkdir(exist_ok=True)
    path = root / "configs" / "series.yaml"
    path.write_text(
        f"series: x\n{sources}audiences: {{a: {{template: bluf-memo}}}}\n", encoding="utf-8"
    )
    config, found = load_config(path, shown=shown or "configs/series.yaml")
    assert not found
    assert config is not None
    return config


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def names_of(files: tuple[SourceFile, ...]) -> list[str]:
    return [file.name for file in files]


def codes_of(found: Diagnostics) -> list[str]:
    return [d.code for d in found if d.severity > Severity.INFO]


def test_without_sources_every_file_in_seeds_counts_at_the_top(tmp_path: Path) -> None:
    put(tmp_path, "seeds/b.txt", "seeds/a.md", "seeds/deep/er/c.txt", "notes/d.txt", "seeds/.hid")
    files, found = find_sources(make_config(tmp_path))
    assert names_of(files) == ["seeds/a.md", "seeds/b.txt", "seeds/deep/er/c.txt"]
    assert {file.rule.marking for file in files} == {""}
    assert not found


def test_sources_stand_in_the_order_of_the_config_and_keep_their_ids(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a/x.txt", "seeds/b/x.txt", "seeds/c.txt", "seeds/d.txt")
    paths = ("seeds/d.txt", "seeds/b/*", "seeds/c*", "seeds/**/*")
    entries = "".join(f"  - {{path: '{path}'}}\n" for path in paths)
    files, _ = find_sources(make_config(tmp_path, f"sources:\n{entries}"))
    assert [(file.name, file.id) for file in files] == [
        ("seeds/d.txt", "d"),
        ("seeds/b/x.txt", "x-2"),
        ("seeds/c.txt", "c"),
        ("seeds/a/x.txt", "x"),
    ]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "seeds/.b.txt", "seeds/.c/d.txt", ".git/e.txt")
    files, _ = find_sources(make_config(tmp_path, "sources: [{path: '**/*.txt'}]\n"))
    assert names_of(files) == ["seeds/a.txt"]


def test_the_first_rule_that_fits_counts(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "seeds/b.txt")
    rules = "sources:\n  - {path: seeds/b.txt, marking: 'TLP:RED'}\n  - {path: seeds/*}\n"
    files, found = find_sources(make_config(tmp_path, rules))
    assert [(f.name, f.rule.marking) for f in files] == [
        ("seeds/b.txt", "TLP:RED"),
        ("seeds/a.txt", ""),
    ]
    assert not found


def test_a_marking_from_a_glob_is_named_with_the_line_of_the_config(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "seeds/b.txt")
    rules = (
        "sources:\n  - {path: seeds/b.txt, marking: 'TLP:RED'}\n"
        "  - {path: seeds/*, marking: 'TLP:CLEAR'}\n"
    )
    _, found = find_sources(make_config(tmp_path, rules))
    assert [str(d) for d in found] == [
        "configs/series.yaml:4:5: info [source-marking] "
        'seeds/a.txt is TLP:CLEAR by the glob "seeds/*"'
    ]


def test_a_file_that_is_named_and_not_there_is_an_error_that_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path, "seeds/notes.txt")
    rules = "sources:\n  - {path: seeds/notes.txt}\n  - {path: seeds/note.txt}\n"
    files, found = find_sources(make_config(tmp_path, rules))
    assert [file.name for file in files] == ["seeds/notes.txt"]
    assert [(d.code, d.severity, d.exit) for d in found] == [
        ("source-missing", Severity.ERROR, ExitCode.SOURCE)
    ]
    assert "notes.txt" in found[0].hint


@pytest.mark.parametrize("language", ["french", "francais", "EN", "en_GB", "e", ""])
def test_a_source_names_its_language_by_a_tag(tmp_path: Path, language: str) -> None:
    put(tmp_path, "seeds/a.txt")
    path = tmp_path / "series.yaml"
    path.write_text(
        f"series: A\nsources: [{{path: seeds/*, language: '{language}'}}]\n"
        "audiences: {b: {template: bluf-memo}}\n",
        encoding="utf-8",
    )
    _, found = load_config(path, shown="series.yaml")
    assert [(d.place and d.place.line, d.exit) for d in found] == [(2, ExitCode.CONFIG)]


def test_rules_without_a_file_are_warnings(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt")
    rules = "sources:\n  - {path: seeds/*}\n  - {path: seeds/a.txt}\n  - {path: archive/*.txt}\n"
    _, found = find_sources(make_config(tmp_path, rules))
    assert [(d.code, d.severity, d.place and d.place.line) for d in found] == [
        ("source-rule-unused", Severity.WARNING, 4),
        ("source-rule-unused", Severity.WARNING, 5),
    ]
    assert "rule before it" in found[0].message
    assert "no file matches" in found[1].message


@pytest.mark.parametrize("names", [(), ("notes/a.txt",), ("seeds/.hidden",)])
def test_no_source_at_all_is_an_error_of_the_sources(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    put(tmp_path, *names)
    files, found = find_sources(make_config(tmp_path))
    assert files == ()
    assert [(d.code, d.exit) for d in found] == [("no-source", ExitCode.SOURCE)]


def test_seeds_stand_for_the_folder_seeds(tmp_path: Path) -> None:
    put(tmp_path, "project/seeds/old.txt", "project/more/x.txt", "other/new.txt")
    rules = "sources: [{path: 'seeds/*'}, {path: 'more/*'}]\n"
    config = make_config(tmp_path / "project", rules)
    files, found = find_sources(config, tmp_path / "other")
    assert names_of(files) == ["seeds/new.txt", "more/x.txt"]
    assert [f.shown for f in files] == [f"{(tmp_path / 'other').as_posix()}/new.txt", "more/x.txt"]
    assert not found


@pytest.mark.parametrize("name", ["none", "file.txt"])
def test_seeds_that_are_no_folder(tmp_path: Path, name: str) -> None:
    put(tmp_path, "file.txt", "seeds/a.txt")
    files, found = find_sources(make_config(tmp_path), tmp_path / name)
    assert files == ()
    assert [(d.code, d.exit) for d in found] == [("seeds-folder", ExitCode.SOURCE)]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_files_and_folders_are_refused_with_the_line_of_the_rule(tmp_path: Path) -> None:
    put(tmp_path, "secret/s.txt", "project/seeds/a.txt")
    seeds = tmp_path / "project" / "seeds"
    (seeds / "link.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (seeds / "folder").symlink_to(tmp_path / "secret")
    (seeds / "loop").symlink_to(seeds)
    config = make_config(tmp_path / "project", "sources:\n  - {path: 'seeds/**/*.txt'}\n")
    files, found = find_sources(config)
    assert names_of(files) == ["seeds/a.txt"]
    assert [(d.code, d.exit, str(d.place)) for d in found] == [
        ("source-link", ExitCode.SOURCE, "configs/series.yaml:3:5")
    ] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_no_rule_reaches_is_nobodys_business(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "other/b.md")
    (tmp_path / "seeds" / "link.md").symlink_to(tmp_path / "other" / "b.md")
    files, found = find_sources(make_config(tmp_path, "sources: [{path: 'seeds/*.txt'}]\n"))
    assert names_of(files) == ["seeds/a.txt"]
    assert not found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt")
    os.mkfifo(tmp_path / "seeds" / "pipe.txt")
    files, found = find_sources(make_config(tmp_path))
    assert names_of(files) == ["seeds/a.txt"]
    assert codes_of(found) == ["source-kind"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "seeds/b\n.txt", "seeds/c\u202e.txt")
    files, found = find_sources(make_config(tmp_path))
    assert names_of(files) == ["seeds/a.txt"]
    assert codes_of(found) == ["source-name", "source-name"]
    assert all(len(str(d).splitlines()) == 1 for d in found)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, *(f"seeds/{n}.txt" for n in range(20)))
    monkeypatch.setattr("briefgen.files.folders.MAX_FILES", 10)
    _, found = find_sources(make_config(tmp_path))
    assert codes_of(found) == ["too-many-files"]


def test_folders_are_followed_down_to_a_bound(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt", "/".join(["seeds", *("d" * 40), "deep.txt"]))
    files, found = find_sources(make_config(tmp_path))
    assert names_of(files) == ["seeds/a.txt"]
    assert codes_of(found) == ["too-deep"]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "seeds/a.txt", "seeds/shut/b.txt")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("briefgen.files.folders.os.scandir", refuse)
    files, found = find_sources(make_config(tmp_path))
    assert names_of(files) == ["seeds/a.txt"]
    assert [d.message for d in found] == ["seeds/shut/ cannot be read: permission denied"]


def test_ids_are_unique_and_fit_for_a_path(tmp_path: Path) -> None:
    put(
        tmp_path,
        "seeds/Report (Final).txt",
        "seeds/report-final.md",
        "seeds/港口.txt",
        "seeds/Ä.txt",
    )
    files, _ = find_sources(make_config(tmp_path))
    assert sorted(file.id for file in files) == ["a", "report-final", "report-final-2", "source-4"]


def test_a_config_beside_its_seeds(tmp_path: Path) -> None:
    put(tmp_path, "seeds/a.txt")
    path = tmp_path / "series.yaml"
    path.write_text("series: x\naudiences: {a: {template: bluf-memo}}\n", encoding="utf-8")
    config, _ = load_config(path, shown="series.yaml")
    assert config is not None
    files, _ = find_sources(config)
    assert [file.shown for file in files] == ["seeds/a.txt"]


def test_names_are_shown_as_the_user_would_type_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "seeds/a.txt")
    make_config(tmp_path)
    monkeypatch.chdir(tmp_path / "configs")
    config, _ = load_config(Path("series.yaml"))
    assert config is not None
    files, _ = find_sources(config)
    assert [file.shown for file in files] == ["../seeds/a.txt"]
    assert files[0].path.read_text(encoding="utf-8") == "seeds/a.txt"


def test_the_real_seeds_are_found(real_seeds: Path, project: Path) -> None:
    config, _ = load_config(project / "configs" / "nato-china.yaml")
    assert config is not None
    files, found = find_sources(config, real_seeds)
    assert len(files) == 2
    assert [d.code for d in found] == ["source-marking"] * 2


# --- globs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [
        ("seeds/*", "seeds/a", "seeds/a/b"),
        ("seeds/*.txt", "seeds/a.b.txt", "seeds/a.txt.md"),
        ("seeds/**/*.txt", "seeds/a.txt", "other/a.txt"),
        ("seeds/**/*.txt", "seeds/x/y/a.txt", "seeds/x/y/a.md"),
        ("**/a?.txt", "ab.txt", "x/a.txt"),
        ("./seeds/a", "seeds/a", "a"),
        ("**/x/**/y", "x/y", "y"),
        ("seeds/caf\u00e9", "seeds/cafe\u0301", "seeds/cafe"),
    ],
)
def test_a_glob_fits(glob: str, yes: str, no: str) -> None:
    assert matches(yes.split("/"), split_glob(glob))
    assert not matches(no.split("/"), split_glob(glob))


_NAMES = st.text("ab.", min_size=1, max_size=6)
_PATTERNS = st.text("ab.*?", min_size=1, max_size=8)


@given(_NAMES, _PATTERNS)
@settings(deadline=None, max_examples=300)
def test_single_names_fit_as_in_the_standard_library(name: str, pattern: str) -> None:
    assert fits(name, pattern) == fnmatch.fnmatchcase(name, pattern)


@given(st.lists(_NAMES, min_size=1, max_size=4), st.lists(st.just("**") | _PATTERNS, max_size=4))
@settings(deadline=None, max_examples=300)
def test_a_path_that_fits_could_be_reached_from_each_folder_on_the_way(
    parts: list[str], glob: list[str]
) -> None:
    if matches(parts, glob):
        assert all(could_match_below(parts[:n], glob) for n in range(len(parts)))


def test_a_hostile_pattern_takes_no_time() -> None:
    assert not fits("a" * 200, "*a" * 100 + "b")
    assert not matches(["a"] * 200, (*["**", "a"] * 60, "b"))
