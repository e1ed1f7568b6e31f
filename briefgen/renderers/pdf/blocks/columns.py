"""Views side by side: independent lists under their heads, going on over pages."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import Column, Columns
from briefgen.renderers.pdf.blocks.sections import heading_role
from briefgen.renderers.pdf.boxes import Box, Element, Parallel, Strip, Tag, Track
from briefgen.renderers.pdf.lines.runs import build_runs
from briefgen.renderers.pdf.lines.text import anchor, lay_remark, set_lines, stack
from briefgen.renderers.pdf.setting import Lay, Setting

SIDE_BY_SIDE = 2  # three views and more are stacked (LOOK.md "Two views")


def lay_columns(setting: Setting, block: Columns, lay: Lay) -> list[Element]:
    """Two views beside each other, more of them stacked at full measure, with the remark below."""
    here = setting.at(block.origins)
    if here.style.heads == "side" or here.inner:
        left, width = here.left, here.width
    else:
        left, width = here.wide_left, here.wide_width
    flow: list[Element] = []
    if len(block.columns) == SIDE_BY_SIDE and not here.inner:
        gap = here.number("column_gap_mm")
        each = (width - gap) / 2
        tracks = tuple(
            _track(here, column, left + place * (each + gap), each, lay)
            for place, column in enumerate(block.columns)
        )
        after = here.style.grid_pt / 2
        flow.append(Parallel(tracks=tracks, before=0, after=after))
    else:
        for column in block.columns:
            track = _track(here, column, left, width, lay)
            first, *others = (*track.head, *track.body)
            flow += [first._replace(before=here.style.grid_pt / 2), *others]
    if block.remark:
        flow += lay_remark(here, block.remark, Tag("P", here.parent))
    return flow


def _track(setting: Setting, column: Column, x: float, width: float, lay: Lay) -> Track:
    node = Tag("Sect", setting.parent)
    inside = replace(
        setting.at(column.origins),
        left=x, width=width, wide_left=x, wide_width=width, parent=node,
        level=setting.level + 1, inner=True, hang=False, opens=False,
    )  # fmt: skip
    head = _head(inside, column, Tag(heading_role(inside.level), node))
    body = tuple(e for e in lay(inside, column.blocks) if isinstance(e, Strip))
    joined = (body[0]._replace(breakable=False), *body[1:]) if body else ()
    return Track(head=tuple(head), body=joined)


def _head(setting: Setting, column: Column, tag: Tag) -> list[Strip]:
    """The column's heading over a rule (`column_head` of a style)."""
    style = setting.text("column_head")
    runs = build_runs(setting, column.title, style, tag)
    lines = set_lines(setting, runs, setting.width, balance=True)
    plain = replace(style, after_pt=0)
    strips = stack(setting, lines, plain, setting.left, first=(anchor(column.id),))
    ink = setting.colour("ink" if style.rule_below_pt >= 1 else "hairline")
    rule = Box(setting.left, style.pad_bottom_pt, setting.width, style.rule_below_pt, ink)
    strips.append(
        Strip(height=style.pad_bottom_pt + style.rule_below_pt, items=(rule,), after=style.after_pt)
    )
    return [strip._replace(breakable=place == 0) for place, strip in enumerate(strips)]
