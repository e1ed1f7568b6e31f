"""The passages that a pack shows to the words that its audience is told, sentence by sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.build.packs.bisection import FilledSlot
from briefgen.compose import SourceCard
from briefgen.compose.citing import section_in_words
from briefgen.compose.heads import letters_of
from briefgen.editions.manifest import sentence_digest
from briefgen.editions.records import EditRecord, PassageRecord, SectionRecord, SourceRecord
from briefgen.inline_text import plain_words
from briefgen.model import Code, Document, Figure, Milestone, Passage, Span, Table
from briefgen.roundtrip.applying import Applied, Outcome
from briefgen.selection.passages import unit_pieces
from briefgen.selection.sentences import split
from briefgen.tree import line_numbers, node_text, plain_text, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """The digests of all sentences of a passage, once for each ceiling of a run: a pack that is
    fitted to its pages asks for them with every attempt, and other packs ask for the same.
    """

    _made: dict[tuple[str, str, str], tuple[str, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of(self, passage: Passage, language: str, ceiling: str) -> tuple[str, ...]:
        key = (ceiling, passage.source, passage.id)
        if key not in self._made:
            whole = replace(passage, pieces=unit_pieces(passage.unit))
            words = shown_words(whole, language)
            self._made[key] = tuple(sentence_digest(text) for text in words)
        return self._made[key]


def shown_sections(
    slots: Sequence[FilledSlot],
    letters: Mapping[str, str],
    languages: Mapping[str, str],
    digests_of: Callable[[Passage], tuple[str, ...]],
) -> tuple[SectionRecord, ...]:
    """What each slot shows and leaves out; `languages` is that of each source, by its id;
    `digests_of` are those of all sentences of a passage.
    """

    def shown(passage: Passage) -> PassageRecord:
        words = shown_words(passage, languages.get(passage.source, "en"))
        said = {sentence_digest(text) for text in words} if passage.left_out else set()
        cut = (d for d in digests_of(passage) if d not in said) if passage.left_out else ()
        return passage_record(passage, letters, words, cut=tuple(cut))

    return tuple(
        SectionRecord(
            id=slot.content.id,
            label=slot.content.label,
            passages=tuple(shown(p) for p in slot.content.shown),
            left_out=tuple(_left_out(slot, letters, digests_of)),
        )
        for slot in slots
    )


def _left_out(
    slot: FilledSlot,
    letters: Mapping[str, str],
    digests_of: Callable[[Passage], tuple[str, ...]],
) -> Iterator[PassageRecord]:
    """Everything that was selected and is not shown, each with its reason."""
    doubles = [double for passage in slot.content.shown for double in passage.also]
    for why, passages in (("limit", slot.left_out), ("pages", slot.no_room), ("double", doubles)):
        for passage in passages:
            cut = digests_of(passage) if why != "double" else ()
            yield passage_record(passage, letters, why=why, cut=cut)
            if why != "double":
                yield from (passage_record(double, letters, why=why) for double in passage.also)


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
