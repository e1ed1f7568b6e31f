"""Labelled documents to the flat, ordered list of units that a selector chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    Document,
    Figure,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    OrderedList,
    Origin,
    Paragraph,
    Quote,
    Section,
    Speech,
    Table,
    Unit,
)
from briefgen.selection.roles import MILESTONES
from briefgen.selection.selectors import Kind
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, slice_inlines, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A unit with what stands around it.

    `path` holds the sections around it, outermost first. `order` counts over all documents.
    `blocks` are the ids of the source's blocks that it consists of. `spoken`: words cut out of
    running text as a quotation; the text itself is an entry of its own. `above`: the ids of the
    points that a point inside a point hangs on, outermost first. `number`: that of a point in a
    list that counts.
    """

    unit: Unit
    document: Document
    path: tuple[Section, ...]
    order: int
    blocks: frozenset[str]
    spoken: bool = False
    above: tuple[str, ...] = ()
    number: int | None = None

    @property
    def role(self) -> str:
        """Of the innermost section; dated rows are milestones wherever they stand."""
        own = self.path[-1].role if self.path else ""
        return own or (MILESTONES if isinstance(self.unit, Milestone) else "")

    @property
    def kind(self) -> Kind:
        match self.unit:
            case Paragraph():
                return "paragraph"
            case ListItem():
                return "item"
            case Milestone():
                return "milestone"
            case Quote():
                return "quote"
            case Table():
                return "table"
            case Code():
                return "code"
            case Figure():
                return "figure"


def has_role(entry: Entry, role: str) -> bool:
    """Whether a unit serves this role; `any` is every role; dated rows are milestones too."""
    if role == "any":
        return bool(entry.role)
    return entry.role == role or (role == MILESTONES and isinstance(entry.unit, Milestone))


def gather(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """Every unit of the documents in reading order, quotations after the text they stand in.

    Boilerplate is no unit. A list inside a list item gives units of its own.
    """
    entries: list[Entry] = []
    for document in documents:
        speeches = _by_block(document)
        for unit, path, above, number in _units(document.blocks, ()):
            found = _with_quotes(unit, path, document, speeches, len(entries))
            is_point = above or number is not None
            entries += (
                replace(e, above=above, number=number) if is_point and not e.spoken else e
                for e in found
            )
    return tuple(entries)


# A unit, its sections, the points above it, its number in a list that counts.
_Placed = tuple[Unit, tuple[Section, ...], tuple[str, ...], int | None]


def _units(
    blocks: Sequence[Block], path: tuple[Section, ...], above: tuple[str, ...] = ()
) -> Iterator[_Placed]:
    for block in blocks:
        match block:
            case Section():
                yield from _units(block.blocks, (*path, block))
            case BulletList() | OrderedList():
                first = block.start if isinstance(block, OrderedList) else None
                for n, item in enumerate(block.items):
                    number = None if first is None else first + n
                    yield from _item_units(item, path, above, number)
            case Milestones():
                yield from ((row, path, (), None) for row in block.rows)
            case Paragraph() | Quote() | Table() | Code() | Figure():
                yield block, path, (), None
            case Boilerplate():
                pass
            case _:
                raise TypeError(f"{type(block).__name__} {block.id} does not belong in a source")


def _item_units(
    item: ListItem, path: tuple[Section, ...], above: tuple[str, ...], number: int | None
) -> Iterator[_Placed]:
    """The point itself with its paragraphs, then what else stands in it."""
    own = tuple(block for block in item.blocks if isinstance(block, Paragraph))
    inner = [block for block in item.blocks if not isinstance(block, Paragraph)]
    if own:
        yield replace(item, blocks=own, origins=_own_origins(item, own, inner)), path, above, number
    yield from _units(inner, path, (*above, item.id) if own else above)


def _own_origins(
    item: ListItem, own: Sequence[Paragraph], inner: Sequence[Block]
) -> tuple[Origin, ...]:
    """Where the point's own words stand: sub-points are cited by themselves."""
    stated = tuple(origin for block in own for origin in block.origins)
    if not inner or not stated or not item.origins:
        return item.origins
    return tuple(replace(origin, marking=item.origins[0].marking) for origin in stated)


# --- quotations -----------------------------------------------------------------------------------


def _by_block(document: Document) -> dict[str, list[Speech]]:
    """Direct speech by the id of its block, in order."""
    found: dict[str, list[Speech]] = {}
    for speech in document.metadata.speeches:
        if speech.kind == "direct":
            found.setdefault(speech.block, []).append(speech)
    return {block: sorted(said, key=lambda s: (s.start, s.end)) for block, said in found.items()}


def _with_quotes(
    unit: Unit,
    path: tuple[Section, ...],
    document: Document,
    speeches: dict[str, list[Speech]],
    order: int,
) -> Iterator[Entry]:
    ids = frozenset((unit.id, *(node.id for node in _inside(unit))))
    said = [(block, speech) for block in sorted(ids) for speech in speeches.get(block, ())]
    if isinstance(unit, Quote) and not unit.speaker and said:
        unit = replace(unit, speaker=said[0][1].speaker, office=said[0][1].office)
    yield Entry(unit=unit, document=document, path=path, order=order, blocks=ids)
    if isinstance(unit, Quote):
        return
    for n, (block, speech) in enumerate(said, start=1):
        quote = _quote(unit, block, speech, n)
        if quote.content:
            yield Entry(
                unit=quote, document=document, path=path, order=order + n, blocks=ids, spoken=True
            )


def _inside(unit: Unit) -> Iterator[Block]:
    if isinstance(unit, ListItem):
        for node in walk(unit.blocks):
            if isinstance(node, Paragraph):
                yield node


def _quote(unit: Unit, block: str, speech: Speech, n: int) -> Quote:
    """The speech as it stands in its text, quotation marks included, under the text's origins."""
    content = slice_inlines(_content(unit, block), speech.start, speech.end)
    return Quote(
        id=f"{block}.quote-{n}",
        content=content,
        speaker=speech.speaker,
        office=speech.office,
        origins=speech.origins or unit.origins,
    )


def _content(unit: Unit, block: str) -> Inlines:
    match unit:
        case Paragraph() | Milestone() | Quote():
            return unit.content
        case ListItem():
            own = [b for b in unit.blocks if isinstance(b, Paragraph)]
            return next((b.content for b in own if b.id == block), own[0].content if own else ())
        case Table() | Code() | Figure():
            return ()


# --- words ----------------------------------------------------------------------------------------


def unit_texts(unit: Unit) -> tuple[str, ...]:
    """The runs of words of a unit, each unbroken in the source."""
    match unit:
        case Paragraph() | Milestone() | Quote():
            return (plain_text(unit.content),)
        case ListItem():
            return tuple(plain_text(b.content) for b in unit.blocks if isinstance(b, Paragraph))
        case Table():
            rows = (*((unit.header,) if unit.header else ()), *unit.rows)
            return (
                plain_text(unit.caption),
                *(plain_text(cell) for row in rows for cell in row.cells),
            )
        case Code():
            return unit.lines
        case Figure():
            return (unit.alt, plain_text(unit.caption))
