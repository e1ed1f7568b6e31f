"""What is withheld and what may be said to a fence, and decoded files to what broke through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.proof.folding import capitalised, fold_words, names, numbers
from briefgen.proof.parts import Part

# A run of this many words is nobody's by chance; a shorter passage counts as a whole down to
# the second number.
RUN = 5
SHORTEST = 3
IN_A_ROW = 4
_SHORTEST_RUN = 2 * SHORTEST - 1  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A passage that an audience may not see: its text, its source, and its lines there as
    (first, last), none where it has no place.
    """

    source: str
    text: str
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Runs of words, names and numbers that only withheld passages have, each with its passage."""

    passages: tuple[Withheld, ...]
    runs: dict[str, int]
    names: dict[str, int]
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where in a file something stands that only a withheld passage has, and what it is."""

    where: str
    what: str  # "a run of words", "a name", "a number"
    passage: Withheld


def build_fence(
    withheld: Sequence[Withheld], permitted: Iterable[str], counted: int, years: range
) -> Fence:
    """The fence around withheld passages, in time linear in all texts.

    Args:
        withheld: the passages, with their words before and after repairs.
        permitted: every text that the pack may hold.
        counted: whole numbers up to this one may be page, line or note numbers: not looked for.
        years: numbers that the pack's own time axes may show.
    """
    said = tuple(permitted)
    known_runs: set[str] = set()
    known_words: set[str] = set()
    known_numbers: set[str] = set()
    for text in said:
        words = fold_words(text)
        known_words.update(words)
        known_numbers.update(numbers(text))
        for length in range(SHORTEST, RUN + 1):
            known_runs.update(_runs(words, length))
    runs: dict[str, int] = {}
    found_names: dict[str, int] = {}
    found_numbers: dict[str, int] = {}
    for index, passage in enumerate(withheld):
        words = fold_words(passage.text)
        for run in _runs(words, min(max(len(words), SHORTEST), RUN)):
            if run not in known_runs:
                runs.setdefault(run, index)
        for name in names(passage.text):
            if len(name) > 2 and name not in known_words and not name.isdecimal():
                found_names.setdefault(name, index)
        for number in numbers(passage.text):
            if number not in known_numbers and _is_telling(number, counted, years):
                found_numbers.setdefault(number, index)
    return Fence(passages=tuple(withheld), runs=runs, names=found_names, numbers=found_numbers)


def find_leaks(fence: Fence, parts: Iterable[Part]) -> tuple[Leak, ...]:
    """What broke through, each place and passage once, in the order of the parts."""
    lengths = sorted({run.count(" ") + 1 for run in fence.runs})
    found: dict[tuple[str, int], Leak] = {}
    for part in parts:
        for index, what in _hits(fence, part, lengths):
            leak = Leak(where=part.where, what=what, passage=fence.passages[index])
            found.setdefault((part.where, index), leak)
    return tuple(found.values())


def _hits(fence: Fence, part: Part, lengths: Sequence[int]) -> Iterator[tuple[int, str]]:
    if part.kind == "structure" and len(part.text) < _SHORTEST_RUN:
        return
    words = fold_words(part.text)
    for block in part.text.split("\f"):
        for index in _run_hits(fence, block, lengths, unparted=part.kind == "unparted"):
            yield index, "a run of words"
    match part.kind:
        case "spoken" | "unparted":
            shown: Iterable[str] = capitalised(part.text)
            for number in numbers(part.text):
                if number in fence.numbers:
                    yield fence.numbers[number], "a number"
        case "name":
            shown = words
        case "structure":
            shown = ()
    for name in shown:
        if name in fence.names:
            yield fence.names[name], "a name"


def _run_hits(fence: Fence, text: str, lengths: Sequence[int], *, unparted: bool) -> Iterator[int]:
    """The passages of which a run stands in a block. Where blocks run together, words of two cells
    may make up a run by chance: then only several in a row count.
    """
    words = fold_words(text)
    for length in lengths:
        row = 0
        for run in _runs(words, length):
            row = row + 1 if run in fence.runs else 0
            if row and (not unparted or row >= IN_A_ROW):
                yield fence.runs[run]


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    for at in range(len(words) - length + 1):
        yield " ".join(words[at : at + length])


def _is_telling(number: str, counted: int, years: range) -> bool:
    """Whether a number says something: no page, line or note number, and not on an axis."""
    if "." in number:
        return True
    value = int(number) if len(number) < 12 else counted + 1
    return value > counted and value not in years
