"""The slots of a pack to its document: what it says of itself, its sources, what is new, edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from briefgen.build.inputs.sources import LabelledSource, make_card
from briefgen.build.memos.merging import edit_markings, merge_edits, pinned_passages
from briefgen.build.packs.bisection import Composed, FilledSlot
from briefgen.build.packs.brief import Brief, Runs
from briefgen.build.packs.news import mark_slots, news_of
from briefgen.build.packs.rewording import with_edits
from briefgen.build.packs.since import languages_of, pack_changes
from briefgen.build.packs.telling import edit_records, source_records
from briefgen.compose import PackFacts, SourceCard, compose
from briefgen.compose.heads import letters_of
from briefgen.compose.wording import joined, named_within
from briefgen.diagnostics import (
    Diagnostic,
)
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.changes.told import ToldPack
from briefgen.editions.records import SectionRecord
from briefgen.model import Document, Passage
from briefgen.renderers import pdf
from briefgen.roundtrip.outcomes import Applied
from briefgen.selection.markings import highest, position
from briefgen.slotted import dataclass

# On so few pages the box says how much is new, not what: the room is the sources'.
MOST_PAGES_FOR_SHORT_NEWS = 2

News = Literal["box", "words", "none"]


def compose_pack(
    brief: Brief, slots: Sequence[FilledSlot], runs: Runs, *, contents: bool, news: News = "box"
) -> Composed:
    """The pack that these slots make with people's edits, and only characters that can be shown.

    `news`: how it says what is new, where the audience wants it and there is an edition before: box
    and words beside the passages, the words alone, or neither.
    """
    document, found = compose_sources(brief, slots, runs, contents=contents, news=news)
    if document is None or not brief.edits.overrides.edits:
        return document, found
    apart = _cited_apart(document, slots, brief)
    if apart != tuple(slots):
        document, found = compose_sources(brief, apart, runs, contents=contents, news=news)
    if document is None:
        return None, found
    applied, more = merge_edits(document, brief.config, brief.audience, brief.edits)
    document, missing = pdf.settle_glyphs(applied.document, runs.pdf)
    return document, (*found, *more, *(at_source(d, brief.sources) for d in missing))


def _cited_apart(
    document: Document, slots: Sequence[FilledSlot], brief: Brief
) -> tuple[FilledSlot, ...]:
    """The slots, those whose one mark ends the words themselves citing each passage by itself where
    people changed one.
    """
    edited = pinned_passages(document, slots, brief.edits)
    return tuple(
        replace(slot, content=replace(slot.content, each_cited=True))
        if slot.content.layout == "callout" and any(p.id in edited for p in slot.content.shown)
        else slot
        for slot in slots
    )


def compose_sources(
    brief: Brief, slots: Sequence[FilledSlot], runs: Runs, *, contents: bool, news: News = "box"
) -> Composed:
    """The pack as the sources make it."""
    shown = passages_in(slots)
    facts = pack_facts(brief, banner_of(brief, shown), contents=contents)
    wanted = brief.base is not None and brief.audience.changes and news != "none"
    said = say(brief, slots, runs, contents=contents) if wanted else None
    changes = changes_of(brief, said.told) if said else None
    short = 0 < brief.audience.limit.pages <= MOST_PAGES_FOR_SHORT_NEWS
    if changes is not None:
        slots = mark_slots(slots, changes, brief.audience, short=short)
    if changes is not None and news == "box":
        facts = replace(facts, news=news_of(changes, brief.audience, short=short))
    contents_of = [slot.content for slot in slots]
    document, found = compose(
        facts, contents_of, make_cards(brief, shown, runs), runs.bodies, runs.units
    )
    if document is None:
        return None, found
    document, missing = pdf.settle_glyphs(document, runs.pdf)
    return document, (*found, *(at_source(d, brief.sources) for d in missing))


def passages_in(slots: Sequence[FilledSlot]) -> list[Passage]:
    """What the slots show, in their order; what a limit cut is not in it."""
    return [passage for slot in slots for passage in slot.content.shown]


def banner_of(brief: Brief, shown: Sequence[Passage]) -> str:
    """The highest marking of what is inside, never more than what is shown demands."""
    inside = [p.marking for p in shown]
    inside += edit_markings(brief.config, brief.audience, brief.edits)
    return highest(brief.config.ladder, inside or [brief.config.ladder.labels[0]])


def make_cards(brief: Brief, shown: Sequence[Passage], runs: Runs) -> tuple[SourceCard, ...]:
    """The sources that the pack draws on, each with the marking of what is taken from it."""
    visible = {document.id: document for document in brief.view.documents}
    taken: dict[str, dict[str, None]] = {}
    for passage in (one for p in shown for one in (p, *p.also)):
        taken.setdefault(passage.source, {})[passage.marking] = None
    cards = []
    for source in brief.sources:
        if source.file.id in taken:
            top = highest(brief.config.ladder, list(taken[source.file.id]))
            document = visible[source.file.id]
            make = partial(make_card, brief.config, source, document, top)
            cards.append(runs.cards.of((source, document), top, make))
    return tuple(cards)


def pack_facts(brief: Brief, banner: str, *, contents: bool) -> PackFacts:
    """What the pack says of itself."""
    config, audience, template = brief.config, brief.audience, brief.audience.template
    ladder, words = config.ladder, audience.words
    readers = joined(audience.readers, words) or audience.name
    handling = words[ladder.handling[position(ladder, banner)]] if ladder.handling else ""
    return PackFacts(
        audience=audience.name,
        series=config.series,
        kind=named_within(template.kind, "{readers}", readers, audience.language).replace(
            "{audience}", audience.name
        ),
        head=template.head,
        head_kind=template.head_kind,
        title=audience.title,
        subtitle=audience.subtitle,
        readers=audience.readers,
        offices=audience.offices,
        as_of=brief.as_of,
        language=audience.language,
        words=audience.words,
        banner=banner,
        ladder=ladder.name,
        handling=handling,
        citations=audience.citations,
        contents=contents,
        body=template.body,
        body_file=template.body_file,
        template_citations=template.citations,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a pack says: the words of its slots with people's edits in them, what its audience is
    told by that, and what became of each edit (None where there is none).
    """

    sections: tuple[SectionRecord, ...]
    told: ToldPack
    edits: Applied | None = None


