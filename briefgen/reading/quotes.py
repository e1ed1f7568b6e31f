"""Who says what in running text: direct speech with its speaker, and indirect speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.lexicon import SAID

_CAP = r"[A-ZÀ-Ý][\w'’.-]*"
_WHO = rf"(?:[Tt]he\s+)?{_CAP}(?:\s+(?:{_CAP}|of|de|van|von|al|bin)){{0,7}}"
_VERB = "|".join(sorted(map(re.escape, SAID), key=len, reverse=True))
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]l|[Ee]lle)"
_AFTER = re.compile(
    rf"\s*,?\s*(?:(?P<who>{_WHO}|{_PRONOUN})\s+(?:{_VERB})\b"
    rf"|(?:{_VERB})\s+(?P<whom>{_WHO})|according to\s+(?P<acc>{_WHO}))"
)
_BEFORE = re.compile(
    rf"(?P<who>{_WHO}|{_PRONOUN})\s+(?:[a-z]+ly\s+)?(?:{_VERB})\b[^\"“”«».!?]{{0,60}}[,:]?\s*$"
)
_SAYING = re.compile(r"\b(?:saying|stating|adding|declaring|warning|arguing)(?:\s+that)?,?\s*$")
_CREDIT = re.compile(rf"\s*\((?P<who>{_WHO}),[^()]{{0,60}}\)")
_INDIRECT = re.compile(
    rf"(?:,\s+according to\s+(?P<acc>{_WHO})|,\s+(?P<who>{_WHO}|{_PRONOUN}|[a-z]+(?:\s[a-z]+)?)\s+(?:{_VERB}))[.,]?$"
)
_LED = re.compile(rf"(?P<who>{_WHO})\s+(?:{_VERB})\s+(?:that\s+|(?:a|the|its|his|her)\s+)")
_PAIRS = {"“": "”", "«": "»", "„": "“"}
_LEAST_WORDS = 4
_REACH = 220
_SENTENCE = re.compile(r"[.!?][\"”’»)\]]*\s+(?=[\"“«(]?[A-ZÀ-Ý0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A stretch of speech in a text; `start` and `end` take in its quotation marks."""

    text: str
    speaker: str
    office: str
    kind: Literal["direct", "indirect"]
    start: int
    end: int


def find_speech(text: str, people: Mapping[str, tuple[str, str]]) -> Iterator[Said]:
    """Speech of one paragraph in its order. `people`: last name -> (full name, office).

    A stretch without a tag of its own has the speaker of the paragraph's other stretch. Words in
    quotation marks that nobody is said to have said are no speech.
    """
    spans = [s for s in quoted_spans(text) if len(text[s[0] : s[1]].split()) >= _LEAST_WORDS]
    speakers = [_speaker(text, start, end) for start, end in spans]
    known = [s for s in speakers if s]
    said: list[Said] = []
    for index, (start, end) in enumerate(spans):
        speaker = speakers[index] or _neighbour(text, spans, speakers, index)
        if speaker:
            name, office = _resolve(speaker, people)
            inner = text[start + 1 : end - 1]
            said.append(
                Said(text=inner, speaker=name, office=office, kind="direct", start=start, end=end)
            )
    if not known:
        said += _indirect(text, people, [(s, e) for s, e in spans])
    else:
        said += _indirect(text, people, [(x.start, x.end) for x in said])
    yield from sorted(said, key=lambda s: (s.start, s.end))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Stretches in double quotation marks, marks included; what is not closed is none."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _PAIRS or (mark == '"' and _may_open(text, at)):
            end = text.find(_PAIRS.get(mark, '"'), at + 1)
            if end < 0:
                if not any(m in text[at + 1 :] for m in ('"', "“", "«", "„")):
                    break
                at += 1
                continue
            found.append((at, end + 1))
            at = end + 1
        else:
            following = [i for i in (text.find(m, at + 1) for m in ('"', "“", "«", "„")) if i >= 0]
            if not following:
                break
            at = min(following)
    return found


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before in " (—–-\u00a0" or at == 0) and not after.isspace()


