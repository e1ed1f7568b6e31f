"""Titles and headings of several lines as they run on: words parted at a line's end made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Quirk, Repair
from briefgen.reading.corrections import Skips
from briefgen.reading.joins import flow
from briefgen.reading.numbering import split_number
from briefgen.reading.plain.candidates import Heading
from briefgen.reading.vocabulary import Vocabulary
from briefgen.slotted import dataclass


@dataclass(slots=True, kw_only=True)
class TitleEnds:
    """The words of a text as witnesses for its titles; `repairs` and `quirks`: what was found."""

    words: Vocabulary
    language: str
    skips: Skips
    repairs: list[Repair]
    quirks: list[Quirk]

    def run_on(self, title: str, lines: Sequence[tuple[int, str]]) -> str:
        """A title whose lines a word is parted between, whole; any other as it is."""
        parts = tuple((number, " ".join(words.split())) for number, words in lines)
        if "- " not in title or " ".join(words for _, words in parts) != title:
            return title
        text, repairs, quirks = flow(parts, self.words, self.skips, self.language)
        self.repairs += repairs
        self.quirks += quirks
        return text

    def mend(self, heading: Heading) -> Heading:
        """The same heading, its title whole."""
        if "- " not in heading.title:
            return heading
        lines = [(line.number, line.words) for line in heading.candidate.lines]
        text = self.run_on(heading.text, lines)
        title = split_number(text)[1] if heading.number else text
        return heading if text == heading.text else replace(heading, title=title)
