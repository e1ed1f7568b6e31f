"""Bad input is laid out sanely or refused; nothing in a source stops the build."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Document,
    Furniture,
    Inlines,
    Link,
    ListItem,
    Note,
    Notes,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Text,
)
from briefgen.renderers.pdf import measure, render, start_run
from tests.packs.parts import STYLE_NAMES, document, load_style, paragraph
from tests.packs.random import PACK
from tests.packs.samples import PACKS
from tests.packs.stress import nested_lists
from tests.pdf.reading import addresses, page_count, page_texts, structure

RUN = start_run()
STYLES = {name: load_style(name) for name in STYLE_NAMES}


def made(*blocks: Block, style: str = "plain") -> tuple[bytes, list[str]]:
    data, found = render(document("odd", blocks, "Odd"), STYLES[style], start_run())
    return data, [d.code for d in found]


def section(*blocks: Block) -> Section:
    return Section(id="s", title=(Text("Section"),), blocks=blocks)


def test_markup_of_a_source_is_words() -> None:
    text = "Text with <b>, &amp;, </i> and {{ name }}; back\\slash (and) brackets."
    data, found = made(section(paragraph("p", text)))
    assert text in page_texts(data)[0]
    assert found == []


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "JaVaScRiPt:x"])
def test_other_links_are_refused_and_their_words_kept(target: str) -> None:
    content = (Text("See "), Link(target, (Text("these words"),)))
    data, found = made(section(Paragraph(id="p", content=content)))
    assert found == ["link-refused"]
    assert "See these words" in page_texts(data)[0]
    assert addresses(data) == []


def test_web_links_are_carried_and_escaped() -> None:
    content = (Link("https://example.org/a(b)?c=d\\e", (Text("there"),)),)
    data, found = made(section(Paragraph(id="p", content=content)))
    assert found == []
    assert addresses(data) == ["https://example.org/a(b)?c=d%5Ce"]


def test_links_to_nowhere_keep_their_words() -> None:
    content = (Link("#not-in-this-pack", (Text("elsewhere"),)),)
    data, _ = made(section(Paragraph(id="p", content=content)))
    assert "elsewhere" in page_texts(data)[0]
    assert "Link" not in {node.role for node in structure(data)}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_word_of_three_hundred_letters_is_broken_at_the_edge(style: str) -> None:
    data, found = made(section(paragraph("p", "x" * 300)), style=style)
    assert found == ["word-cut"]
    assert "x" * 300 in page_texts(data)[0].replace(" ", "")


def test_thirty_levels_of_list_are_laid_out_as_three() -> None:
    data, found = made(section(nested_lists(30)))
    assert found == ["list-too-deep"]
    text = " ".join(page_texts(data))
    assert all(f"Level {n} of the list" in text for n in range(1, 31))
    assert sum(node.role == "L" for node in structure(data)) == 30


def table(rows: int, words: str = "words") -> Table:
    return Table(
        id="t",
        header=Row(id="h", cells=((Text("Berth"),), (Text("State"),))),
        rows=tuple(
            Row(id=f"r{n}", cells=((Text(f"Berth {n}"),), (Text(words),))) for n in range(rows)
        ),
        caption=(Text("Berths"),),
    )


def test_two_thousand_rows() -> None:
    started = time.process_time()
    data, found = made(section(table(2000)))
    texts = page_texts(data)
    assert found == []
    assert "Berth 1999" in texts[-1]
    assert all("Table 1 Berths, continued" in text for text in texts[1:])
    assert all("Table 1 continues on the next page." in text for text in texts[:-1])
    roles = [node.role for node in structure(data)]
    assert roles.count("TR") == 2001
    assert roles.count("THead") == 1
    assert time.process_time() - started < 60


def test_a_cell_taller_than_a_page_goes_on() -> None:
    words = " ".join(["The channel carries two thirds of the trade."] * 400)
    data, _ = made(section(table(1, words)))
    assert page_count(data) > 1
    assert " ".join(page_texts(data)).count("trade.") == 400


def test_a_row_that_fits_is_never_parted() -> None:
    words = " ".join(["The channel carries two thirds of the trade."] * 30)
    data, _ = made(section(table(9, words)))
    for text in page_texts(data):
        assert text.count("trade.") % 30 == 0


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("kind", ["words", "points", "table"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(style: str, kind: str) -> None:
    """With any number of lines above it, its page has the first words of what follows as well."""
    row = Row(id="r", cells=((Text("Opening cell"),), (Text("7"),)))
    bodies: dict[str, Block] = {
        "words": paragraph("b", "Opening words of a paragraph. " * 12),
        "points": BulletList(
            id="b", items=(ListItem(id="i", blocks=(paragraph("i/p", "Opening point. " * 9),)),)
        ),
        "table": Table(id="b", rows=(row, row), header=row),
    }
    run = start_run()
    for lines in range(20, 50, 2 if kind == "words" else 3):
        above = tuple(paragraph(f"a{n}", "Line.") for n in range(lines))
        inner = Section(id="i", level=2, title=(Text("Low heading"),), blocks=(bodies[kind],))
        outer = Section(id="s", title=(Text("Top"),), blocks=(*above, inner))
        data, _ = render(document("foot", (outer,), "Foot"), STYLES[style], run)
        [page] = [text for text in page_texts(data) if "Low heading" in text]
        assert "Opening" in page.partition("Low heading")[2]


def test_empty_parts_are_no_fault() -> None:
    empty: Inlines = ()
    blocks: tuple[Block, ...] = (
        section(),
        Section(id="n", title=(), blocks=()),
        BulletList(id="b", items=()),
        BulletList(id="b2", items=(ListItem(id="i", blocks=()),)),
        Table(id="t", rows=()),
        Table(id="t2", rows=(Row(id="r", cells=(empty, empty)),)),
        Paragraph(id="p", content=empty),
        Callout(id="c", form="bottom-line", title=(Text("Bottom line"),), blocks=()),
        Columns(id="k", columns=(Column(id="k1", title=(Text("A"),), blocks=()),) * 2),
        Columns(id="k0", columns=()),
        Code(id="code", lines=("", "")),
        Quote(id="q", content=(Text("Said."),)),
    )
    for style in STYLE_NAMES:
        data, _ = made(*blocks, style=style)
        assert page_count(data) >= 1


def test_a_long_head_loses_the_kind_then_ends_in_an_ellipsis() -> None:
    long = "A series of briefings about everything that happens in the harbour and around it"
    for series, shown, kind in ((long, long, False), (long * 3, "\u2026", False), ("S", "S", True)):
        furniture = Furniture(
            series=series,
            kind="Kind of pack, with a long line for its audience",
            date="",
            banner="TLP:GREEN",
            ladder="tlp-2.0",
        )
        blocks = (section(paragraph("p", "Words.")),)
        data, _ = render(
            document("h", blocks, "Odd", furniture=furniture), STYLES["plain"], start_run()
        )
        text = page_texts(data)[0]
        assert shown in text
        assert ("Kind of pack" in text) is kind


def test_three_views_are_stacked() -> None:
    columns = tuple(
        Column(id=f"c{n}", title=(Text(f"View {n}"),), blocks=(paragraph(f"p{n}", f"Words {n}."),))
        for n in range(3)
    )
    data, _ = made(section(Columns(id="k", columns=columns)))
    assert "View 0 Words 0. View 1 Words 1. View 2 Words 2." in page_texts(data)[0]


def test_notes_inside_a_section_are_not_lost() -> None:
    note = Note(number=1, letter="A", section="I", lines="1", text=(Text("Where it stands."),))
    data, _ = made(section(Notes(id="n", layout="foot", notes=(note,))))
    assert "1 Where it stands." in page_texts(data)[0]


# --- any pack -------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(PACK, st.sampled_from(STYLE_NAMES))
def test_any_pack_becomes_a_file_of_as_many_pages_as_measured(pack: Document, style: str) -> None:
    data, _ = render(pack, STYLES[style], RUN)
    found, _ = measure(pack, STYLES[style], RUN)
    assert page_count(data) == found.pages
    assert structure(data)[0].role == "Document"


def test_a_document_without_furniture_is_laid_out() -> None:
    plain = Document(id="d", title=(Text("D"),), language="en", blocks=PACKS["memo"]().blocks)
    data, found = render(plain, STYLES["plain"], start_run())
    assert found == ()
    assert "Page" not in page_texts(data)[0]
