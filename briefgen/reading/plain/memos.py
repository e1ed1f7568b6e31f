"""The head of a memo or note: to whom, from whom, when, and on what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefgen.reading.clumps import Clump, bullet_mark, ends_sentence
from briefgen.reading.lines import Line
from briefgen.reading.vocabulary import is_mostly_capitals
from briefgen.slotted import dataclass

MEMO: Final = re.compile(
    r"(?P<key>to|from|date|subject|re|cc|via|ref|memorandum (?:for|to)|through|thru|action|info"
    r"|à|de|objet|an|von|datum|betreff|betr)\.?\s*:\s*(?P<value>.*)$",
    re.I,
)
SUBJECTS: Final = frozenset(("subject", "re", "objet", "betreff", "betr"))
_LEAST: Final = 3  # keys of a head
_MOST: Final = 24  # lines above it
_TALL: Final = 8  # lines of a title in capitals
_SHORT: Final = 90  # characters of a line that is no running text


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoHead:
    """`subject`: what it is on, with its lines; `lines`: all others, and those above the head."""

    subject: str
    subject_lines: tuple[int, ...]
    lines: tuple[int, ...]
    last: int


def find_memo_head(clumps: Sequence[Clump]) -> MemoHead | None:
    """The head among the first clumps, where nothing but short lines stands above it.

    It has three keys at least, one of them the subject, in lines that follow each other; a line
    set in under one of them goes on with it.
    """
    above = 0
    for clump in clumps:
        if MEMO.match(clump.lines[0].words) or not is_short(clump):
            break
        above += len(clump.lines)
    lines = [line for clump in clumps for line in clump.lines]
    opens = next((i for i, x in enumerate(lines[: above + 1]) if MEMO.match(x.words)), -1)
    if opens < 0 or opens > _MOST:
        return None
    return _read_head(lines, opens)


def _read_head(lines: Sequence[Line], opens: int) -> MemoHead | None:
    entries: list[tuple[str, list[str], list[int]]] = []
    for line in lines[opens:]:
        if match := MEMO.match(line.words):
            entries.append((match["key"].casefold(), [match["value"].strip()], [line.number]))
        elif line.indent > lines[opens].indent and line.number == entries[-1][2][-1] + 1:
            entries[-1][1].append(line.words)
            entries[-1][2].append(line.number)
        else:
            break
    keys = {key for key, _, _ in entries}
    on = next((entry for entry in entries if entry[0] in SUBJECTS and entry[1][0]), None)
    if on is None or len(keys) < _LEAST:
        return None
    taken = [n for _, _, numbers in entries for n in numbers]
    others = [*(line.number for line in lines[:opens]), *(n for n in taken if n not in on[2])]
    return MemoHead(
        subject=" ".join(" ".join(on[1]).split()),
        subject_lines=tuple(on[2]),
        lines=tuple(others),
        last=taken[-1],
    )


def is_short(clump: Clump) -> bool:
    """Whether a clump is short lines without an end, as on a title page."""
    text = clump.text
    capitals = is_mostly_capitals(text)
    if len(clump.lines) > (_TALL if capitals else 4) or bullet_mark(text) or text[:1] in '"“«':
        return False
    if len(text) >= _SHORT and not capitals:
        return False
    return text[-1] in "?!" or not (ends_sentence(text) or text[-1] in ",;:")
