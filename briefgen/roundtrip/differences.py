"""An edited memo and what was written in it to the edits that lie between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from briefgen.inline_text import plain_words
from briefgen.roundtrip.edits import ADDED, Edit, Form, added_id
from briefgen.roundtrip.memo import Memo, Store, Written
from briefgen.roundtrip.owning import Owned, Reading, find_owners
from briefgen.roundtrip.paragraphs import Found

NEAR: Final = 240  # characters of a neighbour that are kept to find it again
SHOWN: Final = 80  # characters of words in messages
_CELL: Final = " | "
_LINE: Final = " / "  # parts the paragraphs of one cell
_MOMENT: Final = re.compile(r"[1-9]\d{3}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a memo says against what was written in it.

    `settled`: places whose conflict somebody settled by removing the remark; `restored`: places
    that had been taken out and stand again; `not_carried`: (where, what) of all that overrides
    cannot hold; `remarks`: places whose remarks of people are still there or new.
    """

    edits: tuple[Edit, ...]
    settled: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    not_carried: tuple[tuple[str, str], ...] = ()
    reading: Reading
    store: Store
    written_remarks: bool = True


@dataclass(slots=True, kw_only=True)
class _Work:
    """One comparison while it goes on."""

    memo: Memo
    store: Store
    edits: list[Edit] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # what the places now say


def compare(memo: Memo, store: Store) -> Differences:
    """Every edit in the memo, in its order, against the words that were written in it."""
    reading = find_owners(memo, store)
    work = _Work(memo=memo, store=store)
    groups = _groups(reading.owned, work)
    _additions(groups, work)
    _changes(groups, work)
    _deletions(groups, work)
    _moves(groups, work)
    settled = _remarks(groups, work, marked=reading.marked)
    for words in reading.changed_furniture:
        work.odd.append((plain_words(words)[:SHOWN], "a change to what the memo says of itself"))
    work.odd += [("a footnote", note[:SHOWN]) for note in memo.notes if note not in store.notes]
    work.odd += [("the file", what) for what in memo.odd]
    return Differences(
        edits=tuple(work.edits),
        settled=settled,
        restored=reading.restored,
        not_carried=tuple(dict.fromkeys(work.odd)),
        reading=reading,
        store=store,
    )


# --- what stands together -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
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


def _groups(owned: Sequence[Owned], work: _Work) -> list[_Group]:
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
    groups: list[_Group] = []
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


def _by_column(owned: Sequence[Owned], layout: Collection[int]) -> list[Owned]:
    """Views side by side one after the other, as they are written and read."""
    found: list[Owned] = []
    for table, run in groupby(
        owned, key=lambda one: one.found.cell.table if one.found.cell else -1
    ):
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


def _row(cells: Sequence[Owned], work: _Work) -> Iterator[_Group]:
    """A row of a table of data: its places, or a new row."""
    columns: dict[int, list[Owned]] = {}
    for one in cells:
        columns.setdefault(one.found.cell.column if one.found.cell else 0, []).append(one)
    names = [one.written.row for one in cells if one.written]
    if not names:
        texts = tuple(
            _LINE.join(o.found.text for o in column if o.found.text) for column in columns.values()
        )
        if any(texts):
            yield _Group(id="", form="row", rows=(texts,), found=_joined(cells), data=True)
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
            parts[-1] = (written, _LINE.join([*filter(None, [text]), *extra]))
        elif extra and (vacant := _vacant(names[0], cells, parts, work)):
            parts.append((vacant, _LINE.join(extra)))  # a cell is known by its row as well
        elif extra:
            work.odd.append((names[0], f"a cell that was added: {extra[0][:SHOWN]}"))
    for row in dict.fromkeys(names):
        own = tuple(part for part in parts if part[0].row == row)
        yield _Group(id=row, parts=own, found=_joined(cells), data=True)


