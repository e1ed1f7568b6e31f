"""Tables, dated rows and views side by side as Word tables whose heads repeat and rows hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefgen.anchored import cell_id
from briefgen.diagnostics import warning
from briefgen.model import Block, Column, Columns, Inlines, Row, Table
from briefgen.renderers.word.blocks.anchors import block_paragraph, block_start, gap
from briefgen.renderers.word.blocks.inlines import inlines_xml
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import (
    LEAST_ABREAST_MM,
    eighths,
    hex_colour,
    lines_needed,
    mm,
    number,
    text_style,
    twips,
)
from briefgen.renderers.word.markup import (
    Cell,
    RunFormat,
    TableFrame,
    border,
    field_end,
    field_start,
    number_run,
    paragraph,
    table,
    table_row,
    text_run,
)
from briefgen.renderers.word.places import heading_style
from briefgen.tree import plain_text

Write = Callable[[Draft, Sequence[Block], Spot], str]

# Word refuses a table of more columns (its own limit; the standard names none).
MOST_COLUMNS = 63
_FEW_COLUMNS = 4  # with more of them the white between columns is halved
_NUMBER = re.compile(r"[-+−–]?[\d., \u00a0\u202f]*\d\s*[%‰€$£]?")
_BOLD = RunFormat(bold=True)


def table_xml(draft: Draft, block: Table, spot: Spot) -> str:
    """A table with caption, repeated head, hairlines between rows, first column as row head."""
    rows = [*([block.header] if block.header else []), *block.rows]
    count = len(rows[0].cells) if rows else 0
    above = block_start(draft, block.id) + caption_xml(draft, block.id, block.caption)
    if not count:
        return above
    if count > MOST_COLUMNS:
        return above + _too_wide(draft, rows, count)
    widths = column_widths(block, spot.width)
    right = _right_columns(block, count)
    shown = [
        _row_xml(draft, row, widths, right, header=row is block.header, last=row is rows[-1])
        for row in rows
    ]
    frame = data_frame(draft, widths, header=block.header is not None, title=block.caption)
    if spot.callout:
        frame = replace(frame, borders=_callout_rules(draft))
    return above + table(frame, shown) + gap()


def caption_xml(draft: Draft, block: str, caption: Inlines) -> str:
    """`Table 1  words`: the number is Word's own sequence field (ECMA-376-1, 17.16.5.60)."""
    if not caption:
        return ""
    draft.tables += 1
    number = draft.numbered("t", draft.tables)
    return numbered_caption(draft, block, caption, draft.words.table, "Table", number)


def numbered_caption(
    draft: Draft, block: str, caption: Inlines, label: str, sequence: str, number: str
) -> str:
    """A caption whose label and number are bold and stay with what follows."""
    bold = _BOLD.xml()
    inner = (
        text_run(f"{label} ", bold)
        + field_start(f"SEQ {sequence} \\* ARABIC", bold)
        + number_run(number, bold)
        + field_end(bold)
        + text_run("  ")
        + inlines_xml(draft, caption)
    )
    return block_paragraph(draft, f"{block}/caption", "Caption", inner)


def data_frame(
    draft: Draft, widths: Sequence[int], *, header: bool, title: Inlines = ()
) -> TableFrame:
    """Rules of a table with data: heavy above, thin below (LOOK.md "Tables")."""
    style, cell = draft.style, text_style(draft.style, "table_cell")
    ink, hair = hex_colour(style, "ink"), hex_colour(style, "hairline")
    thin = eighths(style.rules["thin"])
    return TableFrame(
        widths=tuple(widths),
        style="BGTable",
        borders=border("top", eighths(style.rules["heavy"]), ink)
        + border("bottom", thin, hair)
        + border("insideH", thin, hair),
        top=twips(cell.pad_top_pt),
        bottom=twips(cell.pad_bottom_pt),
        right=twips(cell.pad_right_pt if len(widths) <= _FEW_COLUMNS else cell.pad_right_pt / 2),
        description=plain_text(title),
        first_row=header,
        first_column=True,
    )


def _callout_rules(draft: Draft) -> str:
    """Rules of a table in a callout: it closes the callout, whose title has opened it."""
    style = draft.style
    heavy = border("bottom", eighths(style.rules["heavy"]), hex_colour(style, "ink"))
    thin = border("insideH", eighths(style.rules["thin"]), hex_colour(style, "hairline"))
    return heavy + thin


def head_rule(draft: Draft) -> str:
    """The rule under a head row."""
    style = draft.style
    return border("bottom", eighths(style.rules["head"]), hex_colour(style, "ink"))


def row_is_unsplit(draft: Draft, cells: Sequence[Inlines], widths: Sequence[int]) -> bool:
    """Whether a row may not break: all but those taller than half the body (LOOK.md "Tables")."""
    style, look = draft.style, text_style(draft.style, "table_cell")
    page = style.page
    body_pt = (page.height_mm - page.body_top_mm - page.body_bottom_mm) * 72 / 25.4
    lines = max(
        lines_needed(cell, look.size_pt, width) for cell, width in zip(cells, widths, strict=True)
    )
    return lines * look.leading_pt <= body_pt * number(style, "table.split_over")


def _row_xml(
    draft: Draft,
    row: Row,
    widths: Sequence[int],
    right: Sequence[bool],
    *,
    header: bool,
    last: bool,
) -> str:
    draft.seen.add(row.id)
    cells = [
        Cell(
            xml=_cell_paragraph(draft, row, column, header=header, right=right[column]),
            borders=head_rule(draft) if header and not last else "",
        )
        for column in range(len(row.cells))
    ]
    unsplit = header or row_is_unsplit(draft, row.cells, widths)
    return table_row(cells, widths, header=header, unsplit=unsplit)


