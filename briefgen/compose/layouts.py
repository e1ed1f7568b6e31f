"""One slot's passages to the blocks that show them: a layout each, source words untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from briefgen.compose.citing import NoteBook
from briefgen.compose.dated import fact_rows, milestone_blocks
from briefgen.compose.parts import ColumnContent, PackFacts, SlotContent
from briefgen.compose.pieces import owner_of, pieces_of
from briefgen.compose.points import (
    change_mark,
    numbered_list,
    paragraphs,
    point_list,
    source_list,
    text_with_points,
)
from briefgen.compose.shortlist import explains, short_form_table
from briefgen.model import (
    Block,
    BulletList,
    Callout,
    ChangeMark,
    Code,
    Column,
    Columns,
    Figure,
    Inlines,
    ListItem,
    Milestone,
    NoteRef,
    OrderedList,
    Paragraph,
    Passage,
    Quote,
    Section,
    SectionRef,
    Table,
    Text,
)
from briefgen.tree import node_text, plain_text

# Layouts in which each passage says where it stands.
UNMARKED = ("quotes", "lead", "facts", "abbreviations")
DATED_LAYOUTS = ("timeline", "strip", "table", "facts")
# Columns with no more points than this are read as lists without being told (LOOK.md "Two views").
FEW_POINTS = 3
# "... in the future," he said: the comma belongs to the words around the quotation.
_COMMA_BEFORE_SPEAKER = re.compile(r",(?=[\"”’»']$)")


def slot_blocks(slot: SlotContent, facts_of: PackFacts, notes: NoteBook) -> tuple[Block, ...]:
    """The blocks under a slot's heading; for a bottom line the callout that holds its heading too.

    A note mark on the heading covers all under it where every passage comes from one section;
    else each point bears its own (LOOK.md "Note marks").
    """
    one_mark = heading_mark(slot, notes)
    own = notes.without_marks() if one_mark else notes
    blocks = _laid_out(slot, facts_of, own, one_mark)
    if slot.layout == "callout":
        ending = (*_end_with(blocks, one_mark), *_gone(slot), *_cut_note(slot, facts_of))
        return (Callout(id=slot.id, form="bottom-line", title=(Text(slot.label),), blocks=ending),)
    blocks = (*blocks, *_gone(slot), *_cut_note(slot, facts_of))
    if not slot.label:
        return blocks
    title = (Text(slot.label), *one_mark)
    return (Section(id=slot.id, title=title, level=1, blocks=blocks),)


def _gone(slot: SlotContent) -> Iterator[Block]:
    """A line with its word for what stood here in the edition before."""
    for n, entry in enumerate(slot.gone):
        change = ChangeMark(word=entry.word)
        yield Paragraph(id=f"{slot.id}/gone/{n}", content=(Text(entry.what),), change=change)


def _cut_note(slot: SlotContent, facts_of: PackFacts) -> tuple[Block, ...]:
    """`3 of 8 points shown.`, where the slot asks for it and something was left out."""
    shown = len(slot.shown)
    if not slot.cut_note or shown == slot.selected:
        return ()
    words = facts_of.words["shown_of"].format(shown=shown, total=slot.selected)
    return (Paragraph(id=f"{slot.id}/cut", content=(Text(words),), form="remark"),)


def heading_mark(slot: SlotContent, notes: NoteBook) -> Inlines:
    """The mark that covers a whole slot, or ()."""
    if not notes.in_headings or not slot.label or slot.layout in UNMARKED or slot.each_cited:
        return ()
    places = {(p.source, p.path) for p in slot.shown}
    milestones = all(isinstance(p.unit, Milestone) for p in slot.shown)
    if len(places) > 1 and not slot.columns and not milestones:
        return ()
    return notes.mark(slot.shown)


def _laid_out(
    slot: SlotContent, facts_of: PackFacts, notes: NoteBook, one_mark: Inlines
) -> tuple[Block, ...]:
    """What the layout can show in its own way, then the rest as it stands in the source."""
    if slot.layout == "side-by-side":
        return _side_by_side(slot, facts_of, notes, one_mark)
    if slot.layout == "full":
        return _as_in_source(slot.id, slot.passages, notes, depth=0)
    fits = [p for p in slot.passages if _fits(slot.layout, p)]
    rest = [p for p in slot.passages if p not in fits]
    own = replace(slot, passages=tuple(fits))
    blocks = _in_layout(own, facts_of, notes) if fits else ()
    return (*blocks, *_flow(f"{slot.id}/rest", rest, notes))


def _fits(layout: str, passage: Passage) -> bool:
    """Whether a layout can show a passage in its own way."""
    if layout == "abbreviations":
        return explains(passage)
    return isinstance(passage.unit, Milestone) if layout in DATED_LAYOUTS else bool(passage.pieces)


def _in_layout(slot: SlotContent, facts_of: PackFacts, notes: NoteBook) -> tuple[Block, ...]:
    passages = slot.passages
    match slot.layout:
        case "bullets":
            return point_list(slot.id, pieces_of(passages), notes)
        case "numbered":
            return numbered_list(slot.id, pieces_of(passages), notes)
        case "message":
            return text_with_points(slot.id, pieces_of(passages), notes, form="message")
        case "lead":
            return _lead(slot.id, passages, notes)
        case "headed":
            return _headed(slot.id, passages, notes)
        case "quotes":
            return tuple(_quote(slot.id, p, notes) for p in passages)
        case "facts":
            return fact_rows(slot, facts_of, notes)
        case "abbreviations":
            return short_form_table(slot, facts_of, notes)
        case "timeline" | "strip" | "table":
            return milestone_blocks(slot, facts_of, notes)
        case _:
            return text_with_points(slot.id, pieces_of(passages), notes)


def _end_with(blocks: tuple[Block, ...], mark: Inlines) -> tuple[Block, ...]:
    """The same blocks, the last paragraph, be it that of the last point, ending with the mark."""
    match blocks[-1:] if mark else ():
        case (Paragraph() as last,):
            return (*blocks[:-1], replace(last, content=(*last.content, *mark)))
        case (BulletList() | OrderedList() as points,):
            inner = _end_with(points.items[-1].blocks, mark)
            items = (*points.items[:-1], replace(points.items[-1], blocks=inner))
            return (*blocks[:-1], replace(points, items=items))
        case _:
            return blocks


def _lead(slot: str, passages: Sequence[Passage], notes: NoteBook) -> tuple[Block, ...]:
    """The passage that says most stands first and larger, with the points that hang on it, the
    rest in the order of the source.
    """
    first = min(passages, key=lambda p: (p.rank, p.order))
    own = [p for p in passages if p is first or first.id in p.above]
    rest = [p for p in passages if p not in own]
    return (
        *text_with_points(slot, pieces_of(own), notes, form="lead"),
        *text_with_points(slot, pieces_of(rest), notes),
    )


def _quote(slot: str, passage: Passage, notes: NoteBook) -> Quote:
    unit = passage.unit
    marks = tuple(i.number for i in notes.mark([passage]) if isinstance(i, NoteRef))
    if isinstance(unit, Quote):
        return Quote(
            id=f"{slot}/{unit.id}",
            content=_without_comma(unit.content),
            speaker=unit.speaker,
            office=unit.office,
            occasion=unit.occasion,
            notes=marks,
            origins=unit.origins,
            change=change_mark(passage),
        )
    content = passage.pieces[0] if passage.pieces else ()
    return Quote(
        id=f"{slot}/{unit.id}",
        content=content,
        notes=marks,
        origins=unit.origins,
        change=change_mark(passage),
    )


def _without_comma(content: Inlines) -> Inlines:
    """The comma before "he said" goes, nothing else (LOOK.md "Quotation")."""
    if not content or not isinstance(content[-1], Text):
        return content
    return (*content[:-1], Text(_COMMA_BEFORE_SPEAKER.sub("", content[-1].text)))


# --- side by side ---------------------------------------------------------------------------------


def _side_by_side(
    slot: SlotContent, facts_of: PackFacts, notes: NoteBook, one_mark: Inlines
) -> tuple[Block, ...]:
    columns = tuple(
        _column(
            f"{slot.id}/column{n}",
            column,
            facts_of,
            notes.without_marks() if one_mark else notes,
        )
        for n, column in enumerate(slot.columns, start=1)
    )
    remark = _columns_remark(slot, facts_of)
    return (Columns(id=f"{slot.id}/columns", columns=columns, remark=remark),)


def _columns_remark(slot: SlotContent, facts_of: PackFacts) -> Inlines:
    """Says that points on one line do not answer each other, where there are many."""
    longest = max((len(column.passages) for column in slot.columns), default=0)
    if longest <= FEW_POINTS and not slot.remark:
        return ()
    return (Text(slot.remark or facts_of.words[_what_is_shown(slot.shown)]),)


def _what_is_shown(passages: Sequence[Passage]) -> str:
    """The key of the words for: all of each point, its first sentence, or sentences out of it."""
    if not any(p.left_out for p in passages):
        return "columns_remark"
    first = all(_shows_first_sentence(passage) for passage in passages)
    return "columns_first_sentences" if first else "columns_selected_sentences"


def _shows_first_sentence(passage: Passage) -> bool:
    """Whether one sentence is shown, and the source's text opens with it."""
    if len(passage.pieces) != 1 or passage.pieces[0] != passage.lead:
        return False
    return node_text(passage.unit).startswith(plain_text(passage.lead))


