"""Selectors as written (mappings and names) to selectors with every name resolved."""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.config.roletable import EVERY_ROLE
from briefgen.config.shapes import MISSING, RawSelector
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.selection.selectors import Position, Selector, Years
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlPath, YamlTree

# Names that build on names can multiply; matching visits every part.
MAX_PARTS = 1_000
MAX_NESTING = 32

_GROUPS = ("any", "all", "first_of", "exclude")
_YEARS = re.compile(r"(?:(>=|<=)\s*)?(\d{4})(?:\s*(?:-|–|\.\.)\s*(\d{4}))?")
_POSITIONS = re.compile(r"(first|last|-?\d{1,6})(?:\s*\.\.\s*(first|last|-?\d{1,6}))?")

Written = str | RawSelector


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectorNames:
    """What a selector may refer to: roles, and named selectors (None: faulty, reported)."""

    tree: YamlTree
    roles: tuple[str, ...]
    selectors: Mapping[str, Selector | None]


def name_selectors(
    written: Mapping[str, RawSelector], tree: YamlTree, roles: tuple[str, ...]
) -> tuple[SelectorNames, Diagnostics]:
    """The `selectors:` of a file by name, each resolved after those it builds on."""
    uses = {name: {u for u in _uses(raw) if u in written} for name, raw in written.items()}
    order, found = _build_order(uses, tree)
    names = SelectorNames(
        tree=tree, roles=roles, selectors=dict.fromkeys((*written, MISSING), None)
    )
    for name in order:
        value, faults = read_selector(written[name], ("selectors", name), names)
        found = (*found, *faults)
        names = replace(names, selectors={**names.selectors, name: value})
    return names, found


def _uses(raw: RawSelector) -> Iterator[str]:
    """The names that a selector refers to, itself or deeper in."""
    for group in _GROUPS:
        for part in getattr(raw, group):
            if isinstance(part, str):
                yield part
            else:
                yield from _uses(part)


def _build_order(uses: dict[str, set[str]], tree: YamlTree) -> tuple[tuple[str, ...], Diagnostics]:
    """Names so that each comes after those it builds on; those in a circle are left out."""
    found: list[Diagnostic] = []
    while True:
        # Sorted, so that the circle that is named does not depend on the order of sets.
        graph = {name: sorted(uses[name]) for name in sorted(uses)}
        try:
            return tuple(graphlib.TopologicalSorter(graph).static_order()), tuple(found)
        except graphlib.CycleError as fault:
            circle = [str(name) for name in reversed(fault.args[1])]
            first = min(circle)
            at = circle.index(first)
            path = [*circle[at:-1], *circle[:at], first]
            found.append(
                error(
                    "selector-circle",
                    f"selectors build on each other in a circle: {' > '.join(path)}",
                    place=tree.key_place(("selectors", first)),
                    hint="let one of them select by keys",
                    exit=ExitCode.CONFIG,
                )
            )
            uses = {name: used - {first} for name, used in uses.items() if name != first}


def read_selector(
    written: Written, path: YamlPath, names: SelectorNames
) -> tuple[Selector | None, Diagnostics]:
    """A selector or the name of one, ready to match; None where a fault has been reported."""
    if isinstance(written, str):
        return _by_name(written, path, names)
    found: list[Diagnostic] = []
    years, faults = _read_years(written.years, (*path, "years"), names)
    found += faults
    position, faults = _read_position(written.position, (*path, "position"), names)
    found += faults
    found += _check_role(written.role, (*path, "role"), names)
    groups: dict[str, tuple[Selector, ...]] = {}
    for group in _GROUPS:
        groups[group], faults = _read_group(getattr(written, group), (*path, group), names)
        found += faults
    selector = Selector(
        source=written.source or "",
        role=written.role or "",
        number=written.number or "",
        title=written.title or "",
        kind=written.kind,
        contains=_as_tuple(written.contains),
        years=years,
        speaker=written.speaker or "",
        position=position,
        place=names.tree.place(path),
        **groups,
    )
    # A name that is at fault has been reported where it stands.
    whole = all(len(groups[group]) == len(getattr(written, group)) for group in _GROUPS)
    if whole and not found:
        found += _check_size(selector, path, names)
    return (selector if whole and not found else None), tuple(found)


