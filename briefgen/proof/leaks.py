"""What is withheld and what may be said to a fence, and decoded files to what broke through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from briefgen.proof.folding import WORD, capitalised, fold, fold_words, names, numbers
from briefgen.proof.parts import Kind, Part
from briefgen.proof.sharing import digest

# A run of this many words is nobody's by chance; a shorter passage counts as a whole down to
# the second number.
RUN = 5
SHORTEST = 3
_SHORTEST_RUN = 2 * SHORTEST - 1  # characters
_WORD = re.compile(WORD)
_LONG = re.compile(r"[^\W\d_]{4,}")
_LONG_IN_ASCII = re.compile(r"[a-z]{4,}")  # the same in folded text, in half the time
# Blocks that are known again: as they are, or by a digest where they are longer than this (fonts).
_LONGEST_KEPT = 4_000
MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A passage that an audience may not see: its text, its source, and its lines there as
    (first, last), none where it has no place.
    """

    source: str
    text: str
    lines: tuple[tuple[int, int], ...] = ()


Breach = Literal["run", "name", "number"]
OwnTexts = Callable[[], "Known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Runs of words, names and numbers that only withheld passages have, each with its passage.

    `triggers`: each run under its rarest word, with that word's place in it, so that a text is
    looked at closely only where it has such a word. `short` are those of few letters, `starts`
    the words with which the numbers may begin, split as words are. `clean` are blocks of text in
    which nothing was found: the files of a batch share most of theirs.
    """

    passages: tuple[Withheld, ...]
    runs: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    triggers: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    words: frozenset[str]
    short: frozenset[str]
    starts: frozenset[str]
    clean: set[tuple[Kind, str | bytes]] = field(default_factory=set, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where in a file something stands that only a withheld passage has, and what it is."""

    where: str
    what: Breach
    passage: Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What permitted texts say: runs of words, words and numbers; `years` may stand on an axis."""

    runs: AbstractSet[str] = frozenset()
    words: AbstractSet[str] = frozenset()
    numbers: AbstractSet[str] = frozenset()
    years: range = range(0)


def learn(permitted: Iterable[str], years: range = range(0)) -> Known:
    """The runs, words and numbers of texts that a pack may hold."""
    runs: set[str] = set()
    known: set[str] = set()
    said: set[str] = set()
    for text in permitted:
        words = fold_words(text)
        known.update(words)
        said.update(numbers(text))
        for length in range(SHORTEST, RUN + 1):
            runs.update(_runs(words, length))
    return Known(runs=runs, words=known, numbers=said, years=years)


def build_fence(withheld: Sequence[Withheld], permitted: Iterable[str], counted: int) -> Fence:
    """The fence around withheld passages, in time linear in all texts.

    Args:
        withheld: the passages, with their words before and after repairs.
        permitted: what every pack at this ceiling may hold.
        counted: whole numbers up to this one may be page, line or note numbers: not looked for.
    """
    known = learn(permitted)
    runs: dict[str, int] = {}
    found_names: dict[str, int] = {}
    found_numbers: dict[str, int] = {}
    common: Counter[str] = Counter()
    for index, passage in enumerate(withheld):
        words = fold_words(passage.text)
        common.update(words)
        for run in _runs(words, min(max(len(words), SHORTEST), RUN)):
            if run not in known.runs:
                runs.setdefault(run, index)
        for name in names(passage.text):
            if len(name) > 2 and name not in known.words and not name.isdecimal():
                found_names.setdefault(name, index)
        for number in numbers(passage.text):
            if number not in known.numbers and _is_telling(number, counted):
                found_numbers.setdefault(number, index)
    triggers = _triggers(runs, known.words, common)
    words_of = frozenset(triggers)
    return Fence(
        passages=tuple(withheld),
        runs=runs,
        names=found_names,
        numbers=found_numbers,
        triggers=triggers,
        words=words_of,
        short=frozenset(word for word in words_of if not _LONG.fullmatch(word)),
        starts=frozenset(start for number in found_numbers for start in _starts(number)),
    )


def _triggers(
    runs: Iterable[str], known: AbstractSet[str], common: Mapping[str, int]
) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Each run under the word by which it is found soonest: long, unknown, rare."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for run in runs:
        words = tuple(run.split(" "))
        rarest = min(
            range(len(words)),
            key=lambda n: (
                not _LONG.fullmatch(words[n]),
                words[n] in known,
                common[words[n]],
                n,
            ),
        )
        found.setdefault(words[rarest], []).append((rarest, words))
    return {word: tuple(places) for word, places in found.items()}


def _starts(number: str) -> Iterator[str]:
    """The first word of a number as it may be written: whole, or with marks between thousands."""
    whole = number.partition(".")[0]
    yield whole
    if len(whole) > 3:
        yield whole[: len(whole) % 3 or 3]


def find_leaks(fence: Fence, parts: Iterable[Part], own: OwnTexts = Known) -> tuple[Leak, ...]:
    """What broke through, each place and passage once, in the order of the parts.

    `own` says what this pack may hold besides; it is asked only where something is found.
    """
    found: dict[tuple[str, int], Leak] = {}
    may_hold: list[Known] = []
    for part in parts:
        for index, what, said in _hits(fence, part):
            if not may_hold:
                may_hold.append(own())
            if not _is_own(may_hold[0], what, said):
                leak = Leak(where=part.where, what=what, passage=fence.passages[index])
                found.setdefault((part.where, index), leak)
    return tuple(found.values())


def _is_own(known: Known, what: Breach, said: str) -> bool:
    match what:
        case "run":
            return said in known.runs
        case "name":
            return said in known.words
        case _:
            on_axis = said.isdecimal() and len(said) < 12 and int(said) in known.years
            return said in known.numbers or on_axis


def _hits(fence: Fence, part: Part) -> Iterator[tuple[int, Breach, str]]:
    """(passage, what, the folded words) of everything that a part may have through a hole. Nothing
    that is looked for goes on from one block into the next.
    """
    kind = part.kind
    for block in part.text.split("\f"):
        key = (kind, block if len(block) < _LONGEST_KEPT else _digest(block))
        if key in fence.clean:
            continue
        hits = list(_block_hits(fence, kind, block))
        yield from hits
        if not hits and len(fence.clean) < MOST_KEPT:
            fence.clean.add(key)


def _digest(block: str) -> bytes:
    return digest(block.encode("utf-8", "surrogatepass"))


def _block_hits(fence: Fence, kind: Kind, text: str) -> Iterator[tuple[int, Breach, str]]:
    if kind == "structure" and len(text) < _SHORTEST_RUN:
        return
    folded = fold(text)
    # Most of what a format needs is no words at all.
    if (
        kind == "structure"
        and not any(word in folded for word in fence.short)
        and fence.words.isdisjoint((_LONG_IN_ASCII if folded.isascii() else _LONG).findall(folded))
    ):
        return
    words = _WORD.findall(folded)
    seen = set(words)
    yield from _run_hits(fence, words, seen)
    if kind == "structure":
        return
    seen |= {word.lstrip("0123456789") for word in words if word[0].isdecimal()}
    if not fence.names.keys().isdisjoint(seen):
        shown = capitalised(text) if kind == "spoken" else words
        yield from ((fence.names[n], "name", n) for n in shown if n in fence.names)
    if kind == "spoken" and not fence.starts.isdisjoint(words):
        said = numbers(text)
        yield from ((fence.numbers[n], "number", n) for n in said if n in fence.numbers)


def _run_hits(
    fence: Fence, words: Sequence[str], seen: AbstractSet[str]
) -> Iterator[tuple[int, Breach, str]]:
    """The runs of withheld words among the words of a block."""
    close = fence.words & seen
    if not close:
        return
    for place in sorted(place for word in close for place in _places(words, word)):
        for before, run in fence.triggers[words[place]]:
            start = place - before
            if start >= 0 and tuple(words[start : start + len(run)]) == run:
                said = " ".join(run)
                yield fence.runs[said], "run", said


def _places(words: Sequence[str], word: str) -> Iterator[int]:
    """Where a word stands among others."""
    at = -1
    for _ in range(words.count(word)):
        at = words.index(word, at + 1)
        yield at


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    for at in range(len(words) - length + 1):
        yield " ".join(words[at : at + length])


def _is_telling(number: str, counted: int) -> bool:
    """Whether a number says something: no page, line or note number."""
    return "." in number or len(number) > 11 or int(number) > counted
