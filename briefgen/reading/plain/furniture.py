"""Running heads, running feet and page numbers set apart from the text."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.lexicon import CONNECTORS
from briefgen.reading.lines import Line
from briefgen.reading.numbering import roman_value
from briefgen.reading.plain.webpage import find_page_words
from briefgen.slotted import dataclass

_PAGE_NUMBER = re.compile(
    r"(?:[-–—~•*\[(|]{1,2}\s*)?(?P<word>(?:page|pg\.?|p\.|s\.|seite|página|pagina)\s*)?"
    r"(?:(?P<n>\d{1,4})(?:\s*(?:of|/|de|sur|von)\s*\d{1,4})?|(?P<roman>[ivxl]{1,7}))"
    r"(?:\s*[-–—~•*\])|]{1,2})?$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"x{0,3}l?x{0,3}(?:ix|iv|v?i{0,3})$")
# What is a page number by itself: "Page 1 of 3", "- 2 -".
_SURE = re.compile(
    r"(?:page|pg\.?|seite|página|pagina)\s*\d{1,4}\s*(?:of|/|de|sur|von)\s*\d{1,4}$"
    r"|(?P<dash>[-–—~])\s\d{1,3}\s(?P=dash)$",
    re.IGNORECASE,
)
# The number of a front page, far from the words beside it.
_ROMAN_PAGE = re.compile(r"(?<=\S)\s{2,}[ivxl]{1,6}$|^[ivxl]{1,6}\s{2,}(?=\S)")
_PAGE_IN_LINE = re.compile(r"(?<![\d.,])\d{1,4}(?![\d.,]*\d)")
_MAX_LENGTH = 120
_MAX_NUMBER = 24
_MAX_INDENTED = 140  # characters of a line with its indent
_LEAST = 3
_LEAST_AT_EDGE = 2
# A number that is a page's, rather than a chapter's: "Page 3", "| 3", or far from the words.
_PAGED = re.compile(
    r"\bpage\s*\d|\d\s*\||\|\s*\d|(?:\s{2,}|\t)\d{1,4}(?:\s*/\s*\d{1,4})?\W*$|^\W*\d{1,4}(?:\s{2,}|\t)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s{2,}\d{1,4}\s*/\s*\d{1,4}$")  # "24-23911     2/6"
_NAMED = re.compile(r"\bpage\s*\d{1,4}\W*$", re.IGNORECASE)
_NEAR = 4  # lines that are not blank between a running head and the page's edge
_CENTRED = 8  # blanks before a page number that need no blank line beside it
_FRONT = 6  # filled lines at the start that may be the title, though it runs as a head later on
_LEAST_HEAD = 10  # characters of a head that tears sentences
_LEAST_PAGE = 5  # lines between two heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Lines that belong to pages. `kinds`: line number to "page number", "running head" or, of a
    page on the web, "words of the page".

    `breaks`: numbers of the lines that furniture or a form feed stands right before.
    """

    kinds: Mapping[int, str]
    breaks: frozenset[int]
    pages: tuple[tuple[int, int], ...]  # (first line, number) of each page; () without pages


def find_furniture(lines: Sequence[Line]) -> Furniture:
    """Find what repeats from page to page.

    A page number needs two others that count on with it; a running head needs to stand twice at
    the edge of a page (beside a page number or form feed), or three times with a number in it that
    counts on, or three times and to tear a sentence.
    """
    filled = [line for line in lines if line.text]
    numbers = _counting_numbers(lines, filled) if filled else set()
    edges = {line.number for line in lines if line.page_start} | numbers
    heads = _running_heads(lines, filled, edges, numbers)
    kinds = dict.fromkeys(numbers, "page number") | dict.fromkeys(heads, "running head")
    kinds |= dict.fromkeys(find_page_words(filled), "words of the page")
    return Furniture(
        kinds=dict(sorted(kinds.items())),
        breaks=_breaks(filled, kinds),
        pages=_pages(filled),
    )


def spare(furniture: Furniture, lines: Container[int]) -> Furniture:
    """The same without these lines: the config states that they are text."""
    kinds = {number: kind for number, kind in furniture.kinds.items() if number not in lines}
    return replace(furniture, kinds=kinds)


