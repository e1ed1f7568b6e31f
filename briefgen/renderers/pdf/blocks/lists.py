"""Lists to strips: a mark or number at its place, the text beside it, lists inside lists."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import BulletList, ChangeMark, ListItem, OrderedList, Paragraph
from briefgen.renderers.pdf.blocks.changed import bar_change, label_change
from briefgen.renderers.pdf.boxes import ARTIFACT, Element, Line, Opened, SetLine, Strip, Tag
from briefgen.renderers.pdf.lines.runs import plain_run
from briefgen.renderers.pdf.lines.text import glue, lay_text, line_up, retagged, set_lines
from briefgen.renderers.pdf.setting import MM, Lay, Setting
from briefgen.style import TextStyle

DEEPEST = 3  # deeper lists are laid out as this one (LOOK.md "Lists")
_MARKS = ("\u2022", "\u2013", "\u2022")
_BULLETS = ("bullet", "bullet_2", "bullet_3")


def lay_list(setting: Setting, block: BulletList | OrderedList, lay: Lay) -> list[Element]:
    """A list inside the box of running text; its items' own lists one step further in."""
    here = setting.at(block.origins)
    depth = min(here.list_depth + 1, DEEPEST)
    if here.list_depth == DEEPEST:
        here.warn(
            "list-too-deep",
            f"a list inside {DEEPEST} lists is laid out like the one around it",
            f"part the source's list: more than {DEEPEST} levels cannot be told apart on a page",
        )
    ordered = isinstance(block, OrderedList)
    style = here.text("numbered" if ordered and depth == 1 else _BULLETS[depth - 1])
    numbering = "Decimal" if ordered else "Disc"
    parent = Tag("L", here.parent, (("ListNumbering", numbering),))
    mark_x, text_x = _edges(here, style, depth, ordered)
    inside = replace(
        here, left=text_x, width=here.left + here.width - text_x, list_depth=here.list_depth + 1,
        hang=False,
    )  # fmt: skip
    plain = replace(style, before_pt=0, after_pt=0)
    mark = _set_mark(here, _MARKS[depth - 1], style)
    flow: list[Element] = []
    for place, item in enumerate(block.items):
        if isinstance(block, OrderedList):
            mark = _set_mark(here, f"{block.start + place}", here.text("numbered_mark"))
        x = mark_x - mark.width if ordered else mark_x
        laid = _lay_item(inside, here, item, plain, parent, (x, mark), lay)
        laid = bar_change(here, _change_of(item), laid)
        before = style.before_pt if place == 0 else 0.0
        flow += line_up(laid, before=before, after=max(style.after_pt, laid[-1].after))
    return flow


def _edges(setting: Setting, style: TextStyle, depth: int, ordered: bool) -> tuple[float, float]:
    """Where the marks stand (right edge of numbers) and where the text starts.

    A list in a list starts at the text of the one around it; below the deepest nothing moves.
    """
    if setting.list_depth >= DEEPEST:
        step = setting.text(_BULLETS[2]).text_indent_pt - setting.text(_BULLETS[1]).text_indent_pt
        left = setting.left - step
    else:
        left = setting.left
    outer = setting.text(_BULLETS[depth - 2]).text_indent_pt if depth > 1 else 0.0
    if ordered:
        indent = setting.text("numbered").text_indent_pt
        return left + indent - 0.75 * style.size_pt, left + indent
    return left + style.mark_at_pt - outer, left + style.text_indent_pt - outer


def _lay_item(
    setting: Setting,
    around: Setting,
    item: ListItem,
    style: TextStyle,
    parent: Tag,
    mark: tuple[float, Line],
    lay: Lay,
) -> list[Element]:
    """An item with its mark at an x, which is another element of the structure in each item."""
    here = setting.at(item.origins)
    node = Tag("LI", parent)
    label, body = Tag("Lbl", node), Tag("LBody", node)
    change = _change_of(item)
    word = label_change(around, change, style, body)
    first, *rest = item.blocks or (None,)
    bullet = SetLine(mark[0], setting.baseline(style), retagged(mark[1], label))
    marks = (bullet, Opened((body,)), *word.items)
    flow: list[Element] = []
    if isinstance(first, Paragraph):
        tag = Tag("P", body) if rest or change else body
        flow += lay_text(here, first.content, style, tag, first=marks, lead=word.runs)
    elif first is not None:
        rest = [first, *rest]
    if not flow:
        flow.append(Strip(height=0 if rest else style.leading_pt, items=marks))
    inner = replace(here, parent=body) if rest else here
    for place, block in enumerate(rest):
        if isinstance(block, Paragraph):
            spaced = replace(style, before_pt=setting.style.grid_pt / 4)
            said = label_change(here, block.change, spaced, body)
            tag = Tag("P", body)
            strips = lay_text(here, block.content, spaced, tag, first=said.items, lead=said.runs)
            flow += bar_change(here, block.change, strips)
        else:
            laid = lay(inner, (block,))
            flow += glue(laid) if place == 0 else laid
    return flow


def _change_of(item: ListItem) -> ChangeMark | None:
    """Its own, or that of the paragraph that bears its mark."""
    first = item.blocks[0] if item.blocks else None
    return item.change or (first.change if isinstance(first, Paragraph) else None)


def _set_mark(setting: Setting, text: str, look: TextStyle) -> Line:
    return set_lines(setting, plain_run(setting, text, look, ARTIFACT), 100 * MM)[0]
