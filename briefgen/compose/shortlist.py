"""Stretches of sources that explain an abbreviation to a table of them, in order of letters."""

from __future__ import annotations

import re

from briefgen.compose.citing import NoteBook
from briefgen.compose.parts import PackFacts, SlotContent
from briefgen.model import Block, Inlines, Passage, Row, Table, Text
from briefgen.tree import plain_text, slice_inlines

_BEHIND = re.compile(r"(.*?)(?<!\s)\s*\(([^()]+)\)", re.DOTALL)


def short_form_table(slot: SlotContent, facts: PackFacts, notes: NoteBook) -> tuple[Block, ...]:
    """A row each: the abbreviation, its words, source and lines."""
    words = facts.words
    head = (words["short_form"], words["in_full"], words["source_lines"])
    rows = sorted((_parted(passage) for passage in slot.passages), key=lambda row: _key(row[0]))
    table = Table(
        id=f"{slot.id}/abbreviations",
        header=Row(id=f"{slot.id}/head", cells=tuple((Text(word),) for word in head)),
        rows=tuple(
            Row(
                id=f"{slot.id}/{n}",
                cells=((Text(short),), long, (Text(notes.place(passage)),)),
                origins=passage.unit.origins,
            )
            for n, (short, long, passage) in enumerate(rows)
        ),
        caption=(Text(slot.caption),) if slot.caption else (),
    )
    return (table,)


def explains(passage: Passage) -> bool:
    """Whether all that is shown of a passage is an abbreviation and its words."""
    return len(passage.pieces) == 1 and bool(_BEHIND.fullmatch(plain_text(passage.pieces[0])))


def _key(short: str) -> tuple[str, str]:
    return (short.casefold(), short)


def _parted(passage: Passage) -> tuple[str, Inlines, Passage]:
    """`Belt and Road Initiative (BRI)` and `BRI (Belt and Road Initiative)` to their two parts."""
    piece = passage.pieces[0]
    match = _BEHIND.fullmatch(plain_text(piece))
    if match is None:
        raise ValueError(f"{passage.id} explains no abbreviation")
    first, second = match.span(1), match.span(2)
    first_is_short = " " not in match.group(1)
    short, long = (first, second) if first_is_short else (second, first)
    text = plain_text(piece)
    return text[slice(*short)], slice_inlines(piece, *long), passage
