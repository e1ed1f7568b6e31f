"""What to pull from the sources: the selector language of the config, as data."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from briefgen.diagnostics import Place
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years between `first` and `last`, both included; 0 leaves that side open."""

    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The n-th to m-th match, 1-based, both included; negative counts from the end (-1 = last)."""

    first: int
    last: int


Kind = Literal["paragraph", "item", "milestone", "quote", "table", "code", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """All keys given must hold. `any`, `all`, `first_of`, `exclude` nest; names are resolved
    by the config before a selector gets here. Patterns are globs, case-folded.
    """

    source: str = ""
    role: str = ""  # "any": every role; the same selector without it selects unlabelled text too
    number: str = ""
    title: str = ""
    kind: Kind | None = None
    contains: tuple[str, ...] = ()
    years: Years | None = None
    speaker: str = ""
    position: Position | None = None
    any: tuple[Selector, ...] = ()
    all: tuple[Selector, ...] = ()
    first_of: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    place: Place | None = field(default=None, compare=False)
