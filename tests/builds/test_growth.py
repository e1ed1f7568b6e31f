"""What a batch shares is made once, however many packs show it; counted, not timed."""

from __future__ import annotations

import io
import itertools
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.packs import telling
from briefgen.cli import results
from briefgen.cli.group import briefgen
from briefgen.compose import units
from briefgen.diagnostics import Severity
from briefgen.model import Block, Notes, Section
from briefgen.proof import pdf_operators
from briefgen.renderers.pdf import sections
from briefgen.renderers.pdf.blocks import note_rows
from briefgen.renderers.word import patterns
from briefgen.renderers.word.blocks import notes
from briefgen.selection import ceilings, dangling
from briefgen.tree import walk
from tests.bench.project import write_project

# Module, function: what all packs that show it share.
SHARED = {
    "selections": (ceilings, "select"),
    "documents at a ceiling": (ceilings, "allowed"),
    "slots composed": (units, "_make"),
    "sections laid out": (sections, "lay_block"),
    "rows of notes laid out": (note_rows, "lay_row"),
    "sections written for Word": (patterns, "_make"),
    "rows of notes written for Word": (notes, "_numberless_row"),
    "passages told": (telling, "passage_record"),
    "sentences that lean": (dangling, "_pieces"),
    "shown lines decoded": (pdf_operators, "_read_shown"),
}
AUDIENCES = 3


def project(folder: Path, times: int) -> Path:
    """A batch in which each of the same packs is made for so many audiences."""
    write_project(folder, AUDIENCES, checked=True)
    config = folder / "configs" / "batch.yaml"
    head, entries = config.read_text("utf-8").split("audiences:\n")
    # Names as long as each other: a pack's own words take the same characters and lines.
    again = [re.sub(r"^  a0", f"  {letter}0", entries, flags=re.M) for letter in "abcd"[:times]]
    config.write_text(f"{head}audiences:\n{''.join(again)}", "utf-8")
    return config


def is_own(block: Block) -> bool:
    """A pack's head and notes are its own; what it shows of a source is not."""
    noted = any(isinstance(node, Notes) for node in walk((block,)))
    return noted or not isinstance(block, Section)


def counted(monkeypatch: pytest.MonkeyPatch, config: Path) -> tuple[Counter[str], BuildOutcome]:
    calls: Counter[str] = Counter()

    def count(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **named: Any) -> Any:
            calls[name] += not (name == "sections laid out" and is_own(words[1]))
            return real(*words, **named)

        return call

    with monkeypatch.context() as patch:
        for name, (module, function) in SHARED.items():
            patch.setattr(module, function, count(name, getattr(module, function)))
        outcome = build(BuildOptions(configs=(config,), out=config.parent / "out"))
    return calls, outcome


def test_three_times_the_audiences_lay_out_select_and_decode_not_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, outcome = counted(monkeypatch, project(tmp_path / "once", 1))
    thrice, more = counted(monkeypatch, project(tmp_path / "thrice", 3))
    assert len(more.written) - len(outcome.written) == 2 * AUDIENCES * 4
    # Of the lines some are a pack's own, its name at least.
    lines = thrice.pop("shown lines decoded"), once.pop("shown lines decoded")
    assert lines[1] < lines[0] < 1.5 * lines[1]
    assert thrice == once
    assert once.keys() == SHARED.keys() - {"shown lines decoded"}


def test_timings_name_every_stage_and_add_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = project(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(briefgen, ["build", str(config), "--timings", "--jobs", "1"])
    found = re.findall(r"^(\S.*?) +(\d+\.\d\d) s of CPU", done.stderr, re.M)
    assert [name for name, _ in found] == [
        *("starting", "loading libraries", "loading briefgen"),
        *("config", "reading", "edition before", "selecting", "composing and layout"),
        *("records", "PDF", "Word", "leak check", "publishing", "between the stages", "together"),
    ]
    *parts, total = (float(seconds) for _, seconds in found)
    assert sum(parts) == pytest.approx(total, abs=0.08)
    assert re.search(r"^memory at most +\d+ MB; \d+ MB in another process", done.stderr, re.M)


def test_hardly_anything_is_done_between_the_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = project(tmp_path, 1)
    calls = itertools.count()
    monkeypatch.setattr("briefgen.build.process_seconds", lambda: next(calls))
    monkeypatch.setattr("briefgen.build.working.timing.thread_seconds", lambda: next(calls))
    sys.setprofile(lambda *_: next(calls))
    try:
        outcome = build(BuildOptions(configs=(config,), out=tmp_path / "out"))
    finally:
        sys.setprofile(None)
    assert sum(outcome.spent.values()) > 0.98 * next(calls)


def test_a_manifest_that_the_next_run_would_not_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.build.standing.publishing.MOST_BYTES", 10_000)
    outcome = build(BuildOptions(configs=(project(tmp_path, 1),), out=tmp_path / "out"))
    assert [d.code for d in outcome.diagnostics if d.severity is Severity.ERROR] == [
        "series-too-large"
    ]
    assert not outcome.written
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_a_manifest_that_is_bound_to_be_too_large_stops_the_run_before_a_pack_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.build.standing.sizing.MOST_BYTES", 4_000)
    outcome = build(BuildOptions(configs=(project(tmp_path, 1),), out=tmp_path / "out"))
    assert [d.code for d in outcome.diagnostics] == ["series-too-large"]
    assert "selecting" in outcome.spent
    assert "composing and layout" not in outcome.spent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_says_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, times = Terminal(), iter([0.0, 0.5, 4.0, 40.0])
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("COLUMNS", "100")
    report, end = results.make_progress(lambda: next(times))
    assert report is not None
    report("press", 4, 200)
    report("press", 20, 200)
    report("press", 20, 200)
    end()
    lines = [line for line in shown.getvalue().split("\r\x1b[K") if line]
    assert lines == [
        "4/200 press",
        "20/200 press, 5 a second, 0:36 left",
        "20/200 press, 2 s each, 6:00 left",
    ]
