"""Blocks that a source can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.model.dates import When
from briefgen.model.inlines import Inlines
from briefgen.model.origins import Origin
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from briefgen.model.packblocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """Marks a block of a pack as changed since the edition before: a bar beside it, and the word
    at its first line; "" where a block before it, or its own words, bear the word.
    """

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `original` is the text before repairs, None where it is the same."""

    id: str
    content: Inlines
    form: Literal["body", "lead", "message", "remark"] = "body"
    origins: tuple[Origin, ...] = ()
    original: str | None = None
    change: ChangeMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One point of a list; most hold one paragraph, some a list of their own after it."""

    id: str
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()
    original: str | None = None
    change: ChangeMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Points without numbers; one inside another stands among the blocks of its point."""

    id: str
    items: tuple[ListItem, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedList:
    """Points with numbers, the first of them `start`."""

    id: str
    items: tuple[ListItem, ...]
    start: int = 1
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells of one table row; a table is rectangular."""

    id: str
    cells: tuple[Inlines, ...]
    origins: tuple[Origin, ...] = ()
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with at most one header row. `widths`: shares of the measure, () for by content."""

    id: str
    rows: tuple[Row, ...]
    header: Row | None = None
    caption: Inlines = ()
    widths: tuple[float, ...] = ()
    origins: tuple[Origin, ...] = ()

    def __post_init__(self) -> None:
        rows = (*((self.header,) if self.header else ()), *self.rows)
        if len({len(row.cells) for row in rows}) > 1:
            raise ValueError(f"table {self.id} is not rectangular")


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One dated row. `when` is None where the row cannot be read: named, never drawn.

    `label` is the date as the pack shows it ("2010-2014", "26 September 2021"); `lead` is the
    first whole sentence, for the figure; `content` is everything.
    """

    id: str
    when: When | None
    content: Inlines
    label: str = ""
    lead: Inlines = ()
    origins: tuple[Origin, ...] = ()
    original: str | None = None
    change: ChangeMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """Dated rows. In a source always `table`; in a pack the slot's layout.

    `timeline`: figure and the table with all words; `strip`: up to four across the page, all words
    in the labels; `table`: the table alone; `facts`: date in the hang column, text beside it.
    """

    id: str
    rows: tuple[Milestone, ...]
    layout: Literal["timeline", "strip", "table", "facts"] = "table"
    caption: Inlines = ()
    head: tuple[str, str, str] = ("", "", "")  # words of the header row: when, what, source
    sources: tuple[str, ...] = ()  # per row the third cell ("A, 218"); () for no third column
    until: When | None = None  # the edition's date, a cross-line in the figure
    until_label: str = ""
    alt: str = ""
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Speech set apart. `content` keeps the source's quotation marks."""

    id: str
    content: Inlines
    speaker: str = ""
    office: str = ""
    occasion: str = ""
    notes: tuple[int, ...] = ()
    origins: tuple[Origin, ...] = ()
    change: ChangeMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines whose layout carries meaning; kept line by line."""

    id: str
    lines: tuple[str, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture in a source; only its words are carried."""

    id: str
    alt: str
    caption: Inlines = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Words that belong to the page, not to the text: an author's biography, a link tail."""

    id: str
    content: Inlines
    reason: str = ""
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. Depth is nesting; `level` keeps what the source says.

    `title` is () where a source has text before its first heading. In a pack `number` hangs
    at the margin and `origins` are those of the heading.
    """

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    number: str = ""
    level: int = 1
    role: str = ""
    origins: tuple[Origin, ...] = ()
    original: str | None = None


SourceBlock = (
    Section
    | Paragraph
    | BulletList
    | OrderedList
    | Table
    | Milestones
    | Quote
    | Code
    | Figure
    | Boilerplate
)
