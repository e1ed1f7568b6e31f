"""Whatever stands in an edited memo is carried or named: nothing that people typed goes unseen."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.anchored import Trail
from briefgen.renderers.word import render, start_run
from briefgen.roundtrip.differences import Differences, compare
from briefgen.roundtrip.memo import read_memo
from tests.packs.parts import load_style
from tests.roundtrip.memo_scripts import document
from tests.word.like import W, WordFile

_NAMES = (
    f'xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:example:x"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_WORDS = "Quokkas came."
_TEXT = f'<w:t xml:space="preserve"> {_WORDS}</w:t>'
_RUN = f"<w:r>{_TEXT}</w:r>"


def _field(instruction: str, result: str, end: str = "end") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    last = f'<w:r><w:fldChar w:fldCharType="{end}"/></w:r>' if end else ""
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{last}"


# What may be inside a paragraph, and around it inside the same paragraph; {} is what it holds.
_INSIDE = {
    "run": _RUN,
    "counted": _field("SEQ Table", "7") + _RUN,
    "counted-simple": '<w:fldSimple w:instr="SEQ Table"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    + _RUN,
    "in-note-reference": f'<w:fldSimple w:instr="NOTEREF _n">{_RUN}</w:fldSimple>',
    "unended": f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{_RUN}',
    "unseparated": _field("REF x", "1", end="") + _RUN,
    "in-note-mark": f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{_TEXT}</w:r>',
    "in-change-mark": f'<w:r><w:rPr><w:rStyle w:val="BGChange"/></w:rPr>{_TEXT}</w:r>',
    "in-number": f'<w:r><w:rPr><w:rStyle w:val="BGNumber"/></w:rPr>{_TEXT}</w:r>',
    "alternate": f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>{_TEXT}</mc:Fallback>"
    "</mc:AlternateContent></w:r>",
    "reading-aid": "<w:r><w:ruby><w:rt><w:r><w:t>q</w:t></w:r></w:rt>"
    f"<w:rubyBase>{_RUN}</w:rubyBase></w:ruby></w:r>",
    "equation": f"<m:oMath><m:r><m:t>{_WORDS}</m:t></m:r></m:oMath>",
    "box": "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"<w:p>{_RUN}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    "unknown": f"<x:of-tomorrow>{_RUN}</x:of-tomorrow>",
    "unknown-in-run": f"<w:r><x:of-tomorrow>{_TEXT}</x:of-tomorrow></w:r>",
    "hidden": f"<w:r><w:rPr><w:vanish/></w:rPr>{_TEXT}</w:r>",
}
_AROUND = (
    "{}",
    '<w:smartTag w:element="x">{}</w:smartTag>',
    '<w:ins w:id="1" w:author="Ana Probe">{}</w:ins>',
    '<w:hyperlink w:anchor="_Note1">{}</w:hyperlink>',
    '<w:fldSimple w:instr="DOCPROPERTY x">{}</w:fldSimple>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<x:of-tomorrow>{}</x:of-tomorrow>",
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback/></mc:AlternateContent>",
)


@cache
def _memo() -> bytes:
    trail = Trail(series="rivers", audience="memo", edition="2024-05-03", banner="TLP:GREEN")
    return render(document(), load_style("compact"), start_run(), trail)[0]


def _read(file: WordFile) -> Differences:
    memo = read_memo(file.data())
    assert memo.store is not None
    return compare(memo, memo.store)


def _put(file: WordFile, place: int, xml: str) -> None:
    paragraphs = list(file.paragraphs())
    target = paragraphs[place % len(paragraphs)]
    target.extend(etree.fromstring(f"<x {_NAMES}>{xml}</x>"))


def _told(found: Differences) -> str:
    carried = (f"{e.text} {' '.join(c for row in e.rows for c in row)}" for e in found.edits)
    return " ".join((*carried, *(text for pair in found.not_carried for text in pair)))


@pytest.mark.parametrize("name", _INSIDE)
def test_words_in_any_form_are_carried_or_named(name: str) -> None:
    file = WordFile(_memo())
    file.find("Paragraph 1").extend(etree.fromstring(f"<x {_NAMES}>{_INSIDE[name]}</x>"))
    found = _read(file)
    assert found.edits or found.not_carried
    told = {"reading-aid": "a reading aid", "equation": "an equation", "hidden": "hidden words"}
    assert told.get(name, "Quokkas") in _told(found)
    before = [words for e in found.edits for words in (e.text,) if e.what == "change"]
    assert all(words.startswith("Paragraph 1") for words in before)


@settings(max_examples=25, deadline=None)
@given(
    place=st.integers(min_value=0, max_value=400),
    inside=st.sampled_from([name for name in _INSIDE if name not in ("hidden", "equation")]),
    around=st.lists(st.sampled_from(_AROUND), max_size=3),
)
def test_no_typed_words_go_unseen(place: int, inside: str, around: list[str]) -> None:
    xml = _INSIDE[inside]
    for frame in around:
        xml = frame.format(xml)
    file = WordFile(_memo())
    _put(file, place, xml)
    found = _read(file)
    assert "Quokkas" in _told(found) or any("reading aid" in what for _, what in found.not_carried)


def test_another_file_in_the_memo_is_named() -> None:
    file = WordFile(_memo())
    file.find("Paragraph 1").addnext(etree.Element(f"{W}altChunk"))
    assert ("the file", "another file put into it") in _read(file).not_carried
