"""What is withheld and what may be said to a fence: all that only withheld passages have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field, replace
from typing import Final

from briefgen.proof.folding import (
    fold_words,
    names,
    numbers,
    plain_words,
    shifted_numbers,
    titles,
)
from briefgen.proof.letters import Opened, open_runs
from briefgen.proof.parts import Bundle, Kind
from briefgen.proof.sharing import Met
from briefgen.slotted import dataclass

# A run of this many words is nobody's by chance; a shorter passage counts as a whole down to
# the second number.
RUN: Final = 5
SHORTEST: Final = 3
LONG: Final = re.compile(r"[^\W\d_]{4,}")
_SHORTEST_PLAIN = 5  # letters of a name that counts in small letters


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """What was held against a fence and nothing was found in: blocks of text by their kind, and
    whole bundles. The files of a batch share most of theirs.
    """

    blocks: Mapping[Kind, Met[str]] = field(
        default_factory=lambda: {"spoken": Met(), "name": Met(), "structure": Met()}
    )
    bundles: Met[Bundle] = field(default_factory=Met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Runs of words, names and numbers that only withheld passages have, each with its passage.

    `triggers`: each run under its rarest word, with that word's place in it, so that a text is
    looked at closely only where it has such a word. `short` are those of few letters, `starts`
    the words with which the numbers may begin, split as words are. `letters` are those of the runs,
    by their first ones, `longest` the number of the longest; `plain` the names that count in small
    letters too; `known` is what permitted texts say; `clean` is what holds nothing of it.
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
    clean: Clean = field(default_factory=Clean, compare=False, repr=False)


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
        short=frozenset(word for word in words_of if not LONG.fullmatch(word)),
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
                not LONG.fullmatch(words[n]),
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


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    for at in range(len(words) - length + 1):
        yield " ".join(words[at : at + length])


def _is_telling(number: str, counted: int) -> bool:
    """Whether a number says something: no page, line or note number."""
    return "." in number or len(number) > 11 or int(number) > counted
