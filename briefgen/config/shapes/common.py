"""What all shapes are built of: strict models, unions told apart by their YAML type."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

# Stands where a required text is missing or wrong and has been reported: no YAML can hold it.
MISSING = "\0"
# Tags of the alternatives in a union; they show up in pydantic's locations and are taken out there.
TEXT, LIST, MAPPING, NUMBER, FLAG = "=text", "=list", "=mapping", "=number", "=flag"


def alternative(value: Any) -> str | None:
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


BY_TYPE = Discriminator(alternative)
Text: TypeAlias = Annotated[str, Field(pattern=r"\S")]
Count: TypeAlias = Annotated[int, Field(ge=1)]
TextOrList: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[tuple[Text, ...], Field(min_length=1), Tag(LIST)],
    BY_TYPE,
]
TextOrNumber: TypeAlias = Annotated[
    Annotated[Text, Tag(TEXT)] | Annotated[int, Tag(NUMBER)], BY_TYPE
]


class Shape(BaseModel):
    """No unknown keys, no silent conversion; `model_fields_set` tells what was written."""

    # Deferred: what checks a shape is made for the few that are read on their own, not for each.
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, populate_by_name=False, defer_build=True
    )
