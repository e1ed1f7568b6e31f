"""What stands in a Word memo: every block as Word's own means, in the order of the pack."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import docx
import pytest
from docx.oxml.ns import qn

from briefgen.diagnostics import Severity
from briefgen.model import (
    Document,
    Emph,
    Link,
    Milestone,
    Milestones,
    NativeName,
    NoteRef,
    Notes,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from briefgen.renderers.word import render, start_run
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import PACKS, USUAL_STYLE
from tests.packs.words import pack_text
from tests.word.reading import (
    WP,
    W,
    faults_of,
    heading_levels,
    paragraphs,
    parts_of,
    root,
    value,
    words_of,
)
from tests.word.samples import (
    ALL,
    HEAD,
    ROWS,
    memo,
    nested_list,
    note,
    numbered,
    pack,
    para,
    parts,
    press,
    read_ahead,
    table,
    words,
    year,
)

SAMPLES = [(name, style) for name in ALL for style in STYLE_NAMES]


def made(document: Document, style: str = "compact") -> bytes:
    return render(document, load_style(style), start_run())[0]


def released(document: Document, style: str = "compact") -> bytes:
    """The same without content controls, to which python-docx is blind."""
    return render(document, load_style(style), start_run(), None)[0]


def one(*blocks: Paragraph | Table | Milestones | Section | Notes) -> Document:
    return pack("one", "One block", "Test", *blocks)


def body_text(data: bytes) -> str:
    return parts_of(data)["word/document.xml"].decode()


@pytest.mark.parametrize(("name", "style"), SAMPLES)
def test_words_stand_in_the_order_of_the_pack(name: str, style: str) -> None:
    document = ALL[name]()
    found, expected = words_of(made(document, style)), pack_text(document).split()
    if name == "parts":  # its notes are out of turn: Word shows them as their marks come
        notes = expected.index("Sources")
        assert found[:notes] == expected[:notes]
        found, expected = sorted(found), sorted(expected)
    assert found == expected


@pytest.mark.parametrize(("name", "style"), SAMPLES)
def test_a_sample_is_sound(name: str, style: str) -> None:
    assert faults_of(made(ALL[name](), style)) == []


@pytest.mark.parametrize("name", PACKS)
def test_the_shared_packs_are_sound_and_hold_their_words(name: str) -> None:
    document = PACKS[name]()
    data = render(document, load_style(USUAL_STYLE[name]), start_run())[0]
    assert faults_of(data) == []
    assert words_of(data) == pack_text(document).split()


@pytest.mark.parametrize(("name", "style"), SAMPLES)
def test_heading_levels_never_skip(name: str, style: str) -> None:
    levels = heading_levels(made(ALL[name](), style))
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ALL)
def test_python_docx_opens_it(name: str) -> None:
    opened = docx.Document(io.BytesIO(made(ALL[name]())))
    styles = {style.name for style in opened.styles}
    assert {"Normal", "Body Text", "Heading 1", "List Bullet", "Title", "BG Callout"} <= styles
    width = opened.sections[0].page_width
    assert width is not None
    assert width.mm == pytest.approx(210, abs=0.1)


def test_a_memo_opens_with_its_facts_and_its_title() -> None:
    opened = docx.Document(io.BytesIO(made(memo())))
    cells = [cell.text for cell in opened.tables[0].rows[0].cells]
    assert cells == ["To\nThe Commissioner", "From\nBasin Desk", "Date\n3 May 2024"]
    assert paragraphs(made(memo()), "Title") == ["Upper and lower basin: where we stand"]


def test_a_cover_is_a_page_of_its_own() -> None:
    data = released(read_ahead(), "plain")
    opened = docx.Document(io.BytesIO(data))
    after = [p for p in opened.paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in after] == [
        "Contents", "Talking points", "Recommendations", "Milestones", "Sources"
    ]  # fmt: skip
    assert [row.cells[0].text for row in opened.tables[0].rows][-1] == "Handling"


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_cover_before_text_still_ends_its_page(style: str) -> None:
    cover = read_ahead().blocks[0]
    document = pack("one", "One", "Test", cover, para("p", "Text without a section."))
    body = body_text(made(document, style))
    assert body.index("pageBreakBefore") < body.index("Text without a section.")


@pytest.mark.parametrize("name", ["memo", "press"])
def test_sections_under_a_memo_or_press_head_stay_on_the_page(name: str) -> None:
    assert "pageBreakBefore" not in body_text(made(ALL[name](), "plain"))


def test_contents_are_filled_and_lead_to_the_headings() -> None:
    data = made(read_ahead(), "plain")
    body = root(parts_of(data), "word/document.xml")
    code = next(t.text or "" for t in body.iter(f"{W}instrText") if "TOC" in (t.text or ""))
    assert "\\n" in code
    assert paragraphs(data, "TOC1") == [
        "Talking points",
        "Recommendations",
        "Milestones",
        "Sources",
    ]
    starts = {value(b, "name"): b for b in body.iter(f"{W}bookmarkStart")}
    linked = [starts[value(h, "anchor")] for h in body.iter(f"{W}hyperlink") if value(h, "anchor")]
    first = next(linked[0].iterancestors(f"{W}p"))
    assert value(next(first.iter(f"{W}pStyle"))) == "Heading1"


def test_numbered_sub_sections_show_their_number() -> None:
    assert paragraphs(made(read_ahead(), "plain"), "Heading2")[2:5] == [
        "1\u2002Dredging", "2\u2002Flood warning", "3\u2002Fish ladders"
    ]  # fmt: skip


def test_each_numbered_list_counts_for_itself() -> None:
    document = one(
        Section(
            id="s",
            title=words("S"),
            blocks=(numbered("a", "x", "y"), numbered("b", "z"), numbered("c", "q", start=7)),
        )
    )
    parts_ = parts_of(made(document))
    used = [value(n) for n in root(parts_, "word/document.xml").iter(f"{W}numId")]
    assert used[0] == used[1]
    assert len(set(used)) == 3
    starts = {
        value(n, "numId"): value(start)
        for n in root(parts_, "word/numbering.xml").findall(f"{W}num")
        for start in n.iter(f"{W}startOverride")
    }
    assert [starts[number] for number in dict.fromkeys(used)] == ["1", "1", "7"]


def test_a_list_of_thirty_levels_is_laid_out_as_three() -> None:
    data = made(one(Section(id="s", title=words("S"), blocks=(nested_list(30),))))
    assert faults_of(data) == []
    assert [w for w in words_of(data) if w.isdigit()] == [str(n) for n in range(1, 31)]
    body = root(parts_of(data), "word/document.xml")
    assert {value(level) for level in body.iter(f"{W}ilvl")} <= {"0", "1", "2"}


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    opened = docx.Document(io.BytesIO(made(one(table("t", 4)))))
    rows = opened.tables[0].rows
    assert [row._tr.find(f".//{W}tblHeader") is not None for row in rows] == [True] + [False] * 4
    assert all(row._tr.find(f".//{W}cantSplit") is not None for row in rows)
    numbers = rows[1].cells[1].paragraphs[0]
    assert numbers.alignment is not None
    assert rows[1].cells[0].paragraphs[0].style.name == "BG Row Head"


def test_a_row_taller_than_half_the_page_may_break() -> None:
    long = Table(
        id="t",
        rows=(table("x", 1).rows[0], _row("tall", "word " * 1500)),
    )
    opened = docx.Document(io.BytesIO(made(one(long))))
    kept = [row._tr.find(f".//{W}cantSplit") is not None for row in opened.tables[0].rows]
    assert kept == [True, False]


def _row(name: str, text: str) -> Row:
    return Row(id=name, cells=(words(name), words(text), words("")))


def test_a_table_wider_than_word_allows_keeps_its_words() -> None:
    wide = table("t", 2, 64)
    data, found = render(one(wide), load_style("plain"), start_run())
    assert [f.code for f in found] == ["table-too-wide"]
    assert words_of(data) == pack_text(one(wide)).split()
    assert faults_of(data) == []


@pytest.mark.parametrize("layout", ["table", "timeline", "strip", "facts"])
def test_dated_rows_show_every_word(layout: Literal["table", "timeline", "strip", "facts"]) -> None:
    block = Milestones(
        id="m",
        rows=ROWS,
        layout=layout,
        head=HEAD,
        caption=words("All contacts"),
        sources=("A, 1", "A, 2", "A, 3"),
    )
    document = one(Section(id="s", title=words("S"), blocks=(block,)))
    assert words_of(made(document)) == pack_text(document).split()


def test_footnotes_are_words_own_and_count_from_one() -> None:
    body = root(parts_of(made(memo())), "word/document.xml")
    marks = list(body.iter(f"{W}footnoteReference"))
    assert [value(mark, "id") for mark in marks] == ["1", "2", "3", "4", "5", "6"]
    assert not any(value(mark, "customMarkFollows") for mark in marks)


def test_a_second_mark_of_a_note_refers_to_the_first() -> None:
    body = root(parts_of(made(memo())), "word/document.xml")
    codes = [t.text or "" for t in body.iter(f"{W}instrText")]
    assert [c.split()[0] for c in codes] == ["NOTEREF"]


def test_a_footnote_out_of_turn_keeps_its_number() -> None:
    document = one(
        para("p", "First", NoteRef(3)),
        para("q", "second", NoteRef(1)),
        Notes(id="n", layout="foot", notes=(note(1), note(2), note(3))),
    )
    data = made(document)
    assert faults_of(data) == []
    assert words_of(data)[:2] == ["First", "second"]
    notes = " ".join(words_of(data))
    assert "3 Report on the basin" in notes
    assert "2 Report on the basin" in notes  # no mark leads to it; it stands in the text


def test_links_and_marks_in_a_footnote_are_its_own_parts() -> None:
    text = (Text("See "), Link("https://example.org/x", words("this")), NoteRef(1))
    odd = replace(note(1), text=text)
    document = one(para("p", "First", NoteRef(1)), Notes(id="n", layout="foot", notes=(odd,)))
    data = made(document)
    assert faults_of(data) == []
    assert b"https://example.org/x" in parts_of(data)["word/_rels/footnotes.xml.rels"]


def test_an_id_that_comes_twice_leaves_the_file_sound() -> None:
    twins = tuple(Section(id="s", title=words(f"Part {n}"), blocks=()) for n in range(2))
    notes = Notes(id="n", layout="table", notes=(note(1), note(1)))
    data = made(one(para("p", "See ", Link("#s", words("part")), NoteRef(1)), *twins, notes))
    assert faults_of(data) == []


def test_many_notes_stand_in_two_columns_of_the_page() -> None:
    marks = para("p", "Words.", *(NoteRef(n) for n in range(1, 15)))
    notes = Notes(id="n", layout="table", notes=tuple(note(n) for n in range(1, 15)))
    data = made(one(marks, notes, para("q", "What follows.")), "plain")
    assert faults_of(data) == []
    sections = list(root(parts_of(data), "word/document.xml").iter(f"{W}sectPr"))
    kinds = [s.find(f"{W}type") for s in sections]
    assert [value(k) if k is not None else "" for k in kinds] == ["", "continuous", "continuous"]
    assert [len(s.findall(f"{W}headerReference")) for s in sections] == [1, 0, 1]
    assert sections[1].find(f"{W}cols") is not None
    few = Notes(id="n", layout="table", notes=(note(1),))
    assert body_text(made(one(few), "plain")).count("<w:sectPr") == 1


def test_notes_in_a_table_are_linked_from_their_marks() -> None:
    body = root(parts_of(made(read_ahead(), "plain")), "word/document.xml")
    names = {value(b, "name") for b in body.iter(f"{W}bookmarkStart")}
    links = [value(h, "anchor") for h in body.iter(f"{W}hyperlink")]
    marks = [a for a in links if a.startswith("_Note")]
    assert len(marks) == 7
    assert set(marks) <= names
    assert not list(body.iter(f"{W}footnoteReference"))


def test_odd_links_and_marks_keep_their_words_with_a_finding() -> None:
    data, found = render(parts(), load_style("plain"), start_run())
    assert sorted(f.code for f in found) == [
        "link-left-out", "link-without-target", "note-without-text"
    ]  # fmt: skip
    assert all(f.severity is Severity.WARNING for f in found)
    assert {"nowhere", "link,"} <= set(words_of(data))


@pytest.mark.parametrize(
    "target",
    ["http://", "https://exa mple.org", "http://[::1", "file:///etc/passwd", "mailto:", "x"],
)
def test_an_address_word_cannot_read_is_no_link(target: str) -> None:
    document = one(para("p", "See ", Link(target, words("this"))))
    data, found = render(document, load_style("plain"), start_run())
    assert [f.code for f in found] == ["link-left-out"]
    assert words_of(data) == ["See", "this"]
    assert "hyperlink" not in parts_of(data)["word/_rels/document.xml.rels"].decode()


def test_hostile_text_is_text() -> None:
    text = "<b>&{{ x }}</b> ]]> <w:p/> \"' %n {0} \\n &amp;"
    data = released(one(para("p", text)))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == text


def test_words_of_other_scripts_name_font_and_language() -> None:
    document = one(
        para("p", "Institute ", NativeName("国际战略", "zh"), Text(" and かな "), Emph(words("x")))
    )
    data = made(document)
    body = body_text(data)
    assert 'w:eastAsia="zh-CN"' in body
    assert 'w:eastAsia="ja-JP"' in body
    assert words_of(data) == ["Institute", "国际战略", "and", "かな", "x"]


def test_header_and_footer_bear_series_marking_and_page_numbers() -> None:
    section = docx.Document(io.BytesIO(made(press(), "classic"))).sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    assert head.text.split("\t")[0].split() == ["River", "basin", "relations", "Press", "briefing"]
    assert "TLP:CLEAR" in head.text
    assert "TLP:CLEAR" in foot.text
    assert foot.text.startswith("Page 1 of 1  3 May 2024")
    codes = [t.text.strip() for t in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    label = next(r for r in head.runs if "TLP" in r.text)
    assert str(label.font.color.rgb) == "FFFFFF"
    assert value(next(label._r.iter(f"{W}shd")), "fill") == "000000"


def test_a_ladder_without_colours_is_black_in_a_frame() -> None:
    head = parts_of(made(parts("OFFICIAL")))["word/header1.xml"].decode()
    assert "<w:bdr " in head
    assert "w:shd" not in head


def test_a_long_series_gives_way_to_the_marking() -> None:
    document = memo()
    assert document.furniture is not None
    long = replace(document, furniture=replace(document.furniture, series="River " * 40))
    head = docx.Document(io.BytesIO(made(long))).sections[0].header.paragraphs[0].text
    assert head.split("\t")[0].endswith("…")
    assert "Memo" not in head
    assert "TLP:GREEN" in head


def test_properties_are_those_of_the_whitelist() -> None:
    parts_ = parts_of(made(memo()))
    core = docx.Document(io.BytesIO(made(memo()))).core_properties
    assert core.title == "Upper and lower basin: where we stand"
    assert (core.author, core.language) == ("Basin Desk", "en")
    assert core.created is not None
    assert core.created.date().isoformat() == "2024-05-03"
    assert b"TLP:GREEN" in parts_["docProps/custom.xml"]
    assert not any(b"python-docx" in data for data in parts_.values())


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_letter_paper_has_the_same_text_width(page: Literal["a4", "letter"]) -> None:
    data, _ = render(memo(), load_style("compact", page), start_run())
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    width = section.page_width - section.left_margin - section.right_margin
    assert width / 36000 == pytest.approx(162, abs=0.2)


def test_white_at_the_right_and_exact_leading_come_from_the_styles() -> None:
    style = load_style("plain")
    sheet = root(parts_of(made(read_ahead(), "plain")), "word/styles.xml")
    text = next(s for s in sheet.iter(f"{W}style") if value(s, "styleId") == "BodyText")
    indent, spacing = text.find(f"{W}pPr/{W}ind"), text.find(f"{W}pPr/{W}spacing")
    assert indent is not None
    assert spacing is not None
    assert int(value(indent, "right")) == pytest.approx(style.hang_mm * 56.7, abs=1)
    assert (value(spacing, "lineRule"), value(spacing, "line")) == ("exact", "340")
    assert text.find(f"{W}pPr/{W}widowControl") is not None


def test_text_is_edited_in_styles_alone() -> None:
    for name in ALL:
        body = re.sub(r"<w:drawing>.*?</w:drawing>", "", body_text(made(ALL[name]())))
        assert not re.search(r"w:framePr|txbxContent|w:pict|w:tblpPr", body)


def test_an_empty_pack_is_a_file() -> None:
    data = made(pack("none", "", "Test"))
    assert faults_of(data) == []
    assert words_of(data) == []


# --- drawings -------------------------------------------------------------------------------------


def _dated(layout: Literal["timeline", "strip"], rows: tuple[Milestone, ...]) -> Document:
    block = Milestones(
        id="m",
        rows=rows,
        layout=layout,
        head=("When", "What", "") if layout == "timeline" else ("", "", ""),
        caption=words("All contacts") if layout == "timeline" else (),
        until=ROWS[-1].when,
        until_label="this edition",
        alt="Three entries, all in the table.",
    )
    return one(Section(id="s", title=words("S"), blocks=(block,)))


@pytest.mark.parametrize("layout", ["timeline", "strip"])
def test_a_figure_stands_in_the_line_of_text_with_words_for_it(
    layout: Literal["timeline", "strip"],
) -> None:
    data = made(_dated(layout, ROWS))
    body = root(parts_of(data), "word/document.xml")
    [about] = body.iter(f"{WP}docPr")
    assert about.get("descr") == "Three entries, all in the table."
    assert len(list(body.iter(f"{WP}inline"))) == 1
    assert not list(body.iter(f"{WP}anchor"))
    assert faults_of(data) == []
    assert words_of(data) == pack_text(_dated(layout, ROWS)).split()


def test_the_figure_shows_the_first_sentence_and_the_table_all() -> None:
    body = root(parts_of(made(_dated("timeline", ROWS))), "word/document.xml")
    drawn = " ".join(t.text or "" for d in body.iter(f"{W}drawing") for t in d.iter(f"{W}t"))
    assert "Three dredging seasons were planned together." in drawn
    assert "two boats" not in drawn
    assert all(str(year) in drawn for year in range(2015, 2024))


def test_a_row_that_cannot_be_read_is_not_drawn_but_stands_in_the_table() -> None:
    odd = Milestone(id="m/odd", when=None, label="Not readable", content=words("Nobody knows."))
    data = made(_dated("timeline", (*ROWS, odd)))
    body = root(parts_of(data), "word/document.xml")
    drawn = " ".join(t.text or "" for d in body.iter(f"{W}drawing") for t in d.iter(f"{W}t"))
    assert "knows" not in drawn
    assert words_of(data)[-4:] == ["Not", "readable", "Nobody", "knows."]


@pytest.mark.parametrize("count", [5, 40, 150])
def test_many_rows_are_all_drawn_however_many_figures_it_takes(count: int) -> None:
    rows = tuple(
        replace(ROWS[n % 3], id=f"m/{n}", label=f"Entry{n}.", when=year(1900 + 2 * n))
        for n in range(count)
    )
    data = made(_dated("timeline", rows))
    body = root(parts_of(data), "word/document.xml")
    drawn = " ".join(t.text or "" for d in body.iter(f"{W}drawing") for t in d.iter(f"{W}t"))
    assert all(f"Entry{n}." in drawn for n in range(count))
    assert faults_of(data) == []


def test_a_strip_of_five_rows_is_a_table() -> None:
    rows = tuple(replace(ROWS[0], id=f"m/{n}", when=year(2001 + n)) for n in range(5))
    body = root(parts_of(made(_dated("strip", rows))), "word/document.xml")
    assert not list(body.iter(f"{W}drawing"))
    assert len(list(body.iter(f"{W}tr"))) == 5


def test_the_language_is_one_that_word_can_check() -> None:
    sheet = parts_of(made(memo()))["word/styles.xml"].decode()
    assert 'w:lang w:val="en-GB"' in sheet
    french = parts_of(made(replace(memo(), language="fr")))
    assert 'w:lang w:val="fr-FR"' in french["word/styles.xml"].decode()
    assert b"<dc:language>fr</dc:language>" in french["docProps/core.xml"]
