"""The places of a pack whose words people may change, each with an id that a memo can carry.

Renderers mark these places in a file, the round trip reads them back: both take the ids from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import field
from typing import Final, Literal, assert_never

from briefgen.inline_text import write_inlines
from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Contents,
    Figure,
    Head,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Sources,
    Table,
    Text,
)
from briefgen.slotted import dataclass
from briefgen.tree import Node, walk

# Who signs the changes and remarks that briefgen puts into a memo; the round trip knows them by it.
AUTHOR: Final = "briefgen"

Kind = Literal["title", "heading", "paragraph", "item", "cell", "caption", "quote", "code"]

NAMESPACE: Final = "urn:briefgen:memo:1"
TAG: Final = "bg:"
BOOKMARK: Final = "_bg_"
LONGEST_TAG: Final = 64  # characters that Word keeps of a content control's tag
KEY_DIGITS: Final = 8  # hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """One block or cell: `text` are its words with markup (`inline_text`), for code its lines.

    `row` is the id of the table row that a cell stands in; `lead` the number before a heading,
    which is not people's to change.
    """

    id: str
    kind: Kind
    text: str
    row: str = ""
    lead: str = ""


def key_of(id: str) -> str:
    """Eight digits that stand for an id where there is little room; never the id itself."""
    return hashlib.sha256(id.encode()).hexdigest()[:KEY_DIGITS]


def tag_of(id: str) -> str:
    """The tag of the content control around a place; a long id is cut and ends in its key."""
    if len(TAG + id) <= LONGEST_TAG:
        return TAG + id
    return f"{TAG}{id[: LONGEST_TAG - len(TAG) - KEY_DIGITS - 1]}~{key_of(id)}"


def anchored(blocks: Iterable[Block]) -> tuple[Anchored, ...]:
    """Every place in reading order; of two with one id the first. What a pack says of its own
    changes is not people's to change.
    """
    found: dict[str, Anchored] = {}
    items: set[str] = set()  # the ids of paragraphs that bear the mark of a list
    own: set[str] = set()  # the ids of what the pack says of its own changes
    for node in walk(blocks):
        if isinstance(node, ListItem):
            items.update(one.id for one in node.blocks[:1] if isinstance(one, Paragraph))
        elif isinstance(node, Callout) and node.form == "new-since":
            own.update(inner.id for inner in walk((node,)))
        elif isinstance(node, Paragraph) and node.change and not node.origins:
            own.add(node.id)  # what is gone
        for one in _of(node, items) if node.id not in own else ():
            found.setdefault(one.id, one)
    return tuple(found.values())


def _of(node: Node, items: Set[str]) -> Iterator[Anchored]:
    match node:
        case Paragraph():  # most nodes are of these two
            yield _place(node.id, "item" if node.id in items else "paragraph", node.content)
        case Row():
            for n, cell in enumerate(node.cells):
                yield _place(cell_id(node.id, n), "cell", cell, row=node.id)
        case Section():
            if node.title:
                title = write_inlines(node.title)
                yield Anchored(id=node.id, kind="heading", text=title, lead=node.number)
        case Callout() | Column():
            if node.title:
                yield _place(node.id, "heading", node.title)
        case Boilerplate():
            yield _place(node.id, "paragraph", node.content)
        case Quote():
            yield _place(node.id, "quote", node.content)
            if said := speaker_line(node):
                yield _place(f"{node.id}#speaker", "quote", (Text(said),))
        case Code():
            yield Anchored(id=node.id, kind="code", text="\n".join(node.lines))
        case Figure():
            yield _place(node.id, "paragraph", (Text(node.alt),) if node.alt else ())
            yield from _caption(node.id, node.caption)
        case Table() | Milestones():
            yield from _caption(node.id, node.caption)
        case Milestone():
            yield _place(f"{node.id}#when", "cell", (Text(date_words(node)),), row=node.id)
            yield _place(node.id, "cell", node.content, row=node.id)
        case Head():
            yield _place(node.id, "title", node.title)
            if node.subtitle:
                yield _place(f"{node.id}#subtitle", "title", node.subtitle)
        case ListItem() | BulletList() | OrderedList() | Columns() | Contents() | Sources():
            pass
        case Notes():
            pass
        case _:
            assert_never(node)


def _place(id: str, kind: Kind, content: Inlines, row: str = "") -> Anchored:
    return Anchored(id=id, kind=kind, text=write_inlines(content), row=row)


def _caption(block: str, caption: Inlines) -> Iterator[Anchored]:
    if caption:
        yield _place(f"{block}/caption", "caption", caption)


def cell_id(row: str, column: int) -> str:
    """The place of a table's cell; columns count from 0."""
    return f"{row}#{column}"


def speaker_line(quote: Quote) -> str:
    """Who said it, where and when, in one line."""
    return ", ".join(part for part in (quote.speaker, quote.office, quote.occasion) if part)


def date_words(row: Milestone) -> str:
    """The date as the pack shows it; as the source states it where there is no label."""
    if row.label or row.when is None:
        return row.label
    start, end = row.when.start.iso(), row.when.end.iso()
    return start if start == end else f"{start}–{end}"


# --- what a memo carries for the way back ---------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark beside a place. `conflict`: ours, on a source that changed where people wrote."""

    place: str
    text: str
    who: str = ""
    when: str = ""  # as Word says it, ISO 8601
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What a memo carries besides its words, so that it can be read back.

    `bases`: what the sources say at places where the memo shows something else; `deleted`: the
    same for places that people took out; `people`: places that have no source at all.
    """

    series: str = ""
    audience: str = ""
    edition: str = ""
    banner: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    deleted: Mapping[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    comments: tuple[Comment, ...] = ()


NO_EDITS: Final = Trail()
