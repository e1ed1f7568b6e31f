"""Neighbouring slots under one heading to their blocks, made once for all packs of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import partial
from typing import Final, NamedTuple

from briefgen.compose.citing import Citation, NoteBook, Said
from briefgen.compose.layouts import slot_blocks
from briefgen.compose.parts import PackFacts, SlotContent
from briefgen.model import Block, Section, Text
from briefgen.remembered import Remembered
from briefgen.slotted import dataclass
from briefgen.tree import Patterns, note_numbers, renumber_notes

# Units that a run keeps: as many sections as a large series has, at some 0.1 MB each.
_MOST: Final = 200
_MOST_NOTES: Final = 20_000


class _Cited(NamedTuple):
    """A block whose note marks are numbered 1, 2, ... in reading order, and what each leads to."""

    block: Block
    cited: tuple[tuple[Citation, ...], ...]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a run, and the patterns of the blocks that a pack has from them."""

    patterns: Patterns = field(default_factory=Patterns)
    _made: Remembered[tuple[_Cited, ...]] = field(default_factory=lambda: Remembered(_MOST))

    _said: dict[str, Said] = field(default_factory=dict)

    def said(self, language: str) -> Said:
        """The notes of the run in a language."""
        notes = self._said.setdefault(language, {})
        if len(notes) >= _MOST_NOTES:
            notes.clear()
        return notes

    def place(
        self, slots: Sequence[SlotContent], group: str, facts: PackFacts, notes: NoteBook
    ) -> tuple[Block, ...]:
        """The blocks of neighbouring slots, under the heading `group` if there is one. Their marks
        are numbered as the pack's notes are, which what they cite is added to.
        """
        # What blocks depend on besides the slots; the words are those of the language.
        also = (group, notes.key, facts.language, facts.as_of)
        unit = self._made.of(tuple(slots), also, partial(_make, slots, group, facts, notes))
        return tuple(
            self.patterns.place(block, tuple(map(notes.number_of, cited))) for block, cited in unit
        )


def _make(
    slots: Sequence[SlotContent], group: str, facts: PackFacts, notes: NoteBook
) -> tuple[_Cited, ...]:
    own = notes.begun_anew()
    blocks = tuple(block for slot in slots for block in slot_blocks(slot, facts, own))
    if group and blocks:
        blocks = (Section(id=_slug(group), title=(Text(group),), blocks=blocks),)
    return tuple(_numbered(block, own) for block in blocks)


def _numbered(block: Block, notes: NoteBook) -> _Cited:
    numbers = note_numbers((block,))
    new = {old: n for n, old in enumerate(numbers, start=1)}
    return _Cited(block=renumber_notes(block, new), cited=notes.cited(numbers))


def _slug(words: str) -> str:
    return "group-" + "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
