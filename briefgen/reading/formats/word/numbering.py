"""The numbers that Word computes for headings and points (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from briefgen.reading.formats.labels import label_of
from briefgen.reading.formats.word.package import Element, W
from briefgen.reading.formats.word.styles import value, whole
from briefgen.slotted import dataclass

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a numbering. `text`: "%1.%2"; `restart`: the level that restarts it."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """`of_num`: numId -> (its abstract numbering, its levels, levels that start anew)."""

    of_num: Mapping[str, tuple[str, tuple[Level, ...], Mapping[int, int]]]


@dataclass(slots=True, kw_only=True)
class Counters:
    """How far each numbering has counted; lists of one abstract numbering count together."""

    values: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


def read_numbering(part: Element | None) -> Numbering:
    if part is None:
        return Numbering(of_num={})
    abstract: dict[str, tuple[Level, ...]] = {}
    for element in part.iter(f"{W}abstractNum"):
        abstract[element.get(f"{W}abstractNumId") or ""] = _levels(element)
    found = {}
    for element in part.iter(f"{W}num"):
        key = value(element, "abstractNumId") or ""
        levels, starts = _overridden(element, abstract.get(key, ()))
        found[element.get(f"{W}numId") or ""] = (key, levels, starts)
    return Numbering(of_num=found)


def _levels(element: Element) -> tuple[Level, ...]:
    levels = [Level()] * _LEVELS
    for child in element.findall(f"{W}lvl"):
        index = whole(child.get(f"{W}ilvl"))
        if index is not None and index < _LEVELS:
            levels[index] = _level(child)
    return tuple(levels)


def _level(element: Element) -> Level:
    start = whole(value(element, "start"))
    return Level(
        kind=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        restart=whole(value(element, "lvlRestart")),
        legal=element.find(f"{W}isLgl") is not None,
    )


def _overridden(
    element: Element, levels: tuple[Level, ...]
) -> tuple[tuple[Level, ...], Mapping[int, int]]:
    """Levels of a w:num with its own w:lvlOverride (17.9.8), and where they start anew."""
    changed = list(levels)
    starts: dict[int, int] = {}
    for override in element.findall(f"{W}lvlOverride"):
        index = whole(override.get(f"{W}ilvl"))
        if index is None or index >= len(changed):
            continue
        own = override.find(f"{W}lvl")
        if own is not None:
            changed[index] = _level(own)
        start = whole(value(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return tuple(changed), starts


def count(
    numbering: Numbering, counters: Counters, num: str, level: int
) -> tuple[Level, int, str] | None:
    """The next paragraph of a numbering: its level, its number, its label ("2.1", "(a)", "•").

    None where the file defines no such numbering (numId 0 takes a number away).
    """
    if num not in numbering.of_num or not 0 <= level < _LEVELS:
        return None
    key, levels, starts = numbering.of_num[num]
    if not levels:
        return None
    values = counters.values.setdefault(key, [None] * _LEVELS)
    now = values[level]
    if level in starts and (num, level) not in counters.begun:
        now = None
    counters.begun.add((num, level))
    first = starts.get(level, levels[level].start)
    values[level] = first if now is None else now + 1
    for deeper in range(level + 1, _LEVELS):
        restart = levels[deeper].restart
        if restart is None or (restart and level < restart):
            values[deeper] = None
    number = values[level] or 0
    return levels[level], number, _label(levels, values, level)


def _label(levels: tuple[Level, ...], values: list[int | None], level: int) -> str:
    own = levels[level]
    if own.kind == "bullet":
        return "•"

    def shown(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        number = values[at] if values[at] is not None else levels[at].start
        kind = "decimal" if own.legal else levels[at].kind
        return label_of(number or 0, kind)

    return _PLACE.sub(shown, own.text).strip()
