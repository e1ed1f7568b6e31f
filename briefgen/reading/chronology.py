"""Points that open with a date, under a heading that names a chronology, into dated rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from briefgen.model import When
from briefgen.reading.date_cells import read_label
from briefgen.reading.drafts import Draft
from briefgen.reading.lexicon import CHRONOLOGIES
from briefgen.reading.milestones import DatedRow, DatedRows
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from briefgen.reading.plain.parts import Piece

_WORDS: Final = re.compile(r"[^\W\d_]+")
# What may part a date from its words.
_CUT: Final = re.compile(r"\)?\s*[:|–—]\s*|\)?,\s+|\)\s+|\s+-\s+|\.\s+|\s+")
_YEAR: Final = re.compile(r"\d{4}")
_OPENERS: Final = frozenset(phrase.split()[0] for phrase in CHRONOLOGIES)
_LONGEST: Final = 48  # characters of a date and what parts it from its words
_LEAST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The date that a text opens with. `at`: where its words begin; `clear`: a sign parts them."""

    label: str
    when: When
    at: int
    clear: bool


def names_chronology(title: str) -> bool:
    """Whether a heading says that dates stand under it ("Timeline of the talks")."""
    found = _WORDS.findall(title.casefold())
    if _OPENERS.isdisjoint(found):
        return False
    words = f" {' '.join(found)} "
    return any(f" {phrase} " in words for phrase in CHRONOLOGIES)


def opening_date(text: str) -> Opening | None:
    """The longest date that a text opens with, None where it opens with anything else."""
    if not _YEAR.search(text, 0, _LONGEST):
        return None
    found: Opening | None = None
    opens = 1 if text.startswith("(") else 0
    for cut in _CUT.finditer(text, 0, _LONGEST):
        label, when = read_label(text[opens : cut.start()].strip())
        if when is not None and cut.end() < len(text):
            clear = bool(cut.group().strip())
            found = Opening(label=label, when=when, at=cut.end(), clear=clear)
    return found


def are_dated(openings: Sequence[Opening | None]) -> bool:
    """Whether the points of a list are those of a chronology: half of them, and two at least."""
    dated = sum(opening is not None for opening in openings)
    return dated >= _LEAST and dated * 2 >= len(openings)


def date_points(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of such a section, its points that open with a date as dated rows.

    A point that does not, such as a quotation, stays one.
    """
    points = [piece for piece in pieces if _is_point(piece)]
    if not are_dated([opening_date(point.text) for point in points if isinstance(point, Draft)]):
        return tuple(pieces)
    done: list[Piece] = []
    for dated, run in groupby(pieces, key=_is_dated_point):
        some = list(run)
        done += [_rows([p for p in some if isinstance(p, Draft)])] if dated else some
    return tuple(done)


def _is_point(piece: Piece) -> bool:
    return isinstance(piece, Draft) and piece.kind != "paragraph"


def _is_dated_point(piece: Piece) -> bool:
    return isinstance(piece, Draft) and _is_point(piece) and opening_date(piece.text) is not None


def _rows(drafts: Sequence[Draft]) -> DatedRows:
    made = [_row(draft, opening) for draft in drafts if (opening := opening_date(draft.text))]
    return DatedRows(rows=tuple(made), head=("", ""), repairs=(), quirks=(), used=frozenset[int]())


def _row(draft: Draft, opening: Opening) -> DatedRow:
    return DatedRow(
        when=opening.when,
        label=opening.label,
        text=draft.text[opening.at :],
        lines=draft.lines,
        original="\n".join(draft.raw) if draft.joined else None,
    )
