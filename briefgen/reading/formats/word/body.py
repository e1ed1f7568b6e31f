"""The body of a Word document into pieces, block by block in the order it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import zip_longest
from typing import Final

from briefgen.model import Inlines, Quirk, Text, TocEntry
from briefgen.reading.formats.flatten import flatten
from briefgen.reading.formats.pieces import (
    STRUCK,
    Apart,
    Cells,
    Head,
    Listing,
    Picture,
    Piece,
    Quoted,
    Rows,
    Unread,
    Words,
)
from briefgen.reading.formats.word.lists import Marked, nest_points
from briefgen.reading.formats.word.numbering import Counters, Numbering, count, read_numbering
from briefgen.reading.formats.word.package import Element, Package, W
from briefgen.reading.formats.word.runs import Runs, Tally, grid_span, local, read_runs, version_of
from briefgen.reading.formats.word.styles import (
    Look,
    Styles,
    is_on,
    over,
    paragraph_look,
    read_styles,
    value,
)
from briefgen.reading.formats.words import clean_line, has_words, inlines, tidy
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

_QUOTES: Final = frozenset(("quote", "intense quote", "block text", "block quote"))
_MOST_COLUMNS: Final = 200  # that cells over several may fill up; Word allows 63
_DEEPER: Final = re.compile(r"list (?:bullet|number) ([2-5])$")  # the built-in list styles
_CODE: Final = ("code", "preformatted", "macro text")
_THROUGH: Final = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])

Item = Piece | Marked


@dataclass(slots=True, kw_only=True)
class Body:
    """One walk over a document: what it needs, and what it comes across."""

    package: Package
    styles: Styles
    numbering: Numbering
    ordinals: Mapping[Element, int]
    counters: Counters = field(default_factory=Counters)
    tally: Tally = field(default_factory=Tally)
    toc: list[TocEntry] = field(default_factory=list)
    title: str = ""
    bold: dict[int, int] = field(default_factory=dict)  # paragraph -> its size, wholly bold ones
    quirks: list[Quirk] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    carried: list[tuple[Inlines, int]] = field(default_factory=list)  # their end was deleted


def read_word_body(package: Package) -> tuple[tuple[Piece, ...], Body]:
    """Pieces of the main text; their lines count the w:p elements of document.xml from 1."""
    paragraphs = list(package.body.iter(f"{W}p"))
    body = Body(
        package=package,
        styles=read_styles(package.styles),
        numbering=read_numbering(package.numbering),
        ordinals={paragraph: n for n, paragraph in enumerate(paragraphs, 1)},
    )
    items = [*_blocks(package.body, body), *_carried(body)]
    return tuple(_joined(nest_points(items))), body


def _carried(body: Body) -> Iterator[Piece]:
    """What a deleted paragraph end leaves over at the very end."""
    if body.carried:
        content = tidy(inline for words, _ in body.carried for inline in words)
        if content:
            yield Words(content=content, lines=tuple(n for _, n in body.carried))
        body.carried.clear()


def _blocks(parent: Iterable[Element], body: Body) -> Iterator[Item]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, body)
        elif name == "tbl":
            yield from _table(child, body)
        elif name in _THROUGH:
            yield from _blocks(child, body)
        elif name == "AlternateContent":
            yield from _blocks(version_of(child), body)
        elif name == "altChunk":
            body.tally.unread.append("a document put in whole (altChunk)")


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraph(element: Element, body: Body) -> Iterator[Item]:
    properties = element.find(f"{W}pPr")
    style = value(properties, "pStyle") if properties is not None else None
    look = over(paragraph_look(properties, None), body.styles.look(style))
    runs = read_runs(element, look, body.styles, body.package.links, body.tally)
    ordinal = body.ordinals[element]
    content = tidy(runs.content)
    if _end_is_deleted(properties):
        body.tally.tracked += 1
        body.carried.append((tuple(runs.content), ordinal))
    else:
        lines = (*(n for _, n in body.carried), ordinal)
        before = [inline for words, _ in body.carried for inline in words]
        body.carried.clear()
        if before:
            content = tidy((*before, *runs.content))
        if has_words(content):
            if runs.bold and not look.level:
                body.bold[ordinal] = runs.size or look.size or 0
            yield _classified(content, look, runs, lines, body)
        else:
            _count(look, body, only_if_heading=True)
    yield from _hangers(runs, ordinal, body)


def _end_is_deleted(properties: Element | None) -> bool:
    marks = properties.find(f"{W}rPr") if properties is not None else None
    return marks is not None and marks.find(f"{W}del") is not None


def _classified(
    content: Inlines, look: Look, runs: Runs, lines: tuple[int, ...], body: Body
) -> Item:
    """What a paragraph is by its style, outline level and numbering."""
    name = look.name
    if name.startswith("toc"):
        body.toc += _toc_entry(runs.text) if name != "toc heading" else []
        return Apart(content=content, reason="contents", lines=lines)
    if name == "title" and not body.title:
        body.title = plain_text(content)
        return Apart(content=content, reason="title", lines=lines)
    numbered = _count(look, body)
    if look.level:
        label = numbered.label.rstrip(".): ") if numbered and numbered.start is not None else ""
        return Head(title=plain_text(content), level=look.level, lines=lines, number=label)
    if name in _QUOTES:
        return Quoted(content=content, lines=lines)
    if any(word in name for word in _CODE):
        return Listing(text=(clean_line(runs.text),), lines=lines)
    if name == "caption":
        return Picture(alt="", caption=content, lines=lines)
    if numbered:
        return Marked(
            content=content,
            level=numbered.level,
            start=numbered.start,
            label=numbered.label,
            figures=numbered.figures,
            lines=lines,
        )
    return Words(content=content, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Place of a paragraph in its list; `start` None for a bullet; `figures`: "3." or "3)"."""

    level: int
    start: int | None
    label: str
    figures: bool


