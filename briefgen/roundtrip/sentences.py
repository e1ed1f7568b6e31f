"""Two new wordings of one text to a third: sentence by sentence, never word by word.

Merging by words makes sentences that neither side wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Final

from briefgen.aligning import likeness
from briefgen.inline_text import read_inlines, write_inlines
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, slice_inlines

Splitter = Callable[[str], tuple[tuple[int, int], ...]]

_LIKE: Final = 0.4  # of 1: below, a sentence is a new one and not a changed one


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The text that holds both sides; `conflict`: both changed one sentence, people's stands."""

    text: str
    conflict: bool


def merge(base: str, source: str, people: str, split: Splitter) -> Merged:
    """What people made of `base`, with what the source changed in other sentences.

    All three are texts with markup; `split` gives the sentences of plain text.
    """
    merged, conflict = merge_runs(
        sentences(base, split), sentences(source, split), sentences(people, split)
    )
    return Merged(text=" ".join(merged), conflict=conflict)


def merge_lines(base: str, source: str, people: str) -> Merged:
    """The same for lines, of which code is made."""
    merged, conflict = merge_runs(base.split("\n"), source.split("\n"), people.split("\n"))
    return Merged(text="\n".join(merged), conflict=conflict)


def changed_runs(base: str, source: str, split: Splitter) -> list[str]:
    """The sentences that a source says otherwise than it did, those side by side together."""
    known = set(sentences(base, split))
    runs: list[list[str]] = [[]]
    for sentence in sentences(source, split):
        if sentence not in known:
            runs[-1].append(sentence)
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def sentences(text: str, split: Splitter) -> list[str]:
    """The sentences of a text with markup, each with its own markup."""
    content = read_inlines(text)
    spans = split(plain_text(content))
    return [write_inlines(slice_inlines(content, start, end)) for start, end in spans]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    """One side against the base: what each sentence became (None: it is gone), and what was put
    in before each and at the end.
    """

    became: tuple[str | None, ...]
    put_in: tuple[tuple[str, ...], ...]


def merge_runs(
    base: Sequence[str], source: Sequence[str], people: Sequence[str]
) -> tuple[list[str], bool]:
    """The merged sentences, and whether both sides changed the same one in different ways."""
    ours, theirs = _script(base, source), _script(base, people)
    merged: list[str] = []
    conflict = False
    for n in range(len(base) + 1):
        new, own = ours.put_in[n], theirs.put_in[n]
        merged += new if new == own else [*(s for s in new if s not in own), *own]
        if n == len(base):
            break
        a, b = ours.became[n], theirs.became[n]
        if a != b and base[n] not in (a, b):
            conflict = True
        kept = a if b == base[n] else b
        merged += [kept] if kept is not None else []
    return merged, conflict


def _script(base: Sequence[str], side: Sequence[str]) -> _Script:
    became: list[str | None] = [None] * len(base)
    put_in: list[list[str]] = [[] for _ in range(len(base) + 1)]
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    for kind, i, k, j, m in matcher.get_opcodes():
        if kind == "equal":
            became[i:k] = side[j:m]
        elif kind == "insert":
            put_in[i] += side[j:m]
        elif kind == "replace":
            at = i
            for pair, sentence in _paired(base[i:k], side[j:m]):
                if pair is None:
                    put_in[at] += [sentence]
                else:
                    became[i + pair] = sentence
                    at = i + pair + 1
    return _Script(became=tuple(became), put_in=tuple(map(tuple, put_in)))


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, str]]:
    """Each new sentence with the index of the old one that it replaces, in order; None for one
    that is simply new.

    As many old as new: one by one. Else by the likeness that adds up to most.
    """
    if len(old) == len(new):
        return list(enumerate(new))
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [
        [(0.0, ())] * (len(new) + 1) for _ in range(len(old) + 1)
    ]
    for i in range(1, len(old) + 1):
        for j in range(1, len(new) + 1):
            alike = likeness(old[i - 1], new[j - 1])
            score, pairs = best[i - 1][j - 1]
            with_pair = (score + alike, (*pairs, (i - 1, j - 1))) if alike >= _LIKE else (-1.0, ())
            best[i][j] = max(with_pair, best[i - 1][j], best[i][j - 1], key=lambda one: one[0])
    old_of = {j: i for i, j in best[len(old)][len(new)][1]}
    return [(old_of.get(j), sentence) for j, sentence in enumerate(new)]
