"""A block tree to its nodes, and back with other children or other words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_
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
Holder = TypeVar("Holder", ListItem, Column)
Item = TypeVar("Item")
Changed = TypeVar("Changed")


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


def mapped(items: tuple[Item, ...], change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """Each item passed through `change`; the very same tuple where all come back as they were."""
    made = tuple(map(change, items))
    return items if all(map(is_, made, items)) else made


def changed(node: Changed, **fields: object) -> Changed:
    """The node with these fields; the very same node where all of them are what they were."""
    if all(getattr(node, name) is value for name, value in fields.items()):
        return node
    return replace(node, **fields)  # type: ignore[type-var]  # a dataclass; names checked by replace


def map_inlines(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    """The same block with every run of inlines in it passed through `change`; what does not change
    stays the same object.
    """
    match block:
        case Paragraph() | Boilerplate() | Quote():
            return changed(block, content=change(block.content))
        case Section() | Callout():
            return changed(block, title=change(block.title), blocks=_map_all(block.blocks, change))
        case BulletList() | OrderedList():
            return changed(block, items=mapped(block.items, lambda one: _map_inner(one, change)))
        case Columns():
            columns = mapped(block.columns, lambda one: _map_inner(one, change))
            columns = mapped(columns, lambda one: changed(one, title=change(one.title)))
            return changed(block, columns=columns, remark=change(block.remark))
        case Milestones():
            rows = mapped(
                block.rows,
                lambda row: changed(row, content=change(row.content), lead=change(row.lead)),
            )
            return changed(block, rows=rows, caption=change(block.caption))
        case Table():
            header = _map_row(block.header, change) if block.header else None
            rows_ = mapped(block.rows, lambda row: _map_row(row, change))
            return changed(block, header=header, rows=rows_, caption=change(block.caption))
        case Figure():
            return changed(block, caption=change(block.caption))
        case Head():
            facts = mapped(block.facts, lambda fact: changed(fact, value=change(fact.value)))
            title, subtitle = change(block.title), change(block.subtitle)
            return changed(block, title=title, subtitle=subtitle, facts=facts)
        case Contents():
            entries = mapped(block.entries, lambda entry: _map_entry(entry, change))
            return changed(block, title=change(block.title), entries=entries)
        case Sources():
            listed = mapped(block.entries, lambda entry: _map_entry(entry, change))
            return changed(block, entries=listed)
        case Notes():
            notes = mapped(block.notes, lambda note: changed(note, text=change(note.text)))
            title, intro = change(block.title), change(block.intro)
            return changed(block, title=title, intro=intro, notes=notes)
        case Code():
            return block
        case _:
            assert_never(block)


def _map_all(blocks: tuple[Block, ...], change: Callable[[Inlines], Inlines]) -> tuple[Block, ...]:
    return mapped(blocks, lambda inner: map_inlines(inner, change))


def _map_inner(holder: Holder, change: Callable[[Inlines], Inlines]) -> Holder:
    return changed(holder, blocks=_map_all(holder.blocks, change))


def _map_entry(entry: Entry, change: Callable[[Inlines], Inlines]) -> Entry:
    return changed(entry, title=change(entry.title), detail=change(entry.detail))


def _map_row(row: Row, change: Callable[[Inlines], Inlines]) -> Row:
    return changed(row, cells=mapped(row.cells, change))


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
