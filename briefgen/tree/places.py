"""Origins to the lines they name, and to a marking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.model import (
    FromSource,
    Origin,
)


def with_marking(origins: tuple[Origin, ...], marking: str) -> tuple[Origin, ...]:
    """The same origins under a marking."""
    return tuple(replace(origin, marking=marking) for origin in origins)


def line_numbers(origins: Iterable[Origin]) -> tuple[tuple[str, int, int], ...]:
    """(source, first line, last line) of each span, in order."""
    return tuple(
        (origin.source, span.start, span.end)
        for origin in origins
        if isinstance(origin, FromSource)
        for span in origin.spans
    )
