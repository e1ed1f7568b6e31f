"""Passages to the runs of words that a layout shows, with what has to stand before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.compose.citing import NoteBook
from briefgen.model import Inlines, Milestone, Passage, Text

Piece = tuple[Passage, Inlines]


def pieces_of(passages: Iterable[Passage]) -> tuple[Piece, ...]:
    """Every piece with its passage, in order; a dated row among other passages keeps its date, a
    view says whose it is.
    """
    return tuple(
        (passage, (*owner_of(passage, n), *_date_of(passage, n), *piece))
        for passage in passages
        for n, piece in enumerate(passage.pieces)
    )


def owner_of(passage: Passage, n: int = 0) -> Inlines:
    """`NATO perceptions on China: ` before the first piece of a view that stands alone."""
    return (Text(f"{passage.whose}: "),) if passage.whose and not n else ()


def _date_of(passage: Passage, n: int) -> Inlines:
    """`2002: ` before the first piece of a milestone."""
    unit = passage.unit
    if n or not isinstance(unit, Milestone) or not unit.label:
        return ()
    return (Text(f"{unit.label}: "),)


def marked(pieces: Sequence[Piece], notes: NoteBook) -> list[tuple[Passage, Inlines]]:
    """Each piece with its mark; of neighbours with one note only the last bears it."""
    marks = [notes.mark([passage]) for passage, _ in pieces]
    return [
        (passage, content if mark == following else (*content, *mark))
        for (passage, content), mark, following in zip(
            pieces, marks, (*marks[1:], ()) if marks else (), strict=True
        )
    ]
