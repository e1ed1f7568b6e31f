"""Notes to strips: at the foot of their pages, as a table, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Note, Notes, Text
from briefgen.renderers.pdf.blocks.cells import (
    Grid,
    GridColumn,
    column_width,
    moved_grid,
)
from briefgen.renderers.pdf.blocks.footnotes import back_link, note_tag
from briefgen.renderers.pdf.blocks.grids import body_height
from briefgen.renderers.pdf.blocks.note_rows import (
    NO_CELLS,
    lay_note_rows,
    note_heights,
    take_table,
)
from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    Anchor,
    Element,
    Parallel,
    SetLine,
    Strip,
    Tag,
    Track,
)
from briefgen.renderers.pdf.lines.runs import Run, build_runs, plain_run
from briefgen.renderers.pdf.lines.spacing import natural_height
from briefgen.renderers.pdf.lines.text import lay_text, set_lines, stack
from briefgen.renderers.pdf.setting import Setting
from briefgen.tree import plain_text

_FEWEST_IN_HALVES = 6
_KEPT_WHOLE = 16  # lines of notes one after the other that no page break parts
_MOST_OF_A_PAGE = 0.6  # a table in two halves is never parted by a page break


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


# --- as a table ---------------------------------------------------------------------------------


def _table(setting: Setting, block: Notes) -> list[Element]:
    """Note, source, section, lines; in two halves beside each other where a page holds them."""
    x, width = setting.wide_left, setting.wide_width
    flow: list[Element] = []
    for words, name in ((block.title, "heading_3"), (block.intro, "boilerplate")):
        if words:
            tag = Tag("P", setting.parent)
            flow += lay_text(setting, words, setting.text(name), tag, x=x, width=width)
    if len(block.notes) >= _FEWEST_IN_HALVES and not setting.inner:
        halves = _halves(setting, block)
        if halves is not None:
            return [*flow, halves]
    grid = _note_grid(setting, block, block.notes, (x, width))
    return [*flow, *lay_note_rows(setting, grid, block.notes, take_table(setting, grid))]


def _halves(setting: Setting, block: Notes) -> Parallel | None:
    """The rows in two columns of about the same height; the second's header is not read again. None
    where they would take too much of a page.
    """
    most = _MOST_OF_A_PAGE * body_height(setting)
    if len(block.notes) / 2 * setting.text("note_table").leading_pt > most:
        return None
    gap = setting.number("column_gap_mm")
    half = (setting.wide_width - gap) / 2
    left = _note_grid(setting, block, block.notes, (setting.wide_left, half))
    table = take_table(setting, left)
    middle = _middle(note_heights(setting, left, block.notes, table))
    first, second = replace(left, rows=left.rows[:middle]), replace(left, rows=left.rows[middle:])
    tracks = []
    for place, grid in enumerate((first, moved_grid(second, half + gap))):
        part = block.notes[middle:] if place else block.notes[:middle]
        strips = lay_note_rows(setting, grid, part, table, place)
        tracks.append(Track(head=(), body=tuple(s for s in strips if isinstance(s, Strip))))
    halves = Parallel(tracks=tuple(tracks), before=setting.style.grid_pt / 2, whole=True)
    return halves if natural_height([halves]) <= most else None


def _middle(heights: Sequence[float]) -> int:
    """How many rows make the first half of a table's height."""
    total, so_far = sum(heights), 0.0
    for place, height in enumerate(heights):
        so_far += height
        if so_far >= total / 2:
            return place + 1
    return len(heights)


def _note_grid(
    setting: Setting, block: Notes, notes: Sequence[Note], box: tuple[float, float]
) -> Grid:
    """Note and source are as wide as they need; sections and lines share what they leave."""
    style, head = setting.text("note_table"), setting.text("note_table_head")
    gap = style.pad_right_pt
    x, width = box
    cells = [[str(n.number) for n in block.notes], [n.letter for n in block.notes]]
    cells.append([n.lines for n in block.notes])
    cells.append([n.section for n in block.notes])
    titles = (block.head[0], block.head[1], block.head[3], block.head[2])
    number, letter, lines, section = (
        min(column_width(setting, column, title, style, head), width * share)
        for column, title, share in zip(cells, titles, (0.2, 0.2, 1.0, 1.0), strict=True)
    )
    room = width - number - letter - 3 * gap
    if lines + section > room:
        # Lines may take up to a third of the width, and what the sections do not need.
        lines = min(lines, max(width * 0.3, room - section))
    section = room - lines
    left = x + number + letter + 2 * gap
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
        rows=(NO_CELLS,) * len(notes),  # their cells are set when one is laid out
        header=tuple((Text(word),) if word else () for word in block.head),
        head_style=head,
    )


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
        if not plain_text(note.text).endswith((".", "\u3002")):
            # The stop parts a note from the next; it is no word of the pack.
            runs += build_runs(setting, (Text(setting.words.stop),), style, ARTIFACT)
    lines = set_lines(setting, runs, setting.width)
    strips = stack(setting, lines, style, setting.left)
    flow += [_with_anchors(strip) for strip in strips]
    whole = len(flow) <= _KEPT_WHOLE
    return [
        e._replace(sinks=True, breakable=e.breakable and (place == 0 or not whole))
        for place, e in enumerate(flow)
        if isinstance(e, Strip)
    ]


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
    return strip._replace(items=(*named, *strip.items)) if named else strip
