"""Instructions of a page to the same wherever they stand, and what those draw to its place."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from briefgen.proof.pdf_runs import Drawn, Run

_NUMBER: Final = rb"-?\d+(?:\.\d+)?"
# On one line, so that no line of it could be taken for an instruction.
_STRING: Final = rb"\((?:[^()\\\r\n]|\\[^\r\n])*+\)"
_SHOWN: Final = rb"(?:" + _STRING + rb" Tj|\[(?:" + _STRING + rb"|" + _NUMBER + rb"| )*+\] TJ)"
_AT: Final = rb"1 0 0 1 (-?\d+\.\d\d) (-?\d+\.\d\d) Tm"
# Colours and shapes.
_SILENT: Final = rb"(?:" + _NUMBER + rb" )*(?:rg|RG|g|G|k|K|w|re|re f|m|l|c|h|f|S|s|n)\n"
_LINE: Final = (
    rb"/\w+ <<[\w /]*>> BDC\n|/\w+ BMC\n|EMC\n|BT\n|ET\n|/[\w.+-]+ " + _NUMBER + rb" Tf\n|"
    + _SILENT + rb"|" + _AT.replace(b"(", b"(?:") + rb" " + _SHOWN + rb"\n|\n"
)  # fmt: skip
# Every word stands at a place of its own, and nothing else moves.
_MOVABLE: Final = re.compile(rb"(?:" + _LINE + rb")++")
_SILENT_LINES: Final = re.compile(rb"^" + _SILENT, re.MULTILINE)
_PLACES: Final = re.compile(rb"^" + _AT, re.MULTILINE)
# None that is part of a string, which goes on in its line.
_MARK: Final = re.compile(rb"/MCID (\d+)(?=[\w /]*>> BDC$)", re.MULTILINE)
_LIFTED_MARK: Final = 0


class Lifted(NamedTuple):
    """Instructions as they are written where their first words stand at nought, in piece nought of
    marked content; `x` and `y` are where they stand, in hundredths of a point, `mark` in which.
    """

    written: bytes
    x: int
    y: int
    mark: int


def lift(stretch: bytes) -> Lifted | None:
    """The same instructions without their place; None if they may mean something else elsewhere."""
    marks = _MARK.findall(stretch)
    if len(marks) > 1 or not _MOVABLE.fullmatch(stretch):
        return None
    first = _PLACES.search(stretch)
    x, y = (_hundredths(first[1]), _hundredths(first[2])) if first else (0, 0)

    def moved(place: re.Match[bytes]) -> bytes:
        along, up = _hundredths(place[1]) - x, _hundredths(place[2]) - y
        return b"1 0 0 1 %.2f %.2f Tm" % (along / 100, up / 100)

    written = _PLACES.sub(moved, _SILENT_LINES.sub(b"", stretch))
    written = _MARK.sub(b"/MCID %d" % _LIFTED_MARK, written)
    return Lifted(written, x, y, int(marks[0]) if marks else -1)


def _hundredths(number: bytes) -> int:
    return int(number.replace(b".", b""))


def put_back(drawn: Drawn, lifted: Lifted) -> Drawn:
    """What lifted instructions draw, at their own place."""
    x, y, mark = lifted.x / 100, lifted.y / 100, lifted.mark
    runs = (
        Run(text, at + x, end + x, up + y, size, mark if of == _LIFTED_MARK else of)
        for text, at, end, up, size, of in drawn.runs
    )
    return Drawn(runs=tuple(runs), said=drawn.said, strings=drawn.strings, loose=drawn.loose)
