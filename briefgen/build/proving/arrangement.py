"""Rows of tables and sentences of a finished file to those that no source has side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

from briefgen.build.proving.bypeople import Written
from briefgen.model import Document, Row
from briefgen.proof.claims import owned, parted_aside
from briefgen.proof.comparing import Misattribution
from briefgen.proof.finished import Piece
from briefgen.proof.matching import Index, find, squeezed
from briefgen.proof.verdicts import Verdict
from briefgen.tree import plain_text, walk

Cells = tuple[str, ...]

_SHOWN: Final = 60  # characters of what stands before


# --- rows -----------------------------------------------------------------------------------------


def rows_of(documents: Iterable[Document]) -> tuple[Cells, ...]:
    """The cells of each row of the sources' own tables, as they stand."""
    rows = (n for d in documents for n in walk(d.blocks) if isinstance(n, Row))
    return tuple(tuple(plain_text(cell) for cell in row.cells) for row in rows)


def question_rows(
    pieces: Sequence[Piece], rows: Sequence[Cells], written: Written
) -> Iterator[Misattribution]:
    """Rows whose cells are all a source's, but not of one row, or not in its order; what people
    wrote into a cell is theirs. Figures alone beside words of the pack (a note's number and lines)
    come from no row.
    """
    folded = [tuple(map(squeezed, row)) for row in rows]
    holding: dict[str, list[int]] = {}
    for at, row in enumerate(folded):
        for cell in dict.fromkeys(row):
            holding.setdefault(cell, []).append(at)
    cells = (at for at, piece in enumerate(pieces) if piece.part == "cell")
    for _, group in groupby(cells, key=lambda at: pieces[at].group):
        shown = [(at, _cell(pieces[at].text, holding)) for at in group]
        known = [(at, key) for at, key in shown if key in holding and key not in written.texts]
        keys = tuple(key for _, key in known)
        if len(keys) < 2 or (len(known) < len(shown) and not any(map(_has_letters, keys))):
            continue
        alike = holding[keys[0]]
        if any(_in_order(keys, row) for row in (*(folded[n] for n in alike), *written.rows)):
            continue
        yield Misattribution(
            kind="row",
            piece=known[0][0],
            text=" ".join(pieces[known[0][0]].text.split()),
            shown=" | ".join(pieces[at].text for at, _ in known[1:]),
            right=" | ".join(cell for cell in rows[alike[0]] if squeezed(cell) != keys[0]),
            witness="source",
        )


def _cell(text: str, holding: Mapping[str, object]) -> str:
    """A cell as it is compared, without the citation in brackets that a pack may set behind it."""
    key = squeezed(text)
    return key if key in holding else squeezed(parted_aside(" ".join(text.split()))[0])


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _in_order(cells: Cells, row: Cells) -> bool:
    """Whether a row has these cells one after the other, with or without others between them."""
    rest = iter(row)
    return all(cell in rest for cell in cells)


# --- sentences ------------------------------------------------------------------------------------


def question_order(
    pieces: Sequence[Piece], verdicts: Sequence[Verdict], index: Index, written: Written
) -> Iterator[Misattribution]:
    """Sentences that run on from one that no source has before them."""
    for before, verdict in pairwise(verdicts):
        if not (verdict.cites and verdict.places and before.places):
            continue
        if before.piece != verdict.piece or _run_on(before.text, verdict.text, index):
            continue
        both = squeezed(before.text + verdict.text)
        if both in squeezed(pieces[verdict.piece].text) and not written.has(both):
            yield Misattribution(
                kind="order",
                piece=verdict.piece,
                text=verdict.text,
                shown=before.text,
                right=_before(verdict),
                witness="source",
            )


def _run_on(before: str, after: str, index: Index) -> bool:
    """Whether a source says both in a row, whatever label stands before or citation behind them."""
    return any(
        find(index, f"{words} {second}")
        for first in (before, parted_aside(before)[0])
        for _, words in owned(first)
        for second in (after, parted_aside(after)[0])
    )


def _before(verdict: Verdict) -> str:
    """What the source has right before a sentence; "" where it opens a passage."""
    said = " ".join(verdict.places[0].text.split())
    at = said.find(verdict.text)
    return said[: max(at, 0)].rstrip()[-_SHOWN:]
