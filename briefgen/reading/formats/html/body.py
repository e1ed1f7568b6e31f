"""The body of a page into pieces: headings, paragraphs, lists, tables, with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.model import Inlines, Strong
from briefgen.reading.formats.flatten import flatten, with_label, without_own_marks
from briefgen.reading.formats.html.inlines import Run, Walk, read_inline
from briefgen.reading.formats.html.tables import Grid, is_layout, place_cells, rows_of
from briefgen.reading.formats.html.tree import (
    HEADINGS,
    Element,
    all_text,
    drawn_words,
    furniture_reason,
    is_block,
    is_passed_over,
    is_struck,
    shown_words,
    tag_of,
)
from briefgen.reading.formats.labels import label_of
from briefgen.reading.formats.pieces import (
    NOTE_MARK,
    STRUCK,
    Apart,
    Cells,
    Head,
    Listing,
    Picture,
    Piece,
    Point,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.formats.words import clean_line, has_words, inlines
from briefgen.tree import plain_text

_MAIN_SHARE = 2  # `main` counts if it holds one word in so many
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_body(root: Element) -> tuple[tuple[Piece, ...], Walk]:
    """Pieces in the order of the page, and what the walk over it came across."""
    body = next((x for x in root.iter() if tag_of(x) == "body"), root)
    main = _main(body)
    walk = Walk(main=main, inside=main is None)
    pieces = tuple(_container(body, walk))
    return pieces, walk


def _main(body: Element) -> Element | None:
    found = [x for x in body.iter() if tag_of(x) == "main" or x.get("role") == "main"]
    found = [x for x in found if not any(y in found for y in x.iterancestors())]
    if len(found) != 1:
        return None
    inside, whole = len(shown_words(found[0])), len(shown_words(body))
    return found[0] if inside * _MAIN_SHARE >= whole else None


# --- blocks ---------------------------------------------------------------------------------------


def _container(element: Element, walk: Walk) -> Iterator[Piece]:
    """The pieces of an element that holds blocks, words, or both."""
    walk.enter(element)
    run = Run()
    run.add(walk, element.text or "")
    broken = False  # a `<br>` came right before: two of them end a paragraph
    for child in element:
        again = broken and tag_of(child) == "br"
        broken = tag_of(child) == "br" and not (child.tail or "").strip()
        if is_passed_over(child):
            walk.pass_over(child)
        elif again:
            yield from _flush(run, walk)
            run = Run()
        elif is_block(child) or _is_apart(child, walk):
            yield from _flush(run, walk)
            run = Run()
            yield from _block(child, walk)
        else:
            run.content += read_inline(child, walk, run)
        run.add(walk, child.tail or "")
    yield from _flush(run, walk)


def _is_apart(element: Element, walk: Walk) -> bool:
    return bool(furniture_reason(element)) and element is not walk.main


def _flush(run: Run, walk: Walk) -> Iterator[Piece]:
    """What a run of words makes, then what stood in it and is no words: pictures, note marks."""
    pictures, marks, struck = walk.pictures[:], walk.marks[:], walk.struck[:]
    walk.pictures.clear()
    walk.marks.clear()
    walk.struck.clear()
    words = run.words()
    lines = words.lines if words else (walk.line,)
    if words and walk.inside:
        yield words
    elif words:
        yield Apart(content=words.content, reason="outside the main text", lines=words.lines)
    yield from pictures
    if marks:
        yield Apart(content=inlines(" ".join(marks)), reason=NOTE_MARK, lines=lines)
    for gone in struck:
        if content := inlines(gone):
            yield Apart(content=content, reason=STRUCK, lines=lines)


def _block(element: Element, walk: Walk) -> Iterator[Piece]:
    reason = _reason(element, walk)
    if reason:
        yield from _set_apart(element, walk, reason)
        return
    tag = tag_of(element)
    was_inside = walk.inside
    walk.inside = walk.inside or element is walk.main
    if tag in HEADINGS:
        yield from _heading(element, walk)
    elif tag in ("ul", "ol", "menu", "dir"):
        yield from _list(element, walk)
    elif tag == "blockquote":
        for piece in _container(element, walk):
            yield _as_quote(piece)
    elif tag == "pre":
        yield from _pre(element, walk)
    elif tag == "table" and not is_layout(element):
        yield from _table(element, walk)
    elif tag == "figure":
        yield from _figure(element, walk)
    else:
        yield from _container(element, walk)
    walk.inside = was_inside


def _reason(element: Element, walk: Walk) -> str:
    if element is walk.main:
        return ""
    if not walk.inside and walk.main is not None:
        around = any(x is walk.main for x in element.iterdescendants())
        return "" if around else furniture_reason(element) or "outside the main text"
    return STRUCK if is_struck(element) else furniture_reason(element)


def _set_apart(element: Element, walk: Walk, reason: str) -> Iterator[Piece]:
    first = walk.enter(element)
    run = Run()
    for text in all_text(element):
        run.add(walk, text)
    content = inlines(shown_words(element))
    if content:
        lines = tuple(range(max(run.first, first), max(run.last, first) + 1))
        yield Apart(content=content, reason=reason, lines=lines)


def _heading(element: Element, walk: Walk) -> Iterator[Piece]:
    """A heading; an anchor mark that only a link needs is no word of it."""
    for piece in _container(element, walk):
        match piece:
            case Words(content=content, lines=lines) if walk.inside:
                title = plain_text(content).rstrip("¶#§ ").strip()
                if title:
                    level = int(tag_of(element)[1])
                    yield Head(title=title, level=level, lines=lines)
            case _:
                yield piece


def _as_quote(piece: Piece) -> Piece:
    match piece:
        case Words(content=content, lines=lines):
            return Quoted(content=content, lines=lines)
        case Head(title=title, lines=lines):
            return Quoted(content=(Strong(inlines(title)),), lines=lines)
        case _:
            return piece


def _pre(element: Element, walk: Walk) -> Iterator[Piece]:
    walk.enter(element)
    text = "".join(all_text(element))
    led = text[: len(text) - len(text.lstrip("\n"))].count("\n")
    kept = text.strip("\n").split("\n")
    first = walk.line + led
    walk.line += text.count("\n")
    if text.strip():
        lines = tuple(range(first, first + len(kept)))
        yield Listing(text=tuple(clean_line(line) for line in kept), lines=lines)


def _figure(element: Element, walk: Walk) -> Iterator[Piece]:
    """Picture and caption as one; whatever else a figure holds stays by itself."""
    if any(
        tag_of(x) in ("table", "blockquote", "pre", "p", "ul") for x in element.iterdescendants()
    ):
        yield from _container(element, walk)
        return
    first = walk.enter(element)
    for inner in element.iter():
        walk.see(inner)
    said = [x.get("alt") or "" for x in element.iter() if tag_of(x) == "img"]
    alt = " ".join((*said, *map(drawn_words, element.iter()))).strip()
    run = Run()
    for text in all_text(element):
        run.add(walk, text)
    caption = inlines(shown_words(element))
    if alt or caption:
        lines = tuple(range(first, max(run.last, first) + 1))
        yield Picture(alt=plain_text(inlines(alt)), caption=caption, lines=lines)


# --- lists ----------------------------------------------------------------------------------------


def _list(element: Element, walk: Walk) -> Iterator[Piece]:
    walk.enter(element)
    yield from _between(element.text, walk)
    points: list[Point] = []
    loose: list[Piece] = []
    for child in element:
        if is_passed_over(child):
            walk.pass_over(child)
        else:
            inner = [_in_point(p) for p in _block(child, walk)]
            if tag_of(child) != "li" and points:
                last = points[-1]
                inner = [*last.pieces, *inner]
                points.pop()
            points += _points(inner)
            loose += [p for p in inner if isinstance(p, Apart)]
        for words in _between(child.tail, walk):
            points += _points([*points.pop().pieces, words] if points else [words])
    if points:
        yield _labelled(element, without_own_marks(points))
    yield from loose


def _between(text: str | None, walk: Walk) -> Iterator[Words]:
    """Words that stand in a list and in no point of it: they go on with the one above them."""
    run = Run()
    run.add(walk, text or "")
    if words := run.words():
        yield words


def _points(inner: Sequence[Piece]) -> list[Point]:
    """One point of these pieces, none where they are all set apart."""
    own = tuple(p for p in inner if not isinstance(p, Apart))
    lines = tuple(sorted({n for p in own for n in p.lines}))
    return [Point(pieces=own, lines=lines)] if own else []


def _in_point(piece: Piece) -> Piece:
    if isinstance(piece, Head):
        return Words(content=(Strong(inlines(piece.title)),), lines=piece.lines)
    return piece


def _labelled(element: Element, points: list[Point]) -> Points:
    """A list; letters and roman numbers, which the model does not count in, become words."""
    if tag_of(element) != "ol":
        return Points(points=tuple(points))
    stated = (element.get("start") or "1").strip()
    start = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 6 else 1
    kind = _LIST_KINDS.get(element.get("type") or "")
    if kind is None:
        return Points(points=tuple(points), start=start)
    return Points(
        points=tuple(
            with_label(point, f"{label_of(n, kind)}.") for n, point in enumerate(points, start)
        )
    )


# --- tables ---------------------------------------------------------------------------------------


def _table(element: Element, walk: Walk) -> Iterator[Piece]:
    walk.enter(element)
    grid = Grid()
    caption: Inlines = ()
    loose: list[Piece] = []
    for part in element:
        if tag_of(part) == "caption":
            caption = flatten(_container(part, walk))
    for row in rows_of(element):
        first = walk.enter(row)
        cells = []
        for cell in row:
            if tag_of(cell) in ("td", "th"):
                pieces = list(_container(cell, walk))
                loose += [p for p in pieces if isinstance(p, Apart)]
                cells.append((cell, flatten(pieces)))
                walk.line += (cell.tail or "").count("\n")
        place_cells(grid, row, cells, tuple(range(first, walk.line + 1)))
    rows = tuple(Cells(cells=tuple(c), lines=n) for c, n in grid.rows if any(map(has_words, c)))
    if rows:
        yield Rows(rows=rows, has_header=grid.has_header, caption=caption)
    elif caption:
        yield Words(content=caption, lines=(walk.line,))
    yield from loose
