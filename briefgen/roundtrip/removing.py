"""Places that people took out of a pack, taken out of its tree."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import (
    Callout,
    Column,
    Figure,
    Head,
    Inlines,
    Milestone,
    Milestones,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from briefgen.roundtrip.knots import Knot, Web, walk_knots
from briefgen.roundtrip.words import marks_of


def take_out(web: Web, place: str, *, whole_row: bool) -> None:
    """Removes what a place is: a block, a heading without what stands under it, a cell's words."""
    knot = web.owner(place)
    if knot is None or knot.node is None:
        return
    node = knot.node
    match node:
        case Section() | Callout() | Column():
            knot.node = replace(node, title=())
            _hand_down(knot, marks_of(node.title))
        case Row() if not whole_row:
            column = int(place.rpartition("#")[2])
            cells = tuple(() if n == column else cell for n, cell in enumerate(node.cells))
            knot.node = replace(node, cells=cells)
        case Milestone() if place.endswith("#when"):
            knot.node = replace(node, label="")
        case Milestone() if not whole_row:
            knot.node = replace(node, content=(), lead=())
        case Quote() if place.endswith("#speaker"):
            knot.node = replace(node, speaker="", office="", occasion="")
        case Table() | Milestones() | Figure() if place.endswith("/caption"):
            knot.node = replace(node, caption=())
        case Head() if place.endswith("#subtitle"):
            knot.node = replace(node, subtitle=())
        case Head():
            pass  # a pack without a title is none
        case _:
            knot.take_out()


def _hand_down(knot: Knot, marks: Inlines) -> None:
    """The note marks of a heading that is gone, on the first paragraph below it."""
    for one in walk_knots(knot):
        if marks and isinstance(one.node, Paragraph):
            one.node = replace(one.node, content=(*one.node.content, *marks))
            return
