"""Costs of two sides to lines of a table, and the table into a readme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Cost, spread

_START, _END = "<!-- make bench: table -->\n", "<!-- make bench: end -->\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what each side cost, round by round."""

    work: str
    peer: str
    ours: Sequence[Cost]
    theirs: Sequence[Cost]

    @property
    def ratios(self) -> list[float]:
        """Our CPU by theirs."""
        return [a.cpu / b.cpu for a, b in zip(self.ours, self.theirs, strict=True)]


def as_row(work: str, ours: str, theirs: str, costs: Mapping[str, Sequence[Cost]]) -> Row:
    """The line of two works by their names."""
    return Row(work=work, peer=theirs, ours=costs[ours], theirs=costs[theirs])


def table(found: Sequence[Row]) -> str:
    """Markdown: work, peer, ratios of CPU and elapsed time, seconds of CPU, memory."""
    lines = [
        "| work | beside | CPU, ours to theirs | elapsed | CPU, s | memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_line, found)]) + "\n"


def _line(row: Row) -> str:
    elapsed = [a.wall / b.wall for a, b in zip(row.ours, row.theirs, strict=True)]
    ours, theirs = (spread([c.cpu for c in some]) for some in (row.ours, row.theirs))
    most = [max(c.memory for c in some) for some in (row.ours, row.theirs)]
    return (
        f"| {row.work} | {row.peer} | {spread(row.ratios)} | {spread(elapsed)} |"
        f" {ours} to {theirs} | {most[0]:.0f} to {most[1]:.0f} |"
    )


def put_into(readme: Path, text: str) -> None:
    """The text between the readme's two marks, in the place of what stood there.

    Raises:
        ValueError: the marks are not there.
    """
    before, start, rest = readme.read_text("utf-8").partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"{readme} has no place for the table")
    readme.write_text(f"{before}{start}{text}{end}{after}", encoding="utf-8")
