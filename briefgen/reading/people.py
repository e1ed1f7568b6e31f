"""Names on an authors' page, a byline or a biography into persons with rank and role."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Person
from briefgen.reading.clumps import ends_sentence
from briefgen.reading.lexicon import CONTRIBUTIONS, ORGANISATION, RANKS
from briefgen.reading.lines import Line
from briefgen.regexes import compile_later
from briefgen.slotted import dataclass

_RANK = "|".join(re.escape(rank) for rank in sorted(RANKS, key=len, reverse=True))
# Ranks may follow each other: "Prof. Dr.", "Lt. Gen. (ret.)".
_RANKED = compile_later(
    rf"(?<![\w-])(?:{_RANK})(?:\s+(?:{_RANK}))*(?:\s+\((?:ret|rtd|res)[a-z]*\.?\))?(?=\s+[A-ZÀ-Ý])"
)
_ROLE = re.compile(
    r"\*(?P<role>[^*]{2,120})\*|\((?P<paren>[^()]{2,120})\)|<i>(?P<tag>[^<>]{2,120})</i>"
)
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:van|von|de|del|der|den|di|da|bin|al|el|la|le|ter|ten)\b)*(?:\s+[A-ZÀ-Ý][\w'’.-]*){0,5}$"
)
_PARTS = re.compile(r"\s*,\s*|\s+[–—-]\s+|\s*:\s+")  # between a name and its post
_ARTICLE = re.compile(r"^(?:an?|the|une?|le|la|l['’]|ein|eine|der|die)\s+")
_MAX_POST = 90  # characters of a post or house on a line of its own
_TRAILING = re.compile(r"(?:\s+|,\s*)(?:and|et|und)\s*$")
_BIOGRAPHY = compile_later(
    r"(?P<who>[A-ZÀ-Ý].{3,60}?)\s+(?:is|was|serves as|works as|est|ist|war)\s+"
    r"(?P<role>(?:(?:an?|the|une?|le|la|l['’]|ein|eine|der|die)\s+)?[^.;]{4,140})"
)
_AT = re.compile(
    r"(?:\s(?:of|at|for|with|de|du|des|à|bei|am)|,)\s+(?:[Tt]he\s+)?(?P<house>[A-ZÀ-Ý].*)$"
)
_HEAD = re.compile(r"\s*,|\s+(?:of|at|for|de|du|des|à)\s")
_OPENINGS = frozenset(("by", "pa", "vo"))
_BYLINE = re.compile(r"(?:by|par|von)\s+(?P<names>[A-ZÀ-Ý].{2,150})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """The people whom a source names as its makers."""

    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    used: tuple[int, ...] = ()  # lines that the people were read from


def read_people(lines: Sequence[Line], *, contributors: bool = False) -> Credits:
    """The people of an authors' section; a label such as "With the contributions of" parts them.

    A line right under a name is that person's post or house. A paragraph that opens "A B is ..."
    names its person and stays as it is; other lines that are no names are left alone.
    `contributors`: the section is theirs.
    """
    groups: tuple[list[Person], list[Person]] = ([], [])
    used: list[int] = []
    group = int(contributors)
    last = 0  # number of the line that the last person, post or house stands on
    for line in lines:
        words = " ".join(line.words.split())
        if not words:
            continue
        if words.casefold().strip(" :") in CONTRIBUTIONS:
            group = 1
            used.append(line.number)
            continue
        under = last == line.number - 1 and bool(groups[group])
        people = read_names(words)
        if people and not (under and _is_house(words) and not (people[0].rank or people[0].role)):
            groups[group].extend(people)
        elif under and not ends_sentence(words) and len(words) <= _MAX_POST:
            groups[group][-1] = _with_post(groups[group][-1], words)
        else:
            groups[group].extend(_of_biography(words))
            continue
        used.append(line.number)
        last = line.number
    return Credits(authors=tuple(groups[0]), contributors=tuple(groups[1]), used=tuple(used))


def _is_house(words: str) -> bool:
    return not ORGANISATION.isdisjoint(words.casefold().replace(",", " ").split())


def _with_post(person: Person, words: str) -> Person:
    """The person with what stands on the line under the name; a second such line is left out."""
    if _is_house(words):
        return replace(person, organisation=person.organisation or words)
    return replace(person, role=person.role or words.strip(" ,;"))


def _of_biography(words: str) -> tuple[Person, ...]:
    match = _BIOGRAPHY.match(words)
    person = _person(match.group("who")) if match else None
    if match is None or person is None:
        return ()
    role = _ARTICLE.sub("", match.group("role").strip(" ,"))
    return (replace(person, role=role, organisation=organisation_of(role)),)


def read_names(text: str) -> tuple[Person, ...]:
    """Persons of one line: "Dr. A B, *Director of C*Ms. D E" gives two; () for anything else."""
    if len(text) > 300:
        return ()
    found: list[Person] = []
    for piece in _split_people(text):
        if person := _person(piece):
            found.append(person)
        elif found and not piece.strip(" ,;"):
            continue
        else:
            return ()
    return tuple(found)


def _split_people(text: str) -> list[str]:
    """Cut before each rank, but for the first, and after each role that is set apart."""
    cuts = {m.start() for m in _RANKED.finditer(text)}
    ranks = [m.span() for m in _RANKED.finditer(text)]
    roles = [
        m.span()
        for m in _ROLE.finditer(text)
        if not any(start <= m.start() < end for start, end in ranks)
    ]
    cuts |= {end for _, end in roles}
    cuts = {c for c in cuts if 0 < c < len(text)}
    cuts = {c for c in cuts if not any(start < c < end for start, end in roles)}
    edges = [0, *sorted(cuts), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(edges) if text[a:b].strip(" ,;*")]


def _person(text: str) -> Person | None:
    role = rank = ""
    text = _TRAILING.sub("", text.strip(" ,;–—-")).strip(" ,;")
    if (match := _RANKED.match(text)) is not None:
        rank, text = match.group(), text[match.end() :].strip()
    if match := _ROLE.search(text):
        role = (match.group("role") or match.group("paren") or match.group("tag")).strip()
        text = (text[: match.start()] + text[match.end() :]).strip(" ,;–—-")
    name, after = next(
        ((text[: m.start()], text[m.end() :]) for m in _PARTS.finditer(text)), (text, "")
    )
    name = name.strip()
    if not _NAME.match(name) or (not rank and not 2 <= len(name.split()) <= 5):
        return None
    post = role or after.strip()
    house = _opens_as_house(post)
    return Person(
        name=name,
        rank=rank,
        role="" if house else post,
        organisation=post if house else organisation_of(post),
    )


def _opens_as_house(post: str) -> bool:
    """Whether a post is none but the house itself ("University of Kiel", "Light Society")."""
    return post[:1].isupper() and _is_house(_HEAD.split(post, maxsplit=1)[0])


def organisation_of(role: str) -> str:
    """What stands after "of" or "at" in a role, where it opens with a capital."""
    match = _AT.search(role)
    return match.group("house").strip() if match else ""


def read_byline(text: str) -> tuple[Person, ...]:
    """Persons of a line such as "By A B and C D"; () where it is none."""
    if text.lstrip()[:2].lower() not in _OPENINGS:
        return ()  # nearly every line
    match = _BYLINE.match(" ".join(text.split()))
    if not match:
        return ()
    found: list[Person] = []
    for piece in re.split(
        r",\s+(?:and\s+|et\s+|und\s+)?|\s+(?:and|et|und|&)\s+", match.group("names")
    ):
        person = _person(piece)
        if person is None:
            return ()
        found.append(replace(person, role="", organisation=""))
    return tuple(found)
