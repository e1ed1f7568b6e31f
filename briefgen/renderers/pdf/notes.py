"""Notes to strips: at the foot of their pages, as a table, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.model import Inlines, Link, Note, Notes, Strong, Text
from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    Anchor,
    Box,
    Element,
    Item,
    Opened,
    Parallel,
    Placed,
    SetLine,
    Strip,
    Tag,
    Track,
)
from briefgen.renderers.pdf.grids import (
    Grid,
    GridColumn,
    GridRow,
    body_height,
    column_width,
    lay_grid,
)
from briefgen.renderers.pdf.runs import Run, build_runs, plain_run
from briefgen.renderers.pdf.setting import Setting
from briefgen.renderers.pdf.spacing import natural_height
from briefgen.renderers.pdf.text import lay_text, set_lines, stack

_FEWEST_IN_HALVES = 6
_MOST_OF_A_PAGE = 0.6  # a table in two halves is never parted by a page break


@dataclass(frozen=True, slots=True, kw_only=True)
class FootNotes:
    """Notes that pages take to their foot: a rule, once the title, then the notes in columns."""

    rule: Strip
    title: tuple[Strip, ...]
    notes: dict[int, tuple[Strip, ...]]
    columns: int
    column_width: float

    def split(self, numbers: Sequence[int]) -> list[list[Strip]]:
        """The strips of some notes in columns of about the same height, down and then across."""
        chosen = [self.notes[n] for n in numbers if n in self.notes]
        total = sum(natural_height(note) for note in chosen)
        columns: list[list[Strip]] = [[]]
        height = 0.0
        for note in chosen:
            if height >= total / self.columns * len(columns) - 1e-6 and len(columns) < self.columns:
                columns.append([])
            columns[-1] += note
            height += natural_height(note)
        return columns

    def height(self, numbers: Sequence[int], *, titled: bool) -> float:
        """Room that the notes take at the foot of a page, 0 where it has none."""
        known = [n for n in numbers if n in self.notes]
        if not known and not (titled and numbers):
            return 0.0
        top = self.rule.before + self.rule.height + (natural_height(self.title) if titled else 0)
        return top + max(natural_height(column) for column in self.split(known))

    def place(self, numbers: Sequence[int], bottom: float, *, titled: bool) -> list[Placed]:
        """The strips of these notes, so that the last line ends at `bottom`."""
        height = self.height(numbers, titled=titled)
        if not height:
            return []
        y = bottom - height + self.rule.before
        placed = [Placed(self.rule, y)]
        y += self.rule.height
        for strip in self.title if titled else ():
            placed.append(Placed(strip, y))
            y += strip.height
        for number, column in enumerate(self.split(numbers)):
            at = y
            for strip in column:
                placed.append(Placed(shifted(strip, number * self.column_width), at))
                at += strip.height
        return placed


def shifted(strip: Strip, dx: float) -> Strip:
    """The same strip further right."""
    if not dx:
        return strip
    moved = tuple(
        item._replace(x=item.x + dx) if isinstance(item, SetLine) else item for item in strip.items
    )
    return replace(strip, items=moved)


def lay_notes(setting: Setting, block: Notes) -> list[Element]:
    """Notes where they are placed. Only a pack's own can go to the foot of its pages
    (`lay_foot_notes`); inside another block they are run in.
    """
    here = replace(setting.at(block.origins), parent=Tag("Sect", setting.parent))
    match block.layout:
        case "table":
            return _table(here, block)
        case "run-in" | "foot":
            return _run_in(here, block)


# --- at the foot --------------------------------------------------------------------------------


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
        stop: Inlines = (Strong((Text("."),)),)
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


# --- as a table ---------------------------------------------------------------------------------


def _table(setting: Setting, block: Notes) -> list[Element]:
    """Note, source, section, lines; in two halves beside each other where a page holds them."""
    x, width = setting.wide_left, setting.wide_width
    flow: list[Element] = []
    for words, name in ((block.title, "heading_3"), (block.intro, "boilerplate")):
        if words:
            tag = Tag("P", setting.parent)
            flow += lay_text(setting, words, setting.text(name), tag, x=x, width=width)
    table = Tag("Table", setting.parent)
    if len(block.notes) >= _FEWEST_IN_HALVES and not setting.inner:
        halves = _halves(setting, block, table)
        if natural_height([halves]) <= _MOST_OF_A_PAGE * body_height(setting):
            return [*flow, halves]
    grid = _note_grid(setting, block, block.notes, (x, width))
    return [*flow, *_anchored(lay_grid(setting, grid, table), block.notes)]


def _halves(setting: Setting, block: Notes, table: Tag) -> Parallel:
    """The rows in two columns of about the same height; the second's header is not read again."""
    gap = setting.number("column_gap_mm")
    half = (setting.wide_width - gap) / 2
    probe = _note_grid(setting, block, block.notes, (setting.wide_left, half))
    middle = _middle(lay_grid(setting, probe, table), len(block.notes))
    tracks = []
    for place, part in enumerate((block.notes[:middle], block.notes[middle:])):
        grid = _note_grid(setting, block, part, (setting.wide_left + place * (half + gap), half))
        strips = _anchored(lay_grid(setting, grid, table, again=place > 0), part)
        tracks.append(Track(head=(), body=tuple(s for s in strips if isinstance(s, Strip))))
    return Parallel(tracks=tuple(tracks), before=setting.style.grid_pt / 4, whole=True)


