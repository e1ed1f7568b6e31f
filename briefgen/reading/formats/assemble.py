"""Pieces of any format into a reading: nested sections, ids, origins, dates and speech."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.model import (
    Block,
    DateMention,
    Document,
    Metadata,
    Quirk,
    Section,
    Text,
)
from briefgen.reading.chronology import names_chronology
from briefgen.reading.formats.blocks import Maker, make_block
from briefgen.reading.formats.credits import find_credits
from briefgen.reading.formats.dated import date_points
from briefgen.reading.formats.depth import keep_shallow
from briefgen.reading.formats.notemarks import settle_raised
from briefgen.reading.formats.pieces import (
    NOTE_MARK,
    STRUCK,
    Apart,
    Found,
    Head,
    Piece,
    Points,
    Quoted,
    Rows,
    Words,
)
from briefgen.reading.formats.words import squeeze
from briefgen.reading.ids import section_slug, slugify
from briefgen.reading.language import guess_language
from briefgen.reading.mentions import find_mentions
from briefgen.reading.numbering import Number, split_number
from briefgen.reading.outline import Pages, origins
from briefgen.reading.quirks import find_misread_quirks, find_spelling_quirks
from briefgen.reading.source import Reading, ReadOptions
from briefgen.reading.titles import known_names, sentence_case
from briefgen.reading.vocabulary import gather_words
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

_SHOWN = 80
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A heading (None for what stands before the first) and the pieces right under it."""

    head: Head | None
    pieces: tuple[Piece, ...]


def assemble(
    found: Found, *, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> Reading:
    """The reading of one source. Nothing of `found` is left out; roles and markings stay open."""
    shallow, deep = keep_shallow(found.pieces)
    settled, raised = settle_raised(shallow)
    pieces, authors, contributors = find_credits(settled)
    texts = [text for piece in pieces for text in _running_text(piece)]
    words = gather_words(texts)
    names = known_names(words)
    parts = [_note_marks_last(part) for part in _parts(_numbered(pieces))]
    parts = _with_dated_points(parts, options.title or found.title)
    tree = _nest(source_id, parts, names, found.pages)
    dates, speeches = find_mentions(tree)
    title = sentence_case(squeeze(options.title or found.title).strip(), names)
    document = Document(
        id=source_id,
        title=(Text(title),) if title else (),
        language=options.language or found.language or guess_language(" ".join(texts)),
        blocks=tree,
        metadata=Metadata(
            authors=(*found.authors, *authors),
            contributors=contributors,
            publishers=found.publishers,
            toc=found.toc,
            speeches=speeches,
            dates=(*_header_dates(source_id, found, tree), *dates),
        ),
    )
    quirks = (*found.quirks, *_skipped_levels(parts), *find_spelling_quirks(tree, words))
    quirks = (*quirks, *find_misread_quirks(tree, words), *_struck(found.pieces), *raised)
    quirks = (*quirks, *deep)
    return Reading(
        document=document,
        shown=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        line_count=found.line_count,
        repairs=tuple(sorted(found.repairs, key=lambda r: r.lines)),
        quirks=tuple(sorted(quirks, key=lambda q: q.lines)),
        language=document.language,
        asides=found.asides,
    )


def _struck(pieces: Sequence[Piece]) -> Iterator[Quirk]:
    """Words that the document shows as no longer standing: set apart, and said so."""
    for piece in pieces:
        if isinstance(piece, Apart) and piece.reason == STRUCK:
            shown = plain_text(piece.content)[:_SHOWN]
            yield Quirk(lines=piece.lines, text=shown, reason="struck-text")


def _running_text(piece: Piece) -> Iterator[str]:
    match piece:
        case Words() | Quoted():
            yield plain_text(piece.content)
        case Points():
            for point in piece.points:
                for inner in point.pieces:
                    yield from _running_text(inner)
        case Rows():
            yield from (plain_text(cell) for row in piece.rows for cell in row.cells)
        case _:
            return


# --- headings -------------------------------------------------------------------------------------


def _numbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Headings with their numbers split off: a sure one, or plain ones that count from 1."""
    heads = [piece for piece in pieces if isinstance(piece, Head)]
    plain = [int(number.text) for head in heads if (number := _plain_number(head))]
    counts = plain[:1] == [1] and all(b in (1, a + 1) for a, b in itertools.pairwise(plain))
    for piece in pieces:
        if not isinstance(piece, Head) or piece.number:
            yield piece
            continue
        number, title = split_number(piece.title)
        named = number is not None and bool(number.word) and not title[:1].islower()
        if number and title and (named or (not number.word and (number.sure or counts))):
            yield replace(piece, number=number.shown, title=title)
        else:
            yield piece


def _plain_number(head: Head) -> Number | None:
    """A figure without a separator: a heading's number only if others count on with it."""
    number, title = split_number(head.title)
    unsure = number and title and not number.sure and number.kind == "arabic" and not head.number
    return number if unsure else None


def _parts(pieces: Iterator[Piece]) -> list[_Part]:
    parts = [_Part(head=None, pieces=())]
    inner: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Head):
            parts[-1] = replace(parts[-1], pieces=tuple(inner))
            parts.append(_Part(head=piece, pieces=()))
            inner = []
        else:
            inner.append(piece)
    parts[-1] = replace(parts[-1], pieces=tuple(inner))
    return parts


