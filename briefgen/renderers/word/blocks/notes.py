"""Notes and sources: Word's own footnotes, a table of notes, or notes that run on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from briefgen.model import Note, Notes, SourceEntry, Sources
from briefgen.renderers.word.blocks.anchors import block_paragraph, block_start, gap
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.blocks.tables import head_rule, share_out
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import eighths, hex_colour, text_style, twips
from briefgen.renderers.word.markup import (
    XML,
    Cell,
    R,
    RunFormat,
    TableFrame,
    W,
    border,
    paragraph,
    tab_run,
    table,
    table_row,
    text_run,
)
from briefgen.renderers.word.parts.flowing import column_width, in_two_columns
from briefgen.renderers.word.places import heading_style
from briefgen.renderers.word.slots import SlottedText, filled, parted, slot
from briefgen.tree import plain_text

_BOLD = RunFormat(bold=True)
_FLOWING = 12  # from so many notes on they stand in two columns
_WHITE = 1.5  # characters between two columns of the table
_WIDTHS = (1, 1, 1.1, 1)  # of a column's characters: words are wider than figures
_LINES = 3  # the column of line numbers, which stands right
_LEFT, _RIGHT = '<w:jc w:val="left"/>', '<w:jc w:val="right"/>'
# At the foot the number stands on the line, where it can be read (look: the Word memo).
_REFERENCE = RunFormat(style="FootnoteReference").xml(after='<w:vertAlign w:val="baseline"/>')


def notes_xml(draft: Draft, block: Notes, spot: Spot) -> str:
    """A pack's notes in their layout. Footnotes stand in a part of their own; a note that no mark
    leads to stays here, so that none is lost.
    """
    start = block_start(draft, block.id)
    title = ""
    if block.title and block.layout != "foot":
        style = heading_style(spot.depth)
        words = inlines_xml(draft, block.title)
        title = block_paragraph(draft, f"{block.id}/title", style, words, heading=True)
    match block.layout:
        case "foot":
            return start + _at_foot(draft, block)
        case "table":
            return start + title + _intro(draft, block) + _note_table(draft, block, spot)
        case "run-in":
            return start + title + _run_in(draft, block)


def _intro(draft: Draft, block: Notes) -> str:
    return paragraph("BGRemark", inlines_xml(draft, block.intro)) if block.intro else ""


def _at_foot(draft: Draft, block: Notes) -> str:
    """What introduces the footnotes, and the notes whose marks the body does not show."""
    title = inlines_xml(draft, block.title, _BOLD)
    space = text_run("  ") if block.title and block.intro else ""
    intro = title + space + inlines_xml(draft, block.intro)
    shown = paragraph("BGNotesIntro", intro) if intro else ""
    for note in block.notes:
        if note.number not in draft.footnote_ids:
            shown += paragraph(
                "FootnoteText", _numbered(draft, note) + inlines_xml(draft, note.text)
            )
    return shown


def _numbered(draft: Draft, note: Note) -> str:
    """A note's number where it is text, with the bookmark that its marks lead to."""
    name = draft.bookmark_name("Note", str(note.number))
    return draft.bookmark(name, text_run(str(note.number), _BOLD.xml())) + text_run(" ")


def _note_table(draft: Draft, block: Notes, spot: Spot) -> str:
    style, look = draft.style, text_style(draft.style, "note_table")
    if not block.notes:
        return ""
    flows = len(block.notes) >= _FLOWING and bool(draft.section) and not spot.narrow
    width = column_width(draft, spot.width) if flows else spot.width
    widths = share_out(_shares(block, (5, 7, 18, 11) if flows else (5, 7, 60, 25)), width)
    rule = head_rule(draft)
    rows = []
    if any(block.head):
        cells = [
            Cell(
                xml=paragraph(
                    "BGNoteHead", words_xml(draft, words), _RIGHT if at == _LINES else ""
                ),
                borders=rule,
            )
            for at, words in enumerate(block.head)
        ]
        rows.append(table_row(cells, widths, header=True, unsplit=True))
    rows += [_note_row(draft, note, widths) for note in block.notes]
    thin, hair = eighths(style.rules["thin"]), hex_colour(style, "hairline")
    frame = TableFrame(
        widths=tuple(widths),
        style="BGTable",
        borders=border("top", eighths(style.rules["heavy"]), hex_colour(style, "ink"))
        + border("bottom", thin, hair)
        + border("insideH", thin, hair),
        top=twips(look.pad_top_pt),
        bottom=twips(look.pad_bottom_pt),
        right=twips(look.pad_right_pt),
        description=plain_text(block.title),
        first_row=any(block.head),
        first_column=True,
    )
    shown = table(frame, rows)
    return in_two_columns(draft, shown) if flows else shown + gap()


