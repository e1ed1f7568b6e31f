"""What an audience was told before and is told now to what is new, reworded, taken out, moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefgen.aligning import align
from briefgen.editions.changes.sources import SourceChange, compare_cited, new_ids
from briefgen.editions.changes.steps import Step, in_order, sentence_steps
from briefgen.editions.changes.told import Told, ToldPack
from briefgen.editions.manifest import EditRecord

Kind = Literal[
    "new", "reworded", "re-dated", "moved", "marking-raised", "marking-lowered", "taken-out"
]
CONFLICT: Final = "conflict"
IsHigher = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """One change of one passage; a passage may have several, one of each kind.

    `before` is None for a new one, `after` for one that was taken out; `steps` are the sentences
    of a reworded one.
    """

    kind: Kind
    before: Told | None
    after: Told | None
    steps: tuple[Step, ...] = ()

    @property
    def told(self) -> Told:
        """The passage as it is told now, or was told last."""
        told = self.after or self.before
        if told is None:
            raise ValueError("a change needs a passage")
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChanges:
    """What is new for one audience since the edition of `since` (ISO date).

    `edits` are those of people that the edition before had not; `conflicts` all that are open.
    """

    audience: str
    since: str
    as_of: str
    banner: str
    passages: tuple[PassageChange, ...] = ()
    sources: tuple[SourceChange, ...] = ()
    edits: tuple[EditRecord, ...] = ()
    conflicts: tuple[EditRecord, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.passages or self.sources or self.edits or self.conflicts)


def compare(
    before: ToldPack,
    after: ToldPack,
    is_higher: IsHigher,
    *,
    changed_sources: frozenset[str] = frozenset(),
) -> PackChanges:
    """All changes between two editions of one pack, in the order of the pack.

    `before` must hold nothing that the audience may not see today (`withholding.still_open`);
    `is_higher(a, b)` says if marking `a` stands above `b`; `changed_sources` are the ids, today, of
    sources whose text is not what it was. Lines that only shifted are no change.
    """
    passages = compare_passages(before.passages, after.passages, is_higher)
    names = new_ids(before.sources, after.sources)
    worded = {
        c.told.passage.source for c in passages if c.kind in ("new", "reworded", "re-dated")
    } | {names.get(c.told.passage.source, "") for c in passages if c.kind == "taken-out"}
    return PackChanges(
        audience=after.audience,
        since=before.as_of,
        as_of=after.as_of,
        banner=after.banner,
        passages=passages,
        sources=compare_cited(before.sources, after.sources, changed_sources & worded),
        edits=_new_edits(before.edits, after.edits),
        conflicts=tuple(edit for edit in after.edits if edit.fate == CONFLICT),
    )


def _new_edits(before: Sequence[EditRecord], after: Sequence[EditRecord]) -> tuple[EditRecord, ...]:
    """Edits that were not there before, and nothing that is open or came to nothing."""
    known = {(edit.what, edit.before, edit.after) for edit in before}
    return tuple(
        edit
        for edit in after
        if edit.fate not in (CONFLICT, "void") and (edit.what, edit.before, edit.after) not in known
    )


def compare_passages(
    before: Sequence[Told], after: Sequence[Told], is_higher: IsHigher
) -> tuple[PassageChange, ...]:
    """The changes in the order after; what was taken out comes last, in the order before."""
    pairs = _pair(before, after)
    moved = _moved(before, after, pairs)
    back = {j: i for i, j in pairs.items()}
    found: list[PassageChange] = []
    for j, now in enumerate(after):
        if j not in back:
            found.append(PassageChange(kind="new", before=None, after=now))
            continue
        found += _of_pair(before[back[j]], now, is_higher, moved=back[j] in moved)
    gone = (told for i, told in enumerate(before) if i not in pairs)
    return (*found, *(PassageChange(kind="taken-out", before=told, after=None) for told in gone))


def _pair(before: Sequence[Told], after: Sequence[Told]) -> dict[int, int]:
    """Which passage before is which after, by place."""
    names, others = _names(before), _names(after)
    found = align(
        [(name, told.text) for name, told in zip(names, before, strict=True)],
        [(name, told.text) for name, told in zip(others, after, strict=True)],
    )
    places = {name: j for j, name in enumerate(others)}
    return {i: places[found[name]] for i, name in enumerate(names) if name in found}


def _names(passages: Iterable[Told]) -> list[str]:
    """A name for each passage in its section; a second one of a name is counted."""
    taken: Counter[str] = Counter()
    names = []
    for told in passages:
        name = f"{told.section}\n{told.passage.id}"
        taken[name] += 1
        names.append(f"{name}\n{taken[name]}")
    return names


def _moved(before: Sequence[Told], after: Sequence[Told], pairs: dict[int, int]) -> frozenset[int]:
    """The places before of those that stand in another section, or in another order.

    Dated rows stand in order of time: one that is re-dated has not moved besides.
    """
    moved = {i for i, j in pairs.items() if before[i].section != after[j].section}
    ordered = {i: j for i, j in pairs.items() if i not in moved and not after[j].passage.date}
    for section in dict.fromkeys(told.section for told in after):
        inside = {i: j for i, j in ordered.items() if after[j].section == section}
        moved |= inside.keys() - in_order(inside)
    return frozenset(moved)


def _of_pair(
    then: Told, now: Told, is_higher: IsHigher, *, moved: bool
) -> tuple[PassageChange, ...]:
    kinds: list[Kind] = []
    if then.text != now.text:
        kinds.append("reworded")
    if then.passage.date != now.passage.date:
        kinds.append("re-dated")
    if moved:
        kinds.append("moved")
    if is_higher(now.passage.marking, then.passage.marking):
        kinds.append("marking-raised")
    elif is_higher(then.passage.marking, now.passage.marking):
        kinds.append("marking-lowered")
    return tuple(
        PassageChange(
            kind=kind,
            before=then,
            after=now,
            steps=_steps(then, now) if kind == "reworded" else (),
        )
        for kind in kinds
    )


def _steps(then: Told, now: Told) -> tuple[Step, ...]:
    return sentence_steps(then.passage.words, now.passage.words)
