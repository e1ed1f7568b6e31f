"""Lists as Word's own: bullets, and numbers that start anew with each list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.model import Block, BulletList, ListItem, OrderedList, Paragraph
from briefgen.renderers.word.blocks.anchors import block_paragraph, block_start
from briefgen.renderers.word.blocks.callouts import CALLOUT_STYLES, callout_indents
from briefgen.renderers.word.blocks.changed import change_word, with_bar
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.named import ListKind
from briefgen.renderers.word.look.textual import LIST_LEVELS, list_indent
from briefgen.renderers.word.tracked import content_xml

Write = Callable[[Draft, Sequence[Block], Spot], str]


def list_xml(draft: Draft, block: BulletList | OrderedList, spot: Spot, write: Write) -> str:
    """The items as paragraphs with `w:numPr`; a list deeper than three is laid out as three."""
    depth = spot.list_depth + 1
    level = min(depth, LIST_LEVELS) - 1
    kind: ListKind = "number" if isinstance(block, OrderedList) else "bullet"
    number = draft.lists.bullets
    if isinstance(block, OrderedList):
        number = draft.lists.of_list(len(draft.list_starts))
        draft.list_starts.append((level, max(block.start, 0)))
    inner = spot.inside(list_depth=depth)
    style, properties = _item_style(draft, kind, level, number, spot)
    shown = [block_start(draft, block.id)]
    shown += [_item(draft, item, style, properties, inner, write) for item in block.items]
    return "".join(shown)


def _item_style(
    draft: Draft, kind: ListKind, level: int, number: int, spot: Spot
) -> tuple[str, str]:
    """Style and properties of an item's first paragraph.

    In a callout the callout's style and indents stay: Word joins borders of equal indents only.
    """
    suffix = str(level + 1) if level else ""
    at = draft.lists.levels[level][1] if kind == "number" else level
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    if spot.callout:
        edge, right = callout_indents(draft.style, spot.callout)
        inner = edge + list_indent(draft.style, kind, 0)[0]
        tabs = f'<w:tabs><w:tab w:val="num" w:pos="{inner}"/></w:tabs>'
        indent = f'<w:ind w:left="{edge}" w:right="{right}" w:firstLine="0"/>'
        return CALLOUT_STYLES[spot.callout], numbered + tabs + indent
    style = f"{'ListBullet' if kind == 'bullet' else 'ListNumber'}{suffix}"
    properties = "" if kind == "bullet" else numbered
    return style, properties + ('<w:ind w:right="0"/>' if spot.narrow else "")


def _item(
    draft: Draft, item: ListItem, style: str, properties: str, spot: Spot, write: Write
) -> str:
    """An item: its first paragraph bears the mark; what follows stands under it.

    An item that begins with something else than a paragraph gets an empty one for its mark, so
    that numbers count as they should.
    """
    draft.seen.add(item.id)
    first, *rest = item.blocks or (Paragraph(id=f"{item.id}/empty", content=()),)
    if not isinstance(first, Paragraph):
        return block_paragraph(draft, item.id, style, "", properties) + write(
            draft, item.blocks, spot
        )
    start = block_start(draft, item.id) if item.id != first.id else ""
    words = content_xml(draft, first.id, first.content)
    change = item.change or first.change
    if not spot.callout:
        properties = with_bar(draft, change, properties)
    before = change_word(draft, change)
    shown = start + block_paragraph(draft, first.id, style, words, properties, before=before)
    return shown + (write(draft, rest, spot) if rest else "")
