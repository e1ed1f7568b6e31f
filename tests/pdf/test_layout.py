"""Lines and pages: what fits, where it breaks, what stays together."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.proof.pdf_text import read_drawn
from briefgen.renderers.pdf import render, start_run
from briefgen.renderers.pdf.blocks.footnotes import FootNotes
from briefgen.renderers.pdf.boxes import (
    ARTIFACT,
    Element,
    Line,
    Parallel,
    Placed,
    Repeat,
    Segment,
    SetLine,
    Strip,
    Track,
)
from briefgen.renderers.pdf.fonts import Face, FontSet
from briefgen.renderers.pdf.lines.breaking import Measure, break_lines
from briefgen.renderers.pdf.lines.hyphens import load_hyphenator
from briefgen.renderers.pdf.lines.justified import HYPHEN
from briefgen.renderers.pdf.lines.runs import Run
from briefgen.renderers.pdf.lines.words import split_runs
from briefgen.renderers.pdf.pages import paginate
from briefgen.style import Hyphenation
from tests.packs.parts import document, load_style, paragraph
from tests.pdf.gate import need_chinese

FONTS = FontSet()
RULE = Hyphenation(min_word=7, min_before=3, min_after=3, max_in_a_row=2)
PROSE = (
    "The channel carries two thirds of the trade of both towns and neither can close it alone, "
    "though internationalisation of responsibilities remains a long-standing misunderstanding."
)


def face() -> Face:
    return FONTS.face("sans", "regular")


def run(text: str, size: float = 10) -> Run:
    return Run(text, face(), size, 0.0, "#000000", ARTIFACT)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(segment.text for segment in line.segments) for line in lines]


# --- lines ----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefg -–.", max_size=200), st.floats(30, 300), st.booleans())
def test_lines_lose_no_word_and_stay_in_their_box(text: str, width: float, justify: bool) -> None:
    lines, _ = break_lines([run(text)], Measure(width=width, justify=justify))
    assert "".join(texts(lines)).split() == text.split()
    for line in lines:
        hung = justify and texts((line,))[0].rstrip()[-1:] in {".", "-"}
        assert line.width <= width + (3 if hung else 1e-6)
        if line.gap and not hung:
            assert line.width == pytest.approx(width)


def test_a_stop_at_the_end_of_a_justified_line_hangs_over_its_edge() -> None:
    text = "some words that end here. and others that go, on and on with commas, and stops. " * 6
    lines, _ = break_lines([run(text)], Measure(width=171, justify=True))
    ends = {texts((line,))[0].rstrip()[-1] for line in lines[:-1] if line.width > 171.5}
    assert ends == {".", ","}
    ragged, _ = break_lines([run(text)], Measure(width=171))
    assert all(line.width <= 171 for line in ragged)


def test_a_line_that_goes_on_ends_in_a_blank() -> None:
    lines, _ = break_lines([run(PROSE)], Measure(width=150))
    assert len(lines) > 3
    assert all(text.endswith((" ", "-")) for text in texts(lines)[:-1])
    assert not texts(lines)[-1].endswith(" ")


def test_a_short_last_word_takes_its_neighbour_along() -> None:
    words = "seven words that fill more than one"
    width = run_width(words) + 0.1
    lines, _ = break_lines([run(f"{words} line.")], Measure(width=width))
    assert texts(lines)[-1] == "one line."


def run_width(text: str) -> float:
    return face().width(text) / 100


def test_headings_are_balanced() -> None:
    title = "Openness in the tariff season and fewer surprises at sea"
    wide, _ = break_lines([run(title)], Measure(width=200))
    even, _ = break_lines([run(title)], Measure(width=200, balance=True))
    assert len(even) == len(wide) == 2
    assert abs(even[0].width - even[1].width) < abs(wide[0].width - wide[1].width)


def test_hyphens_leave_no_trace_and_keep_their_rules() -> None:
    measure = Measure(width=95, justify=True, hyphenator=load_hyphenator("en"), rule=RULE)
    lines, _ = break_lines([run(PROSE)], measure)
    found = texts(lines)
    assert any(text.endswith(HYPHEN) for text in found)
    assert "".join(found).replace(HYPHEN, "") == PROSE
    for text, after in pairwise(found):
        if text.endswith(HYPHEN):
            assert len(text.split()[-1].strip(HYPHEN)) >= 3
            assert len(after.split()[0]) >= 3
    ends = "".join("h" if text.endswith(HYPHEN) else "." for text in found)
    assert "hhh" not in ends


def test_a_word_wider_than_the_box_is_cut_and_told() -> None:
    lines, cut = break_lines([run("x" * 300)], Measure(width=100))
    assert cut
    assert "".join(texts(lines)) == "x" * 300
    address = "https://example.org/" + "path/" * 20
    lines, cut = break_lines([run(address)], Measure(width=100))
    assert not cut
    assert "".join(texts(lines)) == address


def test_a_mark_stays_with_its_word() -> None:
    small = run("12", 6)._replace(rise=3)
    for width in range(40, 120, 7):
        lines, _ = break_lines([run("some words before a mark"), small], Measure(width=width))
        assert texts(lines)[-1].endswith("mark12")
        assert not texts(lines)[-1].startswith("12")


@pytest.mark.parametrize(
    "held",
    ["26 September", "3. November", "5 ao\u00fbt", "fin :", "\u00ab mot \u00bb", "towns \u2013"],
)
def test_some_blanks_end_no_line(held: str) -> None:
    words = f"some words before and {held} and some words after it"
    for width in range(75, 150, 3):
        lines, _ = break_lines([run(words)], Measure(width=width))
        assert " ".join(text.strip() for text in texts(lines)) == words
        assert any(held in text for text in texts(lines))


def test_a_mark_that_french_sets_off_may_open_a_run() -> None:
    """One blank before it, whichever run brings it, and no line's end."""
    for runs in (("one", " ; two"), ("one ", "; two"), ("one ", " ; two")):
        for width in range(40, 120, 5):
            lines, _ = break_lines([run(text) for text in runs], Measure(width=width))
            assert " ".join("".join(texts(lines)).split(" ")).strip() == "one ; two"
            assert texts(lines)[0].startswith("one ;")
        assert lines[0].width == pytest.approx(run_width("one ; two"), abs=0.2)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("费用估计为1250000元", "费|用|估|计|为|1250000元"),
        ("应当，2025年之前", "应|当，|2025年|之|前"),
        ("于2023年2月12日（周日）开会", "于|2023年2月12日|（周|日）|开|会"),
        ("第3条与Joint委员会", "第3条|与|Joint|委|员|会"),
    ],
)
def test_chinese_lines_end_beside_figures_never_inside_a_date(text: str, shown: str) -> None:
    need_chinese()
    han = FontSet().stand_in("\u4e3a")
    assert han is not None
    stretches = re.findall("[ -~]+|[^ -~]+", text)
    runs = [run(t) if t.isascii() else run(t)._replace(face=han) for t in stretches]
    mark = run("7", 6)._replace(rise=3)
    pieces = split_runs([*runs, mark, run("\u5b8c")._replace(face=han)])
    ends = [i for i in range(len(pieces)) if i not in pieces.bound]
    lines = [pieces.text(a + 1, b + 1) for a, b in pairwise((-1, *ends))]
    assert "|".join(lines) == f"{shown}7|\u5b8c"


