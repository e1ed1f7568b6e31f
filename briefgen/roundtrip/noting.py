"""The notes and the contents of a pack after people's edits have been put into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefgen.inline_text import read_inlines
from briefgen.model import (
    Block,
    Contents,
    ContentsEntry,
    Emph,
    Inline,
    Inlines,
    Link,
    Note,
    NoteRef,
    Notes,
    Section,
    Strong,
    Text,
)
from briefgen.roundtrip.words import without_marks
from briefgen.tree import map_inlines, note_numbers, plain_text, renumber_notes, walk

_FIRST_TYPED: Final = 2_000_000  # notes that people wrote are numbered from here until the end


def has_notes(blocks: Sequence[Block]) -> bool:
    return any(isinstance(node, Notes) for node in walk(blocks))


def with_notes(blocks: tuple[Block, ...], marks: Mapping[str, int]) -> tuple[Block, ...]:
    """The blocks with their notes numbered anew in reading order: `marks` has the words of new
    notes by the numbers that stand for them; notes that nothing leads to any more are left out.
    People's own notes stand where they wrote them, at the foot in a pack without notes.
    """
    notes = {
        note.number: note for node in walk(blocks) if isinstance(node, Notes) for note in node.notes
    }
    before = sorted(notes)
    blocks, typed = _with_typed(blocks)
    if typed and not has_notes(blocks):
        blocks = (*blocks, Notes(id="added/notes", notes=(), layout="foot"))
    fused, notes = _fused(blocks, notes, {number: words for words, number in marks.items()})
    notes |= typed
    fused = tuple(map_inlines(block, _apart) for block in fused) if typed else fused
    numbers = note_numbers(fused)
    order = [number for number in numbers if number in notes]
    if order == before and not marks and not typed:
        return blocks
    new = {number: n for n, number in enumerate(order, start=1)}
    renumbered = tuple(replace(notes[number], number=new[number]) for number in order)
    new |= {number: number for number in numbers if number not in new}
    return tuple(_with(renumber_notes(block, new), renumbered) for block in fused)


def _fused(
    blocks: tuple[Block, ...], notes: Mapping[int, Note], told: Mapping[int, str]
) -> tuple[tuple[Block, ...], dict[int, Note]]:
    """The blocks with one mark where a source's and people's stand side by side, and all notes."""
    found = {**notes, **{number: _by_hand(number, words) for number, words in told.items()}}
    pairs: dict[tuple[int, int], int] = {}

    def fuse(content: Inlines) -> Inlines:
        done: list[Inline] = []
        for inline in content:
            last = done[-1] if done else None
            if (
                isinstance(inline, NoteRef)
                and inline.number in told
                and isinstance(last, NoteRef)
                and last.number in notes
            ):
                pair = (last.number, inline.number)
                number = pairs.setdefault(pair, max(told) + 1 + len(pairs))
                found[number] = _both(found[pair[0]], told[pair[1]])
                done[-1] = NoteRef(number)
            else:
                done.append(inline)
        return tuple(done)

    return tuple(map_inlines(block, fuse) for block in blocks), found


def _with_typed(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], dict[int, Note]]:
    """The blocks with a number for each note that people wrote, and those notes by number."""
    found: dict[int, Note] = {}

    def number(inline: Inline) -> Inline:
        match inline:
            case NoteRef(_, typed) if typed:
                own = _FIRST_TYPED + len(found)
                words = read_inlines(typed)
                found[own] = Note(
                    number=own,
                    letter="",
                    section=plain_text(words),
                    lines="",
                    text=words,
                    typed=typed,
                )
                return replace(inline, number=own)
            case Emph(inner) | Strong(inner):
                return type(inline)(tuple(map(number, inner)))
            case Link(target, inner):
                return Link(target, tuple(map(number, inner)))
            case _:
                return inline

    numbered = tuple(
        map_inlines(block, lambda content: tuple(map(number, content))) for block in blocks
    )
    return (numbered, found) if found else (blocks, found)


def _apart(content: Inlines) -> Inlines:
    """A blank between the mark of a note that people wrote and the next: 2 and 3 are not 23."""
    done: list[Inline] = []
    for inline in content:
        last = done[-1] if done else None
        if isinstance(inline, NoteRef) and isinstance(last, NoteRef) and last.typed:
            done.append(Text("\u00a0"))
        done.append(inline)
    return tuple(done)


def _by_hand(number: int, words: str) -> Note:
    return Note(number=number, letter="", section=words, lines="", text=(Text(words),))


def _both(note: Note, words: str) -> Note:
    """What the source's note says, then that people have changed the text."""
    end = "" if plain_text(note.text).endswith(".") else "."
    section = f"{note.section}; {words}" if note.section else words
    return replace(note, section=section, text=(*note.text, Text(f"{end} {words}")))


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
