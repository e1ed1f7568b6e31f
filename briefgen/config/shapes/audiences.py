"""Audiences."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from briefgen.config.shapes.common import Shape, Text, TextOrList
from briefgen.config.shapes.slots import RawPackLimit, RawSlot
from briefgen.config.shapes.styles import StyleChoice
from briefgen.config.types import Attached, Citations, Format


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


# Nothing to check in it, so that what would check it need not be made.
UNSTATED: Final = RawAudience.model_construct()
