"""Neighbouring slots under one heading to their blocks, made once for all packs of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from briefgen.compose.citing import Citation, NoteBook
from briefgen.compose.layouts import slot_blocks
from briefgen.compose.parts import PackFacts, SlotContent
from briefgen.model import Block, Section, Text
from briefgen.remembered import Remembered
from briefgen.tree import Patterns, note_numbers, renumber_notes

# Units that a run keeps: as many sections as a large series has, at some 0.1 MB each.
_MOST: Final = 200


class _Unit(NamedTuple):
    """Blocks whose note marks are numbered 1, 2, ... in reading order, and what each leads to."""

    blocks: tuple[Block, ...]
    cited: tuple[tuple[Citation, ...], ...]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a run, and the patterns of the blocks that a pack has from them."""

    patterns: Patterns = field(default_factory=Patterns)
    _made: Remembered[_Unit] = field(default_factory=lambda: Remembered(_MOST))

    def place(
        self, slots: Sequence[SlotContent], group: str, facts: PackFacts, notes: NoteBook
    ) -> tuple[Block, ...]:
        """The blocks of neighbouring slots, under the heading `group` if there is one. Their marks
        are numbered as the pack's notes are, which what they cite is added to.
        """
        # What blocks depend on besides the slots; the words are those of the language.
        also = (group, notes.key, facts.language, facts.as_of)
        unit = self._made.of(tuple(slots), also, partial(_make, slots, group, facts, notes))
        numbers = tuple(notes.number_of(citations) for citations in unit.cited)
        return tuple(self.patterns.place(block, numbers) for block in unit.blocks)


def _make(slots: Sequence[SlotContent], group: str, facts: PackFacts, notes: NoteBook) -> _Unit:
    own = notes.begun_anew()
    blocks = tuple(block for slot in slots for block in slot_blocks(slot, facts, own))
    if group and blocks:
        blocks = (Section(id=_slug(group), title=(Text(group),), blocks=blocks),)
    numbers = note_numbers(blocks)
    new = {old: n for n, old in enumerate(numbers, start=1)}
    return _Unit(
        blocks=tuple(renumber_notes(block, new) for block in blocks),
        cited=own.cited(numbers),
    )


def _slug(words: str) -> str:
    return "group-" + "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
