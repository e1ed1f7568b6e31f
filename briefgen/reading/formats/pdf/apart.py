"""Lines of a PDF that are no running text into pieces of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pieces import NOTE_MARK, Apart, Piece
from briefgen.reading.formats.words import inlines

_DIGITS: Final = re.compile(r"\d+")


def numbers(lines: Sequence[PdfLine]) -> tuple[int, ...]:
    return tuple(line.number for line in lines)


def set_apart(lines: Sequence[PdfLine], reason: str) -> Iterator[Piece]:
    """The words of some lines as one piece, none for no lines."""
    if lines:
        text = " ".join(line.text for line in lines)
        yield Apart(content=inlines(text), reason=reason, lines=numbers(lines))


def note_marks(lines: Sequence[PdfLine]) -> Iterator[Piece]:
    """Raised numbers, which lead to notes, taken out of the words they stood behind."""
    for line in lines:
        if line.marks:
            content = inlines(" ".join(line.marks))
            yield Apart(content=content, reason=NOTE_MARK, lines=(line.number,))


def page_furniture(lines: Iterable[tuple[PdfLine, str]]) -> Iterator[Piece]:
    """Lines with the reason why each belongs to its page, once for all pages that repeat it."""
    groups: dict[tuple[str, str], list[PdfLine]] = {}
    for line, reason in lines:
        key = (reason, "" if reason == "page number" else _DIGITS.sub("#", line.text))
        groups.setdefault(key, []).append(line)
    for (reason, _), found in groups.items():
        shown = " ".join(dict.fromkeys(line.text for line in found))
        yield Apart(content=inlines(shown), reason=reason, lines=numbers(found))