def test_a_blank_is_let_go_where_the_box_is_too_narrow_for_both_words() -> None:
    lines, cut = break_lines([run("26 September")], Measure(width=run_width("September") + 1))
    assert texts(lines) == ["26 ", "September"]
    assert not cut


# --- pages ----------------------------------------------------------------------------------------


def strip(name: str, height: float = 10, **more: Any) -> Strip:
    segment = Segment(0, name, 1, face(), 10, 0, "#000000", ARTIFACT, "")
    line = SetLine(0, 0, Line((segment,), 1))
    return Strip(height=height, items=(line,))._replace(**more)


def names(placed: tuple[Placed, ...]) -> list[str]:
    return [
        item.line.segments[0].text
        for place in placed
        for item in place.strip.items
        if isinstance(item, SetLine)
    ]


def pages_of(flow: list[Element], height: float, foot: FootNotes | None = None) -> list[list[str]]:
    return [names(page.body) for page in paginate(flow, height, foot)]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(1, 60), st.floats(0, 20), st.floats(0, 20), st.booleans()),
        max_size=40,
    )
)
def test_no_strip_is_lost_or_out_of_order(strips: list[tuple[float, float, float, bool]]) -> None:
    flow: list[Element] = [
        strip(str(n), height, before=before, after=after, breakable=breakable)
        for n, (height, before, after, breakable) in enumerate(strips)
    ]
    pages = paginate(flow, 100, None)
    assert [n for page in pages for n in names(page.body)] == [str(n) for n in range(len(flow))]
    for page in pages:
        for one, other in pairwise(page.body):
            assert other.y >= one.y + one.strip.height - 1e-6
        if page.body:
            last = page.body[-1]
            assert last.y + last.strip.height <= 100.1


