"""Who made a document: publishers, authors and contributors, and the lines that say so."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from briefgen.model import Organisation, Person
from briefgen.reading.lexicon import (
    CONTRIBUTIONS,
    CONTRIBUTORS,
    PARTICIPANTS,
    PEOPLE_SECTIONS,
    fold_name,
)
from briefgen.reading.lines import Line
from briefgen.reading.outline import Place
from briefgen.reading.people import read_byline, read_people
from briefgen.reading.plain.front import Front
from briefgen.reading.publishers import find_publishers
from briefgen.slotted import dataclass

_BACK = 40  # lines at the end where a publisher may stand again
_BYLINE_REACH = 6  # filled lines under the title


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """`used`: (line, why it is no running text)."""

    authors: tuple[Person, ...]
    contributors: tuple[Person, ...]
    publishers: tuple[Organisation, ...]
    used: tuple[tuple[int, str], ...]


def find_credits(
    body: Sequence[Line], places: Sequence[Place], front: Front, corpus: Callable[[], str]
) -> Credits:
    """Publishers from the title page, people from their section, else from a byline."""
    first = next((p.heading.lines[0] for p in places if p.heading), len(body) + 1)
    page = body[: first - 1]
    back = body[max(len(body) - _BACK, first) :]
    publishers = find_publishers(page, [*page, *back], corpus)
    used = [(n, "publisher") for n in publishers.used]
    authors: list[Person] = []
    contributors: list[Person] = []
    for name, part in _people_sections(body, places):
        theirs = name in CONTRIBUTIONS or name in CONTRIBUTORS
        free = [line for line in part if line.number not in publishers.used]
        people = read_people(free, contributors=theirs)
        if name in PARTICIPANTS:
            used += [(n, "participants") for n in people.used]
            continue
        authors += people.authors
        contributors += people.contributors
        used += [(n, "authors") for n in people.used]
    if not authors:
        named = read_people([line for line in page if line.number in publishers.followed])
        authors += named.authors
        used += [(n, "authors") for n in named.used]
    if not authors:
        authors, lines = _byline(body, front)
        used += [(n, "byline") for n in lines]
    return Credits(
        authors=tuple(authors),
        contributors=tuple(contributors),
        publishers=publishers.names,
        used=tuple(used),
    )


def _people_sections(
    body: Sequence[Line], places: Sequence[Place]
) -> list[tuple[str, Sequence[Line]]]:
    """The folded name of each section of people, and its lines."""
    found: list[tuple[str, Sequence[Line]]] = []
    headings = [place.heading for place in places if place.heading]
    for index, heading in enumerate(headings):
        name = fold_name(heading.title)
        if name in PEOPLE_SECTIONS:
            after = headings[index + 1].lines[0] - 1 if index + 1 < len(headings) else len(body)
            found.append((name, body[heading.lines[-1] : after]))
    return found


def _byline(body: Sequence[Line], front: Front) -> tuple[list[Person], list[int]]:
    start = max(front.lines, default=0)
    filled = itertools.islice((x for x in body[start:] if x.text), _BYLINE_REACH)
    for line in filled:
        if len(line.text) < 160 and (people := read_byline(line.words)):
            return list(people), [line.number]
    return [], []
