"""Where a passage stands, in words: source, section, pages where there are pages, lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.compose.citing import NoteBook, cite
from briefgen.config.libraries import library_of
from briefgen.config.wording import load_words
from briefgen.model import FromSource, Paragraph, Passage, Span
from briefgen.selection import TLP_2_0, Selector, mark, select
from briefgen.tree import plain_text
from tests.builds.document import document, para, section
from tests.places import PROJECT


def passage(source: str, *lines: tuple[int, int], pages: tuple[int, ...] = ()) -> Passage:
    block = section("s", "Risks", para("p", "The port may close."), number="V")
    made = mark(document(block, source=source), "TLP:CLEAR", [], TLP_2_0).document
    (found,) = select((made,), Selector(), TLP_2_0)
    spans = tuple(Span(start=a, end=b) for a, b in lines)
    assert isinstance(found.unit, Paragraph)
    origins = (FromSource(source=source, spans=spans, pages=pages, marking="TLP:CLEAR"),)
    return replace(found, unit=replace(found.unit, origins=origins))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", " (A, V. Risks, pages 3–4, lines 7–9 and 12)"),
        ("fr", " (A, V. Risks, pages 3–4, lignes 7–9 et 12)"),
        ("de", " (A, V. Risks, Seiten 3–4, Zeilen 7–9 und 12)"),
        ("zh", "（A，V. Risks，第 3–4 页，第 7–9 和 12 行）"),
    ],
)
def test_pages_are_cited_where_a_source_has_them(language: str, words: str) -> None:
    table, _ = load_words(library_of(PROJECT, "", PROJECT / "templates"))
    assert table is not None
    notes = NoteBook("inline", {"a": "A"}, {**table.table["en"], **table.table[language]})
    one = passage("a", (7, 9), (12, 12), pages=(3, 4))
    assert plain_text(notes.mark([one])) == words
    plain = passage("a", (7, 7))
    assert "3" not in plain_text(notes.mark([plain]))


def test_a_merged_event_is_cited_in_each_of_its_sources() -> None:
    one, other = passage("a", (7, 7)), passage("b", (30, 31), pages=(2,))
    both = (*one.unit.origins, *other.unit.origins)
    assert isinstance(one.unit, Paragraph)
    merged = replace(one, unit=replace(one.unit, origins=both), also=(other,))
    assert [(c.source, c.lines, c.pages) for c in cite([merged])] == [
        ("a", ((7, 7),), ()),
        ("b", ((30, 31),), (2,)),
    ]


def test_a_table_of_notes_cites_pages_too() -> None:
    table, _ = load_words(library_of(PROJECT, "", PROJECT / "templates"))
    assert table is not None
    book = NoteBook("list", {"a": "A"}, table.table["en"])
    book.mark([passage("a", (7, 9), pages=(3, 4))])
    book.mark([passage("a", (12, 12))])
    assert [note.section for note in book.notes([1, 2])] == ["V, pages 3–4", "V"]
