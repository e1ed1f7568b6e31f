"""Running text to the offsets of its sentences, for the prose of policy papers and news."""

from __future__ import annotations

import re

from briefgen.selection.abbreviations import (
    BEFORE_LETTER,
    BEFORE_NUMBER,
    CLOCK,
    DAYS,
    INSIDE,
    MAY_END,
    MONTHS,
    OPENERS,
    PARTICLES,
    SPEECH_VERBS,
)
from briefgen.slotted import dataclass

Offsets = tuple[int, int]

# A run of end marks, what closes with it (quotes, brackets, a raised or bracketed note number),
# then white space; Chinese and Japanese end marks need none.
_END = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)"
    r"(?P<close>(?:[\"'”’“‘)\]}«‹]|\s?[»›])*+"
    r"(?:\s?\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|[¹²³⁰-⁹])*+)"
    r"(?P<note>\d{1,3}(?:,\s?\d{1,3})*+)?+"
    r"(?P<cited>\s\((?=[^()]{0,80}\b(?:(?:1[5-9]|20)\d\d|(?:pp?|para|lines?|n)\.?\s\d))"
    r"[^()!?]{3,90}[^().!?\s]\)(?=\s|$))?+"
    r"(?=\s)"
    r"|(?P<wide>[。！？]+[”’」』）]*)"
)
_OPENING = re.compile(r"[\s(\[{\"'“‘”„«‹¿¡*–—•-]*")
_TOKEN = re.compile(r"(?:^|(?<=[\s(\[{\"'“‘„«/–—-]))[^\s(\[{\"'“‘„«/–—-]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_NUMERAL = re.compile(r"\d|[IVXLC]+\b|§")
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[^\W\d_])$")
_LETTER_BEFORE = re.compile(r"\b[^\W\d_]\.\s[^\W\d_]$")
# An item that opens after a whole sentence: "... was signed. (b) Trade must flow."
_ITEM = re.compile(r"(?:[a-z]|[ivx]{1,4})[)\]]\s+[\"'“„«]?(?=[^\W\d_])(?P<first>.)")
_ERA = re.compile(r"(?:\b(?:av|apr)\.|\bavant|\baprès)\s+J\.-C$")
_NAMED = re.compile(r"([^\W\d_]+)\s+[^\W\d_]$")
_ELIDED = re.compile(r"(?:[cdjlnst]|qu)['’]", re.IGNORECASE)
_COUNTED = re.compile(r"(?::\s+|\()1$")
_QUOTES = "\"'”’“»«"
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"\([^()]{0,600}\)|\[[^\[\]]{0,600}\]")
_SPEAKER_TAG = re.compile(
    r"(?:[^\W\d_][\w.'’-]*\s+){1,5}(?:" + "|".join(SPEECH_VERBS.split()) + r")(?=[,.;:\s]|$)"
)
_LOOK_BACK = 40
_LOOK_AHEAD = 90


