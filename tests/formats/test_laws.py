"""Pages, Word bodies and Markdown put together at random: every word is read once, none is lost."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import model
from briefgen.reading.formats.html.reader import read_html
from briefgen.reading.formats.markdown.reader import read_markdown
from briefgen.reading.formats.word.reader import read_word
from briefgen.reading.source import Reading, ReadOptions
from briefgen.tree import node_text, plain_text, walk
from tests.formats.test_word import ALTERNATE, MATH, package

WORD = re.compile(r"w\d+x")
HOLD = (
    "p", "div", "span", "b", "em", "section", "article", "blockquote", "h1", "h2", "h4", "figure",
    "figcaption", "aside", "nav", "footer", "header", "pre", "details", "center", "a", "main",
    "del", "s", "sup", "sub", "object", "ruby", "rt", "q", "math", "mfrac", "x-own",
)  # fmt: skip
NESTS = {"ul": "li", "ol": "li", "dl": "dd", "table": "tr"}


def numbered(text: str) -> str:
    """Each `W` as a word of its own."""
    counter = itertools.count()
    return re.sub("W", lambda _: f"w{next(counter)}x", text)


def words_read(reading: Reading | None) -> Counter[str]:
    """Every word of a document, titles, cells and what is set apart included."""
    found: Counter[str] = Counter()
    for node in walk(reading.document.blocks) if reading else ():
        match node:
            case model.Section():
                found.update(WORD.findall(f"{node.number} {plain_text(node.title).lower()}"))
            case model.ListItem() | model.BulletList() | model.OrderedList():
                continue
            case model.Table():
                found.update(WORD.findall(plain_text(node.caption)))
            case model.Figure():
                found.update(WORD.findall(f"{node.alt} {plain_text(node.caption)}"))
            case model.Milestones():
                found.update(WORD.findall(" ".join(node.head)))
            case _:
                found.update(WORD.findall(node_text(node)))
    return found


def once(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


# --- pages ----------------------------------------------------------------------------------------


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    held = st.lists(inner, max_size=4).map(" ".join)
    plain = st.tuples(st.sampled_from(HOLD), held).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>")
    nests = st.tuples(st.sampled_from(sorted(NESTS)), st.lists(held, max_size=3)).map(
        lambda t: f"<{t[0]}>" + "".join(map(_cell(NESTS[t[0]]), t[1])) + f"</{t[0]}>"
    )
    return plain | nests


def _cell(tag: str):  # type: ignore[no-untyped-def]
    inside = "<td>{}</td><td>W</td>" if tag == "tr" else "{}"
    return lambda text: f"<{tag}>{inside.format(text)}</{tag}>"


pages = st.recursive(
    st.sampled_from(["W", "W W", "<br>", "W<br>W", "", "W<wbr>", "<embed>W"]),
    elements,
    max_leaves=14,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pages, min_size=1, max_size=5).map(" ".join))
def test_a_page_loses_no_word(text: str) -> None:
    page = numbered(text + "<p>W W W</p>")
    reading, found = read_html(
        f"<html><body>{page}</body></html>".encode(), "s", "s", ReadOptions()
    )
    assert reading is not None, (page, found)
    assert words_read(reading) == once(page), page


# --- Word -----------------------------------------------------------------------------------------


def _run(text: str, about: str = "") -> str:
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{text}</w:t></w:r>"


def _choice(inner: str) -> str:
    return f"<mc:AlternateContent {ALTERNATE}><mc:Choice>{inner}</mc:Choice></mc:AlternateContent>"


runs = st.sampled_from(
    [
        _run("W"), _run("W W", "<w:b/>"), _run("W", "<w:i/>"), f"<w:ins>{_run('W')}</w:ins>",
        f'<w:hyperlink r:id="rId90">{_run("W")}</w:hyperlink>', f"{_run('W')}<w:r><w:br/></w:r>",
        f"<w:sdt><w:sdtContent>{_run('W')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{_run('W')}</w:smartTag>",
        f"<w:r><w:ruby><w:rt>{_run('W')}</w:rt><w:rubyBase>{_run('W')}</w:rubyBase></w:ruby></w:r>",
        _run("W", "<w:strike/>"), _run("W", '<w:vertAlign w:val="superscript"/>'),
        f"<w:r>{_choice('<w:t>W</w:t>')}</w:r>", _choice(_run("W")),
        f"<m:oMath {MATH}><m:f><m:num><m:t>W</m:t></m:num><m:den><m:t>W</m:t></m:den>"
        "</m:f></m:oMath>",
        f"<w:fldSimple>{_run('W')}</w:fldSimple>", f"<w:moveTo>{_run('W')}</w:moveTo>",
    ]
)  # fmt: skip
properties = st.sampled_from(
    [
        "", '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>', '<w:outlineLvl w:val="3"/>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:pStyle w:val="T"/>',
        '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="2"/></w:numPr>', "<w:rPr><w:del/></w:rPr>",
    ]
)  # fmt: skip
paragraphs = st.tuples(properties, st.lists(runs, max_size=4)).map(
    lambda t: f"<w:p><w:pPr>{t[0]}</w:pPr>{' '.join(t[1])}</w:p>"
)


def parts(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    held = st.lists(inner, min_size=1, max_size=3).map("".join)
    cell = held.map(lambda x: f"<w:tc><w:tcPr/>{x}</w:tc>")
    row = st.lists(cell, min_size=1, max_size=3).map(lambda x: f"<w:tr>{''.join(x)}</w:tr>")
    table = st.lists(row, min_size=1, max_size=3).map(
        lambda x: f"<w:tbl><w:tblPr/>{''.join(x)}</w:tbl>"
    )
    control = held.map(lambda x: f"<w:sdt><w:sdtContent>{x}</w:sdtContent></w:sdt>")
    box = held.map(
        lambda x: f"<w:p><w:r><w:pict><w:txbxContent>{x}</w:txbxContent></w:pict></w:r></w:p>"
    )
    return table | control | box


bodies = st.recursive(paragraphs, parts, max_leaves=10)


@settings(max_examples=200, deadline=None)
@given(st.lists(bodies, min_size=1, max_size=5).map("".join))
def test_a_word_file_loses_no_word(text: str) -> None:
    body = numbered(text + f"<w:p>{_run('W')}</w:p>")
    reading, found = read_word(package(body), "s", "s", ReadOptions())
    assert reading is not None, (body, found)
    assert words_read(reading) == once(body), body


# --- Markdown -------------------------------------------------------------------------------------

lines = st.sampled_from(
    [
        "W W", "# W", "### W {#w}", "- W", "  - W", "1. W", "W\n===", "2) W\n---", "> W", "> - W",
        "| W | W |\n|---|---|\n| W | W |", "```\nW\n```", "    W", "W[^1]", "[^1]: W",
        "[^2]: W\n  W",
        "<div>W</div>", "*W* **W** `W`", "[W](https://example.org)", "![W](x.png)", "---", "W  \nW",
        "~~W~~ W", "<del>W</del> W", "W<sup>W</sup>", "- ~~W~~", "# ~~W~~ W",
        "<!-- W -->", "W\\\nW", "<b>W</b>", "* * *",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, min_size=1, max_size=9), st.sampled_from(["\n\n", "\n"]))
def test_markdown_loses_no_word(chosen: list[str], between: str) -> None:
    text = numbered(between.join([*chosen, "", "W"]))
    reading, found = read_markdown(text.encode(), "s", "s", ReadOptions())
    assert reading is not None, (text, found)
    assert words_read(reading) == once(text), text
