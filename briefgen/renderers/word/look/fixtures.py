"""From a style to the named styles of what opens a pack, of its tables and of its furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.renderers.word.look.measures import (
    content_width,
    eighths,
    hex_colour,
    text_style,
    white_right,
)
from briefgen.renderers.word.look.named import NamedStyle
from briefgen.renderers.word.look.textual import heading_look
from briefgen.renderers.word.markup import border
from briefgen.style import Style, TextStyle


def opening_styles(style: Style) -> Iterator[NamedStyle]:
    """Title, the parts of memo heads, covers and press heads, and the contents."""
    hair = hex_colour(style, "hairline")
    thin = eighths(style.rules["thin"])
    cover = border("top", eighths(style.rules["cover"]), hex_colour(style, "ink"), 17)
    heavy = border("top", eighths(style.rules["heavy"]), hex_colour(style, "ink"), 5)
    title = text_style(style, "memo_title")
    yield NamedStyle(id="Title", name="Title", look=title, next="BodyText", keep_next=True)
    yield NamedStyle(
        id="Subtitle",
        name="Subtitle",
        look=text_style(style, "cover_sub"),
        right=white_right(style),
    )
    yield NamedStyle(id="BGLabel", name="BG Label", look=text_style(style, "memo_label"))
    yield NamedStyle(id="BGValue", name="BG Value", look=text_style(style, "memo_value"))
    yield NamedStyle(
        id="BGKind", name="BG Kind", look=text_style(style, "cover_kind"), borders=cover
    )
    right_tab = f'<w:tab w:val="right" w:pos="{content_width(style)}"/>'
    yield NamedStyle(
        id="BGPressLine",
        name="BG Press Line",
        look=replace(text_style(style, "press_kind"), after_pt=style.grid_pt / 2),
        borders=heavy,
        tabs=right_tab,
    )
    yield NamedStyle(id="BGFactLabel", name="BG Fact Label", look=_flat(style, "facts_label"))
    yield NamedStyle(id="BGFact", name="BG Fact", look=_flat(style, "facts_value"))
    head = heading_look(style, 1, True)
    yield NamedStyle(
        id="TOCHeading", name="TOC Heading", look=head, next="BodyText", keep_next=True
    )
    entry = text_style(style, "contents_1")
    rule = border("top", thin, hair, 6) + border("between", thin, hair, 6)
    yield NamedStyle(
        id="TOC1",
        name="toc 1",
        look=replace(entry, before_pt=style.grid_pt / 2, after_pt=0),
        borders=rule,
        tabs=right_tab,
        right=white_right(style),
        keep_next=True,
    )
    yield NamedStyle(
        id="BGContentsDetail",
        name="BG Contents Detail",
        look=replace(text_style(style, "contents_sub"), after_pt=0),
        right=white_right(style),
    )


def _flat(style: Style, name: str) -> TextStyle:
    """A text style whose padding is the table cell's, not the paragraph's."""
    return replace(text_style(style, name), before_pt=0, after_pt=0)


def table_styles(style: Style) -> Iterator[NamedStyle]:
    """Captions and the paragraphs in cells, whose padding is the table's."""
    caption = text_style(style, "caption")
    yield NamedStyle(
        id="Caption", name="caption", look=caption, next="BodyText", keep_next=True, keep_lines=True
    )
    sheet = {
        "BGTableHead": ("BG Table Head", "table_head"),
        "BGTableText": ("BG Table Text", "table_cell"),
        "BGTableSource": ("BG Table Source", "table_source"),
        "BGNoteHead": ("BG Note Head", "note_table_head"),
        "BGNoteText": ("BG Note Text", "note_table"),
        "BGStrip": ("BG Strip", "strip_label"),
        "BGFigureText": ("BG Figure Text", "timeline_label"),
        "BGDate": ("BG Date", "dated_fact_date"),
        "BGDatedFact": ("BG Dated Fact", "dated_fact"),
    }
    for style_id, (name, look) in sheet.items():
        yield NamedStyle(
            id=style_id,
            name=name,
            look=_flat(style, look),
            keep_next=style_id in ("BGTableHead", "BGNoteHead"),
        )
    head = text_style(style, "table_cell")
    yield NamedStyle(
        id="BGRowHead",
        name="BG Row Head",
        look=replace(head, weight="bold", before_pt=0, after_pt=0),
    )


def furniture_styles(style: Style) -> Iterator[NamedStyle]:
    """Header, footer and notes."""
    tabs = f'<w:tab w:val="right" w:pos="{content_width(style)}"/>'
    note = replace(
        text_style(style, "source_note"), size_pt=9, leading_pt=11, after_pt=1, colour="ink"
    )
    yield NamedStyle(id="Header", name="header", look=text_style(style, "run_head"), tabs=tabs)
    yield NamedStyle(id="Footer", name="footer", look=text_style(style, "run_foot"), tabs=tabs)
    yield NamedStyle(
        id="FootnoteText",
        name="footnote text",
        look=note,
        tabs='<w:tab w:val="left" w:pos="200"/>',
        left=200,
        hanging=200,
    )
    yield NamedStyle(id="CommentText", name="annotation text", look=note, shown=False)
    yield NamedStyle(id="BGNotesIntro", name="BG Notes Intro", look=replace(note, before_pt=3))
    yield NamedStyle(
        id="BGEditorsNote",
        name="BG Editors Note",
        look=text_style(style, "editors_note"),
        right=white_right(style),
    )
