"""Verdicts, traces and coverage to lines and to JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefgen.counts import counted

if TYPE_CHECKING:
    from briefgen.build.proving.tracing import Trace
    from briefgen.build.proving.verifying import Checked
    from briefgen.model import Repair
    from briefgen.proof.comparing import Misattribution
    from briefgen.proof.verdicts import Verdict

_SHOWN = 90
_STATUS = {
    "word-for-word": "word for word",
    "repaired": "repaired",
    "own-words": "own words",
    "by-people": "by people",
    "not-in-source": "NOT IN A SOURCE",
}
_TALLIED = {"own-words": "in own words", "not-in-source": "NOT IN ANY SOURCE"}
_ANSWERS = {
    "in-the-pack": "in the pack",
    "over-the-limit": "over the limit",
    "no-room": "over the page limit",
    "by-people": "taken out or reworded by people",
    "merged": "told in the words of another source",
    "not-selected": "not selected",
    "above-the-ceiling": "above the pack's ceiling",
    "own-words": "words of the template or the config, from no source",
    "typed-by-people": "typed by people",
    "nowhere": "no source that this audience may see says these words",
}
# With these the words stand in the pack.
_THERE = frozenset({"in-the-pack", "own-words", "typed-by-people"})


# --- verify ---------------------------------------------------------------------------------------


def verdict_lines(checked: Checked, *, own: bool) -> Iterator[str]:
    """A line for each text of a file, then how many of each kind; `own`: its own words too."""
    yield f"{checked.file}{f' (edition of {checked.edition})' if checked.edition else ''}"
    for verdict in checked.verdicts:
        if own or verdict.status != "own-words":
            yield f"  {_STATUS[verdict.status]:<15}  {_where(verdict):<28}  {_cut(verdict.text)}"
            for repair in _repairs_of(checked, verdict):
                yield f"  {'':<15}  by {repair.rule}, {_numbers(repair.lines)}"
            for fault in _faults_of(checked, verdict):
                says = f"{_cut(fault.shown)!r}, not {_cut(fault.right)!r}"
                yield f"  {'WRONG':<15}  {fault.kind}: {says}"
    tally: Counter[str] = Counter(verdict.status for verdict in checked.verdicts)
    parts = [f"{tally[s]} {_TALLIED.get(s, words)}" for s, words in _STATUS.items() if tally[s]]
    wrong = len(checked.misattributions)
    parts += [counted(wrong, "wrong attribution")] if wrong else []
    yield f"  {counted(len(checked.verdicts), 'text')}: {', '.join(parts) or 'nothing'}"


def _where(verdict: Verdict) -> str:
    if not verdict.places:
        return ""
    place = verdict.places[0]
    return f"{place.source}:{_spans(place.lines)}" if place.lines else f"{place.source} (title)"


def _spans(lines: Iterable[tuple[int, int]]) -> str:
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in lines)


def _numbers(lines: Sequence[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _repairs_of(checked: Checked, verdict: Verdict) -> tuple[Repair, ...]:
    if verdict.status != "repaired":
        return ()
    return checked.repairs.get(verdict.places[0], ())


def _faults_of(checked: Checked, verdict: Verdict) -> tuple[Misattribution, ...]:
    """What is said of a text that should not be, with the first sentence of its piece."""
    first = next((v for v in checked.verdicts if v.piece == verdict.piece), None)
    if first is not verdict:
        return ()
    return tuple(fault for fault in checked.misattributions if fault.piece == verdict.piece)


def verdict_data(checked: Checked) -> dict[str, Any]:
    """One file as plain data."""
    return {
        "file": checked.file,
        "edition": checked.edition or None,
        "texts": [
            {
                "text": verdict.text,
                "section": verdict.section or None,
                "status": verdict.status,
                "claims_source": verdict.cites,
                "places": [
                    {"source": p.source, "lines": [list(span) for span in p.lines]}
                    for p in verdict.places
                ],
                "repairs": [_repair_data(r) for r in _repairs_of(checked, verdict)],
                "wrong": [
                    {"what": f.kind, "shown": f.shown, "right": f.right, "by": f.witness}
                    for f in _faults_of(checked, verdict)
                ],
            }
            for verdict in checked.verdicts
        ],
    }


def _repair_data(repair: Repair) -> dict[str, Any]:
    return {
        "lines": list(repair.lines),
        "before": repair.before,
        "after": repair.after,
        "rule": repair.rule,
        "confidence": repair.confidence,
    }


# --- trace ----------------------------------------------------------------------------------------


def are_there(traces: Iterable[Trace]) -> bool:
    """Whether the pack has the words that were traced."""
    return any(trace.answer in _THERE for trace in traces)


def trace_lines(traces: Iterable[Trace], clearance: str = "") -> Iterator[str]:
    """Each answer with what led to it; `clearance` is that of the asker, "" for the pack's own."""
    for trace in traces:
        if clearance and trace.answer == "nowhere":
            yield f"no source up to {clearance} says these words"
            continue
        where = f": {trace.source}:{_spans(trace.lines)}" if trace.source else ""
        rest = "".join(f", {part}" for part in (trace.section, trace.day, trace.file) if part)
        yield f"{_ANSWERS[trace.answer]}{where}{rest}"
        if trace.slot:
            label = f" ({trace.label})" if trace.label else ""
            yield f"  section {trace.slot}{label}, chosen by {trace.selector or 'a former config'}"
            yield f"  rank {trace.rank} of {trace.ranked}{_left_out(trace)}"
        for repair in trace.repairs:
            yield f"  repaired by {repair.rule}, {_numbers(repair.lines)}"
            yield f"    before: {_one_line(repair.before)}"
            yield f"    after:  {_one_line(repair.after)}"


def _left_out(trace: Trace) -> str:
    count = trace.sentences_left_out
    return f", {counted(count, 'sentence')} of it left out" if count else ""


def _one_line(text: str) -> str:
    return " ⏎ ".join(text.splitlines())


def trace_data(traces: Iterable[Trace]) -> list[dict[str, Any]]:
    """The answers as plain data."""
    return [
        {
            "answer": trace.answer,
            "source": trace.source or None,
            "lines": [list(span) for span in trace.lines],
            "section": trace.section or None,
            "slot": trace.slot or None,
            "label": trace.label or None,
            "selector": trace.selector or None,
            "rank": trace.rank or None,
            "ranked": trace.ranked or None,
            "sentences_left_out": trace.sentences_left_out,
            "repairs": [_repair_data(repair) for repair in trace.repairs],
            "day": trace.day or None,
            "file": trace.file or None,
        }
        for trace in traces
    ]
