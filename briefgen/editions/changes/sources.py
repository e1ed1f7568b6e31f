"""The sources of two editions to those that are new, renamed, changed or gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefgen.editions.records import Input, SourceRecord
from briefgen.slotted import dataclass

SourceKind = Literal["source-new", "source-renamed", "source-changed", "source-gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """`name` is the source's title, or its file where it has none; `was` its name before."""

    kind: SourceKind
    id: str
    name: str
    was: str = ""


def compare_cited(
    before: Sequence[SourceRecord], after: Sequence[SourceRecord], changed: frozenset[str]
) -> tuple[SourceChange, ...]:
    """Of the sources that a pack cites; `changed` are ids of today whose shown words changed."""
    then = {one.id: one for one in before}
    pairs = _pair_cited(then, after)
    found: list[SourceChange] = []
    for now in after:
        was = pairs.get(now.id)
        if was is None:
            found.append(SourceChange(kind="source-new", id=now.id, name=now.title or now.id))
        elif was.id != now.id or was.title != now.title:
            found.append(_renamed(was, now))
        if was is not None and now.id in changed:
            found.append(SourceChange(kind="source-changed", id=now.id, name=now.title or now.id))
    paired = {was.id for was in pairs.values()}
    gone = (one for one in before if one.id not in paired)
    return (
        *found,
        *(SourceChange(kind="source-gone", id=one.id, name=one.title or one.id) for one in gone),
    )


def new_ids(before: Sequence[SourceRecord], after: Sequence[SourceRecord]) -> dict[str, str]:
    """The id of today for each id before of a source that is still cited."""
    pairs = _pair_cited({one.id: one for one in before}, after)
    return {was.id: now for now, was in pairs.items()}


def _pair_cited(
    then: dict[str, SourceRecord], after: Sequence[SourceRecord]
) -> dict[str, SourceRecord]:
    """Id of today -> the source before: by id and title, by a title that only one of each has, else
    by id. Two files may have exchanged their names.
    """
    pairs = {
        one.id: then[one.id] for one in after if one.id in then and then[one.id].title == one.title
    }
    free = {one.id: one for one in then.values() if one.id not in pairs}
    rest = [one for one in after if one.id not in pairs]
    for now in rest:
        twins = [one for one in rest if one.title == now.title]
        was = [one for one in free.values() if one.title == now.title]
        if now.title and len(twins) == len(was) == 1:
            pairs[now.id] = was[0]
            del free[was[0].id]
    pairs |= {one.id: free[one.id] for one in rest if one.id in free and one.id not in pairs}
    return pairs


def _renamed(was: SourceRecord, now: SourceRecord) -> SourceChange:
    by_title = was.title != now.title
    return SourceChange(
        kind="source-renamed",
        id=now.id,
        name=(now.title or now.id) if by_title else now.id,
        was=(was.title or was.id) if by_title else was.id,
    )


def _pair_inputs(before: Sequence[Input], after: Sequence[Input]) -> dict[str, Input]:
    """Path of today -> the source before: by path and words, by words, which a new name leaves,
    else by path.
    """
    then = {one.path: one for one in before}
    pairs = {
        one.path: then[one.path]
        for one in after
        if one.path in then and then[one.path].words == one.words
    }
    free = {one.path: one for one in before if one.path not in pairs}
    for now in (one for one in after if one.path not in pairs):
        was = next((one for one in free.values() if one.words == now.words), None)
        if was is not None:
            pairs[now.path] = free.pop(was.path)
    for now in after:
        if now.path not in pairs and now.path in free:
            pairs[now.path] = free.pop(now.path)
    return pairs


def compare_inputs(before: Sequence[Input], after: Sequence[Input]) -> tuple[SourceChange, ...]:
    """Of all sources of a series: see `_pair_inputs`."""
    pairs = _pair_inputs(before, after)
    found: list[SourceChange] = []
    for now in after:
        old = pairs.get(now.path)
        if old is None:
            found.append(SourceChange(kind="source-new", id=now.id, name=now.path))
            continue
        if old.path != now.path:
            change = SourceChange(kind="source-renamed", id=now.id, name=now.path, was=old.path)
            found.append(change)
        if old.words != now.words:
            found.append(SourceChange(kind="source-changed", id=now.id, name=now.path))
    kept = {was.path for was in pairs.values()}
    gone = (one for one in before if one.path not in kept)
    return (
        *found,
        *(SourceChange(kind="source-gone", id=one.id, name=one.path) for one in gone),
    )
