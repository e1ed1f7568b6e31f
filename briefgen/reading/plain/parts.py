"""Drafts and rows of one section into blocks of the model, with ids and origins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    ListItem,
    Milestone,
    Milestones,
    OrderedList,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
)
from briefgen.reading.drafts import Draft, step_value
from briefgen.reading.ids import block_id
from briefgen.reading.inlines import parse_inlines
from briefgen.reading.milestones import DatedRows
from briefgen.reading.outline import Pages, origins
from briefgen.reading.plain.nesting import Nested, nest_points
from briefgen.reading.plain.tables import Art, Grid
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """Lines that are no running text, and why."""

    lines: tuple[int, ...]
    text: str
    reason: str


Piece = Draft | DatedRows | Grid | Art | Furnished


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """What every block of one section needs: where it stands, and how many there are so far."""

    source: str
    section: str
    pages: Pages
    counts: dict[str, int]

    def name(self, kind: str) -> str:
        return block_id(self.section, kind, self.counts)

    def origins(self, lines: Sequence[int]) -> tuple[Origin, ...]:
        return origins(self.source, lines, self.pages)


def make_blocks(
    source: str, section: str, pieces: Sequence[Piece], pages: Pages = ()
) -> tuple[Block, ...]:
    """Blocks in the order of `pieces`; neighbouring points become lists, inside each other too.

    `section` is the id of the section, which the ids of its blocks begin with.
    """
    maker = _Maker(source=source, section=section, pages=pages, counts={})
    done: list[Block] = []
    for run in _runs(pieces):
        drafts = [piece for piece in run if isinstance(piece, Draft)]
        if drafts and drafts[0].kind != "paragraph":
            done += [_list(maker, points) for points in nest_points(drafts)]
        else:
            done.append(_block(maker, run[0]))
    return tuple(done)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Neighbouring points together; everything else by itself."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _goes_on(runs[-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _goes_on(run: Sequence[Piece], after: Piece) -> bool:
    """A point beside or in those of a run; one of another kind after a blank line is beside none,
    unless it is indented deeper.
    """
    first = run[0]
    if not isinstance(first, Draft) or not isinstance(after, Draft):
        return False
    if "paragraph" in (first.kind, after.kind):
        return False
    return after.kind == first.kind or not after.gap or after.indent > first.indent + 1


def _block(maker: _Maker, piece: Piece) -> Block:
    match piece:
        case Draft():
            return Paragraph(
                id=maker.name("p"),
                content=parse_inlines(piece.text),
                form="lead" if piece.lead else "body",
                origins=maker.origins(piece.lines),
                original=_original(piece),
            )
        case DatedRows():
            return _milestones(maker, piece)
        case Grid():
            return _table(maker, piece)
        case Art():
            where = maker.origins([number for number, _ in piece.lines])
            lines = tuple(text for _, text in piece.lines)
            return Code(id=maker.name("c"), lines=lines, origins=where)
        case Furnished():
            return Boilerplate(
                id=maker.name("b"),
                content=(Text(piece.text),),
                reason=piece.reason,
                origins=maker.origins(piece.lines),
            )
        case _:
            assert_never(piece)


def _list(maker: _Maker, points: Sequence[Nested]) -> Block:
    name = maker.name("l")
    items = tuple(_item(maker, f"{name}.{i}", point) for i, point in enumerate(points, 1))
    where = maker.origins(sorted({n for point in points for n in point.lines}))
    first = points[0].draft
    if first.kind == "step" and (start := step_value(first.mark)) is not None:
        return OrderedList(id=name, items=items, start=start, origins=where)
    return BulletList(id=name, items=items, origins=where)


def _item(maker: _Maker, name: str, point: Nested) -> ListItem:
    draft = point.draft
    where = maker.origins(draft.lines)
    paragraph = Paragraph(id=f"{name}/p1", content=parse_inlines(draft.text), origins=where)
    lists: tuple[Block, ...] = ()
    if point.lists:
        inside = replace(maker, section=name, counts={})
        lists = tuple(_list(inside, points) for points in point.lists)
        where = maker.origins(sorted(set(point.lines)))
    return ListItem(id=name, blocks=(paragraph, *lists), origins=where, original=_original(draft))


def _original(draft: Draft) -> str | None:
    return "\n".join(draft.raw) if draft.joined else None


def _milestones(maker: _Maker, table: DatedRows) -> Milestones:
    name = maker.name("m")
    rows = tuple(
        Milestone(
            id=f"{name}.{i}",
            when=row.when,
            content=parse_inlines(row.text),
            label=row.label,
            origins=maker.origins(row.lines),
            original=row.original,
        )
        for i, row in enumerate(table.rows, 1)
    )
    lines = sorted({*table.over, *(n for row in table.rows for n in row.lines)})
    return Milestones(id=name, rows=rows, head=(*table.head, ""), origins=maker.origins(lines))


def _table(maker: _Maker, grid: Grid) -> Table:
    name = maker.name("t")
    rows = tuple(
        Row(
            id=f"{name}.{i}",
            cells=tuple(parse_inlines(cell) for cell in row.cells),
            origins=maker.origins(row.lines),
        )
        for i, row in enumerate(grid.rows, 1)
    )
    header, body = (rows[0], rows[1:]) if grid.has_header and len(rows) > 1 else (None, rows)
    return Table(id=name, rows=body, header=header, origins=maker.origins(grid.lines))
