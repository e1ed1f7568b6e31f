"""What selection hands to composition: one passage with its place in the source."""

from __future__ import annotations

from briefgen.model.blocks import Code, Figure, ListItem, Milestone, Paragraph, Quote, Table
from briefgen.model.inlines import Inlines
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRef:
    """A heading above a passage, for citing it."""

    id: str
    number: str
    title: str


Unit = Paragraph | ListItem | Milestone | Quote | Table | Code | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that a limit keeps or drops: one paragraph, point, row or quote of a source.

    `pieces` is what the pack shows of it: runs of whole sentences that stand side by side in the
    source. Two pieces never run together: each starts its own paragraph or point. For tables,
    code and figures `pieces` is (). `rank` orders all passages of one selection, 0 is the first to
    keep; `order` is the place in the sources, for showing. `left_out` counts sentences not shown.
    """

    unit: Unit
    source: str
    path: tuple[SectionRef, ...]
    role: str
    marking: str
    pieces: tuple[Inlines, ...]
    lead: Inlines
    rank: int
    order: int
    left_out: int = 0
    change: str = ""  # what is new about it since the edition before, in a word of the pack's
    whose: str = ""  # whose view or words it is, where it has to be said with the passage
    above: tuple[str, ...] = ()  # ids of the points that a sub-point hangs on, outermost first
    number: int | None = None  # what a list of the source counts its point as
    also: tuple[Passage, ...] = ()  # the same event as other sources tell it, merged into this

    @property
    def id(self) -> str:
        return self.unit.id
