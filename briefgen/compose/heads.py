"""What opens and closes a pack: head, contents, list of sources, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.compose.parts import PackFacts, SlotContent, SourceCard
from briefgen.compose.wording import (
    date_in_words,
    joined,
    language_of,
    lines_in_words,
    strung,
)
from briefgen.model import (
    Contents,
    ContentsEntry,
    Emph,
    Fact,
    Head,
    Inlines,
    Link,
    Milestones,
    NativeName,
    Note,
    Notes,
    Section,
    SourceEntry,
    Sources,
    Strong,
    Text,
)
from briefgen.tree import walk

# Names in one cell of a memo head; more are counted (LOOK.md "Memo head").
NAMES_IN_A_CELL = 3
# Contents are left out below this many entries (LOOK.md "Contents").
FEWEST_ENTRIES = 4


def make_head(facts: PackFacts, sources: int) -> Head:
    """The memo head, cover or press head of a pack that draws on so many sources."""
    words = facts.words
    return Head(
        id="head",
        form=facts.head,
        kind=facts.head_kind,
        title=(Text(facts.title),),
        title_label=words["subject"] if facts.head == "memo" else "",
        subtitle=(Text(facts.subtitle),) if facts.subtitle else (),
        facts=_cover_facts(facts, sources) if facts.head == "cover" else _memo_facts(facts),
    )


def date_words(facts: PackFacts) -> str:
    """The edition's date in words, or the word for an undated pack."""
    if facts.as_of is None:
        return facts.words["undated"]
    return date_in_words(facts.as_of, facts.language)


def _names(names: Sequence[str], facts: PackFacts) -> Inlines:
    shown, more = names[:NAMES_IN_A_CELL], len(names) - NAMES_IN_A_CELL
    text = strung(shown, "list_of", facts.words)
    if more > 0:
        text = f"{text} {facts.words['others'].format(count=more)}"
    return (Text(text),)


def _memo_facts(facts: PackFacts) -> tuple[Fact, ...]:
    """To, from and date; a press head shows the date alone, without a label."""
    words = facts.words
    if facts.head == "press":
        return (Fact(label="", value=(Text(date_words(facts)),)),)
    rows = [
        Fact(label=words[key], value=_names(names, facts))
        for key, names in (("to", facts.readers), ("from", facts.offices))
        if names
    ]
    return (*rows, Fact(label=words["date"], value=(Text(date_words(facts)),)))


def _cover_facts(facts: PackFacts, sources: int) -> tuple[Fact, ...]:
    words = facts.words
    drawn = words["one_source" if sources == 1 else "many_sources"].format(count=sources)
    handling: Inlines = (Strong((Text(facts.banner),)),)
    if facts.handling:
        handling = (*handling, Text(f" {facts.handling}"))
    rows = [
        Fact(label=words[key], value=_names(names, facts))
        for key, names in (("for", facts.readers), ("from", facts.offices))
        if names
    ]
    edition: Inlines = (Text(date_words(facts)),)
    if facts.news is not None:
        dated = words["stopped"].format(text=date_words(facts))
        before = words["sentences_of"].format(first=dated, next="")
        edition = (Text(before), Link("#new-since", (Text(facts.news.title),)))
    return (
        *rows,
        Fact(label=words["edition"], value=edition),
        Fact(label=words["drawn_from"], value=(Text(drawn),)),
        Fact(label=words["handling"], value=handling),
    )


def make_contents(
    sections: Sequence[Section], slots: Mapping[str, SlotContent], facts: PackFacts
) -> tuple[Contents, ...]:
    """The contents of these top sections; () where the pack is too short for them."""
    if not facts.contents or len(sections) < FEWEST_ENTRIES:
        return ()
    entries = tuple(
        ContentsEntry(
            target=section.id,
            title=_without_marks(section.title),
            detail=_detail(section, slots.get(section.id)),
        )
        for section in sections
    )
    return (Contents(id="contents", title=(Text(facts.words["contents"]),), entries=entries),)


def _without_marks(title: Inlines) -> Inlines:
    return tuple(inline for inline in title if isinstance(inline, Text | Emph | Strong))


def _detail(section: Section, slot: SlotContent | None) -> Inlines:
    """The slot's grey line, unless it speaks of a figure for which there was no room."""
    if slot is None or not slot.detail:
        return ()
    layouts = {block.layout for block in walk(section.blocks) if isinstance(block, Milestones)}
    if slot.layout == "timeline" and layouts and "timeline" not in layouts:
        return ()
    return (Text(slot.detail),)


