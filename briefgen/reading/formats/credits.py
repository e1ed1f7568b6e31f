"""Bylines, authors' pages and an article's tail among pieces: persons out, the words set apart."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Person
from briefgen.reading.boilerplate import find_tail
from briefgen.reading.formats.pieces import Apart, Head, Piece, Points, Words
from briefgen.reading.lexicon import CONTRIBUTIONS, PEOPLE_SECTIONS
from briefgen.reading.people import read_byline, read_names
from briefgen.tree import plain_text

_BYLINE_REACH = 4  # paragraphs at the start among which a byline is sought
_LONGEST = 160

People = tuple[Person, ...]


def find_credits(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], People, People]:
    """Pieces with the lines on people set apart; authors; contributors."""
    done, authors, contributors = _people_sections(pieces)
    if not authors:
        done, authors = _byline(done)
    done, tail = _tail(done)
    return tuple(done), (*authors, *tail), contributors


def _people_sections(pieces: Sequence[Piece]) -> tuple[list[Piece], People, People]:
    done: list[Piece] = []
    groups: tuple[list[Person], list[Person]] = ([], [])
    inside, group = False, 0
    for piece in pieces:
        if isinstance(piece, Head):
            inside, group = _fold(piece.title) in PEOPLE_SECTIONS, 0
        elif inside:
            if isinstance(piece, Words) and _fold(plain_text(piece.content)) in CONTRIBUTIONS:
                group = 1
            for text in _texts(piece):
                groups[group].extend(read_names(text))
            piece = _people_apart(piece)  # noqa: PLW2901 (the piece goes on as something else)
        done.append(piece)
    return done, tuple(groups[0]), tuple(groups[1])


def _texts(piece: Piece) -> list[str]:
    if isinstance(piece, Words):
        return [plain_text(piece.content)]
    if isinstance(piece, Points):
        return [text for point in piece.points for inner in point.pieces for text in _texts(inner)]
    return []


def _people_apart(piece: Piece) -> Piece:
    if isinstance(piece, Words):
        text = plain_text(piece.content)
        if read_names(text) or _fold(text) in CONTRIBUTIONS:
            return Apart(content=piece.content, reason="authors", lines=piece.lines)
    return piece


def _byline(pieces: Sequence[Piece]) -> tuple[list[Piece], People]:
    done = list(pieces)
    paragraphs = [i for i, piece in enumerate(done) if isinstance(piece, Words)]
    for index in paragraphs[:_BYLINE_REACH]:
        piece = done[index]
        if isinstance(piece, Words) and len(text := plain_text(piece.content)) < _LONGEST:
            people = read_byline(text)
            if people:
                done[index] = Apart(content=piece.content, reason="byline", lines=piece.lines)
                return done, people
    return done, ()


def _tail(pieces: Sequence[Piece]) -> tuple[list[Piece], People]:
    """Biography, links and copyright among the last paragraphs."""
    done = list(pieces)
    places = [i for i, piece in enumerate(done) if isinstance(piece, Words | Points | Head)]
    texts = []
    for index in places:
        piece = done[index]
        texts.append(plain_text(piece.content) if isinstance(piece, Words) else "")
    tail = find_tail(texts)
    for index, reason in tail.reasons.items():
        piece = done[places[index]]
        if isinstance(piece, Words):
            done[places[index]] = Apart(content=piece.content, reason=reason, lines=piece.lines)
    return done, tail.authors


def _fold(text: str) -> str:
    return " ".join(text.casefold().strip(" :").split())