def say(brief: Brief, slots: Sequence[FilledSlot], runs: Runs, *, contents: bool) -> Said:
    """What a pack of these slots says; edits are put into it without the words of what is new."""
    cards = make_cards(brief, passages_in(slots), runs)
    languages = languages_of(brief.sources)
    sections = runs.tellings.shown_sections(slots, letters_of(cards), languages)
    applied: Applied | None = None
    if brief.edits.overrides.edits:
        bare, _ = compose_sources(brief, slots, runs, contents=contents, news="none")
        if bare is not None:
            applied = merge_edits(bare, brief.config, brief.audience, brief.edits)[0]
            sections = with_edits(sections, applied, languages)
    told = _told(brief, slots, sections, cards, applied, runs)
    return Said(sections=sections, told=told, edits=applied)


def _told(
    brief: Brief,
    slots: Sequence[FilledSlot],
    sections: Sequence[SectionRecord],
    cards: Sequence[SourceCard],
    applied: Applied | None,
    runs: Runs,
) -> ToldPack:
    shown = passages_in(slots)
    told = [runs.tellings.told(section) for section in sections]
    return ToldPack(
        audience=brief.audience.name,
        as_of=brief.as_of.isoformat() if brief.as_of else "",
        banner=banner_of(brief, shown),
        passages=tuple(one for passages, _ in told for one in passages),
        cut=tuple(one for _, cut in told for one in cut),
        sources=source_records(cards),
        edits=edit_records(slots, applied) if applied else (),
    )


def changes_of(brief: Brief, told: ToldPack) -> PackChanges | None:
    """What is new in a pack; None where there is nothing to compare it with."""
    return pack_changes(brief.config, brief.base, told) if brief.base else None


def at_source(found: Diagnostic, sources: Sequence[LabelledSource]) -> Diagnostic:
    """A finding whose place names a source by its id, naming its file instead."""
    shown = {source.file.id: source.file.shown for source in sources}
    if found.place is None or found.place.file not in shown:
        return found
    return replace(found, place=replace(found.place, file=shown[found.place.file]))
