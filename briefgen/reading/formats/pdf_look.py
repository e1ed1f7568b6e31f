"""The lines of an untagged PDF into pieces: headings, text, lists and tables by place and look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from briefgen.model import Repair
from briefgen.reading.drafts import Draft, step_value
from briefgen.reading.formats.hyphens import mend_line_ends
from briefgen.reading.formats.pdf_apart import note_marks, page_furniture, set_apart
from briefgen.reading.formats.pdf_blocks import PdfTable, find_tables, make_drafts
from briefgen.reading.formats.pdf_furniture import find_footnotes, find_page_furniture
from briefgen.reading.formats.pdf_headings import (
    Bookmark,
    Headings,
    Style,
    find_headings,
    style_of,
)
from briefgen.reading.formats.pdf_lines import PdfLine, rejoin, usual_distance
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
from briefgen.reading.joins import glue, join_drafts
from briefgen.reading.language import guess_language
from briefgen.reading.vocabulary import Vocabulary, gather_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines of a PDF by what they are for. `text`: what is none of the others."""

    furniture: tuple[tuple[PdfLine, str], ...]
    notes: tuple[tuple[PdfLine, ...], ...]
    headings: Headings
    text: tuple[PdfLine, ...]


def lay_out(lines: Sequence[PdfLine], bookmarks: Sequence[Bookmark], stated: str) -> Layout:
    kinds = find_page_furniture(lines)
    rest = [line for line in lines if line.number not in kinds]
    body = _body_style(rest)
    notes = find_footnotes(rest, body[0])
    noted = {line.number for note in notes for line in note}
    rest = [line for line in rest if line.number not in noted]
    headings = find_headings(rest, bookmarks, body, stated)
    taken = {line.number for run, _ in headings.runs.values() for line in run}
    taken |= {line.number for line in headings.title}
    return Layout(
        furniture=tuple((line, kinds[line.number]) for line in lines if line.number in kinds),
        notes=notes,
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


def find_pieces(layout: Layout, language: str) -> tuple[tuple[Piece, ...], tuple[Repair, ...]]:
    """All pieces by their first line, and what was mended in them."""
    words = gather_words(line.text for line in layout.text)
    tongue = language or guess_language(" ".join(line.text for line in layout.text))
    usual = usual_distance(layout.text)
    repairs: list[Repair] = []
    done: list[Piece] = [*_heads(layout.headings)]
    for part in map(rejoin, _by_section(layout)):
        tables = find_tables(part)
        tabled = {number for table in tables for number in table.lines}
        done += [_rows(table) for table in tables]
        drafts = make_drafts([line for line in part if line.number not in tabled], usual)
        joined, found = join_drafts(drafts, words)
        repairs += found
        for run in _list_runs(joined):
            piece, mended = _piece(run, words, tongue)
            done.append(piece)
            repairs += mended
        done += note_marks(part)
    done += _apart(layout)
    return tuple(sorted(done, key=lambda piece: piece.lines[0])), tuple(repairs)


def _heads(headings: Headings) -> Iterator[Piece]:
    if headings.title:
        text = " ".join(line.text for line in headings.title)
        lines = tuple(line.number for line in headings.title)
        yield Apart(content=inlines(text), reason="title", lines=lines)
    for run, level in headings.runs.values():
        text = " ".join(line.text for line in run)
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


def _list_runs(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Points that make one list together; everything else by itself."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        last = runs[-1][-1] if runs else None
        if last and last.kind == draft.kind != "paragraph" and _counts_on(last, draft):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return runs


def _counts_on(one: Draft, two: Draft) -> bool:
    if two.kind == "item":
        return True
    before, after = step_value(one.mark), step_value(two.mark)
    return before is not None and after == before + 1 if after is not None else before is None


def _piece(
    run: Sequence[Draft], words: Vocabulary, language: str
) -> tuple[Piece, tuple[Repair, ...]]:
    made: list[tuple[Words, Draft]] = []
    repairs: list[Repair] = []
    for draft in run:
        parts, mended = mend_line_ends(draft.parts, words, language)
        text = reduce(glue, (words_ for _, words_ in parts))
        repairs += mended
        original = "\n".join(draft.raw) if draft.joined or mended else None
        made.append((Words(content=inlines(text), lines=draft.lines, original=original), draft))
    if run[0].kind == "paragraph":
        return made[0][0], tuple(repairs)
    points = tuple(
        Point(pieces=(replace(w, original=None),), lines=w.lines, original=w.original)
        for w, _ in made
    )
    start = step_value(run[0].mark) if run[0].kind == "step" else None
    return Points(points=points, start=start), tuple(repairs)


def _rows(table: PdfTable) -> Rows:
    rows = tuple(
        Cells(cells=tuple(inlines(cell) for cell in row.cells), lines=row.lines)
        for row in table.rows
    )
    return Rows(rows=rows)


def _apart(layout: Layout) -> Iterator[Piece]:
    for note in layout.notes:
        yield from set_apart(note, "footnote")
    yield from page_furniture(layout.furniture)
