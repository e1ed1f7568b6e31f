"""What people added, as nodes of the pack in the place where they put it."""

from __future__ import annotations

from typing import cast

from briefgen.inline_text import plain_words, read_inlines
from briefgen.model import (
    BulletList,
    FromPeople,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    Paragraph,
    Row,
    Section,
    Table,
)
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.knots import (
    Knot,
    Web,
    flow_place,
    frame_of,
    knot_of,
    list_place,
    table_place,
)
from briefgen.roundtrip.words import without_marks, years_in

_BETWEEN = " / "


def put_in(web: Web, edit: Edit, after: Knot | None, mark: Inlines, origin: FromPeople) -> Knot:
    """The new knot where it belongs: after its neighbour, at the start of the pack without one."""
    if after is None:
        knot = new_knot(edit, web.root, mark, origin)
        web.root.put(min(1, len(web.root.inner)), knot)
        return knot
    if edit.outside:
        after = frame_of(after)
    place = None
    if edit.form == "item":
        place = list_place(after)
    elif edit.form == "row":
        place = table_place(after)
    holder, at = place or _below(after, outside=edit.outside)
    knot = new_knot(edit, holder, mark, origin)
    holder.put(at, knot)
    return knot


def _below(after: Knot, *, outside: bool) -> tuple[Knot, int]:
    """Behind a frame that is left, else where a block follows."""
    if outside and after.up is not None:
        return after.up, after.place + 1
    return flow_place(after)


def new_knot(edit: Edit, holder: Knot, mark: Inlines, origin: FromPeople) -> Knot:
    """What people added, as what its new place can hold."""
    id, origins = edit.block, (origin,)
    if isinstance(holder.node, Table | Milestones) and edit.rows:
        return _row(edit, holder, mark, origin)
    content = (*read_inlines(edit.text), *mark)
    if edit.rows:
        return knot_of(_table(edit, mark, origin))
    if edit.form == "heading":
        title = read_inlines(edit.text)
        return knot_of(Section(id=id, title=title, blocks=(), level=edit.level, origins=origins))
    paragraph = Paragraph(id=id, content=content, origins=origins)
    if edit.form != "item":
        return knot_of(paragraph)
    item = ListItem(id=f"{id}/item", blocks=(paragraph,), origins=origins)
    if isinstance(holder.node, BulletList) or hasattr(holder.node, "items"):
        return knot_of(item)
    return knot_of(BulletList(id=f"{id}/points", items=(item,), origins=origins))


def _row(edit: Edit, holder: Knot, mark: Inlines, origin: FromPeople) -> Knot:
    """A row as wide as its table; what is too many goes into the last cell."""
    cells = list(edit.rows[0])
    if isinstance(holder.node, Milestones):
        label, text, *rest = (*cells, "", "")
        words = (*read_inlines(text), *mark)
        knot = knot_of(
            Milestone(
                id=edit.block,
                when=years_in(label),
                label=plain_words(label),
                content=words,
                lead=without_marks(read_inlines(text)),
                origins=(origin,),
            )
        )
        knot.source = rest[0] if rest else ""
        return knot
    table = cast("Table", holder.node)
    rows = [*([table.header] if table.header else []), *table.rows]
    width = len(rows[0].cells) if rows else len(cells)
    cells += [""] * (width - len(cells))
    cells[width - 1 :] = [_BETWEEN.join(filter(None, cells[width - 1 :]))]
    inlines = [read_inlines(cell) for cell in cells]
    inlines[-1] = (*inlines[-1], *mark)
    return knot_of(Row(id=edit.block, cells=tuple(inlines), origins=(origin,)))


def _table(edit: Edit, mark: Inlines, origin: FromPeople) -> Table:
    width = max(map(len, edit.rows))
    rows = []
    for n, cells in enumerate(edit.rows):
        inlines = [read_inlines(cell) for cell in (*cells, *[""] * (width - len(cells)))]
        if n == len(edit.rows) - 1:
            inlines[-1] = (*inlines[-1], *mark)
        rows.append(Row(id=f"{edit.block}/{n}", cells=tuple(inlines), origins=(origin,)))
    return Table(id=edit.block, rows=tuple(rows), origins=(origin,))
