"""Headings into headings with levels: by the contents' indents, by numbering, by their looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace

from briefgen.reading.numbering import Number, is_annex
from briefgen.reading.plain.candidates import Heading
from briefgen.reading.plain.contents import ContentsTable
from briefgen.reading.titles import is_capitals
from briefgen.slotted import dataclass

# What a word before a number ranks: the first is over the last.
_RANKS = {
    "part": 0, "partie": 0, "teil": 0,
    "chapter": 1, "chapitre": 1, "kapitel": 1,
    "section": 2,
    "article": 3,
}  # fmt: skip
_DEEPEST = 6


@dataclass(slots=True)
class _Outline:
    """What stands above the next heading. `open`: the numberings it may go on with, by level."""

    restarts: Counter[str]
    first: str  # the numbering that the document begins with
    strong: bool
    open: list[tuple[str, int]] = field(default_factory=list)
    current: int = 0  # level of the last heading that is not known by its shortness alone
    plain: bool = False  # that one has no number


def set_levels(headings: Sequence[Heading], contents: ContentsTable) -> tuple[Heading, ...]:
    """Levels from 1: what the contents' indents say, then numbers, then looks.

    A numbering that begins inside another one stands below it; the numbers of sub-sections say how
    deep they are; annexes and unnumbered headings in capitals stand at the top. A short line stands
    below the last heading that is more than a short line.
    """
    if not headings:
        return ()
    indents = _indents(headings, contents)
    underlines = tuple(
        dict.fromkeys(h.candidate.underline for h in headings if h.candidate.underline)
    )
    keys = [_key(h.number) for h in headings if h.number and len(h.number.values) == 1]
    outline = _Outline(
        restarts=Counter(_key(h.number) for h in headings if h.number and h.number.values == (1,)),
        first=keys[0] if keys else "",
        strong=any(h.reason in ("number", "capitals", "contents") for h in headings),
    )
    done: list[Heading] = []
    for heading in headings:
        level = _level(heading, outline, indents, underlines)
        _enter(outline, heading, level)
        done.append(replace(heading, level=level))
    return tuple(done)


def _indents(headings: Sequence[Heading], contents: ContentsTable) -> dict[tuple[int, ...], int]:
    """Lines of an entry -> its level, where the contents have steps and open with the first one."""
    steps = sorted({entry.indent for entry in contents.entries})
    if len(steps) < 2 or contents.entries[0].indent != steps[0] or len(steps) > _DEEPEST:
        return {}
    matched = [h.entry for h in headings if h.entry is not None]
    return {entry.lines: steps.index(entry.indent) + 1 for entry in matched}


def _level(
    heading: Heading,
    outline: _Outline,
    indents: dict[tuple[int, ...], int],
    underlines: tuple[str, ...],
) -> int:
    if heading.reason == "stated":
        return heading.level
    if heading.entry is not None and heading.entry.lines in indents:
        return indents[heading.entry.lines]
    if heading.number is not None:
        return min(_numbered_level(heading.number, outline), _DEEPEST)
    if heading.reason == "underline":
        return underlines.index(heading.candidate.underline) + 1
    if heading.reason in ("short", "over") and outline.strong and outline.current:
        return min(outline.current + 1, _DEEPEST)
    return 1


def _numbered_level(number: Number, outline: _Outline) -> int:
    key = _key(number)
    deeper = len(number.values) - 1
    if is_annex(number):
        return 1 + deeper
    if number.word:
        _close_lower(outline, key)
    for known, level in outline.open:
        if known == key:
            return level + deeper
    if outline.open and not deeper:
        return outline.open[-1][1] + 1
    under = outline.plain and (outline.restarts[key] > 1 or key != outline.first)
    return (outline.current + 1 if under and outline.current else 1) + deeper


def _close_lower(outline: _Outline, key: str) -> None:
    """A chapter ends the articles before it, though their numbers count on."""
    rank = _RANKS.get(key, len(_RANKS))
    while outline.open and _RANKS.get(outline.open[-1][0], len(_RANKS)) > rank:
        outline.open.pop()


def _enter(outline: _Outline, heading: Heading, level: int) -> None:
    while outline.open and outline.open[-1][1] >= level:
        outline.open.pop()
    number = heading.number
    if number is not None and len(number.values) == 1:
        outline.open.append((_key(number), level))
    if heading.reason in ("short", "over"):
        return
    outline.plain = number is None
    # A name in mixed case ("Abstract") looks like the short lines beside it, not above them.
    beside = heading.reason == "name" and not is_capitals(heading.title)
    outline.current = level - 1 if beside else level


def _key(number: Number | None) -> str:
    return (number.word.casefold() or number.kind) if number else ""
