"""A sentence to what it leans on: something said before it, or the full name of somebody."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from briefgen.regexes import compile_later
from briefgen.selection.cues import (
    ADDING,
    ASIDES,
    DATE_WORDS,
    FAMILY_FIRST,
    FORWARD,
    NO_REFERENCES,
    NOT_ADDING,
    PREPOSITIONS,
    PRONOUNS,
    REFERENCES,
    STOP_WORDS,
    opens_with,
)
from briefgen.selection.folding import fold_words

_WORD = re.compile(r"[^\W_]+")
_NEAR = 8  # words at the start of a sentence among which "also" adds it to the one before
_PAIR = compile_later(
    r"\b(?:[Tt]he two|[Bb]oth|[Ll]es deux|[Bb]eiden?|[Dd]ie beiden)\s+"
    r"(?:sides|parties|countries|nations|states|governments|capitals|leaders|ministers|powers"
    r"|delegations|institutes|groups|organi[sz]ations|parties|pays|camps|[ÉéEe]tats|Seiten|Staaten"
    r"|L[äa]nder|Parteien|Regierungen)\b"
)
_SUBJECT, _LONGEST_SUBJECT = 4, 120  # words, characters before the subject of a sentence
# "China and the West", "NATO-China", "A with B": the two that a pair speaks of.
_TWO_WORDS = (
    r"[A-ZÀ-Ý][\w.'’]*[-–—/][A-ZÀ-Ý]|[A-ZÀ-Ý][\w.'’]*(?:,?\s+[\w.'’()]+){0,4}?,?\s+"
    r"(?:and|with|&|et|avec|und|mit)\s+(?:[\w.'’]+\s+){0,6}?[A-ZÀ-Ý]"
)
_TWO = compile_later(_TWO_WORDS)

# "The two sides, China and NATO, ..."
_TWO_NAMED = compile_later(
    rf"(?:[Tt]he two|[Bb]oth|[Ll]es deux|[Dd]ie beiden)\s+\w+\s*[,:(—–]\s*(?:{_TWO_WORDS})"
)
_THAT_TIME = compile_later(
    r"\b(?:(?:[Tt]he|[Tt]hat) (?:same|very) (?:year|month|week|day|evening|morning|spring|summer"
    r"|autumn|winter)|[Ll]a même (?:année|semaine|journée)|[Ll]e même (?:mois|jour)"
    r"|[Ii]m (?:selben|gleichen) (?:Jahr|Monat))\b"
)
_TIME = re.compile(
    r"\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)"
)

_CAP = r"[A-ZÀ-Ý][\w'’-]*"
_TITLE = (
    r"(?:President|Minister|Chancellor|Secretary|General|Admiral|Marshal|Colonel|Captain|Major"
    r"|Lieutenant|Commander|Ambassador|Chair(?:man|woman|person)?|Director|Commissioner"
    r"|Representative|Governor|Senator|Mayor|Professor|Councill?or|Spokes(?:man|woman|person)"
    r"|Chief|Envoy|Advis[eo]r|Judge|King|Queen|Sir|Lord|Lady|Dr|Prof|Mr|Mrs|Ms|Mme|Herr|Frau"
    r"|Pr[ée]sident(?:e|in)?|Ministre|Ministerin|Kanzler(?:in)?|Chanceli[eè]re?|G[ée]n[ée]ral"
    r"|Botschafter(?:in)?|Ambassadeur|Ambassadrice|president|minister|chancellor|secretary"
    r"|ambassador|chair(?:man|woman)?|director|ministre|pr[ée]sidente?)\.?"
)
_INTRODUCED = compile_later(
    rf"\b{_TITLE}\s+(?P<first>(?!{_TITLE}\s){_CAP})(?:\s+(?:[A-Z]\.|{_CAP}(?=\s+{_CAP})|van|von|der"
    rf"|den|de|du|al|bin|el)){{0,3}}\s+(?P<last>{_CAP})"
)
_CAPITAL = re.compile(rf"(?<!\w){_CAP}")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_BEFORE_NAME = compile_later(rf"(?P<word>{_CAP}|{_TITLE}|[A-Z]\.)[-\s]+$")
_AFTER_NAME = compile_later(rf"[-\s]+{_CAP}")


def leans(text: str, *, opens_section: bool = False, dated: bool = False) -> bool:
    """Whether a sentence cannot be understood without what was said before: "This ...", "In March
    its council ...", "... the two sides ...", "... the same year ...".

    The first sentence of a section may name its subject after the pronoun: "In her speech, ...".
    `dated`: it stands under its date, as in a row of milestones.
    """
    words = fold_words(text)
    forward = opens_section and opens_with(words, FORWARD)
    opens = opens_with(words, REFERENCES) or _asks_for_subject(text)
    stands = forward or opens_with(words, NO_REFERENCES) or _TWO_NAMED.match(text)
    return (
        (opens and not stands) or _speaks_of_two(text) or (not dated and _speaks_of_that_time(text))
    )


def adds(text: str) -> bool:
    """Whether "also" near the start adds a sentence to the one before, not a part to itself."""
    words = fold_words(text)
    return any(
        word in ADDING and words[at - 1] not in NOT_ADDING and "only" not in words[:at]
        for at, word in enumerate(words[:_NEAR])
        if at
    )


def _asks_for_subject(text: str) -> bool:
    """Whether a pronoun follows a place or time and nobody stands between whom it could mean."""
    words = _WORD.findall(text)[:5]
    folded = ["".join(fold_words(word)) for word in words]
    if not folded or folded[0] not in PREPOSITIONS:
        return False
    for word, plain in zip(words[1:], folded[1:], strict=True):
        if plain in PRONOUNS:
            return True
        if word[0].isupper() and plain not in DATE_WORDS:
            return False
    return False


def _speaks_of_two(text: str) -> bool:
    """Whether the subject of a sentence is two that it has not named."""
    match = _PAIR.search(text)
    before = text[: match.start()] if match else ""
    if match is None or len(before) > _LONGEST_SUBJECT or len(before.split()) > _SUBJECT:
        return False
    if _TWO.search(before):
        return False
    return not _TWO_NAMED.match(text, match.start())


def _speaks_of_that_time(text: str) -> bool:
    """Whether a sentence speaks of "the same year" and has not said which."""
    match = _THAT_TIME.search(text)
    return match is not None and not _TIME.search(text[: match.start()])


def introduced_names(text: str) -> Iterator[str]:
    """The names under which a text may go on speaking of those whom it introduces with an office
    and in full: the last, of Chinese and Korean names the first.
    """
    for match in _INTRODUCED.finditer(text):
        family = match["first"] if match["first"] in FAMILY_FIRST else match["last"]
        plain = _POSSESSIVE.sub("", family)
        if len(plain) > 1:
            yield plain


def bare_names(text: str, known: Container[str]) -> Iterator[str]:
    """Those of the known names whose first mention in a sentence has neither an office nor a first
    name beside it.
    """
    seen: set[str] = set()
    for match in _CAPITAL.finditer(text):
        name = _POSSESSIVE.sub("", match.group())
        if name in known and name not in seen:
            seen.add(name)
            if not _has_more_of_it(text, match.start(), match.start() + len(name)):
                yield name


def _has_more_of_it(text: str, start: int, end: int) -> bool:
    """Whether an office or another part of the name stands beside `text[start:end]`."""
    if _AFTER_NAME.match(text, end):
        return True
    before = _BEFORE_NAME.search(text, max(start - 40, 0), start)
    plain = "".join(fold_words(before["word"])) if before else ""
    return bool(plain) and plain not in DATE_WORDS | STOP_WORDS | ASIDES