def _with_dated_points(parts: Sequence[_Part], title: str) -> list[_Part]:
    """Points with dates as rows where a heading over them, or the title, names a chronology."""
    done: list[_Part] = []
    level = _DEEPEST if names_chronology(title) else 0  # of the heading that named one; 0 for none
    for part in parts:
        if part.head and names_chronology(part.head.title) and not 0 < level < part.head.level:
            level = part.head.level
        elif part.head and part.head.level <= level:
            level = 0
        done.append(replace(part, pieces=tuple(date_points(part.pieces))) if level else part)
    return done


def _note_marks_last(part: _Part) -> _Part:
    """The marks of notes, taken out of the running text, as one piece at the section's end."""
    marks = [p for p in part.pieces if isinstance(p, Apart) and p.reason == NOTE_MARK]
    if len(marks) < 2:
        return part
    others = tuple(p for p in part.pieces if p not in marks)
    text = " ".join(plain_text(mark.content) for mark in marks)
    lines = tuple(dict.fromkeys(n for mark in marks for n in mark.lines))
    return replace(
        part, pieces=(*others, Apart(content=(Text(text),), reason=NOTE_MARK, lines=lines))
    )


def _skipped_levels(parts: Sequence[_Part]) -> Iterator[Quirk]:
    """A heading more than one level below the one it stands under."""
    stack: list[int] = []
    for part in parts:
        if part.head is None:
            continue
        while stack and stack[-1] >= part.head.level:
            stack.pop()
        if stack and part.head.level > stack[-1] + 1:
            yield Quirk(
                lines=part.head.lines,
                text=part.head.title[:_SHOWN],
                reason="heading-level-skipped",
            )
        stack.append(part.head.level)


# --- sections -------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Open:
    """A section that still takes blocks."""

    head: Head
    slug: str
    blocks: list[Block]


def _nest(
    source: str, parts: Sequence[_Part], names: frozenset[str], pages: Pages
) -> tuple[Block, ...]:
    taken = {"start": 1}
    top: list[Block] = []
    if parts[0].pieces:
        name = f"{source}/start"
        blocks = _blocks(source, name, parts[0].pieces, pages)
        top.append(Section(id=name, title=(), blocks=blocks))
    open_: list[_Open] = []

    def close(level: int) -> None:
        while open_ and open_[-1].head.level >= level:
            done = open_.pop()
            section = _section(source, done, names, pages)
            (open_[-1].blocks if open_ else top).append(section)

    for part in parts[1:]:
        assert part.head is not None  # noqa: S101 (only the first part has none)
        close(part.head.level)
        slug = _slug(part.head, open_[-1] if open_ else None, taken)
        blocks = _blocks(source, f"{source}/{slug}", part.pieces, pages)
        open_.append(_Open(head=part.head, slug=slug, blocks=list(blocks)))
    close(0)
    return tuple(top)


def _slug(head: Head, above: _Open | None, taken: dict[str, int]) -> str:
    parent, parent_number = (above.slug, above.head.number) if above else ("start", "")
    number = head.number if head.number.replace(".", "").isalnum() else slugify(head.number)
    return section_slug(number, head.title, parent, parent_number, taken)


def _section(source: str, done: _Open, names: frozenset[str], pages: Pages) -> Section:
    title = sentence_case(done.head.title, names)
    return Section(
        id=f"{source}/{done.slug}",
        title=(Text(title),) if title else (),
        blocks=tuple(done.blocks),
        number=done.head.number,
        level=done.head.level,
        origins=origins(source, done.head.lines, pages),
        original=done.head.title if title != done.head.title else None,
    )


def _blocks(source: str, section: str, pieces: Sequence[Piece], pages: Pages) -> tuple[Block, ...]:
    maker = Maker(source=source, section=section, pages=pages, counts={})
    return tuple(make_block(maker, piece) for piece in pieces if not isinstance(piece, Head))


def _header_dates(source: str, found: Found, tree: Sequence[Block]) -> Iterator[DateMention]:
    """Dates that a header states, in the block that holds the header."""
    first = tree[0] if tree else None
    if isinstance(first, Section) and first.blocks:
        for date, line in found.dates:
            where = origins(source, (line,))
            yield DateMention(value=date, block=first.blocks[0].id, origins=where)
