"""Tables with rules between rows alone into grids: strips without a letter part columns."""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final

from briefgen.reading.formats.pdf.rules import Grid, Rule
from briefgen.slotted import dataclass

_SAME: Final = 3.0  # points between the ends of the rules of one table
_OPEN: Final = 3  # rules of a table that has none between its rows: around the head, at the end
_MOST: Final = 200  # rules of one length on a page: with more they are lines to write on
_NEAR: Final = 2.2  # of the size: from a rule to the line above it
_STRIP: Final = 0.45  # of the size of the letters: blank from top to bottom
_BOTH: Final = 2  # lines that have words on both sides of a strip, at least
_LINE: Final = 3.0  # points: letters on one line
_TALL: Final = 0.85  # of the size: from the base of a line to its top


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Where one letter stands, in points."""

    left: float
    right: float
    base: float
    size: float


def find_bands(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[Rule, ...]]:
    """Rules of one length under each other that no upright rule meets, from top to bottom."""
    groups: dict[tuple[int, int], list[Rule]] = {}
    for rule in across:
        if not any(rule.start < other.at < rule.end and _beside(rule, other) for other in down):
            key = (round(rule.start / _SAME), round(rule.end / _SAME))
            groups.setdefault(key, []).append(rule)
    return [
        tuple(sorted(group, key=lambda rule: -rule.at))
        for group in groups.values()
        if 1 < len(group) <= _MOST
    ]


def _beside(across: Rule, down: Rule) -> bool:
    return down.start - _SAME <= across.at <= down.end + _SAME


def band_grids(band: Sequence[Rule], letters: Sequence[Letter]) -> list[Grid]:
    """The grids of a band: one, or those of its parts where text stands between two tables."""
    if len(band) < 2:
        return []
    grid = _grid(band, [one for one in letters if _is_inside(one, band)], letters)
    if grid is not None:
        return [grid]
    gaps = [one.at - two.at for one, two in itertools.pairwise(band)]
    cut = gaps.index(max(gaps)) + 1
    return [*band_grids(band[:cut], letters), *band_grids(band[cut:], letters)]


def _is_inside(letter: Letter, band: Sequence[Rule]) -> bool:
    return band[-1].at < letter.base < band[0].at and _is_under(letter, band[0])


def _is_under(letter: Letter, rule: Rule) -> bool:
    return rule.start - _SAME <= letter.left <= rule.end + _SAME


def _grid(band: Sequence[Rule], inside: Sequence[Letter], letters: Sequence[Letter]) -> Grid | None:
    """The grid of a table; None where no strip parts it into columns."""
    strips = list(_strips(inside))
    if not strips:
        return None
    ys = [rule.at for rule in band]
    if len(band) == _OPEN:  # no rules between the rows below the head
        ys += _row_tops(inside, strips[0], band[1].at)
    ys += _head_top(band[0], strips, letters)
    xs = (band[0].start - _SAME, *strips, band[0].end + _SAME)
    cells = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}
    return Grid(xs=xs, ys=tuple(sorted(set(ys), reverse=True)), cells=cells)


def _head_top(rule: Rule, strips: Sequence[float], letters: Sequence[Letter]) -> list[float]:
    """The top of a head that has no rule above it: a line in the same columns, right over the
    first rule.
    """
    near = [
        one
        for one in letters
        if rule.at < one.base < rule.at + _NEAR * one.size and _is_under(one, rule)
    ]
    filled = {bisect_right(strips, one.left) for one in near}
    if len(filled) < 2 or any(one.left < x < one.right for one in near for x in strips):
        return []
    words = sorted(near, key=lambda one: one.left)
    apart = sum(two.left - one.right > _STRIP * one.size for one, two in itertools.pairwise(words))
    return [max(one.base + one.size for one in near)] if apart >= len(filled) - 1 else []


def _strips(letters: Sequence[Letter]) -> Iterator[float]:
    """The middles of the blank strips with words on both sides."""
    right = 0.0
    for letter in sorted(letters, key=lambda one: one.left):
        if right and letter.left - right > _STRIP * letter.size:
            middle = (letter.left + right) / 2
            if _both_sides(letters, middle) >= _BOTH:
                yield middle
        right = max(right, letter.right)


def _both_sides(letters: Sequence[Letter], middle: float) -> int:
    before = {round(one.base / _LINE) for one in letters if one.right < middle}
    after = {round(one.base / _LINE) for one in letters if one.left > middle}
    return len(before & after)


def _row_tops(letters: Sequence[Letter], first: float, head: float) -> Iterator[float]:
    """Above each line of the first column that stands below the head."""
    done: set[int] = set()
    opening = [one for one in letters if one.right < first and one.base < head]
    for one in sorted(opening, key=lambda one: -one.base):
        line = round(one.base / _LINE)
        if not done & {line - 1, line, line + 1}:
            done.add(line)
            yield one.base + _TALL * one.size


def read_letters(raw: Any, page: Any) -> list[Letter]:
    """Every letter of a page with the size that its font has before any scaling."""
    textpage = page.get_textpage()
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    try:
        for index in range(max(raw.FPDFText_CountChars(textpage), 0)):
            if chr(raw.FPDFText_GetUnicode(textpage, index) or 32).isspace():
                continue
            raw.FPDFText_GetCharBox(textpage, index, left, right, low, high)
            raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            size = raw.FPDFText_GetFontSize(textpage, index)
            found.append(Letter(left=left.value, right=right.value, base=y.value, size=size))
        return found
    finally:
        textpage.close()
