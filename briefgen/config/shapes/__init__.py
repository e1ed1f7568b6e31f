"""What may stand in a config: keys, their types and what they mean, as pydantic models.

Shapes know nothing of their surroundings; whether a template exists or a label stands on the
ladder is checked after them.
"""

from __future__ import annotations

from briefgen.config.shapes.audiences import UNSTATED, RawAudience
from briefgen.config.shapes.common import (
    FLAG,
    LIST,
    MAPPING,
    MISSING,
    NUMBER,
    TEXT,
    Count,
    Shape,
    Text,
    TextOrList,
    TextOrNumber,
)
from briefgen.config.shapes.selectors import RawSelector, Select, Selects
from briefgen.config.shapes.series import Ladder, Level, PeopleFile, RawConfig, RawLevels, RawPeople
from briefgen.config.shapes.slots import RawColumn, RawInnerLimit, RawLimit, RawPackLimit, RawSlot
from briefgen.config.shapes.sources import RawCorrection, RawMarking, RawSource
from briefgen.config.shapes.styles import (
    Colour,
    Inset,
    Millimetres,
    Number,
    Numbers,
    Points,
    RawHyphenation,
    RawPage,
    RawStyle,
    RawTextStyle,
    StyleChoice,
)
from briefgen.config.shapes.templates import RawTemplate

__all__ = [
    "FLAG",
    "LIST",
    "MAPPING",
    "MISSING",
    "NUMBER",
    "TEXT",
    "UNSTATED",
    "Colour",
    "Count",
    "Inset",
    "Ladder",
    "Level",
    "Millimetres",
    "Number",
    "Numbers",
    "PeopleFile",
    "Points",
    "RawAudience",
    "RawColumn",
    "RawConfig",
    "RawCorrection",
    "RawHyphenation",
    "RawInnerLimit",
    "RawLevels",
    "RawLimit",
    "RawMarking",
    "RawPackLimit",
    "RawPage",
    "RawPeople",
    "RawSelector",
    "RawSlot",
    "RawSource",
    "RawStyle",
    "RawTemplate",
    "RawTextStyle",
    "Select",
    "Selects",
    "Shape",
    "StyleChoice",
    "Text",
    "TextOrList",
    "TextOrNumber",
]
