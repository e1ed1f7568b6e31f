"""Word: styles, numbering, notes, tracked changes, comments, boxes; paragraphs as the lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TypeVar

import pytest

from briefgen import model
from briefgen.diagnostics import Diagnostics
from briefgen.reading import Reading, ReadOptions
from briefgen.reading.formats.labels import label_of
from briefgen.reading.formats.word.reader import read_word
from briefgen.tree import line_numbers, node_text, plain_text, sections, walk

_B = TypeVar("_B")

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>
 <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My heading"/>
 <w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="Toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
  <w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
  <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/>
  <w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
  <w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
"""


def p(text: str, style: str = "", num: tuple[int, int] | None = None, inner: str = "") -> str:
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        about += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{about}</w:pPr>{r(text) if text else ''}{inner}</w:p>"


def r(text: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def package(body: str, parts: Mapping[str, str] | None = None, raw: str = "") -> bytes:
    """A Word file of hand-written XML; `parts`: kind of the relationship -> content."""
    every = {"styles": STYLES, "numbering": NUMBERING, **(parts or {})}
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(every, 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        target = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{target}</Relationships>')
        links += (
            f'<Relationship Id="rId90" Type="{OFFICE}/hyperlink" TargetMode="External"'
            ' Target="https://example.org"/>'
        )
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        )
        document = raw or (
            f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'
        )
        file.writestr("word/document.xml", document)
        for kind, content in every.items():
            file.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{MAIN}">{content}</w:{kind}>')
    return out.getvalue()


def read_it(data: bytes) -> tuple[Reading, Diagnostics]:
    reading, found = read_word(data, "s", "s.docx", ReadOptions())
    assert reading is not None, found
    return reading, found


def headings(reading: Reading) -> list[tuple[str, str, int]]:
    found = sections(reading.document.blocks)
    return [(s.number, plain_text(s.title), s.level) for s in found if s.title]


def blocks_of(reading: Reading, kind: type[_B]) -> list[_B]:
    return [n for n in walk(reading.document.blocks) if isinstance(n, kind)]


def test_headings_bear_the_numbers_that_word_computes() -> None:
    body = p("Paper", "T") + p("One", "H1") + p("a", "H2") + p("b", "Mine") + p("", "H2")
    reading, _ = read_it(package(body + p("Two", "H1") + p("c", "H2")))
    assert plain_text(reading.document.title) == "Paper"
    assert headings(reading) == [
        ("I", "One", 1),
        ("I.1", "a", 2),
        ("I.2", "b", 2),
        ("II", "Two", 1),
        ("II.1", "c", 2),
    ]
    titled = [s for s in sections(reading.document.blocks) if s.title]
    assert [line_numbers(s.origins)[0][1] for s in titled] == [2, 3, 4, 6, 7]


def test_an_outline_level_makes_a_heading_without_a_style() -> None:
    level = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + r("Deep") + "</w:p>"
    assert headings(read_it(package(level + p("Words.")))[0]) == [("", "Deep", 3)]


def test_short_bold_paragraphs_are_headings_where_there_are_no_styles() -> None:
    bold = "<w:b/><w:sz w:val='{}'/>"
    body = "".join(
        p("", inner=r(title, bold.format(size))) + p("Words that go on for a while, in full.")
        for title, size in (("The paper", 40), ("One", 28), ("Half", 24), ("Two", 28))
    )
    reading, _ = read_it(package(body))
    assert plain_text(reading.document.title) == "The paper"
    assert headings(reading) == [("", "One", 1), ("", "Half", 2), ("", "Two", 1)]


def test_lists_nest_by_level_and_keep_their_numbers() -> None:
    body = (
        p("dot", num=(2, 0)) + p("three", num=(2, 1)) + p("four", num=(2, 1))
        + p("letter", num=(2, 2)) + p("dot two", num=(2, 0)) + p("text") + p("nine", num=(3, 1))
    )  # fmt: skip
    reading, _ = read_it(package(body))
    outer = blocks_of(reading, model.BulletList)[0]
    assert len(outer.items) == 2
    starts = [b.start for b in blocks_of(reading, model.OrderedList)]
    assert starts == [3, 9]
    assert "(a) letter" in node_text(outer)


def test_tracked_changes_are_read_as_accepted_and_comments_left_out() -> None:
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    body = p("", inner=r("kept ") + "<w:ins>" + r("new") + "</w:ins>" + gone)
    merged = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("first ") + "</w:p>" + p("second")
    reading, found = read_it(
        package(body + merged, {"comments": "<w:comment>" + p("x") + "</w:comment>"})
    )
    texts = [plain_text(b.content) for b in blocks_of(reading, model.Paragraph)]
    assert texts == ["kept new", "first second"]
    assert {d.code for d in found} == {"tracked-changes", "comments-left-out"}


def test_notes_heads_and_hidden_words() -> None:
    note = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    parts = {
        "footnotes": '<w:footnote w:id="4">' + p("See there.") + "</w:footnote>",
        "header": p("Running head"),
    }
    body = p("", inner=r("Words") + note + r(" go on.") + r(" secret", "<w:vanish/>"))
    reading, found = read_it(package(body, parts))
    apart = {b.reason: plain_text(b.content) for b in blocks_of(reading, model.Boilerplate)}
    assert apart == {"running head": "Running head", "footnote": "See there."}
    paragraph = blocks_of(reading, model.Paragraph)[0]
    assert node_text(paragraph) == "Words go on."
    assert [d.code for d in found] == ["hidden-text"]


def test_emphasis_links_tabs_and_breaks() -> None:
    link = '<w:hyperlink r:id="rId90">' + r("there") + "</w:hyperlink>"
    body = p("", inner=r("a ") + r("b", "<w:b/>") + r("c", "<w:i/>") + "<w:r><w:br/></w:r>" + link)
    reading, _ = read_it(package(body))
    paragraph = blocks_of(reading, model.Paragraph)[0]
    assert paragraph.content == (
        model.Text("a "),
        model.Strong((model.Text("b"),)),
        model.Emph((model.Text("c"),)),
        model.Text(" "),
        model.Link("https://example.org", (model.Text("there"),)),
    )


def test_tables_with_spans_captions_and_boxes() -> None:
    def cell(text: str, about: str = "") -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{p(text)}</w:tc>"

    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("A") + cell("B") + "</w:tr><w:tr>"
        + cell("both", '<w:gridSpan w:val="2"/>') + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + cell("x") + cell("y") + "</w:tr></w:tbl>"
    )  # fmt: skip
    box = "<w:r><w:pict><w:txbxContent>" + p("In a box.") + "</w:txbxContent></w:pict></w:r>"
    reading, _ = read_it(package(p("Table 1", "Cap") + table + p("", inner=r("Text.") + box)))
    found = blocks_of(reading, model.Table)[0]
    assert plain_text(found.caption) == "Table 1"
    assert found.header is not None
    assert [[plain_text(c) for c in row.cells] for row in found.rows] == [["both", ""]]
    assert [node_text(b) for b in blocks_of(reading, model.Paragraph)] == ["Text.", "In a box."]