def _column(name: str, column: ColumnContent, facts_of: PackFacts, notes: NoteBook) -> Column:
    """A list for itself under its head; an empty one stays and says so (LOOK.md "Two views")."""
    mark = () if notes.in_words else notes.mark(column.passages)
    own = notes.without_marks() if mark else notes
    whole = [passage for passage in column.passages if not passage.pieces]
    points = point_list(name, pieces_of(column.passages), own)
    blocks: tuple[Block, ...] = (*points, *_flow(f"{name}/rest", whole, own))
    if not blocks:
        words = (Text(facts_of.words["no_passage"]),)
        blocks = (Paragraph(id=f"{name}/none", content=words, form="remark"),)
    return Column(id=name, title=(Text(column.heading), *mark), blocks=blocks)


# --- as the source has it -------------------------------------------------------------------------


def _headed(slot: str, passages: Sequence[Passage], notes: NoteBook) -> tuple[Block, ...]:
    """What stands under no sub-section, then a numbered section for each sub-section.

    The sub-section is the first heading below the one that all passages share; where they share
    none, each top heading is one. One alone bears no number (LOOK.md "Lists").
    """
    shared = _shared_depth(passages)
    intro = [p for p in passages if len(p.path) <= shared]
    blocks: list[Block] = [*text_with_points(slot, pieces_of(intro), notes)]
    inner = [p for p in passages if len(p.path) > shared]
    groups = [(ref, tuple(g)) for ref, g in groupby(inner, key=lambda p: p.path[shared])]
    for n, (ref, group) in enumerate(groups, start=1):
        name = f"{slot}/{ref.id}"
        number = str(n) if len(groups) > 1 else ""
        body = text_with_points(name, pieces_of(group), notes)
        blocks.append(
            Section(id=name, number=number, title=(Text(ref.title),), level=2, blocks=body)
        )
    return tuple(blocks)


