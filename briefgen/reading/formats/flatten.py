"""Pieces into one run of words, as a table cell or a labelled point holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, assert_never

from briefgen.model import Inline, Inlines, Strong, Text
from briefgen.reading.formats.pieces import (
    Apart,
    Head,
    Listing,
    Picture,
    Piece,
    Point,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.formats.words import inlines, tidy

_SYMBOL: Final = re.compile("[\ue000-\uf8ff•▪◦●■·‣▶➢]+\\s*")
_COUNT: Final = re.compile(r"(\d{1,3})[.)]\s*(?=\D)")


def flatten(pieces: Iterable[Piece]) -> Inlines:
    """The words of pieces as one run: what a cell holds."""
    done: list[Inline] = []
    for piece in pieces:
        match piece:
            case Words(content=content) | Quoted(content=content):
                done += (Text(" "), *content)
            case Head(title=title):
                done += (Text(" "), Strong(inlines(title)))
            case Points(points=points):
                for point in points:
                    done += (Text(" "), *flatten(point.pieces))
            case Rows(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        done += (Text(" "), *cell)
            case Listing(text=text):
                done += (Text(" "), *inlines(" ".join(text)))
            case Picture(caption=content):
                done += (Text(" "), *content)
            case Apart():
                continue
            case _:
                assert_never(piece)
    return tidy(done)


def with_label(point: Point, label: str) -> Point:
    """A point whose words open with its label."""
    first = point.pieces[0]
    if isinstance(first, Words):
        content = tidy((Text(f"{label} "), *first.content))
        first = Words(content=content, lines=first.lines)
        return Point(pieces=(first, *point.pieces[1:]), lines=point.lines)
    own = Words(content=inlines(label), lines=point.lines[:1])
    return Point(pieces=(own, *point.pieces), lines=point.lines)


def without_own_marks(points: Sequence[Point]) -> list[Point]:
    """Points without the marks that some programs write into their words as well: a bullet, a
    symbol of a font, or a number that counts from the first one on.
    """
    bare = [_without(point, _SYMBOL) for point in points]
    numbers = [m.group(1) if (m := _COUNT.match(_opening(point))) else "" for point in bare]
    if len(points) > 1 and numbers == [str(n) for n in range(1, len(points) + 1)]:
        return [_without(point, _COUNT) for point in bare]
    return bare


def _opening(point: Point) -> str:
    """The first words of a point as they stand, "" where it opens with something else."""
    first = point.pieces[0]
    inline = first.content[0] if isinstance(first, Words) and first.content else None
    return inline.text if isinstance(inline, Text) else ""


def _without(point: Point, mark: re.Pattern[str]) -> Point:
    found = mark.match(_opening(point))
    first = point.pieces[0]
    if not found or not isinstance(first, Words):
        return point
    rest = tidy((Text(_opening(point)[found.end() :]), *first.content[1:]))
    if not rest:
        return point
    return replace(point, pieces=(replace(first, content=rest), *point.pieces[1:]))
