"""Tables of notes that the packs of a run share: their head, and their rows by what they say."""

from __future__ import annotations

from dataclasses import field

from briefgen.renderers.pdf.boxes import Repeat, Strip, Tag
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedGrid:
    """A table without its rows: caption and header, what pages repeat, the node of its rows."""

    opening: tuple[Strip, ...]
    repeat: Repeat | None
    body: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTable:
    """A table of columns so wide, in one part or in halves. `node` has its place in the structure
    of each pack that shows it; `opened` are its parts, `rows` and `heights` what was laid out of
    rows, by part and what they say.
    """

    node: Tag
    opened: dict[int, OpenedGrid] = field(default_factory=dict)
    rows: dict[object, tuple[Strip, ...]] = field(default_factory=dict)
    heights: dict[object, float] = field(default_factory=dict)
