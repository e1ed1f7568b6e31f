"""Marks of points beside the lines they belong to, wherever a page draws them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.spacing import side_by_side

_MARK: Final = re.compile(r"[-–—•*▪◦●■·‣▶➢]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}")
_NEAR: Final = 3.5  # of the size, between a mark and its words
_EDGE: Final = 2.0  # points that the numbers of one list may stand apart; they are set flush


def attach_marks(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of one page, each mark that stands alone put before the words on its right.

    Some programs draw all marks of a page before or after its words.
    """
    marks = [line for line in lines if len(line.cells) == 1 and _MARK.fullmatch(line.text)]
    before: dict[int, PdfLine] = {}
    used: set[int] = set()
    for mark in marks:
        beside = [
            (line.left, index)
            for index, line in enumerate(lines)
            if line not in marks and index not in before and _belongs(mark, line)
        ]
        if beside:
            before[min(beside)[1]] = mark
            used.add(id(mark))
    return [
        _with_mark(before[index], line) if index in before else line
        for index, line in enumerate(lines)
        if id(line) not in used
    ]


def _belongs(mark: PdfLine, line: PdfLine) -> bool:
    near = side_by_side(mark, line) and mark.block == line.block
    return near and line.left - mark.right < _NEAR * line.size


def _with_mark(mark: PdfLine, line: PdfLine) -> PdfLine:
    return replace(
        line,
        text=f"{mark.text} {line.text}",
        left=mark.left,
        cells=((mark.left, mark.text), *line.cells),
        ends=(mark.right, *line.ends),
    )


def find_steps(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    """Lines of one section, those marked that a bare number opens and that count on each other.

    Each has a number in a column of its own and words beside it, and no head of a table is above.
    """
    opened = [n for n, line in enumerate(lines) if len(line.cells) == 2 and _number(line)]
    steps: set[int] = set()
    run: list[int] = []
    for index in [*opened, None]:
        if run and (index is None or not _counts_on(lines[run[-1]], lines[index])):
            if len(run) > 1 and _number(lines[run[0]]) == 1 and not _has_head(lines, run[0]):
                steps |= set(run)
            run = []
        if index is not None:
            run.append(index)
    return tuple(replace(line, step=True) if n in steps else line for n, line in enumerate(lines))


def _number(line: PdfLine) -> int:
    """The bare number in a line's first cell, 0 for none."""
    first = line.cells[0][1]
    return int(first) if first.isascii() and first.isdigit() and len(first) <= 3 else 0


def _counts_on(one: PdfLine, two: PdfLine) -> bool:
    apart = abs(one.cells[1][0] - two.cells[1][0])
    return _number(two) == _number(one) + 1 and apart < _EDGE


def _has_head(lines: Sequence[PdfLine], first: int) -> bool:
    """Whether the line above has its columns where these have them."""
    above = lines[first - 1] if first else None
    if above is None or len(above.cells) < 2 or above.page != lines[first].page:
        return False
    return abs(above.cells[1][0] - lines[first].cells[1][0]) < 2 * _EDGE
