"""The places of an edited memo in their order to those that people moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from briefgen.roundtrip.grouping import Group
from briefgen.roundtrip.store import Store


def find_moved(groups: Sequence[Group], store: Store) -> Iterator[tuple[int, bool]]:
    """The index of each moved place, or of the first row of a table that was moved whole (True):
    all but the longest run that kept its order.
    """
    order: dict[str, int] = {}
    for written in store.written:
        order.setdefault(written.row or written.id, len(order))
    first: dict[str, tuple[int, bool]] = {}  # cells of one row may stand in two
    for unit in _units(groups, order):
        first.setdefault(groups[unit[0]].id, unit)
    units = list(first.values())
    kept = set(_longest_rising([order[groups[n].id] for n, _ in units]))
    yield from (unit for n, unit in enumerate(units) if n not in kept)


def _units(groups: Sequence[Group], order: Mapping[str, int]) -> Iterator[tuple[int, bool]]:
    """Each place that was there before, the rows of a table that is whole as one (True)."""
    ids = list(order)
    n = 0
    while n < len(groups):
        rows = _rows_from(groups, n)
        known = [groups[one] for one in rows if groups[one].id in order]
        if len(known) > 1 and _is_whole([order[one.id] for one in known], ids):
            yield next(one for one in rows if groups[one].id in order), True
        else:
            yield from (
                (one, False) for one in rows if groups[one].id in order and groups[one].parts
            )
        n = rows[-1] + 1


def _rows_from(groups: Sequence[Group], n: int) -> range:
    """The indices of a group and of those that stand in the same table of data with it."""
    cell, end = groups[n].found.cell, n + 1
    if groups[n].data and cell is not None:
        while end < len(groups) and groups[end].data:
            other = groups[end].found.cell
            if other is None or other.table != cell.table:
                break
            end += 1
    return range(n, end)


def _is_whole(places: Sequence[int], ids: Sequence[str]) -> bool:
    """Whether rows in this order are all those of one table, as it was."""
    first, last = places[0], places[-1]
    if list(places) != list(range(first, last + 1)):
        return False
    around = [ids[n] for n in (first - 1, last + 1) if 0 <= n < len(ids)]
    return not any(_table_of(id) == _table_of(ids[first]) for id in around)


def _table_of(row: str) -> str:
    """What the ids of the rows of one table have in common: all but their number."""
    return row.rstrip("0123456789")


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest rising run of values, not necessarily neighbours."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [n]
    found: list[int] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        found.append(n)
        n = before[n]
    return found[::-1]
