"""The pages of a document: their geometry, what they are drawn with, and one being drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from briefgen.renderers.pdf.boxes import NO_NUMBERS, Numbers
from briefgen.renderers.pdf.file.fragments import Pen, SharedFragments
from briefgen.renderers.pdf.furniture import Furnished
from briefgen.renderers.pdf.shared import SharedRow
from briefgen.slotted import dataclass

_NEW: Final = Pen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The geometry of a page in points; `body_top` is where y = 0 of the strips lies."""

    width: float
    height: float
    left: float
    body_top: float
    body_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the pages of one document are drawn with. `numbers` are the pack's own for the slots of
    items, `rows` those of tables that packs share, both by the identity of items; `furnished` lies
    in the coordinates of pages, y from their top. `go_to` says what a link leads to.
    """

    sheet: Sheet
    go_to: str
    shared: SharedFragments
    numbers: Mapping[int, Numbers]
    furnished: Furnished | None
    rows: Mapping[int, SharedRow]


@dataclass(slots=True, kw_only=True)
class DrawnPage:
    """A page being drawn: its number and reference, and what was drawn: operators, the state that
    they leave, the references of elements that own the pieces of marked content, links. `top`: how
    far above its lower edge the strip begins that is being drawn, `numbers` the pack's own in it.
    """

    number: int
    reference: str
    top: float = 0.0
    numbers: Numbers = field(default_factory=lambda: NO_NUMBERS)
    pen: Pen = _NEW
    texts: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
