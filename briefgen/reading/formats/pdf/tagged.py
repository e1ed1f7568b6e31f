"""The tree of a tagged PDF with the lines of its pages into pieces."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefgen.model import Inlines, TocEntry
from briefgen.reading.clumps import bullet_mark
from briefgen.reading.date_cells import read_label
from briefgen.reading.drafts import step_value
from briefgen.reading.formats.flatten import flatten, with_label
from briefgen.reading.formats.pdf.apart import note_marks, numbers, set_apart
from briefgen.reading.formats.pdf.blocks import step_mark
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.scene import Scene, running_text
from briefgen.reading.formats.pdf.tags import Tag
from briefgen.reading.formats.pieces import (
    Apart,
    Cells,
    Head,
    Picture,
    Piece,
    Point,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.formats.words import inlines
from briefgen.tree import plain_text

HEADING: Final = re.compile(r"H([1-6]?)$")
_NOTES: Final = frozenset(("Note", "FENote"))
_CONTENTS: Final = frozenset(("TOC", "Index"))
_SPECIAL: Final = frozenset(
    ("L", "Table", "Figure", "BlockQuote", "Title", "Artifact", *_NOTES, *_CONTENTS)
)
_DEEPEST: Final = 6
_LARGER: Final = 0.5  # points
_LABEL: Final = 12  # characters of a point's mark at most


def read_tagged(root: Tag, scene: Scene) -> tuple[Piece, ...]:
    """The pieces of a document in the order of its tree."""
    return tuple(_pieces(root, scene, 0))


def find_title(
    pieces: Sequence[Piece], lines: Sequence[PdfLine], stated: str
) -> tuple[str, tuple[Piece, ...]]:
    """The title, set apart where it is a paragraph before the first heading: what the file's
    properties state, or larger than all headings. Else the only heading of level 1, if it is first.
    """
    sizes = {line.number: line.size for line in lines}
    heads = [piece for piece in pieces if isinstance(piece, Head)]
    largest = max((sizes[head.lines[0]] for head in heads), default=0.0)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Head):
            break
        if not isinstance(piece, Words):
            continue
        text = plain_text(piece.content)
        if text == stated or sizes[piece.lines[0]] > largest + _LARGER:
            title = Apart(content=piece.content, reason="title", lines=piece.lines)
            return text, (*pieces[:index], title, *pieces[index + 1 :])
    top = [head for head in heads if head.level == 1]
    alone = len(top) == 1 and heads[0] is top[0] and len(heads) > 1
    return top[0].title if alone else "", tuple(pieces)


def _pieces(tag: Tag, scene: Scene, depth: int) -> Iterator[Piece]:
    """The pieces of an element. `depth`: sections around it, for headings without a level."""
    heading = HEADING.match(tag.role)
    if heading:
        level = int(heading.group(1) or min(max(depth, 1), _DEEPEST))
        yield from _head(tag, scene, level)
    elif tag.role in (
        "L",
        "Table",
        "Figure",
        *_NOTES,
        *_CONTENTS,
        "BlockQuote",
        "Title",
        "Artifact",
    ):
        yield from _special(tag, scene, depth)
    else:
        yield from _words(tag, scene)
        inner = depth + (tag.role == "Sect")
        for kid in tag.kids:
            yield from _pieces(kid, scene, inner)


def _special(tag: Tag, scene: Scene, depth: int) -> Iterator[Piece]:
    match tag.role:
        case "L":
            yield from _list(tag, scene)
        case "Table":
            yield from _table(tag, scene, depth)
        case "Figure":
            yield from _figure(tag, scene)
        case "BlockQuote":
            for piece in (*_words(tag, scene), *_kids(tag, scene)):
                yield _as_quote(piece)
        case "Title":
            yield from _title(tag, scene)
        case "Artifact":
            yield from _apart(tag, scene, "page furniture")
        case role if role in _CONTENTS:
            scene.toc += [entry for kid in tag.walk() for entry in _entry(kid, scene)]
            yield from _apart(tag, scene, "contents")
        case _:
            yield from _apart(tag, scene, "footnote")


def _kids(tag: Tag, scene: Scene) -> Iterator[Piece]:
    for kid in tag.kids:
        yield from _pieces(kid, scene, 0)


# --- words ----------------------------------------------------------------------------------------


def _words(tag: Tag, scene: Scene) -> Iterator[Piece]:
    """The own words of an element as a paragraph, and the marks of notes that stood in them."""
    lines = scene.of(tag)
    if not lines:
        return
    scene.last = lines[-1].number
    text, mended = running_text(lines, scene.mender)
    broken = lines[0].page != lines[-1].page
    original = "\n".join(line.text for line in lines) if mended or broken else None
    yield Words(content=inlines(text), lines=numbers(lines), original=original)
    yield from note_marks(lines)


def _head(tag: Tag, scene: Scene, level: int) -> Iterator[Piece]:
    lines = scene.all_of(tag)
    text, _ = running_text(lines, scene.mender)
    if text:
        scene.last = lines[-1].number
        yield Head(title=text, level=level, lines=numbers(lines))
        yield from note_marks(lines)


def _title(tag: Tag, scene: Scene) -> Iterator[Piece]:
    lines = scene.all_of(tag)
    text, _ = running_text(lines, scene.mender)
    scene.title = scene.title or text
    yield from _apart(tag, scene, "title")


def _apart(tag: Tag, scene: Scene, reason: str) -> Iterator[Piece]:
    return set_apart(scene.all_of(tag), reason)


def _entry(tag: Tag, scene: Scene) -> Iterator[TocEntry]:
    """An entry of the contents: its page is the figure at its end."""
    if tag.role != "TOCI":
        return
    text = " ".join(line.text for line in scene.all_of(tag))
    title, _, page = text.rpartition(" ")
    if title and page.isdigit():
        yield TocEntry(number="", title=title.rstrip(" ._…"), page=page)


def _as_quote(piece: Piece) -> Piece:
    if isinstance(piece, Words):
        return Quoted(content=piece.content, lines=piece.lines)
    return piece


def _figure(tag: Tag, scene: Scene) -> Iterator[Piece]:
    """A picture by its other text; words drawn in it are set apart."""
    captions = [kid for kid in tag.kids if kid.role == "Caption"]
    drawn = scene.all_of(replace(tag, kids=_without(tag, captions)))
    caption = [line for kid in captions for line in scene.all_of(kid)]
    alt = plain_text(inlines(tag.alt))
    lines = numbers([*drawn, *caption]) or (scene.last,)  # a picture without words has no line
    if alt or caption:
        text, _ = running_text(caption, scene.mender)
        yield Picture(alt=alt, caption=inlines(text), lines=lines)
    yield from set_apart(drawn, "words in a figure")


def _without(tag: Tag, some: Sequence[Tag]) -> tuple[Tag, ...]:
    return tuple(kid for kid in tag.kids if kid not in some)


# --- lists ----------------------------------------------------------------------------------------


def _list(tag: Tag, scene: Scene) -> Iterator[Piece]:
    """A list; what is no point in it belongs to the point before."""
    points: list[Point] = []
    marks: list[str] = []
    loose: list[Piece] = []
    for kid in tag.kids:
        mark, inner = _point(kid, scene)
        own = tuple(piece for piece in inner if not isinstance(piece, Apart))
        loose += [piece for piece in inner if isinstance(piece, Apart)]
        if not own:
            continue
        lines = tuple(dict.fromkeys(n for piece in own for n in piece.lines))
        if kid.role != "LI" and points:
            last = points[-1]
            points[-1] = Point(pieces=(*last.pieces, *own), lines=(*last.lines, *lines))
        else:
            points.append(Point(pieces=own, lines=lines, original=_original(own)))
            marks.append(mark)
    if points:
        yield _dated(points) or _labelled(points, marks)
    yield from loose


def _original(pieces: Sequence[Piece]) -> str | None:
    first = pieces[0]
    return first.original if isinstance(first, Words) and len(pieces) == 1 else None


def _point(tag: Tag, scene: Scene) -> tuple[str, list[Piece]]:
    """The mark of a point and what it holds; a mark that stands among the words is taken out."""
    labels = [kid for kid in tag.kids if kid.role == "Lbl"]
    mark = " ".join(line.text for kid in labels for line in scene.all_of(kid)).strip()
    rest = replace(tag, role="LBody", kids=_without(tag, labels))
    inner = [_in_point(piece) for piece in _pieces(rest, scene, 0)]
    if len(mark) > _LABEL:
        return "", [*_apart(labels[0], scene, "label"), *inner]
    first = inner[0] if inner else None
    if not mark and isinstance(first, Words):
        text = plain_text(first.content)
        mark = bullet_mark(text) or step_mark(text)
        inner[0] = replace(first, content=inlines(text[len(mark) :]))
    return mark, inner


def _in_point(piece: Piece) -> Piece:
    if isinstance(piece, Head):
        return Words(content=inlines(piece.title), lines=piece.lines)
    return piece


def _labelled(points: Sequence[Point], marks: Sequence[str]) -> Points:
    """Bullets, or points counted in figures; other marks go into the words."""
    numbers = [step_value(mark) for mark in marks]
    first = numbers[0]
    if first is not None and all(b == a + 1 for a, b in itertools.pairwise(numbers) if a and b):
        return Points(points=tuple(points), start=first)
    shown = [
        with_label(point, mark) if any(c.isalnum() for c in mark) and mark != "o" else point
        for point, mark in zip(points, marks, strict=True)
    ]
    return Points(points=tuple(shown))


def _dated(points: Sequence[Point]) -> Rows | None:
    """A list whose points are a date and a text each, as the table that they draw."""
    rows = [Cells(cells=tuple(_cells(point)), lines=point.lines) for point in points]
    dates = [read_label(plain_text(row.cells[0]))[1] for row in rows if len(row.cells) == 2]
    return Rows(rows=tuple(rows)) if len(dates) == len(rows) and all(dates) else None


def _cells(point: Point) -> Iterator[Inlines]:
    return (flatten([piece]) for piece in point.pieces)


# --- tables ---------------------------------------------------------------------------------------


def _table(tag: Tag, scene: Scene, depth: int) -> Iterator[Piece]:
    """Rows with their cells; a table that holds headings only places them on the page."""
    if any(HEADING.match(inner.role) for inner in tag.walk()):
        for kid in tag.kids:
            yield from _pieces(replace(kid, role="Div"), scene, depth)
        return
    rows: list[Cells] = []
    loose: list[Piece] = []
    heads = 0
    for row in _whole_rows(tag, scene):
        pieces = [[*_words(cell, scene), *_kids(cell, scene)] for cell in row.kids]
        loose += [piece for cell in pieces for piece in cell if isinstance(piece, Apart)]
        made = Cells(cells=tuple(map(flatten, pieces)), lines=numbers(scene.all_of(row)))
        is_head = all(cell.role == "TH" for cell in row.kids)
        if is_head and rows and made.cells == rows[0].cells:  # again at the top of a page
            loose += _apart(row, scene, "repeated table head")
        elif made.lines:
            heads += is_head and not rows
            rows.append(made)
    captions = [kid for kid in tag.kids if kid.role == "Caption"]
    lines = [line for kid in captions for line in scene.all_of(kid)]
    caption = inlines(running_text(lines, scene.mender)[0])
    if rows:
        yield Rows(
            rows=tuple(rows),
            has_header=bool(heads),
            caption=caption,
            caption_lines=numbers(lines),
        )
    yield from loose


def _rows(tag: Tag) -> Iterator[Tag]:
    """The rows of a table, not those of tables inside it."""
    for kid in tag.kids:
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _whole_rows(table: Tag, scene: Scene) -> list[Tag]:
    """Rows with their cells alone; the rest of a row that a page broke stands in the row again.

    Such a rest has only the cells that go on, each under the cell it belongs to.
    """
    done: list[Tag] = []
    for row in _rows(table):
        cells = tuple(kid for kid in row.kids if kid.role in ("TD", "TH"))
        above = done[-1].kids if done else ()
        places = _places(cells, above, scene) if len(cells) < len(above) else None
        if places is None:
            done.append(replace(row, kids=cells))
            continue
        joined = list(above)
        for place, cell in zip(places, cells, strict=True):
            upper = above[place]
            kids, blocks = (*upper.kids, *cell.kids), (*upper.blocks, *cell.blocks)
            joined[place] = replace(upper, kids=kids, blocks=blocks)
        done[-1] = replace(done[-1], kids=tuple(joined))
    return done


def _places(cells: Sequence[Tag], above: Sequence[Tag], scene: Scene) -> list[int] | None:
    """Which cell of a row on the page before each cell goes on with, None where one fits none."""
    edges = {_left(cell, scene): place for place, cell in enumerate(above)}
    places = [edges.get(_left(cell, scene)) for cell in cells]
    ends = [line.page for cell in above for line in scene.all_of(cell)]
    starts = [line.page for cell in cells for line in scene.all_of(cell)]
    if not ends or not starts or max(ends) >= min(starts) or None in places:
        return None
    return [place for place in places if place is not None]


def _left(cell: Tag, scene: Scene) -> int | None:
    """The left edge of a cell's words in steps of two points."""
    return min((round(line.left / 2) for line in scene.all_of(cell)), default=None)
