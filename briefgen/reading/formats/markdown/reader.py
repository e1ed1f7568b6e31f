"""A Markdown file into a reading: headings, lists, tables, code, with the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.diagnostics import Diagnostics
from briefgen.model import Aside, Emph, Inline, Inlines, Link, Strong, Text
from briefgen.reading.decode import decode
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import assemble
from briefgen.reading.formats.headlines import title_of
from briefgen.reading.formats.markdown.inlines import (
    pictures_in,
    read_inlines,
    struck_or_not,
    words_for,
)
from briefgen.reading.formats.markdown.lines import MARK, Note, prepare
from briefgen.reading.formats.markdown.pictures import find_pictures
from briefgen.reading.formats.pieces import (
    NOTE_MARK,
    STRUCK,
    Apart,
    Cells,
    Found,
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
from briefgen.reading.formats.words import clean_line, has_words, inlines, tidy
from briefgen.reading.lines import Line, split_lines
from briefgen.reading.source import Reading, ReadOptions
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

MAX_DEPTH = 160  # lists and quotations inside each other; each takes two
_FRONT_TITLE = re.compile(r"title:[ \t]*(?P<title>.*)$")
_ATTRIBUTES = re.compile(r"\s*\{(?:-|[#.][^{}]*|[\w-]+=[^{}]*)\}$")
_BARS = re.compile(r"(?<!\\)\|")
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[A-Za-z][^<>]*>", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)


def read_markdown(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """CommonMark with tables. The title is that of the front matter, else the one heading of
    level 1 that opens the text; raw HTML keeps its words.
    """
    text, found = decode(data, shown=shown, encoding=options.encoding)
    if text is None:
        return None, found
    lines, removed, unshowable = split_lines(text, shown)
    found = (*found, *unshowable)
    if not any(line.text for line in lines):
        return None, (*found, faults.empty(shown, "the file has no text"))
    front = _front_matter(lines)
    body, notes = prepare(
        [replace(line, text="") if line.number <= front.end else line for line in lines]
    )
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH, "html": True})
    tokens = parser.enable(["table", "strikethrough"]).parse("\n".join(line.text for line in body))
    if any(token.nesting == 1 and token.level >= MAX_DEPTH - 1 for token in tokens):
        return None, (*found, faults.over_limit(shown, f"nested deeper than {MAX_DEPTH} levels"))
    scene = _Scene(lines=tuple(body), notes=frozenset(note.label for note in notes))
    own = _pieces(SyntaxTreeNode(tokens).children, scene)
    pieces = tuple(sorted((*own, *_notes(notes)), key=lambda piece: piece.lines[0]))
    unread = tuple(find_pictures(tokens))
    reading = assemble(
        Found(
            pieces=(*front.pieces, *pieces),
            line_count=len(lines),
            title=front.title or title_of(pieces),
            asides=(*front.asides, *_comments(body)),
            repairs=removed,
        ),
        data=data,
        source_id=source_id,
        shown=shown,
        options=options,
    )
    return reading, (*found, *faults.pictures(shown, unread))


def _comments(lines: Sequence[Line]) -> Iterator[Aside]:
    """Comments inside a line, which are no part of the text."""
    for line in lines:
        for match in _COMMENT.finditer(line.text) if "<!--" in line.text else ():
            yield Aside(text=match.group(1).strip(), line=line.number)


# --- front matter ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    title: str = ""
    end: int = 0  # the line that closes it, 0 for none
    pieces: tuple[Piece, ...] = ()
    asides: tuple[Aside, ...] = ()


def _front_matter(lines: Sequence[Line]) -> _Front:
    """The lines between two `---` at the very start, of which only the title is understood."""
    if not lines or lines[0].text != "---":
        return _Front()
    end = next((line.number for line in lines[1:] if line.text in ("---", "...")), 0)
    inside = lines[1 : end - 1] if end else ()
    keyed = [line for line in inside if line.text]
    if not keyed or not all(re.match(r"[\w-]+:|[ \t#-]", line.text) for line in keyed):
        return _Front()
    titles = [m.group("title") for line in keyed if (m := _FRONT_TITLE.match(line.text))]
    title = titles[0].strip().strip("\"'").strip() if titles else ""
    words = inlines(" ".join(line.words for line in keyed))
    numbers = tuple(line.number for line in keyed)
    return _Front(
        title=title,
        end=end,
        pieces=(Apart(content=words, reason="front matter", lines=numbers),),
        asides=tuple(Aside(text=line.words, line=line.number) for line in keyed),
    )


# --- blocks ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """The lines for the parser, and the labels of the notes that stood among them."""

    lines: tuple[Line, ...]
    notes: frozenset[str] = frozenset()

    def filled(self, node: SyntaxTreeNode) -> tuple[int, ...]:
        """The lines of a node that are not blank; never none."""
        start, end = node.map or (0, 1)
        numbers = [
            n for n in range(start + 1, end + 1) if self.lines[n - 1 : n] and self.lines[n - 1].text
        ]
        return tuple(numbers) or (start + 1,)


def _pieces(nodes: Sequence[SyntaxTreeNode], scene: _Scene) -> Iterator[Piece]:
    for node in nodes:
        lines = scene.filled(node)
        match node.type:
            case "heading":
                yield from _heading(node, scene, lines)
                yield from _struck(node, lines)
            case "paragraph":
                yield from _paragraph(node, scene, lines)
                yield from _struck(node, lines)
            case "bullet_list" | "ordered_list":
                yield from _list(node, scene)
            case "blockquote":
                yield from (_as_quote(piece) for piece in _pieces(node.children, scene))
            case "fence" | "code_block":
                text = tuple(clean_line(line) for line in node.content.rstrip("\n").split("\n"))
                yield Listing(text=text, lines=lines)
            case "table":
                yield from _table(node, scene)
                yield from _struck(node, lines)
            case "html_block":
                yield from _raw(node.content, lines)
            case "hr":
                continue
            case _:
                if words := inlines(node.content):
                    yield Words(content=words, lines=lines)


def _heading(node: SyntaxTreeNode, scene: _Scene, lines: tuple[int, ...]) -> Iterator[Piece]:
    """A heading without the attributes that other Markdowns write behind it (`{#id .class}`)."""
    content, marks = _without_marks(tidy(read_inlines(node.children)), scene, lines)
    title = _ATTRIBUTES.sub("", plain_text(content)).strip()
    if title:
        yield Head(title=title, level=int(node.tag[1:]), lines=lines)
    yield from marks


def _without_marks(
    content: Inlines, scene: _Scene, lines: tuple[int, ...]
) -> tuple[Inlines, tuple[Piece, ...]]:
    """Words without what leads to notes, and those marks as a piece of their own."""
    marks = [m for m in MARK.findall(plain_text(content)) if m in scene.notes]
    if not marks:
        return content, ()
    kept = tidy(_cut_marks(content, scene.notes))
    return kept, (Apart(content=inlines(" ".join(marks)), reason=NOTE_MARK, lines=lines),)


def _cut_marks(content: Inlines, notes: frozenset[str]) -> Inlines:
    done: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            words = MARK.sub(lambda m: "" if m.group(1) in notes else m.group(), inline.text)
            done += (Text(words),) if words else ()
        elif isinstance(inline, Emph | Strong | Link):
            done.append(replace(inline, content=_cut_marks(inline.content, notes)))
        else:
            done.append(inline)
    return tuple(done)


def _notes(notes: Sequence[Note]) -> Iterator[Piece]:
    for note in notes:
        if words := inlines(note.text):
            yield Apart(content=words, reason="footnote", lines=note.lines)


def _paragraph(node: SyntaxTreeNode, scene: _Scene, lines: tuple[int, ...]) -> Iterator[Piece]:
    inner = node.children[0].children if node.children else []
    if len(inner) == 1 and inner[0].type == "image":
        title = str(inner[0].attrs.get("title", ""))
        yield Picture(alt=words_for(inner[0]), caption=inlines(title), lines=lines)
        return
    content, marks = _without_marks(tidy(read_inlines(node.children, alts=False)), scene, lines)
    if content:
        yield Words(content=content, lines=lines)
    for image in pictures_in(node.children):  # what stands for it is no part of the sentence
        if alt := words_for(image):
            yield Picture(alt=alt, caption=(), lines=lines)
    yield from marks


def _as_quote(piece: Piece) -> Piece:
    if isinstance(piece, Words):
        return Quoted(content=piece.content, lines=piece.lines)
    return piece


def _list(node: SyntaxTreeNode, scene: _Scene) -> Iterator[Piece]:
    points: list[Point] = []
    loose: list[Piece] = []
    for item in node.children:
        inner = tuple(_in_point(piece) for piece in _pieces(item.children, scene))
        own = tuple(piece for piece in inner if not isinstance(piece, Apart))
        loose += (piece for piece in inner if isinstance(piece, Apart))
        if own:
            points.append(Point(pieces=own, lines=scene.filled(item)))
    if points:
        ordered = node.type == "ordered_list"
        start = int(node.attrs.get("start", 1)) if ordered else None
        yield Points(points=tuple(points), start=start)
    yield from loose


def _in_point(piece: Piece) -> Piece:
    """A heading inside a point is a strong line of it: a point holds no sections."""
    if isinstance(piece, Head):
        return Words(content=(Strong(inlines(piece.title)),), lines=piece.lines)
    return piece


def _struck(node: SyntaxTreeNode, lines: tuple[int, ...]) -> Iterator[Piece]:
    """The words of a block that are struck out, set apart from those that stand."""
    for inner, struck in struck_or_not(node.children):
        if not struck:
            yield from _struck(inner, lines)
        elif words := tidy(read_inlines(inner.children) or read_inlines((inner,))):
            yield Apart(content=words, reason=STRUCK, lines=lines)


def _table(node: SyntaxTreeNode, scene: _Scene) -> Iterator[Piece]:
    rows = []
    for part in node.children:
        for row in part.children:
            cells = tuple(tidy(read_inlines(cell.children)) for cell in row.children)
            rows.append(Cells(cells=cells, lines=scene.filled(row)))
    header = bool(rows) and any(has_words(cell) for cell in rows[0].cells)
    kept = rows if header else rows[1:]
    if kept:
        yield Rows(rows=tuple(kept), has_header=header)
    width = max((len(row.cells) for row in rows), default=0)
    for read in rows:
        yield from _beyond(read, width, scene)


def _beyond(row: Cells, width: int, scene: _Scene) -> Iterator[Piece]:
    """Cells of a row that its table has no column for, which the parser drops."""
    text = scene.lines[row.lines[0] - 1].words.removeprefix("|")
    cells = _BARS.split(text)
    if words := inlines(" ".join(cells[width:])):
        yield Apart(content=words, reason="beyond the table's columns", lines=row.lines)


def _raw(text: str, lines: tuple[int, ...]) -> Iterator[Piece]:
    """Raw HTML: its words as a paragraph, comments set apart."""
    comments = inlines(" ".join(m.group(1) for m in _COMMENT.finditer(text)))
    if comments:
        yield Apart(content=comments, reason="comment", lines=lines)
    if words := inlines(_TAG.sub(" ", text)):
        yield Words(content=words, lines=lines)
