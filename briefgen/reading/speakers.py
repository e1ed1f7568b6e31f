"""Whom a text names as the speaker: tags such as "X said", and full names with offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.lexicon import (
    FRENCH_OFFICES,
    GROUPS,
    OFFICES,
    RANKS,
    SAID,
    SINGLE_SPEAKERS,
)
from briefgen.reading.stretches import last_sentence
from briefgen.regexes import compile_later

_CAP = r"[A-ZÀ-Ý][\w'’.-]*"
_LINK = r"(?:of|the|de|du|des|van|von|der|al|bin)\s+"
_NAME = rf"(?:(?:[Tt]he|[Dd]er|[Dd]ie)\s+)?{_CAP}(?:\s+(?:{_LINK}){{0,2}}{_CAP}){{0,6}}"
_COUNT = r"(?:(?:two|three|four|five|several|many|some|senior|other|most)\s+){0,2}"
_GROUP = rf"(?:{_CAP}\s+){{0,3}}{_COUNT}(?:{'|'.join(GROUPS)})"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]l|[Ee]lle)\b"
_PRONOUNS = frozenset(("he", "she", "they", "il", "elle"))
_SINGLE = rf"(?:[Tt]he|[Oo]ne|[Aa]n?)\s+(?:[a-z]+\s+){{0,2}}(?:{'|'.join(SINGLE_SPEAKERS)})"
_FRENCH = (
    rf"(?:(?:[Ll]e|[Ll]a|[Uu]ne?)\s+|[Ll]['’])(?:{'|'.join(FRENCH_OFFICES)})\b"
    rf"(?:\s+(?:(?:de la|des|du|de)\s+|(?:de\s+)?l['’])?"
    rf"(?:{_CAP}(?:\s+(?:{_LINK}){{0,2}}{_CAP}){{0,3}}))?"
)
_OWN = r"(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+[a-z]+"  # "his office"
_WHO = rf"(?:{_GROUP}|{_PRONOUN}|{_SINGLE}|{_FRENCH}|{_OWN}|{_NAME})"
_SOMEBODY = r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother)\s+(?:[a-z-]+\s+){0,2}[a-z-]+"
_POST = r"(?:the|its|their|his|her|an?)\s+(?:[a-z-]+\s+){0,3}[a-z-]+,\s+"  # "its chair, "
_ASIDE = r"(?:,\s[^,\"“”]{1,100},)?"  # ", who chaired the meeting,"
_VERB = rf"(?:{'|'.join(sorted(map(re.escape, SAID), key=len, reverse=True))})\b"

_AFTER = compile_later(
    rf"\s*,?\s*(?:{_POST}(?P<named>{_NAME}),?\s+{_VERB}|(?P<who>{_WHO}){_ASIDE}\s+{_VERB}"
    rf"|{_VERB}\s+(?P<whom>{_WHO}|{_SOMEBODY})"
    rf"|(?:according to|selon)\s+(?P<acc>{_WHO}))"
)
_CREDIT = compile_later(rf"\s*\((?P<who>{_NAME}),[^()]{{0,60}}\)")
_BEFORE = compile_later(
    rf"(?P<who>{_WHO}){_ASIDE}\s+(?:[a-z]+ly\s+)?{_VERB}[^\"“”«».!?]{{0,60}}[,:]?\s*$"
)
_WORDS = re.compile(r"\w+")
_TAG_END = 80  # a verb of saying and what may stand between it and the words that are said
_SAID_LAST = frozenset(verb.split()[-1] for verb in SAID)
_SAYING = re.compile(r"\b(?:saying|stating|adding|declaring|warning|arguing)(?:\s+that)?,?\s*$")
_TAIL = compile_later(
    rf"(?:,\s+(?:according to|selon)\s+(?P<acc>{_WHO})|,\s+(?P<who>{_WHO})\s+{_VERB})[.,]?$"
)
_LED = compile_later(
    rf"(?P<who>{_WHO}){_ASIDE}\s+{_VERB}\s+(?:(?:that|que)\s+|(?=(?:a|an|the|its|his|her|their)\s))"
)
_ACCORDING = compile_later(
    rf"(?:According to|Selon|D['’]après|Laut|Nach Angaben (?:von|des|der))\s+"
    rf"(?P<who>{_WHO}|{_SOMEBODY}){_ASIDE},?\s+"
)
_MIDDLE = compile_later(rf"\bwhat\s+(?P<who>{_WHO})\s+{_VERB}\s+(?=was|were|is|are)")
_OFFICE = compile_later(
    rf"(?P<office>(?:{_CAP}\s+){{0,3}}(?:{'|'.join(OFFICES)}))"
    rf"\s+(?P<name>{_CAP}(?:\s+{_CAP}){{1,2}})"
)
_OFFICE_CORE = compile_later(rf"(?:{'|'.join(OFFICES)})\s+[A-ZÀ-Ý]")
_OFFICE_REACH = 60  # characters that words before an office may take
_TITLED = compile_later(
    rf"^(?:.*?\b(?:{'|'.join((*OFFICES, *FRENCH_OFFICES))})|(?:{'|'.join(map(re.escape, RANKS))}))"
    rf"\s+(?={_CAP}\s+{_CAP})"
)
_OPENING = 200  # characters at a sentence's start that hold who says it and the verb
_ACCORDING_OPENS = "ASDLN"
# What blanks part and such a tag cannot do without.
_TAGGING = frozenset(f"{word}{end}" for word in _SAID_LAST for end in ("", ".", ",")) | frozenset(
    ("according", "selon", "According", "Selon", "D'après", "D’après", "Laut", "Nach")
)
_POSSESSIVE = re.compile(r"['’]s?$")
_FULL_NAME = re.compile(rf"{_CAP}(?:\s+{_CAP})+")
_NOBODY = frozenset(("this", "that", "these", "those", "it", "which", "what", "there", "here"))
_REACH = 220  # characters on either side in which a tag is sought

People = Mapping[str, tuple[str, str]]


def find_people(texts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Last name -> (full name, office), for everybody whom a text introduces with an office."""
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        for match in _introductions(text) if _OFFICE_CORE.search(text) else ():
            name = _POSSESSIVE.sub("", match.group("name").rstrip("."))
            found.setdefault(name.split()[-1], (name, match.group("office")))
    return found


