"""The style files: complete, readable colours, type that is never too small."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf
import pytest

from briefgen.model import Document
from briefgen.renderers import pdf, word
from briefgen.style import RULES, TEXT_STYLES, Style, contrast
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import memo, press, read_ahead


@pytest.fixture(params=STYLE_NAMES)
def style(request: pytest.FixtureRequest) -> Style:
    return load_style(str(request.param))


def test_every_style_names_the_same_things(style: Style) -> None:
    assert set(style.text) == set(TEXT_STYLES)
    assert set(style.rules) == set(RULES)
    assert set(style.numbers) == set(load_style("plain").numbers)


def test_text_can_be_read_on_its_ground(style: Style) -> None:
    used = {text.colour for text in style.text.values()}
    for name in used:
        assert contrast(style.colours[name], style.colours["paper"]) >= 4.5
        assert contrast(style.colours[name], style.colours["tint"]) >= 4.5
    assert contrast(style.colours["hairline"], style.colours["paper"]) >= 3
    assert all(contrast(colour, "#000000") >= 4.5 for colour in style.markings.values())


@pytest.mark.parametrize("document", [memo(), read_ahead(), press()], ids=lambda d: d.id)
def test_what_pdf_and_word_write_has_these_colours_alone(document: Document, style: Style) -> None:
    """The label of the marking stands on its black field, all other text on paper or tint."""
    data, _ = pdf.render(document, style, pdf.start_run())
    with pikepdf.open(io.BytesIO(data)) as file:
        inked = {colour for page in file.pages for colour in _colours_of_text(page)}
    data, _ = word.render(document, style, word.start_run())
    parts = zipfile.ZipFile(io.BytesIO(data))
    xml = b"".join(parts.read(n) for n in parts.namelist() if n.startswith("word/"))
    typed = {f"#{c.decode().lower()}" for c in re.findall(rb'<w:color w:val="(\w{6})"', xml)}
    label = style.markings[document.furniture.banner if document.furniture else ""]
    for colours in (inked, typed):
        assert label in colours
        for colour in colours - {label}:
            assert contrast(colour, style.colours["paper"]) >= 4.5
            assert contrast(colour, style.colours["tint"]) >= 4.5


def _colours_of_text(page: pikepdf.Page) -> Iterator[str]:
    """The fill colour, `#rrggbb`, of each piece of text that a page shows."""
    fill = "#000000"
    kept: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator == "rg":
            fill = "#" + "".join(f"{round(float(part) * 255):02x}" for part in step.operands)
        elif operator == "q":
            kept.append(fill)
        elif operator == "Q":
            fill = kept.pop()
        elif operator in {"Tj", "TJ"}:
            yield fill


def test_marks_that_carry_meaning_can_be_seen(style: Style) -> None:
    """WCAG 2.1, 1.4.11: bars, dots and leaders of a timeline, rules, bars of callouts."""
    for name in ("ink", "accent", "hairline"):
        assert contrast(style.colours[name], style.colours["paper"]) >= 3
    for name in ("ink", "accent"):
        assert contrast(style.colours[name], style.colours["tint"]) >= 3


def test_ratios_are_those_of_the_look(style: Style) -> None:
    """The lowest of each kind, recomputed: a changed colour must be weighed anew."""
    paper = style.colours["paper"]
    text = {text.colour for text in style.text.values()}
    assert min(contrast(style.colours[name], paper) for name in text) == pytest.approx(
        8.28, abs=0.01
    )
    assert contrast(style.colours["hairline"], paper) == pytest.approx(3.16, abs=0.01)
    lowest = min(contrast(colour, "#000000") for colour in style.markings.values())
    assert lowest == pytest.approx(5.63, abs=0.01)


def test_no_text_is_under_nine_points_but_years(style: Style) -> None:
    small = {name for name, text in style.text.items() if text.size_pt < 9}
    assert small <= {"timeline_year", "strip_year"}
    assert all(text.size_pt >= 8.5 for text in style.text.values())


def test_the_marking_is_bold_sans_of_twelve_points(style: Style) -> None:
    marking = style.text["marking"]
    assert (marking.font, marking.weight, marking.size_pt) == ("sans", "bold", 12)


def test_lines_hold_their_type(style: Style) -> None:
    assert all(t.leading_pt >= t.size_pt for n, t in style.text.items() if n != "heading_2_number")


def test_boxes_fit_on_the_page(style: Style) -> None:
    page = style.page
    content = page.width_mm - page.margin_left_mm - page.margin_right_mm
    assert style.hang_mm + style.text_mm == pytest.approx(content)