def _stands_apart(lines: Sequence[Line], line: Line) -> bool:
    """Blank lines, a form feed or the file's end on at least one side."""
    before = lines[line.number - 2] if line.number > 1 else None
    after = lines[line.number] if line.number < len(lines) else None
    return (
        before is None
        or not before.text
        or line.page_start
        or after is None
        or not after.text
        or after.page_start
    )


def _opens_text(lines: Sequence[Line], line: Line) -> bool:
    """Whether the line right below goes on with it, after a blank line: a paragraph's first."""
    before, after = lines[line.number - 2 : line.number - 1], lines[line.number : line.number + 1]
    under = after and not after[0].page_start and after[0].words[:1].islower()
    return bool(under and before and before[0].blank and not line.page_start)


def _counting_numbers(lines: Sequence[Line], filled: Sequence[Line]) -> set[int]:
    """Lines that hold a page number alone and count on from page to page (gaps up to 2)."""
    seen: list[tuple[int, int]] = []
    roman: list[tuple[int, int]] = []
    sure: set[int] = set()
    named = 0
    for line in filled:
        if len(line.text) > _MAX_INDENTED or len(line.words) > _MAX_NUMBER:
            continue
        if line.text[-1].isalpha() and line.text[-1] not in "ivxlIVXL":
            continue  # most short lines end so
        match = _PAGE_NUMBER.match(line.words)
        if not match or not (_stands_apart(lines, line) or line.indent >= _CENTRED):
            continue
        if _SURE.match(line.words):
            sure.add(line.number)
        if digits := match.group("n"):
            seen.append((line.number, int(digits)))
            named += bool(match.group("word")) or line.number in sure
        elif _ROMAN.match(letters := match.group("roman")):
            roman.append((line.number, roman_value(letters.upper())))
    least = _LEAST_AT_EDGE if named == len(seen) else _LEAST
    found = _longest_count(seen, least) | sure
    return found | _longest_count(roman, _LEAST_AT_EDGE if found else _LEAST)


def _longest_count(seen: Sequence[tuple[int, int]], least: int) -> set[int]:
    """The longest run of (line, number) in which each number is 1 to 3 above the last one.

    `least`: how many it must have.
    """
    if not seen:
        return set()
    lengths: list[int] = []
    parents: list[int] = []
    last: dict[int, int] = {}  # number -> index of the longest run that ends with it
    for index, (_, number) in enumerate(seen):
        before = [last[number - step] for step in (1, 2, 3) if number - step in last]
        parent = max(before, key=lambda i: lengths[i], default=-1)
        lengths.append(lengths[parent] + 1 if parent >= 0 else 1)
        parents.append(parent)
        if number not in last or lengths[index] >= lengths[last[number]]:
            last[number] = index
    at = max(range(len(seen)), key=lambda i: lengths[i], default=-1)
    if at < 0 or lengths[at] < least:
        return set()
    found = set()
    while at >= 0:
        found.add(seen[at][0])
        at = parents[at]
    return found


_Places = dict[str, list[int]]


def _running_heads(
    lines: Sequence[Line], filled: Sequence[Line], edges: set[int], numbers: set[int]
) -> set[int]:
    """Numbered heads first: they are edges of pages too, beside which other heads repeat."""
    places = _repeated(lines, filled, numbers)
    found: set[int] = set()
    for mask, indices in places.items():
        if "#" in mask:
            found.update(filled[i].number for i in _numbered_heads(filled, indices))
        elif _tears(filled, indices):
            found.update(filled[i].number for i in indices if i >= _FRONT or _tears_at(filled, i))
    edges = edges | found
    for indices in places.values() if edges else ():
        near = [i for i in indices if _near_edge(filled, i, edges)]
        title = indices[0] not in near or indices[0] < _FRONT
        if len(near) >= _LEAST_AT_EDGE and len(near) * 10 >= (len(indices) - title) * 8:
            found.update(filled[i].number for i in near if i or len(near) == len(indices) > 2)
    return found


