"""The state of a content stream of a PDF that decides where words stand (ISO 32000-1, 8.4, 9.3)."""

from __future__ import annotations

from typing import Any

from briefgen.proof.cmaps import CodeMap
from briefgen.slotted import dataclass

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class State:
    """The graphics and text state that decides where words stand (ISO 32000-1, 8.4 and 9.3), what
    `q` has put aside, and the marked content that is open.
    """

    font: CodeMap
    size: float = 0.0
    between: float = 0.0  # Tc
    space: float = 0.0  # Tw
    leading: float = 0.0
    scale: float = 1.0
    matrix: Matrix = IDENTITY
    line: Matrix = IDENTITY
    text: Matrix = IDENTITY
    saved: tuple[tuple[Matrix, CodeMap, float], ...] = ()
    marks: tuple[int, ...] = ()  # each with its outer's number where it has none

    def move(self, x: float, y: float) -> None:
        """To the start of another line, from that of the last."""
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    def is_at_rest(self) -> bool:
        """Whether it is that outside all text, marked content and transformations."""
        return self.matrix == self.line == self.text == IDENTITY and not self.marks

    def copy(self) -> State:
        """Another one, alike."""
        return State(*self.key())

    def key(self) -> tuple[Any, ...]:
        """Everything in it."""
        return (
            self.font, self.size, self.between, self.space, self.leading, self.scale, self.matrix,
            self.line, self.text, self.saved, self.marks,
        )  # fmt: skip


def matrix_of(written: bytes) -> Matrix:
    """Six numbers as they are written, the identity for anything else."""
    try:
        a, b, c, d, e, f = map(float, written.split())
    except ValueError:  # not six numbers
        return IDENTITY
    return a, b, c, d, e, f


def times(m: Matrix, n: Matrix) -> Matrix:
    """One transformation, then the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
