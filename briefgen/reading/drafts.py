"""Lines of one section into drafts: paragraphs, points and rows before joining and repair."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Literal

from briefgen.reading.clumps import bullet_mark, ends_sentence, is_closed
from briefgen.reading.lines import Line
from briefgen.slotted import dataclass

Kind = Literal["paragraph", "item", "step"]
Parts = tuple[tuple[int, str], ...]  # (line, its text) of each line, in reading order

_STEP = re.compile(
    r"(?:\((?P<in>\d{1,3}|[a-z]|[ivx]{1,5})\)|(?P<out>\d{1,3}|[a-z]|[ivx]{1,5})[.)]"
    r"|\d{1,2}°\)?(?=[ \t]+[^\W\d_]{2}))[ \t]+(?=\S)"
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+(?=[A-ZÀ-Ý])")  # "2.1 The ..."
_RULES = "*_=~#–—-"
_SEPARATOR = re.compile(rf"(?:([{_RULES}])[ \t]*)(?:\1[ \t]*){{2,}}$")
_LONG_LINE = 160
_INDENT = 2  # blanks that open a paragraph
_CENTRED = 10  # blanks before a line that stands in the middle
_LEAST_SET_IN = 3  # paragraphs that open so
_LEAST_LINES = 8  # lines that tell a measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paragraph or point in the making.

    `parts`: the text of each line that stands in it, in reading order, with its line number.
    `raw`: the same lines as they stand, marks included. `gap`: blank lines or page furniture
    stand before it. `after_break`: a page starts with it.
    """

    kind: Kind
    parts: Parts
    raw: tuple[str, ...]
    mark: str = ""
    indent: int = 0
    gap: bool = True
    after_break: bool = False
    text: str = ""
    lead: bool = False  # opens the document, after a dateline
    at: int = 0  # the line that it is placed by, 0 for its first
    joined: bool = False  # broken and put together again: `raw` becomes the block's `original`

    @property
    def lines(self) -> tuple[int, ...]:
        if len(self.parts) == 1:
            return (self.parts[0][0],)
        return tuple([number for number, _ in self.parts])


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a text breaks its lines at a measure, rather than one paragraph to a line."""
    lengths = [len(line.text) for line in lines]
    return sum([length for length in lengths if length > _LONG_LINE]) * 4 < sum(lengths)


def line_measure(lines: Sequence[Line]) -> int:
    """Characters of a full line: four in five of the lines that others follow are no longer."""
    lengths = sorted(
        len(line.text) for line, after in itertools.pairwise(lines) if line.text and after.text
    )
    return lengths[len(lengths) * 4 // 5] if len(lengths) >= _LEAST_LINES else 0


def opens_set_in(lines: Sequence[Line]) -> bool:
    """Whether paragraphs open with an indent and go on flush, as in transcripts and novels."""
    seams = [(a.indent, b.indent) for a, b in itertools.pairwise(lines) if a.text and b.text]
    seams = [seam for seam in seams if max(seam) <= _CENTRED]
    set_in = sum(one >= _INDENT and not two for one, two in seams)
    level = sum(one >= _INDENT and two >= _INDENT for one, two in seams)
    return set_in >= _LEAST_SET_IN and set_in > level


def make_drafts(
    lines: Sequence[Line], breaks: frozenset[int], *, wrapped: bool, set_in: bool = False
) -> tuple[Draft, ...]:
    """Paragraphs, points and steps by blank lines, marks and indents. A line of signs alone
    (`* * *`, `____`) parts what stands around it, as a blank one does. `set_in`: an indent opens
    a paragraph.
    """
    done: list[Draft] = []
    run: list[Line] = []
    previous: Line | None = None
    gap_before = True
    for line in lines:
        if not line.text or _is_separator(line.words):
            continue
        gap = previous is None or line.number > previous.number + 1 or line.number in breaks
        if run and (gap or _starts_anew(run, line, wrapped) or (set_in and _is_set_in(run, line))):
            done.append(_draft(run, gap_before, breaks))
            run = []
        if not run:
            gap_before = gap
        run.append(line)
        previous = line
    if run:
        done.append(_draft(run, gap_before, breaks))
    return tuple(done)


def _is_separator(words: str) -> bool:
    return words[-1] in _RULES and _SEPARATOR.match(words) is not None


def _starts_anew(run: Sequence[Line], line: Line, wrapped: bool) -> bool:
    """Whether a line right under others starts a paragraph or point of its own."""
    words = line.words
    if bullet_mark(words):
        return True
    opener = run[0].words
    if _STEP.match(words) and (_STEP.match(opener) or is_closed(run[-1].words)):
        return True
    if words[0].isdigit() and _NUMBERED.match(words) and is_closed(run[-1].words):
        return True
    in_point = bool(bullet_mark(opener) or _STEP.match(opener))
    ended = ends_sentence(run[-1].words)
    if in_point:
        return not wrapped and ended and line.indent == 0 and words[:1].isupper()
    if not wrapped:
        return ended or run[-1].words.endswith(":")
    indented = line.indent > run[-1].indent and line.indent > run[0].indent
    return ended and (indented or (len(run) > 1 and line.indent > run[-1].indent))


def _is_set_in(run: Sequence[Line], line: Line) -> bool:
    opener = run[0].words
    in_point = bool(bullet_mark(opener) or _STEP.match(opener))
    return not in_point and line.indent >= _INDENT and is_closed(run[-1].words)


def _draft(run: Sequence[Line], gap: bool, breaks: frozenset[int]) -> Draft:
    first = run[0].words
    mark, kind, width = "", "paragraph", 0
    if mark := bullet_mark(first):
        kind, width = "item", len(mark)
    elif step := _STEP.match(first):
        mark, kind = step.group().strip(), "step"
        # The model counts in figures: a letter or roman mark stays in the words of its point.
        width = step.end() if step_value(mark) is not None else 0
    parts = [(run[0].number, _squeeze(first[width:] if width else first))]
    raw: tuple[str, ...] = (run[0].as_it_stood,)
    joined = bool(run[0].stood)
    if len(run) > 1:
        parts += [(line.number, _squeeze(line.words)) for line in run[1:]]
        raw = tuple([line.as_it_stood for line in run])
        joined = any(line.stood for line in run)
    return Draft(
        kind=kind,  # type: ignore[arg-type]
        parts=tuple(parts),
        raw=raw,
        mark=mark,
        indent=run[0].indent,
        gap=gap,
        after_break=run[0].number in breaks,
        text=parts[0][1] if len(parts) == 1 else "",
        joined=joined,
    )


def finish(draft: Draft, parts: Parts, text: str, *, changed: bool) -> Draft:
    """The draft with its words as they should read; written out, since every paragraph passes."""
    return Draft(
        kind=draft.kind,
        parts=parts,
        raw=draft.raw,
        mark=draft.mark,
        indent=draft.indent,
        gap=draft.gap,
        after_break=draft.after_break,
        text=text,
        lead=draft.lead,
        at=draft.at,
        joined=draft.joined or changed,
    )


def step_value(mark: str) -> int | None:
    """The number of a mark such as `3.` or `(3)`; None for a letter or none."""
    digits = mark.strip("(.)° ")
    plain = digits.isascii() and digits.isdecimal() and str(int(digits)) == digits
    return int(digits) if plain else None


def _squeeze(text: str) -> str:
    if "  " not in text and text.isprintable():
        return text.strip()  # no tab and no wide blank stands in it
    return " ".join(text.split())
