"""HTML: heading trees, lists, tables and furniture with the lines of the page's source."""

from __future__ import annotations

import pytest

from briefgen import model
from briefgen.diagnostics import Diagnostics
from briefgen.reading import Reading, ReadOptions, read_bytes
from briefgen.reading.formats.html.reader import read_html
from briefgen.tree import Node, line_numbers, node_text, plain_text, sections, walk
from tests.conftest import need_module

LONG = "This sentence is long enough to count as a paragraph of running text on a page. "


def read_page(page: str | bytes) -> tuple[Reading, Diagnostics]:
    """Read in this process: what is tested is the reader, not the child."""
    data = page.encode() if isinstance(page, str) else page
    reading, found = read_html(data, "s", "s.html", ReadOptions())
    assert reading is not None, found
    return reading, found


def nodes_of(page: str) -> list[Node]:
    return list(walk(read_page(page)[0].document.blocks))


def apart(page: str) -> dict[str, str]:
    return {
        n.reason: plain_text(n.content) for n in nodes_of(page) if isinstance(n, model.Boilerplate)
    }


def test_furniture_is_set_apart_and_said_so() -> None:
    found = apart(
        "<body><header>Name</header><nav><a href=/>Start</a></nav><h1>T</h1><p>Words.</p>"
        "<aside>Beside</aside><form>Seek <button>Go</button></form><script>var x</script>"
        "<footer>Imprint</footer></body>"
    )
    assert found == {
        "page head": "Name",
        "navigation": "Start",
        "aside": "Beside",
        "form": "Seek Go",
        "page foot": "Imprint",
    }


def test_only_the_main_part_is_text() -> None:
    page = f"<body><div>Around</div><main><h1>T</h1><p>{LONG}</p></main><div>Below</div></body>"
    found = apart(page)
    assert set(found) == {"outside the main text"}
    assert "Around" not in plain_text(next(sections(read_page(page)[0].document.blocks)).title)


def test_the_header_of_an_article_is_text() -> None:
    page = "<body><article><header><h1>T</h1><p>Lead.</p></header><p>Words.</p></article></body>"
    assert apart(page) == {}


def test_what_stands_after_the_end_of_the_page_is_read() -> None:
    page = "<html><body><p>One.</p></body></html>\n<html><body><p>Two.</p></body></html>"
    texts = [plain_text(n.content) for n in nodes_of(page) if isinstance(n, model.Paragraph)]
    assert texts == ["One.", "Two."]


def test_loose_words_and_nested_inlines_become_paragraphs() -> None:
    page = "<body><h1>T</h1>one <b>two <i>three</i></b><br>four<p>five</p>six</body>"
    texts = [plain_text(n.content) for n in nodes_of(page) if isinstance(n, model.Paragraph)]
    assert texts == ["one two three four", "five", "six"]


def test_lines_run_over_tags_and_entities() -> None:
    page = (
        "<html>\n<body>\n<h1\n id=x>T</h1>\n<p>one\ntwo &amp;\n<em>three</em></p>\n</body>\n</html>"
    )
    paragraph = next(n for n in nodes_of(page) if isinstance(n, model.Paragraph))
    assert line_numbers(paragraph.origins) == (("s", 5, 7),)
    assert plain_text(paragraph.content) == "one two & three"


def test_lists_tables_quotes_and_figures() -> None:
    nodes = nodes_of(
        "<body><h1>T</h1><ol start=4><li>a<ul><li>b</li></ul></li><li>c</li></ol>"
        "<ol type=a><li>x</li><li>y</li></ol>"
        "<table><caption>Cap</caption><tr><th>A</th><th>B</th></tr>"
        "<tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr>"
        "<tr><td colspan=2>4</td></tr></table>"
        "<blockquote><p>Said.</p></blockquote><pre>\n a\n  b\n</pre>"
        "<figure><img alt='A map'><figcaption>Map</figcaption></figure></body>"
    )
    ordered = next(n for n in nodes if isinstance(n, model.OrderedList))
    assert ordered.start == 4
    assert node_text(ordered) == "a\nb\nc"
    lettered = [n for n in nodes if isinstance(n, model.BulletList)][-1]
    assert node_text(lettered) == "a. x\nb. y"
    table = next(n for n in nodes if isinstance(n, model.Table))
    assert [[plain_text(c) for c in row.cells] for row in table.rows] == [
        ["1", "2"],
        ["", "3"],
        ["4", ""],
    ]
    assert plain_text(table.caption) == "Cap"
    assert next(n for n in nodes if isinstance(n, model.Code)).lines == (" a", "  b")
    figure = next(n for n in nodes if isinstance(n, model.Figure))
    assert (figure.alt, plain_text(figure.caption)) == ("A map", "Map")