def letters_of(cards: Sequence[SourceCard]) -> dict[str, str]:
    """Source id -> A, B, ... Z, AA, AB, ..."""
    return {card.id: _letter(n) for n, card in enumerate(cards)}


def _letter(n: int) -> str:
    before, last = divmod(n, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def make_sources(cards: Sequence[SourceCard], facts: PackFacts) -> Sources:
    """The list of sources with what each says of itself."""
    letters = letters_of(cards)
    entries = tuple(
        SourceEntry(
            letter=letters[card.id], title=title_of(card, facts), detail=_about(card, facts)
        )
        for card in cards
    )
    return Sources(id="sources/list", entries=entries)


def title_of(card: SourceCard, facts: PackFacts) -> Inlines:
    """The source's own title, or the words that say it has none."""
    return (Text(card.title or facts.words[card.kind_words]),)


def short_titles(cards: Sequence[SourceCard], facts: PackFacts) -> dict[str, str]:
    """A name for each source: its title up to a colon, whole where two would be the same."""
    whole = {card.id: card.title or facts.words[card.kind_words] for card in cards}
    short = {name: title.split(":")[0].strip() or title for name, title in whole.items()}
    taken = Counter(short.values())
    return {name: short[name] if taken[short[name]] == 1 else whole[name] for name in whole}


def _about(card: SourceCard, facts: PackFacts) -> Inlines:
    """Publishers with their native names, authors, marking, damage: one sentence each."""
    words = facts.words
    content: list[Text | NativeName] = []
    for n, publisher in enumerate(card.publishers):
        between = words["points_of"].format(first="", next="") if n else ""
        content.append(Text(f"{between}{publisher.name}"))
        if publisher.name_native:
            content += [
                Text(" "),
                NativeName(publisher.name_native, language_of(publisher.name_native)),
            ]
    sentences = []
    if card.authors:
        names = [person.name for person in card.authors]
        sentences.append(words["by"].format(names=joined(names, words)))
    marked = "marked_parts" if card.highest != card.marking else "marked"
    sentences.append(words[marked].format(marking=card.marking, higher=card.highest))
    if card.unreadable:
        key = "row_unreadable" if len(card.unreadable) == 1 else "rows_unreadable"
        lines = lines_in_words(card.unreadable, words)
        sentences.append(words[key].format(count=len(card.unreadable), lines=lines))
    stop = words["stopped"].format(text="") if content else ""
    return (*content, Text(strung((stop, *sentences), "sentences_of", words)))


def foot_notes(notes: tuple[Note, ...], cards: Sequence[SourceCard], facts: PackFacts) -> Notes:
    """Notes for the foot of the page, headed by what they refer to."""
    return Notes(
        id="notes",
        notes=notes,
        layout="foot",
        title=(Text(facts.words["sources"]),),
        intro=_intro(cards, facts),
    )


def run_in_notes(notes: tuple[Note, ...], cards: Sequence[SourceCard], facts: PackFacts) -> Notes:
    """Notes one after the other, each with its stop, for the notes to editors."""
    stop = Text(facts.words["stopped"].format(text=""))
    stopped = tuple(replace(note, text=(*note.text, stop)) for note in notes)
    return Notes(id="notes", notes=stopped, layout="run-in", intro=_intro(cards, facts))


def note_table(notes: tuple[Note, ...], facts: PackFacts) -> Notes:
    """Notes as a table: note, source, section, lines."""
    words = facts.words
    head = (words["note"], words["source"], words["section"], words["lines_head"])
    return Notes(id="notes", notes=notes, layout="table", head=head)


def _intro(cards: Sequence[SourceCard], facts: PackFacts) -> Inlines:
    """What the notes refer to: the one source, or each letter with its source."""
    words = facts.words
    if len(cards) == 1:
        before, after = words["notes_one_source"].split("{title}")
        return (Text(before), Emph(title_of(cards[0], facts)), Text(after))
    letters = letters_of(cards)
    content: list[Text | Emph | Strong] = []
    for n, card in enumerate(cards):
        content += [
            Text(words["points_of"].format(first="", next="") if n else ""),
            Strong((Text(letters[card.id]),)),
            Text(" "),
            Emph(title_of(card, facts)),
        ]
    stop = words["stopped"].format(text="")
    rest = strung((stop, words["notes_many_sources"]), "sentences_of", words)
    return (*(c for c in content if c != Text("")), Text(rest))
