"""What a reader of one format finds, in reading order, before it becomes blocks of the model."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from briefgen.diagnostics import Diagnostics
from briefgen.model import (
    Aside,
    Inlines,
    Organisation,
    PartialDate,
    Person,
    Quirk,
    Repair,
    TocEntry,
)
from briefgen.slotted import dataclass

# `lines` everywhere: line numbers of the source in reading order, 1-based (Word: paragraphs).


NOTE_MARK: Final = "note mark"
STRUCK: Final = "struck out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A heading; `number` is what the format itself computes, "" where it stands in the title."""

    title: str
    level: int
    lines: tuple[int, ...]
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph. `original`: as it stood, where lines were put together with a repair."""

    content: Inlines
    lines: tuple[int, ...]
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    pieces: tuple[Piece, ...]
    lines: tuple[int, ...]
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list; `start` is the number of the first point, None for bullets."""

    points: tuple[Point, ...]
    start: int | None = None

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(n for point in self.points for n in point.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    cells: tuple[Inlines, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table; rows may be of different length until it is built. `dated`: each is a date and
    its words, whatever else the table looks like.
    """

    rows: tuple[Cells, ...]
    has_header: bool = False
    caption: Inlines = ()
    caption_lines: tuple[int, ...] = ()
    dated: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        return (*self.caption_lines, *(n for row in self.rows for n in row.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    content: Inlines
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Code or other words whose line breaks count."""

    text: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    alt: str
    lines: tuple[int, ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A picture or another thing that shows and is not read. `words`: what stands for it, "" for
    nothing; `at`: its line (of a PDF its page).
    """

    words: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Words that are no running text, and why; nothing of a source is dropped unsaid."""

    content: Inlines
    reason: str
    lines: tuple[int, ...]


Piece = Head | Words | Points | Rows | Quoted | Listing | Picture | Apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read of one source. `pages`: (first line, number) of each page."""

    pieces: tuple[Piece, ...]
    line_count: int
    title: str = ""
    language: str = ""
    pages: tuple[tuple[int, int], ...] = ()
    authors: tuple[Person, ...] = ()
    publishers: tuple[Organisation, ...] = ()
    toc: tuple[TocEntry, ...] = ()
    dates: tuple[tuple[PartialDate, int], ...] = ()  # dates of headers, each with its line
    repairs: tuple[Repair, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    asides: tuple[Aside, ...] = ()
    unread: tuple[Unread, ...] = ()
    diagnostics: Diagnostics = field(default=())
