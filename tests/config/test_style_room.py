"""Measures of a style: refused where words would leave the page, read where they are named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import briefgen.renderers
from briefgen.config.legibility import low_contrast
from briefgen.config.shapes import RawStyle
from briefgen.config.shaping import fit_shape
from briefgen.config.stylelayers import StyleLayer
from briefgen.config.styling import make_style
from briefgen.diagnostics import Diagnostics, Severity, has_errors
from briefgen.proof.pdf_runs import Run
from briefgen.proof.pdf_text import read_drawn
from briefgen.renderers.pdf import render, start_run
from briefgen.style import Style, TextStyle
from briefgen.yamltext import YamlTree, parse_yaml
from tests.packs.parts import STYLES
from tests.packs.samples import memo

HALF_A_LINE = 8.0  # points; a letter may hang a little over the edge of its box
RENDERERS = Path(briefgen.renderers.__file__).parent


def read(text: str, shown: str) -> YamlTree:
    tree, found = parse_yaml(text, shown)
    assert tree is not None, found
    return tree


def layered(changes: str) -> tuple[Style | None, Diagnostics]:
    """`plain` with changes on it; what is found by its keys alone comes first."""
    base = read((STYLES / "plain.yaml").read_text("utf-8"), "plain.yaml")
    above = read(changes, "mine.yaml")
    fitted = fit_shape(above, RawStyle)
    if fitted.found:
        return None, fitted.found
    below = fit_shape(base, RawStyle).shape
    assert below is not None
    assert fitted.shape is not None
    layers = (
        StyleLayer(name="plain", raw=below, tree=base, path=()),
        StyleLayer(name="mine", raw=fitted.shape, tree=above, path=()),
    )
    style, found = make_style(layers)
    return style, (*found, *(low_contrast(layers, style) if style else ()))


@pytest.mark.parametrize(
    ("changes", "line", "code"),
    [
        ("pages: {a4: {body_top_mm: 290}}", 1, "style-no-room"),
        ("pages:\n  a4:\n    margin_left_mm: 160", 3, "style-no-room"),
        ("page: letter\npages:\n  letter: {height_mm: 90}", 3, "style-no-room"),
        ("hang_mm: 40\ntext_mm: 2", 2, "style-no-room"),
        ("hang_mm: 130", 1, "style-no-room"),
        ("numbers:\n  press:\n    body_top_mm: 280", 3, "style-no-room"),
        ("pages: {a4: {header_top_mm: 60}}", 1, "style-no-room"),
        ('colours: {ink: "#ffffff"}', 1, "style-unreadable"),
        ('colours:\n  paper: "#101010"', 2, "style-unreadable"),
        ('colours:\n  tint: "#336699"', 2, "style-unreadable"),
        ('markings:\n  "TLP:RED": "#330000"', 2, "style-unreadable"),
        ("text:\n  paragraph: {leading_pt: 1}", 2, "style-unreadable"),
        ("pages: {a4: {width_mm: -5}}", 1, "out-of-range"),
        ("pages: {a4: {width_mm: 1.0e+300}}", 1, "out-of-range"),
        ("pages: {a4: {width_mm: .nan}}", 1, "wrong-type"),
        ("grid_pt: 1000", 1, "out-of-range"),
        ("text: {paragraph: {before_pt: -900}}", 1, "out-of-range"),
        ("text: {paragraph: {pad_left_pt: -4000}}", 1, "out-of-range"),
        ("text: {paragraph: {size_pt: 0.001}}", 1, "out-of-range"),
        ("numbers: {timeline.axis_pt: -1}", 1, "out-of-range"),
    ],
)
def test_a_measure_that_drives_words_off_the_page_is_refused_on_its_line(
    changes: str, line: int, code: str
) -> None:
    style, found = layered(changes)
    assert style is None
    places = {(d.code, d.place.file, d.place.line) for d in found if d.place}
    assert places == {(code, "mine.yaml", line)}


def drawn(data: bytes) -> Iterator[tuple[Run, list[float]]]:
    """Everything that the pages show, with the page's box."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            box = [float(edge) for edge in page.mediabox]
            yield from ((run, box) for run in read_drawn(page).runs)


MEASURES = st.fixed_dictionaries(
    {
        "margin_left_mm": st.floats(0, 80),
        "margin_right_mm": st.floats(0, 80),
        "body_top_mm": st.floats(10, 150),
        "body_bottom_mm": st.floats(10, 150),
        "header_top_mm": st.floats(0, 12),
        "footer_bottom_mm": st.floats(0, 12),
    }
)


@settings(max_examples=25, deadline=None)
@given(
    MEASURES,
    st.floats(0, 60),
    st.floats(40, 300),
    st.fixed_dictionaries(
        {name: st.floats(0, 80) for name in ("pad_left_pt", "before_pt", "pad_top_pt")}
    ),
)
def test_a_style_that_is_accepted_draws_every_letter_on_the_page(
    page: dict[str, float], hang: float, measure: float, text: dict[str, float]
) -> None:
    style, found = layered(
        f"hang_mm: {hang:.2f}\ntext_mm: {measure:.2f}\n"
        f"pages: {{a4: {{{', '.join(f'{k}: {v:.2f}' for k, v in page.items())}}}}}\n"
        f"text: {{paragraph: {{{', '.join(f'{k}: {v:.2f}' for k, v in text.items())}}}}}\n"
    )
    if style is None:
        assert {d.code for d in found} <= {"style-no-room", "out-of-range"}
        return
    data, found = render(memo(), style, start_run())
    assert bool(data) != has_errors(found)
    if not data:  # a marking that has no room at the head
        return
    for run, (left, bottom, right, top) in drawn(data):
        if run.text.strip():
            assert left - HALF_A_LINE <= run.x, run
            assert run.end <= right + HALF_A_LINE, run
            assert bottom <= run.y <= top, run


def test_every_key_of_a_text_style_is_read_by_a_renderer() -> None:
    code = "\n".join(path.read_text("utf-8") for path in RENDERERS.rglob("*.py"))
    unread = [field.name for field in fields(TextStyle) if f".{field.name}" not in code]
    assert not unread


@pytest.mark.parametrize(
    ("changes", "line", "told"),
    [
        ('colours:\n  secondary: "#777777"', 2, "secondary on the paper (cover_kind, facts_label"),
        ('colours:\n  tint: "#6890b0"', 2, "accent on the tint (callout_label)"),
        ('colours: {pale: "#808080"}\ntext:\n  caption: {colour: pale}', 3, "pale on the paper"),
        ('markings:\n  "TLP:RED": "#c00000"', 2, "the marking TLP:RED has a contrast of 3.2"),
    ],
)
def test_text_that_is_hard_to_read_is_named_with_its_figure_and_line(
    changes: str, line: int, told: str
) -> None:
    style, found = layered(changes)
    assert style is not None, found
    faint = {(d.code, d.severity, d.place and (d.place.file, d.place.line)) for d in found}
    assert faint == {("style-low-contrast", Severity.WARNING, ("mine.yaml", line))}
    assert any(told in d.message for d in found), found


def test_large_text_may_have_less_contrast() -> None:
    pale = 'colours: {pale: "#808080"}\n'  # 3.95 on white
    for text in ("{colour: pale, size_pt: 18}", "{colour: pale, size_pt: 14, weight: bold}"):
        style, found = layered(f"{pale}text: {{caption: {text}}}")
        assert style is not None
        assert not found
    for text in ("{colour: pale, size_pt: 17.5}", "{colour: pale, size_pt: 14}"):
        assert layered(f"{pale}text: {{caption: {text}}}")[1], text
