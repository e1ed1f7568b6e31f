"""Small pieces of memos that those of a run have in common, by what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field
from typing import Final

from briefgen.renderers.word.slots import SlottedText
from briefgen.slotted import dataclass

# Pieces of each kind that a run keeps, of some hundred bytes each.
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Kept:
    """`rows` of tables of notes with a slot for the number; the `words` of paragraphs that are no
    place's, by their XML.
    """

    rows: dict[Hashable, SlottedText] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def row(self, key: Hashable, make: Callable[[], SlottedText]) -> SlottedText:
        """The row that is made of this."""
        known = self.rows.get(key)
        if known is None:
            if len(self.rows) >= _MOST:
                self.rows.clear()
            known = self.rows[key] = make()
        return known

    def words_of(self, paragraph: str, read: Callable[[str], str]) -> str:
        """The words of a paragraph."""
        known = self.words.get(paragraph)
        if known is None:
            if len(self.words) >= _MOST:
                self.words.clear()
            known = self.words[paragraph] = read(paragraph)
        return known
