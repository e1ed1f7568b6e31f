"""The PDF says what the pack says: words of the structure tree, in the pack's reading order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import Document
from briefgen.renderers.pdf import measure, render, start_run
from tests.pack_parts import STYLE_NAMES, load_style
from tests.pack_random import PACK
from tests.pack_samples import PACKS
from tests.pdf_reading import (
    bookmarks,
    expected_words,
    inner_links,
    page_count,
    page_texts,
    structure,
    structure_words,
)

RUN = start_run()
CASES = [(name, style) for name in PACKS for style in STYLE_NAMES]


@pytest.fixture(scope="module")
def packs() -> dict[tuple[str, str], bytes]:
    run = start_run()
    return {(n, s): render(PACKS[n](), load_style(s), run)[0] for n, s in CASES}


@pytest.mark.parametrize(("name", "style"), CASES)
def test_structure_text_is_the_pack_in_order(
    packs: dict[tuple[str, str], bytes], tmp_path: Path, name: str, style: str
) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(packs[name, style])
    assert structure_words(file) == expected_words(PACKS[name]())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(PACK, st.sampled_from(STYLE_NAMES))
def test_structure_text_is_the_text_of_any_pack(
    tmp_path_factory: pytest.TempPathFactory, pack: Document, style: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "pack.pdf"
    file.write_bytes(render(pack, load_style(style), RUN)[0])
    assert structure_words(file) == expected_words(pack)


@pytest.mark.parametrize(("name", "style"), CASES)
def test_no_heading_level_is_skipped(
    packs: dict[tuple[str, str], bytes], name: str, style: str
) -> None:
    levels = [
        int(node.role[1]) for node in structure(packs[name, style]) if node.role[1:].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_contents_lead_to_their_sections_and_print_the_page(
    packs: dict[tuple[str, str], bytes],
) -> None:
    data = packs["read-ahead", "plain"]
    texts = page_texts(data)
    links = [to for page, to in inner_links(data) if page == 1]
    titles = [title for title, depth in bookmarks(data) if depth == 0][2:]
    assert len(links) == 6
    for to, title in zip(links, titles, strict=True):
        assert title in texts[to]
        assert f"{title} {to + 1}" in texts[1]


def test_notes_and_marks_lead_to_each_other(packs: dict[tuple[str, str], bytes]) -> None:
    roles = [node.role for node in structure(packs["memo", "compact"])]
    assert roles.count("Note") == 5
    assert len(inner_links(packs["memo", "compact"])) == 10


def test_page_numbers_count_the_pages(packs: dict[tuple[str, str], bytes]) -> None:
    data = packs["read-ahead", "classic"]
    count = page_count(data)
    for number, text in enumerate(page_texts(data), start=1):
        assert f"Page {number} of {count}" in text


@pytest.mark.parametrize(("name", "style"), CASES)
def test_measuring_counts_the_same_pages(
    packs: dict[tuple[str, str], bytes], name: str, style: str
) -> None:
    found, _ = measure(PACKS[name](), load_style(style), start_run())
    assert found.pages == page_count(packs[name, style])
    assert 0 < found.fill <= 1


def test_packs_take_the_pages_that_their_kind_promises(
    packs: dict[tuple[str, str], bytes],
) -> None:
    assert page_count(packs["memo", "compact"]) == 1
    assert page_count(packs["press", "classic"]) == 1
    assert 8 <= page_count(packs["read-ahead", "plain"]) <= 12


def test_tags_of_every_kind_are_there(packs: dict[tuple[str, str], bytes]) -> None:
    roles = {node.role for name, style in CASES for node in structure(packs[name, style])}
    assert roles >= {
        "Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead",
        "TBody", "TR", "TH", "TD", "Caption", "TOC", "TOCI", "Note", "Reference", "Link", "Figure",
        "BlockQuote", "Code",
    }  # fmt: skip


def test_a_figure_is_described(packs: dict[tuple[str, str], bytes]) -> None:
    figures = [n for n in structure(packs["read-ahead", "plain"]) if n.role == "Figure"]
    assert len(figures) == 1
    assert "contacts" in figures[0].element["/Alt"]