def _shared_depth(passages: Sequence[Passage]) -> int:
    """How many headings all passages have in common."""
    depth = 0
    for refs in zip(*(p.path for p in passages), strict=False):
        if len(set(refs)) > 1:
            break
        depth += 1
    return depth


def _as_in_source(
    slot: str, passages: Sequence[Passage], notes: NoteBook, depth: int
) -> tuple[Block, ...]:
    """Paragraphs, lists and sub-headings in the order of the source."""
    shared = _shared_depth(passages) if depth == 0 else depth

    def below(passage: Passage) -> SectionRef | None:
        return passage.path[shared] if len(passage.path) > shared else None

    blocks: list[Block] = []
    for ref, run in groupby(passages, key=below):
        group = tuple(run)
        if ref is None:
            blocks += _flow(slot, group, notes)
            continue
        inner = _as_in_source(f"{slot}/{ref.id}", group, notes, shared + 1)
        title = (Text(ref.title),) if ref.title else ()
        if title:
            name = f"{slot}/{ref.id}"
            blocks.append(Section(id=name, title=title, level=2, blocks=inner))
        else:
            blocks += inner
    return tuple(blocks)


def _flow(slot: str, passages: Sequence[Passage], notes: NoteBook) -> list[Block]:
    """Neighbouring points of a list as a list, everything else as it is."""
    blocks: list[Block] = []
    for is_item, run in groupby(passages, key=lambda p: isinstance(p.unit, ListItem)):
        group = tuple(run)
        if is_item:
            blocks += source_list(f"{slot}/{group[0].id}", pieces_of(group), notes)
            continue
        for passage in group:
            if passage.pieces:
                blocks += paragraphs(slot, pieces_of([passage]), notes)
            else:
                blocks += _whole(slot, passage, notes)
    return blocks


def _whole(slot: str, passage: Passage, notes: NoteBook) -> list[Block]:
    """A table, a picture's words or lines of code, which no limit cuts, with its citation."""
    unit = passage.unit
    name, mark, owner = f"{slot}/{unit.id}", notes.mark([passage]), owner_of(passage)
    match unit:
        case Table():
            rows = tuple(replace(row, id=f"{name}/{n}") for n, row in enumerate(unit.rows))
            return [replace(unit, id=name, rows=rows, caption=(*owner, *unit.caption, *mark))]
        case Figure():
            return _picture(replace(unit, id=name), owner, mark, notes.own("picture_left_out"))
        case Code():
            place = (Text(notes.place(passage)),) if mark else ()
            below = Paragraph(id=f"{name}/place", content=place, form="remark")
            return [replace(unit, id=name), *((below,) if place else ())]
        case Paragraph() | ListItem() | Milestone() | Quote():
            return []  # these have pieces, or no words at all
        case _:
            assert_never(unit)


def _picture(unit: Figure, owner: Inlines, mark: Inlines, left_out: Text) -> list[Block]:
    """The words of a picture, and that there was one; a mark stands by words, never alone."""
    told = (left_out,) if unit.caption else (left_out, *mark)
    below = Paragraph(id=f"{unit.id}/left-out", content=told, form="remark")
    if unit.caption:
        return [replace(unit, caption=(*owner, *unit.caption, *mark)), below]
    return [replace(unit, caption=owner), below] if unit.alt else [below]


def is_empty(slot: SlotContent) -> bool:
    """Whether the slot shows nothing at all."""
    return not any(
        isinstance(p.unit, Table | Figure | Code | Milestone)
        or any(plain_text(piece).strip() for piece in p.pieces)
        for p in slot.shown
    )
