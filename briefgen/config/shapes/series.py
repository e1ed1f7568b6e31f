"""A whole config: ladder, levels of findings, people, and all the rest."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, Tag

from briefgen.config.shapes.audiences import RawAudience
from briefgen.config.shapes.common import BY_TYPE, LIST, MAPPING, TEXT, Shape, Text, TextOrList
from briefgen.config.shapes.selectors import RawSelector
from briefgen.config.shapes.sources import RawMarking, RawSource

Ladder: TypeAlias = Annotated[
    Annotated[Literal["tlp-2.0"], Tag(TEXT)]
    | Annotated[tuple[Text, ...], Field(min_length=1), Tag(LIST)],
    BY_TYPE,
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
    leans_on_cut: Level = Field(
        default="info",
        alias="leans-on-cut",
        description="A pack shows a sentence that leans on one it leaves out.",
    )
    list_cut: Level = Field(
        default="info",
        alias="list-cut",
        description="A pack shows a lead-in with a colon and a part of the points after it.",
    )


class RawPeople(Shape):
    """A table with an audience in each row."""

    path: Text = Field(description="A CSV or YAML file below the project folder.")
    like: Text | None = Field(
        default=None, description="The audience that gives all that a row does not; else defaults."
    )


PeopleFile: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[RawPeople, Tag(MAPPING)], BY_TYPE
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
            BY_TYPE,
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
