"""The words of one paragraph of a memo, piece by piece, to words with markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from itertools import groupby

from briefgen.inline_text import write_inlines
from briefgen.model import Emph, Inline, Inlines, Link, NoteRef, Strong, Text, without_controls
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one look. `own`: they stand there, and are no words of the place: a number that
    the memo counts itself, or what is named as not carried. `note`: the words, with markup, of a
    note of people's whose mark stands here.
    """

    text: str
    strong: bool = False
    slanted: bool = False
    target: str = ""
    own: bool = False
    note: str = ""


@dataclass(slots=True, kw_only=True)
class Line:
    """What a paragraph says and bears. `names`: bookmarks; `remarks`: ids of comments;
    `odd`: what overrides cannot hold; `who`, `when`: the last tracked change.
    """

    pieces: list[Piece] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)  # (tag, alias) of inner controls
    remarks: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    lead: str = ""  # a number before a heading
    label: str = ""  # "Table 1" before a caption
    contents: bool = False  # an entry of a table of contents
    who: str = ""
    when: str = ""

    def said(self) -> list[Piece]:
        """The pieces that are the place's own words."""
        return [piece for piece in self.pieces if not piece.own]

    def text(self) -> str:
        """The words with markup."""
        return write_inlines(_inlines(self.said()))

    def lines(self) -> str:
        """The bare words with their line breaks: what code is."""
        return "".join(piece.text for piece in self.said()).strip("\n")

    def take_label(self) -> None:
        """What was said so far is the label of a caption."""
        self.label = " ".join("".join(piece.text for piece in self.said()).split())
        self.pieces = [replace(piece, own=True) for piece in self.pieces]

    def leave(self, text: str) -> None:
        """Words that are read and are none of the place's."""
        self.pieces.append(Piece(text, own=True))


def _inlines(pieces: list[Piece]) -> Inlines:
    """Neighbours of one look as one run, the link outside, then strong, then slanted."""
    return tuple(_linked(pieces))


def _linked(pieces: list[Piece]) -> Iterator[Inline]:
    for target, run in groupby(pieces, key=lambda p: p.target):
        inner = tuple(_strong(list(run)))
        if target:
            yield Link(target, inner)
        else:
            yield from inner


def _strong(pieces: list[Piece]) -> Iterator[Inline]:
    for strong, run in groupby(pieces, key=lambda p: p.strong):
        inner = tuple(_slanted(list(run)))
        if strong:
            yield Strong(inner)
        else:
            yield from inner


def _slanted(pieces: list[Piece]) -> Iterator[Inline]:
    for (slanted, note), run in groupby(pieces, key=lambda p: (p.slanted, p.note)):
        text = Text(without_controls("".join(p.text for p in run)))
        if note:
            yield NoteRef(0, note)
        elif text.text:
            yield Emph((text,)) if slanted else text
