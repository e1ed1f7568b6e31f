"""One piece of a source into one block of the model, with its id and origins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    Figure,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    OrderedList,
    Origin,
    Paragraph,
    Quote,
    Row,
    Table,
)
from briefgen.reading.date_cells import read_label
from briefgen.reading.formats.dated import dated_rows
from briefgen.reading.formats.pieces import (
    Apart,
    Cells,
    Head,
    Listing,
    Picture,
    Piece,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.ids import block_id
from briefgen.reading.outline import Pages, origins
from briefgen.slotted import dataclass
from briefgen.tree import plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Where the blocks of one section stand, and how many of each kind there are so far."""

    source: str
    section: str
    pages: Pages
    counts: dict[str, int]

    def name(self, kind: str) -> str:
        return block_id(self.section, kind, self.counts)

    def origins(self, lines: Sequence[int]) -> tuple[Origin, ...]:
        return origins(self.source, lines, self.pages)


def make_block(maker: Maker, piece: Piece) -> Block:
    """The block that a piece is; a heading is none by itself and is refused."""
    where = maker.origins(sorted(set(piece.lines)))
    match piece:
        case Words(content=content, original=original):
            name = maker.name("p")
            return Paragraph(id=name, content=content, origins=where, original=original)
        case Points():
            return _list(maker, piece, where)
        case Rows():
            dated = (None, piece.rows) if piece.dated else dated_rows(piece)
            return _milestones(maker, piece, *dated) if dated else _table(maker, piece, where)
        case Quoted(content=content):
            return Quote(id=maker.name("q"), content=content, origins=where)
        case Listing(text=text):
            return Code(id=maker.name("c"), lines=text, origins=where)
        case Picture(alt=alt, caption=caption):
            return Figure(id=maker.name("f"), alt=alt, caption=caption, origins=where)
        case Apart(content=content, reason=reason):
            name = maker.name("b")
            return Boilerplate(id=name, content=content, reason=reason, origins=where)
        case Head():
            raise ValueError(f"heading {piece.title!r} inside a block")
        case _:
            assert_never(piece)


def _list(maker: Maker, piece: Points, where: tuple[Origin, ...]) -> Block:
    name = maker.name("l")
    items = []
    for n, point in enumerate(piece.points, 1):
        inner = Maker(source=maker.source, section=f"{name}.{n}", pages=maker.pages, counts={})
        items.append(
            ListItem(
                id=f"{name}.{n}",
                blocks=tuple(make_block(inner, one) for one in point.pieces),
                origins=maker.origins(sorted(set(point.lines))),
                original=point.original,
            )
        )
    if piece.start is None:
        return BulletList(id=name, items=tuple(items), origins=where)
    return OrderedList(id=name, items=tuple(items), start=piece.start, origins=where)


def _table(maker: Maker, piece: Rows, where: tuple[Origin, ...]) -> Table:
    name = maker.name("t")
    width = max(len(row.cells) for row in piece.rows)
    rows = tuple(
        Row(
            id=f"{name}.{n}",
            cells=(*row.cells, *((),) * (width - len(row.cells))),
            origins=maker.origins(sorted(set(row.lines))),
        )
        for n, row in enumerate(piece.rows, 1)
    )
    header, body = (rows[0], rows[1:]) if piece.has_header and len(rows) > 1 else (None, rows)
    return Table(id=name, rows=body, header=header, caption=piece.caption, origins=where)


def _milestones(
    maker: Maker, piece: Rows, header: Cells | None, rows: Sequence[Cells]
) -> Milestones:
    name = maker.name("m")
    made = tuple(_milestone(maker, f"{name}.{n}", row) for n, row in enumerate(rows, 1))
    head = (*(plain_text(cell) for cell in header.cells), "") if header else ("", "", "")
    where = maker.origins(sorted(set(piece.lines)))
    return Milestones(
        id=name,
        rows=made,
        head=(head[0], head[1], head[2]),
        caption=piece.caption,
        origins=where,
    )


def _milestone(maker: Maker, name: str, row: Cells) -> Milestone:
    cell: Inlines = row.cells[1]
    label, when = read_label(plain_text(row.cells[0]))
    where = maker.origins(sorted(set(row.lines)))
    return Milestone(id=name, when=when, content=cell, label=label, origins=where)
