"""What opens a pack: memo head, cover or press head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Fact, Head, Inlines
from briefgen.renderers.pdf.boxes import Box, Element, Item, Line, SetLine, Strip, Tag
from briefgen.renderers.pdf.lines.runs import Run, build_runs, plain_run
from briefgen.renderers.pdf.lines.text import (
    anchor,
    lay_text,
    line_up,
    rule_strip,
    set_lines,
    stack,
    with_blank,
)
from briefgen.renderers.pdf.setting import MM, Setting
from briefgen.style import TextStyle
from briefgen.tree import plain_text, slice_inlines

_MOST_LINES = 3  # a title over three lines drops one size step (LOOK.md "Limits")


def lay_head(setting: Setting, block: Head) -> list[Element]:
    """The head of a pack; its title is the H1."""
    here = setting.at(block.origins)
    match block.form:
        case "memo":
            return _memo(here, block)
        case "cover":
            return _cover(here, block)
        case "press":
            return _press(here, block)


def _title(
    setting: Setting, block: Head, names: Sequence[str], *, parted: bool = False
) -> list[Strip]:
    """The title, balanced; in the first of the sizes in which it takes at most three lines."""
    tag = Tag("H1", setting.parent)
    parts = _at_colon(block.title) if parted else (block.title,)
    strips: list[Strip] = []
    for name in names:
        style = setting.text(name)
        lines: list[Line] = []
        for part in parts:
            runs = build_runs(setting, part, style, tag)
            lines[-1:] = [with_blank(line) for line in lines[-1:]]
            lines += set_lines(setting, runs, setting.wide_width, balance=True)
        first = (anchor(block.id, plain_text(block.title)),)
        strips = stack(setting, lines, style, setting.wide_left, first=first)
        if len(lines) <= _MOST_LINES:
            break
    return [strip._replace(breakable=False) for strip in strips]


def _at_colon(title: Inlines) -> tuple[Inlines, ...]:
    """A cover's title breaks at its colon."""
    words = plain_text(title)
    place = words.find(": ")
    if place < 0:
        return (title,)
    return slice_inlines(title, 0, place + 1), slice_inlines(title, place + 2, len(words))


# --- memo ---------------------------------------------------------------------------------------


