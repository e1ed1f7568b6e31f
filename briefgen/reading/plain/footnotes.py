"""Notes at the foot of a page set apart from the text that they would tear."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from briefgen.reading.lines import Line

_NOTE = re.compile(r"(?:\[(?P<in>\d{1,3})\]|(?P<out>\d{1,3})[.)]?)\s+(?=[\"“«(]?[A-ZÀ-Ýa-z])")
_RULE = re.compile(r"[_\-–—]{3,}$")
_DEEPEST = 40  # filled lines of a page that its notes take at most

Note = tuple[Line, ...]


def find_footnotes(lines: Sequence[Line], breaks: frozenset[int]) -> tuple[Note, ...]:
    """The notes of every page: the last lines before the next page (`breaks`: its first line).

    The witness: each opens with the next number, and that number stands in the page's text where no
    blank parts it from a word (`coast.3`) or in brackets. `lines`: page furniture left blank.
    """
    if not breaks:
        return ()
    filled = [line for line in lines if line.text]
    found: list[Note] = []
    page: list[Line] = []
    for line in filled:
        if line.number in breaks:
            found += _notes_of(page, lines)
            page = []
        page.append(line)
    return (*found, *_notes_of(page, lines))


def _notes_of(page: Sequence[Line], lines: Sequence[Line]) -> list[Note]:
    starts: list[int] = []
    wanted = below = 0
    for index in range(len(page) - 1, max(len(page) - _DEEPEST, 0), -1):
        number = _number(page[index])
        if not number or (wanted and number != wanted):
            continue
        text = "\n".join(line.words for line in page[:index])
        if not _is_called(number, text):
            below = below if starts else number
        elif not starts and below == number + 1:
            return []  # points of a list: the next one is called nowhere
        else:
            starts.insert(0, index)
            wanted = number - 1
    while starts and not _is_apart(page, starts[0], lines):
        starts.pop(0)
    return [_one(page[a:b]) for a, b in itertools.pairwise([*starts, len(page)])]


def _one(lines: Sequence[Line]) -> Note:
    """The lines of a note up to the first blank one, unless what follows is set in or goes on."""
    for index, (one, two) in enumerate(itertools.pairwise(lines), 1):
        goes_on = two.words[:1].islower() or two.indent > lines[0].indent
        if _number(two) or (two.number > one.number + 1 and not goes_on):
            return tuple(lines[:index])
    return tuple(lines)


def _number(line: Line) -> int:
    match = _NOTE.match(line.words)
    return int(match.group("in") or match.group("out")) if match else 0


def _is_called(number: int, text: str) -> bool:
    pattern = rf"(?:[^\W\d_][.,;:!?]?[\"”’»)]?{number}|\[{number}\])(?![\w.]*\d)(?!\w)"
    return re.search(pattern, text) is not None


def _is_apart(page: Sequence[Line], index: int, lines: Sequence[Line]) -> bool:
    """A blank line or a rule stands over the first note."""
    number = page[index].number
    return lines[number - 2].blank or bool(_RULE.match(page[index - 1].words))
