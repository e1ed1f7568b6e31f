"""Plain text into a document: each step is one rule, in the order of the pipeline."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefgen.deferred import Deferred
from briefgen.diagnostics import Diagnostics
from briefgen.model import Block, Document, MendedLine, Metadata, Person, Quirk, Repair, Text
from briefgen.reading.chronology import date_points, names_chronology
from briefgen.reading.clumps import clump_lines
from briefgen.reading.corrections import (
    Correction,
    Settled,
    SkippedRepair,
    find_idle_skips,
    mend_by_hand,
    settle,
)
from briefgen.reading.drafts import is_wrapped, line_measure, opens_set_in
from briefgen.reading.headtitle import Head, HeadTitle, title_of_heads
from briefgen.reading.language import language_of
from briefgen.reading.lines import Line, split_lines
from briefgen.reading.mentions import find_mentions
from briefgen.reading.milestones import Corpus
from briefgen.reading.outline import Place, nest, place_sections
from briefgen.reading.plain.candidates import Heading
from briefgen.reading.plain.capitals import mend_capitals
from briefgen.reading.plain.contents import ContentsTable, find_contents, find_titles, fold
from briefgen.reading.plain.credits import Credits, find_credits
from briefgen.reading.plain.footnotes import Note, find_footnotes
from briefgen.reading.plain.front import Front, find_front
from briefgen.reading.plain.furniture import Furniture, find_furniture, spare
from briefgen.reading.plain.headings import find_headings
from briefgen.reading.plain.levels import set_levels
from briefgen.reading.plain.parts import Furnished, Piece, make_blocks
from briefgen.reading.plain.runins import log_run_ins
from briefgen.reading.plain.sections import (
    Scene,
    SectionText,
    first_line,
    in_order,
    keep_numbered_paragraphs,
    read_section,
    split_off_tail,
)
from briefgen.reading.plain.titleends import TitleEnds
from briefgen.reading.plain.tocmend import mend_contents
from briefgen.reading.quirks import find_misread_quirks, find_spelling_quirks
from briefgen.reading.titles import is_capitals, known_names, sentence_case
from briefgen.reading.vocabulary import gather_words
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """What was read from plain text: the document, what was mended and what is odd."""

    document: Document
    line_count: int
    repairs: tuple[Repair, ...]
    quirks: tuple[Quirk, ...]
    mended: tuple[MendedLine, ...] = ()


def read_plain(
    text: str,
    *,
    source_id: str,
    shown: str,
    language: str = "",
    title: str = "",
    structure: Sequence[Correction] = (),
) -> tuple[PlainText, Diagnostics]:
    """The document that a text is. `language` and `title` are the config's, "" for the text's own.

    `structure`: what the config corrects. Never raises: whatever cannot be understood stays as
    paragraphs, and a correction that fits nothing is a finding.
    """
    lines, removed, found = split_lines(text, shown)
    read = lines
    lines, mended, stale = mend_by_hand(read, structure) if structure else (read, (), ())
    start = (*removed, *mended)
    plain, more = _read_lines(lines, start, source_id, language, title, structure)
    if any(isinstance(fix, SkippedRepair) for fix in structure):
        others = [fix for fix in structure if not isinstance(fix, SkippedRepair)]
        unskipped, _ = _read_lines(lines, start, source_id, language, title, others)
        stale = (*stale, *find_idle_skips(lines, structure, unskipped.repairs))
    if by_hand := _mended(read, lines) if structure else ():
        plain = replace(plain, mended=by_hand)
    return plain, (*found, *stale, *more)


def _mended(read: Sequence[Line], lines: Sequence[Line]) -> tuple[MendedLine, ...]:
    return tuple(
        MendedLine(line=old.number, stood=old.text, text=new.text)
        for old, new in zip(read, lines, strict=True)
        if old.text != new.text
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parted:
    """Lines with what is no running text told apart. `body`: the same lines, blank where it is."""

    lines: Sequence[Line]
    furniture: Furniture
    contents: ContentsTable
    notes: Sequence[Note]
    settled: Settled
    body: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where everything stands: headings with levels, the title page, who made the document."""

    headings: Sequence[Heading]
    places: Sequence[Place]
    front: Front
    credits: Credits


