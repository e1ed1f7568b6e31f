"""Words are read alike wherever they stand; what could mean something else is left where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.proof.decoding import decode
from briefgen.proof.pdf_placing import lift
from briefgen.proof.sharing import Shared
from briefgen.proof.xml_parts import xml_bundle
from tests.proof.test_sharing import page

PLACES = st.integers(0, 80_000).map(lambda n: f"{n / 100:.2f}")
WORDS = st.text(st.sampled_from("ab (\\)\n12"), min_size=1, max_size=8)


def string(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """A piece of marked content of a few lines, with colours and shapes between them."""
    lines = [f"1 0 0 1 {draw(PLACES)} {draw(PLACES)} Tm {string(draw(WORDS))} Tj"]
    lines += [f"1 0 0 1 {draw(PLACES)} {draw(PLACES)} Tm [{string(draw(WORDS))}-300(c)] TJ"]
    lines += draw(st.sampled_from([[], ["/F1 12 Tf"], ["0.1 0.2 0.3 rg"], ["1.5 w"]]))
    lines += draw(st.sampled_from([[], [f"1 0 0 1 {draw(PLACES)} 70.10 Tm (d) Tj"], ["(e) Tj"]]))
    inside = "\n".join(lines)
    return f"/P <</MCID {draw(st.integers(0, 20))}>> BDC\nBT\n{inside}\nET\nEMC\n"


@given(st.lists(pieces(), min_size=1, max_size=4))
def test_words_are_those_of_a_page_that_is_read_as_one(written: list[str]) -> None:
    """A string beside all of it makes the reader take the page as a whole."""
    content = ("BT /F1 10 Tf ET\n" + "".join(written)).encode()
    whole = content + b"BT /F#31 10 Tf ET\n"
    said, apart = (
        [part.text for part in decode(page(one), "pdf", shared=Shared()) if part.where == "page 1"]
        for one in (content, whole)
    )
    assert said == apart


def test_what_differs_by_its_place_alone_is_read_once() -> None:
    pieces = [
        f"/P <</MCID {n}>> BDC\nBT\n1 0 0 1 50.00 {700 - n}.25 Tm (one) Tj\n"
        f"1 0 0 1 50.00 {690 - n}.00 Tm (two) Tj\nET\nEMC\n".encode()
        for n in range(9)
    ]
    lifted = [lift(one) for one in pieces]
    assert len({one.written for one in lifted if one}) == 1
    assert [(one.x, one.y, one.mark) for one in lifted if one][8] == (5000, 69225, 8)


@pytest.mark.parametrize(
    "content",
    [
        "BT\n1 0 0 1 5.00 5.00 Tm (one) Tj\n0 -12 Td (two) Tj\nET\n",
        "BT\n1 0 0 2 5.00 5.00 Tm (one) Tj\nET\n",
        "BT\n(one) Tj\nET\n",
        "BT\n1 0 0 1 5.00 5.00 Tm (one\n1 0 0 1 61.33 7.00 Tm two) Tj\nET\n",
        "q\n1 0 0 1 5.00 5.00 cm\nQ\n",
        "/P <</MCID 1>> BDC\n/P <</MCID 2>> BDC\nEMC\nEMC\n",
        "/P <</ActualText (one)>> BDC\nEMC\n",
        "/X Do\n",
        "1 0 0 1 5.00 5.00 Tm (one) Tj % two\n",
    ],
)
def test_what_may_mean_something_else_elsewhere_is_read_where_it_stands(content: str) -> None:
    assert lift(content.encode()) is None


def test_a_number_that_counts_bookmarks_hides_none_that_is_text() -> None:
    body = (
        '<w:d xmlns:w="w"><w:p><w:bookmarkStart w:id="{n}" w:name="a"/><w:t>{text}</w:t>'
        '<w:bookmarkEnd w:id="{n}"/></w:p></w:d>'
    )
    shared = Shared()
    for n, text in ((1, "one"), (2, "one"), (3, 'w:bookmarkStart w:id="61337"')):
        read = xml_bundle(body.format(n=n, text=text).encode(), "a part", shared)
        assert read is not None
        said = [part.text for part in read.all_parts() if part.kind == "spoken"]
        assert text in "".join(said)
    hidden = '<w:d xmlns:w="w"><w:p><![CDATA[<w:bookmarkStart w:id="61337"/>]]></w:p></w:d>'
    read = xml_bundle(hidden.encode(), "a part", shared)
    assert read is not None
    assert any("61337" in part.text for part in read.all_parts())
