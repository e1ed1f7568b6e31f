"""What the command line takes, prints where, and returns; the build behind it is a stand-in."""

from __future__ import annotations

import datetime
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from briefgen import __version__
from briefgen.cli import main
from briefgen.cli.printing import exit_code
from briefgen.diagnostics import Diagnostic, Place, Severity, error, info, warning
from briefgen.errors import WORST_FIRST, BriefgenError, ExitCode
from tests.places import PROJECT

HEAVY = ("reportlab", "docx", "jinja2", "pydantic", "yaml", "lxml", "pikepdf", "babel", "rapidfuzz")


@dataclass
class Options:
    """What the stand-in build was asked for."""

    configs: tuple[Path, ...]
    seeds: Path | None = None
    out: Path | None = None
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    as_of: datetime.date | None = None
    fail_on: Severity | None = None
    dry_run: bool = False
    force: bool = False
    keep: int = 0
    say_again: Severity | None = None
    locked: bool = False
    prune: bool = False
    pull: bool = False
    discard_edits: bool = False
    final: bool = False
    report_ceiling: str = ""
    jobs: int = 0


@dataclass
class Line:
    series: str
    name: str
    template: str
    ceiling: str
    formats: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass
class Outcome:
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    listing: tuple[Line, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    banners: tuple[str, ...] = ()


@dataclass
class StandIn:
    """A build that does what a test tells it and remembers what it was asked."""

    outcome: Outcome = field(default_factory=Outcome)
    asked: list[Options] = field(default_factory=list)
    act: Callable[[], None] = lambda: None

    def build(self, options: Options, progress: Any, executor: None) -> Outcome:
        assert executor is None
        self.asked.append(options)
        if progress is not None:
            progress("press", 1, 4)
        self.act()
        return self.outcome

    def list_audiences(self, options: Options) -> Outcome:
        self.asked.append(options)
        return self.outcome


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandIn:
    stand_in, module = StandIn(), ModuleType("briefgen.build")
    module.__dict__.update(
        BuildOptions=Options, build=stand_in.build, list_audiences=stand_in.list_audiences
    )
    monkeypatch.setitem(sys.modules, "briefgen.build", module)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    return stand_in


def raising(fault: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise fault

    return act


# --- which config, which options ------------------------------------------------------------------


def test_without_a_config_all_of_configs_are_built(stand_in: StandIn, tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").touch()
    (tmp_path / "configs").mkdir()
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (tmp_path / "configs" / name).touch()
    assert main(["build"]) == 0
    assert stand_in.asked[0].configs == (Path("configs/a.yaml"), Path("configs/b.yaml"))


def test_without_configs_briefgen_yaml_is_built(stand_in: StandIn, tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").touch()
    assert main(["build"]) == 0
    assert stand_in.asked[0].configs == (Path("briefgen.yaml"),)


def test_with_no_config_at_all_the_usage_says_so(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build"]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "[no-config]" in told
    assert "configs/*.yaml" in told
    assert "briefgen.yaml" in told
    assert stand_in.asked == []


def test_every_option_reaches_the_build(stand_in: StandIn) -> None:
    words = "build a.yaml b.yaml --audience x --audience y --format pdf --seeds s --out o"
    words += " --as-of 2021-11-30 --fail-on warning --dry-run"
    assert main(words.split()) == 0
    assert stand_in.asked == [
        Options(
            configs=(Path("a.yaml"), Path("b.yaml")),
            seeds=Path("s"),
            out=Path("o"),
            audiences=("x", "y"),
            formats=("pdf",),
            as_of=datetime.date(2021, 11, 30),
            fail_on=Severity.WARNING,
            dry_run=True,
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        "biuld", "build --fromat pdf", "build --format odt", "build --as-of yesterday",
        "build --fail-on never", "outline", "help no-such-page", "outline --json", "--nonsense", "",
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_one_line_and_exit_2(
    stand_in: StandIn, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    if words:
        assert len(shown.err.splitlines()) == 1
        assert " hint: " in shown.err
    assert stand_in.asked == []


def test_a_misspelt_command_names_the_one_meant(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["biuld"])
    assert "did you mean 'build'" in capsys.readouterr().err
    assert stand_in.asked == []


# --- what is printed where ------------------------------------------------------------------------

FINDINGS = (
    warning("late", "third", place=Place("b.txt", 2)),
    error("early", "first", place=Place("a.txt", 9), exit=ExitCode.SOURCE),
    info("early", "second", place=Place("b.txt", 1)),
)


def test_findings_go_to_standard_error_in_order_and_results_to_standard_output(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = "out/sea"
    stand_in.outcome = Outcome(
        diagnostics=FINDINGS,
        written=(f"{folder}/press/x.pdf", f"{folder}/press/x.docx", f"{folder}/manifest.json"),
        unchanged=(f"{folder}/minister/x.pdf",),
    )
    assert main(["build", "c.yaml"]) == ExitCode.SOURCE
    shown = capsys.readouterr()
    assert [line.split("] ")[-1] for line in shown.err.splitlines()] == [
        "first", "second", "third", "1 error, 1 warning, 1 remark",
    ]  # fmt: skip
    assert shown.out.splitlines() == [
        "unchanged  out/sea/minister/x.pdf",
        "written    out/sea/press/x.docx",
        "written    out/sea/press/x.pdf",
        "2 packs in out/sea: 2 files written, 1 unchanged",
    ]


def test_a_dry_run_says_what_it_would_write(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.outcome = Outcome(planned=("out/sea/press/x.pdf",))
    assert main(["build", "c.yaml", "--dry-run"]) == 0
    assert capsys.readouterr().out == "would write  out/sea/press/x.pdf\n"


def test_list_prints_a_line_for_each_audience(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.outcome = Outcome(
        listing=(
            Line("Sea", "press", "press-brief", "CLEAR", ("pdf",), ("lead",)),
            Line("Sea", "minister", "memo", "GREEN", ("pdf", "docx"), ("lead", "next")),
        )
    )
    assert main(["build", "c.yaml", "--list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Sea  press     press-brief  CLEAR  pdf       lead",
        "Sea  minister  memo         GREEN  pdf+docx  lead, next",
    ]


def test_a_list_of_nothing_is_nothing(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "c.yaml", "--list"]) == 0
    assert stand_in.asked
    assert capsys.readouterr().out == ""


def test_a_pipe_sees_neither_progress_nor_colour(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.outcome = Outcome(diagnostics=FINDINGS)
    main(["build", "c.yaml"])
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "\r" not in shown.out + shown.err


def seen_on_a_terminal(*words: str, **environment: str) -> str:
    """What a person sees on standard error."""
    seen, given = pty.openpty()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"TERM": "xterm", "NO_COLOR": "", **environment}.items():
            patch.setenv(name, value)
        with open(given, "w", encoding="utf-8") as stream:  # noqa: PTH123 (a descriptor, no path)
            patch.setattr(sys, "stderr", stream)
            main(words)
    shown = b""
    with suppress(OSError):  # what Linux says at the end of a terminal that nobody writes to
        while more := os.read(seen, 65536):
            shown += more
    os.close(seen)
    return shown.decode()


def test_a_terminal_sees_progress_and_colour(stand_in: StandIn) -> None:
    stand_in.outcome = Outcome(diagnostics=FINDINGS)
    shown = seen_on_a_terminal("build", "c.yaml")
    assert "1/4 press" in shown
    assert "\x1b[31m\x1b[1merror\x1b[0m [early] first" in shown
    assert "\r\x1b[K" in shown[shown.index("press") :]  # the line is wiped before the findings


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_color_is_heeded(stand_in: StandIn, name: str, value: str) -> None:
    stand_in.outcome = Outcome(diagnostics=FINDINGS)
    shown = seen_on_a_terminal("build", "c.yaml", **{name: value})
    assert "error [early] first" in shown
    assert "\x1b[3" not in shown


# --- exit codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("worse", WORST_FIRST[:-2])
def test_the_worst_code_wins(worse: ExitCode) -> None:
    better = WORST_FIRST[WORST_FIRST.index(worse) + 1 : -1]
    found = [error("x", str(code), exit=code) for code in (*better, worse)]
    assert exit_code(found) == worse
    assert exit_code(found[::-1]) == worse


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        (Severity.INFO, Severity.ERROR, 0),
        (Severity.WARNING, Severity.ERROR, 0),
        (Severity.WARNING, Severity.WARNING, 1),
        (Severity.INFO, Severity.WARNING, 0),
        (Severity.INFO, Severity.INFO, 1),
        (Severity.WARNING, None, 0),
        (Severity.ERROR, None, 1),
        (Severity.ERROR, Severity.ERROR, 1),
    ],
)
def test_findings_count_from_fail_on_upwards(
    stand_in: StandIn, severity: Severity, fail_on: Severity | None, expected: int
) -> None:
    found = Diagnostic(severity=severity, code="x", message="y")
    stand_in.outcome = Outcome(diagnostics=(found,), fail_on=fail_on)
    assert main(["build", "c.yaml"]) == expected


@pytest.mark.parametrize("code", [ExitCode.BUSY, ExitCode.OUTPUT, ExitCode.CONFIG])
def test_a_fault_that_stops_all_is_told_and_returned(
    stand_in: StandIn, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.act = raising(BriefgenError(error("some-code", "told", exit=code)))
    assert main(["build", "c.yaml"]) == code
    assert capsys.readouterr().err == "error [some-code] told\n"


def test_a_busy_folder_outranks_mere_findings() -> None:
    busy = error("x", "busy", exit=ExitCode.BUSY)
    assert exit_code([busy, error("x", "y")]) == ExitCode.BUSY
    assert exit_code([busy, error("x", "y", exit=ExitCode.CONFIG)]) == ExitCode.CONFIG


def test_an_interrupt_is_130(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    stand_in.act = raising(KeyboardInterrupt())
    assert main(["build", "c.yaml"]) == ExitCode.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize("fault", [ValueError("secret"), RecursionError(), MemoryError()])
def test_a_bug_is_one_line_and_a_report(
    stand_in: StandIn, tmp_path: Path, fault: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.act = raising(fault)
    for _ in range(2):
        assert main(["build", "c.yaml"]) == ExitCode.BUG
    told = capsys.readouterr().err
    assert [line.split("] ")[0] for line in told.splitlines()] == ["error [bug"] * 2
    assert "secret" not in told
    assert "Traceback" not in told
    report = next((tmp_path / "tmp").glob("briefgen-bug-*.txt"))
    assert report.stat().st_mode & 0o077 == 0
    assert type(fault).__name__ in report.read_text()
    assert str(report.name) in told


def test_a_bug_report_goes_to_the_working_folder_where_there_is_no_other(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    stand_in.act = raising(ValueError())
    assert main(["build", "c.yaml"]) == ExitCode.BUG
    assert len(list(tmp_path.glob("briefgen-bug-*.txt"))) == 1


# --- as a process ---------------------------------------------------------------------------------


def run(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["help"], []])
def test_help_and_version_load_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys; from briefgen.cli import main; main(sys.argv[1:]);"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1:] == [""]


def test_the_version_is_printed() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"briefgen {__version__}\n", "")


def test_a_reader_who_goes_away_is_no_fault() -> None:
    program = [sys.executable, "-m", "briefgen", "help", "build"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(program, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_listener_who_goes_away_changes_no_exit_code(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "briefgen", "build"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        found = {**os.environ, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(program, stderr=closed, cwd=tmp_path, env=found, check=False)
    assert done.returncode == ExitCode.USAGE


def test_the_schema_is_json_whatever_the_locale(tmp_path: Path) -> None:
    spoken = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONPATH": str(PROJECT)}
    done = run("schema", cwd=tmp_path, env={**os.environ, **spoken})
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org/")


# --- the real commands that need no build ---------------------------------------------------------


def test_the_schema_describes_a_config(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    assert "audiences" in json.loads(capfdbinary.readouterr().out)["properties"]


def test_an_outline_is_text_or_json(
    samples: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = sorted(samples.glob("*.txt"))[0]
    assert main(["outline", str(source), "--json"]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert main(["outline", source.name, "--seeds", str(samples)]) == 0
    shown = capfdbinary.readouterr().out.decode()
    assert told["title"] in shown
    assert {"sections", "toc", "metadata", "quotes", "dates_in_text", "repairs", "quirks"} <= set(
        told
    )


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_an_outline_of_no_file_is_one_line_and_exit_5(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outline", name]) == ExitCode.SOURCE
    shown = capsys.readouterr()
    assert (shown.out, len(shown.err.splitlines())) == ("", 1)


def test_an_interrupt_in_click_itself_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.cli.help_pages.titles", raising(KeyboardInterrupt()))
    assert main(["help"]) == ExitCode.INTERRUPTED


def test_a_report_that_another_person_holds_is_not_touched(
    stand_in: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def act() -> None:
        for report in (tmp_path / "tmp").iterdir():
            report.write_text("somebody else's")
        raise ValueError

    stand_in.act = act
    for _ in range(2):
        assert main(["build", "c.yaml"]) == ExitCode.BUG
    (report,) = (tmp_path / "tmp").iterdir()
    assert report.read_text() == "somebody else's"
    assert (tmp_path / report.name).is_file()
    assert str(tmp_path / report.name) in capsys.readouterr().err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_fault(closed: str) -> None:
    command = f'"{sys.executable}" -m briefgen help build {closed}'
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
