"""Walking the block tree, and its plain text."""

from __future__ import annotations

from briefgen.tree.notes import mark_numbers, note_numbers, renumber_notes
from briefgen.tree.patterns import Patterns, Placed
from briefgen.tree.places import line_numbers, with_marking
from briefgen.tree.texts import node_text, own_inlines, plain_text, slice_inlines
from briefgen.tree.walking import (
    Entry,
    Leaf,
    Node,
    children,
    map_inlines,
    sections,
    walk,
    with_children,
)
from briefgen.tree.wordless import is_bare, is_wordless

__all__ = [
    "Entry",
    "Leaf",
    "Node",
    "Patterns",
    "Placed",
    "children",
    "is_bare",
    "is_wordless",
    "line_numbers",
    "map_inlines",
    "mark_numbers",
    "node_text",
    "note_numbers",
    "own_inlines",
    "plain_text",
    "renumber_notes",
    "sections",
    "slice_inlines",
    "walk",
    "with_children",
    "with_marking",
]
