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
from briefgen.tree.walking import Node, children, map_inlines, walk, with_children


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

    return _renumber_quotes(map_inlines(block, change), new)  # type: ignore[return-value]  # as it came


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


def _renumber_quotes(node: Node, new: Mapping[int, int]) -> Node:
    if isinstance(node, Quote):
        return replace(node, notes=tuple(new[number] for number in node.notes))
    inner = children(node)
    return with_children(node, tuple(_renumber_quotes(n, new) for n in inner)) if inner else node
