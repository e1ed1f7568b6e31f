"""The timeline's geometry to a vector figure with its caption, or to a strip with real labels."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Inlines, Milestone, Milestones, Strong, Text, When
from briefgen.renderers.pdf.blocks.keys import key_sentences, lay_key
from briefgen.renderers.pdf.blocks.milestones import label_of
from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    FIGURE_SLOT,
    Box,
    Dot,
    Drawing,
    Element,
    Item,
    Line,
    Opened,
    Path,
    SetLine,
    Strip,
    Tag,
)
from briefgen.renderers.pdf.lines.runs import build_runs, numbered_runs, plain_run
from briefgen.renderers.pdf.lines.text import (
    glue,
    lay_text,
    note_numbers,
    set_lines,
    with_blank,
)
from briefgen.renderers.pdf.setting import MM, Setting
from briefgen.renderers.strips import StripSizes, plan_strip, strip_label_width
from briefgen.renderers.timeline import (
    FullSizes,
    Timeline,
    is_too_long,
    plan_full,
    plan_steps,
)
from briefgen.slotted import dataclass
from briefgen.style import TextStyle
from briefgen.tree import plain_text

Shape = Box | Path | Dot | SetLine
_FULL_LABELS = ("timeline_label", "timeline_label_small")
_LONGEST_FIGURES = 4  # more parts than this are steps


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """One figure: its geometry, the lines of its labels and their type."""

    plan: Timeline
    lines: tuple[tuple[Line, ...], ...]
    style: TextStyle


def lay_timeline(setting: Setting, block: Milestones) -> list[Element]:
    """The figure of all rows that can be read; [] if fewer than two can, or there is no room."""
    rows = [row for row in block.rows if row.when is not None]
    if len(rows) < 2 or setting.wide_width < 3 * setting.number("timeline.label_left_mm"):
        return []
    setting.ledger.figures += 1
    figures = _figures(setting, rows, block.until)
    steps = not figures[0].plan.years
    edition = any(figure.plan.edition is not None for figure in figures)
    told = setting.words.between_sentences.join(key_sentences(setting, block, steps, edition))
    tag = Tag("Figure", setting.parent, (("Alt", f"{_alternative(block, rows)} {told}".strip()),))
    flow: list[Element] = [*_caption(setting, block, tag)]
    for part, figure in enumerate(figures):
        again = _caption(setting, block, tag, again=True) if part else []
        shapes = tuple(_full_shapes(setting, figure, tag))
        height = figure.plan.height
        drawing = Drawing(setting.wide_left, 0, setting.wide_width, height, shapes, tag)
        strip = Strip(
            height=height,
            items=(drawing,),
            before=setting.style.grid_pt / 2,
            after=setting.style.grid_pt,
        )
        flow += [*again, *(glue([strip]) if again or (part == 0 and flow) else [strip])]
    return [*flow, *glue(lay_key(setting, block, tag, steps=steps, edition=edition))]


def _alternative(block: Milestones, rows: Sequence[Milestone]) -> str:
    """What stands for the figure; the table below it has all words."""
    return block.alt or plain_text(block.caption) or "; ".join(label_of(row) for row in rows)


def _caption(
    setting: Setting, block: Milestones, figure: Tag, *, again: bool = False
) -> list[Strip]:
    """Number and words; over a further part of the figure they are no words of the pack."""
    if not block.caption:
        return []
    style, label = setting.text("caption"), setting.text("caption_label")
    tag = ARTIFACT if again else Tag("Caption", figure)
    number, name = setting.ledger.figures, ARTIFACT if again else Tag("Lbl", tag)
    words = (*block.caption, Text(setting.words.continued)) if again else block.caption
    runs = [
        *numbered_runs(setting, setting.words.figure, FIGURE_SLOT, number, label, name),
        *plain_run(setting, "\u00a0 ", label, name),
        *build_runs(setting, words, style, tag),
    ]
    y = setting.baseline(style)
    return [
        Strip(height=style.leading_pt, items=(SetLine(setting.wide_left, y, line),))
        for line in set_lines(setting, runs, setting.wide_width)
    ]


# --- years down the page ------------------------------------------------------------------------


def _figures(setting: Setting, rows: Sequence[Milestone], until: When | None) -> list[_Figure]:
    """To scale; if there is no room in smaller type, then in two parts, then in steps."""
    for name in _FULL_LABELS:
        figure = _to_scale(setting, rows, until, name)
        if figure is not None:
            return [figure]
    whens = [row.when for row in rows if row.when is not None]
    if is_too_long(whens, until, _full_sizes(setting, setting.text(_FULL_LABELS[0]))):
        return _in_steps(setting, rows)
    for parts in range(2, _LONGEST_FIGURES + 1):
        figures = []
        for chunk in _chunks(rows, parts):
            last = chunk[-1] is rows[-1]
            part = _to_scale(setting, chunk, until if last else None, _FULL_LABELS[0])
            if part is None:
                break
            figures.append(part)
        else:
            return figures
    return _in_steps(setting, rows)


def _chunks(rows: Sequence[Milestone], parts: int) -> list[Sequence[Milestone]]:
    each = -(-len(rows) // parts)
    return [rows[start : start + each] for start in range(0, len(rows), each)]


def _to_scale(
    setting: Setting, rows: Sequence[Milestone], until: When | None, name: str
) -> _Figure | None:
    style = setting.text(name)
    sizes = _full_sizes(setting, style)
    lines = _label_lines(setting, rows, style, sizes)
    heights = [len(label) * style.leading_pt for label in lines]
    whens = [row.when for row in rows if row.when is not None]
    plan = plan_full(whens, heights, until, sizes)
    return _Figure(plan=plan, lines=lines, style=style) if plan else None


def _in_steps(setting: Setting, rows: Sequence[Milestone]) -> list[_Figure]:
    style = setting.text(_FULL_LABELS[0])
    sizes = _full_sizes(setting, style)
    lines = _label_lines(setting, rows, style, sizes)
    figures: list[_Figure] = []
    part: list[tuple[Line, ...]] = []
    height = 0.0
    for label in lines:
        more = len(label) * style.leading_pt + sizes.label_gap
        if part and height + more > sizes.height_max:
            figures.append(_steps(part, style, sizes))
            part, height = [], 0.0
        part.append(label)
        height += more
    return [*figures, _steps(part, style, sizes)]


def _steps(part: Sequence[tuple[Line, ...]], style: TextStyle, sizes: FullSizes) -> _Figure:
    plan = plan_steps([len(label) * style.leading_pt for label in part], sizes)
    return _Figure(plan=plan, lines=tuple(part), style=style)


def _full_sizes(setting: Setting, style: TextStyle) -> FullSizes:
    def number(key: str) -> float:
        return setting.number(f"timeline.{key}")

    return FullSizes(
        width=setting.wide_width,
        label_left=number("label_left_mm"),
        label_gap=number("label_gap_pt"),
        line=style.leading_pt,
        axis_x=number("axis_x_mm"),
        block=number("block_pt"),
        block_inset=number("block_inset_pt"),
        dot_radius=number("dot_radius_pt"),
        bar=number("bar_pt"),
        lane_pitch=number("lane_pitch_pt"),
        first_lane=number("first_lane_pt"),
        lanes_max=int(number("lanes_max")),
        elbow=number("elbow_pt"),
        slope_end=number("slope_end_pt"),
        leader_end=number("leader_end_pt"),
        band_wish=number("band_wish_pt"),
        band_min=number("band_min_pt"),
        band_steps=number("band_steps_pt"),
        height_max=number("height_max_pt"),
    )


def _label_lines(
    setting: Setting,
    rows: Sequence[Milestone],
    style: TextStyle,
    sizes: FullSizes,
) -> tuple[tuple[Line, ...], ...]:
    """Date in bold, then the first whole sentence; never cut. Drawn as one with the figure,
    whatever the tags of its words.
    """
    width = sizes.width - sizes.label_left
    labels = []
    for row in rows:
        words: Inlines = (
            Strong((Text(label_of(row)),)),
            Text("\u00a0 "),
            *(row.lead or row.content),
        )
        runs = build_runs(setting.at(row.origins), words, style, ARTIFACT)
        labels.append(set_lines(setting, runs, width))
    return tuple((*label[:-1], *map(with_blank, label[-1:])) for label in labels)


def _full_shapes(setting: Setting, figure: _Figure, tag: Tag) -> list[Shape]:
    plan = figure.plan
    ink, accent = setting.colour("ink"), setting.colour("accent")
    axis = setting.number("timeline.axis_pt")
    shapes: list[Shape] = [Path(plan.axis, axis, ink)]
    shapes += _year_shapes(setting, plan, tag)
    leader = setting.number("timeline.leader_pt")
    shapes += [Path(points, leader, ink) for points in plan.leaders]
    shapes += [Box(bar.x, bar.y, bar.width, bar.height, accent) for bar in plan.bars]
    radius = setting.number("timeline.dot_radius_pt")
    shapes += [Dot(x, y, radius, accent) for x, y in plan.dots]
    if plan.edition is not None:
        x, y = plan.edition
        half = setting.number("timeline.edition_pt") / 2
        width = setting.number("timeline.edition_width_pt")
        shapes.append(Path(((x - half, y), (x + half, y)), width, ink))
    base = setting.baseline(figure.style)
    for label in plan.labels:
        for row, line in enumerate(figure.lines[label.entry]):
            shapes.append(SetLine(label.x, label.y + base + row * figure.style.leading_pt, line))
    return shapes


def _year_shapes(setting: Setting, plan: Timeline, tag: Tag) -> list[Shape]:
    """A tick where each year begins, its number in the middle of its band."""
    style = setting.text("timeline_year")
    ink = setting.colour("ink")
    x = plan.axis[0][0]
    tick = setting.number("timeline.tick_pt")
    right = setting.number("timeline.year_right_pt")
    shapes: list[Shape] = []
    for mark in plan.years:
        shapes.append(Path(((x - tick, mark.start), (x, mark.start)), 0.6, ink))
        if mark.printed:
            [line] = set_lines(setting, plain_run(setting, str(mark.year), style, tag), 100 * MM)
            y = mark.middle - style.leading_pt / 2 + setting.baseline(style)
            shapes.append(SetLine(right - line.width, y, with_blank(line)))
    return shapes


# --- years across -------------------------------------------------------------------------------


def lay_strip(setting: Setting, block: Milestones) -> list[Element]:
    """Axis and marks as a figure, the labels below as text; [] where there is no room for it."""
    rows = [row for row in block.rows if row.when is not None]
    if not rows or len(rows) != len(block.rows):
        return []
    if len(rows) > setting.number("strip.items_max") or setting.wide_width < 100 * MM:
        return []
    style = setting.text("strip_label")
    figure = Tag("Figure", setting.parent, (("Alt", _alternative(block, rows)),))
    until = _until_line(setting, block, figure)
    sizes = _strip_sizes(setting, until.width + 12 if until else 0.0)
    width = strip_label_width(len(rows), sizes)
    table = Tag("L", setting.parent)
    labels = [_strip_label(setting, row, style, width, table) for row in rows]
    heights = [len(lines) * style.leading_pt for _, lines in labels]
    whens = [row.when for row in rows if row.when is not None]
    plan = plan_strip(whens, heights, block.until, sizes)
    if plan is None:
        return []
    shapes = _strip_shapes(setting, plan, until, figure)
    top = plan.labels[0].y
    items: list[Item] = [Drawing(setting.wide_left, 0, setting.wide_width, top, shapes, figure)]
    base = setting.baseline(style)
    notes: tuple[int, ...] = ()
    for label in plan.labels:
        tags, lines = labels[label.entry]
        items.append(Opened(tags))
        for row_, line in enumerate(lines):
            y = label.y + base + row_ * style.leading_pt
            items.append(SetLine(setting.wide_left + label.x, y, line))
            notes += note_numbers(line)
    after = setting.style.section_gap_pt
    strip = Strip(height=plan.height, items=tuple(items), notes=notes, after=after)
    if not block.caption:
        return [strip]
    caption = lay_text(
        setting,
        block.caption,
        setting.text("caption"),
        Tag("P", setting.parent),
        x=setting.wide_left,
        width=setting.wide_width,
    )
    return [*caption, *glue([strip])]


def _strip_label(
    setting: Setting, row: Milestone, style: TextStyle, width: float, parent: Tag
) -> tuple[tuple[Tag, ...], tuple[Line, ...]]:
    """Date on its own line in bold, then all words."""
    here = setting.at(row.origins)
    item = Tag("LI", parent)
    body = Tag("LBody", item)
    label = (Strong((Text(label_of(row)),)),)
    date = build_runs(here.own_words(), label, style, Tag("P", body))
    words = build_runs(here, row.content, style, Tag("P", body))
    lines = (*set_lines(here, date, width), *set_lines(here, words, width))
    return (item, body), lines


def _strip_sizes(setting: Setting, until_width: float) -> StripSizes:
    year = setting.text("strip_year")
    return StripSizes(
        width=setting.wide_width,
        label_gap=setting.number("strip.label_gap_pt"),
        label_width_max=58 * MM,
        axis_y=year.leading_pt + 4,
        block=setting.number("strip.block_pt"),
        inset=setting.number("timeline.block_inset_pt"),
        drop=setting.number("strip.leader_drop_pt"),
        step=setting.number("strip.leader_step_pt"),
        below=7.0,
        year_wish=setting.number("strip.year_wish_pt"),
        year_min=3 * year.size_pt,
        until_width=until_width,
        until_height=year.leading_pt,
    )


def _until_line(setting: Setting, block: Milestones, tag: Tag) -> Line | None:
    if block.until is None or not block.until_label:
        return None
    style = setting.text("strip_year")
    lines = set_lines(setting, plain_run(setting, block.until_label, style, tag), 100 * MM)
    return lines[0] if lines else None


def _strip_shapes(
    setting: Setting, plan: Timeline, until: Line | None, tag: Tag
) -> tuple[Shape, ...]:
    ink, accent = setting.colour("ink"), setting.colour("accent")
    style = setting.text("strip_year")
    leader = setting.number("timeline.leader_pt")
    shapes: list[Shape] = [Path(plan.axis, setting.number("strip.axis_pt"), ink)]
    y = plan.axis[0][1]
    for mark in plan.years:
        shapes.append(Path(((mark.start, y - 4), (mark.start, y)), 0.6, ink))
        if mark.printed:
            [line] = set_lines(setting, plain_run(setting, str(mark.year), style, tag), 100 * MM)
            base = y - 4 - style.leading_pt + setting.baseline(style)
            shapes.append(SetLine(mark.middle - line.width / 2, base, with_blank(line)))
    shapes += [Path(points, leader, ink) for points in plan.leaders]
    shapes += [Box(bar.x, bar.y, bar.width, bar.height, accent) for bar in plan.bars]
    radius = setting.number("strip.dot_radius_pt")
    shapes += [Dot(x, at, radius, accent) for x, at in plan.dots]
    if plan.edition is not None:
        x, at = plan.edition
        shapes.append(Path(((x, at - 6), (x, at + 6)), 1.5, ink))
        if until is not None and plan.until is not None:
            left, middle = plan.until
            base = middle - style.leading_pt / 2 + setting.baseline(style)
            shapes.append(SetLine(left, base, until))
    return tuple(shapes)
