"""A chosen unit to the passage that limits and composition work on."""

from __future__ import annotations

import re

from briefgen.model import (
    Code,
    Figure,
    FromPeople,
    FromSource,
    Inlines,
    ListItem,
    Milestone,
    Origin,
    Paragraph,
    Passage,
    Quote,
    SectionRef,
    Table,
    Unit,
)
from briefgen.selection.corpus import Entry
from briefgen.selection.ladder import Ladder, highest
from briefgen.selection.sentences import split
from briefgen.tree import plain_text, slice_inlines, walk

# The parts of a speech that stand in quotation marks, where its speaker is named between them.
_QUOTED = re.compile(r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|\"[^\"]+\"")


def make_passage(entry: Entry, ladder: Ladder) -> Passage:
    """The whole unit as a passage, not yet ranked."""
    pieces = unit_pieces(entry.unit)
    return Passage(
        unit=entry.unit,
        source=entry.document.id,
        path=tuple(
            SectionRef(id=s.id, number=s.number, title=plain_text(s.title)) for s in entry.path
        ),
        role=entry.role,
        marking=highest(ladder, (origin.marking for origin in unit_origins(entry.unit))),
        pieces=pieces,
        lead=first_sentence(pieces[0], entry.document.language) if pieces else (),
        rank=0,
        order=entry.order,
        above=entry.above,
        number=entry.number,
    )


def unit_pieces(unit: Unit) -> tuple[Inlines, ...]:
    """All of a unit as runs that stand unbroken in the source; () for what has no running text."""
    match unit:
        case Paragraph() | Milestone():
            return (unit.content,) if unit.content else ()
        case ListItem():
            own = (block.content for block in unit.blocks if isinstance(block, Paragraph))
            return tuple(content for content in own if content)
        case Quote():
            return _quoted_runs(unit.content)
        case Table() | Code() | Figure():
            return ()


def _quoted_runs(content: Inlines) -> tuple[Inlines, ...]:
    """Speech without its speaker's tag in the middle; as a whole where there is none."""
    text = plain_text(content)
    runs = [match.span() for match in _QUOTED.finditer(text)]
    if len(runs) < 2 or runs[0][0] > 0:
        return (content,)
    return tuple(slice_inlines(content, start, end) for start, end in runs)


def first_sentence(content: Inlines, language: str) -> Inlines:
    """The first whole sentence of a run."""
    sentences = split(plain_text(content), language)
    return slice_inlines(content, *sentences[0]) if sentences else content


def unit_origins(unit: Unit) -> tuple[Origin, ...]:
    """The origins of a unit and of all blocks in it; one unmarked one where there is none.

    A unit that nobody can place is not one that anybody may see.
    """
    origins: list[FromSource | FromPeople] = []
    for node in walk((unit,)):
        origins += node.origins
    return tuple(origins) or (FromPeople(),)