def _count(look: Look, body: Body, *, only_if_heading: bool = False) -> _Counted | None:
    if look.list_id is None or (only_if_heading and not look.level):
        return None
    level = look.list_level
    if level is None:
        level = (look.level - 1) if look.level else 0
    counted = count(body.numbering, body.counters, look.list_id, level)
    if counted is None:
        return None
    kind, number, label = counted
    if not level and (deeper := _DEEPER.match(look.name)):
        level = int(deeper.group(1)) - 1
    bullet = kind.kind in ("bullet", "none") or not label
    plain = label.strip("().") == str(number)
    return _Counted(level=level, start=None if bullet else number, label=label, figures=plain)


def _toc_entry(text: str) -> list[TocEntry]:
    """`1<tab>Title<tab>3` as number, title and page; what is missing stays empty."""
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    if not cells:
        return []
    page = cells.pop() if len(cells) > 1 and len(cells[-1]) <= 6 else ""
    number = cells.pop(0) if len(cells) > 1 and any(c.isalnum() for c in cells[0]) else ""
    title = plain_text(inlines(" ".join(cells)))
    return [TocEntry(number=number.rstrip("."), title=title, page=page)]


def _hangers(runs: Runs, ordinal: int, body: Body) -> Iterator[Item]:
    """Pictures, notes and boxes of a paragraph, after it; what is odd in it is kept."""
    body.quirks += (Quirk(lines=(ordinal,), text=text, reason=why) for text, why in runs.odd)
    body.unread += (Unread(words=words, at=ordinal) for words in runs.unread)
    for alt in runs.pictures:
        yield Picture(alt=alt, lines=(ordinal,))
    if struck := inlines("".join(runs.struck)):
        yield Apart(content=struck, reason=STRUCK, lines=(ordinal,))
    for part, key in runs.notes:
        content = _note(body, part, key)
        if content:
            reason = "footnote" if part == "footnotes" else "endnote"
            yield Apart(content=content, reason=reason, lines=(ordinal,))
    for box in runs.boxes:
        yield from _blocks(box, body)


def _note(body: Body, part: str, key: str) -> Inlines:
    root = body.package.notes.get(part)
    for note in root if root is not None else ():
        if note.get(f"{W}id") == key:
            return part_words(note, body)
    return ()


