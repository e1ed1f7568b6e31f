"""Who says what in running text: direct speech with its speaker, and indirect speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.speakers import (
    People,
    goes_on_saying,
    is_pronoun,
    is_tag,
    may_tag,
    name_in_full,
    tag_of,
    tag_of_sentence,
)
from briefgen.reading.stretches import quoted_spans, sentence_spans
from briefgen.slotted import dataclass

_LEAST_WORDS = 4  # fewer words in marks are a term, not speech
_MAX_SENTENCE = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A stretch of speech in a text; `start` and `end` take in its quotation marks."""

    text: str
    speaker: str
    office: str
    kind: Literal["direct", "indirect"]
    start: int
    end: int


def find_speech(text: str, people: People, before: str = "") -> list[Said]:
    """Speech of one paragraph, in its order. `before`: who spoke last in the paragraph above.

    A whole sentence in marks without a tag of its own has the speaker of the stretch before it.
    Words in marks that nobody is said to have said are no speech. A pronoun stands for who spoke
    last; where nobody did, nobody is named and the stretch is left out.
    """
    direct = list(_direct(text, people, before))
    indirect = list(_indirect(text, people, before, direct)) if may_tag(text) else []
    if not (direct and indirect):
        return direct or indirect
    return sorted([*direct, *indirect], key=lambda said: (said.start, said.end))


def _direct(text: str, people: People, last: str) -> Iterator[Said]:
    in_paragraph, after = "", 0
    for start, end in quoted_spans(text):
        inner = text[start + 1 : end - 1].strip()
        if len(inner[:200].split()) < _LEAST_WORDS:
            continue
        tag = tag_of(text, start, end)
        if not tag and (
            ends_sentence(inner) or goes_on_saying(text, start) or is_tag(text, after, start)
        ):
            tag = in_paragraph
        speaker, office = _resolved(tag, people, in_paragraph or last)
        if speaker:
            in_paragraph, after = speaker, end
            yield Said(
                text=inner, speaker=speaker, office=office, kind="direct", start=start, end=end
            )


def _resolved(tag: str, people: People, last: str) -> tuple[str, str]:
    speaker = last if is_pronoun(tag) else tag
    return name_in_full(speaker.rstrip(".,"), people) if speaker else ("", "")


def _indirect(text: str, people: People, last: str, direct: list[Said]) -> Iterator[Said]:
    """Sentences without direct speech that end with "according to X" or open with "X said that"."""
    at = 0
    for start, end in sentence_spans(text):
        while at < len(direct) and direct[at].end <= start:
            last = direct[at].speaker
            at += 1
        if (at < len(direct) and direct[at].start < end) or end - start > _MAX_SENTENCE:
            continue
        sentence = text[start:end]
        tagged = tag_of_sentence(sentence)
        if tagged is None:
            continue
        tag, first, until = tagged
        speaker, office = _resolved(tag, people, last)
        if speaker:
            yield Said(
                text=text[start + first : start + until].strip(),
                speaker=speaker,
                office=office,
                kind="indirect",
                start=start,
                end=start + len(sentence.rstrip()),
            )
