"""The notes and the contents of a pack after people's edits have been put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.model import (
    Block,
    Contents,
    ContentsEntry,
    Note,
    Notes,
    Section,
    Text,
)
from briefgen.roundtrip.words import without_marks
from briefgen.tree import note_numbers, renumber_notes, walk


def has_notes(blocks: Sequence[Block]) -> bool:
    return any(isinstance(node, Notes) for node in walk(blocks))


def with_notes(blocks: tuple[Block, ...], marks: Mapping[str, int]) -> tuple[Block, ...]:
    """The blocks with their notes numbered anew in reading order: `marks` has the words of new
    notes by the numbers that stand for them; notes that nothing leads to any more are left out.
    """
    numbers = note_numbers(blocks)
    old = {
        note.number: note for node in walk(blocks) if isinstance(node, Notes) for note in node.notes
    }
    told = {number: words for words, number in marks.items()}
    order = [number for number in numbers if number in old or number in told]
    if order == sorted(old) and not marks:
        return blocks
    new = {number: n for n, number in enumerate(order, start=1)}
    new |= {number: number for number in numbers if number not in new}
    notes = tuple(
        replace(old[number], number=new[number])
        if number in old
        else Note(
            number=new[number],
            letter="",
            section=told[number],
            lines="",
            text=(Text(told[number]),),
        )
        for number in order
    )
    return tuple(_with(renumber_notes(block, new), notes) for block in blocks)


def _with(block: Block, notes: tuple[Note, ...]) -> Block:
    match block:
        case Notes():
            return replace(block, notes=notes)
        case Section():
            return replace(block, blocks=tuple(_with(inner, notes) for inner in block.blocks))
        case _:
            return block


def with_contents(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with contents that list the headings as they are now."""
    top = [block for block in blocks if isinstance(block, Section) and block.title]
    return tuple(_listing(block, top) if isinstance(block, Contents) else block for block in blocks)


def _listing(contents: Contents, top: Sequence[Section]) -> Contents:
    """Entries that lead to no top heading stay as they are while their target is there."""
    known = {entry.target: entry for entry in contents.entries}
    people = {s.id for s in top if s.id.startswith("added/")}
    entries = tuple(
        replace(known[s.id], title=without_marks(s.title))
        if s.id in known
        else ContentsEntry(target=s.id, title=without_marks(s.title))
        for s in top
        if s.id in known or s.id in people
    )
    return replace(contents, entries=entries)
