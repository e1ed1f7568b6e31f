"""The lines of all pages: their numbers, which stand side by side, and which apart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine

_LEVEL: Final = 0.3  # of the size: lines side by side
_GAP: Final = 1.3  # of the usual distance: lines further apart have a blank line between them


def number_lines(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    """Lines with their numbers; a wide gap counts as an empty line, as in a text file."""
    usual = usual_distance(lines)
    done: list[PdfLine] = []
    number = 0
    for line in lines:
        number += 1
        if done and done[-1].page == line.page and is_apart(done[-1], line, usual):
            number += 1
        done.append(replace(line, number=number))
    return tuple(done)


def side_by_side(one: PdfLine, two: PdfLine) -> bool:
    """Whether a line goes on to the right of another, apart from it."""
    level = one.page == two.page and abs(one.base - two.base) < _LEVEL * max(one.size, two.size)
    return level and two.left > one.right


def rejoin(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    """Lines side by side as one again: cells of a row, where neither is a heading."""
    done: list[PdfLine] = []
    for line in lines:
        if done and side_by_side(done[-1], line):
            last = done[-1]
            done[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                right=line.right,
                bold=last.bold and line.bold,
                cells=(*last.cells, *line.cells),
                marks=(*last.marks, *line.marks),
                beside=(*last.beside, line.number),
            )
        else:
            done.append(line)
    return tuple(done)


def usual_distance(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Size in whole points -> the commonest distance from line to line, in points."""
    counts: dict[int, dict[float, int]] = {}
    for one, two in itertools.pairwise(lines):
        down = one.base - two.base
        if one.page == two.page and abs(one.size - two.size) < 0.6 and 0.9 < down / one.size < 2.2:
            found = counts.setdefault(round(one.size), {})
            key = round(down * 2) / 2
            found[key] = found.get(key, 0) + 1
    return {size: max(found, key=lambda key: (found[key], -key)) for size, found in counts.items()}


def is_apart(one: PdfLine, two: PdfLine, usual: dict[int, float]) -> bool:
    """Whether there is more room between two lines of a page than lines of a paragraph have."""
    down = one.base - two.base
    size = max(one.size, two.size)
    distance = usual.get(round(one.size), 1.25 * one.size)
    return down < -0.5 * size or down > max(_GAP * distance, distance + 0.2 * size)
