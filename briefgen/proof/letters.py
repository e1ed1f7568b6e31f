"""Withheld runs of words to their letters, and a text to those that it holds in other words: glued
together, spaced letter by letter or with hyphens inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import Final

# So many letters in a row are nobody's by chance.
OPENING: Final = 16
# Single letters that stand in one block: more are a spaced word.
_MOST_SINGLE: Final = 4

Opened = Mapping[str, tuple[tuple[str, int], ...]]


def open_runs(runs: Mapping[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The letters of each run that has enough of them, with its passage, by the first of them."""
    opened: dict[str, list[tuple[str, int]]] = {}
    for run, index in runs.items():
        letters = run.replace(" ", "")
        if len(letters) >= OPENING:
            opened.setdefault(letters[:OPENING], []).append((letters, index))
    return {opening: tuple(found) for opening, found in opened.items()}


def strange_words(seen: AbstractSet[str], known: AbstractSet[str]) -> AbstractSet[str]:
    """Words of a block that no permitted text has, and single letters where there are many."""
    strange = seen - known
    single = {word for word in seen if len(word) == 1}
    return strange | single if len(single) > _MOST_SINGLE else strange


def find_letters(
    opened: Opened, longest: int, words: Sequence[str], strange: AbstractSet[str]
) -> Iterator[tuple[int, str]]:
    """(passage, letters) of each run whose letters stand among these words, around a strange one;
    `longest` is the number of letters of the longest run.
    """
    letters = "".join(words)
    done = 0
    for word, end in zip(words, accumulate(map(len, words)), strict=True):
        if word not in strange:
            continue
        for at in range(max(done, end - len(word) - longest), end):
            for run, index in opened.get(letters[at : at + OPENING], ()):
                if letters.startswith(run, at):
                    yield index, run
        done = end
