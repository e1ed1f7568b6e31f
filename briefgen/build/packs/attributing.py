"""A filled slot to the same slot saying whose views and whose words it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.compose import SlotContent
from briefgen.compose.wording import strung
from briefgen.model import Passage, Quote
from briefgen.selection.folding import fold

VIEWS = "perceptions"


def with_owners(slot: SlotContent, words: Mapping[str, str]) -> SlotContent:
    """The slot with a heading that says whose view it shows, or passages that each do.

    A view is a passage of a section with the role `perceptions`: taken out of it, it would read as
    a fact. Where a slot shows nothing but views of one heading of the source, the slot's label
    takes it up; else each of them is shown behind its own. Columns bear the heading that their
    editor gave them. Direct speech outside the layout `quotes` is shown behind its speaker's name.
    """
    columns = tuple(
        replace(column, passages=tuple(_with_speaker(p) for p in column.passages))
        for column in slot.columns
    )
    if slot.layout == "quotes":
        return slot
    passages = tuple(_with_speaker(p) for p in slot.passages)
    titles = list(dict.fromkeys(_title(p) for p in passages if p.role == VIEWS))
    label = slot.label
    one_view = len(titles) == 1 and all(p.role == VIEWS for p in passages)
    if not one_view or not label:
        passages = _each_with_title(passages)
    elif fold(titles[0]) not in fold(label):
        label = strung((label, titles[0]), "said_of", words)
    return replace(slot, label=label, passages=passages, columns=columns)


def _title(passage: Passage) -> str:
    """The innermost heading above a passage, "" where there is none."""
    return next((ref.title for ref in reversed(passage.path) if ref.title), "")


def _each_with_title(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(
        replace(p, whose=_title(p)) if p.role == VIEWS and not p.whose else p for p in passages
    )


def _with_speaker(passage: Passage) -> Passage:
    unit = passage.unit
    return replace(passage, whose=unit.speaker) if isinstance(unit, Quote) else passage
