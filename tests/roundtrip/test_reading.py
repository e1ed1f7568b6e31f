"""What people do to a memo is found: by edits as Word makes them, and where every mark is gone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

import pytest
from lxml import etree

from briefgen.anchored import Trail
from briefgen.renderers.word import render, start_run
from briefgen.roundtrip.differences import Differences, compare
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.inner_links import with_blocks
from briefgen.roundtrip.memo import read_memo
from briefgen.roundtrip.paragraphs import Found
from briefgen.roundtrip.runs import paragraph_text
from briefgen.roundtrip.store import read_store
from tests.packs.parts import load_style
from tests.packs.samples import PACKS, USUAL_STYLE
from tests.roundtrip.memo_scripts import SCRIPTS, Script, document
from tests.word.like import W, WordFile

TRAIL = Trail(series="rivers", audience="memo", edition="2024-05-03", banner="TLP:GREEN")


@pytest.fixture(scope="module")
def memo() -> bytes:
    return render(document(), load_style("compact"), start_run(), TRAIL)[0]


def differences(data: bytes, written: bytes) -> Differences:
    """What a memo holds; where it has lost its store, that of the one that was written counts."""
    found = read_memo(data, read_store(written))
    assert found.store is not None
    return compare(found, found.store)


def words_of(edit: Edit) -> str:
    rows = " ".join(cell for row in edit.rows for cell in row)
    return " ".join((edit.text, edit.base, rows))


def missed(script: Script, found: Sequence[Edit]) -> list[tuple[str, str, str]]:
    """What the script did and the reading did not find, each edit used once."""
    left = list(found)
    gone = []
    for what, block, words in script.expected:
        hit = next(
            (
                e
                for e in left
                if (e.what, words in words_of(e)) == (what, True) and e.block.startswith(block)
            ),
            None,
        )
        if hit is None:
            gone.append((what, block, words))
        else:
            left.remove(hit)
    return gone + [("unexpected", e.block, words_of(e)) for e in left]


def test_there_are_forty_edits_and_more() -> None:
    assert sum(len(script.edits) for script in SCRIPTS) >= 40


def test_a_memo_that_nobody_touched_has_no_edit(memo: bytes) -> None:
    found = differences(memo, memo)
    assert found.edits == ()
    assert found.not_carried == ()
    assert found.reading.share == 1


@pytest.mark.parametrize("tracked", [False, True], ids=["plain", "tracked"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda s: s.name)
def test_edits_as_word_makes_them_are_found(memo: bytes, script: Script, tracked: bool) -> None:
    file = WordFile(memo, tracked=tracked)
    for edit in script.edits:
        file.play(edit)
    found = differences(file.data(), memo)
    assert missed(script, found.edits) == []
    signed = [e for e in found.edits if e.what in ("change", "add") and script.name != "format"]
    if tracked and script.name in ("change", "rewrite"):
        assert {(e.who, e.when) for e in signed} == {("Ana Probe", "2026-01-09T10:00:00Z")}


# Where a text is wholly new, nothing is left by which its old place could be told.
@pytest.mark.parametrize(
    "script", [s for s in SCRIPTS if s.name != "rewrite"], ids=lambda s: s.name
)
def test_edits_are_found_where_every_mark_is_gone(memo: bytes, script: Script) -> None:
    file = WordFile(memo)
    for edit in script.edits:
        file.play(edit)
    file.strip()
    found = differences(file.data(), memo)
    assert not found.reading.marked
    assert missed(script, found.edits) == []


def test_a_rewritten_text_without_marks_is_neither_lost_nor_mixed_up(memo: bytes) -> None:
    script = next(s for s in SCRIPTS if s.name == "rewrite")
    file = WordFile(memo)
    for edit in script.edits:
        file.play(edit)
    file.strip()
    found = differences(file.data(), memo)
    assert ("change", "data/r7#1") in {(e.what, e.block) for e in found.edits}
    told = " ".join(words_of(e) for e in found.edits)
    assert all(words in told for _, _, words in script.expected)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("See [the plans](#_Toc1).", "See [the plans](#plans)."),
        (
            "See **[the plans](#_Toc1)** and [more](#_Toc2).",
            "See **[the plans](#plans)** and more.",
        ),
        ("See [a page](https://example.org) and [x](#theirs).",) * 2,
    ],
)
def test_links_inside_a_memo_lead_to_blocks_again(text: str, read: str) -> None:
    (one,) = with_blocks([Found(text=text)], {"_Toc1": "plans"})
    assert one.text == read


@pytest.mark.parametrize(
    ("result", "read"), [("12", ""), ("xiv", ""), ("What is new", "What is new")]
)
def test_words_in_a_page_reference_are_words_and_its_number_is_none(result: str, read: str) -> None:
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}'
        for kind, inner in (
            ("begin", r"<w:r><w:instrText>PAGEREF _Toc1 \h</w:instrText></w:r>"),
            ("separate", f"<w:r><w:t>{result}</w:t></w:r>"),
            ("end", ""),
        )
    )
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = etree.fromstring(f'<w:p xmlns:w="{names}">{marks}</w:p>')
    assert paragraph_text(paragraph) == read


@pytest.mark.parametrize(("anchor", "read"), [("_Toc1", "Changed: 2"), ("_Toc2", "Changed:")])
def test_a_link_that_the_office_made_a_page_reference_keeps_its_words(
    anchor: str, read: str
) -> None:
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}'
        for kind, inner in (
            ("begin", r"<w:r><w:instrText>PAGEREF _Toc1 \h</w:instrText></w:r>"),
            ("separate", "<w:r><w:t>2</w:t></w:r>"),
            ("end", ""),
        )
    )
    words = f'<w:r><w:t xml:space="preserve">Changed: </w:t></w:r>{field}'
    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}"><w:hyperlink w:anchor="{anchor}">{words}</w:hyperlink></w:p>'
    )
    assert paragraph_text(paragraph) == read


def test_a_heading_may_have_its_level_from_its_style_alone(memo: bytes) -> None:
    file = WordFile(memo)
    properties = [
        one for one in file.root.iter(f"{W}pPr") if one.find(f"{W}outlineLvl") is not None
    ]
    assert properties, "no heading says its level itself"
    for one in properties:
        etree.strip_elements(one, f"{W}outlineLvl")
    assert differences(file.data(), memo).not_carried == ()


def test_an_address_that_an_editor_spelt_otherwise_is_no_edit() -> None:
    data = render(PACKS["stress"](), load_style("plain"), start_run(), TRAIL)[0]
    file = WordFile(data)
    name = "word/_rels/document.xml.rels"
    assert b"%C3%BC" in file.parts[name]
    file.parts[name] = file.parts[name].replace(b"%C3%BC", "ü".encode())
    assert differences(file.data(), data).edits == ()


# --- what overrides cannot hold is named ----------------------------------------------------------


def restyled(file: WordFile, start: str, style: str) -> None:
    named = file.find(start).find(f"{W}pPr/{W}pStyle")
    assert named is not None
    named.set(f"{W}val", style)


def relisted(file: WordFile, start: str, like: str) -> None:
    """A point of the same list as another one."""
    theirs = file.find(like).find(f"{W}pPr/{W}numPr")
    own = file.find(start).find(f"{W}pPr")
    assert theirs is not None
    assert own is not None
    own.insert(1, copy.deepcopy(theirs))


def cell_of(file: WordFile, start: str) -> etree._Element:
    return next(a for a in file.find(start).iterancestors(f"{W}tc"))


def merged(file: WordFile, start: str) -> None:
    properties = cell_of(file, start).find(f"{W}tcPr")
    assert properties is not None
    etree.SubElement(properties, f"{W}vMerge", {f"{W}val": "restart"})


def swapped(file: WordFile, one: str, other: str) -> None:
    """What two cells hold, each now in the row of the other."""
    cells = [cell_of(file, start) for start in (one, other)]
    held = [cell.findall(f"{W}p") for cell in cells]
    for cell, paragraphs in zip(cells, reversed(held), strict=True):
        cell.extend(paragraphs)


def dressed(file: WordFile, words: str, element: str, **values: str) -> None:
    """Direct formatting of some words, as Word writes it."""
    run = file.run_with(words)
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    etree.SubElement(properties, f"{W}{element}", {f"{W}{k}": v for k, v in values.items()})


def put_in(file: WordFile, start: str, xml: str) -> None:
    file.find(start).append(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{xml}</x>')[0])


def in_header(file: WordFile, before: bytes, after: bytes) -> None:
    assert before in file.parts["word/header1.xml"]
    file.parts["word/header1.xml"] = file.parts["word/header1.xml"].replace(before, after)


_MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
_SIGN = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
NAMED: dict[str, tuple[Callable[[WordFile], None], str]] = {
    "underline": (lambda f: dressed(f, "It ends", "u", val="single"), "underlining"),
    "colour": (lambda f: dressed(f, "It ends", "color", val="FF0000"), "coloured words"),
    "shading": (lambda f: dressed(f, "It ends", "shd", val="clear", fill="FFFF00"), "shading"),
    "raised": (lambda f: dressed(f, "It ends", "vertAlign", val="superscript"), "raised words"),
    "equation": (lambda f: put_in(f, "Paragraph 1", _MATH), "an equation"),
    "sign": (lambda f: put_in(f, "Paragraph 1", _SIGN), "a sign of a symbol font"),
    "heading": (lambda f: restyled(f, "Paragraph 1", "Heading2"), "a heading made of it"),
    "point": (lambda f: restyled(f, "Bullet 1", "BodyText"), "running text made of a point"),
    "level": (lambda f: restyled(f, "Main part", "Heading3"), "another level of this heading"),
    "mark": (lambda f: relisted(f, "Bullet 1", "Step 1"), "another mark of this point"),
    "merged": (lambda f: merged(f, "Gauge 1"), "a merged cell"),
    "swapped": (lambda f: swapped(f, "Cell 1", "Cell 2"), "a cell of another row"),
    "no-heading": (lambda f: restyled(f, "Main part", "BodyText"), "made of a heading"),
    "header": (lambda f: in_header(f, b"TLP:GREEN", b"DRAFT"), 'DRAFT" in the head'),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_not_carried_is_named(memo: bytes, name: str) -> None:
    change, what = NAMED[name]
    file = WordFile(memo)
    change(file)
    said = [text for pair in differences(file.data(), memo).not_carried for text in pair]
    assert any(what in text for text in said), said


def test_raised_and_lowered_figures_are_carried(memo: bytes) -> None:
    file = WordFile(memo)
    paragraph = file.find("Paragraph 1")
    runs = ((" An area of 5 km", ""), ("2", "superscript"), (" of CO", ""), ("2", "subscript"))
    for text, place in runs:
        look = f'<w:rPr><w:vertAlign w:val="{place}"/></w:rPr>' if place else ""
        run = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
        paragraph.append(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{run}</x>')[0])
    found = differences(file.data(), memo)
    assert found.not_carried == ()
    assert [edit.text.endswith("An area of 5 km² of CO₂") for edit in found.edits] == [True]


@pytest.mark.parametrize("name", sorted(PACKS))
def test_no_pack_as_it_was_written_has_an_edit(name: str) -> None:
    data = render(PACKS[name](), load_style(USUAL_STYLE[name]), start_run(), TRAIL)[0]
    found = differences(data, data)
    assert (found.edits, found.not_carried) == ((), ())
