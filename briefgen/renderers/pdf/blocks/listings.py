"""The parts that lead elsewhere: contents with page numbers, and the list of sources."""

from __future__ import annotations

from briefgen.model import Contents, ContentsEntry, SourceEntry, Sources
from briefgen.renderers.pdf.blocks.sections import heading_role
from briefgen.renderers.pdf.boxes import Box, Element, PageSlot, SetLine, Strip, Tag, Zone
from briefgen.renderers.pdf.lines.runs import build_runs, plain_run
from briefgen.renderers.pdf.lines.text import (
    anchor,
    glue,
    lay_text,
    rule_strip,
    set_lines,
    stack,
    with_blank,
)
from briefgen.renderers.pdf.setting import Setting
from briefgen.tree import plain_text

_KEPT_WHOLE = 10  # lines about a source that no page parts


def lay_contents(setting: Setting, block: Contents) -> list[Element]:
    """A title, then a row per entry that is a link as a whole, page number at the right."""
    here = setting.at(block.origins)
    style = here.text("heading_1")
    heading = Tag(heading_role(here.level + 1), here.parent)
    runs = build_runs(here, block.title, style, heading)
    lines = set_lines(here, runs, here.wide_width, balance=True)
    named = anchor(block.id, plain_text(block.title))
    title = stack(here, lines, style, here.wide_left, first=(named,))
    paged = here.style.heads == "above" or here.form == "cover"
    flow: list[Element] = [s._replace(new_page=paged and i == 0) for i, s in enumerate(title)]
    rule = rule_strip(here.left, here.width, here.style.rules["heavy"], here.colour("ink"))
    flow += glue([rule])
    node = Tag("TOC", here.parent)
    for entry in block.entries:
        flow += _entry(here, entry, node)
    return [*flow[:1], *glue(flow[1:])]


def _entry(setting: Setting, entry: ContentsEntry, toc: Tag) -> list[Element]:
    """One entry; its parts stay together."""
    style, sub = setting.text("contents_1"), setting.text("contents_sub")
    item = Tag("TOCI", toc)
    link = Tag("Link", Tag("P", item))
    x, width = setting.left, setting.width
    face = setting.face(style)
    room = width - 40
    title = set_lines(setting, build_runs(setting, entry.title, style, link), room)
    detail = set_lines(setting, build_runs(setting, entry.detail, sub, Tag("P", item)), room)
    y = style.pad_top_pt
    items = [
        SetLine(x, y + setting.baseline(style) + row * style.leading_pt, line)
        for row, line in enumerate(title)
    ]
    slot = PageSlot(
        x + width, y + setting.baseline(style), entry.target, face, style.size_pt,
        setting.colour(style.colour), Tag("Lbl", item),
    )  # fmt: skip
    y += len(title) * style.leading_pt
    below = [
        SetLine(x, y + setting.baseline(sub) + row * sub.leading_pt, line)
        for row, line in enumerate(detail)
    ]
    y += len(detail) * sub.leading_pt + style.pad_bottom_pt
    rule = Box(x, y, width, style.rule_below_pt, setting.colour("hairline"))
    zone = Zone(x, 0, width, y, f"#{entry.target}", link)
    return [Strip(height=y + style.rule_below_pt, items=(*items, slot, *below, zone, rule))]


def lay_sources(setting: Setting, block: Sources) -> list[Element]:
    """Letter in the hang column, title, and what the source says of itself."""
    here = setting.at(block.origins)
    flow: list[Element] = []
    for entry in block.entries:
        flow += _source(here, entry, f"{block.id}/{entry.letter}")
    return flow


def _source(setting: Setting, entry: SourceEntry, name: str) -> list[Element]:
    style, number = setting.text("heading_2"), setting.text("heading_2_number")
    tag = Tag("P", setting.parent)
    letter = set_lines(setting, plain_run(setting, entry.letter, number, tag), setting.width)
    y = setting.baseline(number)
    items = tuple(SetLine(setting.wide_left, y, with_blank(line)) for line in letter)
    title = lay_text(setting, entry.title, style, tag, first=(anchor(name), *items))
    kept = [strip._replace(breakable=place == 0) for place, strip in enumerate(title)]
    body = setting.text("paragraph")
    width = min(setting.width, setting.number("paragraph.max_mm"))
    detail = lay_text(setting, entry.detail, body, Tag("P", setting.parent), width=width)
    if len(detail) <= _KEPT_WHOLE:
        return [*kept, *(strip._replace(breakable=False) for strip in detail)]
    return [*kept, *glue([*detail])]
