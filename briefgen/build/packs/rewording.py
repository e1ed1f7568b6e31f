"""What the slots of a pack say to what it says with people's edits in it, passage by passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.editions.changes.told import stands_in
from briefgen.editions.manifest import sentence_digest
from briefgen.editions.records import PassageRecord, SectionRecord
from briefgen.inline_text import plain_words
from briefgen.roundtrip.outcomes import Applied
from briefgen.selection.sentences import split
from briefgen.slotted import dataclass

# Why a passage is left out that people have taken out of the memo.
BY_PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """What the source says at a place of the pack, and what stands there; "" where it is gone."""

    place: str
    was: str
    now: str


def with_edits(
    sections: Sequence[SectionRecord], applied: Applied, languages: Mapping[str, str]
) -> tuple[SectionRecord, ...]:
    """The sections with people's words in place of the source's; what they took out is left out.

    `languages` is the language of each source, by its id.
    """
    wordings = tuple(_wordings(applied))
    if not wordings:
        return tuple(sections)
    return tuple(_section(section, wordings, languages) for section in sections)


def _wordings(applied: Applied) -> Iterator[_Wording]:
    trail = applied.trail
    for outcome in applied.outcomes:
        place = outcome.place
        if outcome.edit.what == "change" and place in trail.bases:
            yield _Wording(
                place=place, was=plain_words(trail.bases[place]), now=plain_words(outcome.text)
            )
        elif outcome.edit.what == "delete" and place in trail.deleted:
            yield _Wording(place=place, was=plain_words(trail.deleted[place]), now="")


def _section(
    section: SectionRecord, wordings: Sequence[_Wording], languages: Mapping[str, str]
) -> SectionRecord:
    shown: list[PassageRecord] = []
    gone: list[PassageRecord] = []
    for passage in section.passages:
        words = passage.words
        for one in wordings:
            if stands_in(one.place, section.id, passage.id):
                words = _reworded(words, one, languages.get(passage.source, "en"))
        if words or not passage.words:
            shown.append(replace(passage, words=words))
        else:
            gone.append(_taken_out(passage))
    return replace(section, passages=tuple(shown), left_out=(*section.left_out, *gone))


def _taken_out(passage: PassageRecord) -> PassageRecord:
    cut = tuple(sentence_digest(text) for text in passage.words)
    return replace(passage, words=(), date="", why=BY_PEOPLE, cut=(*passage.cut, *cut))


def _reworded(words: tuple[str, ...], wording: _Wording, language: str) -> tuple[str, ...]:
    """The sentences with those of one place replaced; of a table the cell of a row.

    What stands before and after them in that place (whose view it is, a date) is no part of them.
    """
    start, end, low, high = _run(words, wording.was)
    if start < end:
        before, after = wording.was[:low], wording.was[high:]
        text = wording.now.removeprefix(before).removesuffix(after).strip()
        own = tuple(text[a:b] for a, b in split(text, language))
        return (*words[:start], *own, *words[end:])
    for n, row in enumerate(words):
        if wording.was and wording.was in row:
            return (*words[:n], row.replace(wording.was, wording.now, 1), *words[n + 1 :])
    return words


def _run(words: Sequence[str], text: str) -> tuple[int, int, int, int]:
    """The longest run of sentences that stand in a text one after the other: their first and last
    place, and where in the text they start and end.
    """
    best = (0, 0, 0, 0)
    for start in range(len(words)):
        low, at, end = -1, 0, start
        while end < len(words):
            sentence = " ".join(words[end].split())
            found = text.find(sentence, at)
            if found < 0 or not sentence:
                break
            low = found if low < 0 else low
            at, end = found + len(sentence), end + 1
        if end - start > best[1] - best[0]:
            best = (start, end, low, at)
    return best
