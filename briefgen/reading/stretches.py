"""Where quotation marks open and close in a text, and where its sentences end."""

from __future__ import annotations

import itertools
import re

_OPENERS = re.compile('["“«„]')
_CLOSES = {"“": "”", "«": "»", "„": "“", '"': '"'}
_SENTENCE = re.compile(r"[.!?][\"”’»)\]]*\s+(?=[\"“«(]?[A-ZÀ-Ý0-9])")
# A full stop after one of these ends no sentence: initials and titles.
_ABBREVIATED = re.compile(r"(?:(?:^|[\W_])[A-Z]|\b(?:Dr|Mr|Ms|Mrs|St|Gen|Col|vs|No|Mme|Sen))\.$")
_LONGEST = 4  # one letter more than any of them has

Stretch = tuple[int, int]


def quoted_spans(text: str) -> list[Stretch]:
    """(start, end) of what stands in double quotation marks, marks included.

    A mark that is never closed opens nothing. Linear: each kind of closing mark is missed once.
    """
    found: list[Stretch] = []
    if '"' not in text and "“" not in text and "«" not in text and "„" not in text:
        return found
    missing: set[str] = set()
    after = 0
    for match in _OPENERS.finditer(text):
        at, mark = match.start(), match.group()
        if at < after or _CLOSES[mark] in missing or not _may_open(text, at):
            continue
        end = text.find(_CLOSES[mark], at + 1)
        if end < 0:
            missing.add(_CLOSES[mark])
            continue
        found.append((at, end + 1))
        after = end + 1
    return found


def _may_open(text: str, at: int) -> bool:
    """A straight mark opens where a blank, dash or bracket stands before it and a word after."""
    if text[at] != '"':
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before in " (—–-\u00a0" and not after.isspace()


def sentence_spans(text: str) -> list[Stretch]:
    """(start, end) of each sentence, as exact as telling whose words they are needs."""
    edges = [0]
    for match in _SENTENCE.finditer(text):
        at, after = match.span()
        if at >= _LONGEST and text[at - _LONGEST : at].isalpha():
            edges.append(after)  # the end of a word that is no abbreviation
        elif not _ABBREVIATED.search(text[max(at - 6, 0) : at + 1]):
            edges.append(after)
    edges.append(len(text))
    return list(itertools.pairwise(edges)) if text else []


def last_sentence(text: str) -> str:
    """What follows the last sentence end inside a text."""
    return text[sentence_spans(text)[-1][0] :] if text else ""
