"""A selector on a list of units: which of them it chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from briefgen.model import (
    BulletList,
    Document,
    Milestone,
    Milestones,
    OrderedList,
    Paragraph,
    Quote,
    Section,
)
from briefgen.model import Table as TableBlock
from briefgen.selection.corpus import Entry, has_role, unit_texts
from briefgen.selection.folding import find_phrase, fold_words, matches_glob
from briefgen.selection.selectors import Position, Selector, Years
from briefgen.tree import plain_text

_YEAR = r"(?<![\w.,+/§-])(?P<first>(?:1[5-9]|20|21)\d\d)"
_SPAN = re.compile(
    _YEAR + r"(?:\s?[-–—/]\s?|\s(?:to|through|until|till|bis|à|au)\s)"
    r"(?P<last>(?:1[5-9]|20|21)?\d\d)(?![\w-]|[.,]\d)"
)
_DECADE = re.compile(_YEAR + r"(?<=0)['’]?s\b")
Chosen = frozenset[int]  # by `Entry.order`


def choose(entries: Sequence[Entry], selector: Selector, *, quotes: bool = False) -> Chosen:
    """The orders of the units that a selector chooses.

    Without `kind` or `speaker` quotations inside running text are not chosen, only the text;
    `quotes` lifts that, for the inner selectors of one that asks for quotes.
    """
    quotes = quotes or selector.kind == "quote" or bool(selector.speaker)
    nested = bool(selector.any or selector.all or selector.first_of)
    chosen = frozenset(
        e.order for e in entries if (quotes or nested or not e.spoken) and holds(e, selector)
    )
    if selector.any:
        chosen &= _union(entries, selector.any, quotes)
    for inner in selector.all:
        chosen &= choose(entries, inner, quotes=quotes)
    if selector.exclude:
        chosen -= _union(entries, selector.exclude, quotes=True)
    if selector.first_of:
        found = (chosen & choose(entries, inner, quotes=quotes) for inner in selector.first_of)
        chosen = next((some for some in found if some), frozenset())
    if selector.position:
        chosen = _at_position(entries, selector, chosen)
    return chosen


def find_excluded(entries: Sequence[Entry], selector: Selector) -> Chosen:
    """The units that a selector takes out of what it would choose, by its own `exclude` or by that
    of a selector that must hold too.
    """
    excluded = _union(entries, selector.exclude, quotes=True)
    for inner in selector.all:
        excluded |= find_excluded(entries, inner)
    return excluded


def _union(entries: Sequence[Entry], selectors: Iterable[Selector], quotes: bool) -> Chosen:
    chosen: Chosen = frozenset()
    for selector in selectors:
        chosen |= choose(entries, selector, quotes=quotes)
    return chosen


def holds(entry: Entry, selector: Selector) -> bool:
    """Whether all keys but the nesting ones and `position` hold for one unit."""
    return (
        matches_source(entry.document, selector)
        and (not selector.role or has_role(entry, selector.role))
        and (not _asks_for_section(selector) or matched_section(entry, selector) is not None)
        and (selector.kind is None or entry.kind == selector.kind)
        and (not selector.speaker or _is_said_by(entry, selector.speaker))
        and (selector.years is None or _is_dated(entry, selector.years))
        and all(says(unit_texts(entry.unit), words) for words in selector.contains)
    )


# --- source and section ---------------------------------------------------------------------------


def matches_source(document: Document, selector: Selector) -> bool:
    """The glob fits the id of the source, its file name, or that without its ending."""
    if not selector.source:
        return True
    path = PurePosixPath(document.id)
    return any(matches_glob(name, selector.source) for name in (document.id, path.name, path.stem))


def _asks_for_section(selector: Selector) -> bool:
    return bool(selector.number or selector.title)


def fits_heading(path: Sequence[Section], at: int, selector: Selector) -> bool:
    """Whether role, title and number hold for `path[at]`; path runs from the outermost inwards."""
    section = path[at]
    if selector.role == "any" and not section.role:
        return False
    if selector.role not in ("", "any", section.role):
        return False
    if selector.title and not matches_glob(plain_text(section.title), selector.title):
        return False
    return not selector.number or _has_number(path[: at + 1], selector.number)


def _has_number(path: Sequence[Section], number: str) -> bool:
    """The own number ("III", "2") or the numbers from outside inwards ("VI.2")."""
    wanted = number.rstrip(".) ")
    numbers = [section.number.strip("( ").rstrip(".) ") for section in path]
    dotted = ".".join(n for n in numbers if n)
    return bool(numbers[-1]) and any(matches_glob(n, wanted) for n in (numbers[-1], dotted))


def matched_section(entry: Entry, selector: Selector) -> Section | None:
    """The section around a unit that role, title and number choose, the outermost of several."""
    depth = _matched_depth(entry, selector)
    return None if depth is None else entry.path[depth]


def _matched_depth(entry: Entry, selector: Selector) -> int | None:
    fitting = (n for n in range(len(entry.path)) if fits_heading(entry.path, n, selector))
    return next(fitting, None)


# --- unit -----------------------------------------------------------------------------------------


def says(texts: Iterable[str], words: str) -> bool:
    """Whether one of the texts has these words, whole, side by side, case-folded."""
    phrase = fold_words(words)
    return any(find_phrase(fold_words(text), phrase) >= 0 for text in texts)


def _is_said_by(entry: Entry, speaker: str) -> bool:
    return isinstance(entry.unit, Quote) and matches_glob(entry.unit.speaker, speaker)


def _is_dated(entry: Entry, years: Years) -> bool:
    """A dated row by the years it spans, any other unit by the dates that its text states."""
    if isinstance(entry.unit, Milestone):
        when = entry.unit.when
        return when is not None and _overlaps(when.start.year, when.end.year, years)
    stated = any(
        date.block in entry.blocks and _overlaps(date.value.year, date.value.year, years)
        for date in entry.document.metadata.dates
    )
    return stated or any(
        _overlaps(first, last, years)
        for text in unit_texts(entry.unit)
        for first, last in stated_spans(text)
    )


def stated_spans(text: str) -> Iterator[tuple[int, int]]:
    """(first, last) of the years that a text states as a span: "1998-2000", "2014/15", "from 1998
    to 2000", "the 1990s".
    """
    for span in _SPAN.finditer(text):
        first, end = int(span["first"]), span["last"]
        last = int(end) if len(end) == 4 else first - first % 100 + int(end)
        if first < last:
            yield first, last
    for decade in _DECADE.finditer(text):
        yield int(decade["first"]), int(decade["first"]) + 9


def _overlaps(first: int, last: int, years: Years) -> bool:
    return (not years.last or first <= years.last) and last >= years.first


# --- position -------------------------------------------------------------------------------------


def _at_position(entries: Sequence[Entry], selector: Selector, chosen: Chosen) -> Chosen:
    """The n-th section with what was chosen in it, or the n-th unit where units are asked for."""
    assert selector.position is not None  # noqa: S101 - the caller looked
    by_section = (selector.role or selector.title or selector.number) and not (
        selector.kind or selector.contains or selector.years or selector.speaker
    )
    groups: dict[str | int, set[int]] = {}
    for entry in entries:
        if entry.order in chosen:
            key = _counted_section(entry, selector) if by_section else entry.order
            if key is not None:
                groups.setdefault(key, set()).add(entry.order)
    return frozenset(n for group in _slice(list(groups.values()), selector.position) for n in group)


def _slice(groups: Sequence[set[int]], position: Position) -> Sequence[set[int]]:
    count = len(groups)
    first = position.first if position.first > 0 else count + 1 + position.first
    last = position.last if position.last > 0 else count + 1 + position.last
    return groups[max(first, 1) - 1 : max(last, 0)]


def _counted_section(entry: Entry, selector: Selector) -> str | None:
    """The id of the section that counts for a unit, None for one that stands in none.

    Sub-sections of a matched section do not count again. But a section that is a mere roof over
    two or more of them (each side's view under "Perceptions") gives way to them.
    """
    depth = _matched_depth(entry, selector)
    if depth is None:
        return f"{entry.document.id}:" if isinstance(entry.unit, Milestone) else None
    while _is_roof(entry.path[: depth + 1], selector):
        depth += 1
        if depth >= len(entry.path) or not fits_heading(entry.path, depth, selector):
            return None
    return f"{entry.document.id}:{entry.path[depth].id}"


def _is_roof(path: Sequence[Section], selector: Selector) -> bool:
    blocks = path[-1].blocks
    inner = [b for b in blocks if isinstance(b, Section)]
    fitting = [s for s in inner if fits_heading((*path, s), len(path), selector)]
    lists = any(isinstance(b, BulletList | OrderedList | Milestones | TableBlock) for b in blocks)
    own = sum(isinstance(b, Paragraph) for b in blocks)
    return len(fitting) >= 2 and own <= 1 and not lists
