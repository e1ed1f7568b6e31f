"""What may stand in a config: keys, their types and what they mean, as pydantic models.

Shapes know nothing of their surroundings; whether a template exists or a label stands on the
ladder is checked after them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from briefgen.config.types import Attached, Citations, Format, Layout
from briefgen.selection.selectors import Kind

# Stands where a required text is missing or wrong and has been reported: no YAML can hold it.
MISSING = "\0"

# Tags of the alternatives in a union; they show up in pydantic's locations and are taken out there.
TEXT, LIST, MAPPING, NUMBER, FLAG = "=text", "=list", "=mapping", "=number", "=flag"


def _alternative(value: Any) -> str | None:
    """Which alternative of a union a value wants to be, by its YAML type alone."""
    match value:
        case bool():
            return FLAG
        case str():
            return TEXT
        case int() | float():
            return NUMBER
        case list() | tuple():
            return LIST
        case dict() | BaseModel():
            return MAPPING
        case _:
            return None


_BY_TYPE = Discriminator(_alternative)
Text: TypeAlias = Annotated[str, Field(pattern=r"\S")]
Count: TypeAlias = Annotated[int, Field(ge=1)]
TextOrList: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[tuple[Text, ...], Field(min_length=1), Tag(LIST)],
    _BY_TYPE,
]
TextOrNumber: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[int, Tag(NUMBER)], _BY_TYPE
]


class Shape(BaseModel):
    """No unknown keys, no silent conversion; `model_fields_set` tells what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=False)


class RawSelector(Shape):
    """What to pull: every key given must hold."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    source: Text | None = Field(default=None, description="Glob for the id of the source.")
    role: Text | None = Field(
        default=None, description='What the section is for, e.g. "risks"; "any": every role.'
    )
    number: Text | None = Field(
        default=None, description='Number of the section as the source writes it: "III".'
    )
    title: Text | None = Field(
        default=None, description="Glob for the heading, without its number; case is folded."
    )
    kind: Kind | None = Field(default=None, description="Only blocks of this kind.")
    contains: TextOrList | None = Field(
        default=None, description="Words that must occur; all of a list."
    )
    years: TextOrNumber | None = Field(
        default=None, description='2015, ">=2015", "<=2010" or "2008-2012".'
    )
    speaker: Text | None = Field(default=None, description="Glob for who says it, for quotes.")
    position: TextOrNumber | None = Field(
        default=None, description='1, -1, "first", "last" or "2..4".'
    )
    any: Selects = Field(default=(), description="At least one of these holds.")
    all: Selects = Field(default=(), description="All of these hold.")
    first_of: Selects = Field(default=(), description="The first of these that finds anything.")
    exclude: Selects = Field(default=(), description="None of these holds.")

    @model_validator(mode="after")
    def _refuse_empty(self) -> Self:
        """Without a key everything would be selected, which nobody means."""
        if not self.model_fields_set:
            raise PydanticCustomError("empty_selector", "needs at least one key")
        return self


Select: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RawSelector, Tag(MAPPING)], _BY_TYPE
]
Selects: TypeAlias = Annotated[tuple[Select, ...], Field(min_length=1)]


class RawPackLimit(Shape):
    """How long a whole pack may be: the lowest-ranked passages go until it fits."""

    pages: Count | None = Field(default=None, description="Pages at most.")


class RawInnerLimit(Shape):
    """How much of every passage is shown: its best sentences, whole ones always."""

    sentences: Count | None = Field(default=None, description="Sentences at most.")
    words: Count | None = Field(default=None, description="Words at most.")


class RawLimit(Shape):
    """How much of a selection is shown; whole sentences, the lowest rank goes first."""

    sentences: Count | None = Field(default=None, description="Sentences at most.")
    items: Count | None = Field(
        default=None, description="Passages at most: bullets, rows, paragraphs."
    )
    words: Count | None = Field(default=None, description="Words at most.")
    min: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="Passages that always stay."
    )
    each: RawInnerLimit | None = Field(default=None, description="The limit inside every passage.")


class RawColumn(Shape):
    """One view of a side-by-side."""

    heading: Text = Field(description="The words over the column.")
    select: Select = Field(description="What stands in it: a selector or the name of one.")
    limit: RawLimit | None = Field(default=None, description="How much of it.")


class RawSlot(Shape):
    """A section of a pack; keys left out come from the template's slot of the same id."""

    id: Text = Field(description="Name of the slot: the template's, or a new one.")
    label: str | None = Field(default=None, description='The words over the section; "" for none.')
    layout: Layout | None = Field(default=None, description="How it is laid out.")
    select: Select | None = Field(
        default=None, description="What stands in it: a selector or its name."
    )
    columns: Annotated[tuple[RawColumn, ...], Field(min_length=2)] | None = Field(
        default=None, description="The views of a side-by-side."
    )
    limit: RawLimit | None = Field(default=None, description="How much of it.")
    required: bool | None = Field(default=None, description="Fail if nothing is found.")
    group: str | None = Field(default=None, description="Page heading over neighbouring sections.")
    caption: str | None = Field(default=None, description="Words over a table or a figure.")
    remark: str | None = Field(default=None, description="A small line below.")
    detail: str | None = Field(default=None, description="The grey line in the contents.")
    cut_note: bool | None = Field(
        default=None, description="Say in the pack how many of the points it shows."
    )


