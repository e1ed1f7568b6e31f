"""An edited memo and what was written in it to the edits that lie between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefgen.anchored import AUTHOR
from briefgen.inline_text import plain_words
from briefgen.roundtrip.edits import ADDED, Edit, added_id
from briefgen.roundtrip.grouping import CELL, SHOWN, Group, Work, make_groups
from briefgen.roundtrip.lost import taken_out
from briefgen.roundtrip.memo import Memo
from briefgen.roundtrip.moved import find_moved
from briefgen.roundtrip.owning import Reading, find_owners
from briefgen.roundtrip.paragraphs import Found
from briefgen.roundtrip.store import Store, Written
from briefgen.roundtrip.typednotes import not_carried
from briefgen.slotted import dataclass

NEAR: Final = 240  # characters of a neighbour that are kept to find it again
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


def compare(memo: Memo, store: Store) -> Differences:
    """Every edit in the memo, in its order, against the words that were written in it."""
    reading = find_owners(memo, store)
    work = Work(memo=memo, store=store)
    groups = make_groups(reading.owned, work)
    _additions(groups, work)
    _changes(groups, work)
    _deletions(groups, work)
    _moves(groups, work)
    settled = _remarks(groups, work, marked=reading.marked)
    for words in reading.changed_furniture.values():
        work.odd.append((words[:SHOWN], "a change to what the memo says of itself"))
    here = {written.id for group in groups for written, text in group.parts if text}
    work.odd += taken_out(memo, store, reading, here) if reading.marked else ()
    on_blocks = {id for group in groups for id in group.found.remarks}
    work.odd += [
        (remark.text[:SHOWN], "a comment on what the memo says of itself")
        for id, remark in memo.remarks.items()
        if id not in on_blocks and remark.who != AUTHOR
    ]
    texts = [text for group in groups for text in _texts(group)]
    work.odd += [("a footnote", n[:SHOWN]) for n in not_carried(memo.notes, store, texts)]
    work.odd += [("the file", what) for what in memo.odd]
    return Differences(
        edits=tuple(work.edits),
        settled=settled,
        restored=reading.restored,
        not_carried=tuple(dict.fromkeys(work.odd)),
        reading=reading,
        store=store,
    )


def _texts(group: Group) -> Iterator[str]:
    yield group.text
    yield from (text for _, text in group.parts)
    yield from (cell for row in group.rows for cell in row)


# --- the edits ------------------------------------------------------------------------------------


def _signed(edit: Edit, found: Found, work: Work) -> Edit:
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


def _additions(groups: list[Group], work: Work) -> None:
    """What people put in, each after what stands before it; gives the groups their ids."""
    work.taken += [written.id for written in work.store.written]
    before: Group | None = None
    for n, group in enumerate(groups):
        if not group.id:
            after = before.id if before else ""
            text = group.text or "\n".join(CELL.join(row) for row in group.rows)
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


def _near(group: Group | None) -> str:
    """How a neighbour begins, as it was written."""
    if group is None:
        return ""
    if group.parts:
        return plain_words(group.parts[0][0].words)[:NEAR]
    return plain_words(group.text or (group.rows[0][0] if group.rows else ""))[:NEAR]


def _is_outside(group: Group, before: Group) -> bool:
    """Whether something stands after the table, column or callout in which its neighbour stands."""
    here, there = group.found.cell, before.found.cell
    if there is not None and (here is None or here.table != there.table):
        return True
    return before.found.callout and not group.found.callout and here is None


def _changes(groups: Sequence[Group], work: Work) -> None:
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


def _row_is_gone(group: Group) -> bool:
    """Whether every cell of a row was emptied."""
    return group.data and bool(group.parts) and not any(text for _, text in group.parts)


def _deletions(groups: Sequence[Group], work: Work) -> None:
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
            edits = [Edit(what="delete", block=id, base=CELL.join(bases), kind=kind)]
        else:
            edits = [
                Edit(what="change", block=w.id, base=base, kind=kind)
                for w, base in zip(places, bases, strict=True)
            ]
        work.edits += [_signed(edit, Found(text=""), work) for edit in edits]


def _moves(groups: Sequence[Group], work: Work) -> None:
    """Places that stand elsewhere; a table with all its rows goes as one."""
    for first, whole in find_moved(groups, work.store):
        group = groups[first]
        # What people added comes right after its own neighbour and is put in later.
        before = next((g for g in reversed(groups[:first]) if not g.id.startswith(ADDED)), None)
        edit = Edit(
            what="move",
            block=group.id,
            base=plain_words(group.parts[0][0].words)[:NEAR],
            kind=group.parts[0][0].kind,
            form="table" if whole else "paragraph",
            after=before.id if before else "",
            near=_near(before),
            outside=before is not None and _is_outside(group, before),
        )
        work.edits.append(_signed(edit, group.found, work))


def _remarks(groups: Sequence[Group], work: Work, *, marked: bool) -> tuple[str, ...]:
    """People's comments as edits; and the places whose conflict is settled: our remark is gone
    although the file still has its marks. A remark's reference may stand after its range, in
    another block: it belongs where it begins.
    """
    open_ = {written.id for written in work.store.written if written.conflict}
    seen: set[str] = set()
    told: set[str] = set()
    for group in groups:
        for id in dict.fromkeys(group.found.remarks):
            remark = work.memo.remarks.get(id)
            if remark is None or id in told:
                continue
            told.add(id)
            if remark.who == AUTHOR:
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


def words_of(store: Store) -> Mapping[str, Written]:
    """What was written into the memo, by the id of its place."""
    return {written.id: written for written in store.written}
