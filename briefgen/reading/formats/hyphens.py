"""Words that a typesetter parted at line ends made whole: by the text's own words, or by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from briefgen.model import Repair
from briefgen.reading.joins import glue
from briefgen.reading.parted import whole_word
from briefgen.reading.vocabulary import Vocabulary

_HEAD: Final = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")
_TAIL: Final = re.compile(r"[^\W\d_]{2,}")
_SHOWN: Final = 60

Parts = tuple[tuple[int, str], ...]


@dataclass(slots=True, kw_only=True)
class Mender:
    """Lines of one document into running text; keeps the log of what was mended in them."""

    words: Vocabulary
    language: str
    repairs: list[Repair] = field(default_factory=list)

    def run_on(self, parts: Sequence[tuple[int, str]]) -> tuple[str, bool]:
        """The words of some lines as they run on, and whether anything was mended in them."""
        whole, found = mend_line_ends(parts, self.words, self.language)
        self.repairs += found
        return reduce(glue, (words for _, words in whole), "").strip(), bool(found)


def mend_line_ends(
    parts: Sequence[tuple[int, str]], words: Vocabulary, language: str
) -> tuple[Parts, tuple[Repair, ...]]:
    """Lines of a paragraph, each parted word moved whole to its first line, and what was changed.

    Two witnesses: the whole word stands elsewhere in the text; or it stands nowhere with its
    hyphen, its parts are not both words of the text, and the language parts it at this place.
    """
    done: list[tuple[int, str]] = []
    repairs: list[Repair] = []
    for number, text in parts:
        whole = whole_word(done[-1][1], text, words, language) if done else None
        if whole is None:
            done.append((number, text))
            continue
        head, (word, sure) = done[-1], whole
        tail = _TAIL.match(text)
        rest = text[tail.end() if tail else 0 :]
        cut = _HEAD.search(head[1])
        before = head[1][: cut.start() if cut else 0]
        after, _, remaining = rest.partition(" ")
        done[-1] = (head[0], f"{before}{word}{after}")
        done.append((number, remaining.strip()))
        repairs.append(
            Repair(
                lines=(head[0], number),
                before=f"{head[1][-_SHOWN:]}\n{text[:_SHOWN]}",
                after=word,
                rule="hyphen-at-line-end",
                confidence=0.95 if sure else 0.8,
            )
        )
    return tuple((n, text) for n, text in done if text), tuple(repairs)