# Word's largest page has 22 inches; no text needs more air than a third of a page, or an inset
# wider than an inch: what is larger is a slip, and words would leave the page by it.
Millimetres: TypeAlias = Annotated[float, Field(ge=0, le=558)]
Points: TypeAlias = Annotated[float, Field(ge=0, le=300)]
Inset: TypeAlias = Annotated[float, Field(ge=0, le=72)]


class RawPage(Shape):
    """Geometry of one page format, in millimetres."""

    width_mm: Millimetres | None = None
    height_mm: Millimetres | None = None
    margin_left_mm: Millimetres | None = None
    margin_right_mm: Millimetres | None = None
    header_top_mm: Millimetres | None = None
    footer_bottom_mm: Millimetres | None = None
    body_top_mm: Millimetres | None = None
    body_bottom_mm: Millimetres | None = None


class RawTextStyle(Shape):
    """One named text style; keys left out come from the style that is extended."""

    size_pt: Annotated[float, Field(ge=1, le=100)] | None = None
    leading_pt: Annotated[float, Field(ge=1, le=150)] | None = None
    font: Literal["sans", "serif"] | None = None
    weight: Literal["regular", "semibold", "bold"] | None = None
    italic: bool | None = None
    colour: str | None = Field(default=None, description="A name of `colours`.")
    before_pt: Points | None = None
    after_pt: Points | None = None
    width_mm: Millimetres | None = None
    text_indent_pt: Inset | None = None
    mark_at_pt: Inset | None = None
    pad_top_pt: Inset | None = None
    pad_bottom_pt: Inset | None = None
    pad_left_pt: Inset | None = None
    pad_right_pt: Inset | None = None
    rule_below_pt: Points | None = None
    rule_above_pt: Points | None = None
    new_page: bool | None = None
    number_in_hang: bool | None = None
    max_lines: Annotated[int, Field(ge=0)] | None = None


class RawHyphenation(Shape):
    """Where words may be broken."""

    min_word: Count
    min_before: Count
    min_after: Count
    max_in_a_row: Count


Colour: TypeAlias = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Number: TypeAlias = Annotated[float, Field(ge=0, le=2000)]
Numbers: TypeAlias = Annotated[
    Annotated[Number, Tag(NUMBER)] | Annotated[dict[str, Number], Tag(MAPPING)], _BY_TYPE
]


class RawStyle(Shape):
    """A style: complete in a base style, or what differs from the one it extends."""

    extends: Text | None = Field(default=None, description="The style to start from.")
    font: Literal["sans", "serif"] | None = Field(
        default=None, description="The family of running text."
    )
    grid_pt: Annotated[float, Field(gt=0, le=72)] | None = Field(
        default=None, description="Line grid."
    )
    hang_mm: Millimetres | None = Field(default=None, description="Hang column.")
    text_mm: Millimetres | None = Field(default=None, description="Measure of text.")
    section_gap_pt: Points | None = None
    align: Literal["left", "justify"] | None = Field(default=None, description="Of running text.")
    heads: Literal["side", "above"] | None = Field(
        default=None, description="Where headings stand."
    )
    page: Literal["a4", "letter"] | None = Field(default=None, description="Page format.")
    pages: dict[Literal["a4", "letter"], RawPage] = Field(
        default_factory=dict, description="Geometry of the page formats."
    )
    colours: dict[str, Colour] = Field(default_factory=dict, description='Name to "#rrggbb".')
    markings: dict[str, Colour] = Field(default_factory=dict, description='Label to "#rrggbb".')
    text: dict[str, RawTextStyle] = Field(default_factory=dict, description="Text styles by name.")
    rules: dict[str, Inset] = Field(
        default_factory=dict, description="Thickness of rules in points."
    )
    numbers: dict[str, Numbers] = Field(
        default_factory=dict, description="Every other measure; nested names are joined by dots."
    )
    word: Text | None = Field(
        default=None, description="The letterhead of the Word memo: a .docx or .dotx file."
    )
    embed_fonts: bool | None = Field(
        default=None, description="Whether the Word memo takes its fonts along; else true."
    )
    hyphenate: (
        Annotated[
            Annotated[Literal[False], Tag(FLAG)] | Annotated[RawHyphenation, Tag(MAPPING)], _BY_TYPE
        ]
        | None
    ) = Field(default=None, description="false, or the least lengths of a break.")


