"""Pieces into one run of words, as a table cell or a labelled point holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

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
