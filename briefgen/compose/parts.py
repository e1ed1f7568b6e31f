"""What composition is given: the facts of one pack, what its slots hold, and its sources."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from briefgen.model import Organisation, Passage, Person
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnContent:
    """One view of a side-by-side slot."""

    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotContent:
    """One slot with the passages it shows, in the order of the sources.

    `layout` is one of the layouts of the configuration; `selected` counts the passages that were
    selected, shown or not, of those this audience may see; `gone` is what it showed in the edition
    before, and no longer. `each_cited`: every passage bears its own mark, since people changed one
    of them and a mark for all would cite it beside the others.
    """

    id: str
    label: str
    layout: str
    passages: tuple[Passage, ...] = ()
    columns: tuple[ColumnContent, ...] = ()
    selected: int = 0
    group: str = ""
    caption: str = ""
    remark: str = ""
    detail: str = ""
    cut_note: bool = False
    gone: tuple[NewEntry, ...] = ()
    each_cited: bool = False

    @property
    def lanes(self) -> tuple[tuple[Passage, ...], ...]:
        """The passages of each column; of a slot without columns the one tuple."""
        return tuple(c.passages for c in self.columns) if self.columns else (self.passages,)

    @property
    def shown(self) -> tuple[Passage, ...]:
        """Every passage in the slot, column by column."""
        return (*self.passages, *(p for column in self.columns for p in column.passages))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """What the pack's list of sources says of one source; nothing above the audience's ceiling."""

    id: str
    title: str
    kind_words: str  # key of the word that stands in for a missing title
    publishers: tuple[Organisation, ...]
    authors: tuple[Person, ...]
    marking: str  # the source's own
    highest: str  # the highest of what the pack takes from it
    language: str = ""  # "" for the pack's own
    unreadable: tuple[tuple[int, int], ...] = ()  # line spans of rows that cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """A line of the box "New since": its word, what it is, and the section it leads to or ""."""

    word: str
    what: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSince:
    """What the pack says is new since the edition before."""

    title: str
    entries: tuple[NewEntry, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """Everything a pack says of itself, and the template that shapes it.

    `banner` is the highest marking inside; `words` are the furniture's words in `language`;
    `body` is the Jinja text of the template and `body_file` its name in messages;
    `template_citations` the way of citing that it was written for, "" for `citations`.
    """

    audience: str
    series: str
    kind: str
    head: Literal["memo", "cover", "press"]
    head_kind: str
    title: str
    subtitle: str
    readers: tuple[str, ...]
    offices: tuple[str, ...]
    as_of: datetime.date | None
    language: str
    words: Mapping[str, str]
    banner: str
    ladder: str
    handling: str
    citations: str
    contents: bool
    body: str
    body_file: str
    news: NewSince | None = None
    template_citations: str = ""