StyleChoice: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RawStyle, Tag(MAPPING)], _BY_TYPE
]


class RawAudience(Shape):
    """One readership; keys left out come from `defaults`, then from the template."""

    title: Text | None = Field(default=None, description="Title of the pack; else the series.")
    subtitle: str | None = Field(default=None, description="One line of what it is.")
    template: Text | None = Field(default=None, description="Folder name of the template.")
    ceiling: Text | None = Field(
        default=None,
        description="The highest label this audience may receive; else the ladder's lowest.",
    )
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] | None = Field(
        default=None, description="What is made; else PDF and Word."
    )
    changes: bool | None = Field(
        default=None, description="Whether the pack shows what is new since the edition before."
    )
    attach: tuple[Attached, ...] | None = Field(
        default=None, description="What is attached to the PDF: its manifest, or nothing."
    )
    limit: RawPackLimit | None = Field(default=None, description="Limit of the whole pack.")
    sections: Annotated[tuple[RawSlot, ...], Field(min_length=1)] | None = Field(
        default=None, description="The sections in order; else all slots of the template."
    )
    to: TextOrList | None = Field(default=None, description="Who receives it.")
    from_: TextOrList | None = Field(default=None, alias="from", description="Who sends it.")
    labels: dict[str, str] | None = Field(default=None, description="Slot id to the words over it.")
    language: Text | None = Field(
        default=None, description="Language of the words that briefgen adds."
    )
    citations: Citations | None = Field(default=None, description="How passages name their source.")
    style: StyleChoice | None = Field(
        default=None, description="A base style, or what to change in one."
    )
    edits: Literal["banner", "top"] | None = Field(
        default=None,
        description="What people's words in a memo count as: its banner, or the ladder's top.",
    )


