"""From a template and the passages that its slots hold to one pack as a document."""

from __future__ import annotations

from briefgen.compose.body import Bodies
from briefgen.compose.pack import compose
from briefgen.compose.parts import (
    ColumnContent,
    NewEntry,
    NewSince,
    PackFacts,
    SlotContent,
    SourceCard,
)
from briefgen.compose.units import Units

__all__ = [
    "Bodies",
    "ColumnContent",
    "NewEntry",
    "NewSince",
    "PackFacts",
    "SlotContent",
    "SourceCard",
    "Units",
    "compose",
]
