"""Tables drawn with characters: pipes, boxes, dashed rules, tabs; and drawings kept as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.model import Quirk
from briefgen.reading.lines import Line

_RULE = re.compile(r"[ \t]*[+|]?[-=+|: \t]{3,}[+|]?$")
_DASHED = re.compile(r"[ \t]*(?:[-=]{2,}[ \t]+)+[-=]{2,}$")
_DRAWN = re.compile(r"[-+|/\\<>=_^*~#{}\[\]():.]")
_LEAST = 2
_FRAME = 3  # rules above, under the header and below; with more of them, rules part the rows
_MAX_LINE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    cells: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table in the making; rows are padded to one width. `lines`: rules included."""

    rows: tuple[GridRow, ...]
    has_header: bool
    lines: tuple[int, ...]
    quirks: tuple[Quirk, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """Lines whose layout carries meaning, with their numbers."""

    lines: tuple[tuple[int, str], ...]


def find_tables(lines: Sequence[Line]) -> tuple[list[Grid | Art], frozenset[int]]:
    """Tables and drawings among the lines of a section, and the numbers of their lines."""
    found: list[Grid | Art] = []
    run: list[Line] = []
    for line in [*lines, Line(number=10**9, text="")]:
        if not line.blank and (not run or line.number == run[-1].number + 1):
            run.append(line)
            continue
        if len(run) >= _LEAST and (piece := _read_run(run)):
            found.append(piece)
        run = [] if line.blank else [line]
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
    if len(pipes) >= _LEAST and len(pipes) + len(rules) >= len(run) and _same_width(pipes):
        return _pipe_grid(run)
    if any(_DASHED.match(line.text) for line in run):
        return _dashed_grid(run)
    if all("\t" in line.words for line in run) and len({_tabs(line) for line in run}) == 1:
        rows = [GridRow(cells=_tab_cells(x), lines=(x.number,)) for x in run]
        return _grid(run, rows, has_header=False)
    return _drawing(run)


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
    """Columns as wide as the dashes of the first rule with gaps (pandoc's simple tables)."""
    at = next(i for i, line in enumerate(run) if _DASHED.match(line.text))
    edges = [m.start() for m in re.finditer(r"[-=]+", run[at].text)]
    rows: list[GridRow] = []
    for line in run:
        if _RULE.match(line.text):
            continue
        cells = tuple(
            " ".join(line.text[a:b].split())
            for a, b in zip([0, *edges[1:]], [*edges[1:], None], strict=True)
        )
        rows.append(GridRow(cells=cells, lines=(line.number,)))
    cut = any(_cuts_word(line.text, edge) for line in run for edge in edges[1:])
    return None if cut or len(rows) < 2 else _grid(run, rows, has_header=at == 1)


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
    text = "".join(line.words for line in run)
    drawn = len(_DRAWN.findall(text))
    return (
        Art(lines=tuple((line.number, line.text.replace("\t", "    ")) for line in run))
        if drawn * 10 >= len(text) * 4
        else None
    )