def _speaker(text: str, start: int, end: int) -> str:
    """The speaker whom the words around a stretch name."""
    after = text[end : end + _REACH]
    inside = text[end - 2 : end - 1]
    if match := _CREDIT.match(after):
        return match.group("who")
    if inside in ",?!—" or after[:1] == ",":
        if match := _AFTER.match(after):
            return match.group("who") or match.group("whom") or match.group("acc") or ""
    before = text[max(start - _REACH, 0) : start]
    if match := _last_match(_BEFORE, before):
        return match.group("who")
    if _SAYING.search(before):
        return _subject(before)
    return ""


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A match that ends with the text, sought from the last sentence on."""
    cuts = [m.end() for m in _SENTENCE.finditer(text)]
    return pattern.search(text[cuts[-1] :] if cuts else text)


def _subject(before: str) -> str:
    """The last capitalised name of two words or more before a "saying"."""
    cuts = [m.end() for m in _SENTENCE.finditer(before)]
    sentence = before[cuts[-1] :] if cuts else before
    names = re.findall(rf"{_CAP}(?:\s+{_CAP})+", sentence)
    return names[-1] if names else ""


def _neighbour(
    text: str, spans: Sequence[tuple[int, int]], speakers: Sequence[str], index: int
) -> str:
    """The speaker of the stretch next before in the same paragraph, or next after."""
    whole = ends_sentence(text[spans[index][0] : spans[index][1]])
    before = [s for s in speakers[:index] if s]
    return before[-1] if before and whole else ""


def _resolve(speaker: str, people: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    last = speaker.split()[-1]
    if last in people:
        return people[last]
    return speaker, ""


def _indirect(
    text: str, people: Mapping[str, tuple[str, str]], taken: Sequence[tuple[int, int]]
) -> list[Said]:
    """Sentences that end with "according to X" or "X argued", or open with "X said that"."""
    found: list[Said] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if any(s < end and start < e for s, e in taken) or len(sentence) > 1500:
            continue
        match = _INDIRECT.search(sentence[-_REACH:]) or _LED.match(sentence)
        if not match:
            continue
        groups = match.groupdict()
        speaker = groups.get("acc") or groups.get("who") or ""
        name, office = _resolve(speaker.rstrip("."), people)
        said = sentence[: len(sentence) - len(match.group())] if match.re is _INDIRECT else sentence
        found.append(
            Said(text=said, speaker=name, office=office, kind="indirect", start=start, end=end)
        )
    return found


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Rough sentence bounds, good enough to tell which sentence a speaker's tag belongs to."""
    edges = [0]
    for match in _SENTENCE.finditer(text):
        if not re.search(r"(?:\b[A-Z]|Dr|Mr|Ms|Mrs|St|Gen|vs|No)\.$", text[max(match.start() - 4, 0) : match.start() + 1]):
            edges.append(match.end())
    edges.append(len(text))
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


_OFFICE = re.compile(
    rf"(?P<office>(?:{_CAP}\s+){{0,3}}(?:Secretary General|Secretary-General|President|Chancellor|Prime Minister|"
    r"Foreign Minister|Defense Minister|Defence Minister|Minister|Ambassador|General|Admiral|Chairman|Director|"
    rf"Spokesman|Spokeswoman|Spokesperson|Commissioner|Secretary))\s+(?P<name>{_CAP}(?:\s+{_CAP}){{1,2}})"
)


def find_people(texts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Last name -> (full name, office), for everybody whom a text introduces with an office."""
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        for match in _OFFICE.finditer(text):
            name = match.group("name").rstrip(".'’")
            name = re.sub(r"['’]s$", "", name)
            found.setdefault(name.split()[-1], (name, match.group("office")))
    return found
