"""The lines of a PDF's text into drafts of paragraphs and points, and its tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Final

from briefgen.reading.clumps import bullet_mark, ends_sentence, is_closed
from briefgen.reading.drafts import Draft, Parts, step_value
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.spacing import is_apart
from briefgen.slotted import dataclass

_LETTER: Final = 0.5  # of the size: what an indent is counted in
_STEP: Final = re.compile(
    r"(?:\((?P<in>\d{1,3}|[a-z]|[ivx]{1,5})\)|(?P<out>\d{1,3}|[a-z]|[ivx]{1,5})[.)])[ \t]+(?=\S)"
)
_INDENT: Final = 0.8  # of the size: a first line set in, or a point's words
_MOST_INDENT: Final = 4.0  # of the size
_ASIDE: Final = 0.3  # of the size: not under the words above
_SIZES: Final = 0.6  # points: sizes that count as one
_COLUMN: Final = 4.0  # points that the cells of a column may be apart
_GLYPH: Final = 0.45  # of the size: the usual width of a letter
_LEAST_ROWS: Final = 2
_TALL_ROW: Final = 14.0  # of the size: from one row to the next, whose words may stand at its foot
_TALL_CELL: Final = 4.0  # of the size: from one line of a cell to the next
_FEW: Final = 3  # first lines set in, of a text that sets its paragraphs so


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfRow:
    """Cells of a table: for each, the lines that stand in it with their words."""

    cells: tuple[Parts, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfTable:
    rows: tuple[PdfRow, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(n for row in self.rows for n in row.lines)


# --- tables ---------------------------------------------------------------------------------------


def find_tables(lines: Sequence[PdfLine]) -> list[PdfTable]:
    """Neighbouring lines in columns that stand under each other, two rows at least.

    A line that starts at a later column than the first goes on with the cell above it.
    """
    tables: list[PdfTable] = []
    run: list[PdfLine] = []
    for line in lines:
        if run and not _goes_on(run, line):
            tables += _table(run)
            run = []
        if run or len(line.cells) > 1:
            run.append(line)
    return [*tables, *_table(run)]


def _goes_on(run: Sequence[PdfLine], line: PdfLine) -> bool:
    columns = [left for left, _ in run[0].cells]
    if line.page != run[0].page or abs(line.size - run[0].size) > 2 * _SIZES:
        return False
    places = [_column(columns, left) for left, _ in line.cells]
    if any(place is None for place in places):
        return False
    tall = _TALL_ROW if len(places) > 1 else _TALL_CELL
    if line.base > run[0].base + 0.2 * line.size or run[-1].base - line.base > tall * line.size:
        return False
    return len(places) > 1 or places[0] != 0


def _column(columns: Sequence[float], left: float) -> int | None:
    near = [n for n, edge in enumerate(columns) if abs(edge - left) <= _COLUMN]
    return near[0] if near else None


def _table(run: Sequence[PdfLine]) -> list[PdfTable]:
    if sum(len(line.cells) > 1 for line in run) < _LEAST_ROWS or _is_list(run):
        return []
    columns = [left for left, _ in run[0].cells]
    rows: list[tuple[list[Parts], list[int]]] = []
    for line in run:
        placed = [(_column(columns, left) or 0, words) for left, words in line.cells]
        if rows and placed[0][0] != 0:
            cells = rows[-1][0]
        else:
            cells = [()] * len(columns)
            rows.append((cells, []))
        for column, words in placed:
            cells[column] = (*cells[column], (line.number, words))
        rows[-1][1].extend((line.number, *line.beside))
    made = tuple(PdfRow(cells=tuple(cells), lines=tuple(lines)) for cells, lines in rows)
    return [PdfTable(rows=made)] if len(made) >= _LEAST_ROWS else []


def _is_list(run: Sequence[PdfLine]) -> bool:
    """Marks of points stand in a column of their own too."""
    opened = [line for line in run if len(line.cells) > 1]
    return all(line.step or _is_mark(line.cells[0][1]) for line in opened)


def _is_mark(cell: str) -> bool:
    return bool(bullet_mark(f"{cell} X") or _STEP.match(f"{cell} X"))


# --- paragraphs and points ------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Open:
    """A paragraph or point that still takes lines."""

    lines: list[PdfLine] = field(default_factory=list)

    @property
    def is_point(self) -> bool:
        return opens_point(self.lines[0])


def step_mark(text: str) -> str:
    """The number or letter of a step that a text opens with (`3.`, `(a)`), "" for none."""
    step = _STEP.match(text)
    return step.group().strip() if step else ""


def opens_point(line: PdfLine) -> bool:
    return line.step or bool(bullet_mark(line.text) or _STEP.match(line.text))


def make_drafts(
    lines: Sequence[PdfLine],
    usual: Mapping[int, float],
    edges: Mapping[int, float] = MappingProxyType({}),
) -> list[Draft]:
    """Drafts of the running text of one section: by room, marks, indents and short lines.

    `edges`: page -> left edge of its text, where the first lines of paragraphs are set in.
    """
    rights = _right_edges(lines)
    groups: list[_Open] = []
    page = 0
    for line in lines:
        if groups and not _starts_anew(groups[-1], line, usual, rights, edges):
            groups[-1].lines.append(line)
        else:
            groups.append(_Open(lines=[line]))
    drafts = []
    for group in groups:
        first = group.lines[0]
        drafts.append(_draft(group, after_break=bool(page) and first.page != page))
        page = group.lines[-1].page
    return drafts


def _right_edges(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Page -> how far its lines reach to the right, a stray one aside."""
    pages: dict[int, list[float]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line.right)
    return {page: sorted(found)[-1 - len(found) // 20] for page, found in pages.items()}


def first_line_indents(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Page -> left edge of the text, of a document that sets the first lines of paragraphs in."""
    lefts: dict[int, list[float]] = {}
    for line in lines:
        lefts.setdefault(line.page, []).append(line.left)
    edges = {page: sorted(found)[len(found) // 4] for page, found in lefts.items()}
    set_in = sum(
        one.page == two.page
        and 0 < one.base - two.base < 2 * one.size
        and abs(two.left - edges[two.page]) < _ASIDE * two.size
        and _INDENT * one.size < one.left - two.left < _MOST_INDENT * one.size
        and len(one.cells) == len(two.cells) == 1
        for one, two in itertools.pairwise(lines)
    )
    return edges if set_in >= _FEW else {}


def _starts_anew(
    group: _Open,
    line: PdfLine,
    usual: Mapping[int, float],
    rights: Mapping[int, float],
    edges: Mapping[int, float],
) -> bool:
    last = group.lines[-1]
    if line.page != last.page or abs(line.size - last.size) > _SIZES:
        return True
    if is_apart(last, line, dict(usual)) or bullet_mark(line.text) or line.step:
        return True
    if _STEP.match(line.text) and (group.is_point or is_closed(last.text)):
        return True
    if line.bold != last.bold and len(group.lines) == 1 and last.bold and is_closed(last.text):
        return True
    indent = _INDENT * line.size
    if group.is_point:
        return _leaves_point(group, line)
    if line.left > last.left + indent and is_closed(last.text):
        return True
    edge = edges.get(line.page)
    if edge is not None and len(group.lines) == 1 and indent < line.left - edge < 3 * indent:
        return is_closed(last.text)
    return _ended_short(last, line, rights.get(last.page, last.right))


def _leaves_point(group: _Open, line: PdfLine) -> bool:
    """Whether a line does not stand under the words of a point, or goes back to its margin."""
    first, last = group.lines[0], group.lines[-1]
    indent = _INDENT * line.size
    hangs = any(one.left > first.left + indent for one in group.lines[1:])
    parted = len(first.cells) == 2 and first.cells[1][0] > first.left + indent
    if parted and abs(line.left - first.cells[1][0]) > _ASIDE * line.size:
        return hangs or ends_sentence(last.text)
    return line.left < first.left + indent and (hangs or ends_sentence(last.text))


def _ended_short(last: PdfLine, line: PdfLine, right: float) -> bool:
    """A line that ends a sentence though the next word would have fitted behind it."""
    if not is_closed(last.text) or line.text[:1].islower():
        return False
    word = line.text.split()[0]
    return last.right + (len(word) + 2) * _GLYPH * line.size < right - 0.1 * (right - last.left)


def _draft(group: _Open, *, after_break: bool) -> Draft:
    text = group.lines[0].text
    mark, kind, width = bullet_mark(text), "paragraph", 0
    if mark:
        kind, width = "item", len(mark)
    elif group.lines[0].step:
        mark, kind = group.lines[0].cells[0][1], "step"
        width = len(mark)
    elif step := _STEP.match(text):
        mark, kind = step.group().strip(), "step"
        width = step.end() if step_value(mark) is not None else 0
    parts: list[tuple[int, str]] = []
    for line in group.lines:
        parts.append((line.number, line.text if parts else text[width:].strip()))
        parts += [(number, "") for number in line.beside]
    return Draft(
        kind=kind,  # type: ignore[arg-type]
        parts=tuple(parts),
        raw=tuple(line.text for line in group.lines),
        mark=mark,
        indent=round(group.lines[0].left / (_LETTER * group.lines[0].size)),
        gap=True,
        after_break=after_break,
    )
