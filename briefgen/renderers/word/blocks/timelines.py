"""From the shared geometry of dated rows to a drawing: years down a page, or across a memo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.anchored import date_words
from briefgen.model import (
    Emph,
    Inline,
    Inlines,
    Link,
    Milestone,
    Milestones,
    NativeName,
    NoteRef,
    Strong,
    Text,
    When,
)
from briefgen.renderers.timeline import (
    FullSizes,
    Timeline,
    is_too_long,
    plan_full,
    plan_steps,
)
from briefgen.renderers.word.blocks.drawing import Filled, Shape, Stroke, Words, drawing_xml
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.look.measures import (
    hex_colour,
    lines_needed,
    number,
    text_style,
    widening,
)
from briefgen.renderers.word.markup import RunFormat, paragraph
from briefgen.slotted import dataclass
from briefgen.style import Style, TextStyle
from briefgen.tree import plain_text

MM = 72 / 25.4
_LABEL_LOOKS = ("timeline_label", "timeline_label_small")
_MOST_PARTS = 4  # more parts of a figure than this are steps
_SPARE = 1.06  # Word may break lines earlier than the estimate
_TICK = 0.6
_YEAR_BOX = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    plan: Timeline
    rows: tuple[Milestone, ...]
    heights: tuple[float, ...]
    look: TextStyle


def timeline_xml(draft: Draft, block: Milestones, width_pt: float) -> str:
    """The figure of all rows that can be read, with its caption inside; "" below two rows.

    The table that follows has all words; the figure shows the first sentence of each.
    """
    rows = tuple(row for row in block.rows if row.when is not None)
    if len(rows) < 2:
        return ""
    draft.figures += 1
    shown = []
    for at, figure in enumerate(_figures(draft.style, rows, block.until, width_pt)):
        shapes = [*_full_shapes(draft, figure)]
        height = figure.plan.height + figure.look.leading_pt
        if at == 0 and block.caption:
            shapes, height = _captioned(draft, block.caption, shapes, width_pt, height)
        shown.append(inline_drawing(draft, shapes, (width_pt, height), alternative(block, rows)))
    return "".join(shown)


def alternative(block: Milestones, rows: Sequence[Milestone]) -> str:
    """The words that stand for a figure where it is not seen."""
    return block.alt or plain_text(block.caption) or "; ".join(date_words(row) for row in rows)


def inline_drawing(
    draft: Draft, shapes: Sequence[Shape], size: tuple[float, float], alt: str, properties: str = ""
) -> str:
    """A paragraph that holds a drawing of this width and height in points, named and numbered."""
    first = draft.drawings + 1
    draft.drawings += len(shapes) + 1
    name = f"{draft.words.figure} {draft.figures}"
    return paragraph("BGFigure", drawing_xml(shapes, *size, first, name, alt), properties)


def _captioned(
    draft: Draft, caption: Inlines, shapes: Sequence[Shape], width: float, height: float
) -> tuple[list[Shape], float]:
    """The same shapes below a caption, which belongs to the drawing: the table has its own."""
    look = text_style(draft.style, "caption")
    lines = lines_needed(caption, look.size_pt * _SPARE, int(width * 20))
    drop = lines * look.leading_pt + look.after_pt + draft.style.grid_pt / 2
    bold = RunFormat(bold=True, size_pt=look.size_pt)
    label = words_xml(draft, f"{draft.words.figure} {draft.figures}  ", bold)
    xml = label + inlines_xml(draft, unmarked(caption), RunFormat(size_pt=look.size_pt))
    words = Words(x=0, y=0, width=width, height=drop, xml=xml, look=look)
    return [words, *(_lowered(shape, drop) for shape in shapes)], height + drop


def unmarked(content: Inlines) -> Inlines:
    """The words with their emphasis: a drawing holds no note marks and no links."""
    kept: list[Inline] = []
    for inline in content:
        match inline:
            case Text() | NativeName():
                kept.append(inline)
            case Emph(inner):
                kept.append(Emph(unmarked(inner)))
            case Strong(inner):
                kept.append(Strong(unmarked(inner)))
            case Link(_, inner):
                kept += unmarked(inner)
            case NoteRef():
                pass
            case _:
                assert_never(inline)
    return tuple(kept)


def _lowered(shape: Shape, drop: float) -> Shape:
    match shape:
        case Stroke():
            return replace(shape, points=tuple((x, y + drop) for x, y in shape.points))
        case Filled() | Words():
            return replace(shape, y=shape.y + drop)
        case _:
            assert_never(shape)


# --- plans ----------------------------------------------------------------------------------------


def _figures(
    style: Style, rows: tuple[Milestone, ...], until: When | None, width: float
) -> list[_Figure]:
    """To scale; if there is no room in smaller type, in several parts; else in steps."""
    for name in _LABEL_LOOKS:
        figure = _to_scale(style, rows, until, text_style(style, name), width)
        if figure:
            return [figure]
    look = text_style(style, _LABEL_LOOKS[0])
    whens = [row.when for row in rows if row.when]
    if is_too_long(whens, until, _full_sizes(style, look, width)):
        return _in_steps(style, rows, look, width)
    for parts in range(2, _MOST_PARTS + 1):
        each = -(-len(rows) // parts)
        chunks = [rows[at : at + each] for at in range(0, len(rows), each)]
        figures = [
            _to_scale(style, chunk, until if chunk is chunks[-1] else None, look, width)
            for chunk in chunks
        ]
        whole = [figure for figure in figures if figure]
        if len(whole) == len(chunks):
            return whole
    return _in_steps(style, rows, look, width)


def _heights(
    style: Style, rows: Sequence[Milestone], look: TextStyle, sizes: FullSizes
) -> tuple[float, ...]:
    room = int((sizes.width - sizes.label_left) * 20)
    size = look.size_pt * _SPARE * widening(style)
    return tuple(lines_needed(_label(row), size, room) * look.leading_pt for row in rows)


def _label(row: Milestone) -> Inlines:
    """Date in bold, then the first whole sentence; never cut (LOOK.md "Timelines", 3)."""
    return (Strong((Text(date_words(row)),)), Text("  "), *unmarked(row.lead or row.content))


def _to_scale(
    style: Style, rows: tuple[Milestone, ...], until: When | None, look: TextStyle, width: float
) -> _Figure | None:
    sizes = _full_sizes(style, look, width)
    heights = _heights(style, rows, look, sizes)
    plan = plan_full([row.when for row in rows if row.when], heights, until, sizes)
    return _Figure(plan=plan, rows=rows, heights=heights, look=look) if plan else None


def _in_steps(
    style: Style, rows: tuple[Milestone, ...], look: TextStyle, width: float
) -> list[_Figure]:
    """Entries one below the other, as many in a figure as a page holds."""
    sizes = _full_sizes(style, look, width)
    figures: list[_Figure] = []
    part: tuple[Milestone, ...] = ()
    for row in (*rows, None):
        more = (*part, row) if row else part
        needed = sum(_heights(style, more, look, sizes)) + sizes.label_gap * len(more)
        if part and (row is None or needed > sizes.height_max):
            heights = _heights(style, part, look, sizes)
            plan = plan_steps(heights, sizes)
            figures.append(_Figure(plan=plan, rows=part, heights=heights, look=look))
            part = ()
        part = (*part, row) if row else part
    return figures


def _full_sizes(style: Style, look: TextStyle, width: float) -> FullSizes:
    def size(key: str) -> float:
        return number(style, f"timeline.{key}")

    return FullSizes(
        width=width,
        label_left=size("label_left_mm") * MM,
        label_gap=size("label_gap_pt"),
        line=look.leading_pt,
        axis_x=size("axis_x_mm") * MM,
        block=size("block_pt"),
        block_inset=size("block_inset_pt"),
        dot_radius=size("dot_radius_pt"),
        bar=size("bar_pt"),
        lane_pitch=size("lane_pitch_pt"),
        first_lane=size("first_lane_pt"),
        lanes_max=int(size("lanes_max")),
        elbow=size("elbow_pt"),
        slope_end=size("slope_end_pt"),
        leader_end=size("leader_end_pt"),
        band_wish=size("band_wish_pt"),
        band_min=size("band_min_pt"),
        band_steps=size("band_steps_pt"),
        height_max=size("height_max_pt"),
    )


# --- shapes ---------------------------------------------------------------------------------------


def marks_of(style: Style, plan: Timeline, leaders: float) -> Iterator[Shape]:
    """Leaders, bars and dots, which both kinds of figure draw alike."""
    ink, accent = hex_colour(style, "ink"), hex_colour(style, "accent")
    radius = number(style, "timeline.dot_radius_pt")
    for points in plan.leaders:
        yield Stroke(points=points, width=leaders, colour=ink)
    for bar in plan.bars:
        yield Filled(x=bar.x, y=bar.y, width=bar.width, height=bar.height, colour=accent)
    for x, y in plan.dots:
        yield Filled(
            x=x - radius,
            y=y - radius,
            width=2 * radius,
            height=2 * radius,
            colour=accent,
            round=True,
        )


def _full_shapes(draft: Draft, figure: _Figure) -> Iterator[Shape]:
    style, plan = draft.style, figure.plan
    ink = hex_colour(style, "ink")
    yield Stroke(points=plan.axis, width=number(style, "timeline.axis_pt"), colour=ink)
    yield from _years(draft, plan)
    yield from marks_of(style, plan, number(style, "timeline.leader_pt"))
    if plan.edition is not None:
        x, y = plan.edition
        half = number(style, "timeline.edition_pt") / 2
        width = number(style, "timeline.edition_width_pt")
        yield Stroke(points=((x - half, y), (x + half, y)), width=width, colour=ink)
    form = RunFormat(size_pt=figure.look.size_pt)
    below = [label.y for label in plan.labels[1:]]
    for label, end in zip(plan.labels, (*below, None), strict=True):
        # Word cuts what does not fit its box: the box goes on to the next label.
        spare = figure.heights[label.entry] + figure.look.leading_pt
        yield Words(
            x=label.x,
            y=label.y,
            width=plan.width - label.x,
            height=spare if end is None else max(end - label.y, figure.heights[label.entry]),
            xml=inlines_xml(draft, _label(figure.rows[label.entry]), form),
            look=figure.look,
        )


def _years(draft: Draft, plan: Timeline) -> Iterator[Shape]:
    """A tick where each year begins, its number in the middle of its band."""
    style, look = draft.style, text_style(draft.style, "timeline_year")
    x, right = plan.axis[0][0], number(style, "timeline.year_right_pt")
    tick = number(style, "timeline.tick_pt")
    form = RunFormat(size_pt=look.size_pt, colour=hex_colour(style, look.colour))
    for mark in plan.years:
        line = ((x - tick, mark.start), (x, mark.start))
        yield Stroke(points=line, width=_TICK, colour=hex_colour(style, "ink"))
        if mark.printed:
            yield Words(
                x=max(right - _YEAR_BOX, 0),
                y=mark.middle - look.leading_pt / 2,
                width=min(right, _YEAR_BOX),
                height=look.leading_pt + 1,
                xml=words_xml(draft, str(mark.year), form),
                look=look,
                align="right",
            )
