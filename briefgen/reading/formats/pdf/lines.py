"""The characters of a PDF's pages into lines with place, size and weight."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from briefgen.raised import raise_figures
from briefgen.reading.formats.notemarks import is_power
from briefgen.reading.formats.pdf.ink import Ink
from briefgen.reading.formats.pdf.rules import Grid, find_block
from briefgen.reading.formats.symbols import BULLET, PRIVATE, symbol_of
from briefgen.reading.formats.words import squeeze
from briefgen.slotted import dataclass

MAX_PAGES: Final = 1_500
MAX_CHARACTERS: Final = 6_000_000
_WIDE: Final = 0.95  # of the size: a gap inside a line that parts columns
_RAISED: Final = 0.8  # of the line's size: a mark that leads to a note is smaller
_BOLD: Final = 600  # weight (ISO 32000-1, table 122: FontWeight)
_ITALIC: Final = 1 << 6  # ISO 32000-1, table 123
_ITALIC_NAME: Final = re.compile(r"italic|oblique", re.IGNORECASE)
_BOLD_NAME: Final = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SIGNS: Final = "+-−"
_LETTERS: Final = 4  # of a heading at least
_OTHER_SIZE: Final = 0.6  # points
_LOOK_BACK: Final = 12  # characters
_SAME_BASE: Final = 0.5  # points
_ABOVE_BASE: Final = 2.0  # points: where a letter stands for certain


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLine:
    """A line as it stands on a page. Points from the page's lower left corner; `base` is the
    line that letters stand on, `height` that of the page. `number` counts the lines of the whole
    extracted text from 1, an empty one where lines are set apart.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    height: float
    italic: bool = False
    cells: tuple[tuple[float, str], ...] = ()  # (left edge, words), more than one in a table
    ends: tuple[float, ...] = ()  # right edge of each cell
    column: int = 0  # from 1: of several that were drawn line beside line
    marks: tuple[str, ...] = ()  # raised numbers taken out of the words
    number: int = 0
    beside: tuple[int, ...] = ()  # numbers of the lines that stand on the same one
    step: bool = False  # its first cell is a bare number that counts the points of a list
    block: int = -1  # the element (of a tagged file) or cell (of a ruled table) it stands in


@dataclass(slots=True, kw_only=True)
class _Glyph:
    char: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    block: int = -1


@dataclass(slots=True, kw_only=True)
class _Reader:
    """One page's text with the buffers that its functions fill.

    `owners`: marked content -> block.
    """

    raw: Any
    text: Any
    owners: Mapping[int, int] = field(default_factory=dict)
    grids: Sequence[Grid] = ()
    ink: Ink | None = None
    objects: dict[int, int] = field(default_factory=dict)  # address of an object -> block
    numbers: tuple[ctypes.c_double, ...] = field(
        default_factory=lambda: tuple(ctypes.c_double() for _ in range(4))
    )
    matrix: Any = None


def read_lines(
    raw: Any,
    page: Any,
    number: int,
    height: float,
    owners: Mapping[int, int] | None = None,
    grids: Sequence[Grid] = (),
    ink: Ink | None = None,
) -> list[PdfLine]:
    """The lines of one page in the order of its content. `raw`: the pypdfium2.raw module.

    `owners`: of a tagged page, the block that each piece of marked content belongs to. `grids`: of
    any other, its ruled tables, whose cells are blocks too. A line ends where its block does.
    `ink`: takes the letters that nobody sees, which stand in no line.
    """
    textpage = page.get_textpage()
    try:
        reader = _Reader(
            raw=raw,
            text=textpage.raw,
            matrix=raw.FS_MATRIX(),
            owners=owners or {},
            grids=grids,
            ink=ink,
        )
        lines: list[PdfLine] = []
        run: list[_Glyph] = []
        last: _Glyph | None = None  # the last one that shows
        ended = False
        for glyph in _glyphs(reader):
            if glyph.char in "\r\n":
                ended = True
                continue
            if run and glyph.size and _ends(run, last, glyph, ended=ended):
                lines += _line(run, number, height)
                run, last = [], None
            if glyph.size:
                ended, last = False, glyph
            run.append(glyph)
        return [*lines, *_line(run, number, height)]
    finally:
        textpage.close()


