"""Sources and the passages of all packs to which lines went to whom, and which to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model import Block, Document, Section
from briefgen.tree import Node, children, line_numbers, plain_text

Lines = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage that a pack shows: its lines, and whether it shows only some of their words."""

    audience: str
    source: str
    lines: Lines
    in_part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCover:
    """One section of a source without its sub-sections.

    `lines` are those with words, its heading's apart; `whole` and `part` say by audience which of
    them its pack shows, wholly or only some sentences of them.
    """

    number: str
    title: str
    lines: Lines
    whole: Mapping[str, Lines]
    part: Mapping[str, Lines]

    @property
    def nobody(self) -> Lines:
        """The lines that no audience gets anything of."""
        got = (lines for cover in (self.whole, self.part) for lines in cover.values())
        return self.lines.difference(*got)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCover:
    """One source: its id, its file as messages name it, its count of lines, its sections."""

    id: str
    shown: str
    count: int
    sections: tuple[SectionCover, ...]


def cover_source(
    document: Document,
    shown_as: str,
    count: int,
    audiences: Sequence[str],
    passages: Iterable[Shown],
) -> SourceCover:
    """Which lines of a source went to which audience."""
    whole: dict[str, set[int]] = {name: set() for name in audiences}
    part: dict[str, set[int]] = {name: set() for name in audiences}
    for passage in passages:
        if passage.source == document.id and passage.audience in whole:
            (part if passage.in_part else whole)[passage.audience] |= passage.lines
    sections = []
    for section, lines in _sections(document.blocks):
        if lines:
            sections.append(
                SectionCover(
                    number=section.number if section else "",
                    title=plain_text(section.title) if section else "",
                    lines=lines,
                    whole={name: lines & whole[name] for name in audiences},
                    part={name: (lines & part[name]) - whole[name] for name in audiences},
                )
            )
    return SourceCover(id=document.id, shown=shown_as, count=count, sections=tuple(sections))


def spans(lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Lines as (first, last) pairs."""
    found: list[tuple[int, int]] = []
    for line in sorted(lines):
        if found and line == found[-1][1] + 1:
            found[-1] = (found[-1][0], line)
        else:
            found.append((line, line))
    return tuple(found)


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[Section | None, Lines]]:
    """Each section with the lines of its own blocks, in order; None for text outside any."""
    yield None, _lines_of(b for b in blocks if not isinstance(b, Section))
    for block in blocks:
        if isinstance(block, Section):
            inner = list(_sections(block.blocks))
            yield block, inner[0][1]
            yield from inner[1:]


def _lines_of(nodes: Iterable[Node]) -> Lines:
    """The lines of the innermost blocks: a list's own span may hold page breaks."""
    found: set[int] = set()
    for node in nodes:
        inner = children(node)
        if inner:
            found |= _lines_of(inner)
        else:
            for _, start, end in line_numbers(node.origins):
                found.update(range(start, end + 1))
    return frozenset(found)