def test_layout_tables_are_no_tables() -> None:
    page = "<body><table><tr><td><h2>T</h2><p>Words.</p></td><td><p>More.</p></td></tr></table>"
    assert not any(isinstance(n, model.Table) for n in nodes_of(page))
    assert next(sections(read_page(page)[0].document.blocks)).level == 2


def test_marks_of_notes_are_taken_out_and_kept() -> None:
    page = "<body><h1>T</h1><p>Words<sup><a href='#n1'>1</a></sup> go on.</p></body>"
    assert apart(page) == {"note mark": "1"}
    paragraph = next(n for n in nodes_of(page) if isinstance(n, model.Paragraph))
    assert plain_text(paragraph.content) == "Words go on."


def test_hidden_words_are_left_out_and_said_so() -> None:
    reading, found = read_page("<body><h1>T</h1><p>Seen.<span hidden> not seen</span></p></body>")
    assert "not seen" not in node_text(reading.document.blocks[0])
    assert [d.code for d in found] == ["hidden-text"]


def test_links_that_are_no_addresses_are_words() -> None:
    page = "<body><p><a href='javascript:x'>a</a> <a href='https://example.org'>b</a></p></body>"
    paragraph = next(n for n in nodes_of(page) if isinstance(n, model.Paragraph))
    links = [i.target for i in paragraph.content if isinstance(i, model.Link)]
    assert links == ["https://example.org"]


def test_the_encoding_that_a_page_states_is_used() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>Слово</p></body></html>"
    reading, found = read_page(page.encode("cp1251"))
    assert not found
    assert "Слово" in node_text(reading.document.blocks[0])


def test_no_author_and_no_date_is_guessed() -> None:
    reading, _ = read_page(
        "<html><head><meta name=author content='Some Body'><title>T</title></head>"
        f"<body><p>{LONG}</p></body></html>"
    )
    assert reading.document.metadata.authors == ()
    assert reading.document.metadata.dates == ()
    assert plain_text(reading.document.title) == "T"


NEWS = (
    "<html><head><meta property='og:type' content='article'></head><body>"
    "<div class=top><a href=/a>Home</a> <a href=/b>World</a> <a href=/c>Sport</a></div>"
    "<div class=article><h1>Harbour reopens</h1>"
    + "".join(f"<p>{LONG}Paragraph number {n} says so. {LONG}</p>" for n in range(6))
    + "</div><div class=related><h3>More stories</h3><ul>"
    + "".join(f"<li><a href=/{n}>Another story {n}</a></li>" for n in range(6))
    + "</ul></div></body></html>"
)


def test_of_a_news_page_the_article_is_text_and_the_rest_is_furniture() -> None:
    need_module("trafilatura")
    reading, _ = read_page(NEWS)
    texts = [
        plain_text(n.content)
        for n in walk(reading.document.blocks)
        if isinstance(n, model.Paragraph)
    ]
    assert len(texts) == 6
    assert plain_text(reading.document.title) == "Harbour reopens"
    aside = " ".join(
        plain_text(n.content)
        for n in walk(reading.document.blocks)
        if isinstance(n, model.Boilerplate)
    )
    assert "Another story 3" in aside
    assert "Sport" in aside


def test_without_the_extra_a_news_page_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    reading, found = read_html(NEWS.encode(), "s", "s.html", ReadOptions())
    assert reading is None
    assert found[-1].code == "extra-missing"
    assert "briefgen[html]" in found[-1].hint


def test_through_the_child_it_is_the_same() -> None:
    page = f"<body><h1>T</h1><p>{LONG}</p><h2>U</h2><p>{LONG}</p></body>".encode()
    reading, found = read_bytes(page, source_id="s", shown="s.html", suffix=".html")
    assert (reading, found) == read_html(page, "s", "s.html", ReadOptions())


def test_two_line_breaks_end_a_paragraph() -> None:
    found = nodes_of("<h1>T</h1><p>One<br>goes on.<br>\n<br/>Two.</p><div>Three<br><br></div>")
    words = [plain_text(n.content) for n in found if isinstance(n, model.Paragraph)]
    assert words == ["One goes on.", "Two.", "Three"]