def _ends(run: Sequence[_Glyph], last: _Glyph | None, after: _Glyph, *, ended: bool) -> bool:
    """Whether a line ends before a character. A heading that hangs in the margin of its text's
    first line, parted from it by a wide gap and by its look, is a line of its own.
    """
    if last is not None and last.block != after.block:
        return True
    if _below(run, after) if ended else _elsewhere(last, after):
        return True
    if last is None or after.left - last.right < _WIDE * after.size:
        return False
    if sum(glyph.char.isalpha() for glyph in run) < _LETTERS:  # the mark of a point
        return False
    return last.bold != after.bold or abs(after.size - last.size) > _OTHER_SIZE


def _elsewhere(before: _Glyph | None, after: _Glyph) -> bool:
    """Whether a character stands on another line though no line end was seen."""
    if before is None:
        return False
    big = max(before.size, after.size)
    return abs(after.base - before.base) > big or after.right < before.left - 3 * big


def _below(run: Sequence[_Glyph], after: _Glyph) -> bool:
    """Whether a character after a line end stands on another line: a raised mark ends none."""
    solid = [glyph for glyph in run[-_LOOK_BACK:] if glyph.size]
    if not solid:
        return True
    largest = max(solid, key=lambda glyph: glyph.size)
    reach = 0.3 * max(largest.size, after.size)
    raised = 0 < after.base - largest.base < 2 * reach and after.size < _RAISED * largest.size
    level = raised or abs(after.base - largest.base) < reach
    return not level or after.left < solid[-1].right - reach


def _glyphs(reader: _Reader) -> Iterator[_Glyph]:
    raw, text = reader.raw, reader.text
    look, fresh, base = (0.0, False, False), True, 0.0
    unseen = False
    for index in range(max(raw.FPDFText_CountChars(text), 0)):
        code = raw.FPDFText_GetUnicode(text, index)
        char = _character(code) or _symbol(reader, index, code)
        if not char:
            continue
        if char.isspace():
            fresh = True
            if unseen and reader.ink:
                reader.ink.words.append(" ")
            yield _Glyph(char=" " if char not in "\r\n" else char)
            continue
        glyph = _placed(reader, index, char)
        if fresh or abs(glyph.base - base) > _SAME_BASE:
            look = _look(reader, index)
            fresh = False
            unseen = _is_unseen(reader, index, glyph, look[0])
        elif unseen:  # what follows may be seen: a box covers part of a word
            unseen = _is_unseen(reader, index, glyph, look[0])
        base = glyph.base
        if unseen and reader.ink:
            reader.ink.words.append(char)
            continue
        glyph.size, glyph.bold, glyph.italic = look
        yield glyph


def _is_unseen(reader: _Reader, index: int, glyph: _Glyph, size: float) -> bool:
    if reader.ink is None:
        return False
    above = glyph.base + _ABOVE_BASE
    return reader.ink.hides(reader.text, index, size, (glyph.left, above, glyph.right, above))


def _character(code: int) -> str:
    """A character of the text, pdfium's own marks of hyphens at line ends as hyphens; "" for a
    shape of a symbol font.
    """
    if code in (0x02, 0xFFFE):
        return "-"
    return chr(code) if 0 < code < 0x110000 and code not in PRIVATE else ""


def _symbol(reader: _Reader, index: int, code: int) -> str:
    """What a shape of a symbol font shows, a bullet where Unicode has no character for it."""
    if code not in PRIVATE:
        return ""
    name = _font(reader, index)[0].rpartition("+")[2].partition("-")[0]
    return symbol_of(name, code) or BULLET


def _placed(reader: _Reader, index: int, char: str) -> _Glyph:
    raw, text = reader.raw, reader.text
    left, right, low, high = reader.numbers
    raw.FPDFText_GetCharBox(text, index, left, right, low, high)
    glyph = _Glyph(char=char, left=left.value, right=right.value)
    raw.FPDFText_GetCharOrigin(text, index, low, high)
    glyph.base = high.value
    if reader.owners:
        glyph.block = _block(reader, index)
    elif reader.grids:
        middle = (glyph.left + glyph.right) / 2
        glyph.block = find_block(reader.grids, middle, glyph.base + _ABOVE_BASE)
    return glyph


def _block(reader: _Reader, index: int) -> int:
    """The block that a character belongs to, -1 for none (an artifact of the page)."""
    thing = reader.raw.FPDFText_GetTextObject(reader.text, index)
    address = ctypes.cast(thing, ctypes.c_void_p).value or 0
    if address not in reader.objects:
        mark = reader.raw.FPDFPageObj_GetMarkedContentID(thing) if address else -1
        reader.objects[address] = reader.owners.get(mark, -1)
    return reader.objects[address]


