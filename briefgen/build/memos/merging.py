"""The edits of one audience and a composed pack to the pack with people's words in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from briefgen.anchored import anchored
from briefgen.build.memos.editing import Edits
from briefgen.build.packs.bisection import FilledSlot
from briefgen.compose.wording import date_in_words
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.editions.changes.told import stands_in
from briefgen.errors import ExitCode
from briefgen.inline_text import notes_in, plain_words
from briefgen.model import Document
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.outcomes import Applied
from briefgen.selection.labels import spellings_of
from briefgen.selection.ladder import Ladder
from briefgen.selection.markings import highest, is_above
from briefgen.selection.markplaces import find_marks
from briefgen.selection.sentences import split

# Edits that bring people's own words into a pack.
_WORDED = ("change", "add", "comment")


def merge_edits(
    document: Document, config: Config, audience: Audience, edits: Edits
) -> tuple[Applied, Diagnostics]:
    """The pack with every edit in it; people's text is data and never runs as a template."""
    from briefgen.roundtrip.applying import Ways, apply_overrides  # noqa: PLC0415 (for edits alone)

    ways = Ways(
        split=lambda text: split(text, document.language),
        note=lambda edit: _note(edit, audience),
        remark=lambda text: audience.words["conflict_remark"].replace("{text}", text),
        says=lambda runs: _says(runs, audience),
        marking=lambda edit: marking_of(config, audience, edit),
        shown=edits.shown,
    )
    return apply_overrides(document, edits.overrides.edits, ways)


def _says(runs: Sequence[str], audience: Audience) -> str:
    """What the source says otherwise; a mark parts what does not stand side by side."""
    gap = f" {audience.words['left_out_mark']} "
    return f"{audience.words['source_now_says']}: {gap.join(runs)}"


def _note(edit: Edit, audience: Audience) -> str:
    """The words of the note on an edit; nobody is named in a pack."""
    try:
        day = datetime.date.fromisoformat(edit.when[:10])
    except ValueError:
        return audience.words["edited_note_undated"]
    words = date_in_words(day, audience.language)
    return audience.words["edited_note"].replace("{date}", words)


def marking_of(config: Config, audience: Audience, edit: Edit) -> str:
    """What an edit counts as: the banner that it was typed under, or more if somebody says so, in
    the entry or in the words themselves.

    Under `edits: top` it counts as unmarked, which is the top, until somebody gives a marking.
    """
    ladder = config.ladder
    if audience.edits == "top" and not edit.marking:
        return ladder.top
    named = [label for label in (edit.banner, edit.marking) if label]
    return highest(ladder, [*named, *typed_labels(ladder, edit)]) if named else ladder.top


def typed_labels(ladder: Ladder, edit: Edit) -> Iterator[str]:
    """The labels that people's words bear where a mark may stand (`find_marks`), in their notes
    and cells too, also where they are not spelt to the letter: what they mean is counted.
    """
    known = spellings_of(ladder)
    texts = (edit.text, *(cell for row in edit.rows for cell in row))
    for text in (*texts, *(note for one in texts for note in notes_in(one))):
        for found in find_marks(plain_words(text), known):
            # One word may be all of a cell, and mean nothing of the kind.
            if found.spelt.exact or found.bracketed or edit.kind != "cell":
                yield found.spelt.label


def edit_markings(config: Config, audience: Audience, edits: Edits) -> tuple[str, ...]:
    """The markings of all words of people's own."""
    return tuple(
        marking_of(config, audience, edit) for edit in edits.overrides.edits if edit.what in _WORDED
    )


def check_edits(config: Config, audience: Audience, edits: Edits) -> Diagnostics:
    """Why people's words may not go to this audience: an unknown label, one above its ceiling."""
    found: list[Diagnostic] = [*edits.faults]
    for edit in edits.overrides.edits:
        unknown = [b for b in (edit.banner, edit.marking) if b and b not in config.ladder.labels]
        if unknown:
            message = f"{edit.block}: {unknown[0]!r} is no label of the ladder"
            found.append(
                _marking_fault(edits, message, f"labels: {', '.join(config.ladder.labels)}")
            )
        elif edit.what in _WORDED:
            label = marking_of(config, audience, edit)
            if is_above(config.ladder, label, audience.ceiling):
                message = (
                    f"{edit.block}: people's words count as {label},"
                    f" {audience.name} may receive {audience.ceiling} at most"
                )
                hint = "give the entry a `marking`, or take it out, or the label that its words"
                hint += " bear; the edits are kept"
                found.append(_marking_fault(edits, message, hint))
    return tuple(found)


def _marking_fault(edits: Edits, message: str, hint: str) -> Diagnostic:
    place = Place(edits.shown)
    return error("edit-marking", message, place=place, hint=hint, exit=ExitCode.MARKING)


def pinned_passages(
    document: Document, slots: Sequence[FilledSlot], edits: Edits
) -> frozenset[str]:
    """The passages that people edited, which never leave to keep a page limit."""
    from briefgen.roundtrip.resolving import resolve  # noqa: PLC0415 (for edits alone)

    ids = set(resolve(edits.overrides.edits, anchored(document.blocks)).values())
    return frozenset(
        passage.id
        for slot in slots
        for passage in slot.content.shown
        if any(stands_in(id, slot.content.id, passage.id) for id in ids)
    )
