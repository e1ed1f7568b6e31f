"""Words of the page round an article: the author's biography, links to other pages, copyright."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.model import Person
from briefgen.reading.clumps import ends_sentence
from briefgen.reading.people import organisation_of, read_byline
from briefgen.regexes import compile_later
from briefgen.slotted import dataclass

_NAME = r"(?P<name>[Tt]he (?:writer|author)|[A-ZÀ-Ý][\w'’.-]+(?:\s+[A-ZÀ-Ý][\w'’.-]*){1,3})"
_POSTS = (
    "editor|reporter|correspondent|journalist|writer|columnist|author|fellow|researcher|analyst"
    "|professor|lecturer|director|bureau chief|producer|contributor|staff writer|freelancer"
)
_BIOGRAPHY = compile_later(
    rf"{_NAME}\s+(?:is|was|covers|reports|writes|serves as|has (?:been|covered|reported))\s+"
    rf"(?P<post>(?:an?|the)?\s*.{{0,80}}?\b(?:{_POSTS})\b.{{0,120}}?)"
    r"(?P<at>\s+(?:at|for|with|of)\s+(?P<house>(?:the\s+)?[A-ZÀ-Ý][\w&'’.-]*(?:\s+[A-ZÀ-Ý][\w&'’.-]*){0,5}))?"
    r"(?=[,.;]|\s+(?:where|who|based|and|covering|reporting)\b)"
)
_COVERS = compile_later(
    rf"{_NAME}\s+(?P<post>(?:covers|writes about|reports on|reports from)\s+.{{3,80}}?)"
    r"\s+(?:for|at)\s+(?P<house>(?:[Tt]he\s+)?[A-ZÀ-Ý][\w&'’.-]*(?:\s+[A-ZÀ-Ý][\w&'’-]*){0,4})"
)
_STAFF = compile_later(
    r"\((?:(?:additional )?reporting|writing|editing) by\s+(?P<names>[^();]{3,120})", re.I
)
LINKS = re.compile(
    r"(?:more (?:in|on|from|about)|read (?:more|next|also)|related(?: \w+)?:|see also|sign up"
    r"|subscribe|follow (?:us|him|her)|share this|most read|recommended|you may also"
    r"|à lire aussi|lire aussi|sur le même sujet|mehr zum thema)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b|all rights reserved)", re.IGNORECASE)
# What stands right after a name of two to four words.
_DOES = frozenset(("is", "was", "covers", "reports", "writes", "serves", "has"))
_NAMED = (2, 5)
_LONGEST = 1200
_LAST = 8  # paragraphs from the end that may be boilerplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """Index of a paragraph -> why it is boilerplate; and whom a biography names."""

    reasons: dict[int, str]
    authors: tuple[Person, ...]


def find_tail(texts: Sequence[str]) -> Tail:
    """Boilerplate among the last paragraphs, from the end up to the first that is none."""
    reasons: dict[int, str] = {}
    authors: list[Person] = []
    for index in range(len(texts) - 1, max(len(texts) - _LAST, 0), -1):
        text = texts[index]
        if person := read_biography(text):
            if not person.name.lower().startswith("the "):
                authors.insert(0, person)
            reasons[index] = "author biography"
        elif staff := _STAFF.match(text):
            authors = [*read_byline(f"by {staff.group('names').strip(' .')}"), *authors]
            reasons[index] = "byline"
        elif len(text) < 160 and not ends_sentence(text) and LINKS.match(text):
            reasons[index] = "link"
        elif len(text) < 300 and _COPYRIGHT.match(text):
            reasons[index] = "copyright"
        else:
            break
    return Tail(reasons=reasons, authors=tuple(authors))


def read_biography(text: str) -> Person | None:
    """Name and post of a paragraph that opens as an author's biography does; None for others."""
    if _DOES.isdisjoint(text.split(maxsplit=_NAMED[1])[slice(*_NAMED)]):
        return None
    match = _BIOGRAPHY.match(text[:_LONGEST]) if len(text) <= _LONGEST else None
    if not match:
        covers = _COVERS.match(text) if len(text) <= _LONGEST else None
        if covers is None:
            return None
        house = covers.group("house").removesuffix(".")
        return Person(name=covers.group("name"), role=covers.group("post"), organisation=house)
    post = re.sub(r"^(?:an?|the)\s+", "", match.group("post").strip())
    house = match.group("house") or organisation_of(post)
    return Person(name=match.group("name"), role=post, organisation=house)
