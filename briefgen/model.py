"""The hub: a frozen, typed block tree that every reader builds and every renderer consumes.

Names follow pandoc and djot where they have one. Every block that was read from a source
says where it came from (`origins`); blocks without origins are a template's own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

# C0/C1 controls, bidi overrides and isolates, non-characters: nothing a page can show, and
# XML 1.0 forbids most of them. Tabs and newlines are controls too: a `Text` is one run of a line.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def without_controls(text: str) -> str:
    """The text with a blank for each run of what no page can show."""
    return re.sub(f"{_FORBIDDEN.pattern}+", " ", text)


# --- where things come from ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Lines of the untouched file, 1-based, end inclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 1 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end} is empty or not 1-based")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromSource:
    """Lines of one source. Several spans, since a bullet may be broken over pages.

    `marking` is None until the labelling stage has run; unmarked then means the ladder's top.
    """

    source: str
    spans: tuple[Span, ...]
    pages: tuple[int, ...] = ()
    marking: str | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"origin in {self.source} has no span")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPeople:
    """Typed by people into a memo: who and when as Word says it, empty where it does not."""

    who: str = ""
    when: str = ""
    marking: str | None = None


Origin = FromSource | FromPeople


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A logged change to damaged text. `lines` are 1-based; `confidence` lies in 0..1."""

    lines: tuple[int, ...]
    before: str
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """Something odd in the source that is flagged and left as it stands."""

    lines: tuple[int, ...]
    text: str
    reason: str


# --- inlines ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words: NFC, no control characters, no newline."""

    text: str

    def __post_init__(self) -> None:
        if bad := _FORBIDDEN.search(self.text):
            raise ValueError(f"control character U+{ord(bad.group()):04X} in text")
        if not unicodedata.is_normalized("NFC", self.text):
            object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))


@dataclass(frozen=True, slots=True)
class Emph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is an http, https or mailto address, or `#` and the id of a block."""

    target: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NativeName:
    """A name in its own script (`中国国际战略学会`); left out, with a warning, without a font"""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A raised mark that leads to the note with this number; glued to the word before it."""

    number: int


Inline = Text | Emph | Strong | Link | NativeName | NoteRef
Inlines = tuple[Inline, ...]


# --- dates --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date as precise as the source states it; `month` and `day` are 0 where it does not."""

    year: int
    month: int = 0
    day: int = 0

    def iso(self) -> str:
        """`2021`, `2021-06` or `2021-06-14`."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A year, a day or a range; `start == end` for a single date."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"range ends before it starts: {self.start.iso()} to {self.end.iso()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """Marks a block of a pack as changed since the edition before: a bar beside it, and the word
    at its first line; "" where a block before it, or its own words, bear the word.
    """

    word: str


# --- blocks a source can hold -------------------------------------------------------------------
# `original` is the text as it stood, where a repair changed it; None where it did not.


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
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
    id: str
    items: tuple[ListItem, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedList:
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


# --- blocks only a pack holds -------------------------------------------------------------------


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
    target: str  # id of a section
    title: Inlines
    detail: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
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
    id: str
    columns: tuple[Column, ...]
    remark: Inlines = ()  # stands below: what the columns are, and that they are not paired
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    letter: str
    title: Inlines
    detail: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    id: str
    entries: tuple[SourceEntry, ...]
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where something stands: letter of the source, section, lines; `text` says all in words."""

    number: int
    letter: str
    section: str
    lines: str
    text: Inlines


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
PackBlock = Head | Contents | Callout | Columns | Sources | Notes
Block = SourceBlock | PackBlock


# --- a whole document ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    rank: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
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
class FurnitureWords:
    """The words of running heads, feet and repeated parts, in the pack's language."""

    page_of: str = "Page {page} of {pages}"
    continued: str = ", continued"  # after the caption over a further part
    between_sentences: str = " "
    between_points: str = "; "
    stop: str = "."
    continues: str = "continues on the next page"
    table: str = "Table"
    figure: str = "Figure"
    go_to: str = "Go to {target}"
    # Below a timeline: what its marks mean, what it leaves out, where all words stand.
    key_block: str = "A block fills the year or month where the source gives no day."
    key_dot: str = "A dot stands on a date."
    key_range: str = "A long bar spans a range."
    key_edition: str = "The cross-line is the date of this edition."
    key_steps: str = "Not to scale: the entries stand in order of time."
    key_unreadable: str = "Cannot be read and is not drawn: {place}."
    key_table: str = "Full text of all entries: {table}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands on every page: series and kind at the head, date at the foot, banner on both."""

    series: str
    kind: str
    date: str
    banner: str
    ladder: str
    words: FurnitureWords = FurnitureWords()


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


# --- what selection hands to composition --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRef:
    """A heading above a passage, for citing it."""

    id: str
    number: str
    title: str


Unit = Paragraph | ListItem | Milestone | Quote | Table | Code | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that a limit keeps or drops: one paragraph, point, row or quote of a source.

    `pieces` is what the pack shows of it: runs of whole sentences that stand side by side in the
    source. Two pieces never run together: each starts its own paragraph or point. For tables,
    code and figures `pieces` is (). `rank` orders all passages of one selection, 0 is the first to
    keep; `order` is the place in the sources, for showing. `left_out` counts sentences not shown.
    """

    unit: Unit
    source: str
    path: tuple[SectionRef, ...]
    role: str
    marking: str
    pieces: tuple[Inlines, ...]
    lead: Inlines
    rank: int
    order: int
    left_out: int = 0
    change: str = ""  # what is new about it since the edition before, in a word of the pack's
    whose: str = ""  # whose view or words it is, where it has to be said with the passage
    above: tuple[str, ...] = ()  # ids of the points that a sub-point hangs on, outermost first
    also: tuple[Passage, ...] = ()  # the same event as other sources tell it, merged into this

    @property
    def id(self) -> str:
        return self.unit.id
