"""A word and a language to the places where it may be parted (pyphen's patterns)."""

from __future__ import annotations

import re
from dataclasses import field

import pyphen  # type: ignore[import-untyped]

from briefgen.slotted import dataclass
from briefgen.style import Hyphenation

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Hyphenator:
    """The patterns of one language; `known` caches places by word."""

    patterns: pyphen.Pyphen
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def places(self, text: str, rule: Hyphenation) -> tuple[int, ...]:
        """Offsets into a piece of text, ascending; only its one run of letters is parted.

        Words with capitals inside (NATO, McKinsey) stay whole, and what the rule says is too short.
        """
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = tuple(self._search(text, rule))
        return found

    def _search(self, text: str, rule: Hyphenation) -> list[int]:
        letters = _LETTERS.search(text)
        if letters is None or len(letters.group()) < rule.min_word:
            return []
        word = letters.group()
        if word[1:] != word[1:].lower():
            return []
        return [
            letters.start() + place
            for place in self.patterns.positions(word)
            if rule.min_before <= place <= len(word) - rule.min_after
        ]


def load_hyphenator(language: str) -> Hyphenator | None:
    """The patterns for a BCP 47 language, None where pyphen has none."""
    known = pyphen.language_fallback(language.replace("-", "_"))
    return Hyphenator(pyphen.Pyphen(lang=known)) if known else None
