"""The passages that a pack shows to the words that its audience is told, sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from briefgen.build.packs.bisection import FilledSlot
from briefgen.compose import SourceCard
from briefgen.compose.citing import section_in_words
from briefgen.compose.heads import letters_of
from briefgen.editions.changes.told import Told, cut_in, told_in
from briefgen.editions.manifest import sentence_digest
from briefgen.editions.records import EditRecord, PassageRecord, SectionRecord, SourceRecord
from briefgen.inline_text import plain_words
from briefgen.model import Code, Document, Figure, Milestone, Passage, Span, Table
from briefgen.remembered import Remembered
from briefgen.roundtrip.outcomes import Applied, Outcome
from briefgen.selection.passages import unit_pieces
from briefgen.selection.sentences import split
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers, node_text, plain_text, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellings:
    """What the slots of a run are told as, each once for a ceiling and the letters of its sources:
    a pack that is fitted to its pages asks with every attempt, and other packs ask for the same.
    """

    _digests: Remembered[tuple[str, ...]] = field(default_factory=Remembered)
    _records: Remembered[PassageRecord] = field(default_factory=Remembered)
    _sections: Remembered[SectionRecord] = field(default_factory=Remembered)
    _told: Remembered[tuple[tuple[Told, ...], tuple[Told, ...]]] = field(default_factory=Remembered)

    def shown_sections(
        self, slots: Sequence[FilledSlot], letters: Mapping[str, str], languages: Mapping[str, str]
    ) -> tuple[SectionRecord, ...]:
        """What each slot shows and leaves out; `languages` is that of each source, by its id."""
        teller = _Teller(letters=letters, languages=languages, tellings=self)
        also = (tuple(letters.items()), tuple(languages.items()))
        return tuple(
            self._sections.of((slot,), also, partial(teller.section, slot)) for slot in slots
        )

    def told(self, section: SectionRecord) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
        """What an audience is told by a section, and what of it limits leave out."""
        return self._told.of((section,), (), lambda: (told_in((section,)), cut_in((section,))))

    def digests(self, passage: Passage, language: str) -> tuple[str, ...]:
        """The digests of all sentences of a passage, shown or not."""

        def make() -> tuple[str, ...]:
            whole = replace(passage, pieces=unit_pieces(passage.unit))
            return tuple(sentence_digest(text) for text in shown_words(whole, language))

        return self._digests.of((passage,), language, make)

    def record(self, passage: Passage, letter: str, language: str) -> PassageRecord:
        """What is told of a passage that is shown."""

        def make() -> PassageRecord:
            words = shown_words(passage, language)
            said = {sentence_digest(text) for text in words} if passage.left_out else set()
            all_ = self.digests(passage, language) if passage.left_out else ()
            cut = tuple(digest for digest in all_ if digest not in said)
            return passage_record(passage, {passage.source: letter}, words, cut=cut)

        return self._records.of((passage,), (letter, language), make)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """A pack's letters and the languages of its sources, for the slots that are not told yet."""

    letters: Mapping[str, str]
    languages: Mapping[str, str]
    tellings: Tellings

    def section(self, slot: FilledSlot) -> SectionRecord:
        return SectionRecord(
            id=slot.content.id,
            label=slot.content.label,
            passages=tuple(
                self.tellings.record(p, self.letters.get(p.source, ""), self._language(p))
                for p in slot.content.shown
            ),
            left_out=tuple(self._left_out(slot)),
        )

    def _left_out(self, slot: FilledSlot) -> Iterator[PassageRecord]:
        """Everything that was selected and is not shown, each with its reason."""
        for why, passages in (("limit", slot.left_out), ("pages", slot.no_room)):
            for passage in passages:
                cut = self.tellings.digests(passage, self._language(passage))
                yield passage_record(passage, self.letters, why=why, cut=cut)
                for double in passage.also:
                    yield passage_record(double, self.letters, why=why)
        for passage in slot.content.shown:
            for double in passage.also:
                yield passage_record(double, self.letters, why="double")

    def _language(self, passage: Passage) -> str:
        return self.languages.get(passage.source, "en")


def passage_record(
    passage: Passage,
    letters: Mapping[str, str],
    words: tuple[str, ...] = (),
    *,
    why: str = "",
    cut: tuple[str, ...] = (),
) -> PassageRecord:
    """Where a passage stands; `words` are those that are shown of it, or `why` it is not shown;
    `cut` are the digests of sentences that limits leave out.
    """
    return PassageRecord(
        id=passage.id,
        source=passage.source,
        letter=letters.get(passage.source, ""),
        section=section_in_words(passage.path),
        lines=tuple(
            Span(start=start, end=end)
            for source, start, end in line_numbers(passage.unit.origins)
            if source == passage.source  # a merged one bears the origins of the others too
        ),
        marking=passage.marking,
        sentences_left_out=passage.left_out,
        rank=passage.rank,
        date=_date(passage) if words else "",
        words=words,
        why=why,
        cut=cut,
    )


def source_records(cards: Sequence[SourceCard]) -> tuple[SourceRecord, ...]:
    """The sources as the pack cites them."""
    letters = letters_of(cards)
    return tuple(
        SourceRecord(letter=letters[card.id], id=card.id, title=card.title) for card in cards
    )


def edit_records(slots: Sequence[FilledSlot], applied: Applied) -> tuple[EditRecord, ...]:
    """What people changed in a pack, and what became of it.

    What the source said where it says nothing any more is left out: it may be withheld by now.
    """
    labels = {slot.content.id: slot.content.label for slot in slots}
    return tuple(
        EditRecord(
            what=outcome.edit.what,
            fate=outcome.fate,
            block=outcome.place,
            marking=outcome.marking,
            section=labels.get(outcome.place.partition("/")[0], ""),
            before=plain_words(outcome.edit.base) if _has_source(outcome) else "",
            after=plain_words(outcome.edit.text),
            says=plain_words(applied.trail.bases.get(outcome.place, "")),
        )
        for outcome in applied.outcomes
    )


def _has_source(outcome: Outcome) -> bool:
    return bool(outcome.place) and outcome.fate != "kept"


def shown_words(passage: Passage, language: str) -> tuple[str, ...]:
    """The sentences of a passage's pieces, the rows of a table, the lines of code.

    A row whose date cannot be read is named in a pack, its words are not shown: ().
    """
    unit = passage.unit
    match unit:
        case Milestone() if unit.when is None:
            return ()
        case Table():
            rows = (*((unit.header,) if unit.header else ()), *unit.rows)
            cells = (" | ".join(plain_text(cell) for cell in row.cells) for row in rows)
            return tuple(words for words in (plain_text(unit.caption), *cells) if words.strip())
        case Code() | Figure():
            return tuple(line for line in node_text(unit).splitlines() if line.strip())
        case _:
            texts = (plain_text(piece) for piece in passage.pieces)
            return tuple(text[a:b] for text in texts for a, b in split(text, language))


def words_hash(document: Document) -> str:
    """SHA-256 of all words of a source, wherever its lines stand."""
    parts = [plain_text(document.title)]
    for block in document.blocks:
        parts.append(node_text(block))
        parts += (
            node.when.start.iso() + node.when.end.iso()
            for node in walk((block,))
            if isinstance(node, Milestone) and node.when
        )
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _date(passage: Passage) -> str:
    """`2021-09-26`, `2010/2014`; "" for what is no dated row."""
    unit = passage.unit
    when = unit.when if isinstance(unit, Milestone) else None
    if when is None:
        return ""
    first, last = when.start.iso(), when.end.iso()
    return first if first == last else f"{first}/{last}"