def _shares(block: Notes, most: Sequence[int]) -> list[float]:
    """What each column asks for: its longest text, up to so many characters, and its head, which
    is bold and never breaks; with the white after it.
    """
    columns = zip(
        *((str(n.number), n.letter, n.section, n.lines) for n in block.notes), strict=True
    )
    return [
        max(min(max(map(len, texts)), limit), len(head) + 1) * wide + _WHITE
        for texts, head, limit, wide in zip(columns, block.head, most, _WIDTHS, strict=True)
    ]


def _note_row(draft: Draft, note: Note, widths: Sequence[int]) -> str:
    """A row; all but its number is the same in many memos."""
    key = (draft.language, note.letter, note.section, note.lines, *widths)
    row = draft.kept.row(key, partial(_numberless_row, draft, note, widths))
    name = draft.bookmark_name("Note", str(note.number))
    return filled(row, {"number": draft.bookmark(name, text_run(str(note.number)))})


def _numberless_row(draft: Draft, note: Note, widths: Sequence[int]) -> SlottedText:
    words = [slot("number", "")]
    words += [words_xml(draft, text) for text in (note.letter, note.section, note.lines)]
    cells = [
        Cell(xml=paragraph("BGNoteText", xml, _RIGHT if at == _LINES else ""))
        for at, xml in enumerate(words)
    ]
    return parted(table_row(cells, widths, header=False, unsplit=True))


def _run_in(draft: Draft, block: Notes) -> str:
    """Number and words of each note, one after the other in a paragraph."""
    pieces = [_numbered(draft, note) + inlines_xml(draft, note.text) for note in block.notes]
    intro = [inlines_xml(draft, block.intro)] if block.intro else []
    if not intro and not pieces:
        return ""
    return paragraph("BGEditorsNote", text_run(" ").join([*intro, *pieces]))


# --- the footnotes part ---------------------------------------------------------------------------


def footnotes_xml(draft: Draft) -> bytes:
    """`word/footnotes.xml` (ECMA-376-1, 17.11): two separators, then a footnote for each mark."""
    spacing = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    parts = [
        f'<w:footnote w:type="{kind}" w:id="{identity}"><w:p>{spacing}<w:r><w:{mark}/></w:r></w:p>'
        "</w:footnote>"
        for kind, mark, identity in (
            ("separator", "separator", -1),
            ("continuationSeparator", "continuationSeparator", 0),
        )
    ]
    for identity, (note, counted) in enumerate(draft.footnotes, start=1):
        mark = "<w:footnoteRef/>" if counted else f"<w:t>{note.number}</w:t>"
        words = f"<w:r>{_REFERENCE}{mark}</w:r>{tab_run()}"
        words += inlines_xml(draft, note.text, part="footnotes")
        parts.append(
            f'<w:footnote w:id="{identity}">{paragraph("FootnoteText", words)}</w:footnote>'
        )
    return f'{XML}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{"".join(parts)}</w:footnotes>'.encode()


# --- sources --------------------------------------------------------------------------------------


def sources_xml(draft: Draft, block: Sources, spot: Spot) -> str:
    """Each source with its letter, its title as a heading, and what is known of it."""
    return block_start(draft, block.id) + "".join(
        _source(draft, block.id, entry, spot) for entry in block.entries
    )


def _source(draft: Draft, block: str, entry: SourceEntry, spot: Spot) -> str:
    style = heading_style(spot.depth)
    words = number_xml(entry.letter) + inlines_xml(draft, entry.title)
    head = block_paragraph(draft, f"{block}/{entry.letter}", style, words, heading=True)
    if not entry.detail:
        return head
    # Never justified: names of two scripts in a line would be torn apart. Nor parted over pages.
    return head + paragraph("BodyText", inlines_xml(draft, entry.detail), f"<w:keepLines/>{_LEFT}")


def number_xml(number: str) -> str:
    """A number or letter before a heading, in the accent; a wide space parts it from the words."""
    if not number:
        return ""
    return text_run(number, RunFormat(style="BGNumber").xml()) + text_run("\u2002")
