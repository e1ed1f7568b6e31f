"""What pages of a PDF show: runs of words at their places, and runs to text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from briefgen.slotted import dataclass

# A gap wider than this share of the type size parts two words; a shift of the baseline by more
# than the second is a new line, by more than the third a raised note mark.
SPACE_EM = 0.15
_LINE_EM = 0.6
_RAISED_EM = 0.1


class Run(NamedTuple):
    """Words shown by one operator: from `x` to `end` on the baseline `y`, in points.

    `mark` is the number of the marked content that it stands in, -1 for none.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    mark: int


class Marked(NamedTuple):
    """The words of one piece of marked content, which runs it begins and ends with."""

    mark: int
    text: str
    first: Run
    last: Run


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """What a page, a stream of it or a form shows: runs in drawing order, replacement texts of
    marked content, the strings as they stand, whatever their font, parted where the marks change,
    and what is neither string nor operator.

    Two are equal only if they are one, so that what was made of one can be kept by it.
    """

    runs: tuple[Run, ...]
    said: tuple[str, ...]
    strings: tuple[bytes, ...]
    loose: tuple[bytes, ...]


def merge(drawn: Sequence[Drawn]) -> Drawn:
    """What is shown one behind the other, as one."""
    runs: list[Run] = []
    said: list[str] = []
    strings: list[bytes] = []
    loose: list[bytes] = []
    for one in drawn:
        if one.runs:
            if runs and one.runs[0].mark != runs[-1].mark:
                strings.append(b"\f")
            runs += one.runs
        strings += one.strings
        said += one.said
        loose += one.loose
    return Drawn(runs=tuple(runs), said=tuple(said), strings=tuple(strings), loose=tuple(loose))


def join_runs(runs: Iterable[Run]) -> str:
    """The runs as text: a space where a gap or a raised mark is, a newline where a line ends."""
    out: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None:
            out.append(_gap(last, run))
        out.append(run.text)
        last = run
    return "".join(out)


def _gap(last: Run, run: Run) -> str:
    """What stands between two runs."""
    shift = abs(run.y - last.y) / max(run.size, last.size, 1e-6)
    if shift > _LINE_EM:
        return "\n"
    if shift > _RAISED_EM or run.x < last.x or run.x - last.end > SPACE_EM * run.size:
        return " "
    return ""


def marked_pieces(runs: Iterable[Run]) -> tuple[Marked, ...]:
    """The runs of each piece of marked content put together, in their order."""
    pieces = (tuple(several) for _, several in groupby(runs, attrgetter("mark")))
    return tuple(Marked(some[0].mark, join_runs(some), some[0], some[-1]) for some in pieces)


def join_pieces(pieces: Iterable[Marked]) -> str:
    """Pieces as one text, as their runs would be."""
    out: list[str] = []
    last: Run | None = None
    for piece in pieces:
        if last is not None:
            out.append(_gap(last, piece.first))
        out.append(piece.text)
        last = piece.last
    return "".join(out)
