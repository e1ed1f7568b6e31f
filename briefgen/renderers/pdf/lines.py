"""Words to set lines: filled greedily, ragged or justified, with the rules of look.md section 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.renderers.pdf.boxes import Line, Segment
from briefgen.renderers.pdf.hyphens import Hyphenator
from briefgen.renderers.pdf.runs import Run
from briefgen.renderers.pdf.words import Piece, Word, cut_word, split_words
from briefgen.style import Hyphenation

_ROOM = 1e-6
_SHORT = 9  # letters: a shorter word does not stand alone on a last line
HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The box that lines are broken for, in points, and how."""

    width: float
    justify: bool = False
    balance: bool = False  # headings: lines of about the same length
    hyphenator: Hyphenator | None = None
    rule: Hyphenation | None = None


def break_lines(runs: Sequence[Run], measure: Measure) -> tuple[tuple[Line, ...], bool]:
    """The lines of a paragraph, and whether a word had to be cut at the edge of the box."""
    words, cut = _fitting(split_words(runs), measure.width)
    if not words:
        return (), cut
    rows = _fill(words, measure, measure.width)
    if measure.balance and len(rows) > 1:
        rows = _balance(words, measure, len(rows))
    elif not measure.justify:
        _keep_company(rows, measure)
    last = len(rows) - 1
    lines = tuple(_set(row, place == last, measure) for place, row in enumerate(rows))
    return lines, cut


def _fitting(words: list[Word], width: float) -> tuple[list[Word], bool]:
    if all(word.width <= width + _ROOM for word in words):
        return words, False
    fitting: list[Word] = []
    cut = False
    for word in words:
        if word.width <= width + _ROOM:
            fitting.append(word)
            continue
        parts, at_edge = cut_word(word, width)
        fitting += parts
        cut = cut or at_edge
    return fitting, cut


def _fill(words: list[Word], measure: Measure, width: float) -> list[list[Word]]:
    rows: list[list[Word]] = []
    row: list[Word] = []
    used = 0.0
    hyphens = 0
    end = len(words) - 1
    for place, whole in enumerate(words):
        word = whole
        while row and used + word.width > width + _ROOM:
            # The last word is never parted: a syllable alone would stand on the last line.
            head, tail = (
                _part(word, width - used, measure, hyphens) if place < end else (None, word)
            )
            hyphens = hyphens + 1 if head else 0
            rows.append([*row, head] if head else row)
            row, used, word = [], 0.0, tail
        row.append(word)
        used += word.width + word.blank
    return [*rows, row]


def _part(word: Word, room: float, measure: Measure, hyphens: int) -> tuple[Word | None, Word]:
    """The part of a word that fits into `room` with a hyphen, and the rest."""
    rule, hyphenator = measure.rule, measure.hyphenator
    if rule is None or hyphenator is None or hyphens >= rule.max_in_a_row or room <= 0:
        return None, word
    before = 0.0
    for place, piece in enumerate(word.pieces):
        scale = piece.run.size / 1000
        for offset in reversed(hyphenator.places(piece.text, rule)):
            shown = piece.text[:offset] + HYPHEN
            width = piece.run.face.width(shown) * scale
            if before + width <= room:
                head = (*word.pieces[:place], Piece(shown, piece.run, width))
                rest = piece.text[offset:]
                rest_piece = Piece(rest, piece.run, piece.run.face.width(rest) * scale)
                tail = (rest_piece, *word.pieces[place + 1 :])
                return (
                    Word(head, before + width, 0.0),
                    Word(tail, sum(p.width for p in tail), word.blank),
                )
        before += piece.width
    return None, word


def _width(row: list[Word]) -> float:
    return sum(word.width + word.blank for word in row) - row[-1].blank


def _keep_company(rows: list[list[Word]], measure: Measure) -> None:
    """A short last word takes its neighbour along (look.md section 5)."""
    if len(rows) < 2 or len(rows[-1]) > 1 or len(rows[-2]) < 3:
        return
    letters = sum(c.isalpha() for p in rows[-1][0].pieces for c in p.text)
    neighbour = rows[-2][-1]
    fits = neighbour.width + neighbour.blank + rows[-1][0].width <= measure.width
    if letters < _SHORT and neighbour.blank and fits:
        rows[-1].insert(0, rows[-2].pop())


def _balance(words: list[Word], measure: Measure, count: int) -> list[list[Word]]:
    """The narrowest box that still gives as many lines, to half a point."""
    low, high = max(word.width for word in words), measure.width
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_fill(words, measure, middle)) > count:
            low = middle
        else:
            high = middle
    return _fill(words, measure, high)


def _set(row: list[Word], last: bool, measure: Measure) -> Line:
    """Neighbouring words of one run become one segment; a blank ends a line that goes on."""
    gap = _gap(row, measure) if measure.justify and not last else 0.0
    segments: list[Segment] = []
    x, end = 0.0, len(row) - 1
    texts: list[str] = []
    run: Run | None = None
    start = 0.0
    for place, word in enumerate(row):
        for piece in word.pieces:
            if piece.run is not run:
                if run is not None:
                    segments.append(_segment(start, x, texts, run))
                run, start, texts = piece.run, x, []
            texts.append(piece.text)
            x += piece.width
            if gap:
                x += gap * piece.text.count("\u00a0")
        if word.blank and not (last and place == end):
            texts.append(" ")
            if place < end:
                x += word.blank + gap
    if run is not None:
        segments.append(_segment(start, x, texts, run))
    return Line(tuple(segments), x, gap)


def _gap(row: list[Word], measure: Measure) -> float:
    """What each blank of a justified line gets on top of its own width."""
    blanks = sum(1 for word in row[:-1] if word.blank)
    blanks += sum(p.text.count("\u00a0") for word in row for p in word.pieces)
    return (measure.width - _width(row)) / blanks if blanks else 0.0


def _segment(start: float, end: float, texts: list[str], run: Run) -> Segment:
    return Segment(
        start, "".join(texts), end - start, run.face, run.size, run.rise, run.colour, run.tag,
        run.target,
    )  # fmt: skip
