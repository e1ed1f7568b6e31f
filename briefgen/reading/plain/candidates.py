"""Clumps into candidates: lines, or first lines over their text, that could be a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from briefgen.reading.clumps import Clump, bullet_mark, is_closed
from briefgen.reading.date_cells import match_leading
from briefgen.reading.lines import Line
from briefgen.reading.numbering import Number, split_number
from briefgen.reading.plain.contents import Entry
from briefgen.reading.titles import is_capitals
from briefgen.slotted import dataclass

Reason = Literal["stated", "contents", "number", "capitals", "name", "underline", "short", "over"]

CAPTION = re.compile(r"(?:table|figure|fig\.|box|chart|map|tableau|encadré|tabelle)\s*\d", re.I)
_MAX_LENGTH = 200
_MAX_OVER = 80  # characters of a heading that only its length sets apart from its text
_MAX_WORDS = 22
_SHORT_WORDS = 12
_FIRST_STEP = re.compile(r"[(\[]?1[.)\]]\s")
_UNDERLINES = frozenset("=-~^*#_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A clump, or its first lines, that could be a heading. `clump`: index of the clump."""

    clump: int
    lines: tuple[Line, ...]
    text: str
    number: Number | None
    title: str
    whole: bool  # nothing else stands in the clump
    underline: str = ""
    over: bool = False  # a line in mixed case, right over text, that only its length sets apart
    rest: str = ""  # words of its last line that belong to the text under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as found. `text` is the whole heading as it stands; `level` counts from 1."""

    candidate: Candidate
    reason: Reason
    number: Number | None
    title: str
    level: int = 1
    entry: Entry | None = None

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple([line.number for line in self.candidate.lines])

    @property
    def text(self) -> str:
        return self.candidate.text


def find_candidates(clumps: Sequence[Clump]) -> list[Candidate]:
    """The candidate of each clump that has one; "Article 1" takes the title under it."""
    found: list[Candidate] = []
    for index, clump in enumerate(clumps):
        candidate = find_candidate(index, clump)
        if candidate is None:
            continue
        last = found[-1] if found else None
        if last and last.clump == index - 1 and _takes_title(last, candidate):
            found[-1] = _titled(last, candidate)
        else:
            found.append(candidate)
    return found


def _takes_title(last: Candidate, candidate: Candidate) -> bool:
    named = last.number is not None and bool(last.number.word) and last.title == last.text
    return (
        named
        and last.whole
        and candidate.whole
        and candidate.number is None
        and not candidate.underline
        and may_be_title(candidate.text)
    )


def _titled(last: Candidate, candidate: Candidate) -> Candidate:
    return replace(
        last,
        lines=(*last.lines, *candidate.lines),
        text=f"{last.text} {candidate.text}",
        title=candidate.title,
    )


def find_candidate(index: int, clump: Clump) -> Candidate | None:
    """The part of a clump that could be a heading: all of it, or what stands over its text."""
    lines = clump.lines
    if len(lines) == 1 and len(clump.text) > _MAX_LENGTH:
        return None  # a paragraph on one line, as most are
    if len(lines) > 1 and (mark := _underline(lines[1], lines[0])):
        return _make(index, lines[:2], whole=len(lines) == 2, underline=mark)
    if _too_long(clump.text) or len(lines) > 3:
        return _heading_over_text(index, clump)
    if len(lines) > 1 and not _is_wrapped(lines):
        return _heading_over_text(index, clump)
    return _make(index, lines, whole=True)


def _underline(line: Line, above: Line) -> str:
    words = line.words
    if len(words) < 3 or words[0] not in _UNDERLINES or words.strip(words[0]):
        return ""
    fits = len(above.words) <= 120 and len(words) >= len(above.words) * 0.6
    return words[0] if fits else ""


def _heading_over_text(index: int, clump: Clump) -> Candidate | None:
    """First lines in capitals or with a number, directly over their text."""
    first, second = clump.lines[0], clump.lines[1] if len(clump.lines) > 1 else None
    if second is None or len(first.text) > _MAX_LENGTH:
        return None
    if is_capitals(first.words):
        width = 2 if is_capitals(second.words) and len(clump.lines) > 2 else 1
        if not is_capitals(clump.lines[width].words):
            return _make(index, clump.lines[:width], whole=False)
        return None
    number, title = split_number(first.words)
    below, _ = split_number(second.words)
    inside = bool(number and below and below.values[:-1] == number.values)  # "2.1" under "2."
    opens = inside or (not below and second.words[:1].isupper())
    if number and number.sure and title and opens and len(title.split()) <= _SHORT_WORDS:
        return None if is_closed(title) else _make(index, clump.lines[:1], whole=False)
    if number is None and _may_stand_over(first.words, second.words):
        made = _make(index, clump.lines[:1], whole=False)
        return replace(made, over=True) if made else None
    return None


def _may_stand_over(first: str, second: str) -> bool:
    """A few words with a capital and no end, over a line that opens as a sentence or point does."""
    if len(first) > _MAX_OVER or not first[0].isupper():
        return False
    if not (first[-1].isalnum() or first[-1] in "?)"):
        return False
    opens = second[0].isupper() or second[0] in '"“«(' or bool(bullet_mark(second))
    opens = opens or bool(_FIRST_STEP.match(second)) or match_leading(second) is not None
    return opens and len(first.split()) <= _SHORT_WORDS and not CAPTION.match(first)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are one heading broken in two: all capitals, or a number on the first alone."""
    whole = " ".join(line.words for line in lines)
    if is_capitals(whole):
        return not any(split_number(line.words)[0] for line in lines[1:])
    opens, title = split_number(lines[0].words)
    if opens and opens.word and not title:
        return len(lines) == 2 and may_be_title(lines[1].words)
    return bool(opens) and all(line.words[:1].islower() for line in lines[1:])


def may_be_title(text: str) -> bool:
    """What may stand under "Article 1" as its title: short, with a capital, without an end."""
    return text[:1].isupper() and not is_closed(text) and len(text.split()) <= _SHORT_WORDS


def _too_long(text: str) -> bool:
    return len(text) > _MAX_LENGTH or len(text.split(maxsplit=_MAX_WORDS)) > _MAX_WORDS


def _make(
    index: int, lines: Sequence[Line], *, whole: bool, underline: str = ""
) -> Candidate | None:
    """`underline`: the sign that the last of the lines is made of, which is none of its words."""
    worded = lines[:-1] if underline else lines
    lined = [line.words for line in worded]
    text = " ".join([" ".join(words.split()) for words in lined])
    if _too_long(text):
        return None
    tabs = sum([words.count("\t") for words in lined])
    number, title = split_number(text)
    if tabs > (1 if number else 0) or not any(map(str.isalpha, text)):
        return None
    if bullet_mark(text) and not number:
        return None
    return Candidate(
        clump=index,
        lines=tuple(lines),
        text=text,
        number=number,
        title=title or text,
        whole=whole,
        underline=underline,
    )
