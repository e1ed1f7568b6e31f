"""What is withheld and what may be said to a fence, and decoded files to what broke through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Literal
from weakref import WeakSet

from briefgen.proof.folding import (
    WORD,
    apart,
    capitalised,
    fold,
    fold_words,
    names,
    numbers,
    plain_words,
    shifted_numbers,
    titles,
)
from briefgen.proof.letters import Opened, find_letters, open_runs, strange_words
from briefgen.proof.parts import Kind, Part
from briefgen.proof.sharing import digest
from briefgen.slotted import dataclass

# A run of this many words is nobody's by chance; a shorter passage counts as a whole down to
# the second number.
RUN = 5
SHORTEST = 3
_SHORTEST_PLAIN = 5  # letters of a name that counts in small letters
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What permitted texts say: runs of words, words and numbers, and the `letters` of each text;
    `years` may stand on an axis.
    """

    runs: AbstractSet[str] = frozenset()
    words: AbstractSet[str] = frozenset()
    numbers: AbstractSet[str] = frozenset()
    letters: str = ""
    years: range = range(0)


Breach = Literal["run", "name", "number"]
OwnTexts = Callable[[], Known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Runs of words, names and numbers that only withheld passages have, each with its passage.

    `triggers`: each run under its rarest word, with that word's place in it, so that a text is
    looked at closely only where it has such a word. `short` are those of few letters, `starts`
    the words with which the numbers may begin, split as words are. `letters` are those of the runs,
    by their first ones, `longest` the number of the longest; `plain` the names that count in small
    letters too; `known` is what permitted texts say. `clean` are blocks of text, and `clean_parts`
    whole parts that are kept for other files, in which nothing was found: the files of a batch
    share most of theirs.
    """

    passages: tuple[Withheld, ...]
    runs: Mapping[str, int]
    names: Mapping[str, int]
    numbers: Mapping[str, int]
    triggers: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    words: frozenset[str]
    short: frozenset[str]
    starts: frozenset[str]
    letters: Opened
    longest: int
    plain: frozenset[str]
    known: Known
    clean: set[tuple[Kind, str | bytes]] = field(default_factory=set, compare=False, repr=False)
    clean_parts: WeakSet[Part] = field(default_factory=WeakSet, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where in a file something stands that only a withheld passage has, and what it is."""

    where: str
    what: Breach
    passage: Withheld


def learn(permitted: Iterable[str], years: range = range(0)) -> Known:
    """The runs, words and numbers of texts that a pack may hold."""
    runs: set[str] = set()
    known: set[str] = set()
    said: set[str] = set()
    letters: list[str] = []
    for text in permitted:
        words = fold_words(text)
        known.update(words)
        said.update(numbers(text))
        said.update(shifted_numbers(text))
        letters.append("".join(words))
        for length in range(SHORTEST, RUN + 1):
            runs.update(_runs(words, length))
    return Known(runs=runs, words=known, numbers=said, letters=" ".join(letters), years=years)


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
    letters = open_runs(runs)
    return Fence(
        passages=tuple(withheld),
        runs=runs,
        names=found_names,
        numbers=found_numbers,
        triggers=triggers,
        words=words_of,
        short=frozenset(word for word in words_of if not _LONG.fullmatch(word)),
        starts=frozenset(start for number in found_numbers for start in _starts(number)),
        letters=letters,
        longest=max((len(run) for found in letters.values() for run, _ in found), default=0),
        plain=_plain_names(found_names, withheld),
        known=replace(known, runs=frozenset(), numbers=frozenset()),
    )


def _plain_names(found: Mapping[str, int], withheld: Sequence[Withheld]) -> frozenset[str]:
    """Names that are no ordinary words: written small nowhere, no ranks or offices before other
    names, and of running text, where not every word has a capital.
    """
    ordinary: set[str] = set()
    running: set[str] = set()
    for passage in withheld:
        small = plain_words(passage.text)
        ordinary |= small | titles(passage.text)
        if len(small) * 2 > len(fold_words(passage.text)):
            running.update(name for name in names(passage.text) if len(name) >= _SHORTEST_PLAIN)
    return frozenset((running & found.keys()) - ordinary)


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
    """The first word of a number as it may be written: whole, or with marks among its digits."""
    whole = number.partition(".")[0]
    yield whole
    if len(whole) > 3:
        yield from (whole[:length] for length in range(1, len(whole)))


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
            return said in known.runs if " " in said else said in known.letters
        case "name":
            return said in known.words
        case _:
            on_axis = said.isdecimal() and len(said) < 12 and int(said) in known.years
            return said in known.numbers or on_axis


def _hits(fence: Fence, part: Part) -> Iterator[tuple[int, Breach, str]]:
    """(passage, what, the folded words) of everything that a part may have through a hole. Nothing
    that is looked for goes on from one block into the next.
    """
    if part in fence.clean_parts:
        return
    kind, clean = part.kind, True
    for block in part.text.split("\f"):
        key = (kind, block if len(block) < _LONGEST_KEPT else _digest(block))
        if key in fence.clean:
            continue
        hits = list(_block_hits(fence, kind, block))
        yield from hits
        clean = clean and not hits
        if not hits and len(fence.clean) < MOST_KEPT:
            fence.clean.add(key)
    if clean:
        fence.clean_parts.add(part)


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
    if kind != "spoken":
        return
    yield from _disguised(fence, folded, words, seen)
    if not fence.starts.isdisjoint(words):
        said = (*numbers(text), *shifted_numbers(text))
        yield from ((fence.numbers[n], "number", n) for n in said if n in fence.numbers)


def _disguised(
    fence: Fence, folded: str, words: Sequence[str], seen: AbstractSet[str]
) -> Iterator[tuple[int, Breach, str]]:
    """Runs and names written so that their words are others; all that is permitted is looked at
    only by its words.
    """
    strange = strange_words(seen, fence.known.words)
    if not strange:
        return
    for index, letters in find_letters(fence.letters, fence.longest, words, strange):
        if letters not in fence.known.letters:
            yield index, "run", letters
    yield from ((fence.names[n], "name", n) for n in strange & fence.plain)
    whole = fence.plain.intersection(apart(folded)) if fence.plain else ()
    yield from ((fence.names[n], "name", n) for n in whole if n not in fence.known.letters)


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
