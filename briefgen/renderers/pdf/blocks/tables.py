"""Tables of a source to strips: columns as wide as their words ask for, numbers to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Inlines, Link, Table
from briefgen.renderers.pdf.blocks.cells import Grid, GridColumn, GridRow, bare_width
from briefgen.renderers.pdf.blocks.grids import lay_grid
from briefgen.renderers.pdf.boxes import Element
from briefgen.renderers.pdf.setting import Setting
from briefgen.slotted import dataclass
from briefgen.style import TextStyle
from briefgen.tree import plain_text

_NUMBER = re.compile(r"[-+\u2212(]?[$€£]?\s?\d[\d\s.,'\u2019\u00a0]*\s?(%|[a-zA-Z€£$]{0,3})?\)?")
_LEAST_PT = 9.0  # LOOK.md "Limits": no text is smaller
_SAMPLE = 200  # rows whose whole texts are measured; of all others the longest word counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dress:
    """The type of cells and heads, and the gap between columns in points."""

    cell: TextStyle
    head: TextStyle
    gap: float


def lay_table(setting: Setting, block: Table) -> list[Element]:
    """A table over the full measure; the first column is the header of its row."""
    here = setting.at(block.origins)
    if block.caption:
        here.ledger.tables += 1
    dress = _dress(here, block)
    grid = Grid(
        id=block.id,
        x=here.wide_left,
        width=here.wide_width,
        columns=_columns(here, block, dress),
        rows=tuple(GridRow(cells=row.cells, origins=row.origins) for row in block.rows),
        header=block.header.cells if block.header else (),
        head_style=dress.head,
        number=here.ledger.tables if block.caption else 0,
        caption=block.caption,
    )
    return lay_grid(here, grid)


def _dress(setting: Setting, block: Table) -> _Dress:
    """Where the longest words of all columns do not fit beside each other, the gaps are halved;
    where that is not enough, the type is the smallest that a page may have.
    """
    cell, head = setting.text("table_cell"), setting.text("table_head")
    wide = _Dress(cell=cell, head=head, gap=setting.number("table.cell_gap_pt"))
    narrow = replace(wide, gap=wide.gap / 2)
    small = replace(narrow, cell=_at_least(cell), head=_at_least(head))
    least, _ = _wishes(setting, _cells(block), cell)
    for dress in (wide, narrow):
        if sum(least) + dress.gap * (len(least) - 1) <= setting.wide_width:
            return dress
    return small


def _at_least(style: TextStyle) -> TextStyle:
    return replace(style, size_pt=min(style.size_pt, _LEAST_PT), leading_pt=_LEAST_PT * 4 / 3)


def _cells(block: Table) -> list[tuple[Inlines, ...]]:
    return [row.cells for row in (*((block.header,) if block.header else ()), *block.rows)]


def lay_bare_table(setting: Setting, block: Table, widths: tuple[float, ...]) -> list[Element]:
    """Rows without rules in columns of given widths, the last of three right (box "New since").

    Of two columns the second may lead elsewhere: its page stands at the right edge.
    """
    style = replace(setting.text("callout"), before_pt=0, after_pt=0, pad_top_pt=0, pad_bottom_pt=4)
    columns = []
    x = setting.left
    for place, width in enumerate(widths):
        first, last = place == 0, place == len(widths) - 1 > 1
        columns.append(
            GridColumn(
                x=x,
                width=width,
                style=style,
                align="right" if last else "left",
                heads_row=first,
                strong=first,
            )
        )
        x += width
    grid = Grid(
        id=block.id,
        x=setting.left,
        width=setting.width,
        columns=tuple(columns),
        rows=tuple(
            GridRow(cells=row.cells, origins=row.origins, page_of=_leads_to(row.cells[-1]))
            for row in block.rows
        ),
        head_style=style,
        ruled=False,
    )
    return lay_grid(setting, grid)


def _leads_to(cell: Inlines) -> str:
    """The block that a cell as a whole is a link to, "" for none."""
    match cell:
        case (Link(target, _),) if target.startswith("#"):
            return target[1:]
        case _:
            return ""


def _columns(setting: Setting, block: Table, dress: _Dress) -> tuple[GridColumn, ...]:
    cells = _cells(block)
    count = len(cells[0]) if cells else 0
    room = setting.wide_width - dress.gap * (count - 1)
    if block.widths:
        widths = _shares(block.widths, room)
    else:
        widths = _by_content(*_wishes(setting, cells, dress.cell), room)
    columns = []
    x = setting.wide_left
    for place, width in enumerate(widths):
        right = place > 0 and _is_numeric([row.cells[place] for row in block.rows])
        columns.append(
            GridColumn(
                x=x,
                width=width,
                style=dress.cell,
                align="right" if right else "left",
                heads_row=place == 0 and count > 1,
                strong=place == 0 and count > 1,
            )
        )
        x += width + dress.gap
    return tuple(columns)


def _is_numeric(cells: Sequence[Inlines]) -> bool:
    texts = [plain_text(cell).strip() for cell in cells]
    filled = [text for text in texts if text and text not in {"-", "\u2013", "\u2014"}]
    return bool(filled) and all(_NUMBER.fullmatch(text) for text in filled)


def _shares(shares: Sequence[float], room: float) -> list[float]:
    total = sum(shares)
    return [room * share / total for share in shares]


def _by_content(least: list[float], wished: list[float], room: float) -> list[float]:
    """Least width: the longest word; wished width: the whole text, at most the room.

    What is left is shared by how much each column still wishes; a table that wishes less than
    the measure grows evenly.
    """
    count = len(least)
    if not count:
        return []
    if sum(least) >= room:
        return _capped(least, room)
    wished = [min(w, room) for w in wished]
    spare = room - sum(least)
    wants = [w - low for w, low in zip(wished, least, strict=True)]
    if sum(wants) <= spare:
        grow = (spare - sum(wants)) / count
        return [w + grow for w in wished]
    return [low + more for low, more in zip(least, _spread(wants, spare), strict=True)]


def _capped(least: Sequence[float], room: float) -> list[float]:
    """Columns that do not all hold their longest word: the widest give way, alike, so that as few
    words as can be are cut.
    """
    spare, cap = room, room
    for place, width in enumerate(sorted(least)):
        cap = spare / (len(least) - place)
        if width >= cap:
            break
        spare -= width
    return [min(width, cap) for width in least]


def _spread(wants: list[float], spare: float) -> list[float]:
    """What each column gets of less than all want together: no more than it wants, the others by
    the square roots of their wants, so that one very long column does not starve the others.
    """
    given = [0.0] * len(wants)
    waiting = list(range(len(wants)))
    while waiting:
        total = sum(wants[n] ** 0.5 for n in waiting) or 1.0
        shares = {n: spare * wants[n] ** 0.5 / total for n in waiting}
        content = [n for n in waiting if wants[n] <= shares[n]]
        for n in content or waiting:
            given[n] = wants[n] if content else shares[n]
        spare -= sum(wants[n] for n in content)
        waiting = [n for n in waiting if n not in content] if content else []
    return given


def _wishes(
    setting: Setting, rows: Sequence[tuple[Inlines, ...]], style: TextStyle
) -> tuple[list[float], list[float]]:
    """The least and the wished width of each column, by its cells in this style."""
    least: list[float] = []
    wished: list[float] = []
    for place, cells in enumerate(zip(*rows, strict=True)):
        texts = [plain_text(cell).split() for cell in cells]
        face, words = setting.face(style, bold=place == 0), {w for words in texts for w in words}
        width = {w: bare_width(setting.run, face, w) * style.size_pt / 1000 for w in words}
        blank = 0.25 * style.size_pt
        whole = (sum(width[w] for w in words) + blank * len(words[1:]) for words in texts[:_SAMPLE])
        longest = max(width.values(), default=0.0)
        least.append(longest + 1)
        wished.append(max(longest, *whole) + 1)
    return least, wished
