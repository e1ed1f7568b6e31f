"""Handling labels: the ordered ladder, what is above a ceiling, the banner of what is inside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Labels from the lowest to the highest; the highest is what unmarked text counts as."""

    name: str  # "tlp-2.0", or "own" for a list of the config's
    labels: tuple[str, ...]
    handling: tuple[str, ...] = ()  # one sentence per label, for the cover; () for none

    @property
    def top(self) -> str:
        return self.labels[-1]
