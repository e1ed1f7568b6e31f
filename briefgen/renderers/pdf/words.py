"""Runs to words: the pieces that a line may not part, and the blanks between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from briefgen.renderers.pdf.runs import Run

_IDEOGRAPH = "\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
# A line may end after a hyphen or dash between letters ("long-|time", not "F-|16" or
# "Team-|16"), and between two ideographs, never before their closing marks.
_MAY_BREAK = re.compile(
    r"(?<=[^\W\d_]{2}[-\u2010\u2013\u2014])(?=[^\W\d_]{2})"
    rf"|(?<=[{_IDEOGRAPH}\u3001\u3002\uff0c\uff1b\u300d\u300b\uff09])(?=[{_IDEOGRAPH}])"
)
_UNUSUAL = re.compile(rf"[-\u2010\u2013\u2014{_IDEOGRAPH}]")
# Where a word that is wider than its box may end a line before it is cut at the edge.
_SOFT_SPOT = re.compile(r"(?<=[/.?&=_~:;,@-])(?=[^/.?&=_~:;,@-])")


class Piece(NamedTuple):
    text: str
    run: Run
    width: float


class Word(NamedTuple):
    """Pieces that stay on one line; `blank` is the width of the space after it, 0 for none."""

    pieces: tuple[Piece, ...]
    width: float
    blank: float


def split_words(runs: Iterable[Run]) -> list[Word]:
    """Words in order. A note mark, having no space before it, is a piece of the word it follows."""
    words: list[Word] = []
    pieces: list[Piece] = []
    width = 0.0
    for run in runs:
        face, scale = run.face, run.size / 1000
        blank = face.width(" ") * scale
        usual = run.text.isascii() and "-" not in run.text
        usual = usual or not _UNUSUAL.search(run.text)
        if usual and not pieces and not run.text.startswith(" "):
            # The usual case, and what most of the time is spent on: all but the last are words.
            known = face.words
            *whole, last = run.text.split(" ")
            for token in whole:
                if token:
                    wide = (known.get(token) or face.width(token)) * scale
                    words.append(Word((Piece(token, run, wide),), wide, blank))
            if last:
                width = face.width(last) * scale
                pieces = [Piece(last, run, width)]
            continue
        for place, token in enumerate(run.text.split(" ")):
            if place:
                if pieces:
                    words.append(Word(tuple(pieces), width, blank))
                    pieces, width = [], 0.0
                elif words and not words[-1].blank:
                    words[-1] = words[-1]._replace(blank=blank)
            if not token:
                continue
            for part_place, part in enumerate((token,) if usual else _MAY_BREAK.split(token)):
                if part_place:
                    words.append(Word(tuple(pieces), width, 0.0))
                    pieces, width = [], 0.0
                part_width = face.width(part) * scale
                pieces.append(Piece(part, run, part_width))
                width += part_width
    if pieces:
        words.append(Word(tuple(pieces), width, 0.0))
    return words


def cut_word(word: Word, width: float) -> tuple[list[Word], bool]:
    """A word wider than `width` in parts that fit, and whether it had to be cut at the edge.

    It is parted after the marks of an address first; where that is not enough, anywhere.
    """
    parts: list[Word] = []
    at_edge = False
    for piece in word.pieces:
        for spot in _SOFT_SPOT.split(piece.text):
            fitting = [spot]
            if _measured(spot, piece.run).width > width:
                at_edge = True
                fitting = _slices(spot, piece.run, width)
            for text in fitting:
                part = _measured(text, piece.run)
                if parts and parts[-1].width + part.width <= width:
                    joined = (*parts[-1].pieces, part)
                    parts[-1] = Word(joined, parts[-1].width + part.width, 0.0)
                else:
                    parts.append(Word((part,), part.width, 0.0))
    parts[-1] = parts[-1]._replace(blank=word.blank)
    return parts, at_edge


def _measured(text: str, run: Run) -> Piece:
    return Piece(text, run, sum(map(run.face.width, text)) * run.size / 1000)


def _slices(text: str, run: Run, width: float) -> list[str]:
    slices: list[str] = []
    start, used = 0, 0.0
    for place, char in enumerate(text):
        advance = run.face.width(char) * run.size / 1000
        if place > start and used + advance > width:
            slices.append(text[start:place])
            start, used = place, 0.0
        used += advance
    return [*slices, text[start:]]
