"""A new edition's pack and people's overrides to the pack that holds both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from briefgen.anchored import Anchored, Comment, Trail, anchored
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, warning
from briefgen.inline_text import plain_words
from briefgen.model import Document, FromPeople, Head, Inlines, NoteRef
from briefgen.roundtrip.adding import new_knot, put_in
from briefgen.roundtrip.edits import Edit, kept_id
from briefgen.roundtrip.knots import Knot, Web, end_of_section, frozen, make_web
from briefgen.roundtrip.moving import move
from briefgen.roundtrip.noting import has_notes, with_contents, with_notes
from briefgen.roundtrip.outcomes import Applied, Fate, Outcome
from briefgen.roundtrip.removing import take_out
from briefgen.roundtrip.resolving import resolve
from briefgen.roundtrip.sentences import Merged, Splitter, changed_runs, merge, merge_lines
from briefgen.roundtrip.words import reword, with_origin
from briefgen.slotted import dataclass

# Marks of people's wording are numbered from here until all notes are numbered anew.
_FIRST_MARK = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What merging needs to know besides the texts.

    `note`: the words of the note on an edit, "" for none; `remark`: the words of our remark on a
    conflict, given what the source says now, `says`: those that the note has of it, given the runs
    of sentences that the source has changed; `marking`: what an edit counts as; `shown`: the
    overrides file in messages.
    """

    split: Splitter
    note: Callable[[Edit], str]
    remark: Callable[[str], str]
    says: Callable[[Sequence[str]], str]
    marking: Callable[[Edit], str]
    shown: str


@dataclass(slots=True, kw_only=True)
class Merging:
    """One merge while it goes on."""

    web: Web
    places: Mapping[str, Anchored]
    ids: Mapping[str, str]
    ways: Ways
    noted: bool
    bases: dict[str, str] = field(default_factory=dict)
    deleted: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    comments: list[Comment] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)  # words of a note -> its mark
    outcomes: list[Outcome] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def mark(self, edit: Edit, says: str = "") -> Inlines:
        """The mark of the note that says whose wording this is, and what the source `says` against
        it; () in packs without notes.
        """
        words = f"{self.ways.note(edit)} {says}".strip() if self.noted else ""
        if not words:
            return ()
        return (NoteRef(self.marks.setdefault(words, _FIRST_MARK + len(self.marks))),)

    def origin(self, edit: Edit) -> FromPeople:
        return FromPeople(who=edit.who, when=edit.when, marking=self.ways.marking(edit))

    def note(self, edit: Edit, fate: Fate, place: str = "", text: str = "") -> None:
        marking = self.ways.marking(edit) if edit.what in ("change", "add", "comment") else ""
        outcome = Outcome(edit=edit, fate=fate, place=place, marking=marking, text=text)
        self.outcomes.append(outcome)

    def warn(self, code: str, message: str, hint: str) -> None:
        self.found.append(warning(code, message, place=Place(self.ways.shown), hint=hint))


def apply_overrides(
    document: Document, edits: tuple[Edit, ...], ways: Ways
) -> tuple[Applied, Diagnostics]:
    """The document with every edit merged into it.

    Changes first, then what moved, then what was added, and last what was taken out, so that
    everything finds the neighbour that it stands after.
    """
    places = anchored(document.blocks)
    work = Merging(
        web=make_web(document),
        places={place.id: place for place in places},
        ids=resolve(edits, places),
        ways=ways,
        noted=has_notes(document.blocks),
    )
    for what, act in (
        ("change", _change),
        ("move", _move),
        ("add", _add),
        ("delete", _delete),
        ("comment", _comment),
    ):
        for edit in edits:
            if edit.what == what:
                act(work, edit)
    blocks = with_contents(with_notes(frozen(work.web.root.inner), work.marks))
    title = next((b.title for b in blocks if isinstance(b, Head)), document.title)
    merged = replace(document, blocks=blocks, title=title)
    trail = Trail(
        bases=work.bases,
        deleted=work.deleted,
        people=frozenset(work.people),
        comments=tuple(work.comments),
    )
    return Applied(document=merged, outcomes=tuple(work.outcomes), trail=trail), tuple(work.found)


# --- changes --------------------------------------------------------------------------------------


def _change(work: Merging, edit: Edit) -> None:
    target = work.ids.get(edit.block)
    knot = work.web.owner(target) if target else None
    if target is None or knot is None or knot.node is None:
        _keep(work, edit)
        return
    source = work.places[target].text
    merged, fate = _merged(edit, source, work.ways.split)
    work.note(edit, fate, target, merged)
    says = ""
    if fate == "conflict":
        runs = changed_runs(edit.base, source, work.ways.split)
        says = work.ways.says([plain_words(run) for run in runs] or [plain_words(source)])
        remark = work.ways.remark(plain_words(source))
        work.comments.append(Comment(place=target, text=remark, conflict=True))
        work.warn(
            "edit-conflict",
            f"{target}: people and the source changed the same sentence; people's words stand",
            "settle it in the memo: reword it or remove the remark, then pull",
        )
    if merged == source:
        return
    work.bases[target] = source
    node = reword(knot.node, target, merged, work.mark(edit, says), work.ways.split)
    knot.node = with_origin(node, work.origin(edit))


