"""Small source documents by hand, for tests that need a tree and no reader."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import (
    Block,
    BulletList,
    DateMention,
    Document,
    FromSource,
    Inlines,
    ListItem,
    Metadata,
    Milestone,
    Milestones,
    OrderedList,
    Paragraph,
    PartialDate,
    Passage,
    Section,
    Span,
    Speech,
    Text,
    When,
)
from briefgen.selection import TLP_2_0, Selector, mark, select


def line(number: int = 1, source: str = "doc") -> tuple[FromSource, ...]:
    return (FromSource(source=source, spans=(Span(start=number, end=number),)),)


def words(text: str) -> Inlines:
    return (Text(text),) if text else ()


def para(block_id: str, text: str, source: str = "doc") -> Paragraph:
    return Paragraph(id=block_id, content=words(text), origins=line(source=source))


def item(block_id: str, text: str, *inner: Block, source: str = "doc") -> ListItem:
    own = para(f"{block_id}/p", text, source)
    return ListItem(id=block_id, blocks=(own, *inner), origins=line(source=source))


def bullets(block_id: str, *texts: str, source: str = "doc") -> BulletList:
    items = tuple(item(f"{block_id}.{n}", text, source=source) for n, text in enumerate(texts, 1))
    return BulletList(id=block_id, items=items, origins=line(source=source))


def numbered(block_id: str, *texts: str, source: str = "doc") -> OrderedList:
    listed = bullets(block_id, *texts, source=source)
    return OrderedList(id=block_id, items=listed.items, origins=listed.origins)


def years(first: int, last: int = 0) -> When:
    return When(start=PartialDate(year=first), end=PartialDate(year=last or first))


def row(row_id: str, when: When | None, text: str, source: str = "doc") -> Milestone:
    return Milestone(id=row_id, when=when, content=words(text), origins=line(source=source))


def milestones(block_id: str, *rows: Milestone, source: str = "doc") -> Milestones:
    return Milestones(id=block_id, rows=rows, origins=line(source=source))


def section(
    block_id: str,
    title: str,
    *blocks: Block,
    number: str = "",
    role: str = "",
    level: int = 1,
    source: str = "doc",
) -> Section:
    origins = line(source=source) if title else ()
    return Section(
        id=block_id,
        title=words(title),
        blocks=blocks,
        number=number,
        role=role,
        level=level,
        origins=origins,
    )


def speech(block: str, text: str, start: int, end: int, speaker: str, office: str = "") -> Speech:
    return Speech(
        text=text,
        speaker=speaker,
        office=office,
        kind="direct",
        block=block,
        start=start,
        end=end,
        origins=line(),
    )


def stated(block: str, year: int) -> DateMention:
    return DateMention(value=PartialDate(year=year), block=block, origins=line())


def document(
    *blocks: Block,
    source: str = "doc",
    title: str = "",
    speeches: Sequence[Speech] = (),
    dates: Sequence[DateMention] = (),
    metadata: Metadata | None = None,
) -> Document:
    stated_metadata = Metadata(speeches=tuple(speeches), dates=tuple(dates))
    return Document(
        id=source,
        title=words(title),
        language="en",
        blocks=blocks,
        metadata=metadata or stated_metadata,
    )


def passages(*blocks: Section, title: str = "") -> tuple[Passage, ...]:
    """All passages of a document of these sections, ranked."""
    marked = mark(document(*blocks, title=title), "TLP:CLEAR", [], TLP_2_0)
    return select((marked.document,), Selector(), TLP_2_0)