class RawCorrection(Shape):
    """What was read wrongly of a source, one thing at a time."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["line", "heading"]},
                {"required": ["line", "skip"]},
                {"required": ["line", "replace", "with"]},
                {"required": ["section", "role"]},
            ]
        }
    )

    line: Text | None = Field(
        default=None, description="The words that a line of the source is, or starts with."
    )
    section: Text | None = Field(
        default=None, description="Glob for the heading of a section, without its number."
    )
    heading: Annotated[int, Field(ge=0, le=6)] | None = Field(
        default=None, description="The line is a heading of this level; 0: it is none."
    )
    skip: Text | None = Field(
        default=None, description="The repair that is not to be made at the line, by its rule."
    )
    replace: Text | None = Field(default=None, description="Words of the line that are wrong.")
    with_: str | None = Field(default=None, alias="with", description="What they should read.")
    role: Text | None = Field(default=None, description="What the section is for.")


class RawSource(Shape):
    """Which files are sources, and what the editor states of them."""

    path: Text = Field(description="Glob below the project folder.")
    marking: Text | None = Field(default=None, description="Their label; else the ladder's top.")
    encoding: Text | None = Field(
        default=None, description="Their encoding, where it is not UTF-8."
    )
    title: Text | None = Field(default=None, description="What the pack calls the source.")
    language: Text | None = Field(default=None, description="Their language.")
    dated: Text | None = Field(
        default=None,
        description="Their date, YYYY-MM-DD, to count `max_age` from.",
        json_schema_extra={"format": "date"},
    )
    max_age: Text | None = Field(
        default=None, description="How old they may be on `as_of`: 90d, 12w, 6m, 2y."
    )
    structure: tuple[RawCorrection, ...] = Field(
        default=(), description="What was read wrongly of them, corrected by hand."
    )


class RawMarking(Shape):
    """A label for what a selector finds."""

    select: Select = Field(description="A selector or the name of one.")
    marking: Text = Field(description="A label of the ladder.")


Ladder: TypeAlias = Annotated[
    Annotated[Literal["tlp-2.0"], Tag(TEXT)]
    | Annotated[tuple[Text, ...], Field(min_length=1), Tag(LIST)],
    _BY_TYPE,
]


Level: TypeAlias = Literal["off", "info", "warning", "error"]


class RawLevels(Shape):
    """How much weight a finding has, by its code."""

    slot_empty: Level = Field(
        default="warning",
        alias="slot-empty",
        description="A section, or a view of one, matches nothing that its audience may see.",
    )
    selected_twice: Level = Field(
        default="info",
        alias="selected-twice",
        description="A passage stands in two sections of one pack.",
    )
    shown_to_nobody: Level = Field(
        default="info", alias="shown-to-nobody", description="Lines of a source that no pack shows."
    )
    expansion_cut: Level = Field(
        default="info",
        alias="expansion-cut",
        description="A pack uses an abbreviation without the words that it stands for.",
    )


class RawPeople(Shape):
    """A table with an audience in each row."""

    path: Text = Field(description="A CSV or YAML file below the project folder.")
    like: Text | None = Field(
        default=None, description="The audience that gives all that a row does not; else defaults."
    )


PeopleFile: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RawPeople, Tag(MAPPING)], _BY_TYPE
]


class RawConfig(Shape):
    """One series of briefings."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["audiences"]}, {"required": ["audiences_from"]}]}
    )

    series: Text = Field(description="Name of the series.")
    as_of: Text | None = Field(
        default=None,
        description="Date of the edition, YYYY-MM-DD.",
        json_schema_extra={"format": "date"},
    )
    ladder: Ladder = Field(
        default="tlp-2.0", description='"tlp-2.0", or labels from the lowest to the highest.'
    )
    sources: Annotated[tuple[RawSource, ...], Field(min_length=1)] | None = Field(
        default=None, description="Else every file in seeds/, marked with the ladder's top."
    )
    markings: tuple[RawMarking, ...] = Field(
        default=(), description="Labels for parts of the sources."
    )
    selectors: dict[str, RawSelector] = Field(
        default_factory=dict, description="Selectors by name."
    )
    roles: dict[str, TextOrList] = Field(
        default_factory=dict, description="Further roles: phrases of a heading that give them."
    )
    audiences: Annotated[dict[str, RawAudience], Field(min_length=1)] = Field(
        default_factory=dict, description="The readerships by name."
    )
    audiences_from: (
        Annotated[
            Annotated[Text, Tag(TEXT)]
            | Annotated[RawPeople, Tag(MAPPING)]
            | Annotated[tuple[PeopleFile, ...], Field(min_length=1), Tag(LIST)],
            _BY_TYPE,
        ]
        | None
    ) = Field(default=None, description="Files with an audience in each row, CSV or YAML.")
    defaults: RawAudience | None = Field(default=None, description="Keys that all audiences share.")
    glyphs: Literal["error", "code"] = Field(
        default="error", description="A character without a font: an error, or shown as [U+4E2D]."
    )
    fail_on: Literal["error", "warning", "never"] = Field(
        default="error", description="Findings that make the run fail."
    )
    portion_marks: bool = Field(
        default=False,
        description="Labels in brackets in the text of sources, (TLP:AMBER), mark what bears them.",
    )
    levels: RawLevels = Field(
        default_factory=RawLevels, description="How much weight these findings have."
    )
    fonts: tuple[Text, ...] = Field(
        default=(), description="TrueType files, or folders that hold some, for further scripts."
    )


class RawTemplate(Shape):
    """template.yaml: the slots of a document kind in order."""

    kind: Text = Field(description="Words of the running head; {readers} and {audience} are filled")
    head_kind: str | None = Field(default=None, description="Words over the title; else `kind`.")
    head: Literal["memo", "cover", "press"] = Field(
        default="memo", description="What opens the pack."
    )
    citations: Citations = Field(default="list", description="How passages name their source.")
    contents: bool = Field(default=False, description="With a table of contents.")
    changes: bool = Field(
        default=False, description="Shows what is new since the edition before: box and bars."
    )
    style: Text | None = Field(default=None, description="The base style.")
    limit: RawPackLimit | None = Field(default=None, description="Limit of the whole pack.")
    selectors: dict[str, RawSelector] = Field(default_factory=dict)
    slots: Annotated[tuple[RawSlot, ...], Field(min_length=1)] = Field(description="In order.")
