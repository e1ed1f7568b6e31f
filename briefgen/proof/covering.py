"""Sources and the passages of all packs to which lines went to whom, and which to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.model import Block, Document, Section
from briefgen.slotted import dataclass
from briefgen.tree import Node, children, is_bare, is_wordless, line_numbers, plain_text, walk

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

    `lines` are those of its blocks, and of its heading where nothing with words stands under it;
    `whole` and `part` say by audience which of them its pack shows, wholly or only in part.
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
    unseen = frozenset(
        line for node in walk(document.blocks) if is_wordless(node) for line in own_lines(node)
    )
    for passage in passages:
        if passage.source == document.id and passage.audience in whole:
            (part if passage.in_part else whole)[passage.audience] |= passage.lines - unseen
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
            heading = own_lines(block) if is_bare(block) else frozenset()
            yield block, inner[0][1] | heading
            yield from inner[1:]


def _lines_of(nodes: Iterable[Node]) -> Lines:
    """The lines of the innermost blocks: a list's own span may hold page breaks."""
    found: set[int] = set()
    for node in nodes:
        inner = children(node)
        if inner:
            found |= _lines_of(inner)
        else:
            found |= own_lines(node)
    return frozenset(found)


def own_lines(node: Node) -> Lines:
    """The lines of a node by its own origins."""
    spans = line_numbers(node.origins)
    return frozenset(line for _, start, end in spans for line in range(start, end + 1))
