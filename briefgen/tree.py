"""Walking the block tree, and its plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Contents,
    ContentsEntry,
    Emph,
    Figure,
    FromSource,
    Head,
    Inline,
    Inlines,
    Link,
    ListItem,
    Milestone,
    Milestones,
    NativeName,
    NoteRef,
    Notes,
    OrderedList,
    Origin,
    Paragraph,
    Quote,
    Row,
    Section,
    SourceEntry,
    Sources,
    Strong,
    Table,
    Text,
)

Node = Block | ListItem | Column | Milestone | Row
Entry = TypeVar("Entry", ContentsEntry, SourceEntry)


def plain_text(content: Iterable[Inline]) -> str:
    """The words of inlines, without note marks."""
    if isinstance(content, tuple) and len(content) == 1 and isinstance(content[0], Text):
        return content[0].text  # nearly all that is read
    return "".join(_inline_text(inline) for inline in content)


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text(text) | NativeName(text, _):
            return text
        case Emph(content) | Strong(content) | Link(_, content):
            return plain_text(content)
        case NoteRef():
            return ""
        case _:
            assert_never(inline)


def slice_inlines(content: Inlines, start: int, end: int) -> Inlines:
    """The part of inlines whose plain text is `plain_text(content)[start:end]`.

    Emphasis and links keep their kind; what becomes empty is dropped; note marks stay with the
    character before them.
    """
    kept: list[Inline] = []
    at = 0
    for inline in content:
        width = len(_inline_text(inline))
        low, high = max(start - at, 0), min(end - at, width)
        if isinstance(inline, NoteRef):
            if start < at <= end:
                kept.append(inline)
        elif low < high:
            kept.append(_slice_one(inline, low, high))
        at += width
    return tuple(kept)


def _slice_one(inline: Inline, low: int, high: int) -> Inline:
    match inline:
        case Text(text):
            return Text(text[low:high])
        case NativeName(text, language):
            return NativeName(text[low:high], language)
        case Emph(content):
            return Emph(slice_inlines(content, low, high))
        case Strong(content):
            return Strong(slice_inlines(content, low, high))
        case Link(target, content):
            return Link(target, slice_inlines(content, low, high))
        case NoteRef():
            return inline
        case _:
            assert_never(inline)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    match node:
        case Paragraph() | Row() | Milestone():  # most nodes are of these
            return ()
        case Section() | ListItem() | Callout() | Column():
            return node.blocks
        case BulletList() | OrderedList():
            return node.items
        case Columns():
            return node.columns
        case Milestones():
            return node.rows
        case Table():
            return (*((node.header,) if node.header else ()), *node.rows)
        case (
            Quote() | Code() | Figure() | Boilerplate() | Head() | Contents() | Sources() | Notes()
        ):
            return ()
        case _:
            assert_never(node)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node in reading order, parents before children."""
    open_: list[Iterator[Node]] = [iter(nodes)]
    while open_:
        for node in open_[-1]:
            yield node
            if inner := children(node):
                open_.append(iter(inner))
                break
        else:
            open_.pop()


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Every section in reading order."""
    return (node for node in walk(blocks) if isinstance(node, Section))


def with_marking(origins: tuple[Origin, ...], marking: str) -> tuple[Origin, ...]:
    """The same origins under a marking."""
    return tuple(replace(origin, marking=marking) for origin in origins)


def line_numbers(origins: Iterable[Origin]) -> tuple[tuple[str, int, int], ...]:
    """(source, first line, last line) of each span, in order."""
    return tuple(
        (origin.source, span.start, span.end)
        for origin in origins
        if isinstance(origin, FromSource)
        for span in origin.spans
    )


def node_text(node: Node) -> str:
    """The words of one node and everything in it, blocks parted by newlines.

    Pack furniture (contents entries, notes, source lists) included: it is what a reader reads.
    """
    own = "\n".join(text for text in _own_text(node) if text)
    inner = "\n".join(node_text(child) for child in children(node))
    return "\n".join(part for part in (own, inner) if part)


def _own_text(node: Node) -> list[str]:
    match node:
        case Paragraph() | Milestone() | Boilerplate():
            return [plain_text(node.content)]
        case Quote():
            return [plain_text(node.content), ", ".join(filter(None, (node.speaker, node.office)))]
        case Section() | Column() | Callout():
            return [plain_text(node.title)]
        case Row():
            return [plain_text(cell) for cell in node.cells]
        case Table() | Milestones() | Figure():
            return [plain_text(node.caption)]
        case Code():
            return list(node.lines)
        case Columns():
            return []
        case Head():
            facts = [f"{fact.label} {plain_text(fact.value)}" for fact in node.facts]
            return [node.kind, plain_text(node.title), plain_text(node.subtitle), *facts]
        case Contents():
            return [plain_text(node.title), *(plain_text(e.title) for e in node.entries)]
        case Sources():
            return [f"{plain_text(e.title)} {plain_text(e.detail)}" for e in node.entries]
        case Notes():
            return [plain_text(note.text) for note in node.notes]
        case ListItem() | BulletList() | OrderedList():
            return []
        case _:
            assert_never(node)


def map_inlines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """The same block with every run of inlines in it passed through `change`."""
    match block:
        case Paragraph() | Boilerplate() | Quote():
            return replace(block, content=change(block.content))
        case Section() | Callout():
            inner = tuple(map_inlines(child, change) for child in block.blocks)
            return replace(block, title=change(block.title), blocks=inner)
        case BulletList() | OrderedList():
            return replace(block, items=tuple(_map_item(item, change) for item in block.items))
        case Columns():
            columns = tuple(_map_column(column, change) for column in block.columns)
            return replace(block, columns=columns, remark=change(block.remark))
        case Milestones():
            rows = tuple(
                replace(row, content=change(row.content), lead=change(row.lead))
                for row in block.rows
            )
            return replace(block, rows=rows, caption=change(block.caption))
        case Table():
            header = _map_row(block.header, change) if block.header else None
            rows_ = tuple(_map_row(row, change) for row in block.rows)
            return replace(block, header=header, rows=rows_, caption=change(block.caption))
        case Figure():
            return replace(block, caption=change(block.caption))
        case Head():
            facts = tuple(replace(fact, value=change(fact.value)) for fact in block.facts)
            title, subtitle = change(block.title), change(block.subtitle)
            return replace(block, title=title, subtitle=subtitle, facts=facts)
        case Contents():
            entries = tuple(_map_entry(entry, change) for entry in block.entries)
            return replace(block, title=change(block.title), entries=entries)
        case Sources():
            listed = tuple(_map_entry(entry, change) for entry in block.entries)
            return replace(block, entries=listed)
        case Notes():
            notes = tuple(replace(note, text=change(note.text)) for note in block.notes)
            title, intro = change(block.title), change(block.intro)
            return replace(block, title=title, intro=intro, notes=notes)
        case Code():
            return block
        case _:
            assert_never(block)


def _map_entry(entry: Entry, change: Callable[[Inlines], Inlines]) -> Entry:
    return replace(entry, title=change(entry.title), detail=change(entry.detail))


def _map_item(item: ListItem, change: Callable[[Inlines], Inlines]) -> ListItem:
    return replace(item, blocks=tuple(map_inlines(block, change) for block in item.blocks))


def _map_column(column: Column, change: Callable[[Inlines], Inlines]) -> Column:
    blocks = tuple(map_inlines(block, change) for block in column.blocks)
    return replace(column, title=change(column.title), blocks=blocks)


def _map_row(row: Row, change: Callable[[Inlines], Inlines]) -> Row:
    return replace(row, cells=tuple(change(cell) for cell in row.cells))


def own_inlines(node: Node) -> tuple[Inlines, ...]:
    """The runs of inlines that belong to the node itself, in reading order."""
    match node:
        case Paragraph() | Boilerplate() | Milestone() | Quote():
            return (node.content,)
        case Section() | Callout() | Column():
            return (node.title,)
        case Row():
            return node.cells
        case Table() | Milestones() | Figure():
            return (node.caption,)
        case Columns():
            return (node.remark,)
        case Head():
            return (node.title, node.subtitle, *(fact.value for fact in node.facts))
        case Contents():
            return (node.title, *(part for e in node.entries for part in (e.title, e.detail)))
        case Sources():
            return tuple(part for e in node.entries for part in (e.title, e.detail))
        case Notes():
            return (node.title, node.intro, *(note.text for note in node.notes))
        case ListItem() | BulletList() | OrderedList() | Code():
            return ()
        case _:
            assert_never(node)


def note_numbers(blocks: Iterable[Block]) -> tuple[int, ...]:
    """The numbers of all note marks in reading order, each once."""
    seen: dict[int, None] = {}
    for node in walk(blocks):
        for content in own_inlines(node):
            seen |= dict.fromkeys(mark_numbers(content))
        if isinstance(node, Quote):
            seen |= dict.fromkeys(node.notes)
    return tuple(seen)


def mark_numbers(content: Inlines) -> Iterator[int]:
    """The numbers of the note marks in a text."""
    for inline in content:
        match inline:
            case NoteRef(number):
                yield number
            case Emph(inner) | Strong(inner) | Link(_, inner):
                yield from mark_numbers(inner)
            case Text() | NativeName():
                pass
            case _:
                assert_never(inline)


def renumber_notes(block: Block, new: Mapping[int, int]) -> Block:
    """The same block with each note mark `n` turned into `new[n]`, quotations' marks too."""

    def change(content: Inlines) -> Inlines:
        return tuple(_renumbered(inline, new) for inline in content)

    return _renumber_quotes(map_inlines(block, change), new)


