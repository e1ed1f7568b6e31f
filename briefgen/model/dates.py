"""Dates as precise as a source states them."""

from __future__ import annotations

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date as precise as the source states it; `month` and `day` are 0 where it does not."""

    year: int
    month: int = 0
    day: int = 0

    def iso(self) -> str:
        """`2021`, `2021-06` or `2021-06-14`."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A year, a day or a range; `start == end` for a single date."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        if self.end is not self.start and self.end < self.start:
            raise ValueError(f"range ends before it starts: {self.start.iso()} to {self.end.iso()}")
