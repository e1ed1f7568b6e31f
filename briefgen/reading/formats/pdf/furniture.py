"""Which lines of a PDF belong to its pages: running heads, feet, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine

_ZONE: Final = 0.13  # of the page's height, at its head and at its foot
_NEAR: Final = 6.0  # points that a running head may move from page to page
_CLOSE: Final = 1.5  # of the size: lines of one paragraph
_ALIKE: Final = 0.6  # points between sizes that count as one
_MOST_EDGE: Final = 5  # lines of furniture at one edge of a page
_DIGITS: Final = re.compile(r"\d+|\b[ivxlc]{1,6}\b", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"\W{0,3}(?:page|p\.|seite|página|pagina)?\s*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:of|/|de|sur|von)\s*\d{1,4})?\W{0,3}$",
    re.IGNORECASE,
)
_OF: Final = re.compile(r"\bpage\s+\d+\s+of\s+\d+\b|^\d+\s*/\s*\d+$", re.IGNORECASE)
_MARKER: Final = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z]\b)[.)]?\s*(?=\S)")
_SMALL: Final = 0.93  # of the body's size


def find_page_furniture(lines: Sequence[PdfLine]) -> dict[int, str]:
    """Line number -> "running head", "running foot" or "page number".

    What stands at the edge of a page and, its numbers aside, at the same place of two pages at
    least (of three in documents of more than five pages), and nothing of the text beyond it.
    """
    pages: dict[int, list[PdfLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = [edge for page in pages.values() for edge in _edges(page)]
    seen: Counter[tuple[str, int]] = Counter()
    for at_head, edge in edges:
        for key in {key for line in edge for key in _keys(line, at_head=at_head)}:
            seen[key] += 1
    least = 2 if len(pages) <= 5 else 3
    kinds: dict[int, str] = {}
    for at_head, edge in edges:
        found = []
        for line in edge:
            repeated = max(seen[key] for key in _keys(line, at_head=at_head)) >= least
            if not repeated and not _OF.search(line.text):
                break
            found.append(line)
        while found and _runs_on(found[-1], pages[found[-1].page], found):
            found.pop()
        for line in found:
            number = bool(_NUMBER.match(line.text))
            kind = "page number" if number else "running head" if at_head else "running foot"
            kinds[line.number] = kind
    return kinds


def _runs_on(line: PdfLine, page: Sequence[PdfLine], found: Sequence[PdfLine]) -> bool:
    """Whether a line goes on in the text beside it: the text repeats itself, not the page."""
    if _NUMBER.match(line.text):
        return False
    return any(
        0 < abs(other.base - line.base) < _CLOSE * line.size
        and abs(other.size - line.size) < _ALIKE
        and other.bold == line.bold
        for other in page
        if other not in found
    )


def _edges(page: Sequence[PdfLine]) -> list[tuple[bool, list[PdfLine]]]:
    """The lines at the head and at the foot of a page, from the edge inwards."""
    height = page[0].height
    down = sorted(page, key=lambda line: -line.base)
    head = [line for line in down[:_MOST_EDGE] if line.base > height * (1 - _ZONE)]
    foot = [line for line in down[::-1][:_MOST_EDGE] if line.base < height * _ZONE]
    return [(True, head), (False, foot)]


def _keys(line: PdfLine, *, at_head: bool) -> list[tuple[str, int]]:
    """The line without its numbers, at its height and at the one beside it."""
    words = ("h:" if at_head else "f:") + _DIGITS.sub("#", line.text.casefold())
    step = round(line.base / _NEAR)
    return [(words, step), (words, step + 1)]


def find_footnotes(lines: Sequence[PdfLine], body_size: float) -> tuple[tuple[PdfLine, ...], ...]:
    """The lines of each footnote: smaller than the text, below all of it, opened by a mark."""
    pages: dict[int, list[PdfLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    notes: list[list[PdfLine]] = []
    for page in pages.values():
        notes += _page_notes(page, body_size)
    return tuple(tuple(note) for note in notes)


def _page_notes(page: Sequence[PdfLine], body_size: float) -> list[list[PdfLine]]:
    small = _SMALL * body_size
    floor = min((line.base for line in page if line.size > small), default=None)
    if floor is None:
        return []
    foot = sorted((line for line in page if line.base < floor), key=lambda line: -line.base)
    notes: list[list[PdfLine]] = []
    for line in foot:
        if _MARKER.match(line.text) and not (notes and _deeper(notes[-1][0], line)):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
    return notes


def _deeper(first: PdfLine, line: PdfLine) -> bool:
    """Whether a line is indented under the first of its note: a number that opens it is a word."""
    return line.left > first.left + 0.6 * first.size and not line.text[:1].isdigit()
