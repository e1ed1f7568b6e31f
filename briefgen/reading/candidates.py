"""Clumps into candidates: lines, or first lines over their text, that could be a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefgen.reading.clumps import Clump, bullet_mark, is_closed
from briefgen.reading.contents import Entry
from briefgen.reading.lines import Line
from briefgen.reading.numbering import Number, split_number
from briefgen.reading.titles import is_capitals

Reason = Literal["stated", "contents", "number", "capitals", "name", "underline", "short"]

_MAX_LENGTH = 200
_MAX_WORDS = 22
_SHORT_WORDS = 12
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
        return tuple(line.number for line in self.candidate.lines)

    @property
    def text(self) -> str:
        return self.candidate.text


def find_candidate(index: int, clump: Clump) -> Candidate | None:
    """The part of a clump that could be a heading: all of it, or what stands over its text."""
    lines = clump.lines
    if len(lines) > 1 and (mark := _underline(lines[1], lines[0])):
        made = _make(index, lines[:1], whole=len(lines) == 2, underline=mark)
        return replace(made, lines=tuple(lines[:2])) if made else None
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
    opens = not split_number(second.words)[0] and second.words[:1].isupper()
    if number and number.sure and title and opens and len(title.split()) <= _SHORT_WORDS:
        return None if is_closed(title) else _make(index, clump.lines[:1], whole=False)
    return None


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are one heading broken in two: all capitals, or a number on the first alone."""
    if all(is_capitals(line.words) for line in lines):
        return not any(split_number(line.words)[0] for line in lines[1:])
    opens = split_number(lines[0].words)[0]
    return bool(opens) and all(line.words[:1].islower() for line in lines[1:])


def _too_long(text: str) -> bool:
    return len(text) > _MAX_LENGTH or len(text.split()) > _MAX_WORDS


def _make(
    index: int, lines: Sequence[Line], *, whole: bool, underline: str = ""
) -> Candidate | None:
    text = " ".join(" ".join(line.words.split()) for line in lines)
    tabs = sum(line.words.count("\t") for line in lines)
    number, title = split_number(text)
    if _too_long(text) or tabs > (1 if number else 0) or not any(c.isalpha() for c in text):
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