def _introductions(text: str) -> Iterator[re.Match[str]]:
    """Offices with a name after them, in order; sought only where the word of an office stands."""
    after = 0
    for core in _OFFICE_CORE.finditer(text):
        if core.start() < after:
            continue
        match = _OFFICE.search(text, max(core.start() - _OFFICE_REACH, after))
        if match is None:
            return
        after = match.end()
        yield match


def tag_of(text: str, start: int, end: int) -> str:
    """The speaker whom the words round `text[start:end]`, a stretch in marks, name; else ""."""
    after = text[end : end + _REACH]
    if match := _CREDIT.match(after):
        return match.group("who")
    if text[end - 2 : end - 1] in (",", "?", "!", "—") or after[:1] == ",":
        match = _AFTER.match(after)
        if match:
            return next(filter(None, match.groups()), "")
    led = text[max(start - _REACH, 0) : start].rstrip()
    if not led or ends_sentence(led):
        return ""  # the sentence before is over
    before = last_sentence(led)
    if not _SAID_LAST.isdisjoint(_WORDS.findall(before[-_TAG_END:])) and (
        match := _BEFORE.search(before)
    ):
        return match.group("who")
    return _subject(before) if _SAYING.search(before) else ""


def is_tag(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is a speaker's tag and no more: between two parts of a sentence."""
    if not 0 < start < end <= start + _REACH:
        return False
    match = _AFTER.match(text, start, end)
    return match is not None and not text[match.end() : end].strip(" ,:;—–-")


def goes_on_saying(text: str, start: int) -> bool:
    """Whether a text leads on, at `start`, to more speech of the same person (", adding that")."""
    return _SAYING.search(text, max(start - _TAG_END, 0), start) is not None


def _subject(sentence: str) -> str:
    """The last name of two words or more before a "saying"."""
    names = _FULL_NAME.findall(sentence)
    return names[-1] if names else ""


def may_tag(text: str) -> bool:
    """Whether a text holds a word that a tag of indirect speech has: most paragraphs hold none."""
    return not _TAGGING.isdisjoint(text.split())


def tag_of_sentence(sentence: str) -> tuple[str, int, int] | None:
    """(speaker, start, end of what is said) of a sentence in indirect speech; None for others."""
    text = sentence.rstrip()
    base = max(len(text) - _REACH, 0)
    if _may_end_with_tag(text, base) and (match := _TAIL.search(text, base)):
        return (match.group("acc") or match.group("who")).rstrip("."), 0, match.start()
    says = not _SAID_LAST.isdisjoint(text[:_OPENING].split())
    match = _LED.match(text) if says else None
    match = match or (_ACCORDING.match(text) if text[0] in _ACCORDING_OPENS else None)
    if match and match.group("who").casefold() not in _NOBODY:
        return match.group("who"), match.end(), len(text)
    if "what" in text and (match := _MIDDLE.search(text)):
        return match.group("who"), match.end(), len(text)
    return None


def _may_end_with_tag(text: str, base: int) -> bool:
    """A verb of saying as the last word, or "according to" near the end: cheaper than a search."""
    last = text[text.rfind(" ") + 1 :].rstrip(".,")
    if last in _SAID_LAST:
        return True
    return text.find("according to ", base) >= 0 or text.find("selon ", base) >= 0


def name_in_full(speaker: str, people: People) -> tuple[str, str]:
    """(name, office): in full where the text introduces that last name with an office."""
    last = speaker.rsplit(maxsplit=1)[-1].removesuffix("'s").removesuffix("’s")
    if last in people:
        return people[last]
    titled = len(speaker.split(maxsplit=2)) > 2  # an office or rank, and two names
    return _TITLED.sub("", speaker) if titled else speaker, ""


def is_pronoun(speaker: str) -> bool:
    return speaker.casefold() in _PRONOUNS
