"""Filled slots to the abbreviations they use: the section that lists them, or a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.build.packs.bisection import FilledSlot
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostics, at_level
from briefgen.model import Passage
from briefgen.selection.ceilings import Visible
from briefgen.selection.corpus import unit_texts
from briefgen.selection.shortforms import ShortForm, used_without_words
from briefgen.tree import plain_text

LAYOUT = "abbreviations"
_MOST_NAMED = 8


def list_short_forms(slots: Sequence[FilledSlot], view: Visible) -> tuple[FilledSlot, ...]:
    """The slots, those with the layout `abbreviations` holding what the others use."""
    if not any(slot.content.layout == LAYOUT for slot in slots):
        return tuple(slots)
    used, _ = _used(slots, view)
    listed = tuple(form.passage for form in used)
    return tuple(
        replace(slot, content=replace(slot.content, passages=listed, selected=len(listed)))
        if slot.content.layout == LAYOUT
        else slot
        for slot in slots
    )


def find_cut_expansions(
    config: Config, audience: Audience, slots: Sequence[FilledSlot], view: Visible
) -> Diagnostics:
    """The abbreviations of a pack that lists none, whose words were left out of it."""
    level = config.levels.expansion_cut
    if level is None or any(slot.content.layout == LAYOUT for slot in slots):
        return ()
    _, cut = _used(slots, view)
    if not cut:
        return ()
    named = [f"{form.short} ({form.long})" for form in cut]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return at_level(
        level,
        "expansion-cut",
        f"used without the words they stand for: {', '.join(named[:_MOST_NAMED])}{more}",
        place=audience.place,
        hint="add a section that lists them: {id: abbreviations, layout: abbreviations}",
    )


def _used(
    slots: Sequence[FilledSlot], view: Visible
) -> tuple[tuple[ShortForm, ...], tuple[ShortForm, ...]]:
    if not view.short_forms:
        return (), ()
    shown = [p for slot in slots if slot.content.layout != LAYOUT for p in slot.content.shown]
    texts = [text for passage in shown for text in texts_of(passage)]
    return used_without_words(view.short_forms, shown, texts)


def texts_of(passage: Passage) -> tuple[str, ...]:
    """The words that a pack shows of a passage."""
    return tuple(map(plain_text, passage.pieces)) or unit_texts(passage.unit)