def split(text: str, language: str = "en") -> tuple[Offsets, ...]:
    """The sentences of a text as (start, end) offsets, without the white space around them.

    Together they hold everything but white space. Where it is doubtful ("the U.S. China ...")
    there is no boundary: two sentences may stay one, but one is never cut in two. `language` is
    an ISO 639 code; only German day numbers ("am 3. Oktober") depend on it. Takes time in
    proportion to the length.
    """
    asides = [match.span() for match in _ASIDE.finditer(text)]
    found: list[Offsets] = []
    start, aside = _skip_space(text, 0), 0
    for end in _END.finditer(text):
        while aside < len(asides) and asides[aside][1] <= end.start():
            aside += 1
        inside = aside < len(asides) and asides[aside][0] < end.start()
        if inside and end.end() < asides[aside][1]:
            continue
        if end.start() >= start and _is_boundary(text, start, end, language):
            found.append((start, end.end()))
            start = _skip_space(text, end.end())
    last = len(text.rstrip())
    if start < last:
        found.append((start, last))
    return tuple(found)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before and after an end mark."""

    token: str  # the word before the mark, points inside it included
    opens: bool  # that word is the first of its sentence
    spaced: bool  # that word is the second letter of an abbreviation in parts: "z. B."
    named: bool  # that word is a letter that names something: "Track I", "2° C"
    counted: bool  # that word counts the first of several: "three aims: 1. Trust."
    quoted: bool  # a closing quotation mark stands between it and the mark
    word: str  # the first word after the mark, as written
    after: str  # what follows, from its first letter or digit


def _is_boundary(text: str, start: int, end: re.Match[str], language: str) -> bool:
    if end["wide"]:
        return True
    around = _look_around(text, start, end)
    if not around.after or (_goes_on(around, language) and not _is_item(end, around)):
        return False
    if end["note"] and not _is_note(around, end):
        return False
    if end["mark"] != ".":
        return _is_strong_boundary(text, end, around)
    return _is_point_boundary(end, around, language)


def _look_around(text: str, start: int, end: re.Match[str]) -> _Around:
    seen = text[max(start, end.start() - _LOOK_BACK) : end.start()]
    before = seen.rstrip(_QUOTES)
    before = before.rstrip() if before != seen else seen
    token = _TOKEN.search(before)
    opening = _OPENING.match(text, end.end())
    at = opening.end() if opening else end.end()
    after = text[at : at + _LOOK_AHEAD]
    word = _WORD.match(after)
    found = token.group() if token else ""
    return _Around(
        token=found,
        opens=end.start() - len(found) == start,
        named=_is_named(before),
        counted=bool(_COUNTED.search(before)),
        quoted=before != seen,
        spaced=len(found) == 1 and bool(_LETTER_BEFORE.search(before)),
        word=word.group() if word else "",
        after=after,
    )


def _is_named(before: str) -> bool:
    found = _NAMED.search(before)
    if found and found.group(1).casefold() in BEFORE_LETTER:
        return True
    return before.endswith(("°C", "° C", "°F", "° F")) or bool(_ERA.search(before))


def _goes_on(around: _Around, language: str) -> bool:
    """A small letter goes on with the sentence, but for names such as al-Qaeda, eBay and, in
    English, de Gaulle.
    """
    if not around.after[0].islower():
        return False
    token, _, rest = around.after.partition(" ")
    while language == "en" and token in PARTICLES and rest:
        token, _, rest = rest.partition(" ")
    return not any(c.isupper() for c in token)


def _is_item(end: re.Match[str], around: _Around) -> bool:
    item = _ITEM.match(around.after)
    return bool(item and item["first"].isupper() and end["mark"] == ".")


def _is_note(around: _Around, end: re.Match[str]) -> bool:
    """Whether digits after a point are a note's number, which lost its place above the line:
    "was signed.1 It", but neither "3.5 percent" nor "Sec.5".
    """
    token = around.token.casefold()
    if not (around.after[0].isupper() or end.string[end.end() :].lstrip()[:1] in '"“„«'):
        return False
    if end["close"] or around.quoted:
        return True
    known = INSIDE | BEFORE_NUMBER | MAY_END
    return len(token) > 2 and token.replace("-", "").isalpha() and token not in known


def _is_strong_boundary(text: str, end: re.Match[str], around: _Around) -> bool:
    """After `?`, `!`, `...`: unless words were left out, or the speaker of a quotation follows."""
    if "." in end["mark"] or "…" in end["mark"]:
        before = text[end.start() - 1 : end.start()]
        if not before or before in "[(":
            return False
        if before.isspace() and around.word.casefold() not in OPENERS:
            return False
    return not (end["close"] and _SPEAKER_TAG.match(around.after))


def _is_point_boundary(end: re.Match[str], around: _Around, language: str) -> bool:
    token, word = around.token.casefold(), around.word.casefold()
    if not token:  # a point that stands alone: ". . ."
        return False
    if end["close"] or around.quoted or end["note"]:  # ends more than an abbreviation, mostly
        return token not in INSIDE
    if around.named:
        return True
    if (
        token in INSIDE
        or around.spaced
        or around.counted
        or (around.opens and _LIST_MARK.match(around.token))
    ):
        return False
    if token in BEFORE_NUMBER and (_NUMERAL.match(around.after) or _is_title(around)):
        return False
    if _is_ordinal(around, language):
        return False
    if token in CLOCK:
        return not _is_time(around)
    is_letter = token.isalpha() and len(token) == 1
    if token in MAY_END or is_letter or _DOTTED.search(around.token):
        again = around.after.startswith(f"{around.token}.")
        return again or word in OPENERS or bool(_ELIDED.match(around.after))
    return True


def _is_time(around: _Around) -> bool:
    """Whether what follows belongs to the hour: "Monday", "May 5", "EST", "Beijing time"."""
    word = around.word
    rest = around.after[len(word) :].lstrip()
    return (
        word.casefold() in DAYS | MONTHS
        or (word.isupper() and 1 < len(word) <= 4)
        or rest[:4].casefold() == "time"
    )


def _is_title(around: _Around) -> bool:
    """Whether what follows is itself an abbreviation before a name: "Sec. Gen. Example"."""
    rest = around.after[len(around.word) :]
    return around.word.casefold() in INSIDE and rest.startswith(".")


def _is_ordinal(around: _Around, language: str) -> bool:
    """Day numbers such as "am 5. Mai"; in German also others, "im 21. Jahrhundert"."""
    if not (around.token.isdecimal() and len(around.token) <= 2):
        return False
    if around.word.casefold() in MONTHS:
        return True
    return language.startswith("de") and around.word.casefold() not in OPENERS