def test_a_table_of_contents_is_set_apart_and_kept_as_entries() -> None:
    line = p(
        "", "Toc1", inner=r("I") + "<w:r><w:tab/></w:r>" + r("One") + "<w:r><w:tab/></w:r>" + r("3")
    )
    reading, _ = read_it(package(line + p("One", "H1") + p("Words.")))
    assert reading.document.metadata.toc == (model.TocEntry(number="I", title="One", page="3"),)
    assert [h[1] for h in headings(reading)] == ["One"]


def test_strict_files_are_read() -> None:
    raw = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r>'
        "<w:t>Words.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert node_text(read_it(package("", raw=raw))[0].document.blocks[0]) == "Words."


def test_labels_of_numbers() -> None:
    assert [label_of(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [label_of(n, "upperRoman") for n in (4, 9, 14, 1990)] == ["IV", "IX", "XIV", "MCMXC"]
    assert label_of(3, "decimalZero") == "03"


@pytest.mark.parametrize("name", ["Titre 2", "Überschrift 2", "título 2", "标题 2", "heading 2"])
def test_a_heading_style_may_bear_its_name_in_any_language(name: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{name}"/></w:style>'
    reading, _ = read_it(package(p("One", "X") + p("Words."), {"styles": style}))
    assert headings(reading) == [("", "One", 2)]


def test_raised_figures_and_struck_words_say_what_they_are() -> None:
    raised, lowered = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    runs = (
        r("10") + r("6", raised) + r(" km") + r("2", raised) + r(" of CO") + r("2", lowered)
        + r(" on the 1") + r("st", raised) + r(" old", "<w:strike/>") + r(" day")
    )  # fmt: skip
    reading, _ = read_word(package(p("", inner=runs)), "s", "s.docx", ReadOptions())
    assert reading is not None
    text = next(n for n in walk(reading.document.blocks) if isinstance(n, model.Paragraph))
    assert plain_text(text.content) == "10⁶ km² of CO₂ on the 1st day"
    assert [(q.reason, q.text) for q in reading.quirks] == [("struck-text", "old")]


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
ALTERNATE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
DROPPED = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="low"/><w:listEntry w:val="high"/></w:ddList></w:ffData></w:fldChar></w:r>'
)


@pytest.mark.parametrize(
    ("inner", "text", "quirks"),
    [
        (
            f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "3 1/2",
            ["equation-as-line"],
        ),
        (
            f"<m:oMath {MATH}><m:rad><m:radPr/><m:deg/><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:rad>"
            "</m:oMath>",
            "3√(x+1)",
            ["equation-as-line"],
        ),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "3≥", []),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "3→", []),
        ('<w:r><w:sym w:font="Webdings" w:char="F04A"/></w:r>', "3•", ["symbol-not-read"]),
        (r("m", '<w:rFonts w:ascii="Symbol"/>'), "3μ", []),
        (
            f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>",
            "3漢(kan)",
            [],
        ),
        (
            f"<w:r><mc:AlternateContent {ALTERNATE}><mc:Choice><w:t>a</w:t></mc:Choice>"
            "<mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "3a",
            [],
        ),
        (DROPPED, "3high", []),
    ],
)
def test_what_stands_in_no_plain_run_is_read(inner: str, text: str, quirks: list[str]) -> None:
    reading, found = read_word(package(p("3", inner=inner)), "s", "s.docx", ReadOptions())
    assert reading is not None, found
    paragraph = next(n for n in walk(reading.document.blocks) if isinstance(n, model.Paragraph))
    assert plain_text(paragraph.content) == text
    assert [q.reason for q in reading.quirks] == quirks


def test_parts_that_are_not_read_are_named() -> None:
    chart = (
        '<w:r><w:drawing><a:graphicData xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        'main" uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    )
    body = p("Text.", inner=chart) + '<w:altChunk r:id="rId99"/>'
    _, found = read_word(package(body), "s", "s.docx", ReadOptions())
    assert [d.code for d in found] == ["part-not-read"]
    assert "a chart, a document put in whole" in found[0].message


def test_bold_headings_of_one_size_have_levels_by_capitals_and_italics() -> None:
    words = "Words that go on for a while, in full."
    body = "".join(
        p("", inner=r(title, about)) + p(words)
        for title, about in (
            ("PART ONE", "<w:b/>"), ("A view", "<w:b/>"), ("Its edge", "<w:b/><w:i/>"),
            ("Another view", "<w:b/>"), ("PART TWO", "<w:b/>"),
        )
    )  # fmt: skip
    reading, _ = read_it(package(body))
    assert headings(reading) == [
        ("", "Part one", 1), ("", "A view", 2), ("", "Its edge", 3), ("", "Another view", 2),
        ("", "Part two", 1),
    ]  # fmt: skip
