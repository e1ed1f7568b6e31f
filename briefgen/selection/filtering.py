"""A marked document to the part of it that an audience with a ceiling may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    Document,
    Figure,
    ListItem,
    Metadata,
    Milestones,
    OrderedList,
    Organisation,
    Paragraph,
    Person,
    Quote,
    Row,
    Section,
    Table,
    TocEntry,
)
from briefgen.selection.folding import fold, fold_words
from briefgen.selection.ladder import Ladder, is_above
from briefgen.tree import Node, node_text, plain_text, sections, walk


@dataclass(frozen=True, slots=True)
class _Fence:
    ladder: Ladder
    ceiling: str

    def keeps(self, node: Node) -> bool:
        """Whether the node's own words may be seen.

        Without origins nobody knows where they come from, so they may not; a list and a section
        without heading have no words of their own and go by what is inside.
        """
        if not node.origins:
            return _is_wordless(node)
        return not any(
            is_above(self.ladder, origin.marking, self.ceiling) for origin in node.origins
        )


def _is_wordless(node: Node) -> bool:
    match node:
        case BulletList() | OrderedList() | ListItem():
            return True
        case Section():
            return not node.title and not node.number
        case Table() | Milestones():
            return not node.caption
        case _:
            return False


def allowed(document: Document, ladder: Ladder, ceiling: str) -> Document:
    """The document without anything above the ceiling (design section 5.3).

    With a heading goes all that stands under it, with a point its inner list; sections and lists
    that become empty vanish. What the source says of itself goes with the words that say so:
    speeches, dates and contents entries of what is removed, and people and organisations that no
    remaining text names. Where nothing remains, nothing is left of the title either.
    """
    fence = _Fence(ladder, ceiling)
    blocks = _keep_blocks(document.blocks, fence)
    if blocks == document.blocks:
        metadata = _keep_stated(document.metadata, blocks, fence)
        return document if metadata == document.metadata else replace(document, metadata=metadata)
    if not any(True for node in walk(blocks) if not isinstance(node, Section)):
        return Document(id=document.id, title=(), language=document.language, blocks=())
    gone = _compare(document.blocks, blocks)
    metadata = _keep_names(_keep_stated(document.metadata, blocks, fence), gone)
    kept = replace(document, blocks=blocks, metadata=metadata)
    if fold(plain_text(document.title)) in gone.headings:
        kept = replace(kept, title=())
    return replace(kept, subject="", author="", keywords=())


# --- blocks ---------------------------------------------------------------------------------------


def _keep_blocks(blocks: Sequence[Block], fence: _Fence) -> tuple[Block, ...]:
    kept = (_keep_block(block, fence) for block in blocks)
    return tuple(block for block in kept if block is not None)


def _keep_block(block: Block, fence: _Fence) -> Block | None:
    if not fence.keeps(block):
        return None
    match block:
        case Section():
            inner = _keep_blocks(block.blocks, fence)
            return replace(block, blocks=inner) if inner or not block.blocks else None
        case BulletList():
            items = _keep_items(block.items, fence)
            return replace(block, items=items) if items else None
        case OrderedList():
            return _keep_ordered(block, fence)
        case Milestones():
            dated = tuple(row for row in block.rows if fence.keeps(row))
            return replace(block, rows=dated) if dated else None
        case Table():
            return _keep_table(block, fence)
        case Paragraph() | Quote() | Code() | Figure() | Boilerplate():
            return block
        case _:
            raise TypeError(f"{type(block).__name__} {block.id} does not belong in a source")


def _keep_items(items: Sequence[ListItem], fence: _Fence) -> tuple[ListItem, ...]:
    kept: list[ListItem] = []
    for item in items:
        if fence.keeps(item):
            blocks = _keep_blocks(item.blocks, fence)
            if blocks:
                # What stood in the item before repair may hold words of what was taken out.
                same = blocks == item.blocks
                kept.append(item if same else replace(item, blocks=blocks, original=None))
    return tuple(kept)


def _keep_ordered(block: OrderedList, fence: _Fence) -> Block | None:
    """Without its numbers where one is missing: a gap would tell, a new count would be wrong."""
    items = _keep_items(block.items, fence)
    if not items:
        return None
    ids = [item.id for item in items]
    if ids != [item.id for item in block.items[: len(items)]]:
        return BulletList(id=block.id, items=items, origins=block.origins)
    return replace(block, items=items)


def _keep_table(block: Table, fence: _Fence) -> Table | None:
    header: Row | None = block.header
    if header is not None and not fence.keeps(header):
        header = None
    rows = tuple(row for row in block.rows if fence.keeps(row))
    return replace(block, header=header, rows=rows) if rows else None


# --- what a source says of itself -----------------------------------------------------------------


def _keep_stated(metadata: Metadata, blocks: Sequence[Block], fence: _Fence) -> Metadata:
    """Speeches and dates whose block remains, and which are not marked higher themselves."""
    ids = {node.id for node in walk(blocks)}

    def keeps(origins: Iterable[str | None], block: str) -> bool:
        return block in ids and not any(
            is_above(fence.ladder, marking, fence.ceiling) for marking in origins
        )

    return replace(
        metadata,
        speeches=tuple(
            s for s in metadata.speeches if keeps((o.marking for o in s.origins), s.block)
        ),
        dates=tuple(d for d in metadata.dates if keeps((o.marking for o in d.origins), d.block)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    """What filtering took away (`words`, `headings`) and what remains, all folded."""

    words: frozenset[str]
    headings: frozenset[str]
    titles: frozenset[str]
    said: str

    def spares(self, name: str) -> bool:
        """Whether a name may stand: the rest has it too, or what is removed does not make it up."""
        return fold(name) in self.said or not self.words.issuperset(fold_words(name))


def _compare(before: Sequence[Block], after: Sequence[Block]) -> _Gone:
    titles = frozenset(fold(plain_text(section.title)) for section in sections(after)) - {""}
    headings = frozenset(fold(plain_text(section.title)) for section in sections(before)) - {""}
    kept = {node.id for node in walk(after)}
    words: set[str] = set()
    for node in walk(before):
        if node.id not in kept:
            words.update(fold_words(_text_with_original(node)))
    said = fold("\n".join(node_text(block) for block in after))
    return _Gone(words=frozenset(words), headings=headings - titles, titles=titles, said=said)


def _text_with_original(node: Node) -> str:
    original = getattr(node, "original", None) or ""
    alt = node.alt if isinstance(node, Figure) else ""
    return "\n".join((node_text(node), original, alt))


def _keep_names(metadata: Metadata, gone: _Gone) -> Metadata:
    return replace(
        metadata,
        toc=tuple(entry for entry in metadata.toc if _is_listed(entry, gone)),
        authors=_keep_people(metadata.authors, gone),
        contributors=_keep_people(metadata.contributors, gone),
        publishers=tuple(
            Organisation(name=o.name, name_native=_spared(o.name_native, gone))
            for o in metadata.publishers
            if gone.spares(o.name)
        ),
        dateline=_spared(metadata.dateline, gone),
    )


def _is_listed(entry: TocEntry, gone: _Gone) -> bool:
    """Contents are often cut short, so an entry may be the beginning of a heading."""
    title = fold(entry.title)
    if not title or any(t.startswith(title) or title.startswith(t) for t in gone.headings):
        return False
    return any(t.startswith(title) or title.startswith(t) for t in gone.titles)


def _spared(name: str, gone: _Gone) -> str:
    return name if name and gone.spares(name) else ""


def _keep_people(people: Sequence[Person], gone: _Gone) -> tuple[Person, ...]:
    return tuple(
        Person(
            name=person.name,
            rank=_spared(person.rank, gone),
            role=_spared(person.role, gone),
            organisation=_spared(person.organisation, gone),
        )
        for person in people
        if gone.spares(person.name)
    )
