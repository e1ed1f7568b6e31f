"""Tables drawn with characters: pipes, boxes, dashed rules, tabs; and drawings kept as they are."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from briefgen.model import Quirk
from briefgen.reading.clumps import bullet_mark, ends_sentence
from briefgen.reading.lines import Line
from briefgen.slotted import dataclass

_RULE = re.compile(r"[ \t]*[+|]?[-=+|: \t]{3,}[+|]?$")
_DASHED = re.compile(r"[ \t]*(?:[-=]{2,}[ \t]+)+[-=]{2,}$")
_STEP = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\t[^\t]*$")
_DRAWN = re.compile(r"[-+|/\\<>=_^*~#{}\[\]():.]")
_PARTING = re.compile(r"([-=_*~–—])\1{4,}$")  # a rule from edge to edge draws nothing
_LEAST = 2
_FRAME = 3  # rules above, under the header and below; with more of them, rules part the rows
_MAX_LINE = 1000
_GAP = re.compile(r"\S\s{2,}\S")
_MAX_FIRST = 60  # characters of the first cell of such a row
_PROSE = 22  # characters of a line in a column of running text
_END = Line(number=10**9, text="")  # parts the last run from nothing
_LEAST_ALIGNED = 3  # rows of a table that nothing but blanks part


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    cells: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table in the making; rows are padded to one width. `lines`: rules included.

    `prose`: the columns are running text that only stands side by side.
    """

    rows: tuple[GridRow, ...]
    has_header: bool
    lines: tuple[int, ...]
    quirks: tuple[Quirk, ...] = ()
    prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """Lines whose layout carries meaning, with their numbers."""

    lines: tuple[tuple[int, str], ...]


def find_tables(lines: Sequence[Line]) -> tuple[list[Grid | Art], frozenset[int]]:
    """Tables and drawings among the lines of a section, and the numbers of their lines."""
    found: list[Grid | Art] = []
    run: list[Line] = []
    for line in [*lines, _END]:
        if line.text and (not run or line.number == run[-1].number + 1):
            run.append(line)
            continue
        if len(run) >= _LEAST and (piece := _read_run(run)):
            found.append(piece)
        run = [line] if line.text else []
    used = {n for piece in found for n in _numbers(piece)}
    return found, frozenset(used)


def _numbers(piece: Grid | Art) -> Sequence[int]:
    return piece.lines if isinstance(piece, Grid) else [number for number, _ in piece.lines]


def _read_run(run: Sequence[Line]) -> Grid | Art | None:
    """What a run of lines without a blank one draws, None for text."""
    if any(len(line.text) > _MAX_LINE for line in run):
        return None
    pipes = [line for line in run if line.words.count("|") >= 2]
    rules = [line for line in run if _RULE.match(line.text)]
    if len(pipes) >= _LEAST and _same_width(pipes):
        boxed = _between(run, {line.number for line in (*pipes, *rules)})
        if len(pipes) + len(rules) >= len(boxed):
            return _pipe_grid(boxed)
    if any(_DASHED.match(line.text) for line in run):
        return _dashed_grid(run)
    tabbed = _between(run, {line.number for line in run if _has_tab(line.words)})
    if len(tabbed) >= _LEAST and len({_tabs(line) for line in tabbed}) == 1 < _tabs(tabbed[0]):
        rows = [GridRow(cells=_tab_cells(x), lines=(x.number,)) for x in tabbed]
        return _grid(tabbed, rows, has_header=_is_header(rows))
    return _aligned_grid(run) or _drawing(run)


def _has_tab(words: str) -> bool:
    """Whether a tab parts cells; one right behind the mark of a point only sets its words in."""
    return "\t" in words and not bullet_mark(words) and not _STEP.match(words)


def _between(run: Sequence[Line], numbers: Container[int]) -> Sequence[Line]:
    """The lines from the first to the last of these; a caption over a table or under it is none."""
    places = [index for index, line in enumerate(run) if line.number in numbers]
    return run[places[0] : places[-1] + 1] if places else ()


def _aligned_grid(run: Sequence[Line]) -> Grid | None:
    """Columns parted by nothing but blanks: the same two and more blank columns in every row.

    Rows of more than two cells in most lines, or of two that are short; running text has no such
    gaps. A row without a first cell goes on with the row above.
    """
    wide = [index for index, line in enumerate(run) if _GAP.search(line.words)]
    if len(wide) < _LEAST_ALIGNED:
        return None
    part = run[wide[0] : wide[-1] + 1]
    edges = _gutters([line.text.expandtabs(8) for line in part])
    if not edges or len(wide) * 10 < len(part) * 7:
        return None
    rows: list[GridRow] = []
    for line in part:
        cells = _cut(line.text.expandtabs(8), [0, *edges])
        if rows and not cells[0]:
            rows[-1] = _stacked(rows[-1], cells, line.number)
        else:
            rows.append(GridRow(cells=cells, lines=(line.number,)))
    if len(rows) < _LEAST_ALIGNED:
        return None
    if _are_prose(rows):
        grid = _grid(part, rows, has_header=False)
        return replace(grid, prose=True) if grid else None
    return _grid(part, rows, has_header=_is_header(rows)) if _are_columns(rows) else None


def _are_columns(rows: Sequence[GridRow]) -> bool:
    """Whether every row opens with a few words and each column is filled in three rows of five."""
    columns = list(zip(*(row.cells for row in rows), strict=True))
    filled = all(sum(map(bool, column)) * 5 >= len(rows) * 3 for column in columns)
    return filled and all(0 < len(cell) <= _MAX_FIRST for cell in columns[0])


