"""Pieces of a finished file to verdicts: in a source and where, its own words, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal

from briefgen.proof.claims import parted_aside
from briefgen.proof.finished import Piece
from briefgen.proof.folding import fold_words
from briefgen.proof.matching import Index, Saying, find, squeezed
from briefgen.slotted import dataclass

Status = Literal["word-for-word", "repaired", "own-words", "by-people", "not-in-source"]
Splitter = Callable[[str], tuple[tuple[int, int], ...]]

_PLACEHOLDER: Final = re.compile(r"\\\{\w+\\\}")
# A source's letter with line numbers, as a table's last column has it: `A, 230-232`.
_LETTER: Final = re.compile(r"[A-Z]{1,2}")
_COLON: Final = re.compile(": ")
# A character that no font has, as `glyphs: code` prints it.
_CODE: Final = re.compile(r"\[U\+((?:10|[0-9A-F])?[0-9A-F]{4})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What a pack says without a source.

    `exact`: whole texts, squeezed; `patterns`: texts with a gap to fill; `words`: every word that
    labels, furniture, headings and names of sources are made of, folded.
    """

    exact: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    words: frozenset[str]
    left_out_mark: str = "[…]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of one text: `places` are the sayings that hold it, the first the best;
    `piece` is the place among the file's pieces of the one that it is, or is part of; `frames`
    as it has it.
    """

    text: str
    section: str
    status: Status
    cites: bool
    places: tuple[Saying, ...] = ()
    piece: int = 0
    frames: bool = False


def make_own_words(texts: Iterable[str], phrases: Iterable[str], names: Iterable[str]) -> OwnWords:
    """From labels as they stand, furniture with `{gaps}`, and other texts whose words may be used
    where no source is claimed. Furniture without a word of its own, such as what strings words
    together, would match anything and vouches for nothing.
    """
    exact, patterns, words = set(), [], set()
    for text in (*texts, *names):
        exact.add(squeezed(text))
        words.update(fold_words(text))
    for phrase in phrases:
        words.update(fold_words(phrase))
        escaped = re.escape(squeezed(phrase))
        if re.search(r"\w", _PLACEHOLDER.sub("", escaped)):
            patterns.append(re.compile(_PLACEHOLDER.sub(r"[^\0]{1,200}?", escaped)))
    exact.discard("")
    return OwnWords(exact=frozenset(exact), patterns=tuple(patterns), words=frozenset(words))


def judge(
    pieces: Sequence[Piece], index: Index, own: OwnWords, splits: Sequence[Splitter]
) -> tuple[Verdict, ...]:
    """A verdict on each piece; what is nowhere as a whole is judged sentence by sentence, as the
    first of `splits` divides it by which the fewest letters are nowhere.
    """
    return tuple(
        replace(verdict, piece=at)
        for at, piece in enumerate(pieces)
        for verdict in _judge_piece(piece, index, own, splits)
    )


def _judge_piece(
    piece: Piece, index: Index, own: OwnWords, splits: Sequence[Splitter]
) -> Iterator[Verdict]:
    for text in piece.text.split(own.left_out_mark):
        if not text.strip():
            continue
        whole = _judge_text(text, piece, index, own)
        if whole.status != "not-in-source":
            yield whole
            continue
        ways = dict.fromkeys(split(text) for split in splits)
        judged = (
            [_judge_text(text[start:end], piece, index, own) for start, end in way] for way in ways
        )
        yield from min(judged, key=_nowhere)


def _nowhere(verdicts: Sequence[Verdict]) -> int:
    """How many characters stand in no source."""
    return sum(len(v.text) for v in verdicts if v.status == "not-in-source")


def _judge_text(text: str, piece: Piece, index: Index, own: OwnWords) -> Verdict:
    flat = " ".join(text.split())
    said = _CODE.sub(lambda found: chr(int(found[1], 16)), flat)
    places = find(index, said)
    status: Status = "not-in-source"
    if _is_own(flat, piece, own) and not (places and piece.cites and _says_much(flat)):
        status, places = "own-words", ()
    elif places or (places := find(index, _without_frame(said, own))):
        status = "repaired" if places[0].mended else "word-for-word"
    return Verdict(
        text=flat,
        section=piece.section,
        status=status,
        cites=piece.cites,
        places=places,
        frames=piece.frames,
    )


def _without_frame(text: str, own: OwnWords) -> str:
    """A passage without the citation in brackets after it and the pack's own labels before it:
    `26 September 2021: ...`, as a dated row reads outside a table, or whose view it is.
    """
    bare, _ = parted_aside(text)
    for colon in _COLON.finditer(bare):
        if squeezed(bare[: colon.start()]) in own.exact:
            return _without_frame(bare[colon.end() :], own)
    return bare


def _is_own(text: str, piece: Piece, own: OwnWords) -> bool:
    """Where a source is claimed only whole texts count; elsewhere words of labels and furniture. In
    running heads and feet a gap in furniture could hold anything, so each word counts.
    """
    key = squeezed(text)
    if (
        key in own.exact
        or key.lstrip("-") in own.exact
        or (piece.part != "edge" and any(pattern.fullmatch(key) for pattern in own.patterns))
    ):
        return True
    if _is_reference(text, own):
        return True
    if piece.part == "edge" and text.endswith("\u2026"):  # a name too long for its line
        begun = squeezed(text[:-1])
        return bool(begun) and any(whole.startswith(begun) for whole in own.exact)
    words = fold_words(text)
    if piece.cites and piece.top:
        return False
    return all(word in own.words or word.isdecimal() or len(word) < 3 for word in words)


def _says_much(text: str) -> bool:
    """Whether a text is more than a year or a label, so that a source that has it is its source."""
    return sum(not word.isdecimal() for word in fold_words(text)) > 2


def _is_reference(text: str, own: OwnWords) -> bool:
    """Letters of sources, numbers and the words between them: `A, 230-232`, `14 June 2021`."""
    words = re.findall(r"[^\W_]+", text)
    numbers = [word for word in words if word.isdecimal()]
    others = [w for w in words if not w.isdecimal() and not _LETTER.fullmatch(w)]
    return bool(numbers) and len(others) <= 2 and all(fold_words(w)[0] in own.words for w in others)