def _look(reader: _Reader, index: int) -> tuple[float, bool, bool]:
    """Size in points with the scale of the text's matrix, whether it is bold, and italic."""
    raw, text = reader.raw, reader.text
    size = raw.FPDFText_GetFontSize(text, index)
    if raw.FPDFText_GetMatrix(text, index, reader.matrix):
        scale = (reader.matrix.c**2 + reader.matrix.d**2) ** 0.5
        size *= scale or 1.0
    weight = raw.FPDFText_GetFontWeight(text, index)
    name, flags = _font(reader, index)
    bold = weight >= _BOLD or bool(_BOLD_NAME.search(name))
    return size, bold, bool(flags & _ITALIC) or bool(_ITALIC_NAME.search(name))


def _font(reader: _Reader, index: int) -> tuple[str, int]:
    """Name and flags of a character's font."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = reader.raw.FPDFText_GetFontInfo(reader.text, index, buffer, 128, flags)
    return buffer.raw[: max(min(length, 128) - 1, 0)].decode("utf-8", "replace"), flags.value


# --- one line -------------------------------------------------------------------------------------


def _line(run: Sequence[_Glyph], page: int, height: float) -> list[PdfLine]:
    solid = [glyph for glyph in run if glyph.size]
    if not solid:
        return []
    size = _most_common([glyph.size for glyph in solid])
    base = _most_common([glyph.base for glyph in solid if abs(glyph.size - size) < 0.1])
    cells, ends, marks = _cells(run, size, base)
    if not cells:
        return []
    return [
        PdfLine(
            text=" ".join(words for _, words in cells),
            page=page,
            left=cells[0][0],
            right=max(glyph.right for glyph in solid),
            base=base,
            size=size,
            bold=all(glyph.bold for glyph in solid),
            italic=all(glyph.italic for glyph in solid),
            height=height,
            cells=tuple(cells),
            ends=tuple(ends),
            marks=tuple(marks),
            block=solid[-1].block,
        )
    ]


def _most_common(values: Sequence[float]) -> float:
    counts: dict[float, int] = {}
    for value in values:
        key = round(value, 1)
        counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], key))


def _cells(
    run: Sequence[_Glyph], size: float, base: float
) -> tuple[list[tuple[float, str]], list[float], list[str]]:
    """Words of a line, parted where a wide gap is, with their right ends; and the raised numbers
    taken out of them.
    """
    found: list[tuple[float, list[str]]] = []
    ends: list[float] = []
    marks: list[str] = []
    mark = ""
    right: float | None = None
    for glyph in run:
        raised = glyph.size and glyph.size < _RAISED * size and glyph.base > base + 0.15 * size
        if raised and right is not None and _may_be_mark(glyph.char, mark):
            mark += glyph.char
            right = glyph.right
            continue
        if mark:
            marks += _settled(mark, found[-1][1])
            mark = ""
        if glyph.size and (right is None or glyph.left - right > _WIDE * size):
            found.append((glyph.left, []))
            ends.append(glyph.right)
        if found:
            found[-1][1].append(glyph.char)
        if glyph.size:
            right = ends[-1] = glyph.right
    if mark:
        marks += _settled(mark, found[-1][1])
    cells = [(left, squeeze("".join(chars)).strip()) for left, chars in found]
    kept = [index for index, (_, words) in enumerate(cells) if words]
    return [cells[index] for index in kept], [ends[index] for index in kept], marks


def _may_be_mark(char: str, before: str) -> bool:
    """Whether a raised character is of a note's mark, or of an exponent with its sign."""
    return char.isdigit() or char in "*†‡," or (char in _SIGNS and not before)


def _settled(raised: str, before: list[str]) -> list[str]:
    """The mark of a note; nothing where raised figures go on the word before them as its own: those
    of a unit, or behind a number, which what is known of the whole text tells apart.
    """
    word = "".join(before[-_LOOK_BACK:]).rpartition(" ")[2]
    figures = raised.lstrip(_SIGNS)
    signed = figures != raised
    own = figures.isdigit() and (signed or word[-1:].isdigit() or is_power(word, figures))
    if own or not figures:
        before.append(raise_figures(raised))
        return []
    return [figures]
