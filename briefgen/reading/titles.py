"""Headings in capitals into readable case, with the running text as the witness for names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefgen.reading.vocabulary import Vocabulary

_PART = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?", re.UNICODE)
_ROMAN = re.compile(r"(?=[IVXLC]{2,})X{0,3}(?:IX|IV|V?I{0,3})$")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH|E|ER|ÈRE|ÈME)$")
_DESIGNATION = re.compile(r"[^\W\d_]+[-–]\d{1,3}[^\W\d_]?$")  # G-7, F-35B; no years
_ELIDED = re.compile(r"(?:[CDJLMNST]|QU)['’](?=[^\W\d_]{2})", re.IGNORECASE)  # "l'Union"
_EDGES = " \t.,:;!?()[]\"“”'’«»"
_COUNTED = frozenset(("VOLUME", "PART", "CHAPTER", "ANNEX", "APPENDIX", "BOOK", "TITLE", "PHASE"))
_MAX_PHRASE = 6
_OFTEN = 2  # so many times as often with a capital as without


def is_capitals(text: str) -> bool:
    """Whether a text has at least three letters, and no lower-case one."""
    if not text.isupper():
        return False
    if text.isascii():
        return sum(map(str.isalpha, text)) > 2
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(map(str.isupper, letters))


def is_latin(text: str) -> bool:
    """Whether at least half of the letters have two cases, as Latin, Greek and Cyrillic have."""
    if text.isascii():
        return True
    letters = [c for c in text if c.isalpha()]
    cased = sum(unicodedata.category(c) in ("Lu", "Ll", "Lt") for c in letters)
    return not letters or cased * 2 >= len(letters)


def sentence_case(title: str, known: frozenset[str]) -> str:
    """`title` in sentence case, where `known` says how words are written in running text.

    `known` holds words and phrases that bear capitals inside sentences (NATO, China, IDS-EASE,
    "Belt and Road Initiative"). All else becomes lower case, but for the first word; numbers keep
    their form. A title that is not in capitals is returned as it is.
    """
    if not is_capitals(title):
        return title
    forms = _preferred_forms(known)
    tokens = title.split()
    done: list[str] = []
    at = 0
    while at < len(tokens):
        width, words = _longest_known(tokens, at, forms)
        counted = at > 0 and tokens[at - 1] in _COUNTED and tokens[at] in "IVX"
        done.append(words or (tokens[at] if counted else _token_in_case(tokens[at], forms)))
        at += width
    first = " ".join(done)
    opener = next((i for i, c in enumerate(first) if c.isalpha()), 0)
    if first[:opener].strip(_EDGES):  # a number opens it
        return first
    return first[:opener] + first[opener : opener + 1].upper() + first[opener + 1 :]


@lru_cache(maxsize=1)  # every heading of a document asks for the same names
def _preferred_forms(known: frozenset[str]) -> dict[str, str]:
    """Upper-cased form to the form to write; the one with fewer capitals wins, then the first."""
    forms: dict[str, str] = {}
    for word in known:
        upper = word.upper()
        other = forms.get(upper)
        if other is None or _preference(word) < _preference(other):
            forms[upper] = word
    return forms


def _preference(word: str) -> tuple[int, str]:
    return sum(map(str.isupper, word)), word


def _longest_known(tokens: list[str], at: int, forms: dict[str, str]) -> tuple[int, str]:
    """How many tokens from `at` are a known word or phrase, and how the text writes them."""
    for width in range(min(_MAX_PHRASE, len(tokens) - at) if forms else 0, 0, -1):
        whole = " ".join(tokens[at : at + width])
        core = whole.strip(_EDGES)
        if core in forms:
            return width, whole.replace(core, forms[core], 1)
        if whole.rstrip(":,;") in forms:  # "U.S."
            return width, forms[whole.rstrip(":,;")] + whole[len(whole.rstrip(":,;")) :]
    return 1, ""


def _token_in_case(token: str, forms: dict[str, str]) -> str:
    if _DESIGNATION.match(token.strip(_EDGES)):
        return token
    if token.isalpha():
        return _part_in_case(token, forms)
    return _PART.sub(lambda m: _part_in_case(m.group(), forms), token)


def _part_in_case(part: str, forms: dict[str, str]) -> str:
    """One word, or a member of a compound; a possessive follows the word it belongs to."""
    if part.isalpha():
        return forms.get(part) or (part if _ROMAN.match(part) else part.lower())
    if match := _ELIDED.match(part):
        return match.group().lower() + _part_in_case(part[match.end() :], forms)
    if part in forms:
        return forms[part]
    for mark in "'’":
        stem, found, ending = part.partition(mark)
        if found and stem in forms:
            return forms[stem] + mark + ending.lower()
    bare = part.rstrip(".")
    if bare in forms:
        return forms[bare] + part[len(bare) :]
    if _ORDINAL.match(bare):
        return part.lower()
    if any(c.isdigit() for c in part) or _ROMAN.match(bare):
        return part
    return part.lower()


def known_names(words: Vocabulary) -> frozenset[str]:
    """What the running text writes with capitals inside sentences, and hardly ever without.

    A word that has its capital only as a part of longer names (the Road of "Silk Road") is known
    only in those.
    """
    names = {
        word
        for word, count in words.names().alone.items()
        if count > _OFTEN * words.forms.get(word.lower(), 0)
    }
    bare = {_ELIDED.sub("", word) for word in words.capitals}
    acronyms = {word for word in bare if _is_acronym(word) and not words.forms.get(word.lower())}
    return frozenset(names | acronyms | set(words.names().phrases))


def _is_acronym(word: str) -> bool:
    """Two capitals and more (NATO, U.S, COVID-19): they stay at a sentence's start too."""
    if word[1:].islower():
        return False
    return sum(map(str.isupper, word)) > 1
