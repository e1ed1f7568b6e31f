"""Lines that stand out by their look alone into headings of levels, and the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.formats.pieces import Head, Piece
from briefgen.reading.numbering import split_number
from briefgen.slotted import dataclass

_MOST_WORDS: Final = 18
_MOST_LENGTH: Final = 160
_MOST_LEVELS: Final = 6
_LEAST_NUMBERED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A paragraph that stands out. `index`: its place among all pieces; `size` in points; `rank`:
    which of those of one size stands above the others, the highest first.
    """

    index: int
    text: str
    size: float
    rank: int = 0


def title_of(pieces: Sequence[Piece]) -> str:
    """The title that a text gives itself: its only heading of level 1, if that is its first."""
    heads = [piece for piece in pieces if isinstance(piece, Head)]
    top = [head for head in heads if head.level == 1]
    return top[0].title if len(top) == 1 and heads[0] is top[0] else ""


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
    looks = sorted({_look(one) for one in others}, reverse=True)
    levels = {one.index: min(looks.index(_look(one)) + 1, _MOST_LEVELS) for one in others}
    return title, levels


def _look(line: Headline) -> tuple[int, int]:
    return round(line.size), line.rank


def _title(lines: Sequence[Headline]) -> int | None:
    if len(lines) < 2 or lines[0].index > 2:
        return None
    first, others = lines[0], lines[1:]
    largest = max(round(one.size) for one in others)
    at_once = others[0].index == first.index + 1 and round(others[0].size) == largest
    if largest < round(first.size) or (at_once and largest == round(first.size)):
        return first.index
    return None


def by_numbers(levels: Mapping[int, int], texts: Mapping[int, str]) -> dict[int, int]:
    """The levels again where headings are numbered in depth ("2", "2.1"): the number tells more
    than the look. Headings without one keep their place among those that look alike.
    """
    depths = {index: depth for index in levels if (depth := _depth(texts[index]))}
    if len(depths) < _LEAST_NUMBERED or max(depths.values()) < 2:
        return dict(levels)
    of_look: dict[int, list[int]] = {}
    for index, depth in depths.items():
        of_look.setdefault(levels[index], []).append(depth)
    usual = {look: max(sorted(set(found)), key=found.count) for look, found in of_look.items()}
    above = _looks_above(levels, depths, min(usual))
    return {
        index: min(_level(look, depths.get(index), usual, above), _MOST_LEVELS)
        for index, look in levels.items()
    }


def _looks_above(levels: Mapping[int, int], depths: Mapping[int, int], top: int) -> list[int]:
    """Looks of parts that stand over the numbered headings, two of each at least."""
    bare = [look for index, look in levels.items() if index not in depths and look < top]
    return [look for look in sorted(set(bare)) if bare.count(look) >= 2]


def _level(look: int, depth: int | None, usual: Mapping[int, int], above: Sequence[int]) -> int:
    if depth is not None:
        return depth + len(above)
    if look in above:
        return above.index(look) + 1
    if look in usual:
        return usual[look] + len(above)
    higher = [one for one in usual if one < look]
    return usual[max(higher)] + 1 + len(above) if higher else 1


def _depth(text: str) -> int:
    """How deep a heading's number is nested, 0 where it has none that is sure."""
    number, _ = split_number(text)
    sure = number is not None and number.sure and number.kind == "arabic" and not number.word
    return len(number.values) if number and sure else 0
