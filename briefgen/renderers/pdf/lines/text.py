"""Paragraphs, headings and other running text to strips of one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.model import Boilerplate, Code, Emph, Figure, Inline, Text
from briefgen.renderers.pdf.boxes import (
    NOTE_TARGET,
    Anchor,
    Box,
    Element,
    Item,
    Line,
    SetLine,
    Strip,
    Tag,
)
from briefgen.renderers.pdf.lines.breaking import Measure, break_lines
from briefgen.renderers.pdf.lines.hyphens import load_hyphenator
from briefgen.renderers.pdf.lines.justified import HYPHEN
from briefgen.renderers.pdf.lines.runs import Run, build_runs
from briefgen.renderers.pdf.setting import Setting
from briefgen.style import TextStyle


def set_lines(
    setting: Setting,
    runs: Sequence[Run],
    width: float,
    *,
    justify: bool = False,
    balance: bool = False,
) -> tuple[Line, ...]:
    """Runs broken for a width; hyphenated where justified. A word that was cut is a finding."""
    hyphenator = rule = None
    if justify and setting.style.hyphenate:
        known, tongue = setting.run.hyphens, setting.tongue
        if tongue not in known:
            known[tongue] = load_hyphenator(tongue)
        hyphenator, rule = known[tongue], setting.style.hyphenate
    measure = Measure(
        width=width, justify=justify, balance=balance, hyphenator=hyphenator, rule=rule
    )
    lines, cut = break_lines(runs, measure)
    if cut:
        setting.warn(
            "word-cut",
            "a word is wider than its box and was broken at the edge",
            "look at the page; part the word in the source if it is not a real one",
        )
    return lines


def with_blank(line: Line) -> Line:
    """The same line, parted from what is read after it by a blank that takes no room."""
    if not line.segments:
        return line
    last = line.segments[-1]
    return line._replace(segments=(*line.segments[:-1], last._replace(text=f"{last.text} ")))


def retagged(line: Line, tag: Tag) -> Line:
    """The same line for another element of a structure tree."""
    return line._replace(segments=tuple([one._replace(tag=tag) for one in line.segments]))


def note_numbers(line: Line) -> tuple[int, ...]:
    """The notes that a line refers to."""
    targets = [segment.target for segment in line.segments if segment.target]
    return tuple(int(t[len(NOTE_TARGET) :]) for t in targets if t.startswith(NOTE_TARGET))


def stack(
    setting: Setting,
    lines: Sequence[Line],
    style: TextStyle,
    x: float,
    *,
    first: tuple[Item, ...] = (),
) -> list[Strip]:
    """A strip per line at x, with no widow and no orphan line; `first` stands in the first strip.

    The style's spaces above and below are those of the stack.
    """
    y, height = setting.baseline(style), style.leading_pt
    last = len(lines) - 1
    strips = [
        Strip(
            height,
            (SetLine(x, y, line),),
            breakable=place == 0 or (2 <= place < last and not _parts_a_word(lines[place - 1])),
            notes=note_numbers(line),
        )
        for place, line in enumerate(lines)
    ]
    if strips:
        strips[0] = strips[0]._replace(items=(*first, *strips[0].items), before=style.before_pt)
        strips[-1] = strips[-1]._replace(after=style.after_pt)
    return strips


def _parts_a_word(line: Line) -> bool:
    """Whether a line ends inside a word: the rest of it is not left to the next page."""
    return bool(line.segments) and line.segments[-1].text.endswith(HYPHEN)


def lay_text(
    setting: Setting,
    content: Iterable[Inline],
    style: TextStyle,
    tag: Tag,
    *,
    x: float | None = None,
    width: float | None = None,
    justify: bool = False,
    balance: bool = False,
    first: tuple[Item, ...] = (),
    lead: Sequence[Run] = (),
) -> list[Strip]:
    """Inlines as strips in the box of running text, or in the box given; `lead` goes first."""
    left = setting.left if x is None else x
    runs = [*lead, *build_runs(setting, content, style, tag)]
    lines = set_lines(setting, runs, width or setting.width, justify=justify, balance=balance)
    return stack(setting, lines, style, left, first=first)


def glue(flow: list[Element]) -> list[Element]:
    """The same flow, never parted from what stands before it."""
    return [flow[0]._replace(breakable=False), *flow[1:]] if flow else flow


def line_up(
    flow: list[Element], *, before: float | None = None, after: float | None = None
) -> list[Element]:
    """The same flow with another space above or below it."""
    if flow and before is not None:
        flow = [flow[0]._replace(before=before), *flow[1:]]
    if flow and after is not None:
        flow = [*flow[:-1], flow[-1]._replace(after=after)]
    return flow


def rule_strip(
    x: float, width: float, thickness: float, colour: str, *, before: float = 0, after: float = 0
) -> Strip:
    """A rule across a box."""
    box = Box(x, 0, width, thickness, colour)
    return Strip(height=thickness, items=(box,), before=before, after=after)


# --- blocks of running text ---------------------------------------------------------------------


def lay_remark(setting: Setting, content: Iterable[Inline], tag: Tag) -> list[Element]:
    """Small words under a rule, at the foot of the body if nothing follows on the page."""
    style = setting.text("remark")
    x, width = setting.wide_left, setting.wide_width
    strips = lay_text(setting, content, style, tag, x=x, width=width)
    if not strips:
        return []
    rule = Strip(
        height=style.rule_above_pt + style.pad_top_pt,
        items=(Box(x, 0, width, style.rule_above_pt, setting.colour("hairline")),),
        before=setting.style.grid_pt,
    )
    flow: list[Element] = [rule, *strips]
    return [
        e._replace(sinks=True, breakable=i == 0) for i, e in enumerate(flow) if isinstance(e, Strip)
    ]


def lay_boilerplate(setting: Setting, block: Boilerplate) -> list[Element]:
    style = setting.text("boilerplate")
    return [*lay_text(setting, block.content, style, Tag("P", setting.parent))]


def lay_code(setting: Setting, block: Code) -> list[Element]:
    """Line by line as it stands; blanks inside a line are kept, none is ever broken at a blank."""
    style = setting.text("code")
    strips: list[Strip] = []
    for source_line in block.lines:
        kept = source_line.replace(" ", "\u00a0")
        tag = Tag("Code", Tag("P", setting.parent))
        if not kept.strip("\u00a0"):
            strips.append(Strip(height=style.leading_pt))
            continue
        plain = replace(style, before_pt=0, after_pt=0)
        runs = build_runs(setting, (Text(kept),), plain, tag)
        strips += stack(setting, set_lines(setting, runs, setting.width), plain, setting.left)
    return line_up([*strips], before=style.before_pt, after=style.after_pt)


def lay_figure(setting: Setting, block: Figure) -> list[Element]:
    """A picture of a source, of which only the words are carried: what it shows, its caption."""
    style = setting.text("caption")
    flow: list[Strip] = []
    if block.alt:
        words = (Emph((Text(block.alt),)),)
        flow += lay_text(setting, words, style, Tag("P", setting.parent))
    if block.caption:
        flow += lay_text(setting, block.caption, style, Tag("P", setting.parent))
    return [*flow]


def anchor(name: str, title: str = "", level: int = 0) -> Anchor:
    """Where links to a block lead: the top of its first strip."""
    return Anchor(name, 0.0, title, level)
