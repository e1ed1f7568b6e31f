"""A PDF into a reading: its text layer by place and look, bookmarks as the guide to headings."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from briefgen.diagnostics import Diagnostics
from briefgen.model import Repair
from briefgen.reading.drafts import Draft, step_value
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import NOTE_MARK, assemble
from briefgen.reading.formats.hyphens import mend_line_ends
from briefgen.reading.formats.pdf_blocks import PdfTable, find_tables, make_drafts
from briefgen.reading.formats.pdf_furniture import find_footnotes, find_page_furniture
from briefgen.reading.formats.pdf_headings import (
    Bookmark,
    Headings,
    Style,
    find_headings,
    style_of,
)
from briefgen.reading.formats.pdf_lines import (
    MAX_CHARACTERS,
    MAX_PAGES,
    PdfLine,
    number_lines,
    read_lines,
    rejoin,
    usual_distance,
)
from briefgen.reading.formats.pieces import (
    Apart,
    Cells,
    Found,
    Head,
    Piece,
    Point,
    Points,
    Rows,
    Words,
)
from briefgen.reading.formats.words import inlines, squeeze
from briefgen.reading.joins import glue, join_drafts
from briefgen.reading.language import guess_language
from briefgen.reading.plain import read_plain
from briefgen.reading.source import Reading, ReadOptions
from briefgen.reading.vocabulary import Vocabulary, gather_words

_DIGITS = re.compile(r"\d+")
_PLAIN_LINES = 12  # with fewer, a text without headings is no document of a typewriter's kind


def read_pdf(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """Lines of origins count the lines of the extracted text, pages included; pages from 1.

    A text whose headings differ from it in no way is read by the rules for plain text.
    """
    try:
        import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 (an extra)
        from pypdfium2 import raw  # noqa: PLC0415
    except ImportError:
        return None, (faults.extra_missing(shown, "pypdfium2", "pdf"),)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            return None, (faults.encrypted(shown, "it needs a password"),)
        return None, (faults.damaged(shown, "it is no whole PDF"),)
    if len(document) > MAX_PAGES:
        return None, (faults.over_limit(shown, f"more than {MAX_PAGES} pages"),)
    try:
        pages = _pages(document, raw)
        stated = squeeze(str(document.get_metadata_value("Title") or "")).strip()
        bookmarks = tuple(_bookmarks(document))
    except pypdfium2.PdfiumError:
        return None, (faults.damaged(shown, "a page of it cannot be read"),)
    if sum(len(line.text) for page in pages for line in page) > MAX_CHARACTERS:
        return None, (faults.over_limit(shown, f"more than {MAX_CHARACTERS} characters"),)
    return _read(pages, bookmarks, stated, data, source_id, shown, options)


def _pages(document: Any, raw: Any) -> list[list[PdfLine]]:
    found = []
    for index in range(len(document)):
        page = document[index]
        found.append(read_lines(raw, page, index + 1, page.get_height()))
        page.close()
    return found


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for mark in document.get_toc(max_depth=9):
        title = squeeze(mark.get_title() or "").strip()
        target = mark.get_dest()
        index = target.get_index() if target else None
        if title:
            page = index + 1 if index is not None else 0
            yield Bookmark(title=title, level=mark.level + 1, page=page)


def _read(
    pages: Sequence[Sequence[PdfLine]],
    bookmarks: Sequence[Bookmark],
    stated: str,
    data: bytes,
    source_id: str,
    shown: str,
    options: ReadOptions,
) -> tuple[Reading | None, Diagnostics]:
    lines = number_lines([line for page in pages for line in page])
    if not lines:
        return None, (faults.no_text_layer(shown, len(pages)),)
    bare = tuple(n for n, page in enumerate(pages, 1) if not page)
    found = (faults.pages_without_text(shown, bare),) if bare else ()
    layout = _lay_out(lines, bookmarks, stated)
    if not layout.headings.runs and len(layout.text) >= _PLAIN_LINES:
        reading, more = _read_as_plain(lines, data, source_id, shown, options)
        return reading, (*found, *more)
    pieces, repairs = _pieces(layout, options.language)
    title = " ".join(line.text for line in layout.headings.title)
    what = Found(
        pieces=pieces,
        line_count=lines[-1].number,
        title=title,
        pages=_first_lines(lines),
        repairs=repairs,
    )
    return assemble(what, data=data, source_id=source_id, shown=shown, options=options), found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """The lines of a PDF by what they are for. `text`: what is none of the others."""

    furniture: tuple[tuple[PdfLine, str], ...]
    notes: tuple[tuple[PdfLine, ...], ...]
    headings: Headings
    text: tuple[PdfLine, ...]


def _lay_out(lines: Sequence[PdfLine], bookmarks: Sequence[Bookmark], stated: str) -> _Layout:
    kinds = find_page_furniture(lines)
    rest = [line for line in lines if line.number not in kinds]
    body = _body_style(rest)
    notes = find_footnotes(rest, body[0])
    noted = {line.number for note in notes for line in note}
    rest = [line for line in rest if line.number not in noted]
    headings = find_headings(rest, bookmarks, body, stated)
    taken = {line.number for run, _ in headings.runs.values() for line in run}
    taken |= {line.number for line in headings.title}
    return _Layout(
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


def _first_lines(lines: Sequence[PdfLine]) -> tuple[tuple[int, int], ...]:
    """(first line, number) of each page that has text."""
    firsts: dict[int, int] = {}
    for line in lines:
        firsts.setdefault(line.page, line.number)
    return tuple(sorted((number, page) for page, number in firsts.items()))


# --- pieces ---------------------------------------------------------------------------------------


def _pieces(layout: _Layout, language: str) -> tuple[tuple[Piece, ...], tuple[Repair, ...]]:
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
        done += _marks(part)
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


def _by_section(layout: _Layout) -> list[list[PdfLine]]:
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


def _marks(lines: Sequence[PdfLine]) -> Iterator[Piece]:
    """Raised numbers, which lead to notes, taken out of the words they stood behind."""
    for line in lines:
        if line.marks:
            content = inlines(" ".join(line.marks))
            yield Apart(content=content, reason=NOTE_MARK, lines=(line.number,))


def _apart(layout: _Layout) -> Iterator[Piece]:
    for note in layout.notes:
        text = " ".join(line.text for line in note)
        lines = tuple(line.number for line in note)
        yield Apart(content=inlines(text), reason="footnote", lines=lines)
    groups: dict[tuple[str, str], list[PdfLine]] = {}
    for line, reason in layout.furniture:
        key = (reason, "" if reason == "page number" else _DIGITS.sub("#", line.text))
        groups.setdefault(key, []).append(line)
    for (reason, _), found in groups.items():
        shown = " ".join(dict.fromkeys(line.text for line in found))
        lines = tuple(line.number for line in found)
        yield Apart(content=inlines(shown), reason=reason, lines=lines)


# --- text without headings ------------------------------------------------------------------------


def _read_as_plain(
    lines: Sequence[PdfLine],
    data: bytes,
    source_id: str,
    shown: str,
    options: ReadOptions,
) -> tuple[Reading, Diagnostics]:
    """The extracted text, a form feed at each page, by the rules for plain text."""
    rows = [""] * lines[-1].number
    page = 0
    for line in lines:
        text = "\t".join(words for _, words in line.cells)
        text = " ".join((text, *line.marks))
        rows[line.number - 1] = ("\f" if page and line.page != page else "") + text
        page = line.page
    plain, found = read_plain(
        "\n".join(rows),
        source_id=source_id,
        shown=shown,
        language=options.language,
        title=options.title,
    )
    reading = Reading(
        document=plain.document,
        shown=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        line_count=plain.line_count,
        repairs=plain.repairs,
        quirks=plain.quirks,
        language=plain.document.language,
    )
    return reading, found
