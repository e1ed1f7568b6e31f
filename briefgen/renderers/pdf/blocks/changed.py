"""What is new since the edition before: a bar left of the text, and the word at its first line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import ChangeMark
from briefgen.renderers.pdf.boxes import Element, Frame, Item, Parallel, SetLine, Tag
from briefgen.renderers.pdf.lines.runs import Run, plain_run
from briefgen.renderers.pdf.lines.text import set_lines, with_blank
from briefgen.renderers.pdf.setting import MM, Setting
from briefgen.slotted import dataclass
from briefgen.style import TextStyle

# LOOK.md "Changes": where bar and word end, left of the text.
_BAR_MM = 5.0
_BAR_INSIDE_MM = 3.0  # between columns and in callouts there is less room
_WORD_MM = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLabel:
    """The word of a change: set in the column left of the text, or as runs before the words."""

    items: tuple[Item, ...] = ()
    runs: tuple[Run, ...] = ()


def label_change(
    setting: Setting, change: ChangeMark | None, style: TextStyle, parent: Tag | None
) -> ChangeLabel:
    """The word of a change at the first line of text in `style`.

    It is text of its own, before the words it is about: the bar, an artifact, cannot be read out.
    """
    if change is None or not change.word:
        return ChangeLabel()
    look = replace(setting.text("run_head_series"), colour="ink", before_pt=0, after_pt=0)
    tag = Tag("P", parent)
    right = setting.left - _WORD_MM * MM
    room = right - setting.wide_left
    if setting.hang and not setting.inner and room > 0:
        lines = set_lines(setting, plain_run(setting, change.word, look, tag), 100 * MM)
        if len(lines) == 1 and lines[0].width <= room:
            line = SetLine(right - lines[0].width, setting.baseline(style), with_blank(lines[0]))
            return ChangeLabel(items=(line,))
    return ChangeLabel(runs=tuple(plain_run(setting, f"{change.word}\u00a0\u00a0", look, tag)))


def bar_change(
    setting: Setting, change: ChangeMark | None, flow: Sequence[Element], left: float | None = None
) -> list[Element]:
    """The flow with a bar beside it where it has changed; `left` is where its text starts."""
    if change is None:
        return [*flow]
    away = (_BAR_INSIDE_MM if setting.inner else _BAR_MM) * MM
    width = setting.style.rules["change_bar"]
    x = (setting.left if left is None else left) - away
    frame = Frame(x, width, bar=width, bar_colour=setting.colour("ink"))
    return [
        element
        if isinstance(element, Parallel)
        else element._replace(frames=(frame, *element.frames))
        for element in flow
    ]
