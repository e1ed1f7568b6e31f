"""Lines into clumps: runs of lines that no blank line or page break parts."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from briefgen.reading.lines import Line
from briefgen.slotted import dataclass

_MARKS = "-–—•*▪◦●■·‣▶➢»o"
BULLET = re.compile(rf"(?P<mark>[{_MARKS}])[ \t\u00a0]+(?=\S)")
_WIDE = 2  # characters of a mark and one blank
# A number right after the stop is the mark of a note: "of the coast.3", "of the coast.[3]".
_NOTE = r"[^\W\d_][.!?][\"”’'»)]{0,2}\[?\d{1,3}\]?"
_SENTENCE_END = re.compile(rf"(?:[.!?…][\"”’'»)\]*]{{0,3}}|{_NOTE})$")
_CLOSED = re.compile(rf"(?:[.!?…:;][\"”’'»)\]*]{{0,3}}|{_NOTE})$")
_END = 9  # characters that these take at most
# Most texts end with one of these, and need no pattern.
_STOPS = frozenset(".!?…")
_CLOSERS = _STOPS | frozenset(":;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clump:
    """Lines that stand together; `text` is their words with single blanks."""

    lines: tuple[Line, ...]
    text: str

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number


def clump_lines(
    lines: Sequence[Line],
    breaks: frozenset[int] = frozenset(),
    alone: Container[int] = (),
) -> tuple[Clump, ...]:
    """Clumps in reading order; `breaks`: lines that a page starts before; `alone`: on their own."""
    found: list[Clump] = []
    run: list[Line] = []
    for line in lines:
        parted = line.number in alone or (run and run[-1].number in alone)
        if run and (
            parted or not line.text or line.number in breaks or line.number > run[-1].number + 1
        ):
            found.append(_clump(run))
            run = []
        if line.text:
            run.append(line)
    if run:
        found.append(_clump(run))
    return tuple(found)


def _clump(lines: Sequence[Line]) -> Clump:
    return Clump(lines=tuple(lines), text=" ".join([line.words for line in lines]))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does: full stop, question or exclamation mark."""
    last = text[-1:]
    if last in _STOPS:
        return True
    return not last.isalpha() and bool(_SENTENCE_END.search(text[-_END:]))


def is_closed(text: str) -> bool:
    """Whether a text ends with a mark that a paragraph or point may end with (colon, semicolon)."""
    last = text[-1:]
    if last in _CLOSERS:
        return True
    return not last.isalpha() and bool(_CLOSED.search(text[-_END:]))


def bullet_mark(text: str) -> str:
    """The mark a text opens with, "" for none; a lone `o` only before a capital or a wide blank."""
    match = BULLET.match(text) if text[:1] in _MARKS else None
    if match is None:
        return ""
    wide = match.end() > _WIDE or text[match.end()].isupper()
    if match.group("mark") == "o" and not wide:
        return ""
    return match.group("mark")
