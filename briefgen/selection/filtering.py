"""A marked document to the part of it that an audience with a ceiling may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    Document,
    Figure,
    ListItem,
    Milestones,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from briefgen.selection.ladder import Ladder, is_above
from briefgen.selection.sparing import Gone, compare, keep_found, keep_stated
from briefgen.slotted import dataclass
from briefgen.tree import Node, plain_text, walk


@dataclass(frozen=True, slots=True)
class _Fence:
    ladder: Ladder
    ceiling: str

    def keeps(self, node: Node) -> bool:
        """Whether the node's own words may be seen.

        Without origins nobody knows where they come from, so they may not; a list and a section
        without heading have no words of their own and go by what is inside.
        """
        if not node.origins:
            return _is_wordless(node)
        return not any(
            is_above(self.ladder, origin.marking, self.ceiling) for origin in node.origins
        )


def _is_wordless(node: Node) -> bool:
    match node:
        case BulletList() | OrderedList() | ListItem():
            return True
        case Section():
            return not node.title and not node.number
        case Table() | Milestones():
            return not node.caption
        case _:
            return False


def allowed(document: Document, ladder: Ladder, ceiling: str) -> Document:
    """The document without anything above the ceiling (DESIGN.md, "Markings and the leak check").

    With a heading goes all that stands under it, with a point its inner list; sections and lists
    that become empty vanish. What the source says of itself goes with the words that say so:
    speeches, dates and contents entries of what is removed, and people, offices and organisations
    that no remaining text names. Where nothing remains, nothing is left of the title either.
    """
    fence = _Fence(ladder, ceiling)
    blocks = _keep_blocks(document.blocks, fence)
    metadata = keep_found(document.metadata, blocks, ladder, ceiling)
    if blocks == document.blocks:
        return document if metadata == document.metadata else replace(document, metadata=metadata)
    if not any(True for node in walk(blocks) if not isinstance(node, Section)):
        return Document(id=document.id, title=(), language=document.language, blocks=())
    gone = compare(document.blocks, blocks)
    kept = replace(
        document,
        title=() if gone.tells(plain_text(document.title)) else document.title,
        blocks=_without_listings(blocks, gone),
        metadata=keep_stated(metadata, gone),
    )
    return replace(kept, subject="", author="", keywords=())


def _without_listings(blocks: Sequence[Block], gone: Gone) -> tuple[Block, ...]:
    """The blocks without contents and running heads that repeat a heading which was taken out."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            kept.append(replace(block, blocks=_without_listings(block.blocks, gone)))
        elif not (isinstance(block, Boilerplate) and gone.is_listed_in(block)):
            kept.append(block)
    return tuple(kept)


# --- blocks ---------------------------------------------------------------------------------------


def _keep_blocks(blocks: Sequence[Block], fence: _Fence) -> tuple[Block, ...]:
    kept = (_keep_block(block, fence) for block in blocks)
    return tuple(block for block in kept if block is not None)


def _keep_block(block: Block, fence: _Fence) -> Block | None:
    if not fence.keeps(block):
        return None
    match block:
        case Section():
            inner = _keep_blocks(block.blocks, fence)
            return replace(block, blocks=inner) if inner or not block.blocks else None
        case BulletList():
            items = _keep_items(block.items, fence)
            return replace(block, items=items) if items else None
        case OrderedList():
            return _keep_ordered(block, fence)
        case Milestones():
            dated = tuple(row for row in block.rows if fence.keeps(row))
            return replace(block, rows=dated) if dated else None
        case Table():
            return _keep_table(block, fence)
        case Paragraph() | Quote() | Code() | Figure() | Boilerplate():
            return block
        case _:
            raise TypeError(f"{type(block).__name__} {block.id} does not belong in a source")


def _keep_items(items: Sequence[ListItem], fence: _Fence) -> tuple[ListItem, ...]:
    kept: list[ListItem] = []
    for item in items:
        if fence.keeps(item):
            blocks = _keep_blocks(item.blocks, fence)
            if blocks:
                # What stood in the item before repair may hold words of what was taken out.
                same = blocks == item.blocks
                kept.append(item if same else replace(item, blocks=blocks, original=None))
    return tuple(kept)


def _keep_ordered(block: OrderedList, fence: _Fence) -> Block | None:
    """Without its numbers where one is missing: a gap would tell, a new count would be wrong."""
    items = _keep_items(block.items, fence)
    if not items:
        return None
    ids = [item.id for item in items]
    if ids != [item.id for item in block.items[: len(items)]]:
        return BulletList(id=block.id, items=items, origins=block.origins)
    return replace(block, items=items)


def _keep_table(block: Table, fence: _Fence) -> Table | None:
    header: Row | None = block.header
    if header is not None and not fence.keeps(header):
        header = None
    rows = tuple(row for row in block.rows if fence.keeps(row))
    return replace(block, header=header, rows=rows) if rows else None
