"""Pieces to set lines: ragged or justified, with the rules of LOOK.md "Limits"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from briefgen.renderers.pdf.boxes import Line, Segment
from briefgen.renderers.pdf.lines.hyphens import Hyphenator
from briefgen.renderers.pdf.lines.justified import Paragraph, Row, justify_rows, part_words
from briefgen.renderers.pdf.lines.runs import Run
from briefgen.renderers.pdf.lines.words import Pieces, fit_pieces, split_runs
from briefgen.slotted import dataclass
from briefgen.style import Hyphenation

_ROOM = 1e-6
# Of its width: what a sign that ends a justified line has beyond the edge.
_HANGING = {
    ".": 0.7,
    ",": 0.7,
    ";": 0.4,
    ":": 0.4,
    "-": 0.5,
    "\u00ad": 0.5,
    "\u201d": 0.5,
    "\u2019": 0.5,
}
_LOOSEST_EM = 1.0  # what a blank of a justified line may gain
_SHORT = 9  # letters: a shorter word does not stand alone on a last line


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
    pieces = split_runs(runs)
    if not pieces:
        return (), False
    pieces, cut = fit_pieces(pieces, measure.width + _ROOM)
    if measure.justify:
        paragraph = Paragraph(
            pieces=pieces, width=measure.width, hyphenator=measure.hyphenator, rule=measure.rule
        )
        pieces, rows = part_words(pieces, justify_rows(paragraph))
        places = pieces.places()
    else:
        places = pieces.places()
        rows = _ragged(pieces, measure, *places)
    return tuple(_set(pieces, rows, measure, *places)), cut


def _ragged(
    pieces: Pieces, measure: Measure, starts: Sequence[float], ends: Sequence[float]
) -> list[Row]:
    """Filled greedily; headings balanced, else with company for a short last word."""
    rows = _fill(pieces, starts, ends, measure.width)
    if measure.balance and len(rows) > 1:
        low, high = max(pieces.widths), measure.width
        while high - low > 0.5:
            middle = (low + high) / 2
            if len(_fill(pieces, starts, ends, middle)) > len(rows):
                low = middle
            else:
                high = middle
        return _fill(pieces, starts, ends, high)
    _keep_company(pieces, rows, starts, ends, measure.width)
    return rows


def _fill(
    pieces: Pieces, starts: Sequence[float], ends: Sequence[float], width: float
) -> list[Row]:
    """As many pieces as fit on each line; at least a word, since none is wider than its box."""
    rows: list[Row] = []
    bound, count, first = pieces.bound, len(ends), 0
    while first < count:
        end = bisect_right(ends, starts[first] + width + _ROOM, first)
        if bound:
            while end < count and end - 1 in bound and end > first:
                end -= 1
            if end == first:
                end = _word_end(pieces, first)
        end = max(end, first + 1)
        rows.append(Row(first, end))
        first = end
    return rows


def _word_end(pieces: Pieces, first: int) -> int:
    """The piece after those of one word."""
    while first in pieces.bound:
        first += 1
    return first + 1


def _word_start(pieces: Pieces, last: int) -> int:
    """The first of the pieces of a word."""
    while last - 1 in pieces.bound:
        last -= 1
    return last


def _keep_company(
    pieces: Pieces,
    rows: list[Row],
    starts: Sequence[float],
    ends: Sequence[float],
    width: float,
) -> None:
    """A short last word takes its neighbour along (LOOK.md "Limits")."""
    if len(rows) < 2:
        return
    above, last = rows[-2:]
    if _word_start(pieces, last.end - 1) > last.first:
        return
    letters = sum(c.isalpha() for text in pieces.shown[last.first : last.end] for c in text)
    taken = _word_start(pieces, last.first - 1)
    second = _word_start(pieces, taken - 1) if taken > above.first else taken
    if letters >= _SHORT or second <= above.first or not pieces.blanks[last.first - 1]:
        return
    if ends[-1] - starts[taken] <= width:
        rows[-2:] = [Row(above.first, taken), Row(taken, last.end)]


# --- setting --------------------------------------------------------------------------------------


def _set(
    pieces: Pieces,
    rows: Sequence[Row],
    measure: Measure,
    starts: Sequence[float],
    ends: Sequence[float],
) -> Iterator[Line]:
    """Neighbouring pieces of one run become one segment; a blank ends a line that goes on."""
    last = len(rows) - 1
    pieces.set_blank(0.0)
    runs = pieces.runs
    for place, (first, end, _) in enumerate(rows):
        natural = ends[end - 1] - starts[first]
        if measure.justify and place != last:
            yield _justified(pieces, first, end, starts, measure.width - natural)
        elif runs[first] is runs[end - 1]:
            segment = _segment(0.0, natural, pieces.text(first, end), runs[first])
            yield Line((segment,), natural)
        else:
            at = starts[first]
            parts = [
                _segment(starts[a] - at, ends[b - 1] - starts[a], pieces.text(a, b), runs[a])
                for a, b in _same_run(pieces, first, end)
            ]
            yield Line(tuple(parts), natural)


def _same_run(pieces: Pieces, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of one run each."""
    runs = pieces.runs
    if runs[first] is runs[end - 1]:
        yield first, end
        return
    start = first
    for place in range(first + 1, end):
        if runs[place] is not runs[start]:
            yield start, place
            start = place
    yield start, end


def _justified(pieces: Pieces, first: int, end: int, starts: Sequence[float], spare: float) -> Line:
    """A line whose blanks share what it is narrower than its box, or wider.

    Before a word that fills lines of its own the blanks would gape: such a line stays short.
    """
    stretches = [
        (start, stop, pieces.text(start, stop)) for start, stop in _same_run(pieces, first, end)
    ]
    counts = [text.count(" ") + text.count("\u00a0") for _, _, text in stretches]
    inside = sum(counts) - bool(pieces.blanks[end - 1])
    gap = (spare + _hanging(pieces, end - 1)) / inside if inside else 0.0
    if gap > _LOOSEST_EM * pieces.runs[first].size:
        gap = 0.0
    segments, before = [], 0
    for (start, stop, text), count in zip(stretches, counts, strict=True):
        x = starts[start] - starts[first] + gap * before
        before += count
        inner = count - bool(pieces.blanks[stop - 1])
        width = starts[stop - 1] + pieces.widths[stop - 1] - starts[start] + gap * inner
        segments.append(_segment(x, width, text, pieces.runs[start]))
    x_end = segments[-1].x + segments[-1].width
    return Line(tuple(segments), x_end, gap)


def _hanging(pieces: Pieces, last: int) -> float:
    """How far the sign that ends a justified line stands beyond its edge: stops and hyphens are so
    slight that an edge of letters and signs alike looks ragged.
    """
    run, sign = pieces.runs[last], pieces.shown[last][-1:]
    share = _HANGING.get(sign, 0.0)
    return share * run.face.width(sign) * run.size / 1000 if share else 0.0


def _segment(x: float, width: float, text: str, run: Run) -> Segment:
    return Segment(x, text, width, *run[1:])
