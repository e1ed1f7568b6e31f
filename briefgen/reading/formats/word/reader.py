"""A Word file into a reading: sections by style and outline level, numbers as Word shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.diagnostics import Diagnostics
from briefgen.errors import BriefgenError
from briefgen.model import Aside, Emph, Inline, Inlines, Strong
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import assemble
from briefgen.reading.formats.headlines import Headline, by_numbers, levels_of, title_of
from briefgen.reading.formats.pieces import Apart, Found, Head, Listing, Piece, Words
from briefgen.reading.formats.word.body import Body, part_words, read_word_body
from briefgen.reading.formats.word.package import Package, W, open_package
from briefgen.reading.plain.reader import read_plain
from briefgen.reading.source import Reading, ReadOptions, as_reading
from briefgen.reading.titles import is_capitals
from briefgen.tree import plain_text


def read_word(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """A .docx (ISO/IEC 29500, transitional or strict). Lines of origins are running numbers of
    the paragraphs (w:p) in document.xml, from 1. Tracked changes are read as accepted.
    """
    try:
        package = open_package(data, shown)
    except BriefgenError as fault:
        return None, fault.found
    pieces, body = read_word_body(package)
    if not any(isinstance(piece, Head) for piece in pieces):
        pieces, title = _bold_headings(pieces, body)
        body.title = body.title or title
    if not pieces:
        return None, (faults.empty(shown, "the document has no text"),)
    asides = tuple(Aside(text=text) for text in dict.fromkeys(package.asides) if text)
    if all(isinstance(piece, Listing) for piece in pieces):
        plain, found_plain = _read_as_plain(pieces, data, source_id, shown, options)
        return replace(plain, asides=asides), found_plain
    found = Found(
        pieces=(*_furniture(package, body), *pieces),
        line_count=len(body.ordinals),
        title=body.title or title_of(pieces),
        toc=tuple(body.toc),
        quirks=tuple(body.quirks),
        asides=asides,
    )
    reading = assemble(found, data=data, source_id=source_id, shown=shown, options=options)
    return reading, _findings(package, body, shown)


def _read_as_plain(
    pieces: Sequence[Piece], data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading, Diagnostics]:
    """A plain text that was only saved as Word: every paragraph of it is a line."""
    texts = {
        number: text
        for piece in pieces
        if isinstance(piece, Listing)
        for number, text in zip(piece.lines, piece.text, strict=True)
    }
    plain, found = read_plain(
        "\n".join(texts.get(number, "") for number in range(1, max(texts) + 1)),
        source_id=source_id,
        shown=shown,
        language=options.language,
        title=options.title,
    )
    return as_reading(plain, data, shown), found


def _bold_headings(pieces: Sequence[Piece], body: Body) -> tuple[tuple[Piece, ...], str]:
    """Short bold paragraphs as headings, in a document that has no styled ones; and its title."""
    lines = [
        Headline(
            index=i,
            text=plain_text(piece.content),
            size=float(body.bold[piece.lines[-1]]),
            rank=_rank(piece.content),
        )
        for i, piece in enumerate(pieces)
        if isinstance(piece, Words) and piece.lines[-1] in body.bold
    ]
    title, levels = levels_of(lines, len(pieces))
    levels = by_numbers(levels, {line.index: line.text for line in lines})
    done: list[Piece] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Words) and index == title:
            done.append(Apart(content=piece.content, reason="title", lines=piece.lines))
        elif isinstance(piece, Words) and index in levels:
            words = plain_text(piece.content)
            done.append(Head(title=words, level=levels[index], lines=piece.lines))
        else:
            done.append(piece)
    named = pieces[title] if title is not None else None
    return tuple(done), plain_text(named.content) if isinstance(named, Words) else ""


def _rank(content: Inlines) -> int:
    """Of bold headings of one size, capitals stand above the others, and italics below them."""
    if is_capitals(plain_text(content)):
        return 1
    return -1 if all(map(_is_italic, content)) else 0


def _is_italic(inline: Inline) -> bool:
    match inline:
        case Emph():
            return True
        case Strong(content=inner):
            return all(map(_is_italic, inner))
        case _:
            return not plain_text((inline,)).strip()


def _furniture(package: Package, body: Body) -> list[Piece]:
    """Each head and foot once, at the start: it belongs to pages, not to a place in the text."""
    found: dict[tuple[str, str], Piece] = {}
    for kind, part in package.furniture:
        content = part_words(part, body)
        if content:
            reason = "running head" if kind == "header" else "running foot"
            key = (reason, plain_text(content))
            found.setdefault(key, Apart(content=content, reason=reason, lines=(1,)))
    return list(found.values())


def _findings(package: Package, body: Body, shown: str) -> Diagnostics:
    found = []
    comments = package.comments
    count = len(comments.findall(f"{W}comment")) if comments is not None else 0
    if count:
        what = f"{_number(count, 'comment')} left out"
        hint = "put into the text what belongs there"
        found.append(faults.left_out("comments-left-out", shown, what, hint))
    if body.tally.tracked:
        what = f"{_number(body.tally.tracked, 'tracked change')} read as accepted"
        hint = "accept or reject them in Word to be sure"
        found.append(faults.left_out("tracked-changes", shown, what, hint))
    if body.tally.hidden:
        what = f"{_number(body.tally.hidden, 'hidden word')} left out"
        hint = "unhide them in Word if they belong to the text"
        found.append(faults.left_out("hidden-text", shown, what, hint))
    if body.tally.unread:
        what = f"words in {', '.join(dict.fromkeys(body.tally.unread))} were not read"
        hint = "put them into the text, or into the description of the drawing"
        found.append(faults.left_out("part-not-read", shown, what, hint))
    return (*found, *faults.pictures(shown, body.unread, "paragraph"))


def _number(count: int, what: str) -> str:
    return f"{count} {what} was" if count == 1 else f"{count} {what}s were"
