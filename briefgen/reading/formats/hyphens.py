"""Words that a typesetter parted at line ends made whole: by the text's own words, or by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import reduce
from typing import Final

from briefgen.model import Quirk, Repair
from briefgen.reading.joins import glue, unsure_hyphen
from briefgen.reading.parted import judge_hyphen
from briefgen.reading.vocabulary import PARTED_HEAD, PARTED_TAIL, Vocabulary
from briefgen.reading.words import mend_misread
from briefgen.slotted import dataclass

_SHOWN: Final = 60

Parts = tuple[tuple[int, str], ...]


@dataclass(slots=True, kw_only=True)
class Mender:
    """Lines of one document into running text; keeps the log of what was mended or odd."""

    words: Vocabulary
    language: str
    repairs: list[Repair] = field(default_factory=list)
    quirks: list[Quirk] = field(default_factory=list)

    def run_on(self, parts: Sequence[tuple[int, str]]) -> tuple[str, bool]:
        """The words of some lines as they run on, and whether anything was mended in them."""
        read, misread = self._mend_misread(parts)
        whole, found, odd = mend_line_ends(read, self.words, self.language)
        found = (*misread, *found)
        self.repairs += found
        self.quirks += odd
        return reduce(glue, (words for _, words in whole), "").strip(), bool(found)

    def _mend_misread(
        self, parts: Sequence[tuple[int, str]]
    ) -> tuple[Sequence[tuple[int, str]], Sequence[Repair]]:
        if not self.words.misread:
            return parts, ()
        done = [(number, *mend_misread(text, number, self.words)) for number, text in parts]
        return [(n, text) for n, text, _ in done], [r for _, _, found in done for r in found]


def mend_line_ends(
    parts: Sequence[tuple[int, str]], words: Vocabulary, language: str
) -> tuple[Parts, tuple[Repair, ...], tuple[Quirk, ...]]:
    """Lines of a paragraph, each parted word moved whole to its first line where something vouches
    for it, what was changed, and the hyphens that nothing vouches for.
    """
    done: list[tuple[int, str]] = []
    repairs: list[Repair] = []
    quirks: list[Quirk] = []
    for number, text in parts:
        seam = judge_hyphen(done[-1][1], text, words, language) if done else None
        if seam and seam.fate == "unsure":
            quirks.append(unsure_hyphen((done[-1][0], number), seam))
        if seam is None or seam.fate != "whole":
            done.append((number, text))
            continue
        head = done[-1]
        tail = PARTED_TAIL.match(text)
        rest = text[tail.end() if tail else 0 :]
        cut = PARTED_HEAD.search(head[1])
        before = head[1][: cut.start() if cut else 0]
        after, _, remaining = rest.partition(" ")
        done[-1] = (head[0], f"{before}{seam.shown}{after}")
        done.append((number, remaining.strip()))
        repairs.append(
            Repair(
                lines=(head[0], number),
                before=f"{head[1][-_SHOWN:]}\n{text[:_SHOWN]}",
                after=seam.shown,
                rule="hyphen-at-line-end",
                confidence=seam.confidence,
            )
        )
    return tuple((n, text) for n, text in done if text), tuple(repairs), tuple(quirks)