def _read_lines(
    lines: Sequence[Line],
    start: Sequence[Repair],
    source_id: str,
    language: str,
    title: str,
    structure: Sequence[Correction],
) -> tuple[PlainText, Diagnostics]:
    """The document that lines are; `start`: the repairs that were made before."""
    parted, found = _part(lines, structure)
    wrapped = is_wrapped(parted.body)
    words = gather_words((line.text for line in parted.body), wrapped=wrapped)
    capitals = mend_capitals(parted.body, words, parted.settled.skips)
    parted, start = replace(parted, body=capitals.lines), (*start, *capitals.repairs)
    measure = line_measure(parted.body) if wrapped else 0
    corpus = Deferred(lambda: f" {words.running().casefold()} ")
    ends = TitleEnds(
        words=words,
        language=language or language_of(words.forms),
        skips=parted.settled.skips,
        repairs=list(start),
        quirks=list(capitals.quirks),
    )
    frame = _frame(parted, corpus, measure, ends)
    if rests := {h.lines[-1]: h.candidate.rest for h in frame.headings if h.candidate.rest}:
        running = (rests.get(line.number, line.text) for line in parted.body)
        words = gather_words(running, wrapped=wrapped)  # without what is a heading's
    scene = Scene(
        source=source_id,
        language=ends.language,
        words=words,
        corpus=corpus,
        breaks=parted.furniture.breaks,
        wrapped=wrapped,
        measure=measure,
        set_apart=_set_apart(frame.front, frame.credits),
        set_in=wrapped and opens_set_in(parted.body),
        skips=parted.settled.skips,
    )
    titles = [place.heading.title if place.heading else "" for place in frame.places]
    parts = _lines_by_place(parted.body, frame.places)
    texts = [read_section(p, scene, t) for p, t in zip(parts, titles, strict=True)]
    texts = _with_dated_points(texts, frame.places, title or frame.front.title)
    texts, tail_authors = split_off_tail(keep_numbered_paragraphs(texts))
    return _plain_text(parted, frame, scene, texts, tail_authors, ends, title), found


def _part(lines: Sequence[Line], structure: Sequence[Correction]) -> tuple[_Parted, Diagnostics]:
    furniture = find_furniture(lines)
    kept = _without(lines, furniture.kinds)
    contents = find_contents(kept)
    settled, found = settle(lines, structure, contents.lines)
    if settled.headings:
        furniture = spare(furniture, settled.headings)
        kept = _without(lines, furniture.kinds)
    kept = _without(kept, contents.lines)
    notes = find_footnotes(kept, furniture.breaks)
    parted = _Parted(
        lines=lines,
        furniture=furniture,
        contents=contents,
        notes=notes,
        settled=settled,
        body=_without(kept, {line.number for note in notes for line in note}),
    )
    return parted, found


def _frame(parted: _Parted, corpus: Corpus, measure: int, ends: TitleEnds) -> _Frame:
    body, contents, stated = parted.body, parted.contents, parted.settled.headings
    kinds = parted.furniture.kinds
    alone = {n for n, level in stated.items() if level}
    clumps = clump_lines(body, parted.furniture.breaks, alone | find_titles(body, contents))
    headings = find_headings(clumps, contents, stated, measure, parted.settled.skips)
    heads = {fold(parted.lines[n - 1].words) for n, k in kinds.items() if k == "running head"}
    front = find_front(clumps, headings, contents, heads)
    if "- " in front.title:
        lines = [(n, body[n - 1].words) for n in front.lines]
        front = replace(front, title=ends.run_on(front.title, lines))
    headings = set_levels(tuple(map(ends.mend, front.headings)), contents)
    places = place_sections(headings)
    credits = find_credits(body, places, front, corpus)
    return _Frame(headings=headings, places=places, front=front, credits=credits)


