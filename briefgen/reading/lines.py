"""Text into numbered lines, with what no page can show taken out and named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefgen.diagnostics import Diagnostics, Place, warning
from briefgen.model import Repair, Span
from briefgen.slotted import dataclass

# What `model.Text` refuses, but for the tab (a column mark until cells are made) and the form
# feed (a page break).
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ufeff]"
)
# Line ends of other systems inside a line: taken out they would glue two words together.
_PARTING = dict.fromkeys(("\x0b", "\x85", "\u2028", "\u2029"), " ")
_LIGATURES = "ﬀﬁﬂﬃﬄﬅﬆ"
_LIGATURE = re.compile(f"[{_LIGATURES}]")
_BLANK = " \t\u00a0\u2002\u2003\u2009\u202f\u3000"
_MAX_FINDINGS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file. `text` has no trailing blanks; `page_start`: a form feed led it.

    `stood`: its words before people mended them or ligatures were taken apart, "" where nothing
    was changed.
    """

    number: int
    text: str
    page_start: bool = False
    stood: str = ""

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def indent(self) -> int:
        """Width of the blank before the first word; a tab counts to the next multiple of 8."""
        width = 0
        for c in self.text:
            if c == "\t":
                width += 8 - width % 8
            elif c in _BLANK:
                width += 1
            else:
                break
        return width

    @property
    def words(self) -> str:
        text = self.text  # most lines are flush, and no call is cheaper than any
        return text if text[:1] not in _BLANK else text.strip(_BLANK)

    @property
    def as_it_stood(self) -> str:
        """The words of the source."""
        return self.stood or self.words


def split_lines(text: str, shown: str) -> tuple[tuple[Line, ...], tuple[Repair, ...], Diagnostics]:
    """Lines of `text` in NFC, what was removed from them, and a finding for each line of that.

    Lines end at LF, CR LF or CR, as editors count them; a form feed ends a page, not a line.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    raw = text.split("\n")
    if raw and not raw[-1]:
        raw.pop()
    clean = "".join(raw).isprintable() or _UNSHOWABLE.search(text) is None
    ligatures = not text.isascii() and any(map(text.__contains__, _LIGATURES))
    lines: list[Line] = []
    repairs: list[Repair] = []
    for number, whole in enumerate(raw, 1):
        shownable, removed = (whole, ()) if clean else _take_out_unshowable(whole)
        if removed:
            repairs.append(_removal(number, removed))
        page_start = "\f" in shownable
        words = (shownable.replace("\f", "") if page_start else shownable).rstrip(_BLANK)
        stood = ""
        if ligatures and _LIGATURE.search(words):
            stood = words.strip(_BLANK)
            repairs += _taken_apart(words, number)
            words = _LIGATURE.sub(_letters, words)
        lines.append(Line(number=number, text=words, page_start=page_start, stood=stood))
    return tuple(lines), tuple(repairs), _findings(repairs, shown)


def _letters(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found.group())


def _taken_apart(words: str, number: int) -> list[Repair]:
    """Each word with a ligature as letters: the characters stand for them (Unicode, chapter 23)."""
    return [
        Repair(
            lines=(number,),
            before=word,
            after=_LIGATURE.sub(_letters, word),
            rule="ligature",
            confidence=1.0,
        )
        for word in words.split()
        if _LIGATURE.search(word)
    ]


def _take_out_unshowable(text: str) -> tuple[str, tuple[str, ...]]:
    if not _UNSHOWABLE.search(text):
        return text, ()
    removed = tuple(dict.fromkeys(_UNSHOWABLE.findall(text)))
    return _UNSHOWABLE.sub(lambda found: _PARTING.get(found.group(), ""), text), removed


def _removal(number: int, removed: Sequence[str]) -> Repair:
    points = " ".join(f"U+{ord(c):04X}" for c in removed)
    return Repair(
        lines=(number,), before=points, after="", rule="control-character", confidence=1.0
    )


def _findings(repairs: Sequence[Repair], shown: str) -> Diagnostics:
    """One warning a line, up to a limit; then one for all that follow."""
    removals = [repair for repair in repairs if repair.rule == "control-character"]
    hint = "remove them in the source; they cannot be shown"
    found = [
        warning(
            "control-character",
            f"removed {repair.before}",
            place=Place(shown, repair.lines[0]),
            hint=hint,
        )
        for repair in removals[:_MAX_FINDINGS]
    ]
    if more := len(removals) - len(found):
        place = Place(shown, removals[_MAX_FINDINGS].lines[0])
        message = f"removed control characters from {more} more lines"
        found.append(warning("control-character", message, place=place, hint=hint))
    return tuple(found)


def spans(numbers: Sequence[int]) -> tuple[Span, ...]:
    """Line numbers as spans, in reading order; a span never bridges a line that is not named."""
    if len(numbers) == 1:  # most blocks stand on one line
        return (Span(start=numbers[0], end=numbers[0]),)
    found: list[Span] = []
    for number in numbers:
        if found and number == found[-1].end + 1:
            found[-1] = Span(start=found[-1].start, end=number)
        elif not found or not found[-1].start <= number <= found[-1].end:
            found.append(Span(start=number, end=number))
    return tuple(found)
