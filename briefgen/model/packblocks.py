"""Blocks that only a pack holds, and all kinds of blocks together."""

from __future__ import annotations

from typing import Literal

from briefgen.model.blocks import SourceBlock
from briefgen.model.inlines import Inlines
from briefgen.model.origins import Origin
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and its value in a memo head or on a cover."""

    label: str
    value: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What opens a pack: `memo` head, `cover` (a page of its own) or `press` head."""

    id: str
    form: Literal["memo", "cover", "press"]
    kind: str
    title: Inlines
    title_label: str = ""  # "Subject" in a memo head
    subtitle: Inlines = ()
    facts: tuple[Fact, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A row of the contents: where it leads, and below the title what is there."""

    target: str  # id of a section
    title: Inlines
    detail: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The pack's own contents; page numbers are the renderer's."""

    id: str
    title: Inlines
    entries: tuple[ContentsEntry, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A passage set off; its title says in words what it is, and is a heading in structure."""

    id: str
    form: Literal["bottom-line", "recommendation", "sources-differ", "new-since"]
    title: Inlines
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One view in a side-by-side; an independent list, never paired with its neighbour."""

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Views side by side, read one after the other."""

    id: str
    columns: tuple[Column, ...]
    remark: Inlines = ()  # stands below: what the columns are, and that they are not paired
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source in the list at the end: its letter, title, and what is known of it."""

    letter: str
    title: Inlines
    detail: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The list of sources that a pack draws on."""

    id: str
    entries: tuple[SourceEntry, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where something stands: letter of the source, section, lines; `text` says all in words.

    `typed`: the words, with markup, of a note that people wrote themselves.
    """

    number: int
    letter: str
    section: str
    lines: str
    text: Inlines
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The notes of a pack. `foot`: at the page's foot (Word: its own footnotes); `table`: a table
    with a row each; `run-in`: one after the other in a paragraph.
    """

    id: str
    notes: tuple[Note, ...]
    layout: Literal["foot", "table", "run-in"]
    title: Inlines = ()
    intro: Inlines = ()
    head: tuple[str, str, str, str] = ("", "", "", "")  # words of the table's header row
    origins: tuple[Origin, ...] = ()


PackBlock = Head | Contents | Callout | Columns | Sources | Notes


Block = SourceBlock | PackBlock
