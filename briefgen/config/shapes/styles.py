"""Styles: pages, text styles, colours, rules and measures."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, Tag

from briefgen.config.shapes.common import BY_TYPE, FLAG, MAPPING, NUMBER, TEXT, Count, Shape, Text

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
    Annotated[Number, Tag(NUMBER)] | Annotated[dict[str, Number], Tag(MAPPING)], BY_TYPE
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
            Annotated[Literal[False], Tag(FLAG)] | Annotated[RawHyphenation, Tag(MAPPING)], BY_TYPE
        ]
        | None
    ) = Field(default=None, description="false, or the least lengths of a break.")


StyleChoice: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RawStyle, Tag(MAPPING)], BY_TYPE
]
