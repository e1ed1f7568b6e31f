"""Broken paragraphs and points put together again, each join with its witness."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Quirk, Repair
from briefgen.reading.clumps import ends_sentence, is_closed
from briefgen.reading.corrections import NO_SKIPS, Skips, is_skipped
from briefgen.reading.drafts import Draft, Parts
from briefgen.reading.lexicon import CONNECTORS
from briefgen.reading.parted import Seam, judge_hyphen
from briefgen.reading.vocabulary import WORD, Vocabulary, is_mostly_capitals
from briefgen.slotted import dataclass

_LAST_WORD = re.compile(r"([^\W\d_]+)[\"”’')]*$")
_MEMBER = re.compile(r";\s+(?:and|or|et|ou|und|oder)$")
_BEFORE_WORD = "\"“«(*'‘"
_PARAGRAPH = 60  # characters of a text that may go on
_FULL = 0.65  # of the measure: a long word may not have fitted
_LONG_ENOUGH = 40  # characters of a line that may go on with a name
_SHOWN = 60  # characters of context in the log
_CUTS = ("-", "\u00ad", "\u2010", "¬")
_SUSPENDING = frozenset(("and", "or", "to", "und", "oder", "bis", "sowie", "et", "ou"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two lines are one text: the rule, and how sure it is (0 to 1)."""

    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """What the points and lines of a text do, five in eight of them.

    `capital`: points open with a capital; `closed`: they end with a closing mark; `commas`: two
    and more end with a comma. `measure`: characters of a full line, 0 for a text without.
    """

    capital: bool
    closed: bool
    commas: bool
    measure: int


def join_drafts(
    drafts: Sequence[Draft], words: Vocabulary, skips: Skips = NO_SKIPS, measure: int = 0
) -> tuple[tuple[Draft, ...], tuple[Repair, ...]]:
    """Put together what a page or a blank line tore apart, false marks taken away.

    `skips`: what people state to be whole as it stands. `measure`: characters of a full line where
    the text breaks its lines, else 0.
    """
    done: list[Draft] = []
    repairs: list[Repair] = []
    habits = _habits([d for d in drafts if d.kind == "item"], measure)
    for draft in drafts:
        join = _join(done[-1], draft, habits, words) if done else None
        if join and not is_skipped(skips, join.rule, (done[-1].lines[-1], draft.lines[0])):
            repairs.append(_repair(done[-1], draft, join))
            done[-1] = _merge(done[-1], draft)
        else:
            done.append(draft)
    return tuple(done), tuple(repairs)


def _habits(items: Sequence[Draft], measure: int) -> _Habits:
    if not items:
        return _Habits(capital=False, closed=False, commas=False, measure=measure)
    capital = sum(not d.parts[0][1][:1].islower() for d in items)
    closed = sum(is_closed(d.parts[-1][1]) for d in items)
    commas = sum(d.parts[-1][1].endswith(",") for d in items)
    most = len(items) * 2.5
    return _Habits(
        capital=capital * 4 >= most,
        closed=closed * 4 >= most,
        commas=commas > 1 and commas * 3 >= len(items),
        measure=measure,
    )


def _join(before: Draft, after: Draft, habits: _Habits, words: Vocabulary) -> Join | None:
    head, tail = before.parts[-1][1], after.parts[0][1]
    if not head or not tail or after.kind == "step" or ends_sentence(head) or head.endswith(":"):
        return None
    if after.kind == "item":
        return _join_false_bullet(before, after, habits, words)
    if not after.gap:
        return None
    return _join_across_gap(before, after, habits, words)