def test_marks_that_a_list_writes_out_are_taken_off_its_points() -> None:
    found = nodes_of(
        "<ul><li>\uf0b7\uf0b7First</li><li>• Second</li></ul>"
        "<ol><li>1. One</li><li>2. Two</li></ol><ol><li>3. Other</li><li>Four</li></ol>"
    )
    assert [node_text(n) for n in found if isinstance(n, model.ListItem)] == [
        "First", "Second", "One", "Two", "3. Other", "Four",
    ]  # fmt: skip


def test_heads_and_feet_of_an_exported_document_are_set_apart() -> None:
    page = '<div title="header"><p>Institute</p></div><p>Words.</p><div title="footer">7</div>'
    assert apart(page) == {"page head": "Institute", "page foot": "7"}


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("see www.<wbr>example.org for more. It ends.", "see www.example.org for more. It ends."),
        ("<b>a<wbr class='x'>b</b> c", "ab c"),
        ("a <embed src=x> b <source src=y> c", "a b c"),
        ("10<sup>6</sup> euros, 45<sup>12</sup>", "10⁶ euros, 45¹²"),
        ("10<sup>-6</sup>, x<sup>n</sup>, H<sub>2</sub>O", "10⁻⁶, xⁿ, H₂O"),
        ("the 1<sup>st</sup> and M<sup>me</sup> X", "the 1st and Mme X"),
        ("a <object>words</object> b", "a words b"),
    ],
)
def test_nothing_of_a_paragraph_is_lost_or_glued(page: str, text: str) -> None:
    paragraph = next(n for n in nodes_of(f"<p>{page}</p>") if isinstance(n, model.Paragraph))
    assert plain_text(paragraph.content) == text


@pytest.mark.parametrize("tag", ["noscript", "video", "canvas", "iframe", "template"])
def test_words_for_those_who_see_nothing_better_are_named(tag: str) -> None:
    _, found = read_page(f"<p>One <{tag}>two three</{tag}> four</p>")
    told = [d.message for d in found if d.code == "hidden-text"]
    assert told == ["2 hidden words were left out"]


def test_words_of_a_drawing_stand_for_it() -> None:
    page = "<p>One <svg><title>Flow</title><text>Port</text></svg> two</p>"
    assert [n.alt for n in nodes_of(page) if isinstance(n, model.Figure)] == ["Flow Port"]


def test_struck_words_are_set_apart_and_said_so() -> None:
    page = "<p>Use <del>old</del> <ins>new</ins>.</p><del><p>Gone.</p></del>"
    reading, _ = read_page(page)
    texts = [plain_text(n.content) for n in nodes_of(page) if isinstance(n, model.Paragraph)]
    assert texts == ["Use new."]
    assert [q.text for q in reading.quirks if q.reason == "struck-text"] == ["old", "Gone."]


def test_words_between_points_keep_their_place() -> None:
    page = "<h1>T</h1><ul>lead<li>a</li>between<li>b</li></ul>"
    listed = next(n for n in nodes_of(page) if isinstance(n, model.BulletList))
    assert node_text(listed) == "a\nbetween\nb"


@pytest.mark.parametrize(
    ("math", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "3(a+b)/2"),
        ("<mi>x</mi><msup><mn>10</mn><mn>6</mn></msup>", "3x10⁶"),
        ("<msup><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></msup>", "3 2^(1/2)"),
        ("<msqrt><mi>y</mi></msqrt><mo>=</mo><mroot><mn>8</mn><mn>3</mn></mroot>", "3√y=³√8"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>", "3∑_iⁿ i"),
    ],
)
def test_an_equation_is_a_line(math: str, text: str) -> None:
    reading, _ = read_page(f"<p>3<math>{math}</math></p>")
    assert node_text(reading.document.blocks[0]) == text
    assert [q.reason for q in reading.quirks] == ["equation-as-line"]


def test_a_reading_aid_stands_in_brackets() -> None:
    page = "<p><ruby>漢<rt>kan</rt></ruby> <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>"
    assert node_text(read_page(page)[0].document.blocks[0]) == "漢(kan) 字(ji)"


def test_an_equation_alone_and_empty_marks_have_lines_or_are_nothing() -> None:
    page = "<h1>T</h1>\n<p><math><mi>x</mi></math></p>\n<p><q></q></p><ruby><rt></rt></ruby>"
    found = [n for n in nodes_of(page) if isinstance(n, model.Paragraph)]
    assert [(plain_text(n.content), line_numbers(n.origins)) for n in found] == [
        ("x", (("s", 2, 2),))
    ]