def test_spaces_collapse_and_vanish_at_a_page_top() -> None:
    flow: list[Element] = [strip("a", after=20), strip("b", before=8), strip("c", before=30)]
    [page] = paginate(flow, 100, None)
    assert [placed.y for placed in page.body] == [0, 30, 70]
    pages = paginate(flow, 75, None)
    assert pages[1].body[0].y == 0


def test_what_must_not_break_moves_together() -> None:
    head = [strip("heading"), strip("one", breakable=False), strip("two", breakable=False)]
    flow: list[Element] = [strip("before", 75), *head]
    assert pages_of(flow, 100) == [["before"], ["heading", "one", "two"]]


def test_a_new_page_is_begun_but_never_an_empty_one() -> None:
    flow: list[Element] = [strip("a", new_page=True), strip("b", new_page=True)]
    assert pages_of(flow, 100) == [["a"], ["b"]]


def test_a_table_repeats_its_head_and_says_that_it_goes_on() -> None:
    repeat = Repeat(head=(strip("head"),), foot=(strip("goes on"),))
    rows: list[Element] = [strip(f"row {n}", repeat=repeat) for n in range(12)]
    first = strip("head", repeat=repeat)
    opened = [first, rows[0]._replace(breakable=False), *rows[1:]]
    pages = paginate([*opened], 55, None)
    assert names(pages[0].body) == ["head", "row 0", "row 1", "row 2", "goes on"]
    assert names(pages[1].body)[0] == "head"
    assert pages[1].body[0].repeated
    assert names(pages[-1].body)[-1] == "row 11"
    shown = [n for page in pages for n in names(page.body) if n.startswith("row")]
    assert shown == [f"row {n}" for n in range(12)]
    for page in pages:
        assert page.body[-1].y + page.body[-1].strip.height <= 55.1


def test_columns_go_on_by_themselves_under_their_heads() -> None:
    long = Track(head=(strip("L"),), body=tuple(strip(f"l{n}") for n in range(14)))
    short = Track(head=(strip("S"),), body=tuple(strip(f"s{n}") for n in range(3)))
    flow: list[Element] = [Parallel(tracks=(long, short)), strip("after")]
    pages = paginate(flow, 100, None)
    assert names(pages[0].body) == ["L", *(f"l{n}" for n in range(9)), "S", "s0", "s1", "s2"]
    assert names(pages[1].body) == ["L", *(f"l{n}" for n in range(9, 14)), "after"]
    assert pages[1].body[0].repeated


def test_a_short_point_of_a_column_is_not_parted() -> None:
    def point(name: str, lines: int) -> list[Strip]:
        body = [strip(f"{name}{n}", breakable=n != 1) for n in range(lines)]
        return [*body[:-1], body[-1]._replace(after=5)]

    short = Track(head=(), body=(*point("a", 4), *point("b", 4), *point("c", 4)))
    long = Track(head=(), body=tuple(point("d", 20)))
    pages = paginate([Parallel(tracks=(short, long))], 100, None)
    assert names(pages[0].body)[:8] == [f"{name}{n}" for name in "ab" for n in range(4)]
    assert names(pages[0].body)[8:] == [f"d{n}" for n in range(10)]
    assert names(pages[1].body)[:4] == [f"c{n}" for n in range(4)]


