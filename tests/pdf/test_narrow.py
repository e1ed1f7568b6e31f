"""What has too little room: markings, columns, lines; nothing leaves the page or is cut unsaid."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import Literal

import pikepdf
import pytest

from briefgen.model import Block, Furniture, Row, Section, Table, Text
from briefgen.proof.pdf_text import read_drawn
from briefgen.renderers.pdf import render, start_run
from tests.packs.parts import STYLE_NAMES, document, load_style, origin, paragraph
from tests.pdf.reading import page_texts


def made(*blocks: Block, style: str = "plain") -> tuple[bytes, list[str]]:
    data, found = render(document("odd", blocks, "Odd"), load_style(style), start_run())
    return data, [d.code for d in found]


def section(*blocks: Block) -> Section:
    return Section(id="s", title=(Text("Section"),), blocks=blocks)


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("page", ["a4", "letter"])
def test_a_long_marking_stands_whole_on_every_page(
    style: str, page: Literal["a4", "letter"]
) -> None:
    label = "OFFICIAL-SENSITIVE WITH A LONG CAVEAT: RECIPIENTS AND THEIR DEPUTIES ALONE"
    blocks = tuple(paragraph(f"p{n}", "Words of a page. " * 60) for n in range(8))
    around = Furniture(series="S" * 200, kind="K", date="1 May 2024", banner=label, ladder="own")
    pack = replace(document("marked", blocks, "Long"), furniture=around)
    data, found = render(pack, load_style(style, page), start_run())
    assert found == ()
    for number, text in enumerate(page_texts(data), start=1):
        told = Counter(text.split())
        assert all(told[word] == 2 for word in label.split())
        assert f"Page {number} of" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for sheet in pdf.pages:
            width, height = (float(edge) for edge in sheet.mediabox[2:])
            for shown in read_drawn(sheet).runs:
                assert shown.x >= 40
                assert shown.end <= width - 40
                assert 14 <= shown.y <= height - 14


def test_a_marking_without_room_is_refused() -> None:
    around = Furniture(series="S", kind="K", date="", banner="SECRET " * 40, ladder="own")
    pack = replace(document("marked", (paragraph("p", "Words."),), "Long"), furniture=around)
    data, found = render(pack, load_style("compact"), start_run())
    assert data == b""
    assert [d.code for d in found] == ["marking-too-long"]


def test_a_long_table_is_as_wide_as_its_longest_word_wherever_it_stands() -> None:
    rows = tuple(
        Row(id=f"r{n}", cells=((Text(str(n)),), (Text("cargo of the day " * (n % 7)),)))
        for n in range(1, 1200)
    )
    data, codes = made(section(Table(id="t", rows=rows)))
    assert codes == []
    assert "1199" in page_texts(data)[-1].split()


def test_of_too_many_columns_the_widest_words_are_cut() -> None:
    cells = tuple((Text("cargo" if n else "lighthouses" * 3),) for n in range(14))
    data, codes = made(section(Table(id="t", rows=(Row(id="r", cells=cells),))))
    assert codes == ["word-cut"]
    assert page_texts(data)[0].split().count("cargo") == 13


def test_what_is_odd_in_many_lines_is_told_once() -> None:
    blocks = tuple(paragraph(f"p{n}", "x" * 300, origins=origin(n)) for n in (*range(1, 20), 7))
    _, found = render(document("odd", blocks, "Odd"), load_style("plain"), start_run())
    [told] = found
    assert told.place is not None
    assert told.place.line == 1
    assert told.message.endswith("(also lines 2, 3, 4, 5, 6, 7, 8, 9 and 10 more)")


def test_no_blank_gapes_before_a_word_that_fills_the_line() -> None:
    text = f"officer deputy deputy {'x' * 300} and so on"
    data, _ = made(paragraph("p", text), style="classic")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first = [run for run in read_drawn(pdf.pages[0]).runs if "officer" in run.text]
    assert first[0].end - first[0].x < 140