def _merged(edit: Edit, source: str, split: Splitter) -> tuple[str, Fate]:
    """The words that stand in the end, and how they came about."""
    if edit.text == source:
        return source, "same"
    if edit.base == source:
        return edit.text, "theirs"
    if edit.kind == "code":
        both: Merged = merge_lines(edit.base, source, edit.text)
    else:
        both = merge(edit.base, source, edit.text, split)
    # Of a text with a conflict people's version stands as it is: half of each would be neither.
    return (edit.text, "conflict") if both.conflict else (both.text, "both")


def _keep(work: Merging, edit: Edit) -> None:
    """A change whose block is gone: its words stay, at the end of the part they stood in."""
    if not edit.text:
        work.note(edit, "void")
        return
    holder, at = end_of_section(work.web, edit.block)
    form: Literal["paragraph"] = "paragraph"
    kept = replace(edit, what="add", block=kept_id(edit.block), form=form, rows=())
    knot = new_knot(kept, holder, work.mark(edit), work.origin(edit))
    holder.put(at, knot)
    work.web.add(knot)
    work.people.add(kept.block)
    work.note(edit, "kept", kept.block)
    work.warn(
        "edit-without-source",
        f"{edit.block}: what people changed here is no longer in the pack; their words are kept",
        "take the entry out if they are out of date",
    )


# --- the rest -------------------------------------------------------------------------------------


def _place_of(work: Merging, id: str) -> Knot | None:
    """The knot of a block that an edit names, however its id has shifted."""
    for own in (id, kept_id(id)):
        if own in work.people:
            return work.web.owner(own)
    target = work.ids.get(id)
    return work.web.owner(target) if target else None


def _move(work: Merging, edit: Edit) -> None:
    knot, after = _place_of(work, edit.block), _place_of(work, edit.after)
    if knot is None:
        work.note(edit, "void")
    elif (after is None and edit.after) or not move(
        work.web, knot, after, outside=edit.outside, whole=edit.form == "table"
    ):
        work.note(edit, "lost-place", knot.id)
        work.warn(
            "edit-misplaced",
            f"{edit.block}: it cannot stand where people moved it, and stands in its old place",
            "move it in the new memo, or take the entry out",
        )
    else:
        work.note(edit, "moved", knot.id)


def _add(work: Merging, edit: Edit) -> None:
    after = _place_of(work, edit.after) if edit.after else None
    if after is None and edit.after:
        holder, at = end_of_section(work.web, edit.after)
        work.warn(
            "edit-misplaced",
            f"{edit.block}: what it stood after is gone; it stands at the end of that part",
            "move it in the new memo",
        )
        knot = new_knot(edit, holder, work.mark(edit), work.origin(edit))
        holder.put(at, knot)
        work.note(edit, "lost-place", edit.block)
    else:
        knot = put_in(work.web, edit, after, work.mark(edit), work.origin(edit))
        work.note(edit, "added", edit.block)
    work.web.add(knot)
    work.people |= {place.id for place in anchored(frozen([knot]))} | {edit.block}


def _delete(work: Merging, edit: Edit) -> None:
    target = work.ids.get(edit.block)
    if target is None:
        work.note(edit, "void")
        return
    cells = [p.text for p in work.places.values() if p.row == target]
    place = work.places.get(target)
    source = place.text if place and place.row != target else " | ".join(cells)
    changed = source != edit.base
    work.deleted[target] = source
    take_out(work.web, target, whole_row=bool(cells))
    work.note(edit, "deleted-changed" if changed else "deleted", target)
    if changed:
        work.warn(
            "deleted-source-changed",
            f"{target}: people took this out, and the source has changed it since",
            "take the entry out to have it back, or set its `base` to what the source says now",
        )


def _comment(work: Merging, edit: Edit) -> None:
    own = (id for id in (edit.block, kept_id(edit.block)) if id in work.people)
    target = next(own, None) or work.ids.get(edit.block)
    if target is None or target in work.deleted:
        work.note(edit, "lost-place")
        work.warn(
            "edit-misplaced",
            f"{edit.block}: the text that a comment stood on is gone: {edit.text[:60]}",
            "see the kept copy of the memo, or take the entry out",
        )
        return
    work.note(edit, "commented", target)
    work.comments.append(Comment(place=target, text=edit.text, who=edit.who, when=edit.when))