def _join_false_bullet(
    before: Draft, after: Draft, habits: _Habits, words: Vocabulary
) -> Join | None:
    """A mark before words that go on: lower case where points open with a capital."""
    head, tail = before.parts[-1][1], after.parts[0][1]
    if before.kind != "paragraph" and not after.gap and after.indent > before.indent + 1:
        return None  # a point inside the one above
    if tail[:1].islower():
        parted = head[-1:] in ",;" and not after.gap
        may_join = habits.capital and not parted and _is_running(before, habits.measure)
        return Join(rule="false-bullet", confidence=0.95) if may_join else None
    if not after.gap or before.kind != "item":
        return None
    if breaks_off(head) and not (habits.commas and head.endswith(",")):
        return Join(rule="false-bullet", confidence=0.8)
    named = opener_is_name(tail, words) and len(head) > _LONG_ENOUGH
    return Join(rule="false-bullet", confidence=0.7) if named and habits.closed else None


def breaks_off(head: str) -> bool:
    """Whether a text ends with a word or mark that no text can end with."""
    last = _LAST_WORD.search(head[-_SHOWN:])
    return head[-1:] in "-–—," or bool(last and last.group(1).lower() in CONNECTORS)


def _is_running(draft: Draft, measure: int) -> bool:
    """Whether a text may have been torn at its end: a full line, where lines have a measure.

    A line in capitals is no running text, nor a paragraph that opens in lower case.
    """
    if measure and len(draft.parts[-1][1]) + draft.indent < measure * _FULL:
        return False
    opener = draft.parts[0][1]
    return not is_mostly_capitals(opener) and not (
        draft.kind == "paragraph" and opener[0].islower()
    )


def _is_complete(head: str) -> bool:
    """A salutation ("Dear Sir,"), or a member of a list that goes on with the next ("...; and")."""
    return (head.endswith(",") and len(head) <= _LONG_ENOUGH) or bool(_MEMBER.search(head[-12:]))


def _join_across_gap(
    before: Draft, after: Draft, habits: _Habits, words: Vocabulary
) -> Join | None:
    head, tail = before.parts[-1][1], after.parts[0][1]
    rule = "broken-point" if before.kind in ("item", "step") else "broken-paragraph"
    opener = tail.lstrip(_BEFORE_WORD)[:1]
    if tail[:1].islower() or (opener.islower() and after.after_break):
        member = head[-1:] == ";" or _MEMBER.search(head[-12:])
        measure = 0 if after.after_break else habits.measure
        may_join = not member and _is_running(before, measure)
        return Join(rule=rule, confidence=0.95) if may_join else None
    named = after.after_break or opener_is_name(tail, words)
    torn = breaks_off(head) and any(map(str.isalnum, head))
    if torn and not _is_complete(head) and (named or not head.endswith(",")):
        return Join(rule=rule, confidence=0.9)
    if len(head) <= _LONG_ENOUGH or not _is_running(before, habits.measure):
        return None
    if not habits.measure and sum(len(text) for _, text in before.parts) < _PARAGRAPH:
        return None
    if named and opener.isalpha():
        return Join(rule=rule, confidence=0.75)
    return Join(rule=rule, confidence=0.7) if opener.isdigit() else None


def opener_is_name(tail: str, words: Vocabulary) -> bool:
    """Whether a text opens with a word that bears its capital inside sentences too."""
    opener = WORD.match(tail.lstrip('"“«(*'))
    return opener is not None and words.is_name(opener.group())


def log_broken_lines(
    drafts: Sequence[Draft], skips: Skips = NO_SKIPS
) -> tuple[tuple[Draft, ...], tuple[Repair, ...]]:
    """Log each draft whose lines end inside a sentence, in a text of one paragraph to a line."""
    done: list[Draft] = []
    repairs: list[Repair] = []
    for draft in drafts:
        seams = [
            (one, two)
            for one, two in itertools.pairwise(draft.parts)
            if not is_closed(one[1]) and one[1] and two[1]
        ]
        if not seams:
            done.append(draft)
            continue
        if is_skipped(skips, "broken-lines", draft.lines):
            done += _by_line(draft)
            continue
        head, tail = seams[0][0][1][-_SHOWN:], seams[0][1][1][:_SHOWN]
        repairs.append(
            Repair(
                lines=draft.lines,
                before=f"{head}\n{tail}",
                after=glue(head, tail),
                rule="broken-lines",
                confidence=0.9,
            )
        )
        done.append(replace(draft, joined=True))
    return tuple(done), tuple(repairs)


