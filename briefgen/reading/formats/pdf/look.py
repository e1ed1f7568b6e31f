"""The lines of an untagged PDF into pieces: headings, text, lists and tables by place and look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.drafts import Draft, step_value
from briefgen.reading.formats.hyphens import Mender
from briefgen.reading.formats.pdf.apart import note_marks, page_furniture, set_apart
from briefgen.reading.formats.pdf.blocks import (
    PdfTable,
    find_tables,
    first_line_indents,
    make_drafts,
)
from briefgen.reading.formats.pdf.file import PdfFile
from briefgen.reading.formats.pdf.furniture import find_footnotes, find_page_furniture
from briefgen.reading.formats.pdf.grid import RuledTable, has_head, ruled_tables
from briefgen.reading.formats.pdf.headings import (
    Headings,
    Style,
    find_headings,
    style_of,
)
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.marks import find_steps
from briefgen.reading.formats.pdf.scene import running_text
from briefgen.reading.formats.pdf.spacing import rejoin, usual_distance
from briefgen.reading.formats.pieces import (
    Apart,
    Cells,
    Head,
    Piece,
    Point,
    Points,
    Rows,
    Words,
)
from briefgen.reading.formats.words import inlines
from briefgen.reading.joins import join_drafts
from briefgen.reading.language import guess_language
from briefgen.reading.plain.nesting import Nested, nest_points
from briefgen.reading.vocabulary import gather_words
from briefgen.slotted import dataclass

_COLUMN: Final = 24  # half letters: further to the right is another column, no deeper point


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines of a PDF by what they are for. `text`: what is none of the others."""

    furniture: tuple[tuple[PdfLine, str], ...]
    notes: tuple[tuple[PdfLine, ...], ...]
    tables: tuple[RuledTable, ...]
    headings: Headings
    text: tuple[PdfLine, ...]


def lay_out(file: PdfFile, lines: Sequence[PdfLine]) -> Layout:
    kinds = find_page_furniture(lines)
    shown = [line for line in lines if line.number not in kinds]
    rest = [line for line in shown if line.block < 0]
    tables = ruled_tables(file.grids, [line for line in shown if line.block >= 0], rest)
    body = _body_style(rest)
    notes = find_footnotes(rest, body[0])
    noted = {line.number for note in notes for line in note}
    rest = [line for line in rest if line.number not in noted]
    headings = find_headings(rest, file.bookmarks, body, file.stated)
    taken = {line.number for run, _ in headings.runs.values() for line in run}
    taken |= {line.number for line in headings.title}
    return Layout(
        furniture=tuple((line, kinds[line.number]) for line in lines if line.number in kinds),
        notes=notes,
        tables=tuple(tables),
        headings=headings,
        text=tuple(line for line in rest if line.number not in taken),
    )


def _body_style(lines: Sequence[PdfLine]) -> Style:
    """The style that most characters are set in."""
    counts: Counter[Style] = Counter()
    for line in lines:
        counts[style_of(line)] += len(line.text)
    return max(counts, key=lambda style: (counts[style], style), default=(0, False))


# --- pieces ---------------------------------------------------------------------------------------


def find_pieces(layout: Layout, language: str) -> tuple[tuple[Piece, ...], Mender]:
    """All pieces by their first line, and the log of what was mended in them."""
    words = gather_words(line.text for line in layout.text)
    tongue = language or guess_language(" ".join(line.text for line in layout.text))
    usual = usual_distance(layout.text)
    edges = first_line_indents(layout.text)
    mender = Mender(words=words, language=tongue)
    done: list[Piece] = [*_heads(layout.headings, mender)]
    for ruled in layout.tables:
        done += [_ruled(ruled, mender), *set_apart(ruled.repeated, "repeated table head")]
    for part in map(_as_read, _by_section(layout)):
        tables = find_tables(part)
        tabled = {number for table in tables for number in table.lines}
        done += [_rows(table, mender) for table in tables]
        drafts = make_drafts([line for line in part if line.number not in tabled], usual, edges)
        joined, found = join_drafts(drafts, words)
        mender.repairs += found
        done += [piece for run in _runs(joined) for piece in _made(run, mender)]
        done += note_marks(part)
    done += _apart(layout)
    return tuple(sorted(done, key=lambda piece: piece.lines[0])), mender


def _as_read(lines: Sequence[PdfLine]) -> tuple[PdfLine, ...]:
    return find_steps(rejoin(lines))


def _heads(headings: Headings, mender: Mender) -> Iterator[Piece]:
    if headings.title:
        text = " ".join(line.text for line in headings.title)
        lines = tuple(line.number for line in headings.title)
        yield Apart(content=inlines(text), reason="title", lines=lines)
    for run, level in headings.runs.values():
        text, _ = running_text(run, mender)
        yield Head(title=text, level=level, lines=tuple(line.number for line in run))


def _by_section(layout: Layout) -> list[list[PdfLine]]:
    """The lines of the text between one heading and the next."""
    starts = sorted(layout.headings.runs)
    parts: dict[int, list[PdfLine]] = {}
    at = 0
    for line in layout.text:
        while at < len(starts) and starts[at] < line.number:
            at += 1
        parts.setdefault(at, []).append(line)
    return list(parts.values())


def _runs(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Neighbouring points together; everything else by itself."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        if runs and "paragraph" not in (runs[-1][-1].kind, draft.kind):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return runs


def _made(run: Sequence[Draft], mender: Mender) -> Iterator[Piece]:
    """A paragraph, or the lists that points make, by their indents inside each other."""
    if run[0].kind == "paragraph":
        yield _words(run[0], mender)
        return
    for points in nest_points(_in_one_column(run)):
        yield _list(points, mender)


def _in_one_column(points: Sequence[Draft]) -> list[Draft]:
    """Points with their indents counted from the left edge of the column that each stands in."""
    edges: dict[int, int] = {}
    edge = last = -_COLUMN - 1
    for indent in sorted({point.indent for point in points}):
        edge = indent if indent > last + _COLUMN else edge
        edges[indent] = indent - edge
        last = indent
    return [replace(point, indent=edges[point.indent]) for point in points]


def _list(points: Sequence[Nested], mender: Mender) -> Points:
    first = points[0].draft
    start = step_value(first.mark) if first.kind == "step" else None
    return Points(points=tuple(_point(point, mender) for point in points), start=start)


def _point(point: Nested, mender: Mender) -> Point:
    words = _words(point.draft, mender)
    inner = tuple(_list(points, mender) for points in point.lists)
    return Point(
        pieces=(replace(words, original=None), *inner), lines=point.lines, original=words.original
    )


def _words(draft: Draft, mender: Mender) -> Words:
    text, mended = mender.run_on(draft.parts)
    original = "\n".join(draft.raw) if draft.joined or mended else None
    return Words(content=inlines(text), lines=draft.lines, original=original)


def _rows(table: PdfTable, mender: Mender) -> Rows:
    rows = tuple(
        Cells(cells=tuple(inlines(mender.run_on(c)[0]) for c in row.cells), lines=row.lines)
        for row in table.rows
    )
    return Rows(rows=rows)


def _ruled(table: RuledTable, mender: Mender) -> Rows:
    rows = tuple(
        Cells(
            cells=tuple(inlines(running_text(cell, mender)[0]) for cell in row),
            lines=tuple(sorted(line.number for cell in row for line in cell)),
        )
        for row in table.rows
    )
    return Rows(rows=rows, has_header=has_head(table))


def _apart(layout: Layout) -> Iterator[Piece]:
    for note in layout.notes:
        yield from set_apart(note, "footnote")
    yield from page_furniture(layout.furniture)
