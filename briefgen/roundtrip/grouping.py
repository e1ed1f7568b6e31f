"""The owned paragraphs of a memo to what stands together: places, rows, tables of people's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import field, replace
from itertools import groupby
from typing import Final

from briefgen.roundtrip.edits import Edit, Form
from briefgen.roundtrip.likeness import is_rewrite
from briefgen.roundtrip.memo import Memo
from briefgen.roundtrip.owning import Owned
from briefgen.roundtrip.paragraphs import Cell, Found
from briefgen.roundtrip.store import Store, Written
from briefgen.slotted import dataclass

SHOWN: Final = 80  # characters of words in messages
CELL: Final = " | "
LINE: Final = " / "  # parts the paragraphs of one cell


@dataclass(slots=True, kw_only=True)
class Work:
    """One comparison while it goes on."""

    memo: Memo
    store: Store
    edits: list[Edit] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # what the places now say
    spread: frozenset[str] = frozenset()  # rows that stand in several cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A place, the cells of a row, or one thing that people added (`id` "").

    `parts`: (place, what it now says); `table`, `callout`: what it stands in.
    """

    id: str
    parts: tuple[tuple[Written, str], ...] = ()
    form: Form = "paragraph"
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    found: Found
    data: bool = False  # it stands in a table of data


def make_groups(owned: Sequence[Owned], work: Work) -> list[Group]:
    """Paragraphs put together: cells to rows, and tables of people's own to one addition each."""
    data = {
        one.found.cell.table for one in owned if one.found.cell and one.written and one.written.row
    }
    layout = {
        one.found.cell.table
        for one in owned
        if one.found.cell and one.written and not one.written.row
    }
    owned = _by_column(owned, layout)
    work.spread = _spread(owned)
    groups: list[Group] = []
    at = 0
    while at < len(owned):
        cell = owned[at].found.cell
        end = at + 1
        if cell is not None and cell.table not in layout:
            while end < len(owned) and _goes_on(owned[at], owned[end], cell.table in data):
                end += 1
            if cell.table in data:
                groups += _row(owned[at:end], work)
            else:
                groups += _table(owned[at:end])
        else:
            groups += _single(owned[at], work)
        at = end
    return groups


def _spread(owned: Sequence[Owned]) -> frozenset[str]:
    """The rows that stand in more than one cell: all but those of a strip."""
    cells: dict[str, set[Cell | None]] = {}
    for one in owned:
        if one.written and one.written.row:
            cells.setdefault(one.written.row, set()).add(one.found.cell)
    return frozenset(row for row, places in cells.items() if len(places) > 1)


def _by_column(owned: Sequence[Owned], layout: Collection[int]) -> list[Owned]:
    """Views side by side one after the other, as they are written and read."""
    found: list[Owned] = []
    for table, run in groupby(owned, key=_table_of):
        inside = list(run)
        if table in layout:
            inside.sort(key=lambda one: _column_of(one.found))
        found += inside
    return found


def _table_of(one: Owned) -> int:
    return one.found.cell.table if one.found.cell else -1


def _column_of(found: Found) -> tuple[int, int]:
    return (found.cell.column, found.cell.row) if found.cell else (0, 0)


def _goes_on(first: Owned, one: Owned, data: bool) -> bool:
    """Whether a paragraph stands in the same row of data, or in the same table of people's own."""
    a, b = first.found.cell, one.found.cell
    if a is None or b is None or a.table != b.table:
        return False
    return a.row == b.row if data else True


def _row(cells: Sequence[Owned], work: Work) -> Iterator[Group]:
    """A row of a table of data: its places, or a new row."""
    columns: dict[int, list[Owned]] = {}
    for one in cells:
        columns.setdefault(one.found.cell.column if one.found.cell else 0, []).append(one)
    names = [one.written.row for one in cells if one.written]
    if any(one.found.cell and one.found.cell.merged for one in cells):
        work.odd.append((names[0] if names else "a row of people's", "a merged cell"))
    if len(set(names)) > 1 and work.spread.intersection(names):
        work.odd.append((names[0], "a cell of another row that stands in its row"))
    if not names or _is_new(names[0], cells, work):
        texts = tuple(
            LINE.join(o.found.text for o in column if o.found.text) for column in columns.values()
        )
        if any(texts):
            yield Group(id="", form="row", rows=(texts,), found=_joined(cells), data=True)
        return
    parts: list[tuple[Written, str]] = []
    for column in columns.values():
        places = [one for one in column if one.written]
        extra = [one.found.text for one in column if not one.written and one.found.text]
        for one in places:
            if one.written is not None:
                parts.append((one.written, one.found.text))
        if extra and parts and places:
            written, text = parts[-1]
            parts[-1] = (written, LINE.join([*filter(None, [text]), *extra]))
        elif extra and (vacant := _vacant(names[0], cells, parts, work)):
            parts.append((vacant, LINE.join(extra)))  # a cell is known by its row as well
        elif extra:
            work.odd.append((names[0], f"a cell that was added: {extra[0][:SHOWN]}"))
    for row in dict.fromkeys(names):
        own = tuple(part for part in parts if part[0].row == row)
        yield Group(id=row, parts=own, found=_joined(cells), data=True)


def _is_new(row: str, cells: Sequence[Owned], work: Work) -> bool:
    """Whether what happened, in a dated row, was written anew in a cell without its mark."""
    words = [one.found.text for one in cells if not one.written and one.found.text]
    place = next((w for w in work.store.written if words and w.id == w.row == row), None)
    if place is None or any(one.written is place for one in cells):
        return False
    return is_rewrite(place, LINE.join(words))


def _vacant(
    row: str, cells: Sequence[Owned], parts: Sequence[tuple[Written, str]], work: Work
) -> Written | None:
    """The first place of a row that no cell of it was found to be."""
    taken = {one.written.id for one in cells if one.written} | {w.id for w, _ in parts}
    return next((w for w in work.store.written if w.row == row and w.id not in taken), None)


def _joined(cells: Sequence[Owned]) -> Found:
    """One paragraph for all that cells bear besides their words."""
    last = max(cells, key=lambda one: one.found.when)
    return replace(
        cells[0].found,
        remarks=tuple(r for one in cells for r in one.found.remarks),
        odd=tuple(dict.fromkeys(o for one in cells for o in one.found.odd)),
        who=last.found.who,
        when=last.found.when,
    )


def _table(cells: Sequence[Owned]) -> Iterator[Group]:
    """A table that people made."""
    rows: dict[int, dict[int, list[str]]] = {}
    for one in cells:
        if one.found.cell is not None:
            row = rows.setdefault(one.found.cell.row, {})
            row.setdefault(one.found.cell.column, []).append(one.found.text)
    width = max((max(row) + 1 for row in rows.values()), default=0)
    texts = tuple(
        tuple(LINE.join(filter(None, row.get(n, []))) for n in range(width))
        for row in rows.values()
    )
    if any(any(row) for row in texts):
        yield Group(id="", form="table", rows=texts, found=_joined(cells))


def _single(one: Owned, work: Work) -> Iterator[Group]:
    if one.written is not None:
        id = one.written.row or one.written.id
        yield Group(id=id, parts=((one.written, one.found.text),), found=one.found)
    elif one.found.text:
        found = one.found
        form: Form = "heading" if found.level else "item" if found.listed else "paragraph"
        yield Group(id="", form=form, text=found.text, found=found)
    else:
        work.odd += [("an empty paragraph", what) for what in one.found.odd]
