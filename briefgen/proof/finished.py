"""A finished PDF or Word file to its pieces of text in reading order, each with its section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from briefgen.slotted import dataclass

Part = Literal["", "cell", "speech", "speaker", "edge"]

# Fewer words outside any section are a label, not a passage.
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block: a paragraph, a point, a cell, a heading.

    `top` is the number of the outermost section that it stands in, 0 for none; `section` the
    nearest heading. `body`: running text, no heading, caption, table head, list of contents or
    note. `marked`: it bears a note mark. `cites`: it or its section claims a source.

    `marks` are the numbers that its note marks show, `number` that of a note before its text.
    Pieces with one `group` (0 for none) are the cells of a row, or a quotation and its `speaker`.
    `frames`: no running text, but a heading, caption or note of what claims a source. An `edge` is
    a running head or foot, or another text outside the order of reading.
    """

    text: str
    section: str
    top: int
    body: bool
    marked: bool
    cites: bool = False
    frames: bool = False
    heading: bool = False
    marks: tuple[str, ...] = ()
    number: str = ""
    group: int = 0
    part: Part = ""


def with_claims(pieces: Sequence[Piece], cited_headings: frozenset[str]) -> tuple[Piece, ...]:
    """The pieces, each saying whether it claims a source or frames what does.

    A piece does if it bears a mark, if a mark stands anywhere in its section, or if its section
    is one of `cited_headings` (those that a manifest has passages for). Text outside any section
    does where the file has marks at all and the text is more than a label.
    """
    cited = {p.top for p in pieces if p.top and (p.marked or p.section in cited_headings)}
    anywhere = any(p.marked for p in pieces)
    return tuple(
        replace(p, cites=True)
        if p.body and _claims(p, cited, anywhere)
        else replace(p, frames=not p.body and bool(p.number or (p.top and (cited or anywhere))))
        for p in pieces
    )


def _claims(piece: Piece, cited: set[int], anywhere: bool) -> bool:
    if piece.marked or piece.top in cited:
        return True
    return not piece.top and anywhere and len(piece.text.split()) >= _FEWEST_WORDS


def edge_pieces(texts: Iterable[str]) -> Iterator[Piece]:
    """Running heads and feet, each text once however many pages have it."""
    for text in dict.fromkeys(text.strip() for text in texts):
        if text:
            yield Piece(text=text, section="", top=0, body=False, marked=False, part="edge")


def read_pieces(data: bytes) -> tuple[Piece, ...]:
    """The pieces of a file, which is a PDF or a Word file by its first bytes.

    Raises:
        ValueError: it is neither, or cannot be read.
    """
    if data.startswith(b"PK"):
        from briefgen.proof.word_pieces import word_pieces  # noqa: PLC0415 (lxml)

        return word_pieces(data)
    if b"%PDF" in data[:1024]:
        from briefgen.proof.pdf_pieces import pdf_pieces  # noqa: PLC0415 (pikepdf)

        return pdf_pieces(data)
    raise ValueError("it is neither a PDF nor a Word file")
