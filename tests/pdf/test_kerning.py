"""Kerning and justification: neighbours by the font's own pairs, blanks as even as can be."""

from __future__ import annotations

from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.renderers.pdf import render, start_run
from briefgen.renderers.pdf.boxes import ARTIFACT, Line
from briefgen.renderers.pdf.fonts import Face, FontSet
from briefgen.renderers.pdf.lines.breaking import Measure, break_lines
from briefgen.renderers.pdf.lines.hyphens import load_hyphenator
from briefgen.renderers.pdf.lines.kerning import read_kerning
from briefgen.renderers.pdf.lines.runs import Run
from briefgen.style import Hyphenation
from tests.packs.parts import document, load_style, paragraph

FONTS = FontSet()
RULE = Hyphenation(min_word=7, min_before=3, min_after=3, max_in_a_row=2)
WORDS = st.sampled_from(
    ["a", "of", "their", "channel", "internationalisation", "trade", "responsibilities"]
)


def serif() -> Face:
    return FONTS.face("serif", "regular")


@pytest.mark.parametrize(
    ("pair", "moved"), [("AV", -129), ("To", -70), ("r.", -91), ("nn", 0), ("A ", 0)]
)
def test_pairs_are_moved_as_the_font_says(pair: str, moved: int) -> None:
    """The figures are HarfBuzz's for the same face (hb-shape, features kern, -liga)."""
    apart = sum(map(serif().width, pair))
    assert serif().width(pair) - apart == moved


def test_figures_are_never_moved() -> None:
    for family in ("sans", "serif"):
        face = FONTS.face(family, "bold")
        widths = {face.width(f"{a}{b}") for a in range(10) for b in range(10)}
        assert len(widths) == 1


def test_a_damaged_table_has_no_pairs() -> None:
    font: Any = FONTS.face("sans", "regular").font
    table = font.face.get_table("GPOS")
    for length in (0, 3, 12, 200):
        assert read_kerning(table[:length]).between(40, 60) == 0


def test_words_are_as_wide_on_the_page_as_they_were_laid_out() -> None:
    """Where pdfium finds a word's last letter is where its kerned width says."""
    words = "Tomorrow AVATAR Toward (V.A.)"
    pack = document("d", (paragraph("d/p", words),), "Memo")
    data, _ = render(pack, load_style("classic"), start_run())
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    text = page.get_text_range()
    start = text.index("Tomorrow")
    size = load_style("classic").text["paragraph"].size_pt / 1000
    for end in (text.index("AVATAR"), text.index("Toward"), text.index("(V.A.)")):
        found = page.get_charbox(end, loose=True)[0] - page.get_charbox(start, loose=True)[0]
        before = text[start:end].split(" ")
        wished = sum(map(serif().width, before)) + serif().width(" ") * (len(before) - 1)
        assert found == pytest.approx(wished * size, abs=0.05)


# --- justified ------------------------------------------------------------------------------------


def lines_of(text: str, width: float) -> tuple[Line, ...]:
    run = Run(text, serif(), 10.5, 0.0, "#000000", ARTIFACT)
    measure = Measure(width=width, justify=True, hyphenator=load_hyphenator("en"), rule=RULE)
    return break_lines([run], measure)[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=20, max_size=60), st.integers(150, 330))
def test_justified_lines_fill_their_box(words: list[str], width: int) -> None:
    """But those whose blanks would gain more than an em before a word too long for them; a stop or
    a hyphen at the end hangs over the edge with a part of its width.
    """
    lines = lines_of(" ".join(words), width)
    blank = serif().width(" ") * 10.5 / 1000
    for line in lines[:-1]:
        text = "".join(segment.text for segment in line.segments).rstrip(" ")
        assert line.gap >= -0.12 * blank - 1e-6
        if " " not in text:
            continue
        sign = 0.0 if text[-1].isalnum() else serif().width(text[-1]) * 10.5 / 1000
        if line.gap == 0 and line.width < width - 1e-6:
            assert (width - line.width + 0.7 * sign) / text.count(" ") > 10.5
        else:
            assert width - 1e-6 <= line.width <= width + 0.7 * sign + 1e-6
    assert lines[-1].gap == 0
    shown = "".join(s.text for line in lines for s in line.segments)
    assert shown.replace("\u00ad", "").split() == words


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=5, max_size=30), st.integers(150, 330))
def test_the_last_word_is_never_parted_whatever_mark_it_bears(words: list[str], width: int) -> None:
    run = Run(" ".join([*words, "internationalisation."]), serif(), 10.5, 0.0, "#000000", ARTIFACT)
    mark = Run("12", serif(), 7, 3.0, "#000000", ARTIFACT, "#note-12")
    measure = Measure(width=width, justify=True, hyphenator=load_hyphenator("en"), rule=RULE)
    lines, _ = break_lines([run, mark], measure)
    shown = "".join(segment.text for segment in lines[-1].segments)
    assert shown.endswith("internationalisation.12")


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=20, max_size=60), st.integers(200, 330))
def test_blanks_are_more_even_than_by_filling_line_after_line(words: list[str], width: int) -> None:
    blank = serif().width(" ") * 10.5 / 1000
    run = Run(" ".join(words), serif(), 10.5, 0.0, "#000000", ARTIFACT)
    greedy, _ = break_lines([run], Measure(width=width))
    best, _ = break_lines([run], Measure(width=width, justify=True))

    def cost(gaps: list[float]) -> float:
        return sum((gap / blank) ** 2 for gap in gaps)

    loose = [
        (width - line.width) / max(sum(s.text.count(" ") for s in line.segments) - 1, 1)
        for line in greedy[:-1]
    ]
    lone_word = 2.0  # what the search pays for a short last line
    assert cost([max(line.gap, 0) for line in best[:-1]]) <= cost(loose) + lone_word + 1e-6