def _by_line(draft: Draft) -> list[Draft]:
    """Each line of a draft as a paragraph of its own, where people state that it is one."""
    parts = zip(draft.parts, draft.raw, strict=True)
    first, *rest = [replace(draft, parts=(part,), raw=(raw,), text=part[1]) for part, raw in parts]
    return [first, *(replace(d, kind="paragraph", mark="") for d in rest)]


def _merge(before: Draft, after: Draft) -> Draft:
    return replace(
        before,
        parts=(*before.parts, *after.parts),
        raw=(*before.raw, *after.raw),
        joined=True,
    )


def _repair(before: Draft, after: Draft, join: Join) -> Repair:
    head, tail = before.raw[-1][-_SHOWN:], after.raw[0][:_SHOWN]
    shown_tail = after.parts[0][1][:_SHOWN]
    return Repair(
        lines=(before.parts[-1][0], after.parts[0][0]),
        before=f"{head}\n{tail}",
        after=glue(before.parts[-1][1][-_SHOWN:], shown_tail),
        rule=join.rule,
        confidence=join.confidence,
    )


def glue(head: str, tail: str) -> str:
    """Two texts with a blank between, none after a dash that holds words together.

    A hyphen that stands for the end of a later word ("short- and long-term") is followed by one.
    """
    if head.endswith(("—", "-", "–")) and not head.endswith((" —", " -", " –")):
        hangs = head.endswith("-") and tail.split(" ", 1)[0] in _SUSPENDING
        return f"{head} {tail}" if hangs else head + tail
    return f"{head} {tail}"


# --- lines of one draft into its text -------------------------------------------------------------


def flow(
    parts: Parts, words: Vocabulary, skips: Skips = NO_SKIPS, language: str = "en"
) -> tuple[str, tuple[Repair, ...], tuple[Quirk, ...]]:
    """The text of a draft's lines; words cut at a line's end are made whole with a witness.

    A hyphen that nothing vouches for stays, and a quirk names its line.
    """
    text = parts[0][1]
    if len(parts) == 1:
        return text, (), ()
    pieces: list[str] = [text]
    repairs: list[Repair] = []
    quirks: list[Quirk] = []
    for (line, head), (number, tail) in itertools.pairwise(parts):
        seam = judge_hyphen(head, tail, words, language) if head.endswith(_CUTS) else None
        if seam and not is_skipped(skips, "hyphen-at-line-end", (line, number)):
            if seam.fate == "whole":
                pieces[-1] = pieces[-1][:-1]
                pieces.append(tail)
                repairs.append(_made_whole((line, head), (number, tail), seam))
                continue
            if seam.fate == "unsure":
                quirks.append(unsure_hyphen((line, number), seam))
        pieces.append(glue(head[-2:], tail)[len(head[-2:]) :])
    return "".join(pieces), tuple(repairs), tuple(quirks)


def _made_whole(one: tuple[int, str], two: tuple[int, str], seam: Seam) -> Repair:
    (line, head), (number, tail) = one, two
    return Repair(
        lines=(line, number),
        before=f"{head[-_SHOWN:]}\n{tail[:_SHOWN]}",
        after=f"{head[-_SHOWN:][:-1]}{tail[:_SHOWN]}",
        rule="hyphen-at-line-end",
        confidence=seam.confidence,
    )


def unsure_hyphen(lines: tuple[int, int], seam: Seam) -> Quirk:
    """What is said of a hyphen that stays because nobody can tell whose it is."""
    return Quirk(lines=lines, text=seam.shown, reason="unsure-hyphen")
