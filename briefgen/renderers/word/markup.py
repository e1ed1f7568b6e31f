"""Pieces of WordprocessingML as text: runs, paragraphs, fields, bookmarks, borders, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.slotted import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# What XML 1.0 cannot hold. The model refuses it in `Text`; labels and properties are plain strings.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_UNWRITABLE = re.compile(f"[{_CONTROLS}]")
_TO_ESCAPE = re.compile(f'[&<>"{_CONTROLS}]')


def escape(text: str) -> str:
    """Words as XML character data or as an attribute's value in double quotes."""
    if _TO_ESCAPE.search(text) is None:  # nearly all words
        return text
    return _UNWRITABLE.sub("", text).translate(_SPECIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFormat:
    """Direct formatting of a run. `bold` None leaves the paragraph's weight as it is."""

    style: str = ""
    bold: bool | None = None
    italic: bool = False
    colour: str = ""  # six hex digits
    size_pt: float = 0
    extra: str = ""  # w:bdr and w:shd, in this order

    def xml(self, fonts: str = "", after: str = "") -> str:
        """`w:rPr` in the order of CT_RPr (ECMA-376-1, 17.3.2.28), "" where it says nothing."""
        if self is PLAIN and not fonts and not after:
            return ""
        parts = (
            f'<w:rStyle w:val="{self.style}"/>' if self.style else "",
            fonts,
            "" if self.bold is None else ("<w:b/>" if self.bold else '<w:b w:val="0"/>'),
            "<w:i/>" if self.italic else "",
            f'<w:color w:val="{self.colour}"/>' if self.colour else "",
            f'<w:sz w:val="{round(self.size_pt * 2)}"/>' if self.size_pt else "",
            self.extra,
            after,
        )
        inner = "".join(parts)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


PLAIN = RunFormat()


def text_run(text: str, properties: str = "") -> str:
    """One run; `properties` is a whole `w:rPr` or ""."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def number_run(digits: str, properties: str = "") -> str:
    """One run of digits, or of a slot for them."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{digits}</w:t></w:r>'


def tab_run() -> str:
    return "<w:r><w:tab/></w:r>"


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """One paragraph in a named style; `properties`: further children of `w:pPr` in their order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def field(instruction: str, result: str, properties: str = "") -> str:
    """A complex field with its result filled in, so that nothing has to be updated to be read.

    `result` is the plain text that stands until somebody presses F9.
    """
    return (
        field_start(instruction, properties) + text_run(result, properties) + field_end(properties)
    )


def field_start(instruction: str, properties: str = "") -> str:
    """A field up to its result (ECMA-376-1, 17.16.18)."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} '
        f'</w:instrText></w:r><w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: str = "") -> str:
    return f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def border(side: str, width_eighths: int, colour: str, space_pt: int = 0) -> str:
    """One edge of a paragraph, cell or table border; `space_pt` 0 to 31."""
    return (
        f'<w:{side} w:val="single" w:sz="{width_eighths}" w:space="{space_pt}" w:color="{colour}"/>'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its paragraphs, its borders and its own padding above, all as XML."""

    xml: str
    borders: str = ""
    padding: str = ""


def table_row(cells: Sequence[Cell], widths: Sequence[int], *, header: bool, unsplit: bool) -> str:
    """One row; `widths` in twips, one per cell."""
    marks = ("<w:cantSplit/>" if unsplit else "") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    last = len(cells) - 1
    inner = "".join(
        _cell(cell, width, at == last)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr>{properties}{inner}</w:tr>"


def _cell(cell: Cell, width: int, last: bool) -> str:
    """The last cell of a row has no white at its right: it ends at the margin."""
    borders = f"<w:tcBorders>{cell.borders}</w:tcBorders>" if cell.borders else ""
    inner = cell.padding + ('<w:right w:w="0" w:type="dxa"/>' if last else "")
    padding = f"<w:tcMar>{inner}</w:tcMar>" if inner else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}{padding}</w:tcPr>'
        f"{cell.xml}</w:tc>"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFrame:
    """What surrounds the rows of a table: twips, and borders as XML."""

    widths: tuple[int, ...]
    style: str = "BGPlainTable"
    borders: str = ""
    top: int = 0
    bottom: int = 0
    right: int = 0
    description: str = ""
    first_row: bool = False
    first_column: bool = False


def table(frame: TableFrame, rows: Sequence[str]) -> str:
    """A table of fixed layout that starts at the margin (ECMA-376-1, 17.4.37)."""
    borders = f"<w:tblBorders>{frame.borders}</w:tblBorders>" if frame.borders else ""
    about = ""
    if frame.description:
        words = escape(frame.description)
        about = f'<w:tblCaption w:val="{words}"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in frame.widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{frame.style}"/>'
        f'<w:tblW w:w="{sum(frame.widths)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{frame.top}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{frame.bottom}" w:type="dxa"/>'
        f'<w:right w:w="{frame.right}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="{_look(frame)}" w:firstRow="{int(frame.first_row)}" w:lastRow="0" '
        f'w:firstColumn="{int(frame.first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _look(frame: TableFrame) -> str:
    """The old bit field beside the attributes of `w:tblLook` (17.4.56)."""
    return f"{0x0600 | 0x0020 * frame.first_row | 0x0080 * frame.first_column:04X}"
