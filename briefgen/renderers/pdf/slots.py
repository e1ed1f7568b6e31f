"""A section's numbers to slots as wide as their digits, so that packs with other numbers share it.

All figures of a face have one width: a number may stand in for another with as many digits without
moving anything. A section is laid out with stand-ins (1, 2, ... for numbers of one digit, 10, 11,
... for those of two); when a pack places it, the pack's own numbers are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import is_
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
    Line,
    Repeat,
    Segment,
    SetLine,
    Strip,
    Track,
    strips_of,
)
from briefgen.slotted import dataclass
from briefgen.tree import note_numbers, renumber_notes, walk


class Captions(NamedTuple):
    """How many captions a pack has used before a place in it."""

    tables: int
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A section with stand-ins for its numbers and the captions that it begins with; `notes` leads
    from the stand-ins to the pack's numbers, `shift` is what captions' numbers have to grow by.
    """

    section: Section
    captions: Captions
    notes: Mapping[int, int]
    shift: Captions


def stand_in(section: Section, used: Captions) -> StandIn:
    """Stand-ins for a section that follows so many captions.

    What cannot have them keeps its numbers: a section with notes of its own, or one with a mark
    that renumbering does not reach.
    """
    nodes = list(walk((section,)))
    exact = StandIn(section=section, captions=used, notes={}, shift=Captions(0, 0))
    if any(isinstance(node, Notes) for node in nodes):
        return exact
    dated = [node for node in nodes if isinstance(node, Milestones)]
    tables = len(dated) + sum(isinstance(node, Table) for node in nodes)
    first = Captions(_first(used.tables, tables), _first(used.figures, len(dated)))
    numbers = note_numbers((section,))
    new = _of_equal_width(numbers)
    if new is None:
        return exact
    renumbered = _renumbered(section, numbers, new)
    if renumbered is None:
        return exact
    return StandIn(
        section=renumbered,
        captions=first,
        notes={new[n]: n for n in numbers},
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


Items = tuple[Item, ...]
Slots = Mapping[int, tuple[tuple[str, int], ...]]
# Items with other numbers filled in, by their identity (they are kept with it) and the numbers.
Filled = dict[tuple[int, tuple[int, ...]], tuple[Items, Items]]
_MOST_FILLED = 10_000


def find_slots(flow: Flow) -> Slots:
    """The slots in the items of a flow's strips, by the identity of the items: which, and the
    stand-in in each.
    """
    found = {id(strip.items): tuple(_slots_in(strip.items)) for strip in strips_of(flow)}
    return {place: slots for place, slots in found.items() if slots}


def _slots_in(items: Iterable[Item]) -> Iterator[tuple[str, int]]:
    for item in items:
        lines = item.shapes if isinstance(item, Drawing) else (item,)
        segments = (s for line in lines if isinstance(line, SetLine) for s in line.line.segments)
        for segment in segments:
            yield from (
                (slot, int(segment.target[len(slot) :]))
                for slot in _SLOTS
                if segment.target.startswith(slot)
            )


def fill(flow: Flow, slots: Slots, placed: StandIn, filled: Filled) -> Flow:
    """The flow with the pack's own numbers in its `slots`; nothing moves. `filled` is the run's:
    the same numbers in the same strip are the same items.
    """
    if placed.shift == (0, 0) and all(a == b for a, b in placed.notes.items()):
        return flow
    filler = _Filler(placed.notes, placed.shift, {}, slots, filled)
    return tuple(filler.element(element) for element in flow)


class _Filler(NamedTuple):
    """What fills in; `repeats` keeps one repeat for all strips that share it."""

    notes: Mapping[int, int]
    shift: Captions
    repeats: dict[int, Repeat]
    slots: Slots
    filled: Filled

    def element(self, element: Element) -> Element:
        if isinstance(element, Strip):
            return self.strip(element)
        tracks = tuple(
            Track(head=tuple(map(self.strip, t.head)), body=tuple(map(self.strip, t.body)))
            for t in element.tracks
        )
        return replace(element, tracks=tracks)

    def strip(self, strip: Strip) -> Strip:
        repeat = self.repeat(strip.repeat) if strip.repeat else None
        items = self.items(strip.items)
        if items is strip.items and repeat is strip.repeat and not strip.notes:
            return strip
        notes = tuple(self.notes[n] for n in strip.notes)
        return replace(strip, items=items, notes=notes, repeat=repeat)

    def repeat(self, repeat: Repeat) -> Repeat:
        known = self.repeats.get(id(repeat))
        if known is None:
            head, foot = tuple(map(self.strip, repeat.head)), tuple(map(self.strip, repeat.foot))
            same = all(map(is_, (*head, *foot), (*repeat.head, *repeat.foot)))
            known = self.repeats[id(repeat)] = repeat if same else Repeat(head, foot)
        return known

    def items(self, items: Items) -> Items:
        slots = self.slots.get(id(items))
        if slots is None:
            return items
        numbers = tuple(self.number(*slot) for slot in slots)
        if all(number == old for number, (_, old) in zip(numbers, slots, strict=True)):
            return items
        known = self.filled.get((id(items), numbers))
        if known is None:
            if len(self.filled) >= _MOST_FILLED:
                self.filled.clear()
            known = items, tuple(map(self.item, items))
            self.filled[id(items), numbers] = known
        return known[1]

    def item(self, item: Item) -> Item:
        if isinstance(item, SetLine):
            return self.set_line(item)
        if isinstance(item, Drawing):
            shapes = (self.set_line(s) if isinstance(s, SetLine) else s for s in item.shapes)
            return item._replace(shapes=tuple(shapes))
        return item

    def set_line(self, set_: SetLine) -> SetLine:
        segments = set_.line.segments
        if not any(s.target and s.target.startswith(_SLOTS) for s in segments):
            return set_
        line: Line = set_.line._replace(segments=tuple(map(self.segment, segments)))
        return set_._replace(line=line)

    def segment(self, segment: Segment) -> Segment:
        for slot in _SLOTS:
            if segment.target.startswith(slot):
                old = int(segment.target[len(slot) :])
                new = self.number(slot, old)
                text = segment.text.replace(str(old), str(new), 1)
                return segment._replace(text=text, target=f"{slot}{new}")
        return segment

    def number(self, slot: str, old: int) -> int:
        if slot == NOTE_TARGET:
            return self.notes[old]
        return old + (self.shift.tables if slot == TABLE_SLOT else self.shift.figures)


_SLOTS = (NOTE_TARGET, TABLE_SLOT, FIGURE_SLOT)
