"""Memos in the user's own letterhead: its places, pages, styles and lists, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from briefgen.model import Document
from briefgen.renderers.word import render, start_run
from briefgen.renderers.word.letterhead.admitting import admit
from tests.packs.parts import load_style
from tests.packs.words import pack_text
from tests.word.letterhead_samples import (
    COVER,
    LETTERHEADS,
    SIGNED,
    R,
    W,
    control,
    default_template,
    field,
    ministry,
    replaced,
    with_parts,
    zipped,
)
from tests.word.reading import W as W_
from tests.word.reading import faults_of, parts_of, root, value, words_of
from tests.word.samples import ALL, memo, numbered, pack

DOCUMENTS = {name: replace(make(), readers=("The Commissioner",)) for name, make in ALL.items()}
USUAL = {"memo": "compact", "read-ahead": "plain", "press": "classic", "parts": "plain"}
# The labels of a head that a letterhead's cover makes needless.
LABELS = {"Subject", "To", "From", "Date", "For", "Edition"}
CASES = [(letterhead, name) for letterhead in LETTERHEADS for name in USUAL]


def made(document: Document, letterhead: bytes, style: str = "compact") -> bytes:
    admitted, refusals = admit("letterhead.docx", letterhead)
    assert admitted is not None, refusals
    return render(document, replace(load_style(style), letterhead=admitted), start_run())[0]


def text_of(data: bytes, part: str) -> str:
    """The words of a part as they are read, a line for each paragraph."""
    lines = root(parts_of(data), part).iter(f"{W_}p")
    return "\n".join("".join(t.text or "" for t in line.iter(f"{W_}t")) for line in lines)


def said(element: etree._Element, path: str) -> str:
    """`w:val` at a path below an element, "" where nothing is there."""
    found = element.find("/".join(f"{W_}{name}" for name in path.split("/")))
    return value(found) if found is not None else ""


def furniture(data: bytes) -> dict[str, str]:
    return {
        name: text_of(data, name)
        for name in parts_of(data)
        if name.startswith(("word/header", "word/footer"))
    }


@pytest.mark.parametrize(("letterhead", "name"), CASES)
def test_a_memo_in_a_letterhead_is_sound_and_holds_every_word(letterhead: str, name: str) -> None:
    document, theirs = DOCUMENTS[name], LETTERHEADS[letterhead]()
    data = made(document, theirs, USUAL[name])
    assert faults_of(data) == []
    assert made(document, theirs, USUAL[name]) == data
    shown = Counter(word.rstrip(",") for word in words_of(data))
    missing = Counter(word.rstrip(",") for word in pack_text(document).split()) - shown
    assert not set(missing) - LABELS


@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_the_marking_stands_on_every_kind_of_page(letterhead: str) -> None:
    data = made(memo(), LETTERHEADS[letterhead]())
    found = parts_of(data)
    leads = {r.get("Id"): r.get("Target", "") for r in root(found, "word/_rels/document.xml.rels")}
    section = root(found, "word/document.xml").findall(f".//{W_}sectPr")[-1]
    kinds = {"default"} | ({"first"} if section.find(f"{W_}titlePg") is not None else set())
    if b"evenAndOddHeaders" in found["word/settings.xml"]:
        kinds.add("even")
    for kind in kinds:
        shown = [
            text_of(data, f"word/{leads[reference.get(f'{{{R}}}id')]}")
            for reference in section
            if value(reference, "type") == kind
        ]
        assert any("TLP:GREEN" in text for text in shown), kind


def test_a_marking_without_a_place_is_added_and_said() -> None:
    admitted, _ = admit("plain.docx", default_template())
    style = replace(load_style("compact"), letterhead=admitted)
    data, found = render(memo(), style, start_run())
    assert [d.code for d in found] == ["letterhead-marking"]
    assert all("TLP:GREEN" in text for text in furniture(data).values())
    assert len(furniture(data)) == 2


def test_places_are_filled_in_header_footer_and_cover() -> None:
    data = made(DOCUMENTS["memo"], ministry(body=SIGNED))
    shown = furniture(data)
    assert any("Upper and lower basin: where we stand" in text for text in shown.values())
    assert any("as of 3 May 2024" in text for text in shown.values())
    body = text_of(data, "word/document.xml")
    assert "For The Commissioner from Basin Desk, 3 May 2024" in body
    assert body.rstrip().endswith("Signed and sealed")
    assert b'name="Date"' in parts_of(data)["docProps/custom.xml"]
    assert b"DATE" not in parts_of(data)["word/document.xml"]


def test_what_the_cover_shows_is_not_said_twice() -> None:
    text = text_of(made(DOCUMENTS["memo"], ministry(body=COVER)), "word/document.xml")
    assert text.count("Upper and lower basin: where we stand") == 1
    assert text.count("Basin Desk") == 1
    assert "Subject" not in text


def test_styles_are_found_under_local_ids_and_keep_their_look() -> None:
    sheet = root(parts_of(made(memo(), ministry())), "word/styles.xml")
    styles = {value(s, "styleId"): s for s in sheet.iter(f"{W_}style")}
    assert said(styles["Heading1"], "rPr/color") == "1D3A6E"
    assert "berschrift1" not in styles
    assert styles["BodyText"].find(f"{W_}rPr/{W_}rFonts") is None
    assert said(styles["BGCallout"], "basedOn") == "Normal"


def test_styles_with_local_names_are_found() -> None:
    theirs = replaced(ministry(), "word/styles.xml", 'w:val="heading 1"', 'w:val="Überschrift 1"')
    sheet = root(parts_of(made(memo(), theirs)), "word/styles.xml")
    names = {value(s, "styleId"): said(s, "name") for s in sheet.iter(f"{W_}style")}
    assert names["Heading1"] == "Überschrift 1"


def test_numbers_are_the_letterheads_own_and_start_anew() -> None:
    lists = pack("l", "L", "K", numbered("a", "one", "two"), numbered("b", "three"))
    found = parts_of(made(lists, ministry()))
    used = {value(n) for n in root(found, "word/document.xml").iter(f"{W_}numId")}
    lists_ = {value(n, "numId"): n for n in root(found, "word/numbering.xml").iter(f"{W_}num")}
    assert len(used) == 2
    assert {said(lists_[n], "abstractNumId") for n in used} == {"1"}
    assert all(lists_[n].find(f".//{W_}startOverride") is not None for n in used)


def test_levels_of_lists_stand_in_the_order_of_the_standard() -> None:
    """LibreOffice 7.4 writes `suff` behind `lvlText` (ECMA-376-1, 17.9.6)."""
    theirs = replaced(
        ministry(),
        "word/numbering.xml",
        '<w:lvlText w:val="%1)"/>',
        '<w:lvlText w:val="%1)"/><w:suff w:val="space"/>',
    )
    numbering = root(parts_of(made(memo(), theirs)), "word/numbering.xml")
    level = next(n for n in numbering.iter(f"{W_}lvl") if n.find(f"{W_}suff") is not None)
    named = [child.tag.removeprefix(W_) for child in level]
    assert named == ["start", "numFmt", "suff", "lvlText", "lvlJc", "pPr"]


def test_list_styles_without_a_list_get_ours() -> None:
    theirs = replaced(ministry(), "word/styles.xml", '<w:numPr><w:numId w:val="1"/></w:numPr>', "")
    data = made(memo(), theirs)
    assert faults_of(data) == []
    sheet = root(parts_of(data), "word/styles.xml")
    style = next(s for s in sheet.iter(f"{W_}style") if value(s, "styleId") == "ListBullet")
    assert style.find(f"{W_}pPr/{W_}numPr/{W_}numId") is not None


def test_text_is_as_wide_as_the_letterhead_leaves_it() -> None:
    for theirs, width in ((ministry(), 11906 - 1134 - 1418), (default_template(), 12240 - 3600)):
        tables = root(parts_of(made(memo(), theirs)), "word/document.xml").iter(f"{W_}tblW")
        assert {round(int(value(t, "w")), -1) for t in tables} == {round(width, -1)}


def test_columns_are_the_letterheads() -> None:
    section = '<w:sectPr><w:cols w:num="2" w:space="400"/></w:sectPr>'
    data = made(memo(), ministry(section=section))
    assert (
        max(int(value(t, "w")) for t in root(parts_of(data), "word/document.xml").iter(f"{W_}tblW"))
        < 5200
    )
    assert faults_of(data) == []


@pytest.mark.parametrize(("right", "abreast"), [(1134, True), (6000, False)])
def test_in_a_narrow_column_nothing_stands_side_by_side(right: int, abreast: bool) -> None:
    """Two views stand one below the other, and a strip of dated rows is a table without axis."""
    section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1418" w:right="{right}"'
    theirs = ministry(section=f'{section} w:top="2268" w:bottom="1701"/></w:sectPr>')
    data = made(memo(), theirs)
    body = root(parts_of(data), "word/document.xml")
    assert faults_of(data) == []
    assert (next(body.iter(f"{W_}drawing"), None) is not None) is abreast
    rows = [[text_in(cell) for cell in row.iter(f"{W_}tc")] for row in body.iter(f"{W_}tr")]
    assert any("Upper basin on lower" in cell for row in rows for cell in row) is abreast
    assert [row[0] for row in rows if row[0] == "2015"] == ([] if abreast else ["2015"])


def text_in(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W_}t"))


def test_only_the_parts_of_a_page_are_carried() -> None:
    theirs = with_parts(default_template(), {"docProps/app.xml": "<x>Company</x>"})
    names = set(parts_of(made(memo(), theirs)))
    assert not {n for n in names if "Effects" in n or "thumbnail" in n or "app.xml" in n}
    assert b"trackRevisions" not in parts_of(made(memo(), ministry()))["word/settings.xml"]


def test_a_field_or_control_in_one_run_or_two_paragraphs_is_filled() -> None:
    single = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TITLE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>old</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = '<w:fldSimple w:instr=" DOCPROPERTY Marking "><w:r><w:t>old</w:t></w:r></w:fldSimple>'
    twice = (
        '<w:sdt><w:sdtPr><w:alias w:val="Series"/></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>old</w:t></w:r></w:p><w:p><w:r><w:t>older</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    bound = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]" '
        'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:showingPlcHdr/></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>[old]</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    head = f"<w:p>{single}</w:p><w:p>{simple}</w:p>{twice}<w:p>{bound}</w:p>"
    data = made(memo(), ministry(head=head))
    assert faults_of(data) == []
    text = furniture(data)["word/header1.xml"]
    title = "Upper and lower basin: where we stand"
    assert [line.strip("\u00a0") for line in text.split("\n")] == [
        title, "TLP:GREEN", "River basin relations", title,
    ]  # fmt: skip
    assert b"808080" not in parts_of(data)["word/header1.xml"]


def test_hostile_words_stay_words_in_every_place() -> None:
    title = memo()
    hostile = replace(title, readers=('"><w:p/>& {{ x }}',), author="</w:t>")
    data = made(hostile, ministry(body=SIGNED))
    assert faults_of(data) == []
    assert 'For "><w:p/>& {{ x }} from </w:t>' in text_of(data, "word/document.xml")


# --- what is refused ------------------------------------------------------------------------------


def _tracked(mark: str) -> bytes:
    return ministry(body=f"<w:p>{mark}</w:p>")


RELATION = '<Relationship Id="rId90" Type="{}" Target="{}" TargetMode="External"/></Relationships>'
SETTINGS_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + RELATION
)


def _attached() -> bytes:
    leads = SETTINGS_RELS.format(f"{R}/attachedTemplate", "https://example.org/x.dotm")
    return with_parts(ministry(), {"word/_rels/settings.xml.rels": leads})


def _outside(kind: str, target: str) -> bytes:
    added = RELATION.format(f"{R}/{kind}", target)
    return replaced(ministry(), "word/_rels/header2.xml.rels", "</Relationships>", added)


def _bomb() -> bytes:
    return with_parts(ministry(), {"word/header1.xml": "<a>" + " " * 30_000_000 + "</a>"})


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"words", "no whole Word file"),
    "cut": (lambda: ministry()[:900], "no whole Word file"),
    "old or encrypted": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"),
    "other zip": (lambda: zipped({"a": "b"}), "no Word document"),
    "bomb": (_bomb, "grows more than"),
    "doctype": (
        lambda: with_parts(ministry(), {"word/header1.xml": "<!DOCTYPE a><a/>"}),
        "document type",
    ),
    "macros": (lambda: with_parts(ministry(), {"word/vbaProject.bin": b"x"}), "macros"),
    "macro type": (lambda: ministry(main="document.macroEnabled"), "macros"),
    "strict": (
        lambda: replaced(
            ministry(), "word/document.xml", W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
        ),
        "strict form",
    ),
    "template outside": (_attached, "another template"),
    "picture outside": (lambda: _outside("image", "https://example.org/x.png"), "picture outside"),
    "file link": (lambda: _outside("hyperlink", "file:///c:/x"), "no web or mail address"),
    "other link": (lambda: _outside("oleObject", "https://example.org/x"), "outside the file"),
    "inserted": (lambda: _tracked('<w:ins w:id="1" w:author="A"/>'), "tracked changes"),
    "deleted": (lambda: _tracked('<w:del w:id="1" w:author="A"/>'), "tracked changes"),
    "changed": (
        lambda: _tracked('<w:pPr><w:pPrChange w:id="1" w:author="A"/></w:pPr>'),
        "tracked changes",
    ),
    "hidden": (
        lambda: _tracked("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"),
        "hidden text",
    ),
    "hidden by style": (
        lambda: with_parts(
            _tracked('<w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>secret</w:t></w:r>'),
            {
                "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="Titel">'
                "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
            },
        ),
        "hidden text",
    ),
    "remark": (lambda: _tracked('<w:commentRangeStart w:id="0"/>'), "comments"),
    "footnote": (lambda: _tracked('<w:r><w:footnoteReference w:id="2"/></w:r>'), "footnotes"),
    "object": (lambda: _tracked("<w:r><w:object/></w:r>"), "embedded object"),
    "field": (
        lambda: ministry(foot=f"<w:p>{field('INCLUDEPICTURE https://example.org/x', '')}</w:p>"),
        "INCLUDEPICTURE",
    ),
    "text inside": (
        lambda: ministry(body=f"<w:p>{control('body', 'here')}</w:p>"),
        "control for the text",
    ),
    "text twice": (lambda: ministry(body=control("body", "x", block=True) * 2), "control for"),
    "no room": (
        lambda: ministry(
            section='<w:sectPr><w:pgSz w:w="5000" w:h="16838"/><w:pgMar w:top="0" w:right="2000" '
            'w:bottom="0" w:left="2000" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
        ),
        "for text",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_letterhead_is_refused_with_the_reason(name: str) -> None:
    make, why = REFUSED[name]
    admitted, refusals = admit("letterhead.docx", make())
    assert admitted is None
    assert any(why in one.why and one.remedy for one in refusals), refusals


def test_hidden_styles_that_nobody_uses_are_no_hidden_text() -> None:
    unused = (
        '<w:style w:type="character" w:styleId="Z"><w:name w:val="z"/><w:rPr><w:vanish/></w:rPr>'
        "</w:style>"
    )
    theirs = replaced(ministry(), "word/styles.xml", "</w:styles>", f"{unused}</w:styles>")
    assert admit("letterhead.docx", theirs)[0] is not None


def test_the_words_of_a_letterhead_are_known_without_those_that_memos_replace() -> None:
    admitted, _ = admit("letterhead.docx", ministry(body=SIGNED))
    assert admitted is not None
    assert {"Signed and sealed", "Ministry of Rivers", "Arms of the basin"} <= set(admitted.words)
    assert not any("Reader" in text for text in admitted.words)
    assert len(admitted.pictures) == 1