def test_what_sinks_stays_at_the_top_of_a_page_of_its_own() -> None:
    flow: list[Element] = [strip("text"), strip("notes", new_page=True, sinks=True)]
    assert [page.body[0].y for page in paginate(flow, 100, None)] == [0, 0]


def foot_notes(count: int, columns: int = 1) -> FootNotes:
    return FootNotes(
        rule=Strip(height=2, before=8),
        title=(strip("title"),),
        notes={n: (strip(f"note {n}"),) for n in range(1, count + 1)},
        columns=columns,
        column_width=100,
    )


def test_notes_stand_at_the_foot_of_the_page_that_needs_them() -> None:
    marks = {1: (1,), 6: (2,)}
    flow: list[Element] = [strip(f"line {n}", notes=marks.get(n, ())) for n in range(12)]
    pages = paginate(flow, 100, foot_notes(2))
    assert names(pages[0].notes) == ["title", "note 1"]
    assert names(pages[0].body) == [f"line {n}" for n in range(6)]
    assert names(pages[1].notes) == ["note 2"]
    last = pages[1].notes[-1]
    assert last.y + last.strip.height == pytest.approx(100)
    body_end = pages[0].body[-1].y + 10
    assert body_end <= pages[0].notes[0].y


def test_a_note_without_a_mark_is_not_lost() -> None:
    pages = paginate([strip("line")], 100, foot_notes(3, columns=2))
    assert names(pages[-1].notes) == ["title", "note 1", "note 2", "note 3"]
    xs = {i.x for p in pages[-1].notes for i in p.strip.items if isinstance(i, SetLine)}
    assert xs == {0, 100}


def test_what_sinks_stands_at_the_foot_unless_something_follows() -> None:
    flow: list[Element] = [strip("text"), strip("remark", sinks=True)]
    [page] = paginate(flow, 100, None)
    assert page.body[1].y == 90
    [page] = paginate([*flow, strip("more")], 100, None)
    assert page.body[1].y == 10


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=6),
    st.integers(0, 30),
    st.integers(1, 2),
)
def test_a_note_longer_than_a_page_goes_on(lengths: list[int], lines: int, columns: int) -> None:
    notes = {
        n: tuple(strip(f"{n}.{line}") for line in range(length))
        for n, length in enumerate(lengths, start=1)
    }
    foot = replace(foot_notes(0, columns), notes=notes)
    flow: list[Element] = [
        strip(f"line {n}", notes=(n,) if n in notes else ()) for n in range(lines)
    ]
    pages = paginate(flow, 120, foot)
    assert [n for page in pages for n in names(page.body)] == [f"line {n}" for n in range(lines)]
    found = [n for page in pages for n in names(page.notes)]
    assert sorted(found) == sorted(
        ["title", *(f"{n}.{k}" for n in notes for k in range(len(notes[n])))]
    )
    for number in notes:
        own = [n for n in found if n.startswith(f"{number}.")]
        assert own == [f"{number}.{k}" for k in range(lengths[number - 1])]
    for page in pages:
        assert page.body or page.notes
        low = max((p.y + p.strip.height for p in (*page.body, *page.notes)), default=0)
        assert low <= 120.1
        if page.body and page.notes:
            assert page.body[-1].y + 10 <= page.notes[0].y + 0.1


def test_no_page_ends_inside_a_word() -> None:
    text = "Considerable international responsibilities notwithstanding, organisations "
    blocks = tuple(paragraph(f"p{n}", text * (3 + n % 5)) for n in range(40))
    data, _ = render(document("hyphens", blocks, "Long"), load_style("classic"), start_run())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bodies = [[run for run in read_drawn(page).runs if run.y > 74] for page in pdf.pages]
    ends = [min(body, key=lambda run: (run.y, -run.x)).text for body in bodies]
    assert len(ends) > 3
    assert any(run.text.endswith("\u00ad") for body in bodies for run in body)
    assert not any(end.endswith("\u00ad") for end in ends)
