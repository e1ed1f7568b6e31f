"""Headings into nested sections, and the blocks of each section."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from briefgen.model import Block, FromSource, Origin, Section, Text
from briefgen.reading.ids import section_slug
from briefgen.reading.lines import spans
from briefgen.reading.numbering import split_number
from briefgen.reading.titles import sentence_case
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from briefgen.reading.plain.candidates import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a section stands: its slug, and its heading (None for what stands before the first)."""

    slug: str
    number: str
    heading: Heading | None
    depth: int
    parent: int  # index of the parent's place, -1 for none


def place_sections(headings: Sequence[Heading]) -> tuple[Place, ...]:
    """A place for the text before the first heading (always first), then one for each heading."""
    taken = {"start": 1}
    places = [Place(slug="start", number="", heading=None, depth=0, parent=-1)]
    stack: list[int] = []
    for heading in headings:
        while stack and _level(places[stack[-1]]) >= heading.level:
            stack.pop()
        parent = stack[-1] if stack else -1
        number = heading.number.shown if heading.number else ""
        above = places[parent] if parent >= 0 else places[0]
        slug = section_slug(number, heading.title, above.slug, above.number, taken)
        places.append(
            Place(slug=slug, number=number, heading=heading, depth=len(stack) + 1, parent=parent)
        )
        stack.append(len(places) - 1)
    return tuple(places)


def _level(place: Place) -> int:
    return place.heading.level if place.heading else 0


def nest(
    source: str,
    places: Sequence[Place],
    blocks: Mapping[int, tuple[Block, ...]],
    names: frozenset[str],
    pages: Pages = (),
) -> tuple[Block, ...]:
    """Sections in reading order, each with its own blocks first and then its sub-sections."""
    children: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        children.setdefault(place.parent, []).append(index)
    built: dict[int, Section] = {}
    for index in range(len(places) - 1, -1, -1):
        inner = tuple(built[child] for child in children.get(index, []))
        built[index] = _section(
            source, places[index], (*blocks.get(index, ()), *inner), names, pages
        )
    roots = [built[index] for index in children.get(-1, [])]
    return tuple(section for section in roots if section.title or section.blocks)


def _section(
    source: str,
    place: Place,
    blocks: tuple[Block, ...],
    names: frozenset[str],
    pages: Pages,
) -> Section:
    heading = place.heading
    if heading is None:
        return Section(id=f"{source}/{place.slug}", title=(), blocks=blocks)
    title = sentence_case(heading.title, names)
    return Section(
        id=f"{source}/{place.slug}",
        title=(Text(title),),
        blocks=blocks,
        number=place.number,
        level=heading.level,
        origins=origins(source, heading.lines, pages),
        original=_stood(heading) if title != _stood(heading) else None,
    )


def _stood(heading: Heading) -> str:
    """The title as the source has it, before signs of it were mended."""
    lines = heading.candidate.lines
    read = " ".join(line.words for line in lines)
    if read != heading.text or not any(line.stood for line in lines):
        return heading.title
    text = " ".join(line.as_it_stood for line in lines)
    return split_number(text)[1] if heading.number else text


Pages = Sequence[tuple[int, int]]  # (first line, number) of each page


def origins(source: str, numbers: Sequence[int], pages: Pages = ()) -> tuple[Origin, ...]:
    """One origin for lines in reading order, with the pages they stand on where there are pages."""
    if not pages:
        return (FromSource(source=source, spans=spans(numbers)),)
    found = {pages[max(bisect_right(pages, (n, sys.maxsize)) - 1, 0)][1] for n in numbers}
    return (FromSource(source=source, spans=spans(numbers), pages=tuple(sorted(found))),)
