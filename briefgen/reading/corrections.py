"""What people state of a source in the config, keyed by the words of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, warning
from briefgen.model import Repair
from briefgen.reading.clumps import bullet_mark
from briefgen.reading.lines import Line
from briefgen.reading.numbering import split_number
from briefgen.slotted import dataclass

# The rules of repair that a correction can leave out, as the log and `briefgen outline` name them.
SKIPPABLE = (
    "blank-before-stop",
    "broken-lines",
    "broken-paragraph",
    "broken-point",
    "contents-number",
    "contents-title",
    "false-bullet",
    "header-in-row",
    "hyphen-at-line-end",
    "lost-bullet",
    "lost-hyphen",
    "misread-sign",
    "run-in-heading",
    "torn-range",
    "torn-row",
)
BY_HAND = "by-hand"
_ALIKE = 60.0  # of 100: a line that may have been meant
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHeading:
    """The line is a heading of this level, or none (0)."""

    line: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRepair:
    """This rule repairs nothing at the line."""

    line: str
    rule: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedText:
    """In the line `before` reads `after`."""

    line: str
    before: str
    after: str
    place: Place


Correction = StatedHeading | SkippedRepair | MendedText
Skips = frozenset[tuple[str, int]]  # (rule, line)
NO_SKIPS: Skips = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Corrections by line: the level of stated headings (0: none), repairs to leave out."""

    headings: Mapping[int, int]
    skips: Skips


def is_skipped(skips: Skips, rule: str, lines: Iterable[int]) -> bool:
    """Whether a repair of one of these lines is to be left out."""
    return bool(skips) and any((rule, line) in skips for line in lines)


def mend_by_hand(
    lines: Sequence[Line], corrections: Sequence[Correction]
) -> tuple[tuple[Line, ...], tuple[Repair, ...], Diagnostics]:
    """Lines with the stated words in place, each change logged; and what fits no line."""
    done = list(lines)
    repairs: list[Repair] = []
    found: list[Diagnostic] = []
    for fix in corrections:
        if not isinstance(fix, MendedText):
            continue
        at, faults = _the_line(fix, lines)
        found += faults
        if at is None:
            continue
        line = done[at - 1]
        count = line.text.count(fix.before)
        if not count:
            message = f'line {at} does not hold "{fix.before[:_SHOWN]}"'
            found.append(_stale(fix, message, "take the correction out, or write what it holds"))
            continue
        text = line.text.replace(fix.before, fix.after)
        done[at - 1] = replace(line, text=text, stood=line.as_it_stood)
        entry = Repair(
            lines=(at,), before=fix.before, after=fix.after, rule=BY_HAND, confidence=1.0
        )
        repairs += [entry] * count
    return tuple(done), tuple(repairs), tuple(found)


def settle(
    lines: Sequence[Line], corrections: Sequence[Correction], contents: frozenset[int]
) -> tuple[Settled, Diagnostics]:
    """Headings and repairs by line number; headings are not sought in the contents (`contents`)."""
    headings: dict[int, int] = {}
    skips: set[tuple[str, int]] = set()
    found: list[Diagnostic] = []
    for fix in corrections:
        if isinstance(fix, MendedText):
            continue
        apart = contents if isinstance(fix, StatedHeading) else frozenset()
        at, faults = _the_line(fix, [line for line in lines if line.number not in apart])
        found += faults
        if at is None:
            continue
        if isinstance(fix, StatedHeading):
            headings[at] = fix.level
        else:
            skips.add((fix.rule, at))
    return Settled(headings=headings, skips=frozenset(skips)), tuple(found)


def find_idle_skips(
    lines: Sequence[Line], corrections: Sequence[Correction], repairs: Sequence[Repair]
) -> Diagnostics:
    """A finding for each repair to leave out that would not be made; `repairs`: all that would."""
    made = {(repair.rule, line) for repair in repairs for line in repair.lines}
    found: list[Diagnostic] = []
    for fix in corrections:
        if isinstance(fix, SkippedRepair):
            at, _ = _the_line(fix, lines)
            if at is not None and (fix.rule, at) not in made:
                rules = sorted({rule for rule, line in made if line == at} - {BY_HAND})
                hint = f"its repairs: {', '.join(rules)}" if rules else "take the correction out"
                message = f"{fix.rule} would repair nothing at line {at}"
                found.append(_stale(fix, message, hint))
    return tuple(found)


# --- the line that is meant -----------------------------------------------------------------------


def _the_line(fix: Correction, lines: Sequence[Line]) -> tuple[int | None, Diagnostics]:
    """The number of the line, None with a finding where none fits, or several fit as well."""
    wanted = " ".join(fix.line.split())
    filled = [(line.number, _squeeze(line.as_it_stood)) for line in lines if not line.blank]
    for fits in (_equals, _equals_bare, _starts, _starts_bare):
        hits = [number for number, text in filled if fits(text, wanted)]
        if len(hits) == 1:
            return hits[0], ()
        if hits:
            shown = ", ".join(map(str, hits[:5])) + (", ..." if len(hits) > 5 else "")
            message = f'"{wanted[:_SHOWN]}" fits {len(hits)} lines: {shown}'
            found = warning(
                "structure-ambiguous",
                message,
                place=fix.place,
                hint="write more of the line's words",
            )
            return None, (found,)
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (for what fits nothing alone)

    near = process.extractOne(
        wanted,
        [text[: 2 * len(wanted)] for _, text in filled],
        scorer=fuzz.ratio,
        score_cutoff=_ALIKE,
    )
    hint = "take the correction out, or write the line as the source has it"
    if near:
        number, text = filled[near[2]]
        hint = f'did you mean line {number}, "{text[:_SHOWN]}"?'
    return None, (_stale(fix, f'no line starts with "{wanted[:_SHOWN]}"', hint),)


def _stale(fix: Correction, message: str, hint: str) -> Diagnostic:
    return warning("structure-stale", message, place=fix.place, hint=hint)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    """A line without the mark or number that it opens with."""
    return split_number(text[len(bullet_mark(text)) :].strip())[1]


def _equals(text: str, wanted: str) -> bool:
    return text == wanted


def _equals_bare(text: str, wanted: str) -> bool:
    return text.endswith(wanted) and _bare(text) == wanted


def _starts(text: str, wanted: str) -> bool:
    return text.startswith(wanted) and not text[len(wanted) : len(wanted) + 1].isalnum()


def _starts_bare(text: str, wanted: str) -> bool:
    return wanted in text and _starts(_bare(text), wanted)
