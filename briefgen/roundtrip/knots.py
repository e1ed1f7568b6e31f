"""A pack's tree while edits are put into it: nodes that can be changed, moved and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import assert_never

from briefgen.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Columns,
    Document,
    ListItem,
    Milestone,
    Milestones,
    Notes,
    OrderedList,
    Row,
    Section,
    Sources,
    Table,
)
from briefgen.slotted import dataclass
from briefgen.tree import Leaf, Node, children, with_children

# What a place can stand outside of: people go on below it.
FRAMES = (Column, Callout, Table, Milestones)


@dataclass(slots=True, eq=False)
class Knot:
    """A node with what is inside it; `up` is what it stands in, None for the whole pack."""

    node: Node | None
    inner: list[Knot] = field(default_factory=list)
    up: Knot | None = None
    source: str = ""  # of a dated row: what its third cell says

    @property
    def id(self) -> str:
        return self.node.id if self.node is not None else ""

    @property
    def place(self) -> int:
        """The index in what it stands in."""
        return next(n for n, one in enumerate(self.up.inner) if one is self) if self.up else 0

    def take_out(self) -> None:
        """Out of the knot above, with all below it; nothing where it hangs nowhere."""
        if self.up is not None:
            del self.up.inner[self.place]
            self.up = None

    def put(self, at: int, one: Knot) -> None:
        """Hangs a knot below this one, before the one now at `at`, counted from 0."""
        one.up = self
        self.inner.insert(at, one)


@dataclass(slots=True)
class Web:
    """A pack as knots, and each by its id; of two with one id the first."""

    root: Knot
    by_id: dict[str, Knot]

    def owner(self, place: str) -> Knot | None:
        """The knot whose words a place is: its own, a cell's row, a caption's table."""
        if place in self.by_id:
            return self.by_id[place]
        head = place.partition("#")[0].removesuffix("/caption")
        return self.by_id.get(head)

    def add(self, knot: Knot) -> None:
        """Makes a knot and all below it known by their ids."""
        for one in walk_knots(knot):
            self.by_id.setdefault(one.id, one)


def make_web(document: Document) -> Web:
    """A pack to knots that can be moved, under a root that stands for the pack."""
    root = Knot(None)
    for block in document.blocks:
        root.put(len(root.inner), knot_of(block))
    web = Web(root, {})
    for one in root.inner:
        web.add(one)
    return web


def knot_of(node: Node) -> Knot:
    """A node and all inside it as knots; rows of milestones with the source each came from."""
    knot = Knot(node)
    for n, child in enumerate(children(node)):
        inner = knot_of(child)
        if isinstance(node, Milestones) and n < len(node.sources):
            inner.source = node.sources[n]
        knot.put(n, inner)
    return knot


def walk_knots(knot: Knot) -> Iterator[Knot]:
    """It and all below it in reading order, but for the root; each may be moved once given."""
    if knot.node is not None:
        yield knot
    for one in list(knot.inner):
        yield from walk_knots(one)


def frozen(knots: Iterable[Knot]) -> tuple[Block, ...]:
    """The blocks as they are now, without lists, tables and callouts that became empty."""
    made = (_freeze(knot) for knot in knots)
    return tuple(block for block in made if block is not None)  # type: ignore[misc]


def _freeze(knot: Knot) -> Node | None:
    node = knot.node
    if node is None:
        return None
    if not knot.inner and not children(node):
        return node
    inner = tuple(one for child in knot.inner if (one := _freeze(child)) is not None)
    if not inner and _is_hollow(node):
        return None
    if isinstance(node, Milestones) and node.sources:
        sources = tuple(child.source for child in knot.inner)
        node = replace(node, sources=sources)
    return with_children(node, inner)


def _is_hollow(node: Node) -> bool:
    """Whether a node is nothing without what is inside it."""
    if isinstance(node, Leaf):
        return False
    match node:
        case BulletList() | OrderedList() | ListItem() | Columns() | Milestones() | Callout():
            return True
        case Table():
            return True
        case Section():
            return not node.title
        case Column():
            return False
        case _:
            assert_never(node)


# --- places ---------------------------------------------------------------------------------------


def frame_of(knot: Knot) -> Knot:
    """The outermost column, callout or table around a knot that is not the knot of a section;
    columns as a whole for a column. The knot itself where there is none.
    """
    found = knot
    at: Knot | None = knot
    while at is not None and at.node is not None and not isinstance(at.node, Section):
        if isinstance(at.node, FRAMES):
            found = at
        if isinstance(at.node, Columns):
            found = at
        at = at.up
    return found


def flow_place(knot: Knot) -> tuple[Knot, int]:
    """Where a block goes that stands after a knot: what holds it, and the index there.

    After a heading it is the first below it; after a point of a list it goes on in the point,
    after the last one below the list; after a row below the table.
    """
    node = knot.node
    if node is None or isinstance(node, Section | Callout | Column):
        return knot, 0
    while isinstance(knot.node, Row | Milestone | ListItem) and knot.up is not None:
        if isinstance(knot.node, ListItem) and knot.place < len(knot.up.inner) - 1:
            return knot, len(knot.inner)
        knot = knot.up
    up = knot.up
    if up is None:
        return knot, len(knot.inner)
    if isinstance(up.node, ListItem) and knot.place == len(up.inner) - 1:
        return flow_place(up)
    return up, knot.place + 1


def list_place(knot: Knot) -> tuple[Knot, int] | None:
    """Where a point goes that stands after a knot in a list; None where there is no list."""
    at: Knot | None = knot
    while at is not None and at.node is not None:
        if isinstance(at.node, ListItem) and at.up is not None:
            return at.up, at.place + 1
        if isinstance(at.node, BulletList | OrderedList):
            return at, len(at.inner)
        if isinstance(at.node, Section | Callout | Column):
            break
        at = at.up
    holder, index = flow_place(knot)
    if index < len(holder.inner) and isinstance(holder.inner[index].node, BulletList | OrderedList):
        return holder.inner[index], 0
    return None


def table_place(knot: Knot) -> tuple[Knot, int] | None:
    """Where a row goes that stands after a row or a table's caption; None elsewhere."""
    if isinstance(knot.node, Row | Milestone) and knot.up is not None:
        return knot.up, knot.place + 1
    if isinstance(knot.node, Table):
        return knot, 1 if knot.node.header else 0
    return (knot, 0) if isinstance(knot.node, Milestones) else None


def end_of_section(web: Web, place: str) -> tuple[Knot, int]:
    """The end of the part of the pack that a place belongs to by its id; else the pack's own end,
    before notes and sources.
    """
    parts = place.split("/")
    for n in range(len(parts) - 1, 0, -1):
        knot = web.by_id.get("/".join(parts[:n]))
        if knot is not None and isinstance(knot.node, Section | Callout | Column):
            return knot, len(knot.inner)
    at = len(web.root.inner)
    while at and _is_end(web.root.inner[at - 1].node):
        at -= 1
    return web.root, at


def _is_end(node: Node | None) -> bool:
    if isinstance(node, Notes | Sources):
        return True
    return isinstance(node, Section) and not node.origins and _holds_notes(node.blocks)


def _holds_notes(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Notes | Sources) for block in blocks)