def _renumbered(inline: Inline, new: Mapping[int, int]) -> Inline:
    match inline:
        case NoteRef(number):
            return NoteRef(new[number])
        case Emph(content) | Strong(content):
            return type(inline)(tuple(_renumbered(i, new) for i in content))
        case Link(target, content):
            return Link(target, tuple(_renumbered(i, new) for i in content))
        case Text() | NativeName():
            return inline
        case _:
            assert_never(inline)


def _renumber_quotes(block: Block, new: Mapping[int, int]) -> Block:
    if isinstance(block, Quote):
        return replace(block, notes=tuple(new[number] for number in block.notes))
    if isinstance(block, Section | Callout):
        return replace(block, blocks=tuple(_renumber_quotes(b, new) for b in block.blocks))
    return block


def with_children(node: Node, inner: tuple[Node, ...]) -> Node:
    """The same node with other nodes directly inside it; `children` gives them back."""
    match node:
        case Section() | ListItem() | Callout() | Column():
            return replace(node, blocks=inner)  # type: ignore[arg-type]  # blocks go in, blocks come out
        case BulletList() | OrderedList():
            return replace(node, items=inner)  # type: ignore[arg-type]
        case Columns():
            return replace(node, columns=inner)  # type: ignore[arg-type]
        case Milestones():
            return replace(node, rows=inner)  # type: ignore[arg-type]
        case Table():
            rows = tuple(row for row in inner if isinstance(row, Row))
            head = node.header is not None and bool(rows) and rows[0].id == node.header.id
            return replace(node, header=rows[0] if head else None, rows=rows[head:])
        case (
            Paragraph()
            | Milestone()
            | Row()
            | Quote()
            | Code()
            | Figure()
            | Boilerplate()
            | Head()
            | Contents()
            | Sources()
            | Notes()
        ):
            return node
        case _:
            assert_never(node)
