"""How much of a selection a pack shows: whole sentences, items, words; lowest rank goes first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """0 means no limit. `each` cuts inside every passage; `min` passages always stay."""

    sentences: int = 0
    items: int = 0
    words: int = 0
    pages: int = 0
    min: int = 1
    each: Limit | None = None