def _opens_row(element: Element) -> bool:
    return isinstance(element, Strip) and any(isinstance(i, Opened) for i in element.items)


def _middle(flow: Sequence[Element], count: int) -> int:
    """How many rows make the first half of a table's height."""
    starts = [n for n, element in enumerate(flow) if _opens_row(element)][-count:]
    ends = [*starts[1:], len(flow)]
    heights = [natural_height(flow[a:b]) for a, b in zip(starts, ends, strict=True)]
    total, so_far = sum(heights), 0.0
    for place, height in enumerate(heights):
        so_far += height
        if so_far >= total / 2:
            return place + 1
    return count


def _note_grid(
    setting: Setting, block: Notes, notes: Sequence[Note], box: tuple[float, float]
) -> Grid:
    """Note, source and lines are as wide as they need; the section takes what they leave."""
    style, head = setting.text("note_table"), setting.text("note_table_head")
    gap = style.pad_right_pt
    x, width = box
    cells = [[str(n.number) for n in block.notes], [n.letter for n in block.notes]]
    cells.append([n.lines for n in block.notes])
    number, letter, lines = (
        min(column_width(setting, column, title, style, head), width * share)
        for column, title, share in zip(
            cells, (block.head[0], block.head[1], block.head[3]), (0.2, 0.2, 0.3), strict=True
        )
    )
    left = x + number + letter + 2 * gap
    section = width - number - letter - lines - 3 * gap
    return Grid(
        id=block.id,
        x=x,
        width=width,
        columns=(
            GridColumn(x=x, width=number, style=style, heads_row=True),
            GridColumn(x=x + number + gap, width=letter, style=style),
            GridColumn(x=left, width=section, style=style),
            GridColumn(x=x + width - lines, width=lines, style=style, align="right"),
        ),
        rows=tuple(GridRow(cells=_note_cells(note)) for note in notes),
        header=tuple((Text(word),) if word else () for word in block.head),
        head_style=head,
    )


def _note_cells(note: Note) -> tuple[Inlines, ...]:
    words = tuple((Text(text),) if text else () for text in (note.letter, note.section, note.lines))
    return ((Link(f"#mark-{note.number}", (Text(str(note.number)),)),), *words)


def _anchored(flow: list[Element], notes: Sequence[Note]) -> list[Element]:
    """Each row with the anchor that its mark leads to; a row's first strip opens its tags."""
    rows = [element for element in flow if _opens_row(element)][-len(notes) :]
    names = {id(row): note.number for row, note in zip(rows, notes, strict=True)}
    return [
        replace(e, items=(Anchor(f"note-{names[id(e)]}", 0.0), *e.items))
        if isinstance(e, Strip) and id(e) in names
        else e
        for e in flow
    ]


# --- run in -------------------------------------------------------------------------------------


def _run_in(setting: Setting, block: Notes) -> list[Element]:
    """Number and text, one after the other; what they refer to stands before them."""
    style = setting.text("editors_note")
    tag = Tag("P", setting.parent)
    flow: list[Element] = []
    if block.title:
        flow += lay_text(setting, block.title, setting.text("heading_3"), Tag("P", setting.parent))
    if block.intro:
        flow += lay_text(setting, block.intro, style, Tag("P", setting.parent))
    runs: list[Run] = []
    for place, note in enumerate(block.notes):
        if place:
            runs += plain_run(setting, " ", style, tag)
        runs += back_link(setting, note, note_tag(note.number, tag), True)
        node = runs[-1].tag
        runs += build_runs(setting, (Text("\u00a0"), *note.text), style, _note_of(node) or tag)
    lines = set_lines(setting, runs, setting.width)
    strips = stack(setting, lines, style, setting.left)
    flow += [_with_anchors(strip) for strip in strips]
    return [replace(e, sinks=True) for e in flow if isinstance(e, Strip)]


def _note_of(tag: Tag | None) -> Tag | None:
    while tag is not None and tag.role != "Note":
        tag = tag.parent
    return tag


def _with_anchors(strip: Strip) -> Strip:
    """Anchors of the notes whose numbers stand on this line."""
    named = tuple(
        Anchor(f"note-{segment.target.removeprefix('#mark-')}", 0.0)
        for item in strip.items
        if isinstance(item, SetLine)
        for segment in item.line.segments
        if segment.target.startswith("#mark-")
    )
    return replace(strip, items=(*named, *strip.items)) if named else strip
