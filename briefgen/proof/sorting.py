"""A marked document to what an audience may read of it and what it may not, passage by passage.

This does not use the filter that makes packs: it is there to find that filter's faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from briefgen.model import (
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Contents,
    Document,
    Emph,
    Figure,
    Head,
    Inline,
    Link,
    ListItem,
    Metadata,
    Milestone,
    Milestones,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Sources,
    Strong,
    Table,
)
from briefgen.proof.fencing import Withheld
from briefgen.proof.folding import fold_words
from briefgen.slotted import dataclass
from briefgen.tree import Node, children, line_numbers, own_inlines, plain_text, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The withheld passages of a document, and all that it may say to an audience."""

    withheld: tuple[Withheld, ...]
    permitted: tuple[str, ...]


def sort_out(document: Document, may_see: frozenset[str]) -> Sorted:
    """Parts a document by its markings; `may_see` are the labels up to the audience's ceiling.

    What is inside something withheld is withheld, and so is what nobody marked. Of what a source
    says of itself a name may be said if the rest has it too, or if what is withheld does not make
    it up; nothing may where nothing of the source may be read.
    """
    shut: list[Withheld] = []
    open_: list[str] = []
    for node, hidden in _walk(document.blocks, may_see, hidden=False):
        texts = tuple(text for text in _own_texts(node) if text)
        if not hidden:
            open_ += texts
            continue
        lines = tuple((start, end) for _, start, end in line_numbers(node.origins))
        shut += (Withheld(source=document.id, lines=lines, text=text) for text in texts)
    if not shut:
        return Sorted(withheld=(), permitted=(document.id, *open_, *_facts(document)))
    facts = _facts(document)
    if not open_:
        alone = (Withheld(source=document.id, text=text) for text in facts)
        return Sorted(withheld=(*shut, *alone), permitted=())
    return Sorted(withheld=tuple(shut), permitted=(*open_, document.id, *_spared(facts, shut)))


def has_withheld(document: Document, may_see: frozenset[str]) -> bool:
    """Whether anything at all has to be kept from the audience; stops at the first."""
    return any(hidden for _, hidden in _walk(document.blocks, may_see, hidden=False))


def open_years(document: Document, may_see: frozenset[str]) -> Iterator[int]:
    """The first and last years of the dated rows that an audience may see."""
    for node, hidden in _walk(document.blocks, may_see, hidden=False):
        if isinstance(node, Milestone) and node.when is not None and not hidden:
            yield from (node.when.start.year, node.when.end.year)


def _walk(
    nodes: Iterable[Node], may_see: frozenset[str], *, hidden: bool
) -> Iterator[tuple[Node, bool]]:
    for node in nodes:
        shut = hidden or any(origin.marking not in may_see for origin in node.origins)
        shut = shut or (not node.origins and any(_own_texts(node)))
        yield node, shut
        yield from _walk(children(node), may_see, hidden=shut)


def _own_texts(node: Node) -> Iterator[str]:
    """Every text of one node without those inside it, also as it stood before repairs."""
    for content in own_inlines(node):
        yield plain_text(content)
        yield from _targets(content)
    match node:
        case Section():
            yield node.number
            yield node.original or ""
        case Paragraph() | ListItem() | Row():
            # A point's text before repairs holds that of its inner blocks too.
            if not (isinstance(node, ListItem) and _has_inner_points(node)):
                yield node.original or ""
        case Milestone():
            yield from (node.label, node.original or "", plain_text(node.lead))
        case Quote():
            yield from (node.speaker, node.office, node.occasion)
        case Code():
            yield "\n".join(node.lines)
        case Figure():
            yield node.alt
        case Column() | Callout() | Columns() | Contents() | Head() | Sources() | Notes():
            pass  # these stand in packs alone
        case BulletList() | OrderedList() | Table() | Milestones() | Boilerplate():
            pass
        case _:
            assert_never(node)


def _has_inner_points(item: ListItem) -> bool:
    return any(isinstance(node, ListItem) for node in walk(item.blocks))


def _targets(content: Iterable[Inline]) -> Iterator[str]:
    for inline in content:
        match inline:
            case Link(target, inner):
                yield target
                yield from _targets(inner)
            case Emph(inner) | Strong(inner):
                yield from _targets(inner)
            case _:
                pass


def _facts(document: Document) -> tuple[str, ...]:
    """What a source says of itself, apart from its blocks."""
    data: Metadata = document.metadata
    people = (*data.authors, *data.contributors)
    names = [text for p in people for text in (p.name, p.rank, p.role, p.organisation)]
    names += [text for o in data.publishers for text in (o.name, o.name_native)]
    stated = (plain_text(document.title), document.subject, document.author, *document.keywords)
    return tuple(text for text in (*stated, data.dateline, *names) if text)


def _spared(facts: Iterable[str], shut: Iterable[Withheld]) -> Iterator[str]:
    """Facts that the withheld passages do not make up; open text needs no sparing."""
    hidden = {word for passage in shut for word in fold_words(passage.text)}
    return (fact for fact in facts if not hidden.issuperset(fold_words(fact)))
