"""What an audience was told before and is told now to what is new, reworded, taken out, moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Final, Literal

from briefgen.aligning import align
from briefgen.editions.changes.sources import SourceChange, compare_cited, new_ids
from briefgen.editions.changes.steps import Step, in_order, sentence_steps
from briefgen.editions.changes.told import Cuts, Told, ToldPack, cuts_of, stands_in
from briefgen.editions.records import EditRecord
from briefgen.slotted import dataclass

Kind = Literal[
    "new",
    "now-shown",  # a limit left it out before
    "reworded",
    "re-dated",
    "moved",
    "marking-raised",
    "marking-lowered",
    "withheld",  # the audience's ceiling was lowered: for the series' report alone
    "left-out",  # a limit leaves it out now; the source says it as before
    "taken-out",
    "edited",  # people changed its words
    "deleted",  # people took it out
]
CONFLICT: Final = "conflict"
KEPT: Final = "kept"
# Kinds with sentences of their own, where a passage stands in both editions.
WORDED: Final = ("reworded", "edited", "now-shown", "left-out")
IsHigher = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChange:
    """One change of one passage; a passage may have several, one of each kind.

    `before` is None for one that the pack did not show, `after` for one that it does not show any
    more; `steps` are the sentences of one that has others than before.
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

    `edits` are those of people that the edition before had not; `conflicts` all that are open;
    `no_room` is all that the page limit leaves out today, new or not; `labels` are the headings of
    the pack, in order, and those that it had before; `titles` are those of the sources of both
    editions by id, since a letter may stand for another source in each.
    """

    audience: str
    since: str
    as_of: str
    banner: str
    passages: tuple[PassageChange, ...] = ()
    sources: tuple[SourceChange, ...] = ()
    edits: tuple[EditRecord, ...] = ()
    conflicts: tuple[EditRecord, ...] = ()
    no_room: tuple[Told, ...] = ()
    labels: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

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
    fresh = _unknown(before.edits, after.edits)
    edited = [edit.block for edit in fresh if edit.what in ("change", "delete")]
    kept = {_squeezed(edit.after) for edit in after.edits if edit.fate == KEPT}
    passages = tuple(
        change
        for change in compare_passages(before, after, is_higher, edited)
        if change.after or _squeezed(change.told.text) not in kept
    )
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
        no_room=tuple(told for told in after.cut if told.passage.why == "pages"),
        labels=tuple(dict.fromkeys(t.label for t in (*after.passages, *before.passages))),
        titles={one.id: one.title for one in (*before.sources, *after.sources)},
    )


def _new_edits(before: Sequence[EditRecord], after: Sequence[EditRecord]) -> tuple[EditRecord, ...]:
    """Edits that were not there before, and nothing that is open or came to nothing."""
    found = _unknown(before, after)
    return tuple(edit for edit in found if edit.fate not in (CONFLICT, "void"))


def _unknown(before: Sequence[EditRecord], after: Sequence[EditRecord]) -> list[EditRecord]:
    """Edits that were not there before: another fate makes none new."""
    known = {(edit.what, edit.block, edit.after) for edit in before}
    known |= {(edit.what, edit.before, edit.after) for edit in before}
    return [
        edit
        for edit in after
        if known.isdisjoint(
            ((edit.what, edit.block, edit.after), (edit.what, edit.before, edit.after))
        )
    ]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def edits_apart(changes: PackChanges) -> tuple[EditRecord, ...]:
    """The new edits that no change of a passage tells of."""
    told = [change.told for change in changes.passages if change.kind in ("edited", "deleted")]
    return tuple(
        edit
        for edit in changes.edits
        if not any(stands_in(edit.block, one.section, one.passage.id) for one in told)
    )


def compare_passages(
    before_pack: ToldPack,
    after_pack: ToldPack,
    is_higher: IsHigher,
    edited: Sequence[str] = (),
) -> tuple[PassageChange, ...]:
    """The changes in the order after; what is gone comes last, in the order before.

    `edited` are the ids of blocks whose words people have changed since.
    """
    before, after = before_pack.passages, after_pack.passages
    cut_before, cut_after = cuts_of(before_pack), cuts_of(after_pack)
    pairs = _pair(before, after, cut_before, cut_after)
    moved = _moved(before, after, pairs)
    back = {j: i for i, j in pairs.items()}
    found: list[PassageChange] = []
    for j, now in enumerate(after):
        if j not in back:
            came: Kind = "now-shown" if _is_cut(now, cut_before) else "new"
            found.append(PassageChange(kind=came, before=None, after=now))
            continue
        then = before[back[j]]
        steps = _steps(then, now, cut_before, cut_after) if then.text != now.text else ()
        by_people = any(stands_in(block, now.section, now.passage.id) for block in edited)
        worded = _kind_of(steps, by_people=by_people) if steps else None
        found += _of_pair(then, now, is_higher, worded, steps, moved=back[j] in moved)
    for told in (told for i, told in enumerate(before) if i not in pairs):
        by_people = any(stands_in(block, told.section, told.passage.id) for block in edited)
        kind = _gone(told, cut_after, by_people=by_people)
        found.append(PassageChange(kind=kind, before=told, after=None))
    return tuple(found)


def _gone(told: Told, cut: Cuts, *, by_people: bool) -> Kind:
    """Why a passage is no longer there."""
    if by_people or cut.by_people(told.section, told.passage.words):
        return "deleted"
    return "left-out" if _is_cut(told, cut) else "taken-out"


def pair_passages(before: ToldPack, after: ToldPack) -> dict[Told, Told]:
    """Each passage before that is still there, with what it is after."""
    pairs = _pair(before.passages, after.passages, cuts_of(before), cuts_of(after))
    return {before.passages[i]: after.passages[j] for i, j in pairs.items()}


def _is_cut(told: Told, cuts: Cuts) -> bool:
    """Whether limits leave out most of it: the rest may be reworded."""
    return cuts.share(told.section, told.passage.words) >= 0.5


def _pair(
    before: Sequence[Told], after: Sequence[Told], cut_before: Cuts, cut_after: Cuts
) -> dict[int, int]:
    """Which passage before is which after, by place; what a limit lets in or leaves out is none."""
    names, others = _names(before), _names(after)
    found = align(_free(names, before, after, cut_after), _free(others, after, before, cut_before))
    places = {name: j for j, name in enumerate(others)}
    return {i: places[found[name]] for i, name in enumerate(names) if name in found}


def _free(
    names: Sequence[str], passages: Sequence[Told], others: Sequence[Told], cut: Cuts
) -> list[tuple[str, str]]:
    """The passages that may be one of the others: not those that the others' limits leave out."""
    shown = {told.text for told in others}
    return [
        (name, told.text)
        for name, told in zip(names, passages, strict=True)
        if told.text in shown or cut.share(told.section, told.passage.words) < 1
    ]


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
    then: Told,
    now: Told,
    is_higher: IsHigher,
    worded: Kind | None,
    steps: tuple[Step, ...],
    *,
    moved: bool,
) -> tuple[PassageChange, ...]:
    kinds: list[Kind] = [worded] if worded else []
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
            steps=steps if kind == worded else (),
        )
        for kind in kinds
    )


def _kind_of(steps: Sequence[Step], *, by_people: bool) -> Kind:
    """Reworded, unless limits alone let sentences in or leave them out, or people changed it."""
    if by_people:
        return "edited"
    changed = [step for step in steps if step.changed]
    if not all(step.by_limit for step in changed):
        return "reworded"
    return "now-shown" if any(step.after for step in changed) else "left-out"


def _steps(then: Told, now: Told, cut_before: Cuts, cut_after: Cuts) -> tuple[Step, ...]:
    """The sentences, each with whether a limit alone let it in or left it out."""

    def by_limit(step: Step) -> bool:
        if not step.after:
            return cut_after.share(now.section, (step.before,)) > 0
        return not step.before and cut_before.share(then.section, (step.after,)) > 0

    steps = sentence_steps(then.passage.words, now.passage.words)
    return tuple(replace(step, by_limit=by_limit(step)) for step in steps)