def _vacant(
    row: str, cells: Sequence[Owned], parts: Sequence[tuple[Written, str]], work: _Work
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


def _table(cells: Sequence[Owned]) -> Iterator[_Group]:
    """A table that people made."""
    rows: dict[int, dict[int, list[str]]] = {}
    for one in cells:
        if one.found.cell is not None:
            row = rows.setdefault(one.found.cell.row, {})
            row.setdefault(one.found.cell.column, []).append(one.found.text)
    width = max((max(row) + 1 for row in rows.values()), default=0)
    texts = tuple(
        tuple(_LINE.join(filter(None, row.get(n, []))) for n in range(width))
        for row in rows.values()
    )
    if any(any(row) for row in texts):
        yield _Group(id="", form="table", rows=texts, found=_joined(cells))


def _single(one: Owned, work: _Work) -> Iterator[_Group]:
    if one.written is not None:
        id = one.written.row or one.written.id
        yield _Group(id=id, parts=((one.written, one.found.text),), found=one.found)
    elif one.found.text:
        found = one.found
        form: Form = "heading" if found.level else "item" if found.listed else "paragraph"
        yield _Group(id="", form=form, text=found.text, found=found)
    else:
        work.odd += [("an empty paragraph", what) for what in one.found.odd]


# --- the edits ------------------------------------------------------------------------------------


def _signed(edit: Edit, found: Found, work: _Work) -> Edit:
    """The edit with who and when: of a tracked change, else of the last one to save the file."""
    memo, store = work.memo, work.store
    tracked = bool(found.who or found.when)
    return replace(
        edit,
        who=found.who if tracked else memo.who,
        when=found.when if tracked else memo.when,
        edition=store.edition,
        banner=store.banner,
    )


def _additions(groups: list[_Group], work: _Work) -> None:
    """What people put in, each after what stands before it; gives the groups their ids."""
    work.taken += [written.id for written in work.store.written]
    before: _Group | None = None
    for n, group in enumerate(groups):
        if not group.id:
            after = before.id if before else ""
            text = group.text or "\n".join(_CELL.join(row) for row in group.rows)
            id = added_id(text, after, work.taken)
            work.taken.append(id)
            edit = Edit(
                what="add",
                block=id,
                text=group.text,
                rows=group.rows,
                form=group.form,
                level=group.found.level,
                after=after,
                near=_near(before),
                outside=before is not None and _is_outside(group, before),
            )
            work.edits.append(_signed(edit, group.found, work))
            groups[n] = replace(group, id=id)
        before = groups[n]
        work.odd += [(before.id, what) for what in group.found.odd]


def _near(group: _Group | None) -> str:
    """How a neighbour begins, as it was written."""
    if group is None:
        return ""
    if group.parts:
        return plain_words(group.parts[0][0].words)[:NEAR]
    return plain_words(group.text or (group.rows[0][0] if group.rows else ""))[:NEAR]


def _is_outside(group: _Group, before: _Group) -> bool:
    """Whether something stands after the table, column or callout in which its neighbour stands."""
    here, there = group.found.cell, before.found.cell
    if there is not None and (here is None or here.table != there.table):
        return True
    return before.found.callout and not group.found.callout and here is None


def _changes(groups: Sequence[_Group], work: _Work) -> None:
    for group in groups:
        gone = _row_is_gone(group)
        for written, text in group.parts:
            work.words[written.id] = text
            if text == written.words or gone:
                continue
            if not text and not written.row:
                continue  # counts as deleted
            edit = Edit(
                what="change",
                block=written.id,
                text=text,
                base=written.words if written.base is None else written.base,
                kind=written.kind,
            )
            work.edits.append(_signed(edit, group.found, work))


def _row_is_gone(group: _Group) -> bool:
    """Whether every cell of a row was emptied."""
    return group.data and bool(group.parts) and not any(text for _, text in group.parts)


def _deletions(groups: Sequence[_Group], work: _Work) -> None:
    """Places that stand nowhere any more, or without words; the cells of a row together."""
    here = {
        written.id
        for group in groups
        if not _row_is_gone(group)
        for written, text in group.parts
        if text or (written.row and group.data)
    }
    missing: dict[str, list[Written]] = {}
    rows: dict[str, int] = {}
    for written in work.store.written:
        rows[written.row] = rows.get(written.row, 0) + 1
        if written.id not in here and written.words:
            missing.setdefault(written.row or written.id, []).append(written)
        elif written.id not in here and written.row:
            missing.setdefault(written.row, []).append(written)
    for id, places in missing.items():
        whole = not places[0].row or len(places) == rows[id]
        bases = [w.words if w.base is None else w.base for w in places]
        if not any(bases):
            continue
        kind = places[0].kind
        if whole:
            edits = [Edit(what="delete", block=id, base=_CELL.join(bases), kind=kind)]
        else:
            edits = [
                Edit(what="change", block=w.id, base=base, kind=kind)
                for w, base in zip(places, bases, strict=True)
            ]
        work.edits += [_signed(edit, Found(text=""), work) for edit in edits]


def _moves(groups: Sequence[_Group], work: _Work) -> None:
    """Places that stand elsewhere: all but the longest run that kept its order."""
    order: dict[str, int] = {}
    for written in work.store.written:
        order.setdefault(written.row or written.id, len(order))
    known = [n for n, group in enumerate(groups) if group.id in order and group.parts]
    kept = set(_longest_rising([order[groups[n].id] for n in known]))
    for at, n in enumerate(known):
        if at in kept:
            continue
        group = groups[n]
        # What people added comes right after its own neighbour and is put in later.
        before = next((g for g in reversed(groups[:n]) if not g.id.startswith(ADDED)), None)
        edit = Edit(
            what="move",
            block=group.id,
            base=plain_words(group.parts[0][0].words)[:NEAR],
            kind=group.parts[0][0].kind,
            after=before.id if before else "",
            near=_near(before),
            outside=before is not None and _is_outside(group, before),
        )
        work.edits.append(_signed(edit, group.found, work))


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest rising run of values, not necessarily neighbours."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [n]
    found: list[int] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        found.append(n)
        n = before[n]
    return found[::-1]


def _remarks(groups: Sequence[_Group], work: _Work, *, marked: bool) -> tuple[str, ...]:
    """People's comments as edits; and the places whose conflict is settled: our remark is gone
    although the file still has its marks.
    """
    open_ = {written.id for written in work.store.written if written.conflict}
    seen: set[str] = set()
    for group in groups:
        for id in dict.fromkeys(group.found.remarks):
            remark = work.memo.remarks.get(id)
            if remark is None:
                continue
            if remark.who == OURS:
                seen |= {written.id for written, _ in group.parts}
                continue
            first = group.parts[0][0] if group.parts else None
            edit = Edit(
                what="comment",
                block=first.id if first else group.id,
                text=remark.text,
                base=plain_words(first.words)[:NEAR] if first else "",
                who=remark.who,
                when=remark.when if _MOMENT.match(remark.when) else "",
                edition=work.store.edition,
                banner=work.store.banner,
            )
            work.edits.append(edit)
    return tuple(sorted(open_ - seen)) if marked else ()


OURS: Final = "briefgen"


def words_of(store: Store) -> Mapping[str, Written]:
    return {written.id: written for written in store.written}
