"""Runs to pieces: what a line may not part, flat and with the places where each would stand if all
were on one endless line, so that a line's end is found by bisection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from itertools import accumulate, chain
from operator import add

from briefgen.regexes import compile_later
from briefgen.renderers.pdf.lines.runs import Run
from briefgen.slotted import dataclass

_IDEOGRAPH = "\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_IDEOGRAPHS = compile_later(f"[{_IDEOGRAPH}]")
_CLOSING = "\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\u300d\u300f\u300b\u3009\uff09\u3011"
_OPENING = "\uff08\u300a\u3008\u300c\u300e\u3010\u201c\u2018"
# A line may end after a hyphen or dash between letters ("long-|time", not "F-|16" or
# "Team-|16"), and beside an ideograph: never before closing marks or after opening ones, and not
# between a figure and what it counts ("12\u65e5"), inside a date or behind an ordinal's sign.
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}[-\u2010\u2013\u2014])(?=[^\W\d_]{2})")
_MAY_BREAK = compile_later(
    rf"{_AFTER_HYPHEN.pattern}"
    rf"|(?<=[{_IDEOGRAPH}{_CLOSING}])(?=[{_IDEOGRAPH}{_OPENING}])"
    rf"|(?<=[{_IDEOGRAPH}{_CLOSING}])(?<![\u5e74\u6708\u7b2c])(?=[0-9A-Za-z])"
    rf"|(?<=[A-Za-z])(?=[{_IDEOGRAPH}])"
)
# A blank that no line ends at: between a day and its month, inside a
# number and before its unit, before a mark that French sets off and
# before a dash between words, before the figure of a Chinese ordinal.
_MONTHS = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|J\u00e4n|M\u00e4r|Mai|Okt|Dez|janv|f\u00e9v|mars|avr|"
    "mai|juin|juil|ao\u00fbt|sept|oct|nov|d\u00e9c"
)
_UNITS = r"[kcm]?m[\u00b2\u00b3]?|kg|ha|[kMGT]Wh?|\u00b0C|%|\u20ac"
_HELD = re.compile(
    rf"(?<![\w.,])\d{{1,2}}(?:\.|er)? (?={_MONTHS})"
    rf"|(?<![\d.,])\d{{1,3}} (?=\d{{3}}(?!\d))|(?<=\d) (?=(?:{_UNITS})(?!\w))"
    r"| (?=[:;!?\u00bb\u2013\u2014](?: |$))|\u00ab |\u7b2c (?=\d)"
)
_MAY_HOLD = re.compile(
    r"[0-9:;!?\u00bb\u2013\u2014\u00ab\u7b2c]"
)  # thirty times as fast to look for
_HOLD = "\x1f"  # stands for such a blank while a text is split; no source holds control characters
_HYPHENS = re.compile(r"[-\u2010\u2013\u2014]")
_EAST = "\u2e80"  # what stands before it in Unicode is no ideograph, nor a mark beside one
# Where a word that is wider than its box may end a line before it is cut at the edge.
_SOFT_SPOT = re.compile(r"(?<=[/.?&=_~:;,@-])(?=[^/.?&=_~:;,@-])")


@dataclass(slots=True)
class Pieces:
    """Pieces in order: what is shown and its widths, and those of the blank after each, 0 for none.
    `bound` are those that stay on one line with the next.
    """

    shown: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    blanks: list[float] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    bound: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.shown)

    def add(self, texts: list[str], run: Run, blank: float) -> None:
        """Pieces of one run, with a blank of this width after each (0 for none)."""
        self.widths += map(run.face.sized(run.size).__getitem__, texts)
        self.shown += texts
        self.blanks += [blank] * len(texts)
        self.runs += [run] * len(texts)

    def take(self, pieces: Pieces, place: int) -> None:
        """A piece of others as it is."""
        self.shown.append(pieces.shown[place])
        self.widths.append(pieces.widths[place])
        self.blanks.append(pieces.blanks[place])
        self.runs.append(pieces.runs[place])

    def set_blank(self, blank: float) -> None:
        """Gives the last piece another blank."""
        self.blanks[-1] = blank

    def text(self, start: int, stop: int) -> str:
        """What some pieces of one run show, with the blank after the last."""
        shown, blanks = self.shown[start:stop], self.blanks
        if 0.0 in blanks[start : stop - 1]:
            pairs = zip(shown, blanks[start:stop], strict=True)
            return "".join([f"{text} " if blank else text for text, blank in pairs])
        if blanks[stop - 1]:
            shown.append("")
        return " ".join(shown)

    def places(self) -> tuple[list[float], list[float]]:
        """Where each piece begins and ends on one endless line."""
        starts = list(accumulate(chain((0.0,), map(add, self.widths, self.blanks))))[:-1]
        return starts, list(map(add, starts, self.widths))


def split_runs(runs: Iterable[Run]) -> Pieces:
    """The pieces of some runs. A note mark, having no space before it, is bound to its word."""
    pieces = Pieces()
    for run in runs:
        text = run.text
        blank = run.face.sized(run.size)[" "]
        tokens = _tokens(text)
        held = bool(tokens) and tokens[0].startswith(" ")  # French "a ; b" in three runs
        if held and (not pieces.shown or pieces.blanks[-1]):
            tokens[0] = tokens[0].lstrip(" ")
        elif pieces.shown and not pieces.blanks[-1]:
            if text.startswith(" ") and not held:
                pieces.set_blank(blank)
            elif tokens and not _parted(pieces, run):
                pieces.bound.add(len(pieces) - 1)
        if not tokens:
            continue
        if (text.isascii() and "-" not in text) or not _may_part(text):
            pieces.add(tokens, run, blank)
        else:
            for token in tokens:
                *parts, last = _places(token).split(token)
                pieces.add(parts, run, 0.0)
                pieces.add([last], run, blank)
        if not text.endswith(" "):
            pieces.set_blank(0.0)
    return pieces


def _parted(pieces: Pieces, run: Run) -> bool:
    """Whether a line may end before a run that no blank parts from the pieces before it: Chinese
    stands beside Latin so, each in its own font; a note's mark stays with its word.
    """
    left, right = pieces.shown[-1][-3:], run.text[:1]
    if run.rise or (left[-1:].isascii() and right.isascii()):
        return False
    if pieces.runs[-1].rise:
        return bool(_IDEOGRAPHS.match(right))
    return any(found.start() == len(left) for found in _places(left + right).finditer(left + right))


def _may_part(text: str) -> bool:
    return bool(_HYPHENS.search(text) or (max(text) >= _EAST and _IDEOGRAPHS.search(text)))


def _places(text: str) -> re.Pattern[str]:
    """What finds the places where a line may end inside words, the quickest for them."""
    return _MAY_BREAK if max(text, default="") >= _EAST else _AFTER_HYPHEN


def _tokens(text: str) -> list[str]:
    """What blanks part, but for those that no line ends at."""
    held = text
    if _MAY_HOLD.search(text):
        held = _HELD.sub(lambda found: found[0].replace(" ", _HOLD), text)
    tokens = held.split(" ")
    if "" in tokens:
        tokens = [token for token in tokens if token]
    if _HOLD in held:
        tokens = [token.replace(_HOLD, " ") for token in tokens]
    return tokens


def fit_pieces(pieces: Pieces, width: float) -> tuple[Pieces, bool]:
    """The same pieces with every word that is wider than `width` in parts, and whether one had to
    be cut at the edge. It is parted after the marks of an address first, then anywhere.
    """
    if _widest(pieces) <= width:
        return pieces, False
    pieces = _let_go(pieces, width)
    fitted, at_edge = Pieces(), False
    first = 0
    for last in range(len(pieces)):
        if last in pieces.bound:
            continue
        if sum(pieces.widths[first : last + 1]) <= width:
            _take_over(fitted, pieces, first, last)
        else:
            at_edge = _cut(fitted, pieces, first, last, width) or at_edge
        first = last + 1
    return fitted, at_edge


def _let_go(pieces: Pieces, width: float) -> Pieces:
    """The same pieces, those that are wider than `width` parted at the blanks that they hold."""
    freed = Pieces()
    for place, (shown, wide) in enumerate(zip(pieces.shown, pieces.widths, strict=True)):
        tokens = shown.split(" ") if wide > width else []
        if len(tokens) > 1:
            run = pieces.runs[place]
            freed.add([t for t in tokens if t], run, run.face.sized(run.size)[" "])
            freed.set_blank(pieces.blanks[place])
        else:
            freed.take(pieces, place)
        if place in pieces.bound:
            freed.bound.add(len(freed) - 1)
    return freed


def _widest(pieces: Pieces) -> float:
    """The width of the widest word."""
    widest = max(pieces.widths)
    for place in pieces.bound:
        if place - 1 not in pieces.bound:
            last = place + 1
            while last in pieces.bound:
                last += 1
            widest = max(widest, sum(pieces.widths[place : last + 1]))
    return widest


def _take_over(fitted: Pieces, pieces: Pieces, first: int, last: int) -> None:
    fitted.bound.update(range(len(fitted), len(fitted) + last - first))
    for place in range(first, last + 1):
        fitted.take(pieces, place)


def _cut(fitted: Pieces, pieces: Pieces, first: int, last: int, width: float) -> bool:
    """Adds one word's parts, each filled up to the width; whether it was cut at the edge."""
    at_edge = False
    used = 0.0
    for place in range(first, last + 1):
        run = pieces.runs[place]
        for spot in _SOFT_SPOT.split(pieces.shown[place]):
            parts = [spot]
            if run.face.width(spot) * run.size / 1000 > width:
                at_edge = True
                parts = _slices(spot, run, width)
            for part in parts:
                wide = run.face.width(part) * run.size / 1000
                if used and used + wide <= width:
                    fitted.bound.add(len(fitted) - 1)
                else:
                    used = 0.0
                fitted.add([part], run, 0.0)
                used += wide
    fitted.set_blank(pieces.blanks[last])
    return at_edge


def _slices(text: str, run: Run, width: float) -> list[str]:
    face, limit = run.face, width * 1000 / run.size
    slices: list[str] = []
    start, used = 0, 0.0
    for place, char in enumerate(text):
        advance = face.advances[ord(char)]
        if place > start:
            advance += face.pairs[text[place - 1 : place + 1]]
        if place > start and used + advance > limit:
            slices.append(text[start:place])
            start, used, advance = place, 0.0, face.advances[ord(char)]
        used += advance
    return [*slices, text[start:]]
