"""Sources that were looked at, and sources that are too old: what a build refuses and warns of."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.cli import main
from briefgen.config.dating import check_age, too_old_from
from briefgen.diagnostics import Place
from briefgen.editions.locking import lock_bytes, read_lock
from briefgen.errors import ExitCode
from tests.editions.test_freshness import edit, make_project


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def found_codes(capsys: pytest.CaptureFixture[str]) -> set[str]:
    lines = capsys.readouterr().err.splitlines()
    return {line.split("[")[1].split("]")[0] for line in lines if "[" in line}


def test_a_lock_names_every_source_and_is_written_once(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lock"]) == ExitCode.OK
    text = (work / "configs" / "sources.lock").read_text()
    assert [line.split()[1] for line in text.splitlines()[2:]] == ["seeds/report.txt"]
    assert capsys.readouterr().out == "written    configs/sources.lock: 1 source\n"
    assert main(["lock"]) == ExitCode.OK
    assert capsys.readouterr().out == "unchanged  configs/sources.lock: 1 source\n"
    assert main(["build", "--locked"]) == ExitCode.OK


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no lock": (lambda w: (w / "configs/sources.lock").unlink(), "lock-missing"),
    "a source changed": (lambda w: write(w / "seeds/report.txt", "B\n\nWords.\n"), "lock-changed"),
    "a source came": (lambda w: write(w / "seeds/new.txt", "New\n\nWords.\n"), "lock-new"),
    "a source went": (lambda w: (w / "seeds/more.txt").unlink(), "lock-gone"),
    "a broken lock": (lambda w: write(w / "configs/sources.lock", "what?\n"), "lock-unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_not_looked_at_is_refused_before_anything_is_built(
    work: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, code = REFUSED[name]
    write(work / "seeds/more.txt", "More\n\nOf the harbour.\n")
    main(["lock"])
    change(work)
    capsys.readouterr()
    assert main(["build", "--locked"]) == ExitCode.SOURCE
    assert code in found_codes(capsys)
    assert not (work / "out").exists()
    assert main(["lock"]) == ExitCode.OK
    assert main(["build", "--locked"]) == ExitCode.OK


def test_a_lock_keeps_what_other_configs_read(work: Path) -> None:
    (work / "other").mkdir()
    write(work / "other" / "b.txt", "Other\n\nWords.\n")
    config = (work / "configs/harbours.yaml").read_text().replace("seeds/**/*", "other/*")
    write(work / "configs/other.yaml", config.replace("series: Harbours", "series: Others"))
    main(["lock"])
    both, _ = read_lock(work / "configs/sources.lock")
    write(work / "seeds/report.txt", "Other\n\nWords.\n")
    main(["lock", "configs/harbours.yaml"])
    after, _ = read_lock(work / "configs/sources.lock")
    assert both is not None
    assert after is not None
    assert after.keys() == both.keys() == {"seeds/report.txt", "other/b.txt"}
    assert [name for name in both if both[name] != after[name]] == ["seeds/report.txt"]


@given(st.dictionaries(st.from_regex(r"[a-zü][a-z ü/.]*[a-z]", fullmatch=True), st.just("a" * 64)))
def test_a_lock_reads_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, locked: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.lock"
    path.write_bytes(lock_bytes(locked))
    assert read_lock(path) == (locked, ())


# --- ages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dated", "age", "day"),
    [
        ("2021-01-31", "1m", "2021-03-01"),
        ("2021-11-01", "30d", "2021-12-02"),
        ("2021-11-01", "2w", "2021-11-16"),
        ("2020-02-29", "1y", "2021-03-01"),
        ("9999-12-01", "9y", None),
    ],
)
def test_an_age_ends_on_a_day(dated: str, age: str, day: str | None) -> None:
    end = too_old_from(datetime.date.fromisoformat(dated), age)
    assert (end and end.isoformat()) == day


@pytest.mark.parametrize("age", ["90", "d", "0d", "-1d", "1.5y", "90 d", "12345d"])
def test_what_is_no_age_is_named(age: str) -> None:
    assert [d.code for d in check_age(age, Place("a"))] == ["wrong-age"]


@pytest.mark.parametrize(
    ("more", "as_of", "codes"),
    [
        ('dated: "2021-11-01", max_age: 30d', "2021-12-01", set()),
        ('dated: "2021-11-01", max_age: 30d', "2021-12-02", {"source-old"}),
        ("max_age: 30d", "2021-12-01", {"source-undated"}),
        ('dated: "2021-11-01"', "2025-12-01", set()),
    ],
)
def test_a_source_that_is_too_old_is_a_warning(
    work: Path, more: str, as_of: str, codes: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(work / "configs/harbours.yaml", '"TLP:CLEAR"}', f'"TLP:CLEAR", {more}}}')
    wanted = ExitCode.FINDINGS if codes else ExitCode.OK
    assert main(["build", "--as-of", as_of, "--fail-on", "warning"]) == wanted
    assert found_codes(capsys) & {"source-old", "source-undated"} == codes


def test_a_source_that_grows_too_old_is_said_though_no_pack_is_stale(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(work / "configs/harbours.yaml", '"}', '", dated: "2021-11-01", max_age: 60d}')
    main(["build"])
    stood = {path: path.read_bytes() for path in (work / "out").rglob("harbours-*.*")}
    for as_of, codes in (("2021-12-31", set()), ("2022-01-01", {"source-old"})):
        capsys.readouterr()
        assert main(["build", "--as-of", as_of]) == ExitCode.OK
        assert found_codes(capsys) & {"source-old"} == codes
    assert {path: path.read_bytes() for path in (work / "out").rglob("harbours-*.*")} == stood
