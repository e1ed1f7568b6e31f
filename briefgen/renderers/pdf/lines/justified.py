"""The pieces of a paragraph to the rows that leave its blanks as even as can be.

Of all ways to break it the one is taken whose lines cost least together: how far a line's blanks
are from their own width, and a price for each hyphen (after Knuth and Plass, "Breaking paragraphs
into lines", 1981, with fewer knobs).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

from briefgen.renderers.pdf.lines.hyphens import Hyphenator
from briefgen.renderers.pdf.lines.words import Pieces
from briefgen.slotted import dataclass
from briefgen.style import Hyphenation

HYPHEN = "\u00ad"
_ROOM = 1e-6
_SHRINK = 0.12  # of its own width that a blank may lose
_STRETCH = 0.8  # that it may gain before no earlier end of the line is looked for
_DEAR = 4.0  # a blank that shrinks costs so much more than one that grows
_HYPHEN_PRICE = 0.3
_LONE_PRICE = 2.0
_LONE = 9  # letters: a shorter word does not stand alone on the last line


class Row(NamedTuple):
    """The pieces of one line; of the last of them the first `parted` characters and a hyphen, 0 for
    all. The rest of a parted piece opens the next row.
    """

    first: int
    end: int
    parted: int = 0


# Where a line begins: piece, characters of it that stand on the line before, hyphens in a row.
_Node = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is broken, and how: `rule` and `hyphenator` None where no word may be parted."""

    pieces: Pieces
    width: float
    hyphenator: Hyphenator | None = None
    rule: Hyphenation | None = None


def justify_rows(paragraph: Paragraph) -> list[Row]:
    """The rows of a justified paragraph; the last one is as long as it is."""
    search = _Search(paragraph)
    start: _Node = (0, 0, 0)
    cheapest: dict[_Node, tuple[float, _Node]] = {start: (0.0, start)}
    waiting = [start]
    while waiting:
        node = heappop(waiting)
        if node[0] == search.count:
            return _rows(cheapest, node)
        so_far = cheapest[node][0]
        for end, cost in search.ends_from(node):
            if end not in cheapest:
                heappush(waiting, end)
            elif cheapest[end][0] <= so_far + cost:
                continue
            cheapest[end] = (so_far + cost, node)
    return []


def _rows(cheapest: dict[_Node, tuple[float, _Node]], node: _Node) -> list[Row]:
    rows: list[Row] = []
    while node != (0, 0, 0):
        piece, offset, _ = node
        node = cheapest[node][1]
        rows.append(Row(node[0], piece + 1 if offset else piece, offset))
    return rows[::-1]


class _Search:
    """The places of a paragraph's pieces on one endless line, and what lines between them cost."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._pieces = paragraph.pieces
        self._width = paragraph.width
        self._rule, self._hyphenator = paragraph.rule, paragraph.hyphenator
        self._starts, self._ends = paragraph.pieces.places()
        self._blanks = [0, *accumulate(bool(blank) for blank in paragraph.pieces.blanks)]
        self.count = len(paragraph.pieces)
        self._last_word = self.count - 1
        while self._last_word - 1 in paragraph.pieces.bound:
            self._last_word -= 1

    def ends_from(self, node: _Node) -> Iterator[tuple[_Node, float]]:
        """Where a line that begins here may end: the next line's beginning, and the cost."""
        first, offset, hyphens = node
        at = self._starts[first] + self._width_before(first, offset)
        fitting = bisect_right(self._ends, at + self._width + _ROOM, first)
        if fitting == self.count:
            yield (self.count, 0, 0), self._lone(first, offset)
            return
        blank = self._pieces.runs[first].face.width(" ") * self._pieces.runs[first].size / 1000
        yield from self._whole(first, at, fitting, blank)
        if self._rule and hyphens < self._rule.max_in_a_row:
            for place, spare in self._parted(node, at, fitting):
                cost = self._cost(spare, self._blanks[fitting] - self._blanks[first], blank)
                if cost is not None:
                    yield (fitting, place, hyphens + 1), cost + _HYPHEN_PRICE

    def _whole(
        self, first: int, at: float, fitting: int, blank: float
    ) -> Iterator[tuple[_Node, float]]:
        """Ends between words, from the one beyond the line's end backwards; at least one."""
        found = False
        for end in range(min(fitting + 1, self.count - 1), first, -1):
            if end - 1 in self._pieces.bound:
                continue
            spare = self._width - (self._ends[end - 1] - at)
            blanks = self._blanks[end - 1] - self._blanks[first]
            cost = self._cost(spare, blanks, blank)
            if cost is not None:
                yield (end, 0, 0), cost
                found = True
                if spare > _STRETCH * blank * max(blanks, 1):
                    return
        if not found:
            end = fitting if fitting > first else first + 1
            while end - 1 in self._pieces.bound:
                end += 1
            yield (end, 0, 0), 100.0

    def _cost(self, spare: float, blanks: int, blank: float) -> float | None:
        """None where the blanks would have to shrink too far."""
        share = spare / (blank * max(blanks, 1))
        if share < -_ROOM:
            return (_DEAR * share) ** 2 if blanks and share >= -_SHRINK else None
        return share * share

    def _parted(self, node: _Node, at: float, piece: int) -> Iterator[tuple[int, float]]:
        """Places where the word that crosses the line's end may be parted, with what is spare.

        The last word never is: a syllable alone would stand on the last line.
        """
        if self._hyphenator is None or self._rule is None or piece >= self._last_word:
            return
        text = self._pieces.shown[piece]
        run = self._pieces.runs[piece]
        for place in self._hyphenator.places(text, self._rule):
            begun = node[1] if piece == node[0] else 0
            if place > begun:
                shown = text[begun:place] + HYPHEN
                start = at if begun else self._starts[piece]
                wide = start - at + run.face.width(shown) * run.size / 1000
                yield place, self._width - wide

    def _width_before(self, piece: int, offset: int) -> float:
        """Where a parted piece's rest begins, so that it ends where the piece did."""
        if not offset:
            return 0.0
        run = self._pieces.runs[piece]
        rest = self._pieces.shown[piece][offset:]
        return self._pieces.widths[piece] - run.face.width(rest) * run.size / 1000

    def _lone(self, first: int, offset: int) -> float:
        """What the last line costs if it is one short word."""
        if self._blanks[self.count - 1] > self._blanks[first]:
            return 0.0
        text = "".join(self._pieces.shown[first:])[offset:]
        return _LONE_PRICE if sum(map(str.isalpha, text)) < _LONE and first else 0.0


def part_words(pieces: Pieces, rows: list[Row]) -> tuple[Pieces, list[Row]]:
    """The pieces with each parted one as two, head with hyphen and rest, and the rows of those."""
    if not any(row.parted for row in rows):
        return pieces, rows
    made = Pieces()
    new: list[Row] = []
    begun = 0  # characters of the row's first piece that stand on the row before
    for row in rows:
        first = len(made)
        for place in range(row.first, row.end):
            start = begun if place == row.first else 0
            end = row.parted if place == row.end - 1 else 0
            _add_part(made, pieces, place, start, end)
        begun = row.parted
        new.append(Row(first, len(made)))
    return made, new


def _add_part(made: Pieces, pieces: Pieces, place: int, start: int, end: int) -> None:
    """Characters `start` to `end` of a piece (0: to its end), with a hyphen where it goes on."""
    text, run = pieces.shown[place], pieces.runs[place]
    shown = text[start:end] + HYPHEN if end else text[start:]
    if shown == text:
        made.take(pieces, place)
        return
    made.add([shown], run, 0.0 if end else pieces.blanks[place])
