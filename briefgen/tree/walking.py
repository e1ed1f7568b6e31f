"""A block tree to its nodes, and back with other children or other words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    Figure,
    Head,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    SourceEntry,
    Sources,
    Table,
)

Node = Block | ListItem | Column | Milestone | Row
# Nodes that hold words and no nodes: most of a document.
Leaf = (
    Paragraph
    | Milestone
    | Row
    | Quote
    | Code
    | Figure
    | Boilerplate
    | Head
    | Contents
    | Sources
    | Notes
)
Entry = TypeVar("Entry", ContentsEntry, SourceEntry)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    if isinstance(node, Leaf):
        return ()
    match node:
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


def with_children(node: Node, inner: tuple[Node, ...]) -> Node:
    """The same node with other nodes directly inside it; `children` gives them back."""
    if isinstance(node, Leaf):
        return node
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
        case _:
            assert_never(node)
