"""What stands in a template's own file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from briefgen.config.shapes.common import Shape, Text
from briefgen.config.shapes.selectors import RawSelector
from briefgen.config.shapes.slots import RawPackLimit, RawSlot
from briefgen.config.types import Citations


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
