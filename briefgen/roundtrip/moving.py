"""Blocks that people moved, put where they moved them."""

from __future__ import annotations

from briefgen.model import BulletList, ListItem, Milestone, OrderedList, Row, Section
from briefgen.roundtrip.knots import Knot, Web, flow_place, frame_of, list_place, table_place


def move(web: Web, knot: Knot, after: Knot | None, *, outside: bool, whole: bool = False) -> bool:
    """Puts what a knot is the words of behind another; False where it cannot stand there. `whole`:
    of a row the table goes.
    """
    unit = knot.up if whole and knot.up is not None else _unit(knot)
    if after is not None and (_holds(unit, after) or unit.node is None):
        return after is unit
    if after is None:
        unit.take_out()
        web.root.put(min(1, len(web.root.inner)), unit)
        return True
    target = frame_of(after) if outside else after
    if isinstance(unit.node, Section):
        return _move_section(unit, after)
    if isinstance(unit.node, Row | Milestone):
        place = table_place(target)
        if place is None or type(place[0].node) is not type(unit.up.node if unit.up else None):
            return False
        return _put(unit, *place)
    if isinstance(unit.node, ListItem):
        return _move_item(unit, target)
    if outside and target.up is not None:
        return _put(unit, target.up, target.place + 1)
    return _put(unit, *flow_place(target))


def _unit(knot: Knot) -> Knot:
    """The point of a list whose first paragraph this is; else the knot itself."""
    up = knot.up
    if up is not None and isinstance(up.node, ListItem) and up.inner[0] is knot:
        return up
    return knot


def _holds(knot: Knot, other: Knot) -> bool:
    at: Knot | None = other
    while at is not None:
        if at is knot:
            return True
        at = at.up
    return False


def _put(unit: Knot, holder: Knot, at: int) -> bool:
    """Takes the unit out and puts it in; an index behind its old place counts one less."""
    if _holds(unit, holder):
        return False
    if unit.up is holder and unit.place < at:
        at -= 1
    unit.take_out()
    holder.put(at, unit)
    return True


def _move_item(unit: Knot, target: Knot) -> bool:
    """Into the list at the new place; where there is none, a list of its own."""
    place = list_place(target)
    if place is not None:
        return _put(unit, *place)
    holder, at = flow_place(target)
    if _holds(unit, holder):
        return False
    ordered = unit.up is not None and isinstance(unit.up.node, OrderedList)
    unit.take_out()
    id = f"{unit.id}/points"
    own = Knot(OrderedList(id=id, items=()) if ordered else BulletList(id=id, items=()))
    own.put(0, unit)
    holder.put(min(at, len(holder.inner)), own)
    return True


def _move_section(unit: Knot, after: Knot) -> bool:
    """A heading with all that still stands under it, at its own depth."""
    depth = _depth(unit)
    at = after
    while at.up is not None and _depth(at) > depth:
        at = at.up
    if at is after and isinstance(at.node, Section) and _depth(at) < depth:
        return _put(unit, at, 0)
    while at.up is not None and at.up.node is not None and not isinstance(at.up.node, Section):
        at = at.up
    if at.up is None or at is unit:
        return at is unit
    return _put(unit, at.up, at.place + 1)


def _depth(knot: Knot) -> int:
    """How many sections a knot stands in."""
    depth, at = 0, knot.up
    while at is not None:
        depth += isinstance(at.node, Section)
        at = at.up
    return depth
