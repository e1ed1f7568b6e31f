"""What a timeline's marks mean and what it leaves out, in words below the figure."""

from __future__ import annotations

from briefgen.model import Milestone, Milestones
from briefgen.renderers.extents import extent_of
from briefgen.renderers.pdf.blocks.milestones import label_of
from briefgen.renderers.pdf.boxes import TABLE_SLOT, Box, Element, Strip, Tag
from briefgen.renderers.pdf.lines.runs import numbered_runs, plain_run
from briefgen.renderers.pdf.lines.text import line_up, set_lines, stack
from briefgen.renderers.pdf.setting import Setting
from briefgen.tree import line_numbers


def lay_key(
    setting: Setting, block: Milestones, figure: Tag, *, steps: bool, edition: bool
) -> list[Element]:
    """The key under a rule, as a part of the figure (LOOK.md "Timelines", 6).

    `steps`: the figure is not to scale; `edition`: it has a line for the edition's date. All of it
    is said in the figure's alternative text too (`key_sentences`).
    """
    style = setting.text("remark")
    x, width = setting.wide_left, setting.wide_width
    between = setting.words.between_sentences
    told = between.join(key_sentences(setting, block, steps, edition))
    runs = plain_run(setting, told, style, figure)
    if block.caption:
        before, after = setting.words.key_table.split("{table}")
        runs += plain_run(setting, f"{between}{before}", style, figure)
        number = setting.ledger.tables + 1  # the table with all words follows
        runs += numbered_runs(setting, setting.words.table, TABLE_SLOT, number, style, figure)
        runs += plain_run(setting, after, style, figure)
    lines = stack(setting, set_lines(setting, runs, width), style, x)
    rule = Strip(
        height=style.rule_above_pt + style.pad_top_pt,
        items=(Box(x, 0, width, style.rule_above_pt, setting.colour("hairline")),),
        before=setting.style.grid_pt / 2,
    )
    return line_up([rule, *lines], after=setting.style.grid_pt)


def key_sentences(
    setting: Setting, block: Milestones, steps: bool, edition: bool
) -> tuple[str, ...]:
    """What the marks that occur mean, then the rows that cannot be drawn."""
    words = setting.words
    kinds = {extent_of(row.when).kind for row in block.rows if row.when}
    told = [words.key_steps] if steps else []
    if not steps:
        named = (("block", words.key_block), ("dot", words.key_dot), ("range", words.key_range))
        told += [text for kind, text in named if kind in kinds]
        told += [words.key_edition] if edition else []
    places = [_place(block, n, row) for n, row in enumerate(block.rows) if row.when is None]
    if places:
        told.append(words.key_unreadable.format(place=words.between_points.join(places)))
    return tuple(told)


def _place(block: Milestones, index: int, row: Milestone) -> str:
    """Where a row stands: as its third cell says it, else its lines, else its label."""
    if index < len(block.sources) and block.sources[index]:
        return block.sources[index]
    lines = [str(first) for _, first, _ in line_numbers(row.origins)]
    return ", ".join(lines) or label_of(row)
