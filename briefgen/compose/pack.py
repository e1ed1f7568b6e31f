"""One pack: its slots laid out, cited and put where the template places them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from briefgen.compose import heads
from briefgen.compose.body import Bodies, Part, expand_body, splice, tokens_in
from briefgen.compose.citing import NoteBook
from briefgen.compose.layouts import is_empty
from briefgen.compose.markdown import nest
from briefgen.compose.news import news_box
from briefgen.compose.parts import PackFacts, SlotContent, SourceCard
from briefgen.compose.units import Units
from briefgen.compose.wording import furniture_words
from briefgen.diagnostics import Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.model import (
    Block,
    Callout,
    Document,
    Furniture,
    Section,
    Text,
)
from briefgen.tree import Patterns, note_numbers, renumber_notes, walk

# Numbers of the parts that every template may place; sections follow.
_HEAD, _CONTENTS, _NOTES, _SOURCES, _EDITORS, _NEWS = range(6)
_FIRST_SECTION = 6


def compose(
    facts: PackFacts,
    slots: Sequence[SlotContent],
    cards: Sequence[SourceCard],
    bodies: Bodies | None = None,
    units: Units | None = None,
) -> tuple[Document | None, Diagnostics]:
    """The pack as a document, or None with the errors that prevent it.

    Args:
        facts: what the pack says of itself, with its template.
        slots: the slots in order; empty ones are left out.
        cards: the sources that the slots draw on, in order; they get the letters A, B, ...
        bodies: the templates that the run has read.
        units: what packs of the run have in common; the blocks of this one take the place of those
            of the one before.
    """
    units = Units() if units is None else units
    units.patterns.forget()
    said = units.said(facts.language)
    notes = NoteBook(facts.citations, heads.letters_of(cards), facts.words, said)
    filled = [slot for slot in slots if not is_empty(slot)]
    sections = _sections(filled, facts, notes, units)
    values = _values(facts, sections)
    blocks, found = expand_body(facts.body, facts.body_file, values, bodies)
    if found:
        return None, found
    if notes.in_words and _SOURCES not in tokens_in(blocks):  # no list tells what a letter means
        named = NoteBook(facts.citations, heads.short_titles(cards, facts), facts.words)
        sections = _sections(filled, facts, named, units)
    placed = {n + _FIRST_SECTION: (block,) for n, block in enumerate(sections)}
    missing = _left_out(sections, placed, tokens_in(blocks), facts)
    if missing:
        return None, missing
    blocks = nest(splice(blocks, placed))
    numbers = _note_numbers(blocks, units.patterns)
    unplaced = _unplaced_notes(blocks, numbers, facts)
    missing = _missing(blocks, unplaced, facts)
    if missing:
        return None, missing
    blocks = _renumbered(blocks, numbers, units.patterns)
    ends = _ends(facts, cards, notes, numbers)
    added = ends[unplaced[0]] if unplaced else ()
    blocks = nest((*splice(blocks, ends), *added))
    blocks = _with_front(blocks, facts, len(cards), {slot.id: slot for slot in filled})
    return _document(facts, blocks, cards), ()


def _sections(
    slots: Sequence[SlotContent], facts: PackFacts, notes: NoteBook, units: Units
) -> tuple[Block, ...]:
    """Each slot's blocks; neighbours of one group under one heading."""
    out: list[Block] = []
    for group, run in groupby(slots, key=lambda slot: slot.group):
        neighbours = tuple(run)
        for some in (neighbours,) if group else ((slot,) for slot in neighbours):
            out += units.place(some, group, facts, notes)
    return tuple(out)


def _values(facts: PackFacts, sections: Sequence[Block]) -> dict[str, object]:
    """What a template can name."""
    parts = tuple(
        Part(n + _FIRST_SECTION, block.id, _label(block)) for n, block in enumerate(sections)
    )
    return {
        "head": Part(_HEAD, "head", facts.title),
        "contents": Part(_CONTENTS, "contents", facts.words["contents"]),
        "new_since": Part(_NEWS, "new-since", facts.words["what_is_new"]),
        "notes": Part(_NOTES, "notes", facts.words["notes"]),
        "sources": Part(_SOURCES, "sources", facts.words["sources"]),
        "notes_to_editors": Part(_EDITORS, "editors", facts.words["notes_to_editors"]),
        "sections": parts,
        "series": facts.series,
        "title": facts.title,
        "subtitle": facts.subtitle,
        "audience": facts.audience,
        "date": heads.date_words(facts),
    }


def _label(block: Block) -> str:
    title = block.title if isinstance(block, Section | Callout) else ()
    return "".join(inline.text for inline in title if isinstance(inline, Text))


def _left_out(
    sections: Sequence[Block],
    placed: Mapping[int, tuple[Block, ...]],
    tokens: set[int],
    facts: PackFacts,
) -> Diagnostics:
    """A section that the template does not place would be lost although the manifest has it."""
    gone = [_label(s) or s.id for n, s in zip(placed, sections, strict=True) if n not in tokens]
    if not gone:
        return ()
    return (
        error(
            "section-not-placed",
            f"the template does not place {', '.join(repr(name) for name in gone)}",
            place=Place(facts.body_file),
            hint="place every one of `sections`, or take the slot out of the audience's `sections`",
            exit=ExitCode.CONFIG,
        ),
    )


