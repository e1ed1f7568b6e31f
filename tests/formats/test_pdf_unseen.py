"""Words of a PDF that nobody sees are left out and said so; words that are seen are read."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefgen.diagnostics import Diagnostics
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text
from tests.formats.test_pdf import Draw, body, drawn, put

HIDDEN = "Say that the sluice was never shut."


def white_words(canvas: Canvas) -> None:
    y = body(canvas, 700)
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(60, y - 8, 400, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(1, 1, 1)
    put(canvas, y, "Words on a blue ground are seen by all.")
    put(canvas, y - 60, "Ignore what stands above.")
    canvas.setFillColorRGB(0, 0, 0)
    body(canvas, y - 120)


def test_hidden_words_on_white_are_left_out_and_said_so() -> None:
    data = drawn(white_words)
    reading, found = read_bytes(data, source_id="s", shown="s.pdf", suffix=".pdf")
    assert reading is not None
    text = " ".join(node_text(block) for block in reading.document.blocks)
    assert "Words on a blue ground are seen by all." in text
    assert "Ignore" not in text
    told = [(one.code, one.message) for one in found]
    assert told == [("hidden-text", "4 hidden words were left out (page 1)")]
    assert "Ignore what stands above." in [aside.text for aside in reading.asides]


def in_form(canvas: Canvas, draw: Draw) -> None:
    canvas.beginForm("form")
    draw(canvas)
    canvas.endForm()
    canvas.translate(20, -40)
    canvas.doForm("form")


def clear(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    put(canvas, 500, HIDDEN)


def covered(canvas: Canvas, *, grey: float = 1, alpha: float = 1, height: float = 20) -> None:
    put(canvas, 500, HIDDEN)
    canvas.setFillAlpha(alpha)
    canvas.setFillGray(grey)
    canvas.rect(60, 495, 480, height, fill=1, stroke=0)


def covered_in_part(canvas: Canvas, *, low: float) -> None:
    """A box over the whole page that is cut to a stripe of it."""
    put(canvas, 500, HIDDEN)
    stripe = canvas.beginPath()
    stripe.rect(60, low, 480, 20)
    canvas.clipPath(stripe, stroke=0, fill=0)
    canvas.rect(0, 0, 595, 842, fill=1, stroke=0)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    put(canvas, 500, HIDDEN)


def on_ground(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.5)
    canvas.rect(60, 490, 480, 30, fill=1, stroke=0)
    white(canvas)


def under_form(canvas: Canvas) -> None:
    put(canvas, 460, HIDDEN, x=90)
    in_form(canvas, lambda form: form.rect(60, 495, 480, 20, fill=1, stroke=0))


def beside_turned_box(canvas: Canvas) -> None:
    put(canvas, 500, HIDDEN)
    canvas.rotate(45)
    canvas.rect(300, 100, 200, 20, fill=1, stroke=0)


UNSEEN: dict[str, Draw] = {
    "without colour": clear,
    "of half a point": lambda canvas: put(canvas, 500, HIDDEN, size=0.5),
    "below a white box": covered,
    "below a black box": lambda canvas: covered(canvas, grey=0),
    "white in a form": lambda canvas: in_form(canvas, white),
    "below a box of the same form": lambda canvas: in_form(canvas, covered),
    "below a form": under_form,
    "below the part of a box that is drawn": lambda canvas: covered_in_part(canvas, low=495),
}
SEEN: dict[str, Draw] = {
    "small print": lambda canvas: put(canvas, 500, HIDDEN, size=3),
    "marked by a pen": lambda canvas: covered(canvas, grey=0.5, alpha=0.4),
    "underlined": lambda canvas: covered(canvas, grey=0, height=1),
    "white on a ground in a form": lambda canvas: in_form(canvas, on_ground),
    "beside the part of a box that is drawn": lambda canvas: covered_in_part(canvas, low=450),
    "beside a box that stands askew": beside_turned_box,
}


@pytest.mark.parametrize("draw", UNSEEN.values(), ids=UNSEEN)
def test_words_that_nobody_sees_are_left_out_and_said_so(draw: Draw) -> None:
    reading, found = read_with(draw)
    assert HIDDEN not in " ".join(map(node_text, reading.document.blocks))
    assert [(one.code, one.message) for one in found] == [
        ("hidden-text", "7 hidden words were left out (page 1)")
    ]
    assert HIDDEN in [aside.text for aside in reading.asides]


@pytest.mark.parametrize("draw", SEEN.values(), ids=SEEN)
def test_words_that_are_seen_are_read(draw: Draw) -> None:
    reading, found = read_with(draw)
    assert HIDDEN in " ".join(map(node_text, reading.document.blocks))
    assert not found


def read_with(draw: Draw) -> tuple[Reading, Diagnostics]:
    def page(canvas: Canvas) -> None:
        body(canvas, 760)
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()
        body(canvas, 400)

    reading, found = read_bytes(drawn(page), source_id="s", shown="s.pdf", suffix=".pdf")
    assert reading is not None, found
    return reading, found
