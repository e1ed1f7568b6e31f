"""Lines in capitals with their misread signs mended, by words elsewhere in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from briefgen.model import Quirk, Repair
from briefgen.reading.corrections import Skips, is_skipped
from briefgen.reading.lines import Line
from briefgen.reading.vocabulary import Vocabulary, is_mostly_capitals
from briefgen.slotted import dataclass

RULE: Final = "misread-sign"
_SIGNED: Final = re.compile(r"[A-ZÀ-Þ][013568l(\[{|!][A-ZÀ-Þ]|\b[0158l][A-ZÀ-Þ]{2}|^l{1,3}\. ")
_TOKEN: Final = re.compile(r"[A-ZÀ-Þ013568l(\[{|!]{4,}(?![\w)\]}])")
# Between letters: neither a designation ("G20", "C4ISR") nor a plural in brackets is written so.
_INNER: Final = re.compile(r"[A-ZÀ-Þ]{2,}[01358(\[{|!l][A-ZÀ-Þ]{2,}")
_READINGS: Final = {
    "0": "O",
    "1": "IL",
    "3": "E",
    "5": "S",
    "6": "G",
    "8": "B",
    "l": "IL",
    "|": ("I", "L", ""),
    "!": ("I", "L", ""),
    "(": ("", "C"),
    "[": ("", "I"),
    "{": "",
}
_MOST_SIGNS: Final = 3
_FIRST: Final = re.compile(r"l{1,3}(?=\. +[A-ZÀ-Þ]{2})")
_COUNTED: Final = re.compile(r"(?:I{1,3}|IV|V)\. +[A-ZÀ-Þ]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capitals:
    """All lines of a text, those in capitals mended; `repairs` and `quirks`: what was found."""

    lines: Sequence[Line]
    repairs: tuple[Repair, ...] = ()
    quirks: tuple[Quirk, ...] = ()


def mend_capitals(lines: Sequence[Line], words: Vocabulary, skips: Skips) -> Capitals:
    """Signs that a scanner put for letters, in lines all in capitals.

    The witness: the same word, in any case, elsewhere in the text; of an "l." that counts, other
    lines in capitals that Roman numbers open. A sign inside a word that nothing vouches for stays.
    """
    likely = [line for line in lines if line.text and not line.text[4:7].islower()]  # few lines
    shouted = [line for line in likely if is_mostly_capitals(line.text)]
    odd = [line for line in shouted if _SIGNED.search(line.text)]
    if not odd:
        return Capitals(lines=lines)
    counted = any(_COUNTED.match(line.words) for line in shouted)
    known = words.folded().counts
    done: dict[int, Line] = {}
    repairs: list[Repair] = []
    quirks: list[Quirk] = []
    for line in odd:
        if is_skipped(skips, RULE, (line.number,)):
            continue
        text, found = line.text, list(_misread(line.words, known, counted=counted))
        for wrong, right in found:
            if right:
                text = text.replace(wrong, right, 1)
                repairs.append(_repair(line.number, wrong, right))
            else:
                quirks.append(Quirk(lines=(line.number,), text=wrong, reason=RULE))
        if text != line.text:
            done[line.number] = replace(line, text=text, stood=line.as_it_stood)
    mended = tuple(done.get(line.number, line) for line in lines) if done else lines
    return Capitals(lines=mended, repairs=tuple(repairs), quirks=tuple(quirks))


def _misread(text: str, known: Mapping[str, int], *, counted: bool) -> Iterator[tuple[str, str]]:
    """Each misread word and the right one, "" where nothing tells."""
    if counted and (first := _FIRST.match(text)):
        yield first.group(), first.group().upper().replace("L", "I")
    for word in dict.fromkeys(_TOKEN.findall(text)):
        if word.isalpha() and word.isupper():
            continue
        if right := next((one for one in _readings(word) if known.get(one.casefold(), 0)), ""):
            yield word, right
        elif _INNER.fullmatch(word):
            yield word, ""


def _readings(word: str) -> Iterator[str]:
    """The words that it may be; those of fewer than four letters say nothing."""
    signs: list[Sequence[str]] = [
        _READINGS.get(c) or ((c,) if c.isalpha() else ("",)) for c in word
    ]
    letters = sum(c.isupper() for c in word)
    if letters * 2 > len(word) and sum(not c.isupper() for c in word) <= _MOST_SIGNS:
        yield from (one for one in map("".join, product(*signs)) if len(one) >= 4)


def _repair(line: int, before: str, after: str) -> Repair:
    return Repair(lines=(line,), before=before, after=after, rule=RULE, confidence=0.85)