def part_words(part: Element, body: Body) -> Inlines:
    """The words of a note, header or footer as one run."""
    content: Inlines = ()
    for paragraph in part.iter(f"{W}p"):
        runs = read_runs(paragraph, Look(), body.styles, {}, body.tally)
        content = (*content, Text(" "), *runs.content)
    return tidy(content)


# --- tables ---------------------------------------------------------------------------------------


def _table(element: Element, body: Body) -> Iterator[Item]:
    rows = list(_rows(element, body))
    cells = [list(_cells(row)) for row in rows]
    if all(len(row) <= 1 for row in cells) or _has_headings(element, body):
        # A heading in each cell of the first row: each heads what is below it.
        if cells and all(_has_headings(cell, body) for cell in cells[0]):
            cells = [[c for c in column if c is not None] for column in zip_longest(*cells)]
        for row in cells:
            for cell in row:
                yield from _blocks(cell, body)
        return
    loose: list[Piece] = []
    done: list[Cells] = []
    for row in cells:
        read = _row(row, body, loose)
        if read.lines and any(map(has_words, read.cells)):
            done.append(read)
    if done:
        yield Rows(rows=tuple(done), has_header=_has_header(element, rows, done))
    yield from loose


def _rows(element: Element, body: Body) -> Iterator[Element]:
    for child in element:
        name = local(child)
        if name == "tr":
            properties = child.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                body.tally.tracked += 1
            else:
                yield child
        elif name in _THROUGH:
            yield from _rows(child, body)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in _THROUGH:
            yield from _cells(child)


def _row(cells: Sequence[Element], body: Body, loose: list[Piece]) -> Cells:
    """A row; a cell that goes on from the row above, or over several columns, is empty there."""
    words: list[Inlines] = []
    lines: list[int] = []
    for cell in cells:
        pieces = list(nest_points(_blocks(cell, body)))
        loose += [piece for piece in pieces if isinstance(piece, Apart)]
        lines += [body.ordinals[p] for p in cell.iter(f"{W}p")]
        room = max(_MOST_COLUMNS - len(words) - 1, 0)
        words += [flatten(pieces), *((),) * min(grid_span(cell) - 1, room)]
    return Cells(cells=tuple(words), lines=tuple(sorted(set(lines))))


def _has_headings(element: Element, body: Body) -> bool:
    for paragraph in element.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, "pStyle") if properties is not None else None
        if over(paragraph_look(properties, None), body.styles.look(style)).level:
            return True
    return False


def _has_header(element: Element, rows: Sequence[Element], done: Sequence[Cells]) -> bool:
    """A repeated first row (17.4.78), or one that the table's look sets off (17.4.56)."""
    if len(done) < 2:
        return False
    properties = rows[0].find(f"{W}trPr")
    if properties is not None and properties.find(f"{W}tblHeader") is not None:
        return True
    table = element.find(f"{W}tblPr")
    look = table.find(f"{W}tblLook") if table is not None else None
    if look is None:
        return False
    stated = look.get(f"{W}firstRow")
    if stated is not None:
        return is_on(stated)
    try:
        return bool(int(look.get(f"{W}val") or "0", 16) & 0x20)
    except ValueError:
        return False


# --- captions and code ----------------------------------------------------------------------------


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Captions joined to the picture above or the table below them; lines of code to one piece."""
    done: list[Piece] = []
    for piece in pieces:
        last = done[-1] if done else None
        if isinstance(piece, Rows) and isinstance(last, Picture) and not last.alt:
            done[-1] = replace(piece, caption=last.caption, caption_lines=last.lines)
        elif (
            isinstance(piece, Picture)
            and not piece.alt
            and isinstance(last, Picture)
            and not last.caption
        ):
            done[-1] = replace(last, caption=piece.caption, lines=(*last.lines, *piece.lines))
        elif isinstance(piece, Listing) and isinstance(last, Listing):
            done[-1] = Listing(text=(*last.text, *piece.text), lines=(*last.lines, *piece.lines))
        else:
            done.append(piece)
    for piece in done:
        alone = isinstance(piece, Picture) and not piece.alt
        yield Words(content=piece.caption, lines=piece.lines) if alone else piece  # type: ignore[union-attr]
