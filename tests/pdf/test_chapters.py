"""Sections that are pages of their own: drawn once for all packs, and the same bytes in each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    BulletList,
    Document,
    Link,
    ListItem,
    Note,
    NoteRef,
    Notes,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from briefgen.renderers.pdf import PdfRun, render, start_run
from tests.packs.parts import document, load_style, paragraph
from tests.pdf.reading import page_texts
from tests.pdf.written import words_written

STYLE = load_style("classic")


def section(name: str, marks: tuple[int, ...], link: str) -> Section:
    """Some pages of everything that packs differ in: marks, captions, links to other sections."""
    row = Row(id=f"{name}/r", cells=((Text("Berth 100 %"),), (Text("7"),)))
    texts = [
        paragraph(f"{name}/{n}", f"Words {n} of {name}. " * 40, mark)
        for n, mark in enumerate(marks)
    ]
    points = tuple(
        ListItem(id=f"{name}/i{n}", blocks=(paragraph(f"{name}/p{n}", f"Point {n} of {name}."),))
        for n in range(30)
    )
    return Section(
        id=name,
        title=(Text(f"Section {name}"), NoteRef(marks[0])),
        blocks=(
            *texts,
            Paragraph(
                id=f"{name}/l",
                content=(Text("See "), Link(f"#{link}", (Strong((Text("there"),)),)), Text(".")),
            ),
            Table(id=f"{name}/t", rows=(row, row), caption=(Text("Berths"),)),
            BulletList(id=f"{name}/b", items=points),
        ),
    )


def pack(names: tuple[str, ...], first: int) -> Document:
    """Sections of these names, their marks numbered from `first`, with a table of notes."""
    blocks: list[Block] = []
    number = first
    for name in names:
        blocks.append(section(name, (number, number + 1, number + 2), link="a"))
        number += 3
    notes = tuple(
        Note(number=n, letter="A", section=f"I.{n % 5}", lines=str(n), text=(Text(f"Place {n}"),))
        for n in range(1, number)
    )
    head = ("Note", "Source", "Section", "Lines")
    table = Notes(id="n/table", layout="table", notes=notes, head=head)
    opening = Section(id="o", title=(Text("Opening"),), blocks=(paragraph("o/p", "Words."),))
    end = Section(id="n", title=(Text("Notes"),), blocks=(table,))
    return document("chapters", (opening, *blocks, end), "Chapters")


def test_pages_of_a_section_are_drawn_once_for_all_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    written = words_written(monkeypatch)
    run = start_run()
    for first in (1, 2, 3):
        render(pack(("a", "b"), first), STYLE, run)
    written.clear()
    data, _ = render(pack(("b", "a"), 4), STYLE, run)
    assert not [words for words in written if "Point" in words or "Words 1" in words]
    text = " ".join(page_texts(data))
    assert "Table 2 Berths" in text
    assert data == render(pack(("b", "a"), 4), STYLE, start_run())[0]


@pytest.fixture(scope="module")
def run() -> PdfRun:
    """The run of all packs that are drawn."""
    return start_run()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True),
    st.sampled_from([1, 2, 7, 8, 12, 96]),
)
def test_a_pack_has_the_same_bytes_whatever_packs_were_made_before(
    run: PdfRun, names: list[str], first: int
) -> None:
    """Its choice, order and numbers differ; a link leads to a section that only some show."""
    made = pack(tuple(names), first)
    assert render(made, STYLE, run) == render(made, STYLE, start_run())
