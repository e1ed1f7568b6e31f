"""Passages to the smallest runs of whole sentences that may be kept or dropped alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefgen.model import ListItem, Milestone, Paragraph, Passage
from briefgen.selection.corpus import unit_texts
from briefgen.selection.passages import first_sentence
from briefgen.selection.sentences import Offsets, split
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, slice_inlines

_WORD = re.compile(r"\S*\w\S*")
_LONGEST_QUOTATION = 8  # sentences

Languages = Mapping[str, str] | str  # by source, or one for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """Whole sentences of one passage that stay together, mostly one.

    `passage` and `piece` are indexes into the passages and into their pieces, `index` counts the
    atoms of a passage; `start` and `end` are offsets into the piece's plain text, both 0 for all of
    a passage. Several sentences stay
    together inside one quotation; rows, quotes and tables are never cut across a selection.
    """

    passage: int
    index: int
    piece: int
    start: int
    end: int
    text: str
    sentences: int = 1

    @property
    def whole(self) -> bool:
        """Whether this is all of a passage that is never cut across a selection."""
        return self.end == 0

    @property
    def words(self) -> int:
        return count_words(self.text)


def count_words(text: str) -> int:
    """Runs between white space that hold a letter or a digit: "China–U.S. relations" is two."""
    return sum(1 for _ in _WORD.finditer(text))


def make_atoms(
    passages: Sequence[Passage], languages: Languages, *, cut_rows: bool = False
) -> tuple[tuple[Atom, ...], ...]:
    """Per passage its atoms in order; at least one each.

    `languages` by source, or one for all. `cut_rows` lets sentences of a milestone go one by one.
    """
    return tuple(
        _passage_atoms(n, passage, _language(languages, passage.source), cut_rows)
        for n, passage in enumerate(passages)
    )


def _language(languages: Languages, source: str) -> str:
    return languages if isinstance(languages, str) else languages.get(source, "en")


def _passage_atoms(n: int, passage: Passage, language: str, cut_rows: bool) -> tuple[Atom, ...]:
    texts = [plain_text(piece) for piece in passage.pieces]
    is_cut = isinstance(passage.unit, Paragraph | ListItem)
    is_cut = is_cut or (cut_rows and isinstance(passage.unit, Milestone))
    if not is_cut or not texts:
        words = "\n".join(texts or unit_texts(passage.unit))
        count = sum(len(split(text, language)) for text in texts)
        return (
            Atom(passage=n, index=0, piece=0, start=0, end=0, text=words, sentences=max(count, 1)),
        )
    runs = (
        (piece, text, run)
        for piece, text in enumerate(texts)
        for run in _quote_runs(text, split(text, language))
    )
    return tuple(
        Atom(
            passage=n,
            index=index,
            piece=piece,
            start=start,
            end=end,
            text=text[start:end],
            sentences=count,
        )
        for index, (piece, text, (start, end, count)) in enumerate(runs)
    )


def _quote_runs(text: str, sentences: Sequence[Offsets]) -> Iterable[tuple[int, int, int]]:
    """(start, end, sentences) of runs in which every quotation that is opened is closed too."""
    if not any(mark in text for mark in '"“«'):
        yield from ((start, end, 1) for start, end in sentences)
        return
    first: int | None = None
    count = 0
    for start, end in sentences:
        first = start if first is None else first
        count += 1
        if not _is_open(text[first:end]):
            yield first, end, count
        elif count < _LONGEST_QUOTATION:
            continue
        else:  # a mark that is never closed
            yield from _one_by_one(sentences, first, end)
        first, count = None, 0
    if first is not None:
        yield from _one_by_one(sentences, first, len(text))


def _one_by_one(
    sentences: Sequence[Offsets], first: int, last: int
) -> Iterable[tuple[int, int, int]]:
    return ((start, end, 1) for start, end in sentences if first <= start and end <= last)


def _is_open(text: str) -> bool:
    if text.count("“") > text.count("”") + text.count("„"):
        return True
    if text.count("«") > text.count("»"):
        return True
    return text.count('"') % 2 == 1


# --- and back -------------------------------------------------------------------------------------


def cut_passage(
    passage: Passage, kept: Sequence[Atom], all_atoms: Sequence[Atom], languages: Languages
) -> Passage:
    """The passage with the kept atoms as its pieces, neighbours of one piece run together.

    Its lead is the first sentence of what is kept, so that a figure and its table say the same.
    """
    if len(kept) == len(all_atoms):
        return passage
    runs: list[tuple[int, int, int]] = []
    last = -2
    for atom in sorted(kept, key=lambda atom: atom.index):
        if runs and atom.index == last + 1 and runs[-1][0] == atom.piece:
            runs[-1] = (atom.piece, runs[-1][1], atom.end)
        else:
            runs.append((atom.piece, atom.start, atom.end))
        last = atom.index
    pieces = tuple(slice_inlines(passage.pieces[piece], start, end) for piece, start, end in runs)
    gone = sum(atom.sentences for atom in all_atoms) - sum(atom.sentences for atom in kept)
    lead = first_sentence(pieces[0], _language(languages, passage.source)) if pieces else ()
    return replace(passage, pieces=pieces, lead=lead, left_out=passage.left_out + gone)
