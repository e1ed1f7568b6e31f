"""Names on an authors' page, a byline or a biography into persons with rank and role."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.model import Person
from briefgen.reading.lexicon import CONTRIBUTIONS, RANKS
from briefgen.reading.lines import Line

_RANK = "|".join(re.escape(rank) for rank in sorted(RANKS, key=len, reverse=True))
_RANKED = re.compile(rf"(?<![\w-])(?:{_RANK})(?=\s+[A-ZÀ-Ý])")
_ROLE = re.compile(
    r"\*(?P<role>[^*]{2,120})\*|\((?P<paren>[^()]{2,120})\)|<i>(?P<tag>[^<>]{2,120})</i>"
)
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:van|von|de|del|der|den|di|da|bin|al|el|la|le|ter|ten)\b)*(?:\s+[A-ZÀ-Ý][\w'’.-]*){0,5}$"
)
_OF = re.compile(r"\s+(?:of|at|for the|,|de|du|des|à)\s+", re.IGNORECASE)
_BYLINE = re.compile(r"(?:by|par|von)\s+(?P<names>[A-ZÀ-Ý].{2,150})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    used: tuple[int, ...] = ()  # lines that the people were read from


def read_people(lines: Sequence[Line]) -> Credits:
    """The people of an authors' section; a label such as "With the contributions of" parts them.

    Lines that are no names (sentences, institutions) are left alone.
    """
    groups: tuple[list[Person], list[Person]] = ([], [])
    used: list[int] = []
    group = 0
    for line in lines:
        words = " ".join(line.words.split())
        if not words:
            continue
        if words.casefold().strip(" :") in CONTRIBUTIONS:
            group = 1
            used.append(line.number)
            continue
        people = read_names(words)
        if people:
            groups[group].extend(people)
            used.append(line.number)
    return Credits(authors=tuple(groups[0]), contributors=tuple(groups[1]), used=tuple(used))


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
    cuts |= {m.end() for m in _ROLE.finditer(text)}
    cuts = {c for c in cuts if 0 < c < len(text)}
    roles = [m.span() for m in _ROLE.finditer(text)]
    cuts = {c for c in cuts if not any(start < c < end for start, end in roles)}
    edges = [0, *sorted(cuts), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(edges) if text[a:b].strip(" ,;*")]


def _person(text: str) -> Person | None:
    role = ""
    if match := _ROLE.search(text):
        role = (match.group("role") or match.group("paren") or match.group("tag")).strip()
        text = text[: match.start()] + text[match.end() :]
    text = text.strip(" ,;–—-")
    rank = ""
    if (match := _RANKED.match(text)) is not None:
        rank, text = match.group(), text[match.end() :].strip()
    name, _, after = text.partition(",")
    name = name.strip()
    if not _NAME.match(name) or (not rank and not 2 <= len(name.split()) <= 5):
        return None
    return Person(
        name=name,
        rank=rank,
        role=role or after.strip(),
        organisation=organisation_of(role or after),
    )


def organisation_of(role: str) -> str:
    """What stands after "of" or "at" in a role, where it opens with a capital."""
    parts = _OF.split(role.strip(), maxsplit=1)
    last = parts[-1].strip() if len(parts) > 1 else ""
    return last if last[:1].isupper() else ""


def read_byline(text: str) -> tuple[Person, ...]:
    """Persons of a line such as "By A B and C D"; () where it is none."""
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
