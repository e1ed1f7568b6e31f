"""Inlines and nodes to plain text, and parts of inlines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from briefgen.model import (
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Contents,
    Emph,
    Figure,
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
    Paragraph,
    Quote,
    Row,
    Section,
    Sources,
    Strong,
    Table,
    Text,
)
from briefgen.tree.walking import Node, children


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
        case Table() | Milestones():
            return [plain_text(node.caption)]
        case Figure():
            return [node.alt, plain_text(node.caption)]
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
