"""Handling labels on documents: every block gets the highest marking that concerns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from briefgen.diagnostics import Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    DateMention,
    Document,
    Figure,
    ListItem,
    Metadata,
    Milestone,
    Milestones,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Speech,
    Table,
)
from briefgen.selection.corpus import Entry, gather
from briefgen.selection.filtering import allowed
from briefgen.selection.ladder import TLP_2_0, Ladder, highest, is_above, position
from briefgen.selection.matching import choose, fits_heading, matches_source, says
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.tree import Node, plain_text, walk, with_marking

__all__ = ["TLP_2_0", "Ladder", "Marked", "allowed", "highest", "is_above", "mark", "position"]

Rule = tuple[Selector, str]
AnyRow = TypeVar("AnyRow", Row, Milestone)
NO_LABELS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document whose every origin bears a marking, and the rules (0-based) that hit something."""

    document: Document
    matched: tuple[int, ...] = ()
    diagnostics: Diagnostics = ()


def mark(
    document: Document,
    source_marking: str,
    rules: Sequence[Rule],
    ladder: Ladder,
    own: Mapping[str, Sequence[str]] = NO_LABELS,
) -> Marked:
    """Marks every block with the highest of the source's marking and of each rule that matches.

    `own` are labels by the id of a block, from the text itself (`portions.portion_labels`).

    An empty source marking is the ladder's top, and so is a label that the ladder does not know
    (an error, exit 6, besides). A rule by role, title or number marks the headings that it matches
    and everything inside; a rule on words marks headings with these words likewise. A rule that
    matches a quotation marks the text that it stands in. A marking that a block bears already is
    never lowered.
    """
    entries = gather((document,))
    labels = {block: list(marks) for block, marks in own.items()}
    matched: list[int] = []
    for n, (selector, label) in enumerate(rules):
        hit = _hit_ids(document, entries, selector)
        if hit:
            matched.append(n)
        for node_id in hit:
            labels.setdefault(node_id, []).append(label)
    floor = highest(ladder, (source_marking or None,))
    blocks = tuple(_mark_block(block, floor, labels, ladder) for block in document.blocks)
    marked = replace(
        document, blocks=blocks, metadata=_mark_metadata(document.metadata, blocks, floor, ladder)
    )
    unknown = _unknown_labels([source_marking, *(label for _, label in rules)], ladder)
    return Marked(document=marked, matched=tuple(matched), diagnostics=unknown)


def highest_in(document: Document, ladder: Ladder) -> str:
    """The highest marking in a document after `mark`; the lowest for one without blocks."""
    labels = {origin.marking for node in walk(document.blocks) for origin in node.origins}
    return highest(ladder, labels)


def _unknown_labels(labels: Sequence[str], ladder: Ladder) -> Diagnostics:
    return tuple(
        error(
            "marking-unknown",
            f"{label!r} is no label of the ladder",
            hint=f"its labels, from the lowest: {', '.join(ladder.labels)}",
            exit=ExitCode.MARKING,
        )
        for label in dict.fromkeys(labels)
        if label and label not in ladder.labels
    )


# --- what a rule hits -----------------------------------------------------------------------------


def _hit_ids(document: Document, entries: Sequence[Entry], selector: Selector) -> frozenset[str]:
    """The ids of the blocks that a rule matches; a section's id stands for all inside."""
    chosen = choose(entries, selector)
    hit = {block for e in entries if e.order in chosen for block in (*e.blocks, e.unit.id)}
    whole = _chosen_whole(entries, chosen)
    hit |= whole
    if matches_source(document, selector):
        hit |= _hit_headings(document.blocks, (), selector)
    return frozenset(hit)


def _chosen_whole(entries: Sequence[Entry], chosen: frozenset[int]) -> set[str]:
    """Sections of which every unit is chosen: nothing is left that the heading could stand over."""
    some: set[str] = set()
    spared: set[str] = set()
    for entry in entries:
        if not entry.spoken:
            (some if entry.order in chosen else spared).update(s.id for s in entry.path)
    return some - spared


def _hit_headings(
    blocks: Sequence[Block], path: tuple[Section, ...], selector: Selector
) -> set[str]:
    """Headings that a rule without inner selectors matches by themselves."""
    asks_more = selector.kind or selector.years or selector.speaker or selector.position
    nested = selector.any or selector.all or selector.first_of or selector.exclude
    if asks_more or nested:
        return set()
    hit: set[str] = set()
    for block in blocks:
        if isinstance(block, Section):
            inner = (*path, block)
            words = plain_text(block.title)
            fits = fits_heading(inner, len(path), selector)
            if fits and all(says((words,), phrase) for phrase in selector.contains):
                hit.add(block.id)
            hit |= _hit_headings(block.blocks, inner, selector)
    return hit


# --- marking --------------------------------------------------------------------------------------


def _mark_block(block: Block, floor: str, labels: Mapping[str, list[str]], ladder: Ladder) -> Block:
    """The block under the highest of what is around it, what rules say, and what it bears."""
    own = _own_marking(block, floor, labels, ladder)
    origins = with_marking(block.origins, own)
    match block:
        case Section():
            inner = tuple(_mark_block(child, own, labels, ladder) for child in block.blocks)
            return replace(block, blocks=inner, origins=origins)
        case BulletList() | OrderedList():
            items = tuple(_mark_item(item, own, labels, ladder) for item in block.items)
            return replace(block, items=items, origins=origins)
        case Milestones():
            dated = tuple(_mark_row(row, own, labels, ladder) for row in block.rows)
            return replace(block, rows=dated, origins=origins)
        case Table():
            header = _mark_row(block.header, own, labels, ladder) if block.header else None
            rows = tuple(_mark_row(row, own, labels, ladder) for row in block.rows)
            return replace(block, header=header, rows=rows, origins=origins)
        case Paragraph() | Quote() | Code() | Figure() | Boilerplate():
            return replace(block, origins=origins)
        case _:
            raise TypeError(f"{type(block).__name__} {block.id} does not belong in a source")


def _mark_item(
    item: ListItem, floor: str, labels: Mapping[str, list[str]], ladder: Ladder
) -> ListItem:
    own = _own_marking(item, floor, labels, ladder)
    blocks = tuple(_mark_block(block, own, labels, ladder) for block in item.blocks)
    return replace(item, blocks=blocks, origins=with_marking(item.origins, own))


def _mark_row(row: AnyRow, floor: str, labels: Mapping[str, list[str]], ladder: Ladder) -> AnyRow:
    own = _own_marking(row, floor, labels, ladder)
    return replace(row, origins=with_marking(row.origins, own))


def _own_marking(node: Node, floor: str, labels: Mapping[str, list[str]], ladder: Ladder) -> str:
    borne = (origin.marking for origin in node.origins if origin.marking is not None)
    return highest(ladder, (floor, *labels.get(node.id, ()), *borne))


def _mark_metadata(
    metadata: Metadata, blocks: Sequence[Block], floor: str, ladder: Ladder
) -> Metadata:
    """Speeches and dates under the marking of the block that states them."""
    by_id = {
        node.id: highest(ladder, (floor, *(o.marking for o in node.origins)))
        for node in walk(blocks)
    }

    def marking(found: Speech | DateMention) -> str:
        return by_id.get(found.block, ladder.top)

    return replace(
        metadata,
        speeches=tuple(
            replace(s, origins=with_marking(s.origins, marking(s))) for s in metadata.speeches
        ),
        dates=tuple(
            replace(d, origins=with_marking(d.origins, marking(d))) for d in metadata.dates
        ),
    )
