"""Up to four dated rows across a memo: an axis as a drawing, the words in cells below it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model import Milestones
from briefgen.renderers.strips import StripSizes, plan_strip, strip_label_width
from briefgen.renderers.timeline import Timeline
from briefgen.renderers.word.blocks.drawing import Shape, Stroke, Words
from briefgen.renderers.word.blocks.inlines import words_xml
from briefgen.renderers.word.blocks.timelines import MM, alternative, inline_drawing, marks_of
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.look.measures import (
    LEAST_ABREAST_MM,
    MEAN_CHAR_EM,
    hex_colour,
    lines_needed,
    number,
    text_style,
    widening,
)
from briefgen.renderers.word.markup import RunFormat
from briefgen.style import Style

_TICK = 4.0
_WITH_CELLS = '<w:keepNext/><w:spacing w:after="0"/>'
_EDITION = 6.0
_WIDEST_LABEL_MM = 58


def strip_plan(style: Style, block: Milestones, width_pt: float) -> Timeline | None:
    """The geometry of the strip; None where there is no room or a row cannot be placed."""
    rows = [row for row in block.rows if row.when is not None]
    if not rows or len(rows) != len(block.rows) or width_pt < LEAST_ABREAST_MM * MM:
        return None
    until = _until_width(style, block)
    sizes = _sizes(style, width_pt, until + 12 if until else 0)
    look = text_style(style, "strip_label")
    room = int(strip_label_width(len(rows), sizes) * 20)
    heights = [
        (1 + lines_needed(row.content, look.size_pt * widening(style), room)) * look.leading_pt
        for row in rows
    ]
    plan = plan_strip([row.when for row in rows if row.when], heights, block.until, sizes)
    if plan is None or [label.entry for label in plan.labels] != list(range(len(rows))):
        return None
    return plan


def strip_drawing(draft: Draft, block: Milestones, plan: Timeline) -> str:
    """The axis down to the ends of the leaders, which lead to the cells below."""
    draft.figures += 1
    height = plan.labels[0].y
    shapes = [*_shapes(draft, block, plan)]
    size = (plan.width, height)
    return inline_drawing(draft, shapes, size, alternative(block, block.rows), _WITH_CELLS)


def _shapes(draft: Draft, block: Milestones, plan: Timeline) -> Iterator[Shape]:
    style, look = draft.style, text_style(draft.style, "strip_year")
    ink = hex_colour(style, "ink")
    yield Stroke(points=plan.axis, width=number(style, "strip.axis_pt"), colour=ink)
    y = plan.axis[0][1]
    form = RunFormat(size_pt=look.size_pt, colour=hex_colour(style, look.colour))
    for mark in plan.years:
        yield Stroke(points=((mark.start, y - _TICK), (mark.start, y)), width=0.6, colour=ink)
        if mark.printed:
            yield Words(
                x=mark.middle - 20,
                y=y - _TICK - look.leading_pt,
                width=40,
                height=look.leading_pt + 1,
                xml=words_xml(draft, str(mark.year), form),
                look=look,
                align="center",
            )
    yield from marks_of(style, plan, number(style, "timeline.leader_pt"))
    if plan.edition is None:
        return
    x, at = plan.edition
    yield Stroke(points=((x, at - _EDITION), (x, at + _EDITION)), width=1.5, colour=ink)
    if block.until_label and plan.until:
        left, middle = plan.until
        yield Words(
            x=left,
            y=middle - look.leading_pt / 2,
            width=max(plan.width - left, 20),
            height=look.leading_pt + 1,
            xml=words_xml(draft, block.until_label, form),
            look=look,
        )


def _until_width(style: Style, block: Milestones) -> float:
    """Estimated width of the words at the edition's cross-line, 0 where there are none."""
    if block.until is None or not block.until_label:
        return 0
    size = text_style(style, "strip_year").size_pt * widening(style)
    return len(block.until_label) * MEAN_CHAR_EM["sans"] * 1.15 * size


def _sizes(style: Style, width: float, until_width: float) -> StripSizes:
    year = text_style(style, "strip_year")
    return StripSizes(
        width=width,
        label_gap=number(style, "strip.label_gap_pt"),
        label_width_max=_WIDEST_LABEL_MM * MM,
        axis_y=year.leading_pt + _TICK,
        block=number(style, "strip.block_pt"),
        inset=number(style, "timeline.block_inset_pt"),
        drop=number(style, "strip.leader_drop_pt"),
        step=number(style, "strip.leader_step_pt"),
        below=7,
        year_wish=number(style, "strip.year_wish_pt"),
        year_min=3 * year.size_pt,
        until_width=until_width,
        until_height=year.leading_pt,
    )