def _numbered_heads(filled: Sequence[Line], indices: Sequence[int]) -> Sequence[int]:
    """Those with a page number that stands off from their words, or is named as one."""
    paged = [i for i in indices if _PAGED.search(filled[i].words)]
    named = all(_NAMED.search(filled[i].words) for i in paged)
    least = _LEAST_AT_EDGE if named else _LEAST
    counts = len(paged) >= least and _counts_on([filled[i].words for i in paged])
    front = [i for i in indices if _ROMAN_PAGE.search(filled[i].words)]
    return sorted({*paged, *front}) if counts else ()


def _are_apart(indices: Sequence[int]) -> bool:
    return all(b - a > _LEAST_PAGE for a, b in itertools.pairwise(indices))


def _tears(filled: Sequence[Line], indices: Sequence[int]) -> bool:
    """Whether a line that stands three times, pages apart, parts a sentence at one place or more.

    Other lines may stand between it and the sentence: the foot and head of a page repeat together.
    """
    if len(indices) < _LEAST or not _are_apart(indices):
        return False
    if len(filled[indices[0]].words) < _LEAST_HEAD:
        return False
    return any(_tears_at(filled, index) for index in indices)


def _tears_at(filled: Sequence[Line], index: int) -> bool:
    for above in range(max(index - 2, 0), index):
        for below in range(index + 1, min(index + 3, len(filled))):
            before, after = filled[above].words, filled[below].words
            if len(before) > _LEAST_HEAD and not ends_sentence(before) and after[:1].islower():
                return before[-1:].islower() or before[-1:] in ",-"
    return False


def _repeated(lines: Sequence[Line], filled: Sequence[Line], numbers: set[int]) -> _Places:
    """Short lines that stand apart and stand twice at least: masked text -> indices."""
    places: _Places = defaultdict(list)
    for index, line in enumerate(filled):
        if len(line.text) > _MAX_LENGTH or line.number in numbers:
            continue
        words = line.words
        if words[0].islower() or words[-1] in ".,;:":
            continue
        if not any(map(str.isalpha, words)) and not _OF_ALL.search(words):
            continue
        last = words.rsplit(maxsplit=1)
        torn = len(last) > 1 and last[-1].lower() in CONNECTORS  # the line of a paragraph
        if not torn and _stands_apart(lines, line) and not _opens_text(lines, line):
            places[_mask(words)].append(index)
    return {mask: indices for mask, indices in places.items() if len(indices) >= _LEAST_AT_EDGE}


def _mask(text: str) -> str:
    """The words with a sign for each number; where one stands at an edge, at the first: left and
    right pages have theirs on different sides.
    """
    text = _ROMAN_PAGE.sub("", f"#  {text}") if _ROMAN_PAGE.search(text) else text
    mask = _PAGE_IN_LINE.sub("#", " ".join(text.split())).casefold()
    return f"# {mask[:-2]}" if mask.endswith(" #") and mask.count("#") == 1 else mask


def _counts_on(texts: Sequence[str]) -> bool:
    """Whether one of the numbers in these lines grows by 1 to 3 from line to line."""
    rows = [[int(n) for n in _PAGE_IN_LINE.findall(text)] for text in texts]
    width = min(len(row) for row in rows)
    for column in range(width):
        values = [row[column] for row in rows]
        steps = [b - a for a, b in itertools.pairwise(values)]
        if steps and sum(1 <= step <= 3 for step in steps) * 10 >= len(steps) * 9:
            return values[0] < 1000  # years count on too, but in no running foot from year to year
    return False


def _near_edge(filled: Sequence[Line], index: int, edges: set[int]) -> bool:
    around = filled[max(index - _NEAR, 0) : index + _NEAR + 1]
    return any(line.number in edges for line in around)


def _breaks(filled: Sequence[Line], kinds: Mapping[int, str]) -> frozenset[int]:
    """Lines of text that a page starts before."""
    found: set[int] = set()
    pending = False
    for line in filled:
        pending = pending or line.page_start
        if line.number in kinds:
            pending = True
        elif pending:
            found.add(line.number)
            pending = False
    return frozenset(found)


def _pages(filled: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Pages by form feeds, where there are any; counted from 1."""
    if True not in [line.page_start for line in filled]:
        return ()
    pages: list[tuple[int, int]] = []
    page = 1
    for line in filled:
        if line.page_start and pages:
            page += 1
        if line.page_start or not pages:
            pages.append((line.number, page))
    return tuple(pages)
