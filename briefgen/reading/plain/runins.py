"""Headings in capitals that run into their paragraph, as scans often have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from briefgen.model import Repair
from briefgen.reading.clumps import Clump
from briefgen.reading.corrections import Skips, is_skipped
from briefgen.reading.lexicon import OWN_SECTIONS, fold_name
from briefgen.reading.numbering import split_number
from briefgen.reading.plain.candidates import Candidate, Heading
from briefgen.reading.plain.contents import ContentsTable, fold

RULE: Final = "run-in-heading"
_SENTENCE: Final = re.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ’']+|A|An)[ ,][^A-Z]")
_LEAST: Final = 40  # characters of the words that it runs into
_LONGEST: Final = 120
_LETTERS: Final = 10  # of a heading that no name vouches for
_SHOWN: Final = 60


def find_run_ins(
    clumps: Sequence[Clump], contents: ContentsTable, found: Mapping[int, Heading], skips: Skips
) -> dict[int, Heading]:
    """Headings that their paragraph's first line opens with.

    The witness: the contents name it or it is a section known by name; else two clumps and more
    open so, each with other words (those of a speaker come again).
    """
    parted = {
        index: split
        for index, clump in enumerate(clumps)
        if index not in found and (split := _split(clump))
    }
    if not parted:
        return {}
    entries = {fold(entry.title) for entry in contents.entries}
    seen = Counter(head for head, _ in parted.values())
    sure = [head for head, _ in parted.values() if _is_known(head, entries)]
    many = [h for h in seen if seen[h] == 1 and sum(map(str.isalpha, h)) >= _LETTERS and " " in h]
    chosen: dict[int, Heading] = {}
    for index, (head, rest) in parted.items():
        known = head in sure or (head in many and len(many) > 1)
        if known and not is_skipped(skips, RULE, (clumps[index].first,)):
            chosen[index] = _heading(index, clumps[index], head, rest)
    return chosen


def _split(clump: Clump) -> tuple[str, str] | None:
    """The capitals that a clump opens with, and the sentence after them on the same line."""
    line = clump.lines[0].words
    if line[1:2].islower() or not (line[:1].isupper() or line[:1].isdigit()):
        return None  # most lines open so
    if not _is_capitals(line.split(maxsplit=1)[0]):
        return None
    tokens = line.split()
    count = next((n for n, token in enumerate(tokens) if not _is_capitals(token)), len(tokens))
    if count and tokens[count - 1] in ("A", "I") and count < len(tokens):
        count -= 1  # "A new text": the article belongs to the sentence
    head, rest = " ".join(tokens[:count]), " ".join(tokens[count:])
    long = len(rest) >= _LEAST or (len(clump.lines) > 1 and bool(rest))
    if not head or len(head) > _LONGEST or not long or not _SENTENCE.match(rest):
        return None
    return (head, rest) if head[-1].isalnum() or head[-1] in ":?" else None


def _is_capitals(token: str) -> bool:
    return token.isupper() or token.isdigit()


def _is_known(head: str, entries: Collection[str]) -> bool:
    _, title = split_number(head)
    name = fold_name(title)
    return fold(title) in entries or name in OWN_SECTIONS or name.startswith("executive summary")


def _heading(index: int, clump: Clump, head: str, rest: str) -> Heading:
    number, title = split_number(head)
    candidate = Candidate(
        clump=index,
        lines=clump.lines[:1],
        text=head,
        number=number,
        title=title or head,
        whole=False,
        rest=rest,
    )
    return Heading(candidate=candidate, reason="capitals", number=number, title=candidate.title)


def log_run_ins(headings: Sequence[Heading]) -> list[Repair]:
    """What was parted, for the log."""
    return [
        Repair(
            lines=heading.lines[-1:],
            before=f"{heading.text} {heading.candidate.rest}"[: len(heading.text) + _SHOWN],
            after=f"{heading.text}\n\n{heading.candidate.rest[: _SHOWN - 1]}",
            rule=RULE,
            confidence=0.8,
        )
        for heading in headings
        if heading.candidate.rest
    ]
