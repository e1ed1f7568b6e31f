"""The slots of one pack filled: selected from what the audience may see, cut to their limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import partial

from briefgen.build.packs.abbreviating import LAYOUT
from briefgen.build.packs.attributing import with_owners
from briefgen.build.packs.bisection import FilledSlot
from briefgen.compose import ColumnContent, SlotContent
from briefgen.config import Audience, ColumnSlot, Slot
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostic, Diagnostics, Severity, at_level, error, warning
from briefgen.errors import ExitCode
from briefgen.model import Document, Passage
from briefgen.remembered import Remembered
from briefgen.selection.ceilings import Visible
from briefgen.selection.limits import Limit
from briefgen.selection.misses import explain_miss
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.tree import plain_text


@dataclass(frozen=True, slots=True)
class Fillings:
    """The filled slots of a run, each once: audiences of a series share most of theirs."""

    _made: Remembered[FilledSlot] = field(default_factory=Remembered)

    def of(self, slot: Slot, view: Visible, audience: Audience) -> FilledSlot:
        """The slot filled from what may be seen. Words are those of the audience's language."""
        also = (_all_but_places(slot), audience.language)
        return self._made.of((view,), also, partial(_fill, slot, view, audience.words))


def _all_but_places(slot: Slot) -> tuple[object, ...]:
    columns = tuple((column.heading, column.select, column.limit) for column in slot.columns)
    return (
        slot.id, slot.label, slot.layout, slot.select, columns, slot.limit, slot.group,
        slot.caption, slot.remark, slot.detail, slot.cut_note,
    )  # fmt: skip


def fill_slots(
    audience: Audience,
    view: Visible,
    level: Severity | None = Severity.WARNING,
    fillings: Fillings | None = None,
) -> tuple[tuple[FilledSlot, ...], Diagnostics]:
    """Each slot with the passages that its limits keep, from what the audience may see.

    `level` is the weight of a slot, or a column of one, that matches nothing; `fillings` are the
    slots that the run has filled.
    """
    fillings = Fillings() if fillings is None else fillings
    documents = view.documents
    slots: list[FilledSlot] = []
    found: list[Diagnostic] = []
    for slot in audience.slots:
        filled = fillings.of(slot, view, audience)
        slots.append(filled)
        found += (*_empty(slot, filled, documents, level), *_short(slot, filled))
    if not any(slot.content.shown for slot in slots):
        found.append(
            error(
                "pack-empty",
                "no section of this pack has anything to show",
                place=audience.place,
                hint="see the warnings about its slots; `briefgen outline` shows what was read",
                exit=ExitCode.SOURCE,
            )
        )
    return tuple(slots), tuple(found)


def _fill(slot: Slot, view: Visible, words: Mapping[str, str]) -> FilledSlot:
    kept, left = view.take(slot.select, slot.limit) if slot.select else ((), ())
    columns: list[ColumnContent] = []
    for column in slot.columns:
        shown, cut = view.take(column.select, limit_of(column, slot))
        columns.append(ColumnContent(heading=_heading(column.heading, shown), passages=shown))
        left = (*left, *cut)
    content = SlotContent(
        id=slot.id,
        label=slot.label,
        layout=slot.layout,
        passages=kept,
        columns=tuple(columns),
        group=slot.group,
        caption=slot.caption,
        remark=slot.remark,
        detail=slot.detail,
        cut_note=slot.cut_note,
        selected=len(kept) + sum(len(c.passages) for c in columns) + len(left),
    )
    return FilledSlot(content=with_owners(content, words), limit=slot.limit, left_out=left)


def limit_of(column: ColumnSlot, slot: Slot) -> Limit:
    """A column's own limit, else that of its slot."""
    return slot.limit if column.limit == Limit() else column.limit


def _heading(written: str, passages: Sequence[Passage]) -> str:
    """The words over a column; `{section}` stands for the heading that its passages stand under."""
    titles = [ref.title for p in passages[:1] for ref in p.path if ref.title]
    return written.replace("{section}", titles[-1] if titles else "").strip()


def _empty(
    slot: Slot, filled: FilledSlot, documents: Sequence[Document], level: Severity | None
) -> Diagnostics:
    """What a slot or a column that matched nothing is called."""
    if filled.content.shown:
        columns = zip(slot.columns, filled.content.columns, strict=True)
        return tuple(
            fault
            for column, has in columns
            if not has.passages
            for fault in _empty_column(slot, column, documents, level)
        )
    if slot.layout == LAYOUT or (level is None and not slot.required):
        return ()
    selector = slot.select or (slot.columns[0].select if slot.columns else Selector())
    message = f"slot {slot.id!r} matches nothing that this audience may see; it is left out"
    miss = explain_miss(documents, selector)
    if slot.required:
        return (error("slot-empty", message, place=slot.place, hint=miss, exit=ExitCode.SOURCE),)
    return at_level(level, "slot-empty", message, place=slot.place, hint=miss)


def _empty_column(
    slot: Slot, column: ColumnSlot, documents: Sequence[Document], level: Severity | None
) -> Diagnostics:
    if level is None:
        return ()
    name = f"column {slot.columns.index(column) + 1}"
    if "{section}" not in column.heading:  # the words for it are those of what it shows
        name = f"column {column.heading!r}"
    message = f"{name} of slot {slot.id!r} matches nothing, as the pack says"
    hint = explain_miss(documents, column.select)
    return at_level(level, "column-empty", message, place=column.place, hint=hint)


def _short(slot: Slot, filled: FilledSlot) -> list[Diagnostic]:
    """A limit of fewer words than one sentence has: the sentence stands whole, and this says so."""
    limit, shown = slot.limit.words, filled.content.passages
    if not limit:
        return []
    words = sum(len(plain_text(piece).split()) for p in shown for piece in p.pieces)
    if words <= limit:
        return []
    message = f"slot {slot.id!r} shows {counted(words, 'word')}, its limit is {limit}"
    hint = "a sentence is never cut: raise the limit, or select other passages"
    return [warning("limit-too-small", message, place=slot.place, hint=hint)]
