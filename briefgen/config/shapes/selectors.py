"""Selectors as they may be written."""

from __future__ import annotations

from typing import Annotated, Self, TypeAlias

from pydantic import ConfigDict, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from briefgen.config.shapes.common import (
    BY_TYPE,
    MAPPING,
    TEXT,
    Shape,
    Text,
    TextOrList,
    TextOrNumber,
)
from briefgen.selection.selectors import Kind


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
    Annotated[Text, Tag(TEXT)] | Annotated[RawSelector, Tag(MAPPING)], BY_TYPE
]
Selects: TypeAlias = Annotated[tuple[Select, ...], Field(min_length=1)]