def _unplaced_notes(
    blocks: Sequence[Block], numbers: Sequence[int], facts: PackFacts
) -> tuple[int, ...]:
    """The parts that could hold the notes of these marks, where the template places none."""
    needed = {"notes": (_NOTES,), "list": (_SOURCES, _EDITORS)}.get(facts.citations, ())
    return needed if numbers and not tokens_in(blocks) & set(needed) else ()


def _missing(blocks: Sequence[Block], unplaced: Sequence[int], facts: PackFacts) -> Diagnostics:
    """A pack with news must place the box that lists them. Notes that a template forgets are its
    fault; where the config has chosen another way of citing than it was written for, they stand at
    the end.
    """
    if facts.news is not None and _NEWS not in tokens_in(blocks):
        return (
            error(
                "new-since-not-placed",
                "the template asks for changes but does not place the box that lists them",
                place=Place(facts.body_file),
                hint="add {{ new_since | place }}, or set `changes: false`",
                exit=ExitCode.CONFIG,
            ),
        )
    if not unplaced or facts.template_citations not in ("", facts.citations):
        return ()
    names = {_NOTES: "notes", _SOURCES: "sources", _EDITORS: "notes_to_editors"}
    return (
        error(
            "notes-not-placed",
            f"the template shows note marks (citations: {facts.citations}) but places no notes",
            place=Place(facts.body_file),
            hint=" or ".join(f"add {{{{ {names[n]} | place }}}}" for n in unplaced),
            exit=ExitCode.CONFIG,
        ),
    )


def _note_numbers(blocks: Sequence[Block], patterns: Patterns) -> tuple[int, ...]:
    """The numbers of all note marks in reading order, each once."""
    seen: dict[int, None] = {}
    for block in blocks:
        placed = patterns.of(block)
        seen |= dict.fromkeys(placed.numbers if placed else note_numbers((block,)))
    return tuple(seen)


def _renumbered(
    blocks: Sequence[Block], numbers: Sequence[int], patterns: Patterns
) -> tuple[Block, ...]:
    """Note marks numbered 1, 2, ... in reading order."""
    new = {old: n for n, old in enumerate(numbers, start=1)}
    if all(old == n for old, n in new.items()):
        return tuple(blocks)

    def renumbered(block: Block) -> Block:
        placed = patterns.of(block)
        if placed is None:
            return renumber_notes(block, new)
        return patterns.place(placed.pattern, tuple(new[n] for n in placed.numbers))

    return tuple(map(renumbered, blocks))


def _ends(
    facts: PackFacts, cards: Sequence[SourceCard], notes: NoteBook, numbers: Sequence[int]
) -> dict[int, tuple[Block, ...]]:
    """The parts that close a pack, by their numbers; () where the way of citing has none."""
    cited = notes.notes(numbers)
    listed = facts.citations == "list" and bool(cited)
    foot = (heads.foot_notes(cited, cards, facts),) if facts.citations == "notes" and cited else ()
    table = Section(
        id="sources/notes",
        title=(Text(facts.words["notes"]),),
        level=2,
        blocks=(heads.note_table(cited, facts),),
    )
    sources = Section(
        id="sources",
        title=(Text(facts.words["sources"]),),
        blocks=(heads.make_sources(cards, facts), *((table,) if listed else ())),
    )
    editors = Section(
        id="notes-to-editors",
        title=(Text(facts.words["notes_to_editors"]),),
        blocks=(heads.run_in_notes(cited, cards, facts),),
    )
    return {
        _NOTES: foot,
        _SOURCES: (sources,),
        _EDITORS: (editors,) if listed else (),
    }


def _with_front(
    blocks: Sequence[Block], facts: PackFacts, sources: int, slots: Mapping[str, SlotContent]
) -> tuple[Block, ...]:
    """Head and contents, which need to know what the rest holds."""
    top = [block for block in blocks if isinstance(block, Section)]
    front: dict[int, tuple[Block, ...]] = {
        _HEAD: (heads.make_head(facts, sources),),
        _CONTENTS: heads.make_contents(top, slots, facts),
        _NEWS: news_box(facts.news, {node.id for node in walk(blocks)}),
    }
    return splice(blocks, front)


def _tongues(facts: PackFacts, cards: Sequence[SourceCard]) -> tuple[tuple[str, str], ...]:
    """The sources in another language than the pack, whatever the region."""
    own = facts.language.partition("-")[0]
    foreign = (card for card in cards if card.language.partition("-")[0] not in ("", own))
    return tuple((card.id, card.language) for card in foreign)


def _document(facts: PackFacts, blocks: tuple[Block, ...], cards: Sequence[SourceCard]) -> Document:
    words = facts.words
    return Document(
        id=facts.audience,
        title=(Text(facts.title),),
        language=facts.language,
        blocks=blocks,
        tongues=_tongues(facts, cards),
        furniture=Furniture(
            series=facts.series,
            kind=facts.kind,
            date=heads.date_words(facts),
            banner=facts.banner,
            ladder=facts.ladder,
            words=furniture_words(words),
        ),
        subject=facts.kind,
        author=", ".join(facts.offices),
        readers=facts.readers,
        keywords=(facts.series, facts.banner),
        created=facts.as_of.isoformat() if facts.as_of else "",
    )
