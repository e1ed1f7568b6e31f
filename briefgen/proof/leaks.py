"""Decoded files to what broke through a fence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Literal

from briefgen.deferred import Deferred
from briefgen.proof.fencing import LONG, SHORTEST, Fence, Known, Withheld
from briefgen.proof.folding import WORD, apart, capitalised, fold, numbers, shifted_numbers
from briefgen.proof.letters import find_letters, strange_words
from briefgen.proof.parts import Bundle, Kind, Part
from briefgen.slotted import dataclass

_SHORTEST_RUN: Final = 2 * SHORTEST - 1  # characters
_WORD: Final = re.compile(WORD)
_LONG_IN_ASCII: Final = re.compile(r"[a-z]{4,}")  # long words in folded text, in half the time
# Longer blocks (fonts) are known again by their bundle alone.
_LONGEST_KEPT: Final = 4_000

Breach = Literal["run", "name", "number"]
OwnTexts = Callable[[], Known]
# (passage, what, the folded words) of something that may have come through a hole.
_Hit = tuple[int, Breach, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Where in a file something stands that only a withheld passage has, and what it is."""

    where: str
    what: Breach
    passage: Withheld


def find_leaks(fence: Fence, parts: Iterable[Part], own: OwnTexts = Known) -> tuple[Leak, ...]:
    """What broke through, each place and passage once, in the order of the parts.

    `own` says what this pack may hold besides; it is asked only where something is found.
    """
    return find_in_bundle(fence, Bundle(tuple(parts)), own)


def find_in_bundle(fence: Fence, bundle: Bundle, own: OwnTexts = Known) -> tuple[Leak, ...]:
    """The same for parts in bundles, of which one that was met before is not looked at again."""
    found: dict[tuple[str, int], Leak] = {}
    may_hold = Deferred(own)
    for where, (index, what, said) in _bundle_hits(fence, bundle):
        if not _is_own(may_hold(), what, said):
            leak = Leak(where=where, what=what, passage=fence.passages[index])
            found.setdefault((where, index), leak)
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


def _bundle_hits(fence: Fence, bundle: Bundle, within: str = "") -> list[tuple[str, _Hit]]:
    """(where, hit) of everything in a bundle, in its order; it is clean if all in it is."""
    place = within + bundle.where
    hits = [(place + part.where, hit) for part in bundle.parts for hit in _part_hits(fence, part)]
    clean: list[Bundle] = []
    for inner in fence.clean.bundles.fresh(bundle.inner):
        found = _bundle_hits(fence, inner, place)
        hits += found
        if not found:
            clean.append(inner)
    fence.clean.bundles.take(clean)
    return hits


def _part_hits(fence: Fence, part: Part) -> list[_Hit]:
    """What a part may have through a hole. Nothing that is looked for goes on from one block into
    the next.
    """
    known = fence.clean.blocks[part.kind]
    hits: list[_Hit] = []
    clean: list[str] = []
    for block in known.fresh(part.text.split("\f")):
        found = list(_block_hits(fence, part.kind, block))
        hits += found
        if not found and len(block) < _LONGEST_KEPT:
            clean.append(block)
    known.take(clean)
    return hits


def _block_hits(fence: Fence, kind: Kind, text: str) -> Iterator[_Hit]:
    if kind == "structure" and len(text) < _SHORTEST_RUN:
        return
    folded = fold(text)
    # Most of what a format needs is no words at all.
    if (
        kind == "structure"
        and not any(word in folded for word in fence.short)
        and fence.words.isdisjoint((_LONG_IN_ASCII if folded.isascii() else LONG).findall(folded))
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
) -> Iterator[_Hit]:
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


def _run_hits(fence: Fence, words: Sequence[str], seen: AbstractSet[str]) -> Iterator[_Hit]:
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
