"""The configuration of a series as frozen types: what the rest of the program gets to see."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from briefgen.diagnostics import Place, Severity
from briefgen.reading.corrections import Correction
from briefgen.selection.limits import Limit
from briefgen.selection.markings import Ladder
from briefgen.selection.roles import RoleTable, StatedRole
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.style import Style

Format = Literal["pdf", "docx"]
Attached = Literal["manifest"]
Citations = Literal["notes", "list", "inline", "none"]
Layout = Literal[
    "paragraphs",  # each piece a paragraph
    "bullets",  # each piece a point
    "numbered",  # points to say by number
    "callout",  # the bottom line
    "message",  # one sentence in larger type
    "lead",  # press lead: the first piece larger, then paragraphs
    "headed",  # a numbered sub-section per sub-section of the source
    "full",  # as the source has it: paragraphs, lists, sub-headings
    "side-by-side",  # columns
    "quotes",  # pull-quotes with speaker
    "timeline",  # figure and table
    "strip",  # up to four milestones across the page
    "table",  # milestones as a table
    "abbreviations",  # those that the other slots use, with their words
    "facts",  # date at the margin, sentence beside it
]


InputKind = Literal["config", "people", "template", "style", "letterhead", "words", "roles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that the config leads to, as it was read. `path` starts at the project folder, or at
    `briefgen/` for what ships with it; `sha256` is "" for a file that was looked for and not there.
    """

    kind: InputKind
    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRule:
    """A `sources:` entry. `path` is a glob below the project folder."""

    path: str
    marking: str = ""  # "" : the ladder's top
    encoding: str = ""
    title: str = ""
    language: str = ""
    structure: tuple[Correction, ...] = ()
    stated_roles: tuple[StatedRole, ...] = ()
    dated: datetime.date | None = None
    max_age: str = ""  # "90d", "12w", "6m", "2y"; "" for any
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingRule:
    """What the selector finds bears at least this marking."""

    select: Selector
    marking: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSlot:
    """One view of a side-by-side: its heading, and what goes there and how much."""

    heading: str
    select: Selector
    limit: Limit = Limit()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in a pack: what goes there, how much, how laid out. `columns` for side-by-side,
    else `select`. `group` puts neighbouring slots under one page heading ("Talking points").
    """

    id: str
    label: str
    layout: Layout
    select: Selector | None = None
    columns: tuple[ColumnSlot, ...] = ()
    limit: Limit = Limit()
    required: bool = False
    group: str = ""
    caption: str = ""
    remark: str = ""
    detail: str = ""  # the grey line in the contents
    cut_note: bool = False  # the pack says how many of the points it shows
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A document kind: its Jinja body, the head it opens with and its slots in order."""

    name: str
    kind: str  # words for the running head; {readers} and {audience} are filled in
    head_kind: str  # words over the title: "Read-ahead"
    head: Literal["memo", "cover", "press"]
    body: str
    body_file: str  # as messages name it
    slots: tuple[Slot, ...]
    contents: bool = False
    changes: bool = False  # box and bars: what is new since the edition before
    citations: Citations = "list"
    limit: Limit = Limit()  # of the whole pack, for an audience without its own
    style: Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One readership, ready to build: template slots and the audience's own already merged."""

    name: str
    title: str
    subtitle: str
    readers: tuple[str, ...]  # `to`
    offices: tuple[str, ...]  # `from`
    template: Template
    slots: tuple[Slot, ...]
    ceiling: str
    formats: tuple[Format, ...]
    changes: bool  # as in the template, unless the audience says otherwise
    attach: tuple[Attached, ...]  # what goes into the PDF beside its pages
    limit: Limit
    citations: Citations
    language: str
    words: Mapping[str, str]  # the furniture's words in `language`, by key of templates/words.yaml
    style: Style
    edits: Literal["banner", "top"] = "banner"  # what people's words in a memo count as
    inputs: tuple[InputFile, ...]  # the files of its template and style
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The severity of findings whose weight an editor sets; None: they are not looked for."""

    slot_empty: Severity | None = Severity.WARNING
    selected_twice: Severity | None = Severity.INFO
    shown_to_nobody: Severity | None = Severity.INFO
    expansion_cut: Severity | None = Severity.INFO
    leans_on_cut: Severity | None = Severity.INFO
    list_cut: Severity | None = Severity.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One series. `root` is the project folder that source globs and `out` start from."""

    path: Path
    shown: str  # the path as messages name it
    root: Path
    series: str
    slug: str
    as_of: datetime.date | None
    ladder: Ladder
    roles: RoleTable
    sources: tuple[SourceRule, ...]
    markings: tuple[MarkingRule, ...]
    audiences: tuple[Audience, ...]
    glyphs: Literal["error", "code"]
    fail_on: Severity | None
    portion_marks: bool = False  # labels in brackets in the sources' text mark what bears them
    levels: Levels = Levels()
    fonts: tuple[Path, ...] = ()
    inputs: tuple[InputFile, ...] = ()  # the files that concern every audience, the config first
