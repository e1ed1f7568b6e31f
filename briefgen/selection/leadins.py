"""The portion marks of a text to those of what its lead-ins introduce: a list after a marked
"The ships are:" is marked by it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Document,
    ListItem,
    OrderedList,
    Paragraph,
    Quote,
    Section,
)
from briefgen.tree import node_text, walk

Labels = Mapping[str, Sequence[str]]
_OPENS = (":", "：", ":—", ":-")
# "a) ...", "(2) ...", "- ...", "2015 ...": a point or row that was read as a paragraph.
_POINT = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})[.)]\s|\(?\d|[-–—•*]\s")
_SENTENCE_END = re.compile(r"[.!?…][\s\"”»’)]*$")
_FEW_WORDS = 8  # of a term or a heading that was read as a paragraph, its mark included


def with_led_in(document: Document, own: Labels) -> dict[str, list[str]]:
    """The labels by the id of what they mark, with those of lead-ins on what these introduce.

    A marked paragraph marks the list after it; one that ends with a colon, or is a few words and no
    sentence (a term, a heading that was not seen), also any other block there, and the paragraphs
    after it that are points by their own marks; a marked point that ends with a colon the points
    behind it. What bears a mark of its own keeps that alone.
    """
    labels = {block: list(marks) for block, marks in own.items()}
    for siblings in _families(document.blocks):
        _lead(siblings, labels)
    return labels


def _families(blocks: Sequence[Block]) -> Iterator[Sequence[Block | ListItem]]:
    """The blocks that stand beside each other, outer ones first, page furniture left out."""
    inner = (node.blocks for node in walk(blocks) if isinstance(node, Section | ListItem))
    for siblings in chain((blocks,), inner):
        yield [block for block in siblings if not isinstance(block, Boilerplate)]
    for node in walk(blocks):
        if isinstance(node, BulletList | OrderedList):
            yield node.items


def _lead(siblings: Sequence[Block | ListItem], labels: dict[str, list[str]]) -> None:
    """Puts the mark of each lead-in among siblings on what it introduces."""
    marks: list[str] = []  # of the lead-in whose points may go on
    for before, block in pairwise(siblings):
        if _opens(before) and before.id in labels:
            marks = labels[before.id]
            reached = not isinstance(block, Section)
        else:
            reached = _goes_on(block)
        if not reached or block.id in labels:
            marks = []
        elif marks:
            _put(block, marks, labels)
        elif isinstance(block, BulletList | OrderedList) and isinstance(before, Paragraph | Quote):
            _put(block, labels.get(before.id, []), labels)


def _opens(block: Block | ListItem) -> bool:
    """Whether a paragraph, or a point without points of its own, leads in what comes after it."""
    whole = block.blocks if isinstance(block, ListItem) else (block,)
    if not whole or not all(isinstance(inner, Paragraph | Quote) for inner in whole):
        return False
    text = node_text(block).strip()
    is_term = isinstance(block, Paragraph) and len(text.split()) <= _FEW_WORDS
    return text.rstrip(' *_"”').endswith(_OPENS) or (is_term and not _SENTENCE_END.search(text))


def _goes_on(block: Block | ListItem) -> bool:
    """Whether a block is one more point of what a lead-in before its neighbour introduced."""
    if isinstance(block, Paragraph):
        return bool(_POINT.match(node_text(block).lstrip()))
    return isinstance(block, ListItem | BulletList | OrderedList)


def _put(block: Block | ListItem, marks: Sequence[str], labels: dict[str, list[str]]) -> None:
    """Marks a block; of a list each point that bears no mark of its own."""
    if isinstance(block, BulletList | OrderedList):
        for item in block.items:
            if marks:
                labels.setdefault(item.id, list(marks))
    else:
        labels[block.id] = list(marks)