def _by_name(
    name: str, path: YamlPath, names: SelectorNames
) -> tuple[Selector | None, Diagnostics]:
    if name in names.selectors:
        return names.selectors[name], ()
    known = [n for n in names.selectors if n != MISSING]
    message = f'there is no selector "{name[:60]}"'
    hint = suggestion(name, known)
    return None, (_fault(names, path, "unknown-selector", message, hint),)


def _read_group(
    parts: tuple[Written, ...], path: YamlPath, names: SelectorNames
) -> tuple[tuple[Selector, ...], Diagnostics]:
    read = [read_selector(part, (*path, at), names) for at, part in enumerate(parts)]
    found = tuple(fault for _, faults in read for fault in faults)
    return tuple(selector for selector, _ in read if selector), found


def _as_tuple(contains: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if contains is None:
        return ()
    return (contains,) if isinstance(contains, str) else contains


def _check_role(role: str | None, path: YamlPath, names: SelectorNames) -> Diagnostics:
    if not role or role == EVERY_ROLE or role in names.roles:
        return ()
    message = f'there is no role "{role[:60]}"'
    return (_fault(names, path, "unknown-role", message, suggestion(role, names.roles)),)


def _read_years(
    written: str | int | None, path: YamlPath, names: SelectorNames
) -> tuple[Years | None, Diagnostics]:
    """`2015`, `>=2015`, `<=2010`, `2008-2012` (also with an en dash or two dots)."""
    if written is None:
        return None, ()
    match = _YEARS.fullmatch(str(written).strip())
    if match and not (match[1] and match[3]):
        bound, first, last = match[1], int(match[2]), int(match[3] or match[2])
        if bound == ">=":
            return Years(first=first), ()
        if bound == "<=":
            return Years(last=last), ()
        if first <= last:
            return Years(first=first, last=last), ()
    hint = 'write 2015, ">=2015", "<=2010" or "2008-2012"'
    message = f'"{str(written)[:60]}" is no year or range of years'
    return None, (_fault(names, path, "wrong-years", message, hint),)


def _read_position(
    written: str | int | None, path: YamlPath, names: SelectorNames
) -> tuple[Position | None, Diagnostics]:
    """`1`, `-1`, `first`, `last`, `2..4`, `2..last`."""
    if written is None:
        return None, ()
    match = _POSITIONS.fullmatch(str(written).strip())
    if match:
        first = _ordinal(match[1])
        last = _ordinal(match[2]) if match[2] else first
        # Ends counted from the same side can be compared; from the first to a last may be right.
        in_order = (first <= last and first * last > 0) or first > 0 > last
        if first and last and in_order:
            return Position(first=first, last=last), ()
    hint = 'write 1, first, last or "2..4"; the first is 1'
    message = f'"{str(written)[:60]}" is no position'
    return None, (_fault(names, path, "wrong-position", message, hint),)


def _ordinal(word: str) -> int:
    return {"first": 1, "last": -1}.get(word) or int(word)


def _check_size(selector: Selector, path: YamlPath, names: SelectorNames) -> Diagnostics:
    parts, nesting = _measure(selector, MAX_PARTS)
    if parts <= MAX_PARTS and nesting <= MAX_NESTING:
        return ()
    message = f"the selector has more than {MAX_PARTS:,} parts or {MAX_NESTING} levels"
    hint = "it builds on others too often"
    return (_fault(names, path, "selector-too-large", message, hint),)


def _measure(selector: Selector, budget: int) -> tuple[int, int]:
    """Parts (stops counting above the budget) and levels of nesting."""
    parts, nesting = 1, 1
    for group in _GROUPS:
        for part in getattr(selector, group):
            if parts > budget:
                return parts, nesting
            inner, levels = _measure(part, budget - parts)
            parts += inner
            nesting = max(nesting, levels + 1)
    return parts, nesting


def _fault(
    names: SelectorNames, path: YamlPath, code: str, message: str, hint: str = ""
) -> Diagnostic:
    return error(code, message, place=names.tree.place(path), hint=hint, exit=ExitCode.CONFIG)
