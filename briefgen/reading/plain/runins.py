"""Headings that run into their paragraph on one line, as scans often have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefgen.model import Repair
from briefgen.reading.clumps import Clump
from briefgen.reading.corrections import Skips, is_skipped
from briefgen.reading.lexicon import OWN_SECTIONS, fold_name
from briefgen.reading.numbering import Number, split_number
from briefgen.reading.plain.candidates import Candidate, Heading
from briefgen.reading.plain.contents import ContentsTable, Entry, fold

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

    In small letters the contents must name it, and it must stand where they have it. In capitals
    they may as well, or it is a section known by name; else two clumps and more open so, each with
    other words (those of a speaker come again).
    """
    listed = _listed(clumps, contents, found, skips) if contents.entries else {}
    parted = {
        index: split
        for index, clump in enumerate(clumps)
        if index not in found and index not in listed and (split := _split(clump))
    }
    if not parted:
        return listed
    entries = {fold(entry.title) for entry in contents.entries}
    seen = Counter(head for head, _ in parted.values())
    sure = [head for head, _ in parted.values() if _is_known(head, entries)]
    many = [h for h in seen if seen[h] == 1 and sum(map(str.isalpha, h)) >= _LETTERS and " " in h]
    chosen = dict(listed)
    for index, (head, rest) in parted.items():
        known = head in sure or (head in many and len(many) > 1)
        if known and not is_skipped(skips, RULE, (clumps[index].first,)):
            chosen[index] = _heading(index, clumps[index], head, rest)
    return chosen


def _listed(
    clumps: Sequence[Clump], contents: ContentsTable, found: Mapping[int, Heading], skips: Skips
) -> dict[int, Heading]:
    """Those that the contents name and that have no line of their own, each where it belongs."""
    places = {h.entry.lines: index for index, h in found.items() if h.entry is not None}
    missing = [entry for entry in contents.entries if entry.lines not in places]
    opened = _opened(clumps, missing, max(contents.lines, default=0), found) if missing else {}
    chosen: dict[int, Heading] = {}
    for entry in missing:
        index = next(iter(opened.get(entry.lines, [])), -1)
        alone = len(opened.get(entry.lines, [])) == 1 and index not in chosen
        skipped = alone and is_skipped(skips, RULE, (clumps[index].first,))
        if alone and not skipped and _is_in_order(index, entry, places):
            chosen[index] = _named(index, clumps[index], entry)
    return chosen


def _opened(
    clumps: Sequence[Clump], entries: Sequence[Entry], after: int, found: Mapping[int, Heading]
) -> dict[tuple[int, ...], list[int]]:
    """Lines of an entry -> the clumps below the contents (line `after`) that open with it."""
    by_word: dict[str, list[Entry]] = {}
    for entry in entries:
        by_word.setdefault(entry.title.partition(" ")[0].casefold(), []).append(entry)
    opened: dict[tuple[int, ...], list[int]] = {}
    for index, clump in enumerate(clumps):
        if clump.first > after and index not in found:
            number, words = split_number(clump.lines[0].words)
            for entry in by_word.get(words.partition(" ")[0].casefold(), ()):
                if _opens_with(number, words, entry):
                    opened.setdefault(entry.lines, []).append(index)
    return opened


def _opens_with(number: Number | None, words: str, entry: Entry) -> bool:
    """Whether a line opens with a title, and a sentence begins right behind it."""
    title = " ".join(entry.title.split())
    same = number is None or entry.number is None or number.values == entry.number.values
    rest = words[len(title) + 1 :]
    return (
        same
        and words[: len(title) + 1].casefold() == f"{title} ".casefold()
        and len(rest) >= _LEAST
        and bool(_SENTENCE.match(rest))
    )


def _is_in_order(index: int, entry: Entry, places: Mapping[tuple[int, ...], int]) -> bool:
    """Whether the headings of the entries before and after it stand there too."""
    return all((place < index) == (lines < entry.lines) for lines, place in places.items())


def _named(index: int, clump: Clump, entry: Entry) -> Heading:
    line = clump.lines[0].words
    words = split_number(line)[1]
    end = len(line) - len(words) + len(" ".join(entry.title.split()))
    heading = _heading(index, clump, line[:end], line[end:].strip())
    return replace(heading, reason="contents", entry=entry)


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
