"""Sections to strips: where their headings stand, by depth, by style and by what they open."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefgen.model import Block, Callout, Columns, Milestones, Notes, Section, Sources, Table, Text
from briefgen.renderers.pdf.boxes import Element, Item, Opened, SetLine, Strip, Tag
from briefgen.renderers.pdf.lines.runs import build_runs, plain_run
from briefgen.renderers.pdf.lines.spacing import natural_height
from briefgen.renderers.pdf.lines.text import (
    anchor,
    glue,
    line_up,
    rule_strip,
    set_lines,
    stack,
    with_blank,
)
from briefgen.renderers.pdf.setting import MM, Lay, Setting
from briefgen.style import TextStyle
from briefgen.tree import plain_text

Place = Literal["page", "side", "above", "small"]


def lay_section(setting: Setting, section: Section, lay: Lay) -> list[Element]:
    """A section with its heading: on a new page, at the side, above its text, or small."""
    own = setting.at(section.origins)
    sect = Tag("Sect", own.parent)
    inside = replace(own, parent=sect, depth=own.depth + 1, origins=section.origins)
    if not section.title:
        inside = replace(inside, depth=own.depth, opens=own.opens)
        return _opened(sect, lay(inside, section.blocks))
    inside = replace(inside, level=own.level + 1, opens=True)
    heading = Tag(heading_role(inside.level), sect)
    where = _place(own, section)
    if where == "side":
        return _beside(own, inside, section, heading, lay)
    body = lay(inside, section.blocks)
    return [*_heading(own, section, heading, where), *glue(body)]


def heading_role(level: int) -> str:
    """H1 to H6; what lies deeper stays H6 (ISO 32000-1, 14.8.4.3.2 has no more)."""
    return f"H{min(level, 6)}"


def _place(setting: Setting, section: Section) -> Place:
    """LOOK.md "Headings". Slots under one heading (level 1) stand at the side, as talking
    points do; sub-sections of a source (level 2 and more) and numbered ones above their text.
    """
    if setting.inner or setting.depth > 1:
        return "small"
    if setting.depth == 0:
        paged = setting.style.heads == "above" and setting.form in {"cover", ""}
        return "page" if paged else "side"
    own_words = section.level == 1 and not section.number
    return "side" if own_words and setting.style.heads == "above" and setting.hang else "above"


def _heading(
    setting: Setting, section: Section, tag: Tag, where: Literal["page", "above", "small"]
) -> list[Element]:
    name = {"page": "heading_1", "above": "heading_2", "small": "heading_3"}[where]
    style = setting.text(name)
    hangs = style.number_in_hang and setting.hang and where == "above"
    wide = where == "page" or (
        where == "above" and bool(section.blocks) and uses_hang(section.blocks[0], setting)
    )
    left = setting.wide_left if wide else setting.left
    width = setting.wide_width if wide else setting.width
    hangs = hangs and not wide
    items: tuple[Item, ...] = (_anchor(setting, section),)
    if section.number and hangs:
        items += _hanging_number(setting, section.number, tag)
    elif section.number:
        number, indent = _inline_number(setting, section.number, style, tag, left)
        items, left, width = (*items, *number), left + indent, width - indent
    runs = build_runs(setting, section.title, style, tag)
    strips = stack(setting, set_lines(setting, runs, width, balance=True), style, left, first=items)
    kept = [strip._replace(breakable=place == 0) for place, strip in enumerate(strips)]
    if where == "page" and kept:
        kept[0] = kept[0]._replace(new_page=style.new_page)
    return [*kept]


def _anchor(setting: Setting, section: Section) -> Item:
    return anchor(section.id, plain_text(section.title), setting.depth)


def _hanging_number(setting: Setting, number: str, tag: Tag) -> tuple[Item, ...]:
    style = setting.text("heading_2_number")
    runs = plain_run(setting, number, style, tag)
    lines = set_lines(setting, runs, setting.left - setting.wide_left)
    y = setting.baseline(style)
    return tuple(SetLine(setting.wide_left, y, with_blank(line)) for line in lines[:1])


def _inline_number(
    setting: Setting, number: str, style: TextStyle, tag: Tag, left: float
) -> tuple[tuple[Item, ...], float]:
    """The number before the first line of a heading, and how far right of it all lines begin."""
    lines = set_lines(setting, plain_run(setting, number, style, tag), setting.wide_width / 3)
    y = setting.baseline(style)
    items = tuple(SetLine(left, y, with_blank(line)) for line in lines[:1])
    return items, max(line.width for line in lines) + style.size_pt / 2


# --- heads at the side --------------------------------------------------------------------------


def _beside(
    setting: Setting, inside: Setting, section: Section, tag: Tag, lay: Lay
) -> list[Element]:
    rule = _rule_above(setting)
    if section.blocks and uses_hang(section.blocks[0], setting):
        head = _line_head(setting, section, tag)
        body = lay(inside, section.blocks)
        if not _draws_up(section.blocks[0]):
            share = 2 if isinstance(section.blocks[0], Columns) else 4
            head = line_up(head, after=setting.style.grid_pt / share)
    else:
        body = lay(replace(inside, hang=False), section.blocks)
        head = _side_head(setting, section, tag, body)
        body = line_up(body, before=0)
        body += _filler(head, body)
    opening: list[Element] = [rule, *glue(head)] if rule else head
    if all(isinstance(element, Strip) and element.sinks for element in body):
        opening = [e._replace(sinks=True) for e in opening if isinstance(e, Strip)]
    if rule is None:
        opening = line_up(opening, before=setting.style.section_gap_pt)
    return [*opening, *glue(body)]


def _rule_above(setting: Setting) -> Strip | None:
    if setting.style.heads == "side":
        return None
    rules = setting.style.rules
    opens_page = setting.opens and setting.depth > 0
    thickness = rules["heavy" if opens_page else "thin"]
    return rule_strip(
        setting.wide_left,
        setting.wide_width,
        thickness,
        setting.colour("ink"),
        before=0 if opens_page else setting.style.section_gap_pt,
        after=setting.style.grid_pt / 2,
    )


def _draws_up(block: Block) -> bool:
    """A strip of years begins with the room that its head needs."""
    return isinstance(block, Milestones) and block.layout == "strip"


def uses_hang(block: Block, setting: Setting) -> bool:
    """Whether a block starts left of the text column, so that a head needs a line of its own."""
    match block:
        case Table() | Milestones() | Sources() | Notes(layout="table"):
            return True
        case Columns():
            return setting.style.heads == "above"
        case Callout(form="new-since"):
            return True
        case Section(title=(), blocks=(first, *_)):
            return uses_hang(first, setting)
        case _:
            return False


def _line_head(setting: Setting, section: Section, tag: Tag) -> list[Element]:
    style = setting.text("figure_head")
    runs = build_runs(setting, section.title, style, tag)
    lines = set_lines(setting, runs, setting.wide_width, balance=True)
    strips = stack(setting, lines, style, setting.wide_left, first=(_anchor(setting, section),))
    return [strip._replace(breakable=place == 0) for place, strip in enumerate(strips)]


def _side_head(setting: Setting, section: Section, tag: Tag, body: list[Element]) -> list[Element]:
    """The whole head in one strip without height: it hangs beside the first lines of the text."""
    style = setting.text("side_head")
    title = (Text(f"{section.number}\u00a0 "), *section.title) if section.number else section.title
    lines = set_lines(
        setting, build_runs(setting, title, style, tag), style.width_mm * MM, balance=True
    )
    top = _drop(setting, body)
    y = setting.baseline(style) + top
    set_ = [SetLine(setting.wide_left, y + i * style.leading_pt, li) for i, li in enumerate(lines)]
    notes = tuple(
        int(s.target[6:]) for li in lines for s in li.segments if s.target.startswith("#note-")
    )
    return [Strip(height=0, items=(_anchor(setting, section), *set_), notes=notes)]


def _drop(setting: Setting, body: list[Element]) -> float:
    """Compact: the head shares the baseline of its first line (LOOK.md "Headings")."""
    first = body[0] if body else None
    if setting.style.heads == "above" or not isinstance(first, Strip):
        return 0.0
    baselines = [item.y for item in first.items if isinstance(item, SetLine)]
    own = setting.baseline(setting.text("side_head"))
    return max(0.0, baselines[0] - own) if baselines else 0.0


def _filler(head: list[Element], body: list[Element]) -> list[Element]:
    """Room for a head that is longer than its text."""
    leading = [i.y for e in head if isinstance(e, Strip) for i in e.items if isinstance(i, SetLine)]
    needed = (leading[-1] + 4 if leading else 0.0) - natural_height(body)
    return [Strip(height=needed, breakable=False)] if needed > 0 else []


def _opened(tag: Tag, flow: list[Element]) -> list[Element]:
    """The flow, with its node in the tree even where nothing is drawn in it."""
    return flow or [Strip(height=0, items=(Opened((tag,)),))]
