"""What is set off from the running text: callouts by form, and quotations with their speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Block, Callout, NoteRef, Paragraph, Quote, Table, Text
from briefgen.renderers.pdf.blocks.changed import bar_change, label_change
from briefgen.renderers.pdf.blocks.sections import heading_role
from briefgen.renderers.pdf.blocks.tables import lay_bare_table
from briefgen.renderers.pdf.boxes import Element, Frame, Parallel, SetLine, Strip, Tag
from briefgen.renderers.pdf.lines.runs import build_runs, plain_run
from briefgen.renderers.pdf.lines.text import (
    anchor,
    glue,
    lay_text,
    line_up,
    rule_strip,
    set_lines,
    stack,
)
from briefgen.renderers.pdf.setting import Lay, Setting
from briefgen.style import TextStyle


def lay_callout(setting: Setting, block: Callout, lay: Lay) -> list[Element]:
    """A callout: its title is a heading in structure and says in words what it is."""
    here = setting.at(block.origins)
    node = Tag("Sect", here.parent)
    outer = setting.depth == 0
    left, width = (here.wide_left, here.wide_width) if outer else (here.left, here.width)
    inside = replace(
        here, parent=node, level=here.level + 1, inner=True, hang=False, left=left, width=width,
        wide_left=left, wide_width=width,
    )  # fmt: skip
    if block.form == "new-since":
        return _new_since(replace(inside, left=here.wide_left, width=here.wide_width), block, lay)
    style = here.text("bottom_line" if block.form == "bottom-line" else "callout")
    frame = _frame(here, block, left, width)
    bar = frame.bar or frame.border
    pads = 0.0 if block.form == "recommendation" else style.pad_top_pt
    inside = replace(
        inside,
        left=left + bar + style.pad_left_pt,
        width=width - 2 * frame.border - frame.bar - style.pad_left_pt - style.pad_right_pt,
    )
    inside = replace(inside, wide_left=inside.left, wide_width=inside.width)
    title = _title(inside, block)
    body = _words(inside, replace(here, left=left), block, style, lay)
    _check_length(here, block, style, body)
    flow: list[Element] = [*_pad(pads), *glue(title), *glue(body), *glue([*_pad(pads)])]
    framed = [_framed(element, frame) for element in flow]
    return line_up(framed, before=style.before_pt, after=style.after_pt)


def _pad(height: float) -> list[Strip]:
    return [Strip(height=height)] if height else []


def _framed(element: Element, frame: Frame) -> Element:
    if isinstance(element, Parallel):
        return element
    return element._replace(frames=(frame, *element.frames))


def _frame(setting: Setting, block: Callout, left: float, width: float) -> Frame:
    """LOOK.md "Callouts": told apart by form and by their label, not by colour."""
    rules = setting.style.rules
    match block.form:
        case "bottom-line":
            return Frame(
                left, width, ground=setting.colour("tint"), bar=rules["callout_bar"],
                bar_colour=setting.colour("accent"),
            )  # fmt: skip
        case "sources-differ":
            return Frame(
                left, width, border=rules["callout_border"], border_colour=setting.colour("ink")
            )
        case _:
            return Frame(left, width, bar=rules["callout_bar"], bar_colour=setting.colour("accent"))


def _title(setting: Setting, block: Callout) -> list[Element]:
    style = setting.text("callout_label")
    if block.form == "sources-differ":
        style = replace(style, colour="ink")
    tag = Tag(heading_role(setting.level), setting.parent)
    runs = build_runs(setting, block.title, style, tag)
    lines = set_lines(setting, runs, setting.width)
    return [*stack(setting, lines, style, setting.left, first=(anchor(block.id),))]


def _words(
    setting: Setting, around: Setting, block: Callout, style: TextStyle, lay: Lay
) -> list[Element]:
    """Paragraphs in the callout's own type, everything else as usual."""
    plain = replace(
        style, before_pt=0, after_pt=setting.style.grid_pt / 4, pad_top_pt=0, pad_bottom_pt=0
    )
    flow: list[Element] = []
    for inner in block.blocks:
        if isinstance(inner, Paragraph):
            here = setting.at(inner.origins)
            label = label_change(here, inner.change, plain, setting.parent)
            tag = Tag("P", setting.parent)
            strips = lay_text(here, inner.content, plain, tag, lead=label.runs)
            flow += bar_change(around, inner.change, strips)
        else:
            flow += lay(setting, (inner,))
    return line_up(flow, after=0)


