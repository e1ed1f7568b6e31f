"""Slots of an audience, their columns and limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from briefgen.config.shapes.common import Count, Shape, Text
from briefgen.config.shapes.selectors import Select
from briefgen.config.types import Layout


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
