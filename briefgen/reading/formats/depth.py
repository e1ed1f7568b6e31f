"""Lists that stand too deep inside each other into lists that any page can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefgen.model import Quirk
from briefgen.reading.formats.flatten import flatten
from briefgen.reading.formats.pieces import Piece, Point, Points
from briefgen.tree import plain_text

DEEPEST: Final = 12  # lists inside each other; Word shows nine, and a page has no room for more
_SHOWN: Final = 80


def keep_shallow(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Quirk, ...]]:
    """The pieces, points of deeper lists beside those that they stood in; a quirk for each list."""
    quirks: list[Quirk] = []
    return tuple(_shallow(piece, 1, quirks) for piece in pieces), tuple(quirks)


def _shallow(piece: Piece, depth: int, quirks: list[Quirk]) -> Piece:
    if not isinstance(piece, Points) or not any(map(_inner, piece.points)):
        return piece
    if depth == DEEPEST:
        first = _inner(piece.points[[bool(_inner(p)) for p in piece.points].index(True)])[0]
        shown = plain_text(flatten(first.points[0].pieces[:1]))[:_SHOWN]
        quirks.append(Quirk(lines=first.lines[:1], text=shown, reason="list-too-deep"))
        return replace(piece, points=tuple(_side_by_side(piece.points)))
    return replace(
        piece,
        points=tuple(
            replace(point, pieces=tuple(_shallow(p, depth + 1, quirks) for p in point.pieces))
            for point in piece.points
        ),
    )


def _inner(point: Point) -> list[Points]:
    return [piece for piece in point.pieces if isinstance(piece, Points)]


def _side_by_side(points: Sequence[Point]) -> Iterator[Point]:
    """Points and those inside them in reading order, each with what stands in it alone."""
    for point in points:
        own: list[Piece] = []
        for piece in point.pieces:
            if not isinstance(piece, Points):
                own.append(piece)
                continue
            yield from _alone(point, own)
            own = []
            yield from _side_by_side(piece.points)
        yield from _alone(point, own)


def _alone(point: Point, own: Sequence[Piece]) -> Iterator[Point]:
    if own:
        lines = tuple(sorted({n for piece in own for n in piece.lines}))
        yield replace(point, pieces=tuple(own), lines=lines)