def _plain_text(
    parted: _Parted,
    frame: _Frame,
    scene: Scene,
    texts: Sequence[SectionText],
    tail_authors: Sequence[Person],
    ends: TitleEnds,
    title: str,
) -> PlainText:
    """Sections put together, with what runs through them: names, contents, dates, speech."""
    front, headings, credits = frame.front, frame.headings, frame.credits
    titles = (front.title, *(heading.title for heading in headings))
    names = known_names(scene.words) if any(map(is_capitals, titles)) else frozenset()
    tree = _tree(parted, frame, scene.source, texts, names)
    toc, toc_repairs, toc_quirks = mend_contents(parted.contents, headings, scene.skips)
    dates, speeches = find_mentions(tree)
    metadata = Metadata(
        authors=_once((*credits.authors, *tail_authors)),
        contributors=credits.contributors,
        publishers=credits.publishers,
        dateline=next((part.dateline for part in texts if part.dateline), ""),
        toc=toc,
        speeches=speeches,
        dates=dates,
    )
    start = (*ends.repairs, *log_run_ins(headings))
    repairs = (*start, *toc_repairs, *(r for part in texts for r in part.repairs))
    quirks = (*ends.quirks, *toc_quirks, *(q for part in texts for q in part.quirks))
    quirks = (*quirks, *find_spelling_quirks(tree, scene.words))
    quirks = (*quirks, *find_misread_quirks(tree, scene.words))
    if not (title or front.title):
        named = _title_of_heads(parted, headings)
        title, quirks = named.title, (*quirks, *named.quirks)
    return PlainText(
        document=Document(
            id=scene.source,
            title=_title(title, front.title, names),
            language=scene.language,
            blocks=tree,
            metadata=metadata,
        ),
        line_count=len(parted.lines),
        repairs=tuple(sorted(repairs, key=lambda r: r.lines)),
        quirks=tuple(sorted(quirks, key=lambda q: q.lines)),
    )


def _title_of_heads(parted: _Parted, headings: Sequence[Heading]) -> HeadTitle:
    kinds = parted.furniture.kinds
    heads = [
        Head(text=parted.lines[number - 1].words, line=number)
        for number, kind in kinds.items()
        if kind == "running head"
    ]
    return title_of_heads(heads, [heading.title for heading in headings]) if heads else HeadTitle()


def _tree(
    parted: _Parted,
    frame: _Frame,
    source: str,
    texts: Sequence[SectionText],
    names: frozenset[str],
) -> tuple[Block, ...]:
    places, pages = frame.places, parted.furniture.pages
    apart = _set_apart_by_place(parted, places)
    blocks = {
        index: make_blocks(
            source,
            f"{source}/{places[index].slug}",
            in_order([*apart[index], *part.pieces])
            if index
            else _with_furniture(apart[0], part.pieces),
            pages,
        )
        for index, part in enumerate(texts)
    }
    return nest(source, places, blocks, names, pages)


def _with_furniture(apart: Sequence[Furnished], pieces: Sequence[Piece]) -> Sequence[Piece]:
    """All pieces in order; what belongs to later pages stands before the text, and parts no list
    of a document without headings.
    """
    if not apart:
        return in_order(pieces)
    text = [piece for piece in pieces if not isinstance(piece, Furnished)]
    start = first_line(in_order(text)[0]) if text else 0
    early = [one for one in apart if one.reason != "footnote" and first_line(one) > start > 0]
    rest = in_order([*(one for one in apart if one not in early), *pieces])
    at = next((i for i, piece in enumerate(rest) if piece in text), 0)
    return (*rest[:at], *early, *rest[at:]) if early else rest


