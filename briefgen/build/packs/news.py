"""What is new in a pack to the words beside its passages and the lines of its box."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.reporting.markdown import day_in_words, kind_in_words, when_told
from briefgen.compose import NewEntry, NewSince
from briefgen.compose.wording import strung
from briefgen.config import Audience
from briefgen.editions.changes.comparing import CONFLICT, PackChanges, PassageChange, edits_apart
from briefgen.editions.changes.told import stands_in
from briefgen.model import Passage

# With more entries the box counts by section (LOOK.md "Changes").
MOST_ENTRIES = 8
# Of several changes of one passage, the first of these stands beside it.
_BESIDE = (
    "new",
    "now-shown",
    "edited",
    "reworded",
    "re-dated",
    "moved",
    "left-out",
    "marking-raised",
    "marking-lowered",
)

Words = Mapping[str, str]


def mark_slots(
    slots: Sequence[FilledSlot], changes: PackChanges, audience: Audience, *, short: bool = False
) -> tuple[FilledSlot, ...]:
    """The slots with a word for each passage that is not what it was, and a line with its word for
    those that are gone; `short`: without such lines, since the room is the sources'.
    """
    words = audience.words
    kinds: dict[tuple[str, str], list[str]] = {}
    for change in changes.passages:
        if change.after is not None:
            key = (change.after.section, change.after.passage.id)
            kinds.setdefault(key, []).append(change.kind)
    open_ = [conflict.block for conflict in changes.conflicts]

    def marked(slot: str) -> Callable[[Passage], Passage]:
        def mark(passage: Passage) -> Passage:
            found = kinds.get((slot, passage.id), ())
            first = next((kind for kind in _BESIDE if kind in found), "")
            if any(stands_in(block, slot, passage.id) for block in open_):
                first = CONFLICT
            return replace(passage, change=kind_in_words(first, words)) if first else passage

        return mark

    return tuple(
        _with_passages(
            slot,
            marked(slot.content.id),
            () if short else tuple(_gone(slot.content.id, changes, audience)),
        )
        for slot in slots
    )


def _gone(slot: str, changes: PackChanges, audience: Audience) -> Iterator[NewEntry]:
    """What a slot showed before and no longer does, a line for all of one kind."""
    gone = [c for c in changes.passages if c.after is None and c.told.section == slot]
    for kind in dict.fromkeys(change.kind for change in gone):
        inside = [change for change in gone if change.kind == kind]
        yield NewEntry(word=kind_in_words(kind, audience.words), what=_counted(inside, audience))


def _with_passages(
    slot: FilledSlot, change: Callable[[Passage], Passage], gone: tuple[NewEntry, ...]
) -> FilledSlot:
    content = slot.content
    columns = tuple(
        replace(column, passages=tuple(change(p) for p in column.passages))
        for column in content.columns
    )
    passages = tuple(change(p) for p in content.passages)
    if (passages, columns, gone) == (content.passages, content.columns, content.gone):
        return slot
    marked = replace(content, passages=passages, columns=columns, gone=gone)
    return replace(slot, content=marked)


def news_of(changes: PackChanges, audience: Audience, *, short: bool = False) -> NewSince:
    """The box: a line for all changes of one kind in one section, by section where there are many;
    where there are none it says so. `short`: how many of each kind, in one line.
    """
    changes = _settled(changes)
    words = audience.words
    title = words["new_since"].format(date=day_in_words(changes.since, audience.language))
    marked = changes.conflicts or any(_has_bar(change, audience) for change in changes.passages)
    remark = words["bar_remark"] if marked else ""
    if short:
        remark = strung((_all_counts(changes, words), remark), "sentences_of", words)
        return NewSince(title=title, entries=(), remark=remark)
    entries = [*_passages(changes, audience), *_others(changes, words)]
    if len(entries) > MOST_ENTRIES:
        entries = [*_by_section(changes, words), *_others(changes, words)]
    if not entries:
        remark = words["stopped"].format(text=words["nothing_to_report"])
    return NewSince(title=title, entries=tuple(entries), remark=remark)


def _has_bar(change: PassageChange, audience: Audience) -> bool:
    """Whether a bar stands beside what changed; in a strip of milestones its word does."""
    strips = {slot.id for slot in audience.slots if slot.layout == "strip"}
    return change.after is not None and change.told.section not in strips


def _all_counts(changes: PackChanges, words: Words) -> str:
    """`New: 3. Reworded: 1. Taken out: 2.`, or that there is nothing to report."""
    told: list[str] = [change.kind for change in changes.passages]
    kinds = [kind for kind in told if kind != "taken-out"]
    kinds += ["edited"] * len(edits_apart(changes)) + [CONFLICT] * len(changes.conflicts)
    kinds += ["taken-out"] * told.count("taken-out")
    said = [*_counts(kinds, words)] or [words["nothing_to_report"]]
    return strung((words["stopped"].format(text=one) for one in said), "sentences_of", words)


def _settled(changes: PackChanges) -> PackChanges:
    """The changes without those edits whose source differs: these are counted as conflicts."""
    open_ = [conflict.block for conflict in changes.conflicts]

    def differs(change: PassageChange) -> bool:
        own = change.told
        stands = (stands_in(block, own.section, own.passage.id) for block in open_)
        return change.kind == "edited" and any(stands)

    return replace(
        changes,
        passages=tuple(change for change in changes.passages if not differs(change)),
        edits=tuple(edit for edit in changes.edits if edit.block not in open_),
    )


def _counts(kinds: Sequence[str], words: Words) -> Iterator[str]:
    for kind in dict.fromkeys(kinds):
        yield _said(kind_in_words(kind, words), str(kinds.count(kind)), words)


def _said(name: str, text: str, words: Words) -> str:
    """`New: 3`."""
    return words["said_of"].format(first=name, next=text)


def _passages(changes: PackChanges, audience: Audience) -> Iterator[NewEntry]:
    """In the order of the pack, what was taken out at the end."""

    def key(change: PassageChange) -> tuple[str, str, str]:
        return change.kind, change.told.section, change.told.label

    for (kind, section, label), run in groupby(changes.passages, key=key):
        inside = list(run)
        what = _counted(inside, audience)
        dated = all(change.told.passage.date for change in inside)
        yield NewEntry(
            word=kind_in_words(kind, audience.words),
            what=_said(label, what, audience.words) if label and not dated else what,
            target=section,
        )


def _counted(changes: Sequence[PassageChange], audience: Audience) -> str:
    """`Milestone of 26 September 2021`, `One sentence`, `2 passages`."""
    words, first = audience.words, changes[0]
    if all(change.told.passage.date for change in changes):
        if len(changes) == 1:
            date = when_told(first.told.passage.date, audience.language)
            return words["milestone_of"].format(date=date)
        return words["many_milestones"].format(count=len(changes))
    if first.steps and len(changes) == 1:
        count = sum(step.changed for step in first.steps)
        return _number("sentence", "sentences", count, words)
    return _number("passage", "passages", len(changes), words)


def _number(one: str, many: str, count: int, words: Words) -> str:
    return words[f"one_{one}"] if count == 1 else words[f"many_{many}"].format(count=count)


def _by_section(changes: PackChanges, words: Words) -> Iterator[NewEntry]:
    """A line for each section: how much of each kind."""
    sections = dict.fromkeys((c.told.section, c.told.label) for c in changes.passages)
    for section, label in sections:
        kinds = [c.kind for c in changes.passages if c.told.section == section]
        word = label or words["no_heading"]
        yield NewEntry(
            word=word, what=strung(_counts(kinds, words), "points_of", words), target=section
        )


def _others(changes: PackChanges, words: Words) -> Iterator[NewEntry]:
    """Sources that came, went or were renamed, edits by people, open conflicts."""
    for change in changes.sources:
        if change.kind != "source-changed":
            what = words["source_named"].format(title=change.name)
            yield NewEntry(word=kind_in_words(change.kind, words), what=what)
    for key, listed in (("edit", edits_apart(changes)), ("conflict", changes.conflicts)):
        if listed:
            word = words["change_edited" if key == "edit" else "change_conflict"]
            yield NewEntry(word=word, what=_number(key, f"{key}s", len(listed), words))
