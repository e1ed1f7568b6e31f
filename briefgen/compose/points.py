"""Pieces of passages to paragraphs and lists, sub-points inside the points that they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, Literal

from briefgen.compose.citing import NoteBook
from briefgen.compose.pieces import Piece, marked
from briefgen.model import (
    Block,
    BulletList,
    ChangeMark,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Passage,
)
from briefgen.tree import node_text

Form = Literal["body", "lead", "message", "remark"]
# "a)", "(b)", "iv.": the model counts in figures, so such a mark stands in the words of its point.
_OWN_MARK: Final = re.compile(r"(?:\((?:[a-z]|[ivx]{1,5})\)|(?:[a-z]|[ivx]{1,5})[.)])\s")


def paragraphs(
    slot: str, pieces: Sequence[Piece], notes: NoteBook, form: Form = "body"
) -> tuple[Block, ...]:
    """Each piece as a paragraph of its own."""
    return _each(slot, marked(pieces, notes), form)


def text_with_points(
    slot: str, pieces: Sequence[Piece], notes: NoteBook, form: Form = "body"
) -> tuple[Block, ...]:
    """Paragraphs, and after them as a list the sub-points that hang on one of them."""
    shown = {passage.id for passage, _ in pieces}
    blocks: list[Block] = []
    for hangs, run in groupby(
        marked(pieces, notes), key=lambda one: not shown.isdisjoint(one[0].above)
    ):
        stretch = list(run)
        if hangs:
            name = f"{slot}/{stretch[0][0].id}/points"
            blocks += _listed(name, _items(slot, stretch), {})
        else:
            blocks += _each(slot, stretch, form)
    return tuple(blocks)


def point_list(slot: str, pieces: Sequence[Piece], notes: NoteBook) -> tuple[Block, ...]:
    """Points; a single one is a paragraph (LOOK.md "Lists")."""
    if len({passage.id for passage, _ in pieces}) < 2:
        return paragraphs(slot, pieces, notes)
    items = _items(slot, marked(pieces, notes))
    return _listed(f"{slot}/points", items, {})


def numbered_list(slot: str, pieces: Sequence[Piece], notes: NoteBook) -> tuple[Block, ...]:
    """Points counted from 1, whatever their numbers in the source; a single one is a paragraph."""
    if len({passage.id for passage, _ in pieces}) < 2:
        return paragraphs(slot, pieces, notes)
    return (OrderedList(id=f"{slot}/points", items=_items(slot, marked(pieces, notes))),)


def source_list(slot: str, pieces: Sequence[Piece], notes: NoteBook) -> tuple[Block, ...]:
    """Points as the source has them: what it numbers keeps its numbers, in a list of one too."""
    numbers = _numbers(pieces)
    if not numbers:
        return point_list(slot, pieces, notes)
    named = {f"{slot}/{name}": number for name, number in numbers.items()}
    items = _items(slot, marked(pieces, notes), named)
    return _listed(f"{slot}/points", items, named)


def change_mark(passage: Passage, n: int = 0) -> ChangeMark | None:
    """The mark of a changed passage's n-th block; the first one bears the word."""
    return ChangeMark(word="" if n else passage.change) if passage.change else None


def _each(slot: str, pieces: Sequence[Piece], form: Form) -> tuple[Block, ...]:
    return tuple(
        _paragraph(f"{slot}/{passage.id}", n, passage, content, form)
        for _, run in groupby(pieces, key=lambda one: one[0].id)
        for n, (passage, content) in enumerate(run)
    )


def _paragraph(stem: str, n: int, passage: Passage, content: Inlines, form: Form) -> Paragraph:
    """The n-th piece of a passage: ids depend on nothing but the slot and the source."""
    return Paragraph(
        id=f"{stem}+{n}",
        content=content,
        form=form,
        origins=passage.unit.origins,
        change=change_mark(passage, n),
    )


def _numbers(pieces: Sequence[Piece]) -> dict[str, int]:
    """The numbers that the source gives its points, by their ids."""
    return {p.id: p.number for p, _ in pieces if p.number is not None}


def _items(
    slot: str, pieces: Sequence[Piece], numbers: Mapping[str, int] | None = None
) -> tuple[ListItem, ...]:
    """A point for each passage, sub-points inside the point that they hang on; pieces that are not
    neighbours are paragraphs of one point.
    """
    items: list[ListItem] = []
    for _, run in groupby(pieces, key=lambda one: one[0].id):
        own = list(run)
        passage = own[0][0]
        name = f"{slot}/{passage.id}"
        blocks = (_paragraph(f"{name}/p", n, p, text, "body") for n, (p, text) in enumerate(own))
        items.append(
            ListItem(
                id=name,
                blocks=tuple(replace(block, change=None) for block in blocks),
                origins=passage.unit.origins,
                change=change_mark(passage),
            )
        )
    above = {f"{slot}/{p.id}": tuple(f"{slot}/{point}" for point in p.above) for p, _ in pieces}
    return _nested(items, above, numbers or {})


def _nested(
    items: Sequence[ListItem], above: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int]
) -> tuple[ListItem, ...]:
    """The points with those inside them that hang on them, as far as they are shown."""
    shown = {item.id for item in items}
    inner: dict[str, list[ListItem]] = {}
    for item in items:
        holder = next((point for point in reversed(above[item.id]) if point in shown), "")
        inner.setdefault(holder, []).append(item)

    def filled(item: ListItem) -> ListItem:
        points = tuple(filled(one) for one in inner.get(item.id, ()))
        if not points:
            return item
        return replace(item, blocks=(*item.blocks, *_listed(f"{item.id}/points", points, numbers)))

    return tuple(filled(item) for item in inner.get("", ()))


def _listed(name: str, items: Sequence[ListItem], numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """Points as lists: a run that the source counts on keeps its numbers, points with marks of
    their own are paragraphs, all others have bullets. The first list bears the name alone.
    """
    lists: list[Block] = []
    for number, run in _runs(items, numbers):
        own = f"{name}+{len(lists)}" if lists else name
        if number is not None:
            lists.append(OrderedList(id=own, items=run, start=number))
        elif all(_OWN_MARK.match(node_text(item)) for item in run):
            lists += [block for item in run for block in _bare(item)]
        else:
            lists.append(BulletList(id=own, items=run))
    return tuple(lists)


def _runs(
    items: Sequence[ListItem], numbers: Mapping[str, int]
) -> Iterator[tuple[int | None, tuple[ListItem, ...]]]:
    """Neighbouring points of one source list that count on, with the first number; None and
    neighbouring points without numbers.
    """
    place = {item.id: n for n, item in enumerate(items)}

    def key(item: ListItem) -> tuple[str, int] | None:
        number = numbers.get(item.id)
        return None if number is None else (item.id.rpartition(".")[0], number - place[item.id])

    for counted, run in groupby(items, key=key):
        points = tuple(run)
        yield (numbers[points[0].id] if counted else None), points


def _bare(item: ListItem) -> Iterator[Block]:
    """The blocks of a point without a mark before them."""
    first, *rest = item.blocks
    yield replace(first, change=item.change) if isinstance(first, Paragraph) else first
    yield from rest