def _are_prose(rows: Sequence[GridRow]) -> bool:
    """Whether the lines of every column are long and go on in the middle of a sentence."""
    columns = [
        [cell for cell in column if cell] for column in zip(*(r.cells for r in rows), strict=True)
    ]
    return all(len(column) * 3 >= len(rows) * 2 and _runs_on(column) for column in columns)


def _runs_on(cells: Sequence[str]) -> bool:
    seams = list(itertools.pairwise(cells))
    torn = sum(not ends_sentence(one) and two[:1].islower() for one, two in seams)
    long = sum(map(len, cells)) >= _PROSE * len(cells)
    return len(cells) >= _LEAST_ALIGNED and long and torn * 2 >= len(seams)


def _gutters(texts: Sequence[str]) -> list[int]:
    """Where columns begin: after two and more blanks that all lines have at the same place."""
    width = max(map(len, texts))
    blank = [all(text[i : i + 1] in ("", " ") for text in texts) for i in range(width)]
    left = min(len(text) - len(text.lstrip()) for text in texts)
    return [i for i in range(left + 2, width) if not blank[i] and blank[i - 1] and blank[i - 2]]


def _is_header(rows: Sequence[GridRow]) -> bool:
    """A first row of words over columns of which one and more hold figures."""
    head, body = rows[0].cells, rows[1:]
    columns = range(1, len(head))
    return any(
        head[c]
        and not any(map(str.isdigit, head[c]))
        and all(any(map(str.isdigit, row.cells[c])) for row in body)
        for c in columns
    )


def _same_width(pipes: Sequence[Line]) -> bool:
    """Whether most rows have the same count of bars; a drawing has not."""
    counts = Counter(line.words.count("|") for line in pipes)
    return max(counts.values()) * 10 >= len(pipes) * 7


def _tabs(line: Line) -> int:
    return len(_tab_cells(line))


def _tab_cells(line: Line) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in line.words.split("\t"))


def _pipe_grid(run: Sequence[Line]) -> Grid | None:
    """Rows between bars. In a box (rules of + and -) the lines between two rules are one row."""
    boxed = sum(bool(_RULE.match(line.text)) for line in run) > _FRAME
    rows: list[GridRow] = []
    open_row = False
    header_rule = -1
    for line in run:
        if _RULE.match(line.text):
            open_row = False
            header_rule = len(rows) if header_rule < 0 and rows else header_rule
            continue
        cells = tuple(" ".join(c.split()) for c in line.words.strip("|").split("|"))
        if boxed and open_row and len(cells) == len(rows[-1].cells):
            rows[-1] = _stacked(rows[-1], cells, line.number)
        else:
            rows.append(GridRow(cells=cells, lines=(line.number,)))
        open_row = True
    return _grid(run, rows, has_header=header_rule == 1)


def _stacked(row: GridRow, cells: Sequence[str], line: int) -> GridRow:
    joined = tuple(f"{a} {b}".strip() for a, b in zip(row.cells, cells, strict=True))
    return GridRow(cells=joined, lines=(*row.lines, line))


def _dashed_grid(run: Sequence[Line]) -> Grid | None:
    """Columns as wide as the dashes of the first rule with gaps (pandoc's simple tables).

    The lines above the rule that keep to its columns are its head; a caption over them does not,
    nor do words under the table.
    """
    at = next(i for i, line in enumerate(run) if _DASHED.match(line.text))
    edges = [m.start() for m in re.finditer(r"[-=]+", run[at].text)]
    first = at
    while first and _keeps_columns(run[first - 1].text, edges):
        first -= 1
    last = at + 1
    while last < len(run) and (_RULE.match(run[last].text) or _fits(run[last].text, edges)):
        last += 1
    rows: list[GridRow] = []
    for line in run[first:last]:
        if not _RULE.match(line.text):
            rows.append(GridRow(cells=_cut(line.text, edges), lines=(line.number,)))
    return None if len(rows) < _LEAST else _grid(run[first:last], rows, has_header=at - first == 1)


def _cut(text: str, edges: Sequence[int]) -> tuple[str, ...]:
    return tuple(
        " ".join(text[a:b].split())
        for a, b in zip([0, *edges[1:]], [*edges[1:], None], strict=True)
    )


def _fits(text: str, edges: Sequence[int]) -> bool:
    return not any(_cuts_word(text, edge) for edge in edges[1:])


def _keeps_columns(text: str, edges: Sequence[int]) -> bool:
    parted = _GAP.search(text) is not None and _fits(text, edges)
    return parted and sum(map(bool, _cut(text, edges))) > 1


def _cuts_word(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and not text[edge - 1].isspace() and not _RULE.match(text)


def _grid(run: Sequence[Line], rows: Sequence[GridRow], *, has_header: bool) -> Grid | None:
    if len(rows) < _LEAST:
        return None
    width = max(len(row.cells) for row in rows)
    quirks = [
        Quirk(lines=row.lines, text=" ".join(row.cells)[:60], reason="short-row")
        for row in rows
        if len(row.cells) < width
    ]
    padded = [replace(r, cells=(*r.cells, *[""] * (width - len(r.cells)))) for r in rows]
    return Grid(
        rows=tuple(padded),
        has_header=has_header,
        lines=tuple(line.number for line in run),
        quirks=tuple(quirks),
    )


def _drawing(run: Sequence[Line]) -> Art | None:
    """A drawing: three lines and more of which most are drawn rather than written."""
    if len(run) < 3:
        return None
    text = "".join(line.words for line in run if not _PARTING.match(line.words))
    drawn = len(_DRAWN.findall(text))
    return (
        Art(lines=tuple((line.number, line.text.replace("\t", "    ")) for line in run))
        if drawn * 10 >= len(text) * 4
        else None
    )
