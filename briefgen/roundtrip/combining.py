"""Edits that a memo was found to hold, put onto those that are recorded already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, warning
from briefgen.roundtrip.differences import Differences
from briefgen.roundtrip.edits import ADDED, KEPT, Edit, Overrides, kept_id
from briefgen.roundtrip.grouping import SHOWN


def combine(
    recorded: Overrides, differences: Differences, shown: str
) -> tuple[Overrides, Diagnostics]:
    """The overrides that hold both; what is new counts where both speak of one place.

    Pulling the same memo again changes nothing. A finding names every wording that is replaced,
    so that no edit goes unnoticed.
    """
    edits = list(recorded.edits)
    found: list[Diagnostic] = []
    for new in differences.edits:
        found += _take(edits, new, shown)
    _take_out_remarks(edits, differences)
    _settle(edits, differences)
    back = set(differences.restored)
    edits = [e for e in edits if not (e.what == "delete" and e.block in back)]
    return replace(recorded, edits=tuple(edits)), tuple(found)


def _take(edits: list[Edit], new: Edit, shown: str) -> Iterator[Diagnostic]:
    """Puts one edit in, in place of what it replaces."""
    match new.what:
        case "change":
            yield from _take_change(edits, new, shown)
        case "delete":
            _take_deletion(edits, new)
        case "add":
            if not any(_is_same_addition(e, new) for e in edits):
                edits.append(new)
        case "move" if new.block.startswith(ADDED):
            edits[:] = [_put_after(e, new) if e.block == new.block else e for e in edits]
        case "move":
            edits[:] = [e for e in edits if not (e.what == "move" and e.block == new.block)]
            edits.append(new)
        case "comment":
            same = (new.text, new.who)
            if not any(e.what == "comment" and (e.text, e.who) == same for e in edits):
                edits.append(new)


def _put_after(addition: Edit, new: Edit) -> Edit:
    """What people added, in the place where they moved it."""
    if addition.what != "add":
        return addition
    return replace(addition, after=new.after, near=new.near, outside=new.outside)


def _take_change(edits: list[Edit], new: Edit, shown: str) -> Iterator[Diagnostic]:
    at = next((n for n, e in enumerate(edits) if _speaks_of(e, new.block)), None)
    if at is None:
        if new.text != new.base:
            edits.append(new)
        return
    old = edits[at]
    if old.text == new.text and old.what != "delete":
        return
    earlier = ""
    if old.what == "change" and old.text != new.base and old.edition == new.edition:
        earlier = old.text
        yield warning(
            "edit-replaced",
            f"{new.block}: an earlier wording is replaced: {_short(old.text)}",
            place=Place(shown),
            hint="the entry keeps it as `earlier`; put the better one in `text`",
        )
    if old.what == "add":
        edits[at] = _reworded(old, new)
    elif new.text == new.base:
        del edits[at]
    else:
        kept = replace(new, block=old.block, base=_base(old, new), marking=old.marking)
        edits[at] = replace(kept, earlier=earlier)


def _base(old: Edit, new: Edit) -> str:
    """What the sources say; where the block is gone, what they said last."""
    return old.base if new.block.startswith(KEPT) else new.base


def _take_deletion(edits: list[Edit], new: Edit) -> None:
    """What people themselves had put in is simply gone."""
    own = new.block.startswith((ADDED, KEPT))
    for n, edit in enumerate(edits):
        row = _row_of(edit, new.block)
        if edit.form == "table" and row is not None:
            edits[n] = replace(edit, rows=(*edit.rows[:row], *edit.rows[row + 1 :]))
    edits[:] = [e for e in edits if new.block not in (e.block, kept_id(e.block))]
    if not own:
        edits.append(new)


def _speaks_of(edit: Edit, block: str) -> bool:
    """Whether an edit already says what stands at a place."""
    if edit.what == "add":
        return edit.block == block or _row_of(edit, block) is not None
    return block in (edit.block, kept_id(edit.block)) and edit.what in ("change", "delete")


def _row_of(addition: Edit, block: str) -> int | None:
    """Which row of a table that people made a place lies in, None for none."""
    if addition.what != "add" or addition.form not in ("row", "table"):
        return None
    head, _, rest = block.partition(addition.block)
    if head or (rest and rest[0] not in "#/"):
        return None
    number = rest.lstrip("/").partition("#")[0]
    return int(number) if number.isdigit() and int(number) < len(addition.rows) else 0


def _reworded(addition: Edit, new: Edit) -> Edit:
    """The addition with the new words, in the cell that they were typed in."""
    row = _row_of(addition, new.block)
    if row is None:
        return replace(addition, text=new.text, who=new.who, when=new.when)
    column = new.block.rpartition("#")[2] if "#" in new.block else "1"
    at = int(column) if column.isdigit() else 0
    cells = list(addition.rows[row])
    cells += [""] * (at + 1 - len(cells))
    cells[at] = new.text
    rows = (*addition.rows[:row], tuple(cells), *addition.rows[row + 1 :])
    return replace(addition, rows=rows, who=new.who, when=new.when)


def _is_same_addition(old: Edit, new: Edit) -> bool:
    return old.what == "add" and (old.block == new.block or _said(old) == _said(new))


def _said(edit: Edit) -> tuple[object, ...]:
    return (edit.form, edit.text, edit.rows, edit.after)


def _take_out_remarks(edits: list[Edit], differences: Differences) -> None:
    """Comments that stood in the memo and that people took out, unless the file lost all marks."""
    if not differences.reading.marked:
        return
    stand = {e.text for e in differences.edits if e.what == "comment"}
    gone = set(differences.store.said) - stand
    edits[:] = [e for e in edits if e.what != "comment" or e.text not in gone]


def _settle(edits: list[Edit], differences: Differences) -> None:
    """A settled conflict: what people wrote stands against what the sources say now. An edit keeps
    the id of its edition, so it is known by its words, and by its id where several say the same.
    """
    for place in differences.store.written:
        if place.id not in differences.settled or place.base is None:
            continue
        changes = [n for n, edit in enumerate(edits) if edit.what == "change"]
        there = [n for n in changes if edits[n].block == place.id]
        alike = [n for n in changes if edits[n].text == place.words]
        for n in [n for n in there if n in alike or not alike] or alike[:1]:
            edits[n] = replace(edits[n], base=place.base)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
