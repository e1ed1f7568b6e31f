"""A pack to its body words in reading order, by which the formats are held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    ChangeMark,
    Code,
    Columns,
    Contents,
    Document,
    Figure,
    Head,
    ListItem,
    Milestones,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Section,
    Sources,
    Table,
)
from briefgen.tree import plain_text


def pack_text(document: Document) -> str:
    """The body words of a pack in reading order, one block per line: what every format holds.

    Note marks, page numbers, running heads, banners, marks of lists, the numbers of tables and
    figures and the labels inside a figure are no body words. Columns are read one after the other;
    a milestone reads "label text source"; a note starts with its number.
    """
    found = (line for block in document.blocks for line in _words(block))
    return "".join(f"{flat}\n" for line in found if (flat := " ".join(line.split())))


def _words(block: Block | ListItem) -> Iterator[str]:
    match block:
        case Section():
            yield f"{block.number} {plain_text(block.title)}"
            yield from _inner(block.blocks)
        case ListItem():
            yield _change(block.change)
            yield from _inner(block.blocks)
        case BulletList() | OrderedList():
            yield from _inner(block.items)
        case Callout():
            yield plain_text(block.title)
            yield from _inner(block.blocks)
        case Columns():
            yield from _columns(block)
        case Paragraph():
            yield f"{_change(block.change)} {plain_text(block.content)}"
        case Boilerplate():
            yield plain_text(block.content)
        case Quote():
            yield f"{_change(block.change)} {plain_text(block.content)}"
            yield ", ".join(filter(None, (block.speaker, block.office, block.occasion)))
        case Table():
            yield plain_text(block.caption)
            rows = (*((block.header,) if block.header else ()), *block.rows)
            yield from (" ".join(plain_text(cell) for cell in row.cells) for row in rows)
        case Milestones():
            yield from _milestone_words(block)
        case Code():
            yield from block.lines
        case Figure():
            yield block.alt
            yield plain_text(block.caption)
        case Head():
            yield from _head(block)
        case Contents():
            yield plain_text(block.title)
            yield from (f"{plain_text(e.title)} {plain_text(e.detail)}" for e in block.entries)
        case Sources():
            entries = block.entries
            yield from (f"{e.letter} {plain_text(e.title)} {plain_text(e.detail)}" for e in entries)
        case Notes():
            yield from _notes(block)
        case _:
            assert_never(block)


def _change(change: ChangeMark | None) -> str:
    """What is said beside a block that is new, before its words."""
    return change.word if change else ""


def _inner(blocks: Iterable[Block | ListItem]) -> Iterator[str]:
    for block in blocks:
        yield from _words(block)


def _columns(block: Columns) -> Iterator[str]:
    for column in block.columns:
        yield plain_text(column.title)
        yield from _inner(column.blocks)
    yield plain_text(block.remark)


def _milestone_words(block: Milestones) -> Iterator[str]:
    """Only a table has a header row; a strip and facts are read entry by entry."""
    yield plain_text(block.caption)
    if block.layout in ("table", "timeline"):
        yield " ".join(block.head)
    for index, row in enumerate(block.rows):
        source = block.sources[index] if index < len(block.sources) else ""
        yield f"{row.label} {plain_text(row.content)} {source}"


def _head(block: Head) -> Iterator[str]:
    """As its page shows it (LOOK.md "Memo head", "Cover"): a memo has its facts before the subject
    and no word for its kind; a press head the date, without a label, beside the kind; a cover its
    facts last.
    """
    facts = [f"{fact.label} {plain_text(fact.value)}" for fact in block.facts]
    title = [block.title_label, plain_text(block.title), plain_text(block.subtitle)]
    match block.form:
        case "memo":
            yield from (*facts, *title)
        case "press":
            yield from (block.kind, *(plain_text(fact.value) for fact in block.facts), *title)
        case "cover":
            yield from (block.kind, *title, *facts)
        case _:
            assert_never(block.form)


def _notes(block: Notes) -> Iterator[str]:
    """A table of notes reads by its cells: number, letter, section, lines; others by their text."""
    yield plain_text(block.title)
    yield plain_text(block.intro)
    if block.layout == "table":
        yield " ".join(block.head)
        yield from (f"{n.number} {n.letter} {n.section} {n.lines}" for n in block.notes)
    else:
        yield from (f"{note.number} {plain_text(note.text)}" for note in block.notes)
