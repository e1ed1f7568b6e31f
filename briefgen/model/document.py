"""A whole document with what is known of it."""

from __future__ import annotations

from typing import Literal

from briefgen.model.dates import PartialDate
from briefgen.model.furniture import Furniture
from briefgen.model.inlines import Inlines
from briefgen.model.origins import Origin
from briefgen.model.packblocks import Block
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom a source names; each field as it is written there, "" where it is not."""

    name: str
    rank: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body whom a source names; `name_native` in its own language, "" where it is not given."""

    name: str
    name_native: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A line of the source's own table of contents; `page` as printed, "" where there is none."""

    number: str
    title: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words that somebody said, found inside the running text of `block`.

    `text` is the speech itself without the speaker's tag; `start` and `end` are character
    offsets into the plain text of that block, quotation marks included.
    """

    text: str
    speaker: str
    kind: Literal["direct", "indirect"]
    block: str
    start: int
    end: int
    office: str = ""
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date that the text states, with the block that states it."""

    value: PartialDate
    block: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a source says of itself. Nothing is invented: empty where it says nothing."""

    authors: tuple[Person, ...] = ()
    contributors: tuple[Person, ...] = ()
    publishers: tuple[Organisation, ...] = ()
    dateline: str = ""
    toc: tuple[TocEntry, ...] = ()
    speeches: tuple[Speech, ...] = ()
    dates: tuple[DateMention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as read (no furniture) or a pack as composed (with it).

    `created` is an ISO date for the files' properties, "" for an undated pack; `readers` are those
    whom a pack is for, by name or office; `tongues` are (source id, language) of what a pack quotes
    in another language than its own.
    """

    id: str
    title: Inlines
    language: str
    blocks: tuple[Block, ...]
    tongues: tuple[tuple[str, str], ...] = ()
    metadata: Metadata = Metadata()
    furniture: Furniture | None = None
    subject: str = ""
    author: str = ""
    readers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    created: str = ""