def _cell_paragraph(draft: Draft, row: Row, column: int, *, header: bool, right: bool) -> str:
    style = "BGTableHead" if header else "BGTableText" if column else "BGRowHead"
    words = inlines_xml(draft, row.cells[column])
    place = '<w:jc w:val="right"/>' if right else ""
    return block_paragraph(draft, cell_id(row.id, column), style, words, place)


def _right_columns(block: Table, count: int) -> list[bool]:
    """Which columns hold nothing but numbers and stand right; never the first, the row's head."""
    texts = [
        [plain_text(row.cells[column]).strip() for row in block.rows] for column in range(count)
    ]
    return [
        column > 0 and any(words) and all(not w or _NUMBER.fullmatch(w) for w in words)
        for column, words in enumerate(texts)
    ]


def column_widths(block: Table, width: int) -> list[int]:
    """Twips per column: the shares the table states, else by the words in it. They add up."""
    shares = [max(share, 0.0) for share in block.widths]
    rows = [*([block.header] if block.header else []), *block.rows]
    count = len(rows[0].cells)
    if len(shares) != count or not sum(shares):
        shares = [
            _weight([plain_text(row.cells[column]) for row in rows]) for column in range(count)
        ]
    return share_out(shares, width)


def _weight(texts: Sequence[str]) -> float:
    """What a column asks for: its longest word must fit, up to 60 characters stand in one line."""
    longest_word = max((len(word) for text in texts for word in text.split()), default=1)
    return max(min(max(map(len, texts), default=1), 60), min(longest_word, 30), 4)


def share_out(shares: Sequence[float], width: int) -> list[int]:
    """A width in whole twips by shares; the last column takes what rounding leaves."""
    total = sum(shares)
    widths = [max(int(width * share / total), 1) for share in shares]
    widths[-1] = max(width - sum(widths[:-1]), 1)
    return widths


def _too_wide(draft: Draft, rows: Sequence[Row], count: int) -> str:
    draft.find(
        warning(
            "table-too-wide",
            f"a table has {count} columns, Word holds {MOST_COLUMNS}; its rows stand as lines",
            hint="select fewer columns, or take this table from the PDF",
        )
    )
    lines = []
    for row in rows:
        draft.seen.add(row.id)
        cells = text_run("  ").join(inlines_xml(draft, cell) for cell in row.cells)
        lines.append(paragraph("BGTableText", cells))
    return "".join(lines) + gap()


# --- side by side ---------------------------------------------------------------------------------


def columns_xml(draft: Draft, block: Columns, spot: Spot, write: Write) -> str:
    """Two views as a table of two columns, whose heads repeat over a page; three or more, or where
    there is no room, one below the other.

    Each column is written as a whole, as it is read; the row of heads is put together afterwards
    (LOOK.md "Two views").
    """
    start = block_start(draft, block.id)
    remark = paragraph("BGRemark", inlines_xml(draft, block.remark)) if block.remark else ""
    if len(block.columns) != 2 or spot.narrow or spot.width < mm(LEAST_ABREAST_MM):
        return start + "".join(_stacked(draft, c, spot, write) for c in block.columns) + remark
    space = mm(number(draft.style, "column_gap_mm"))
    text = (spot.width - space) // 2
    widths = (text + space, spot.width - text - space)
    inner = spot.inside(width=text, narrow=True, list_depth=0)
    sides = [_side(draft, column, inner, write) for column in block.columns]
    titled = any(column.title for column in block.columns)
    rows = []
    if titled:
        heads = [Cell(xml=head or gap()) for head, _ in sides]
        rows.append(table_row(heads, widths, header=True, unsplit=True))
    rows.append(table_row([Cell(xml=b) for _, b in sides], widths, header=False, unsplit=False))
    frame = TableFrame(widths=widths, right=space, first_row=titled)
    return start + table(frame, rows) + (remark or gap())


def _side(draft: Draft, column: Column, spot: Spot, write: Write) -> tuple[str, str]:
    """The head over its rule, and the points, which end in a paragraph."""
    head = _column_head(draft, column, spot, _head_look(draft)) if column.title else ""
    body = write(draft, column.blocks, spot.inside(depth=spot.depth + bool(column.title)))
    return head, (body if body.endswith("</w:p>") else body + gap())


def _head_look(draft: Draft) -> str:
    """What a column's head has of its own: the rule below it and no white above.

    The row of heads stays with the first lines below it; more than that would tie both rows
    together (17.3.1.15).
    """
    style, look = draft.style, text_style(draft.style, "column_head")
    rule = border(
        "bottom",
        eighths(style.rules["column_head"]),
        hex_colour(style, "ink"),
        round(look.pad_bottom_pt / 2),
    )
    after = twips(look.after_pt)
    return (
        f'<w:keepNext w:val="0"/><w:pBdr>{rule}</w:pBdr><w:spacing w:before="0" w:after="{after}"/>'
    )


def _column_head(draft: Draft, column: Column, spot: Spot, properties: str = "") -> str:
    style = heading_style(spot.depth)
    words = inlines_xml(draft, column.title)
    return block_paragraph(draft, column.id, style, words, properties, heading=True)


def _stacked(draft: Draft, column: Column, spot: Spot, write: Write) -> str:
    head = _column_head(draft, column, spot) if column.title else block_start(draft, column.id)
    return head + write(draft, column.blocks, spot.inside(depth=spot.depth + bool(column.title)))
