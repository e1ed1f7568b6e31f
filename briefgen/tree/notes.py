"""The numbers of notes in a tree, found and changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from briefgen.model import (
    Block,
    Emph,
    Inline,
    Inlines,
    Link,
    NativeName,
    NoteRef,
    Quote,
    Strong,
    Text,
)
from briefgen.tree.texts import own_inlines
from briefgen.tree.walking import (
    Node,
    changed,
    children,
    map_inlines,
    mapped,
    walk,
    with_children,
)


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
        return mapped(content, lambda inline: _renumbered(inline, new))

    return _renumber_quotes(map_inlines(block, change), new)  # type: ignore[return-value]  # as it came


def _renumbered(inline: Inline, new: Mapping[int, int]) -> Inline:
    match inline:
        case Text() | NativeName():
            return inline
        case NoteRef(number):
            return inline if new[number] == number else replace(inline, number=new[number])
        case Emph(content) | Strong(content):
            inner = mapped(content, lambda one: _renumbered(one, new))
            return inline if inner is content else type(inline)(inner)
        case Link(target, content):
            inner = mapped(content, lambda one: _renumbered(one, new))
            return inline if inner is content else Link(target, inner)
        case _:
            assert_never(inline)


def _renumber_quotes(node: Node, new: Mapping[int, int]) -> Node:
    if isinstance(node, Quote):
        return changed(node, notes=mapped(node.notes, lambda number: new[number]))
    inner = children(node)
    marked = mapped(inner, lambda one: _renumber_quotes(one, new))
    return node if marked is inner else with_children(node, marked)
