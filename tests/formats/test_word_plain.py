"""Word files without a title style, and plain text that was only saved as Word."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from briefgen.model import Paragraph
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text, plain_text, walk

_LINES = ("SAFE PORTS", "", "I. THE SETTING", "", "Five towns lie", "on the coast.", "", "- One.")


def _read(document: Document) -> Reading:
    stream = io.BytesIO()
    document.save(stream)
    reading, _ = read_bytes(stream.getvalue(), source_id="s", shown="s.docx", suffix=".docx")
    assert reading is not None
    return reading


def test_the_only_heading_of_the_first_level_is_the_title_where_it_opens_the_text() -> None:
    document = docx.Document()
    document.add_heading("Safe ports", 1)
    document.add_paragraph("The ports are old.")
    document.add_heading("What to do", 2)
    document.add_paragraph("The towns should pay.")
    assert plain_text(_read(document).document.title) == "Safe ports"


def test_a_plain_text_that_was_saved_as_word_is_read_as_plain_text() -> None:
    document = docx.Document()
    style = document.styles.add_style("Preformatted Text", WD_STYLE_TYPE.PARAGRAPH)
    for line in _LINES:
        document.add_paragraph(line, style=style)
    reading = _read(document)
    assert plain_text(reading.document.title) == "Safe ports"
    texts = [node_text(n) for n in walk(reading.document.blocks) if isinstance(n, Paragraph)]
    assert texts == ["Five towns lie on the coast.", "One."]
