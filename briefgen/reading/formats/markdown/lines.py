"""Lines of a Markdown file made ready for CommonMark: footnotes out, numbered headings kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.lines import Line
from briefgen.slotted import dataclass

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE: Final = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]*(?P<text>.*)$")
_BLOCK: Final = re.compile(r"#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s|\||`{3}|~{3}|<")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{3,})[ \t]*$")
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,9})(?P<sign>[.)])(?P<title>[ \t]+\S.*)$")
_ALIKE: Final = 0.3  # of a title's length, that its underline may differ by
MARK: Final = re.compile(r"\[\^([^\]\s]{1,40})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: what leads to it (`[^label]`), its words, the lines they stand on."""

    label: str
    text: str
    lines: tuple[int, ...]


def prepare(lines: Sequence[Line]) -> tuple[list[Line], tuple[Note, ...]]:
    """The lines for the parser, as many as before, and the footnotes that stood among them.

    CommonMark knows no footnotes and would drop those of one word; and it reads an underlined
    "1. Title" as a point of a list.
    """
    done: list[Line] = []
    notes: list[Note] = []
    fence = ""
    inside = False  # a footnote goes on
    for line in lines:
        mark = _FENCE.match(line.text)
        if mark and not fence:
            fence = mark.group(1)
        elif mark and fence and mark.group(1).startswith(fence):
            fence = ""
        note = None if fence else _NOTE.match(line.text)
        if note:
            notes.append(Note(label=note["label"], text=note["text"], lines=(line.number,)))
        elif inside and line.text and _belongs(line, lines[line.number - 2]):
            notes[-1] = _with(notes[-1], line)
        else:
            inside = inside and not line.text
        inside = not fence and bool(note or inside)
        done.append(replace(line, text="") if inside else line)
        if not fence and len(done) > 1:
            done[-2] = _kept_number(done[-2], line.text)
    return done, tuple(notes)


def _belongs(line: Line, above: Line) -> bool:
    """Whether a line goes on with the footnote above it: set in, or right below it."""
    if line.text[0] in " \t":
        return True
    return bool(above.text) and not _BLOCK.match(line.text)


def _with(note: Note, line: Line) -> Note:
    text = f"{note.text} {line.text.strip()}".strip()
    return replace(note, text=text, lines=(*note.lines, line.number))


def _kept_number(title: Line, below: str) -> Line:
    """A numbered title over its underline, so written that it opens no list."""
    numbered, underline = _NUMBERED.match(title.text), _UNDERLINE.match(below)
    if not numbered or not underline:
        return title
    if abs(len(underline.group(1)) - len(title.text)) > _ALIKE * len(title.text):
        return title
    return replace(title, text=f"{numbered['number']}\\{numbered['sign']}{numbered['title']}")
