"""A section's numbers to slots as wide as their digits, so that packs with other numbers share it.

All figures of a face have one width: a number may stand in for another with as many digits without
moving anything. A section is laid out with stand-ins (1, 2, ... for numbers of one digit, 10, 11,
... for those of two); where a pack draws it, the pack's own numbers are filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from briefgen.model import Milestones, Notes, Section, Table
from briefgen.renderers.pdf.boxes import (
    FIGURE_SLOT,
    NOTE_TARGET,
    TABLE_SLOT,
    Drawing,
    Element,
    Flow,
    Item,
    Numbers,
    SetLine,
    Strip,
    Track,
    is_slot,
    strips_of,
)
from briefgen.slotted import dataclass
from briefgen.tree import Placed, note_numbers, renumber_notes, walk


class Captions(NamedTuple):
    """How many captions a pack has used before a place in it."""

    tables: int
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A section with stand-ins for its numbers and the captions that it begins with; `notes` leads
    from the stand-ins to the pack's numbers, `shift` is what captions' numbers have to grow by.
    `key` tells it from other sections, None where no other pack can have it.
    """

    key: object
    make: Callable[[], Section]
    captions: Captions
    notes: Mapping[int, int]
    shift: Captions


class Shape(NamedTuple):
    """What numbers a section has: its captions, its note marks, and whether it holds notes."""

    captions: Captions
    marks: tuple[int, ...]
    notes: bool


def shape_of(section: Section) -> Shape:
    """The numbers that a section has."""
    nodes = list(walk((section,)))
    dated = sum(isinstance(node, Milestones) for node in nodes)
    return Shape(
        captions=Captions(dated + sum(isinstance(node, Table) for node in nodes), dated),
        marks=note_numbers((section,)),
        notes=any(isinstance(node, Notes) for node in nodes),
    )


def stand_in(section: Section, used: Captions) -> StandIn:
    """Stand-ins for a section that follows so many captions.

    What cannot have them keeps its numbers: a section with notes of its own, or one with a mark
    that renumbering does not reach.
    """
    shape = shape_of(section)
    new = None if shape.notes else _of_equal_width(shape.marks)
    renumbered = _renumbered(section, shape.marks, new) if new is not None else None
    if new is None or renumbered is None:
        return StandIn(
            key=None if shape.notes else section,
            make=lambda: section,
            captions=used,
            notes={},
            shift=Captions(0, 0),
        )
    return _standing_in(renumbered, lambda: renumbered, shape.captions, used, new)


def stand_in_pattern(
    placed: Placed, pattern: Section, shape: Shape, used: Captions
) -> StandIn | None:
    """Stand-ins for what a pack has from a pattern of the run, whose shape is known; found again by
    the pattern itself. None for what cannot have them.
    """
    new = None if shape.notes else _of_equal_width(placed.numbers)
    if new is None or shape.marks != tuple(range(1, len(placed.numbers) + 1)):
        return None
    stand_ins = tuple(new.values())

    def make() -> Section:
        made = renumber_notes(pattern, dict(enumerate(stand_ins, start=1)))
        return made if isinstance(made, Section) else pattern

    return _standing_in((id(pattern), stand_ins), make, shape.captions, used, new)


def _standing_in(
    key: object,
    make: Callable[[], Section],
    own: Captions,
    used: Captions,
    new: Mapping[int, int],
) -> StandIn:
    first = Captions(_first(used.tables, own.tables), _first(used.figures, own.figures))
    return StandIn(
        key=key,
        make=make,
        captions=first,
        notes={stand_in: number for number, stand_in in new.items()},
        shift=Captions(used.tables - first.tables, used.figures - first.figures),
    )


def _renumbered(
    section: Section, numbers: tuple[int, ...], new: Mapping[int, int]
) -> Section | None:
    if all(n == new[n] for n in numbers):
        return section
    try:
        made = renumber_notes(section, new)
    except KeyError:
        return None
    reached = note_numbers((made,)) == tuple(new[n] for n in numbers)
    return made if reached and isinstance(made, Section) else None


def _first(used: int, count: int) -> int:
    """Where to begin instead of after `used`, if all of so many numbers have the same digits."""
    digits = len(str(used + 1))
    return 10 ** (digits - 1) - 1 if len(str(used + max(count, 1))) == digits else used


def _of_equal_width(numbers: tuple[int, ...]) -> dict[int, int] | None:
    """Each number to a stand-in with as many digits, in order of appearance."""
    following: dict[int, int] = {}
    new: dict[int, int] = {}
    for number in numbers:
        digits = len(str(number))
        new[number] = following.get(digits, 10 ** (digits - 1))
        following[digits] = new[number] + 1
    return new if all(len(str(a)) == len(str(b)) for a, b in new.items()) else None


# --- filling in -----------------------------------------------------------------------------------


Slots = Mapping[int, frozenset[str]]


def find_slots(flow: Flow) -> Slots:
    """The targets of the slots in the items of a flow's strips, by the identity of the items."""
    found: dict[int, frozenset[str]] = {}
    for strip in strips_of(flow):
        slots = [target for item in strip.items for target in _slots_in(item)]
        if slots:
            found[id(strip.items)] = frozenset(slots)
    return found


def _slots_in(item: Item) -> Sequence[str]:
    if isinstance(item, SetLine):
        return [s.target for s in item.line.segments if s.target and is_slot(s)]
    if isinstance(item, Drawing):
        lines = [shape for shape in item.shapes if isinstance(shape, SetLine)]
        return [target for line in lines for target in _slots_in(line)]
    return ()


def numbers_of(slots: Slots, placed: StandIn) -> Numbers:
    """The pack's own numbers for the slots of a section, by their targets."""
    if placed.shift == (0, 0) and all(a == b for a, b in placed.notes.items()):
        return {}
    targets = frozenset[str]().union(*slots.values())
    return {target: str(_number(target, placed)) for target in targets}


def _number(target: str, placed: StandIn) -> int:
    old = int(target.rpartition("-")[2])
    if target.startswith(NOTE_TARGET):
        return placed.notes[old]
    if target.startswith(TABLE_SLOT):
        return old + placed.shift.tables
    return old + placed.shift.figures if target.startswith(FIGURE_SLOT) else old


def with_notes(flow: Flow, notes: Mapping[int, int]) -> Flow:
    """The flow whose strips name the notes of a pack, for pages that take these to their foot."""
    if all(a == b for a, b in notes.items()):
        return flow

    def renamed(strip: Strip) -> Strip:
        own = tuple(notes[n] for n in strip.notes)
        return strip._replace(notes=own) if own else strip

    def changed(element: Element) -> Element:
        if isinstance(element, Strip):
            return renamed(element)
        tracks = (
            Track(head=tuple(map(renamed, t.head)), body=tuple(map(renamed, t.body)))
            for t in element.tracks
        )
        return element._replace(tracks=tuple(tracks))

    return tuple(map(changed, flow))