def _with_dated_points(
    texts: Sequence[SectionText], places: Sequence[Place], title: str
) -> list[SectionText]:
    """Points with dates as rows where a heading over them, or the title, names a chronology."""
    named: list[bool] = []
    for place in places:
        own = place.heading.title if place.heading else title
        named.append(names_chronology(own) or (place.parent >= 0 and named[place.parent]))
    return [
        replace(text, pieces=date_points(text.pieces)) if dated else text
        for text, dated in zip(texts, named, strict=True)
    ]


def _once(people: Sequence[Person]) -> tuple[Person, ...]:
    """Each name once, as it was read first."""
    known: dict[str, Person] = {}
    for person in people:
        known.setdefault(person.name, person)
    return tuple(known.values())


def _without(lines: Sequence[Line], numbers: Collection[int]) -> Sequence[Line]:
    """The same lines, blank where their number is among `numbers`."""
    if not numbers:
        return lines
    return tuple(replace(line, text="") if line.number in numbers else line for line in lines)


def _set_apart(front: Front, credits: Credits) -> dict[int, str]:
    """Line -> why it is no running text."""
    return {**front.others, **dict(credits.used), **dict.fromkeys(front.lines, "title")}


def _lines_by_place(lines: Sequence[Line], places: Sequence[Place]) -> list[tuple[Line, ...]]:
    """The lines under each heading, up to the next one; headings themselves left out."""
    headings = [place.heading for place in places if place.heading]
    starts = [0, *(heading.lines[-1] for heading in headings)]
    ends = [*(heading.lines[0] - 1 for heading in headings), len(lines)]
    rests = ["", *(heading.candidate.rest for heading in headings)]
    return [
        (*_rest(lines, start, rest), *lines[start:end])
        for start, end, rest in zip(starts, ends, rests, strict=True)
    ]


def _rest(lines: Sequence[Line], number: int, words: str) -> list[Line]:
    """What stands behind a heading on its own line, as a line of the text."""
    return [replace(lines[number - 1], text=words, stood="")] if words else []


def _set_apart_by_place(parted: _Parted, places: Sequence[Place]) -> list[list[Furnished]]:
    """What is no running text, for each place: notes where they stand, all else before them all."""
    parts: list[list[Furnished]] = [[] for _ in places]
    parts[0] = _page_parts(parted.furniture, parted.contents, parted.lines)
    starts = [0, *(place.heading.lines[0] for place in places if place.heading)]
    for note in parted.notes:
        numbers = tuple(line.number for line in note)
        text = " ".join(" ".join(line.words.split()) for line in note)
        at = bisect_right(starts, numbers[0]) - 1
        parts[at].append(Furnished(lines=numbers, text=text, reason="footnote"))
    return parts


def _page_parts(
    furniture: Furniture, contents: ContentsTable, lines: Sequence[Line]
) -> list[Furnished]:
    """What belongs to pages and the contents stands, set apart, before the first section."""
    parts: list[Furnished] = []
    if contents.lines:
        numbers = tuple(sorted(contents.lines))
        text = " ".join(" ".join(lines[n - 1].words.split()) for n in numbers)
        parts.append(Furnished(lines=numbers, text=text, reason="contents"))
    by_text: dict[tuple[str, str], list[int]] = {}
    for number, reason in furniture.kinds.items():
        shown = " ".join(lines[number - 1].words.split())
        key = (reason, "" if reason == "page number" else shown)
        by_text.setdefault(key, []).append(number)
    for (reason, shown), found in by_text.items():
        text = shown or " ".join(lines[n - 1].words for n in found)
        parts.append(Furnished(lines=tuple(found), text=text, reason=reason))
    return parts


def _title(stated: str, read: str, names: frozenset[str]) -> tuple[Text, ...]:
    if stated:
        return (Text(stated),)
    shown = sentence_case(" ".join(read.split()), names)
    return (Text(shown),) if shown else ()
