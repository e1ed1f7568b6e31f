"""Dated passages to milestone blocks: ordered by time, precise as the source, nothing invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.compose.citing import NoteBook
from briefgen.compose.parts import PackFacts, SlotContent
from briefgen.compose.wording import date_in_words, marked_date, when_in_words
from briefgen.model import (
    Block,
    ChangeMark,
    Inlines,
    Milestone,
    Milestones,
    Paragraph,
    PartialDate,
    Passage,
    Text,
    When,
)

# A strip holds up to four entries (LOOK.md "Timelines", 7); with more the table alone.
STRIP_ENTRIES = 4
# A figure of more goes on for pages and says only what the table below it says.
FIGURE_ENTRIES = 36


def milestone_blocks(slot: SlotContent, facts: PackFacts, notes: NoteBook) -> tuple[Block, ...]:
    """A timeline, a strip or a table of the slot's milestones; one alone is a sentence."""
    passages = in_order_of_time([p for p in slot.passages if isinstance(p.unit, Milestone)])
    if not passages:
        return ()
    readable = [p for p in passages if isinstance(p.unit, Milestone) and p.unit.when]
    layout = _layout(slot.layout, len(readable), len(passages))
    if len(readable) == 1 and len(passages) == 1:
        return (_sentence(slot, passages[0], facts, notes),)
    cannot = "unreadable_row" if layout == "timeline" else "unreadable_entry"
    rows = tuple(_row(slot.id, p, facts, notes, cannot, marked=layout == "strip") for p in passages)
    return (
        Milestones(
            id=f"{slot.id}/milestones",
            rows=rows,
            layout=layout,  # type: ignore[arg-type]  # one of the three by construction
            caption=(Text(slot.caption),) if slot.caption else (),
            head=(facts.words["when"], facts.words["what"], facts.words["source_lines"]),
            sources=() if layout == "strip" else tuple(notes.place(p) for p in passages),
            until=_until(facts),
            until_label=_until_label(facts),
            alt=_alt(layout, rows, facts),
        ),
    )


def _layout(wanted: str, readable: int, all_rows: int) -> str:
    """A strip holds a few entries that can all be drawn, a figure two to as many as can be seen."""
    if wanted == "strip" and (readable > STRIP_ENTRIES or readable < all_rows):
        return "table"
    if wanted == "timeline" and not 2 <= readable <= FIGURE_ENTRIES:
        return "table"
    return wanted


def in_order_of_time(passages: Sequence[Passage]) -> list[Passage]:
    """By start, then longer first, then place in the source; what has no date comes last."""

    def key(passage: Passage) -> tuple[bool, PartialDate, int, int]:
        when = passage.unit.when if isinstance(passage.unit, Milestone) else None
        start = when.start if when else PartialDate(year=9999)
        return (when is None, start, -(when.end.year if when else 0), passage.order)

    return sorted(passages, key=key)


def _row(
    slot: str, passage: Passage, facts: PackFacts, notes: NoteBook, cannot: str, *, marked: bool
) -> Milestone:
    """One row; `cannot` is the key of the words for one that cannot be read."""
    unit = passage.unit
    if not isinstance(unit, Milestone):
        raise TypeError(f"{unit.id} is no milestone")
    unit = replace(unit, id=f"{slot}/{unit.id}")
    mark = notes.mark([passage]) if marked else ()
    if unit.when is None:
        words = (Text(facts.words[cannot]),)
        return replace(unit, label=facts.words["unreadable"], content=(*words, *mark), lead=words)
    content = (*run_in(passage.pieces, facts), *mark)
    label = marked_date(when_in_words(unit.when, facts.language), passage.change)
    change = ChangeMark(word="") if passage.change else None
    return replace(unit, label=label, content=content, lead=passage.lead, change=change)


def run_in(pieces: Sequence[Inlines], facts: PackFacts) -> Inlines:
    """Pieces in one cell, a sign between two that do not stand side by side in the source."""
    content: Inlines = pieces[0] if pieces else ()
    for piece in pieces[1:]:
        content = (*content, Text(f" {facts.words['left_out_mark']} "), *piece)
    return content


def _until(facts: PackFacts) -> When | None:
    if facts.as_of is None:
        return None
    day = PartialDate(year=facts.as_of.year, month=facts.as_of.month, day=facts.as_of.day)
    return When(start=day, end=day)


def _until_label(facts: PackFacts) -> str:
    if facts.as_of is None:
        return ""
    date = date_in_words(facts.as_of, facts.language)
    return facts.words["this_edition"].format(date=date)


def _alt(layout: str, rows: Sequence[Milestone], facts: PackFacts) -> str:
    dated = [row for row in rows if row.when]
    if layout == "table" or not dated:
        return ""
    words = facts.words["strip_alt" if layout == "strip" else "timeline_alt"]
    last = max(row.when.end.year for row in dated if row.when)
    first = min(row.when.start.year for row in dated if row.when)
    return words.format(count=len(dated), first=first, last=last)


def _sentence(slot: SlotContent, passage: Passage, facts: PackFacts, notes: NoteBook) -> Paragraph:
    row = _row(slot.id, passage, facts, notes, "unreadable_entry", marked=True)
    return Paragraph(
        id=row.id,
        content=(Text(f"{row.label}: "), *row.content),
        origins=row.origins,
        change=row.change,
    )


def fact_rows(slot: SlotContent, facts: PackFacts, notes: NoteBook) -> tuple[Block, ...]:
    """Date at the margin, words beside it; what cannot be read comes last and says so."""
    passages = in_order_of_time([p for p in slot.passages if isinstance(p.unit, Milestone)])
    if not passages:
        return ()
    rows = tuple(_row(slot.id, p, facts, notes, "unreadable_entry", marked=True) for p in passages)
    return (Milestones(id=f"{slot.id}/facts", rows=rows, layout="facts"),)