def _memo(setting: Setting, block: Head) -> list[Element]:
    quarter = setting.style.grid_pt / 4
    rule = rule_strip(
        setting.wide_left,
        setting.wide_width,
        setting.style.rules["heavy"],
        setting.colour("ink"),
        after=quarter * 1.75,
    )
    flow: list[Element] = [rule]
    columns = max(1, int(setting.wide_width // setting.number("memo.column_mm")))
    for start in range(0, len(block.facts), columns):
        flow += line_up(_cells(setting, block.facts[start : start + columns]), after=quarter * 1.75)
    if block.title_label:
        style = setting.text("memo_label")
        tag = Tag("P", setting.parent)
        runs = plain_run(setting, block.title_label, style, tag)
        lines = set_lines(setting, runs, setting.wide_width)
        flow += stack(setting, lines, style, setting.wide_left)
    flow += _title(setting, block, ("memo_title",))
    if block.subtitle:
        style = setting.text("memo_value")
        flow += lay_text(
            setting, block.subtitle, replace(style, weight="regular"), Tag("P", setting.parent),
            x=setting.wide_left, width=setting.wide_width,
        )  # fmt: skip
    return line_up(flow, after=setting.text("memo_title").after_pt)


def _cells(setting: Setting, facts: Sequence[Fact]) -> list[Element]:
    """Label above value, cells of one width beside each other; read cell by cell."""
    label, value = setting.text("memo_label"), setting.text("memo_value")
    width = setting.number("memo.column_mm")
    items: list[Item] = []
    height = 0.0
    for place, fact in enumerate(facts):
        x = setting.wide_left + place * width
        y = 0.0
        for runs, style in (
            (plain_run(setting, fact.label, label, Tag("P", setting.parent)), label),
            (build_runs(setting, fact.value, value, Tag("P", setting.parent)), value),
        ):
            lines = set_lines(setting, runs, width - 4 * MM)
            base = setting.baseline(style)
            items += [
                SetLine(x, y + base + row * style.leading_pt, line)
                for row, line in enumerate(lines)
            ]
            y += len(lines) * style.leading_pt
        height = max(height, y)
    return [Strip(height=height, items=tuple(items))]


# --- cover --------------------------------------------------------------------------------------


def _cover(setting: Setting, block: Head) -> list[Element]:
    """A page of its own: rule, kind, title, one line; the facts sink to its foot."""
    page = setting.style.page
    drop = setting.number("cover.rule_mm") - page.body_top_mm * MM
    left, width = setting.wide_left, setting.wide_width
    flow: list[Element] = [
        Strip(height=max(0.0, drop), new_page=True),
        rule_strip(left, width, setting.style.rules["cover"], setting.colour("ink")),
    ]
    if block.kind:
        style = setting.text("cover_kind")
        runs = plain_run(setting, block.kind, style, Tag("P", setting.parent))
        flow += stack(setting, set_lines(setting, runs, width), style, left)
    flow += _title(setting, block, ("cover_title", "cover_title_2", "cover_title_3"), parted=True)
    if block.subtitle:
        sub = setting.text("cover_sub")
        tag = Tag("P", setting.parent)
        flow += lay_text(setting, block.subtitle, sub, tag, x=left, width=sub.width_mm * MM)
    for place, fact in enumerate(block.facts):
        flow += _fact_row(setting, fact, last=place == len(block.facts) - 1)
    below = setting.number("cover.bottom_mm") - page.body_bottom_mm * MM
    if block.facts and below > 0:
        flow.append(Strip(height=below, sinks=True, breakable=False))
    return flow


def _fact_row(setting: Setting, fact: Fact, *, last: bool) -> list[Element]:
    label, value = setting.text("facts_label"), setting.text("facts_value")
    x, width = setting.wide_left, setting.wide_width
    indent = setting.number("facts.label_mm")
    ink = setting.colour("ink")
    name, told = Tag("P", setting.parent), Tag("P", setting.parent)
    sides = (
        _column(setting, plain_run(setting, fact.label, label, name), label, x, indent),
        _column(
            setting, build_runs(setting, fact.value, value, told), value, x + indent, width - indent
        ),
    )
    rows = max(len(side) for side in sides)
    top = value.rule_above_pt + value.pad_top_pt
    height = top + max(rows, 1) * value.leading_pt + value.pad_bottom_pt
    boxes = [Box(x, 0, width, value.rule_above_pt, ink)]
    if last:
        boxes.append(Box(x, height, width, value.rule_above_pt, ink))
        height += value.rule_above_pt
    lines = [SetLine(line.x, top + line.y, line.line) for side in sides for line in side]
    return [Strip(height=height, items=(*boxes, *lines), sinks=True)]


def _column(
    setting: Setting, runs: Sequence[Run], style: TextStyle, x: float, width: float
) -> list[SetLine]:
    lines = set_lines(setting, runs, width)
    base = setting.baseline(style)
    return [SetLine(x, base + row * style.leading_pt, line) for row, line in enumerate(lines)]


# --- press --------------------------------------------------------------------------------------


def _press(setting: Setting, block: Head) -> list[Element]:
    """Rule, kind at the left and facts at the right of one line, headline."""
    left, width = setting.wide_left, setting.wide_width
    style = setting.text("press_kind")
    y = setting.baseline(style)
    kind = plain_run(setting, block.kind, style, Tag("P", setting.parent))
    items: list[Item] = [SetLine(left, y, line) for line in set_lines(setting, kind, width * 0.6)]
    rows = max(1, len(items))
    right = list(block.facts)[-1:]
    above = list(block.facts)[:-1]
    for fact in right:
        runs = build_runs(setting, fact.value, style, Tag("P", setting.parent))
        for line in set_lines(setting, runs, width * 0.38)[:1]:
            items.append(SetLine(left + width - line.width, y, line))
    rule = rule_strip(left, width, setting.style.rules["heavy"], setting.colour("ink"))
    quarter = setting.style.grid_pt / 4
    line_of_kind = Strip(
        height=rows * style.leading_pt, items=tuple(items), before=quarter * 1.75, after=quarter * 2
    )
    flow: list[Element] = [rule, line_of_kind]
    if above:
        flow += line_up(_cells(setting, above), after=quarter * 2)
    flow += _title(setting, block, ("press_title", "memo_title"), parted=True)
    if block.subtitle:
        lead = setting.text("cover_sub")
        flow += lay_text(
            setting, block.subtitle, replace(lead, after_pt=setting.style.grid_pt / 2),
            Tag("P", setting.parent), x=left, width=lead.width_mm * MM,
        )  # fmt: skip
    return flow
