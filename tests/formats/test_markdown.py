"""Markdown: headings, lists, tables, code and quotes with their lines; nothing lost."""

from __future__ import annotations

import pytest

from briefgen import model
from briefgen.errors import ExitCode
from briefgen.reading import Reading, read_bytes
from briefgen.tree import line_numbers, node_text, plain_text, sections, walk


def read_it(text: str) -> Reading:
    reading, found = read_bytes(text.encode(), source_id="s", shown="s.md", suffix=".md")
    assert reading is not None, found
    return reading


def kinds(reading: Reading) -> list[str]:
    return [type(n).__name__ for n in walk(reading.document.blocks) if not isinstance(n, model.Row)]


def lines_of(node: model.Block | model.ListItem) -> list[tuple[int, int]]:
    return [(start, end) for _, start, end in line_numbers(node.origins)]


def test_title_from_front_matter_alone_or_from_the_one_first_heading() -> None:
    stated = read_it('---\ntitle: "A title"\nlang: en\n---\n\n# One\n\nWords.\n\n# Two\n')
    assert plain_text(stated.document.title) == "A title"
    assert plain_text(read_it("# One\n\nWords.\n\n## Two\n").document.title) == "One"
    assert read_it("# One\n\nWords.\n\n# Two\n").document.title == ()
    front = next(n for n in walk(stated.document.blocks) if isinstance(n, model.Boilerplate))
    assert front.reason == "front matter"
    assert lines_of(front) == [(2, 3)]


def test_depth_never_skips_and_the_level_is_kept_with_a_quirk() -> None:
    reading = read_it("# A\n\n### C\n\nWords.\n\n## B\n")
    outer = next(sections(reading.document.blocks))
    assert [s.level for s in sections(reading.document.blocks)] == [1, 3, 2]
    assert [type(b).__name__ for b in outer.blocks] == ["Section", "Section"]
    assert [(q.reason, q.lines) for q in reading.quirks] == [("heading-level-skipped", (3,))]


def test_numbers_of_headings_are_split_off_where_they_are_numbers() -> None:
    reading = read_it("# 1. One\n\n## 1.1 Half\n\n# 17 goals for fishing\n\n# Two\n")
    found = [(s.number, plain_text(s.title)) for s in sections(reading.document.blocks)]
    assert found == [("1", "One"), ("1.1", "Half"), ("", "17 goals for fishing"), ("", "Two")]


def test_lists_in_lists_keep_their_start_and_lines() -> None:
    reading = read_it("- one\n- two\n  more\n\n  3. deep\n  4. deeper\n")
    outer, inner = (n for n in walk(reading.document.blocks) if hasattr(n, "items"))
    assert isinstance(outer, model.BulletList)
    assert isinstance(inner, model.OrderedList)
    assert inner.start == 3
    assert lines_of(outer.items[1]) == [(2, 3), (5, 6)]


def test_a_table_keeps_cells_and_rows_in_their_lines() -> None:
    reading = read_it("| A | B |\n|---|---|\n| 1 | *2* |\n| 3 |\n")
    table = next(n for n in walk(reading.document.blocks) if isinstance(n, model.Table))
    assert table.header is not None
    assert [plain_text(c) for c in table.header.cells] == ["A", "B"]
    assert table.rows[0].cells[1] == (model.Emph((model.Text("2"),)),)
    assert [line_numbers(row.origins)[0][1] for row in table.rows] == [3, 4]
    assert table.rows[1].cells[1] == ()


def test_a_table_of_years_is_milestones() -> None:
    reading = read_it("| Year | What |\n|---|---|\n| 2001 | a |\n| 2002–2005 | b |\n| 2010 | c |\n")
    rows = next(n for n in walk(reading.document.blocks) if isinstance(n, model.Milestones))
    assert rows.head[:2] == ("Year", "What")
    assert [(r.when.start.year, r.when.end.year) for r in rows.rows if r.when] == [
        (2001, 2001),
        (2002, 2005),
        (2010, 2010),
    ]


def test_quotes_code_pictures_links_and_raw_html_keep_their_words() -> None:
    reading = read_it(
        "> He said\n> so.\n\n```py\nx  =  1\n```\n\n![A map](m.png)\n\n"
        "See [there](https://example.org/a) and [here](ftp://example.org).\n\n<div>raw</div>\n"
        "\n<!-- aside -->\n"
    )
    nodes = list(walk(reading.document.blocks))
    assert kinds(reading)[1:] == [
        "Quote", "Code", "Figure", "Paragraph", "Paragraph", "Boilerplate",
    ]  # fmt: skip
    code = next(n for n in nodes if isinstance(n, model.Code))
    assert code.lines == ("x  =  1",)
    text = next(n for n in nodes if isinstance(n, model.Paragraph))
    links = [i for i in text.content if isinstance(i, model.Link)]
    assert [link.target for link in links] == ["https://example.org/a"]
    assert plain_text(text.content) == "See there and here."
    figure = next(n for n in nodes if isinstance(n, model.Figure))
    assert figure.alt == "A map"


