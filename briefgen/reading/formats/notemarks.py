"""Raised figures of a text: those that lead to a note are taken out of it, all others stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from typing import Final

from briefgen.model import Inlines, Quirk
from briefgen.raised import RAISED_NUMBER, plain_figures
from briefgen.reading.formats.pieces import (
    NOTE_MARK,
    Apart,
    Head,
    Piece,
    Point,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.formats.words import inlines, retold, tidy
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

_NOTES: Final = ("footnote", "endnote")
_UNITS: Final = frozenset("m km cm mm dm nm ft yd mi in s".split(" "))  # noqa: SIM905
_LETTERS: Final = re.compile(r"[^\W\d_]*$")
_BASE: Final = re.compile(r"[\d.,]*\d$")
_NUMBER: Final = re.compile(r"(?<![\w.,])\d{1,3}(?![\w,]|\.\d)")
_RUN: Final = re.compile(rf"(?P<before>[^\s⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]{{1,40}})(?P<run>{RAISED_NUMBER.pattern})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Numbers of the notes that stand in a document, and of the marks that are sure."""

    notes: frozenset[int]
    marks: frozenset[int]

    def fills(self, number: int) -> bool:
        """Whether the marks count on only if this is one of them."""
        before = number == 1 or number - 1 in self.marks
        return number not in self.marks and before and number + 1 in self.marks


@dataclass(slots=True, kw_only=True)
class _Taken:
    """What one piece gave up, and what of it is unsure."""

    marks: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def is_power(before: str, figures: str) -> bool:
    """Whether raised figures belong to the word before them: a unit's square or cube."""
    letters = _LETTERS.search(before)
    return figures in ("2", "3") and letters is not None and letters.group() in _UNITS


def settle_raised(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Quirk, ...]]:
    """Pieces whose note marks stand apart, and a quirk for each raised figure behind a number that
    may be either. A mark is what a note of its number is there for, or what the other marks need
    to count on; a power of ten and a unit's are none.
    """
    known = _Known(
        notes=frozenset(n for p in pieces for n in _numbers_of_notes(p)),
        marks=frozenset(n for p in pieces for n in _numbers_of_marks(p)),
    )
    done: list[Piece] = []
    quirks: list[Quirk] = []
    for piece in pieces:
        taken = _Taken()
        done.append(_without(piece, partial(_told, known=known, taken=taken)))
        lines = tuple(sorted(set(piece.lines)))
        if taken.marks:
            content = inlines(" ".join(taken.marks))
            done.append(Apart(content=content, reason=NOTE_MARK, lines=lines))
        quirks += (Quirk(lines=lines, text=text, reason="raised-figure") for text in taken.unsure)
    return tuple(done), tuple(quirks)


def _numbers_of_marks(piece: Piece) -> Iterable[int]:
    if not isinstance(piece, Apart) or piece.reason != NOTE_MARK:
        return ()
    return map(int, re.findall(r"\d{1,4}", plain_text(piece.content)))


def _numbers_of_notes(piece: Piece) -> Iterator[int]:
    """The number that a note opens with, and those that count on from it; or that it ends with,
    where a file draws the number after the words.
    """
    if not isinstance(piece, Apart) or piece.reason not in _NOTES:
        return
    text = plain_figures(plain_text(piece.content))
    last = 0
    for found in _NUMBER.finditer(text):
        number = int(found.group())
        if number == last + 1 if last else found.start() <= 1:
            yield number
            last = number
        elif found.end() == len(text):
            yield number


def _told(text: str, *, known: _Known, taken: _Taken) -> str:
    def judged(found: re.Match[str]) -> str:
        before, figures = found["before"], plain_figures(found["run"])
        if _is_mark(before, int(figures), known):
            taken.marks.append(figures)
            return before
        base = _BASE.search(before)
        if base and base.group() != "10":
            taken.unsure.append(found.group())
        return found.group()

    return _RUN.sub(judged, text) if RAISED_NUMBER.search(text) else text


def _is_mark(before: str, number: int, known: _Known) -> bool:
    if is_power(before, str(number)):
        return False
    base = _BASE.search(before)
    noted = number in known.notes and (base is None or base.group() != "10")
    return noted or known.fills(number)


def _without(piece: Piece, tell: Callable[[str], str]) -> Piece:
    """A piece with the text in it told anew."""

    def anew(content: Inlines) -> Inlines:
        if not RAISED_NUMBER.search(plain_text(content)):
            return content
        return tidy(retold(content, tell))

    match piece:
        case Words(content=content) | Quoted(content=content):
            told = anew(content)
            return piece if told is content else replace(piece, content=told)
        case Head():
            return replace(piece, title=tell(piece.title))
        case Points():
            return replace(piece, points=tuple(_point(point, tell) for point in piece.points))
        case Rows():
            rows = (replace(row, cells=tuple(map(anew, row.cells))) for row in piece.rows)
            return replace(piece, rows=tuple(rows))
        case _:
            return piece


def _point(point: Point, tell: Callable[[str], str]) -> Point:
    return replace(point, pieces=tuple(_without(piece, tell) for piece in point.pieces))
