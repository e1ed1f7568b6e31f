"""The lines of a page that was not drawn from top to bottom into the order they are read in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine

_EDGE: Final = 0.08  # of the page's height: heads and feet are drawn at any time
_CLOSE: Final = 2.0  # of the size: lines of one block
_COLUMN_SHARE: Final = 0.25  # of the lines that a column holds at least
_WIDE: Final = 12.0  # of the size: lines of a column are longer than heads in a margin


def in_reading_order(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines of one page; those that were drawn in reading order stay as they are.

    A page of one column whose drawing jumps back up is put in order block by block, so that a
    head beside its text stays before it and whole. Pages of several columns are left alone.
    """
    text = [line for line in lines if _EDGE < line.base / line.height < 1 - _EDGE]
    if not _jumps(text) or _has_columns(text):
        return list(lines)
    blocks: list[list[PdfLine]] = []
    for line in lines:
        if blocks and _is_next(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    blocks.sort(key=lambda block: (-round(block[0].base), block[0].left))
    return [line for block in blocks for line in block]


def _jumps(lines: Sequence[PdfLine]) -> bool:
    """Whether a line is drawn above the one before it and not to its right."""
    return any(
        two.base > one.base + one.size and two.left < one.right
        for one, two in itertools.pairwise(lines)
        if one.block < 0 or two.block < 0  # cells are put in order by their table
    )


def _is_next(one: PdfLine, two: PdfLine) -> bool:
    """Whether a line stands under the one before it, or beside it, as part of one block."""
    if one.block >= 0 or two.block >= 0:
        return one.block >= 0 and two.block >= 0
    down = one.base - two.base
    if abs(down) < 0.3 * one.size:
        return two.left > one.right
    over = min(one.right, two.right) - max(one.left, two.left)
    return 0 < down < _CLOSE * max(one.size, two.size) and over > 0


def _has_columns(lines: Sequence[PdfLine]) -> bool:
    """Whether long lines stand to the left and to the right of a gap that few lines cross."""
    long = [line for line in lines if line.right - line.left > _WIDE * line.size]
    for edge in {round(line.left) for line in long}:
        right = [line for line in long if line.left >= edge - 1]
        left = [line for line in long if line.right < edge - 1]
        least = _COLUMN_SHARE * len(long)
        if len(left) >= max(least, 3) and len(right) >= max(least, 3):
            return True
    return False
