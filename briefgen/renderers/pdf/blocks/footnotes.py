"""Notes to strips at the foot of the pages that need them; a long one goes on, on the next."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefgen.model import Inlines, Note, Notes, Strong, Text
from briefgen.renderers.pdf.boxes import ARTIFACT, Anchor, Box, Item, Placed, SetLine, Strip, Tag
from briefgen.renderers.pdf.lines.runs import Run, build_runs, plain_run
from briefgen.renderers.pdf.lines.spacing import natural_height
from briefgen.renderers.pdf.lines.text import set_lines, stack
from briefgen.renderers.pdf.setting import Setting
from briefgen.slotted import dataclass

_LEAST_LINES = 3  # of a note that is parted
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class FootNotes:
    """Notes that pages take to their foot: a rule, once the title, then the notes in columns.

    `carried` is what is left of notes that did not fit on the page before.
    """

    rule: Strip
    title: tuple[Strip, ...]
    notes: dict[int, tuple[Strip, ...]]
    columns: int
    column_width: float

    def split(self, numbers: Sequence[int], carried: Sequence[Strip] = ()) -> list[list[Strip]]:
        """The strips of some notes in columns of about the same height, down and then across."""
        chosen = [self.notes[n] for n in numbers if n in self.notes]
        chosen = [tuple(carried), *chosen] if carried else chosen
        total = sum(natural_height(note) for note in chosen)
        columns: list[list[Strip]] = [[]]
        height = 0.0
        for note in chosen:
            if height >= total / self.columns * len(columns) - 1e-6 and len(columns) < self.columns:
                columns.append([])
            columns[-1] += note
            height += natural_height(note)
        return columns

    def height(
        self, numbers: Sequence[int], *, titled: bool, carried: Sequence[Strip] = ()
    ) -> float:
        """Room that the notes take at the foot of a page, 0 where it has none."""
        known = [n for n in numbers if n in self.notes]
        if not known and not carried and not (titled and numbers):
            return 0.0
        columns = self.split(known, carried)
        return self._top(titled) + max(natural_height(column) for column in columns)

    def least(self, numbers: Sequence[int], *, titled: bool) -> float:
        """Room for the rule and the first lines of notes that go on, on the next page."""
        first = [strip for n in numbers for strip in self.notes.get(n, ())][:_LEAST_LINES]
        return self._top(titled) + natural_height(first)

    def _top(self, titled: bool) -> float:
        return self.rule.before + self.rule.height + (natural_height(self.title) if titled else 0)

    def place(
        self,
        numbers: Sequence[int],
        bottom: float,
        *,
        titled: bool,
        carried: Sequence[Strip] = (),
        room: float = math.inf,
        shown: Collection[int] = (),
    ) -> tuple[list[Placed], tuple[Strip, ...]]:
        """The strips of these notes, so that the last line ends at `bottom`, and what is left of
        them where they take more than `room`. What was `shown` before is not read again.
        """
        height = self.height(numbers, titled=titled, carried=carried)
        if not height:
            return [], ()
        columns = self.split(numbers, carried)
        rest: tuple[Strip, ...] = ()
        if height > room + _TOLERANCE:
            strips = [*carried, *(s for n in numbers for s in self.notes.get(n, ()))]
            columns, rest = _filled(strips, room - self._top(titled), self.columns)
            if not columns[0]:
                return [], (*(self.title if titled else ()), *rest)
            height = self._top(titled) + max(natural_height(column) for column in columns)
        y = bottom - height + self.rule.before
        placed = [Placed(self.rule, y)]
        y += self.rule.height
        for strip in self.title if titled else ():
            placed.append(Placed(strip, y))
            y += strip.height
        again = {id(strip) for n in numbers if n in shown for strip in self.notes.get(n, ())}
        for number, column in enumerate(columns):
            at = y
            for strip in column:
                moved = shifted(strip, number * self.column_width)
                placed.append(Placed(moved, at, id(strip) in again))
                at += strip.height
        return placed, rest


def _filled(
    strips: Sequence[Strip], room: float, count: int
) -> tuple[list[list[Strip]], tuple[Strip, ...]]:
    """So many columns, each filled as far as there is room, and what is left."""
    columns: list[list[Strip]] = []
    rest = list(strips)
    for _ in range(count):
        taken, height = 0, 0.0
        while taken < len(rest) and height + rest[taken].height <= room + _TOLERANCE:
            height += rest[taken].height
            taken += 1
        columns.append(rest[:taken])
        rest = rest[taken:]
    return columns, tuple(rest)


def shifted(strip: Strip, dx: float) -> Strip:
    """The same strip further right."""
    if not dx:
        return strip
    moved = tuple(
        item._replace(x=item.x + dx) if isinstance(item, SetLine) else item for item in strip.items
    )
    return strip._replace(items=moved)


# --- layout ---------------------------------------------------------------------------------------


def lay_foot_notes(setting: Setting, block: Notes, node: Tag) -> FootNotes:
    """All notes laid out alone, to be placed page by page under the given node."""
    here = replace(setting.at(block.origins), parent=node)
    style = here.text("source_note")
    plain = replace(style, before_pt=0, after_pt=0)
    gap = here.number("column_gap_mm")
    columns = int(here.style.numbers["source_note.columns"])
    width = (here.wide_width - gap * (columns - 1)) / columns
    # Numbers as wide as the widest, so that the texts line up.
    digits = max((len(str(note.number)) for note in block.notes), default=1)
    indent = (digits * 0.5 + 0.5) * style.size_pt
    notes = {
        note.number: tuple(_foot_note(here, note, (indent, width), node)) for note in block.notes
    }
    opening = _title_words(here, block, node)
    title = stack(here, set_lines(here, opening, here.wide_width), plain, here.wide_left)
    rule = Strip(
        height=style.rule_above_pt + style.pad_top_pt,
        items=(Box(here.wide_left, 0, here.wide_width, style.rule_above_pt, here.colour("ink")),),
        before=here.style.grid_pt,
    )
    return FootNotes(
        rule=rule, title=tuple(title), notes=notes, columns=columns, column_width=width + gap
    )


def _title_words(setting: Setting, block: Notes, node: Tag) -> list[Run]:
    style = setting.text("source_note")
    tag = Tag("P", node)
    title: list[Run] = []
    if block.title:
        strong: Inlines = (Strong(block.title),)
        title = build_runs(setting, strong, style, tag, "ink")
        # The stop parts the title from what follows; it is no word of the pack.
        stop: Inlines = (Strong((Text(setting.words.stop),)),)
        title += build_runs(setting, stop, style, ARTIFACT, "ink")
        title += plain_run(setting, " ", style, tag)
    return [*title, *build_runs(setting, block.intro, style, Tag("P", node))]


def note_tag(number: int, parent: Tag) -> Tag:
    """A Note with the ID that PDF/UA-1 asks for (ISO 14289-1, 7.9)."""
    return Tag("Note", parent, (("ID", f"note-{number}"),))


def back_link(setting: Setting, note: Note, tag: Tag, bold: bool) -> list[Run]:
    """The note's number, leading back to its mark."""
    style = setting.text("source_note")
    look = replace(style, weight="bold", colour="ink") if bold else style
    link = Tag("Link", Tag("Lbl", tag))
    runs = plain_run(setting, str(note.number), look, link)
    return [run._replace(target=f"#mark-{note.number}") for run in runs]


def _foot_note(setting: Setting, note: Note, box: tuple[float, float], node: Tag) -> list[Strip]:
    style = replace(setting.text("source_note"), before_pt=0, after_pt=0)
    indent, width = box
    tag = note_tag(note.number, node)
    number = set_lines(setting, back_link(setting, note, tag, False), width)
    y = setting.baseline(style)
    first: tuple[Item, ...] = (
        Anchor(f"note-{note.number}", 0.0),
        *(SetLine(setting.wide_left, y, line) for line in number),
    )
    runs = build_runs(setting, note.text, style, tag)
    lines = set_lines(setting, runs, width - indent)
    strips = stack(setting, lines, style, setting.wide_left + indent, first=first)
    return strips or [Strip(height=style.leading_pt, items=first)]
