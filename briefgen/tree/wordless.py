"""Blocks to whether they hold words that a pack could show: a bare heading and a picture do not."""

from __future__ import annotations

from briefgen.model import Boilerplate, Code, Figure, Section
from briefgen.tree.texts import plain_text
from briefgen.tree.walking import Node, walk

# Why lines are set apart that are no part of the text under a heading.
_FURNITURE = (
    "running head",
    "running foot",
    "page number",
    "page foot",
    "page furniture",
    "navigation",
    "ornament",
)


def is_wordless(node: Node) -> bool:
    """Whether this is a picture of which nothing is told in words."""
    return isinstance(node, Figure) and not (node.alt.strip() or plain_text(node.caption).strip())


def is_bare(section: Section) -> bool:
    """Whether nothing with words stands under a heading, so that no pack takes it along."""
    return all(
        isinstance(node, Section)
        or is_wordless(node)
        or (isinstance(node, Boilerplate) and node.reason in _FURNITURE)
        or (isinstance(node, Code) and not any(line.strip() for line in node.lines))
        for node in walk(section.blocks)
    )