@pytest.mark.parametrize(
    ("source", "words", "alts"),
    [
        ("Calls ![chart of calls](a.png) rose.", "Calls rose.", ["chart of calls"]),
        ("[![sign](b.svg)](http://a.org) *The ![map](c.png) port.*", "The port.", ["sign", "map"]),
        ("![one](a.png) ![two](b.png)", "", ["one", "two"]),
        ("Calls ![](a.png) rose.", "Calls rose.", []),
        ("~~Gone ![map](a.png)~~ Here.", "Here.", []),
    ],
)  # fmt: skip
def test_what_stands_for_a_picture_is_no_part_of_the_sentence(
    source: str, words: str, alts: list[str]
) -> None:
    nodes = list(walk(read_it(f"{source}\n").document.blocks))
    texts = [plain_text(n.content) for n in nodes if isinstance(n, model.Paragraph)]
    assert texts == ([words] if words else [])
    assert [n.alt for n in nodes if isinstance(n, model.Figure)] == alts


def test_a_byline_an_authors_page_and_a_biography_are_set_apart() -> None:
    reading = read_it(
        "# Waters\n\nBy Ada Made and Ben Up\n\nThe text has words.\n\n"
        "Ada Made is a reporter at Example News.\n"
    )
    assert [p.name for p in reading.document.metadata.authors][:2] == ["Ada Made", "Ben Up"]
    reasons = [n.reason for n in walk(reading.document.blocks) if isinstance(n, model.Boilerplate)]
    assert reasons == ["byline", "author biography"]


def test_too_deep_is_an_error_and_loses_nothing_silently() -> None:
    deep = "\n".join("  " * n + f"- point {n}" for n in range(100))
    reading, found = read_bytes(deep.encode(), source_id="s", shown="s.md", suffix=".md")
    assert reading is None
    assert found[-1].code == "source-limit"
    assert found[-1].exit is ExitCode.SOURCE


def test_thirty_levels_of_points_are_read_and_stand_in_twelve() -> None:
    deep = "\n".join("  " * n + f"- point {n}" for n in range(30))
    blocks = read_it(deep).document.blocks
    items = [node for node in walk(blocks) if isinstance(node, model.ListItem)]
    assert [lines_of(item)[0][0] for item in items] == [*range(1, 31)]
    lists = [node for node in walk(blocks) if isinstance(node, model.BulletList)]
    assert [len(one.items) for one in lists] == [*[1] * 11, 19]
    words = node_text(blocks[0]).splitlines()
    assert words == [f"point {n}" for n in range(30)]


@pytest.mark.parametrize("levels", [12, 13, 30, 70])
def test_lists_too_deep_for_a_page_are_read_whole(levels: int) -> None:
    nested = "\n".join("  " * n + f"- point {n}" for n in range(levels))
    reading = read_it(f"{nested}\n{'  ' * (levels - 1)}- last\n- after\n")
    words = node_text(reading.document.blocks[0]).split("\n")
    assert words == [*(f"point {n}" for n in range(levels)), "last", "after"]
    quirks = [(q.reason, q.lines, q.text) for q in reading.quirks]
    assert quirks == ([("list-too-deep", (13,), "point 12")] if levels > 12 else [])


def test_footnotes_are_set_apart_and_none_is_dropped() -> None:
    """CommonMark takes a note of one word for the definition of a link and shows nothing."""
    text = (
        "# One\n\nFirst[^1] and *second[^a]*, not [^none].\n\n[^1]: Word\n"
        "[^a]: A longer note\n    that goes on.\n\n    In two parts.\n\nAfter.\n\n"
        "```\n[^1]: code\n```\n"
    )
    reading = read_it(text)
    apart = [n for n in walk(reading.document.blocks) if isinstance(n, model.Boilerplate)]
    assert [(n.reason, plain_text(n.content), lines_of(n)) for n in apart] == [
        ("note mark", "1 a", [(3, 3)]),
        ("footnote", "Word", [(5, 5)]),
        ("footnote", "A longer note that goes on. In two parts.", [(6, 7), (9, 9)]),
    ]
    words = [
        plain_text(n.content)
        for n in walk(reading.document.blocks)
        if isinstance(n, model.Paragraph)
    ]
    assert words == ["First and second, not [^none].", "After."]
    code = next(n for n in walk(reading.document.blocks) if isinstance(n, model.Code))
    assert code.lines == ("[^1]: code",)


def test_headings_as_other_markdowns_write_them() -> None:
    text = (
        "1. Fishing\n==========\n\nWords.\n\n2) Trade\n-------\n\nMore.\n\n## End {#end .x}\n\nW.\n"
    )
    found = [
        (s.number, plain_text(s.title), s.level) for s in sections(read_it(text).document.blocks)
    ]
    assert found == [("1", "Fishing", 1), ("2", "Trade", 2), ("", "End", 2)]
    assert kinds(read_it("1. A point\n\n---\n\nWords.\n"))[1:3] == ["OrderedList", "ListItem"]


def test_raised_figures_and_struck_words_say_what_they_are() -> None:
    text = "# T\n\nUse ~~old~~ new, <s>gone</s> 10<sup>6</sup> m, a ~~ b.\n\n- ~~p~~\n- q\n"
    reading, _ = read_bytes(text.encode(), source_id="s", shown="s.md", suffix=".md")
    assert reading is not None
    words = node_text(reading.document.blocks[0])
    assert "Use new, 10⁶ m, a ~~ b." in words
    assert [q.text for q in reading.quirks] == ["old", "gone", "p"]


def test_cells_that_a_table_has_no_column_for_are_set_apart() -> None:
    text = "# T\n\n| a | b |\n|---|---|\n| c | d \\| e | over | more |\n| f |\n"
    reading, _ = read_bytes(text.encode(), source_id="s", shown="s.md", suffix=".md")
    assert reading is not None
    found = [n for n in walk(reading.document.blocks) if isinstance(n, model.Boilerplate)]
    assert [plain_text(n.content) for n in found] == ["over more"]
