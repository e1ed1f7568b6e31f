"""Sources, corrections of what was read, and markings."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from briefgen.config.shapes.common import Shape, Text
from briefgen.config.shapes.selectors import Select


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