def _check_length(
    setting: Setting, block: Callout, style: TextStyle, body: Sequence[Element]
) -> None:
    lines = sum(isinstance(item, SetLine) for e in body if isinstance(e, Strip) for item in e.items)
    if block.form == "bottom-line" and style.max_lines and lines > style.max_lines:
        setting.warn(
            "bottom-line-long",
            f"the bottom line takes {lines} lines, {style.max_lines} are the most",
            "lower the section's limit",
        )


def _new_since(setting: Setting, block: Callout, lay: Lay) -> list[Element]:
    """Between two heavy rules: label, what, page (LOOK.md "Changes")."""
    heavy, ink = setting.style.rules["heavy"], setting.colour("ink")
    style = setting.text("new_since_head")
    runs = build_runs(setting, block.title, style, Tag(heading_role(setting.level), setting.parent))
    lines = set_lines(setting, runs, setting.width)
    title = stack(setting, lines, style, setting.left, first=(anchor(block.id),))
    body: list[Element] = []
    for inner in block.blocks:
        body += _new_row(setting, inner, lay)
    grid = setting.style.grid_pt
    below = grid * (2 if setting.style.heads == "above" else 1)
    left, width = setting.left, setting.width
    top = rule_strip(left, width, heavy, ink, before=grid, after=grid / 2)
    bottom = rule_strip(left, width, heavy, ink, before=grid / 4, after=below)
    return [top, *glue([*title]), *glue(body), *glue([bottom])]


def _new_row(setting: Setting, block: Block, lay: Lay) -> list[Element]:
    if not isinstance(block, Table) or block.header or block.caption:
        return lay(setting, (block,))
    count = len(block.rows[0].cells) if block.rows else 0
    label, page = setting.number("new_since.label_mm"), setting.number("new_since.page_mm")
    middle = setting.width - label - page
    widths = {2: (label, middle), 3: (label, middle, page)}.get(count)
    return lay_bare_table(setting, block, widths) if widths else lay(setting, (block,))


# --- quotations ---------------------------------------------------------------------------------


def lay_quote(setting: Setting, block: Quote) -> list[Element]:
    """Bar, larger type, then speaker, office and occasion on a line of their own."""
    here = setting.at(block.origins)
    style = here.text("quote")
    bar = here.style.rules["quote_bar"]
    node = Tag("BlockQuote", here.parent)
    x = here.left + bar + style.pad_left_pt
    width = here.width - bar - style.pad_left_pt
    plain = replace(style, before_pt=0, after_pt=0)
    content = block.content
    marks = tuple(NoteRef(number) for number in block.notes)
    speaker = [part for part in (block.speaker, block.office, block.occasion) if part]
    if not speaker:
        content = (*content, *marks)
    label = label_change(here, block.change, style, here.parent)
    words = lay_text(
        here, content, plain, Tag("P", node), x=x, width=width,
        first=(*label.items, anchor(block.id)), lead=label.runs,
    )  # fmt: skip
    flow: list[Element] = [*words]
    if speaker:
        flow += glue(_speaker(here, block, marks, node, (x, width)))
    frame = Frame(here.left, bar, bar=bar, bar_colour=here.colour("accent"))
    framed = bar_change(here, block.change, [_framed(element, frame) for element in flow])
    return line_up(framed, before=style.before_pt, after=style.after_pt)


def _speaker(
    setting: Setting, block: Quote, marks: tuple[NoteRef, ...], node: Tag, box: tuple[float, float]
) -> list[Element]:
    style = setting.text("quote_speaker")
    tag = Tag("P", node)
    runs = []
    rest = ", ".join(part for part in (block.office, block.occasion) if part)
    if block.speaker:
        strong = replace(style, weight="semibold", colour="ink")
        runs += plain_run(setting, block.speaker, strong, tag)
        rest = f", {rest}" if rest else ""
    runs += build_runs(setting, (*((Text(rest),) if rest else ()), *marks), style, tag)
    x, width = box
    return [*stack(setting, set_lines(setting, runs, width), style, x)]
