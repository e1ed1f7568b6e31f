"""Lines that stand out by their look alone into headings of levels, and the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefgen.reading.clumps import ends_sentence

_MOST_WORDS: Final = 18
_MOST_LENGTH: Final = 160
_MOST_LEVELS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A paragraph that stands out. `index`: its place among all pieces; `size` in points."""

    index: int
    text: str
    size: float


def may_be_heading(text: str) -> bool:
    """Short, with letters, and neither a sentence nor the opening of one."""
    words = text.split()
    if not words or len(words) > _MOST_WORDS or len(text) > _MOST_LENGTH:
        return False
    if not any(c.isalpha() for c in text) or text[-1] in ",;":
        return False
    return not ends_sentence(text) or text.endswith(("?", "!")) or len(words) <= 3


def levels_of(lines: Sequence[Headline], count: int) -> tuple[int | None, dict[int, int]]:
    """(index of the title or None, index -> level) of what may be a heading, the largest first.

    The title opens the text and is larger than all others; or as large, and another one follows it
    at once. The last of all `count` pieces is no heading: nothing stands under it.
    """
    kept = [one for one in lines if may_be_heading(one.text) and one.index < count - 1]
    title = _title(kept)
    others = [one for one in kept if one.index != title]
    sizes = sorted({round(one.size) for one in others}, reverse=True)
    levels = {one.index: min(sizes.index(round(one.size)) + 1, _MOST_LEVELS) for one in others}
    return title, levels


def _title(lines: Sequence[Headline]) -> int | None:
    if len(lines) < 2 or lines[0].index > 2:
        return None
    first, others = lines[0], lines[1:]
    largest = max(round(one.size) for one in others)
    at_once = others[0].index == first.index + 1 and round(others[0].size) == largest
    if largest < round(first.size) or (at_once and largest == round(first.size)):
        return first.index
    return None
