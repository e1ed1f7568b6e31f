"""Where words of a pack come from; withheld words are answered like words that nobody wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.tracing import Trace, trace_words
from briefgen.cli import main
from briefgen.errors import ExitCode
from tests.places import PROJECT
from tests.proof.cases import make_case

CONFIG = PROJECT / "configs" / "nato-china.yaml"
SLUG = "nato-china-relations"
HIDDEN = "blamed on the wrong party"  # a marked section of the sample report has these words


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trace")
    build(BuildOptions(configs=(CONFIG,), out=folder))
    return folder


def ask(out: Path, pack: str, words: str, clearance: str = "") -> tuple[Trace, ...]:
    traces, found = trace_words(pack, words, (CONFIG,), out=out, clearance=clearance)
    assert found == ()
    return traces


def test_words_in_a_pack_have_source_slot_selector_rank_and_repairs(out: Path) -> None:
    [trace] = ask(out, "minister", "Blamed on the WRONG party!")
    assert trace.answer == "in-the-pack"
    assert trace.source.endswith("dialogue-report.txt")
    assert trace.lines[0][0] == 109
    assert (trace.slot, trace.label) == ("why", "Why it matters")
    assert "template.yaml:" in trace.selector
    assert 1 <= trace.rank <= trace.ranked
    assert [repair.rule for repair in trace.repairs] == ["false-bullet"]


def test_a_column_is_traced_to_its_own_selector(out: Path) -> None:
    [one] = ask(out, "minister", "China and Russia act together")
    [other] = ask(out, "minister", "The Alliance has outlived its purpose")
    assert one.slot == other.slot == "views"
    assert one.selector != other.selector


def test_a_finished_file_can_be_asked(out: Path) -> None:
    for form in ("pdf", "docx"):
        file = out / SLUG / "minister" / f"{SLUG}-minister.{form}"
        assert ask(out, str(file), HIDDEN) == ask(out, "minister", HIDDEN)


@pytest.mark.parametrize(
    ("pack", "words", "answer"),
    [
        ("minister", "the answer may hit a hospital", "over-the-limit"),
        ("minister", "Outlook", "not-selected"),
        ("press", "Outlook", "not-selected"),
        ("minister", "How each side sees the other", "own-words"),
        ("minister", "no such words anywhere", "nowhere"),
    ],
)
def test_why_words_are_not_in_a_pack(out: Path, pack: str, words: str, answer: str) -> None:
    assert answer in [trace.answer for trace in ask(out, pack, words)]


def test_withheld_words_are_answered_like_words_that_nobody_wrote(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for words in (HIDDEN, "xyzzy plugh"):
        line = ["trace", "press", words, "--config", str(CONFIG), "--out", str(out), "--json"]
        answers.append((main(line), capsys.readouterr()))
    assert answers[0] == answers[1]
    assert answers[0][0] == ExitCode.FINDINGS
    for words in (HIDDEN, "xyzzy plugh"):
        line = ["trace", "press", words, "--config", str(CONFIG), "--out", str(out)]
        assert main(line) == ExitCode.FINDINGS
        told = capsys.readouterr().out
        assert told == "no source that this audience may see says these words\n"
        assert main([*line, "--clearance", "TLP:CLEAR"]) == ExitCode.FINDINGS
        assert capsys.readouterr().out == "no source up to TLP:CLEAR says these words\n"


def test_a_higher_clearance_is_told(out: Path) -> None:
    [trace] = ask(out, "press", HIDDEN, clearance="TLP:GREEN")
    assert trace.answer == "above-the-ceiling"
    assert trace.lines


def test_a_lower_clearance_hides_what_the_pack_has(out: Path) -> None:
    assert ask(out, "minister", HIDDEN, clearance="TLP:CLEAR") == ask(out, "minister", "xyzzy")
    low, high = (ask(out, "minister", "three-year roadmap", c) for c in ("TLP:CLEAR", "TLP:RED"))
    assert [t.answer for t in low] == [t.answer for t in high] == ["in-the-pack"]


def test_an_unknown_pack_or_label_is_named(out: Path) -> None:
    for pack, clearance, code in (
        ("minster", "", "pack-unknown"),
        ("press", "TLP:WHITE", "clearance-unknown"),
    ):
        traces, found = trace_words(pack, "x", (CONFIG,), out=out, clearance=clearance)
        assert traces == ()
        assert [(d.code, d.exit) for d in found] == [(code, ExitCode.USAGE)]


def test_the_command_prints_an_answer(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["trace", "minister", HIDDEN, "--config", str(CONFIG), "--out", str(out)]
    assert main(words) == ExitCode.OK
    told = capsys.readouterr().out
    assert told.startswith("in the pack: ")
    assert "rank" in told
    assert main([*words, "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)[0]["answer"] == "in-the-pack"


def test_generated_packs_tell_nothing_of_what_they_withhold(tmp_path: Path) -> None:
    asked = 0
    for seed in range(8):
        case = make_case(seed, audiences=1)
        folder = tmp_path / str(seed)
        config = case.write(folder)
        if not build(BuildOptions(configs=(config,))).written:
            continue
        for name in sorted(case.labels)[::6]:
            traces, found = trace_words("readers-0", name, (config,))
            if any(d.code == "pack-unknown" for d in found):
                break
            nowhere = [trace.answer for trace in traces] == ["nowhere"]
            assert nowhere == (name in case.hidden("readers-0"))
            asked += nowhere
    assert asked > 5
