"""The PDF says what the pack says: words of the structure tree, in the pack's reading order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import Document, Figure, Milestones, Section, Text
from briefgen.renderers.pdf import measure, render, start_run
from briefgen.tree import walk
from tests.packs.matrix import LANGUAGES, furniture_words, in_language
from tests.packs.parts import STYLE_NAMES, document, load_style, milestone, paragraph, year
from tests.packs.random import PACK
from tests.packs.samples import PACKS
from tests.pdf.gate import need_chinese
from tests.pdf.reading import (
    bookmarks,
    expected_words,
    inner_links,
    page_count,
    page_texts,
    structure,
    structure_words,
)

RUN = start_run()
PLAIN = load_style("plain")
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


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
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


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_contents_lead_to_their_sections_and_print_the_page(
    packs: dict[tuple[str, str], bytes], style: str
) -> None:
    data = packs["read-ahead", style]
    texts = page_texts(data)
    links = [to for page, to in inner_links(data) if page == 1][:6]
    titles = [title for title, depth in bookmarks(data) if depth == 0][2:]
    assert len(links) == len(titles) == 6
    for to, title in zip(links, titles, strict=True):
        assert title in texts[to]
        assert f"{title} {to + 1}" in texts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_furniture_speaks_the_language_of_the_pack(tmp_path: Path, language: str) -> None:
    """In all made packs: the body's words stay, what briefgen adds is of the language."""
    if language == "zh":
        need_chinese()
    words = furniture_words(language)
    for name in PACKS:
        pack = in_language(PACKS[name](), language)
        data, found = render(pack, load_style("plain"), RUN)
        assert {d.code for d in found} <= {"word-cut", "list-too-deep", "link-refused"}
        texts = page_texts(data)
        for number, text in enumerate(texts, start=1):
            assert words.page_of.format(page=number, pages=len(texts)) in text
        if name != "stress":  # whose structure takes poppler seconds
            file = tmp_path / f"{name}.pdf"
            file.write_bytes(data)
            assert structure_words(file) == expected_words(pack)
        said = " ".join(texts)
        if name == "read-ahead":
            assert f"{words.figure} 1" in said
            assert words.key_dot in said
        if name == "stress":
            assert f"{words.table} 1" in said
            assert words.continued in said
            assert words.continues in said


def test_words_of_a_source_in_another_language_say_so() -> None:
    """The words of the source are English in a French pack; its dates and its own are French."""
    quoted, own = paragraph("a", "Words."), paragraph("own", "Paroles du dossier.", origins=())
    row = milestone("m/1", year(2019), "en 2019", "Talks began.")
    dated = Milestones(id="m", rows=(row,), layout="table", head=("Quand", "Quoi", ""))
    pack = document("d", (quoted, own, dated), "Note")
    pack = replace(pack, language="fr", tongues=(("ports.txt", "en"),))
    nodes = structure(render(pack, PLAIN, RUN)[0])
    assert [n.element["/Lang"] for n in nodes if "/Lang" in n.element] == ["en", "en"]
    nodes = structure(render(replace(pack, tongues=()), PLAIN, RUN)[0])
    assert not any("/Lang" in n.element for n in nodes)


def test_a_figure_says_what_its_marks_mean_and_what_it_leaves_out() -> None:
    pack = PACKS["read-ahead"]()
    data, _ = render(pack, PLAIN, RUN)
    words = furniture_words("en")
    [dated] = [n for n in walk(pack.blocks) if isinstance(n, Milestones)]
    unread = [n for n, row in enumerate(dated.rows) if row.when is None]
    [figure] = [n for n in structure(data) if n.role == "Figure"]
    [page] = [t for t in page_texts(data) if words.key_range in t]
    for told in (words.key_block, words.key_dot, words.key_range, words.key_edition):
        shown = told != words.key_edition or dated.until is not None
        assert (told.rpartition("-")[2] in page) is shown  # a line may end after a hyphen
        assert (told in figure.element["/Alt"]) is shown
    assert words.key_steps not in page
    assert words.key_table.format(table="Table 1") in page
    for row in unread:
        assert words.key_unreadable.format(place=dated.sources[row]) in page


def test_a_figure_in_steps_says_that_it_is_not_to_scale() -> None:
    rows = tuple(
        milestone(f"m{n}", year(1000 + 25 * n), f"{1000 + 25 * n}", "A mole was built.")
        for n in range(30)
    )
    block = Milestones(id="m", rows=rows, layout="timeline", caption=(Text("Long ago"),))
    section = Section(id="s", title=(Text("Then"),), blocks=(block,))
    data, _ = render(document("old", (section,), "Old"), PLAIN, RUN)
    words = furniture_words("en")
    text = " ".join(page_texts(data))
    assert words.key_steps in text
    assert words.key_block not in text


def test_of_a_picture_only_its_words_are_carried() -> None:
    figure = Figure(id="f", alt="Map of the channel", caption=(Text("The channel in 2004"),))
    section = Section(id="s", title=(Text("Maps"),), blocks=(figure,))
    data, found = render(document("maps", (section,), "Maps"), PLAIN, RUN)
    assert found == ()
    assert "Map of the channel The channel in 2004" in page_texts(data)[0]
    assert b"/Image" not in data
    assert "Figure" not in {node.role for node in structure(data)}


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
