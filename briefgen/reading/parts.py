"""Drafts and rows of one section into blocks of the model, with ids and origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
from briefgen.reading.tables import Art, Grid


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
    counts: Counter[str]

    def name(self, kind: str) -> str:
        return block_id(self.section, kind, self.counts)

    def origins(self, lines: Sequence[int]) -> tuple[Origin, ...]:
        return origins(self.source, lines, self.pages)


def make_blocks(
    source: str, section: str, pieces: Sequence[Piece], pages: Pages = ()
) -> tuple[Block, ...]:
    """Blocks in the order of `pieces`; neighbouring points of a kind become one list.

    `section` is the id of the section, which the ids of its blocks begin with.
    """
    maker = _Maker(source=source, section=section, pages=pages, counts=Counter())
    done: list[Block] = []
    for run in _runs(pieces):
        drafts = [piece for piece in run if isinstance(piece, Draft)]
        is_list = bool(drafts) and drafts[0].kind != "paragraph"
        done.append(_list(maker, drafts) if is_list else _block(maker, run[0]))
    return tuple(done)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Points that make one list together; everything else by itself."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _goes_on(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _goes_on(before: Piece, after: Piece) -> bool:
    """Whether a point goes on with the list of the one before; numbers must count on."""
    if not isinstance(before, Draft) or not isinstance(after, Draft) or before.kind != after.kind:
        return False
    one, two = step_value(before.mark), step_value(after.mark)
    return after.kind != "paragraph" and (after.kind == "item" or (two or 0) == (one or -1) + 1)


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


def _list(maker: _Maker, run: Sequence[Draft]) -> Block:
    name = maker.name("l")
    items = tuple(_item(maker, f"{name}.{i}", draft) for i, draft in enumerate(run, 1))
    where = maker.origins(sorted({n for draft in run for n in draft.lines}))
    if run[0].kind == "step" and (start := step_value(run[0].mark)) is not None:
        return OrderedList(id=name, items=items, start=start, origins=where)
    return BulletList(id=name, items=items, origins=where)


def _item(maker: _Maker, name: str, draft: Draft) -> ListItem:
    where = maker.origins(draft.lines)
    paragraph = Paragraph(id=f"{name}/p1", content=parse_inlines(draft.text), origins=where)
    return ListItem(id=name, blocks=(paragraph,), origins=where, original=_original(draft))


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
