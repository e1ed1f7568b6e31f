"""Single words and marks mended: lost hyphens, misread signs, a blank before a full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.model import Repair
from briefgen.reading.corrections import NO_SKIPS, Skips, is_skipped
from briefgen.reading.drafts import Parts
from briefgen.reading.misread import WORD
from briefgen.reading.vocabulary import Vocabulary

_WORD = re.compile(r"(?<![\w-])[a-zà-ÿ]{8,}(?![\w-])")
_LEAST_PART = 4
_LONG = 15  # letters: nobody writes so long a compound of two words closed
# Compounds with these are written both ways; where a text does so, it is a spelling.
_PREFIXES = frozenset(
    (
        "anti",
        "counter",
        "cyber",
        "extra",
        "infra",
        "inter",
        "macro",
        "micro",
        "multi",
        "over",
        "post",
        "semi",
        "socio",
        "super",
        "trans",
        "ultra",
        "under",
    )
)
_CLOSING = frozenset(("keeping", "keeper", "keepers", "maker", "makers", "making", "wide", "like"))
# Closed pattern: no language sets a blank between a word (or the end of its emphasis) and a full
# stop or comma that ends it. Spaced ellipses (". . .") are none of it.
_BLANK_BEFORE = re.compile(r"(?<=[\w>*)\]]) (?=[.,](?: [^.]|$))")
_AROUND = 20
_FEW = 8  # words that are sooner sought one by one than by a pattern

_NONE: list[Repair] = []


def mend_parts(
    parts: Sequence[tuple[int, str]], words: Vocabulary, skips: Skips = NO_SKIPS
) -> tuple[Parts, tuple[Repair, ...]]:
    """Lines of a paragraph or row with their words mended, and what was changed."""
    if not words.misread and not words.compounds and len(parts) == 1:
        text = parts[0][1]  # nearly every paragraph of most texts
        if " ." not in text and " ," not in text:
            return tuple(parts), ()
    done: list[tuple[int, str]] = []
    repairs: list[Repair] = []
    few = len(words.compounds) <= _FEW
    for number, text in parts:
        whole, found = text, _NONE
        likely = not few or any(map(text.__contains__, words.compounds))
        if likely and not is_skipped(skips, "lost-hyphen", (number,)):
            whole, found = _mend_hyphens(text, number, words)
            repairs += found
        if words.misread and not is_skipped(skips, "misread-sign", (number,)):
            whole, found = mend_misread(whole, number, words)
            repairs += found
        spaced = " ." in text or " ," in text
        if spaced and not is_skipped(skips, "blank-before-stop", (number,)):
            whole, found = _mend_blanks(whole, number)
            repairs += found
        done.append((number, whole))
    return tuple(done), tuple(repairs)


def mend_misread(text: str, line: int, words: Vocabulary) -> tuple[str, list[Repair]]:
    """Words that a scanner misread, where the right one stands elsewhere in the text."""
    repairs: list[Repair] = []

    def mend(match: re.Match[str]) -> str:
        right = words.misread.get(match.group(), "")
        if right:
            repairs.append(_repair(line, match.group(), right, "misread-sign", 0.85))
        return right or match.group()

    return WORD.sub(mend, text), repairs


def _mend_hyphens(text: str, line: int, words: Vocabulary) -> tuple[str, list[Repair]]:
    """Put a lost hyphen back where the compound stands elsewhere, and its parts do too.

    A word that stands twice without the hyphen is a spelling, not damage; so is one whose first
    part is no word by itself ("multifaceted").
    """
    repairs: list[Repair] = []

    def mend(match: re.Match[str]) -> str:
        whole = _hyphenated(match.group(), words) if match.group() in words.compounds else ""
        if whole:
            repairs.append(_repair(line, match.group(), whole, "lost-hyphen", 0.85))
        return whole or match.group()

    return _WORD.sub(mend, text), repairs


def _hyphenated(word: str, words: Vocabulary) -> str:
    for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        one, two = word[:cut], word[cut:]
        if not words.forms.get(f"{one}-{two}") or one in _PREFIXES or two in _CLOSING:
            continue
        if len(word) >= _LONG or (words.forms.get(one) and words.forms.get(two)):
            return f"{one}-{two}"
    return ""


def _mend_blanks(text: str, line: int) -> tuple[str, list[Repair]]:
    repairs: list[Repair] = []
    for match in _BLANK_BEFORE.finditer(text):
        before = text[max(match.start() - _AROUND, 0) : match.end() + 1]
        after = text[max(match.start() - _AROUND, 0) : match.start()] + text[match.end()]
        repairs.append(_repair(line, before, after, "blank-before-stop", 0.9))
    return (_BLANK_BEFORE.sub("", text) if repairs else text), repairs


def _repair(line: int, before: str, after: str, rule: str, confidence: float) -> Repair:
    return Repair(lines=(line,), before=before, after=after, rule=rule, confidence=confidence)
