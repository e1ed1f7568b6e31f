"""Blocks numbered for one pack, each with the block that all packs of a run share."""

from __future__ import annotations

from dataclasses import field
from functools import partial
from typing import Final, NamedTuple

from briefgen.model import Block
from briefgen.remembered import Remembered
from briefgen.slotted import dataclass
from briefgen.tree.notes import renumber_notes

_MOST: Final = 300  # blocks with a pack's numbers that a run keeps, at some 10 KB each


class Placed(NamedTuple):
    """`block` as it stands in a pack. `pattern` is the same block with its own numbers for note
    marks, one object for all packs of a run; its mark n is `numbers[n - 1]` in the pack.
    """

    block: Block
    pattern: Block
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The blocks of the pack that is being made, found by identity: a block that was changed since
    is another one and has no pattern. What has none is made as if nothing were shared.
    """

    _placed: dict[int, Placed] = field(default_factory=dict)
    _numbered: Remembered[Block] = field(default_factory=lambda: Remembered(_MOST))

    def place(self, pattern: Block, numbers: tuple[int, ...]) -> Block:
        """The pattern with a pack's numbers for its marks."""
        block = pattern
        if any(n != number for n, number in enumerate(numbers, start=1)):
            make = partial(renumber_notes, pattern, dict(enumerate(numbers, start=1)))
            block = self._numbered.of((pattern,), numbers, make)
        self._placed[id(block)] = Placed(block, pattern, numbers)
        return block

    def of(self, block: Block) -> Placed | None:
        """What a block of the pack was made from, None where that is not known."""
        return self._placed.get(id(block))

    def forget(self) -> None:
        """Lets go of the pack before."""
        self._placed.clear()
