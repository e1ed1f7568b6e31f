"""The hyphen at a line's end judged: a part of the word, the line's alone, or nobody can tell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

from briefgen.reading.lexicon import (
    CONNECTORS,
    DAYS,
    HYPHEN_CLOSERS,
    HYPHEN_OPENERS,
    MONTHS,
    WORD_ENDINGS,
)
from briefgen.reading.vocabulary import PARTED_HEAD, PARTED_TAIL, Folded, Vocabulary
from briefgen.slotted import dataclass

_Places = Callable[[str], list[int]]
_BREAK_ONLY: Final = "\u00ad¬"  # marks that stand for nothing but a line's end
_STEM: Final = 7  # letters that two forms of a word have in common at least
_ENDING: Final = 3  # letters by which they may differ in length
_LONG_CLOSER: Final = 6  # letters of the second part of a compound that end no other word
_FREE: Final = 4  # letters of a known part that may stand free in a compound


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """`fate`: "whole", "kept", or "unsure" where nothing vouches for either.

    `shown`: the word as it then reads. `confidence`: 0..1, of "whole" alone.
    """

    fate: Literal["whole", "kept", "unsure"]
    shown: str
    confidence: float = 0.0


def judge_hyphen(head: str, tail: str, words: Vocabulary, language: str) -> Seam | None:
    """What becomes of the hyphen between two lines; None where the first ends without one.

    Witnesses, the surest first: the mark itself, the whole word or the compound elsewhere in any
    case, the names of days and months, another form of the word, both parts as words of the text,
    parts that only compounds have, and the places where the language parts its words.
    """
    one, two = PARTED_HEAD.search(head), PARTED_TAIL.match(tail)
    if not one or not two:
        return None
    first, second, mark = one.group("part"), two.group(), head[-1]
    whole, kept = first + second, f"{first}-{second}"
    if mark in _BREAK_ONLY:
        return Seam(fate="whole", shown=whole, confidence=0.95)
    if not second[0].islower() and not (first.isupper() and second.isupper()):
        return Seam(fate="kept", shown=kept)
    inner = head[one.start() - 1 : one.start()] == "-"
    confidence = _vouch_for_whole(first, second, words, language, inner=inner)
    if confidence:
        return Seam(fate="whole", shown=whole, confidence=confidence)
    sure = _is_compound(first.casefold(), second.casefold(), words.folded(), inner=inner)
    return Seam(fate="kept" if sure else "unsure", shown=kept)


def _vouch_for_whole(
    first: str, second: str, words: Vocabulary, language: str, *, inner: bool
) -> float:
    """How surely the hyphen is the line's alone, 0.0 where nothing says so."""
    folded = words.folded()
    one, two = first.casefold(), second.casefold()
    seen, compound = folded.counts.get(one + two, 0), folded.counts.get(f"{one}-{two}", 0)
    if seen and seen >= compound:
        return 0.95
    if compound or _is_compound(one, two, folded, inner=inner):
        return 0.0
    if one + two in MONTHS or one + two in DAYS:
        return 0.95
    if _has_other_form(one, two, folded):
        return 0.9
    if inner or one in CONNECTORS or _may_be_compound(one, two, folded):
        return 0.0
    return 0.8 if len(first) in _places((first + second).lower(), language) else 0.0


def _is_compound(first: str, second: str, folded: Folded, *, inner: bool) -> bool:
    """Whether something vouches for the hyphen: the text's own words, or a closed pattern."""
    counts = folded.counts
    if counts.get(f"{first}-{second}", 0) or second in CONNECTORS:
        return True
    if inner and first in CONNECTORS:
        return True
    known = first in HYPHEN_OPENERS or (counts.get(first, 0) > 0 and first not in CONNECTORS)
    return known and (second in HYPHEN_CLOSERS or counts.get(second, 0) > 0)


def _may_be_compound(first: str, second: str, folded: Folded) -> bool:
    """One part that may stand free, beside what is no mere ending ("carbon-" and "neutral")."""
    if WORD_ENDINGS.fullmatch(second):
        return False
    if first in HYPHEN_OPENERS or (second in HYPHEN_CLOSERS and len(second) >= _LONG_CLOSER):
        return True
    return len(first) >= _FREE and folded.counts.get(first, 0) > 0


def _has_other_form(first: str, second: str, folded: Folded) -> bool:
    """Whether the text has the word with another ending ("governments" for "govern-ment")."""
    whole = first + second
    stem = whole[: max(len(whole) - _ENDING, _STEM)]
    if len(stem) <= len(first) or len(whole) < _STEM:
        return False
    at = bisect_left(folded.ordered, stem)
    near = folded.ordered[at : at + _ENDING]
    return any(w.startswith(stem) and abs(len(w) - len(whole)) <= _ENDING for w in near)


def _places(word: str, language: str) -> tuple[int, ...]:
    positions = _patterns("en_US" if language == "en" else language)
    return tuple(positions(word)) if positions else ()


@lru_cache(maxsize=1)
def _patterns(language: str) -> _Places | None:
    import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415  (few texts need it)

    known = pyphen.language_fallback(language)
    found: _Places | None = pyphen.Pyphen(lang=known).positions if known else None
    return found
