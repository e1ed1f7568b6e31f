"""What a memo with tracked changes is made from, besides the pack itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from briefgen.model import Inlines
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a block's content; that of a deleted one stands in no edition but the one before."""

    kind: Literal["same", "inserted", "deleted"]
    content: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """The changes of a memo by the ids of its blocks. `date` is ISO, a day.

    `pieces`: the content of blocks with other words; `whole`: blocks that are new; `gone`: the
    words of passages that stood after a block.
    """

    date: str
    pieces: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
