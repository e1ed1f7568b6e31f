"""New words for one place of a pack, put into the node that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from briefgen.inline_text import plain_words, read_inlines
from briefgen.model import (
    Boilerplate,
    Callout,
    Code,
    Column,
    Emph,
    Figure,
    Head,
    Inline,
    Inlines,
    Link,
    ListItem,
    Milestone,
    Milestones,
    NoteRef,
    Origin,
    Paragraph,
    PartialDate,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    When,
    without_controls,
)
from briefgen.roundtrip.sentences import Splitter
from briefgen.tree import Node, plain_text, slice_inlines

_YEARS: Final = re.compile(r"\b(1\d{3}|20\d\d)(?:\s*[–-]\s*(1\d{3}|20\d\d))?\b")


def marks_of(content: Iterable[Inline]) -> Inlines:
    """The note marks in a text, each once."""
    found: dict[NoteRef, None] = {}
    for inline in content:
        match inline:
            case NoteRef():
                found[inline] = None
            case Emph(inner) | Strong(inner) | Link(_, inner):
                found |= {mark: None for mark in marks_of(inner) if isinstance(mark, NoteRef)}
            case _:
                pass
    return tuple(found)


def _reworded(text: str, before: Inlines, mark: Inlines) -> Inlines:
    """The new words, then the marks of the old ones, then the mark of people's wording."""
    return (*read_inlines(text), *marks_of(before), *mark)


def reword(node: Node, place: str, text: str, mark: Inlines, split: Splitter) -> Node:
    """The node with `text` where `place` is, and a mark after it; as it was for other nodes."""
    part = place.removeprefix(node.id)
    match node:
        case Paragraph() | Boilerplate():
            return replace(node, content=_reworded(text, node.content, mark))
        case Quote() if part == "#speaker":
            return replace(node, speaker=plain_words(text), office="", occasion="")
        case Quote():
            return replace(node, content=_reworded(text, node.content, mark))
        case Section() | Callout() | Column():
            return replace(node, title=_reworded(text, node.title, ()) if text else ())
        case Code():
            return replace(node, lines=tuple(map(without_controls, text.split("\n"))))
        case Figure() if part != "/caption":
            return replace(node, alt=plain_words(text))
        case Figure() | Table() | Milestones():
            return replace(node, caption=_reworded(text, node.caption, ()) if text else ())
        case Row():
            return _with_cell(node, int(part[1:] or 0), text, mark)
        case Milestone() if part == "#when":
            label = plain_words(text)
            return replace(node, label=label, when=years_in(label) or node.when)
        case Milestone():
            content = _reworded(text, node.content, mark)
            return replace(node, content=content, lead=_first_sentence(text, split))
        case Head() if part == "#subtitle":
            return replace(node, subtitle=read_inlines(text))
        case Head():
            return replace(node, title=read_inlines(text))
        case _:
            return node


def _with_cell(row: Row, column: int, text: str, mark: Inlines) -> Row:
    if column >= len(row.cells):
        return row
    cell = _reworded(text, row.cells[column], mark)
    return replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))


def _first_sentence(text: str, split: Splitter) -> Inlines:
    content = read_inlines(text)
    content = without_marks(content)
    spans = split(plain_text(content))
    return slice_inlines(content, *spans[0]) if spans else content


def years_in(text: str) -> When | None:
    """The year or the years that a date typed by people begins with; None where it names none."""
    match = _YEARS.search(text)
    if match is None:
        return None
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if last < first:
        return None
    return When(start=PartialDate(year=first), end=PartialDate(year=last))


def with_origin(node: Node, origin: Origin) -> Node:
    """The node with one more origin, where it has none like it."""
    if isinstance(node, ListItem) or origin in node.origins:
        return node
    return replace(node, origins=(*node.origins, origin))


def without_marks(content: Inlines) -> Inlines:
    """The same words without note marks."""
    kept: list[Inline] = []
    for inline in content:
        match inline:
            case NoteRef():
                pass
            case Emph(inner) | Strong(inner):
                kept.append(type(inline)(without_marks(inner)))
            case Link(target, inner):
                kept.append(Link(target, without_marks(inner)))
            case _:
                kept.append(inline)
    return tuple(kept)
