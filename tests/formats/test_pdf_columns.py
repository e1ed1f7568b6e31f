"""Untagged PDFs: running text drawn across its columns is read down them, tables stay tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from briefgen.reading import Guard, Reading, read_bytes
from briefgen.tree import node_text
from tests.formats.test_pdf import drawn, tables

HARBOUR = (
    "The harbour board met in the spring to consider how the breakwater should be mended before "
    "the autumn storms arrive. Its engineers had found three cracks in the older wall, and they "
    "asked for funds that the council was not ready to grant. A smaller sum was voted instead, "
    "which pays for divers and for two months of work by the board's own crew. "
)
ISLAND = (
    "Across the strait the island administration has taken another road and sold its oldest quay "
    "to a shipping firm. The firm has undertaken to dredge the channel every second year and to "
    "leave a third of the berths to local owners at the old price. Critics point out that the "
    "contract runs for forty years while the price is fixed for only ten of them. "
)
FLUSS = (
    "Weiter im Norden teilen sich die Häfen am Fluss seit dem Winter ihre Lotsen, ihre Schlepper "
    "und eine gemeinsame Leitstelle. Die Vereinbarung wurde getroffen, nachdem vier Schiffe auf "
    "einen kranken Lotsen gewartet hatten. Sie hat die Wartezeit nach Angaben der Häfen halbiert, "
    "was die Reeder allerdings bezweifeln, weil niemand gemessen hat. "
)
TEXTS = (HARBOUR * 9, ISLAND * 9, FLUSS * 9)
FONTS = (("Helvetica", 10), ("Times-Roman", 11), ("Courier", 8))


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as one:
        yield one


def read(data: bytes, guard: Guard) -> Reading:
    reading, found = read_bytes(data, source_id="s", shown="s.pdf", suffix=".pdf", guard=guard)
    assert reading is not None, found
    return reading


def rows_across(
    canvas: Canvas, columns: Sequence[Sequence[str]], width: float, y: float, size: float
) -> float:
    """Line by line, each over all columns; `width`: from one column to the next."""
    for row in itertools.zip_longest(*columns, fillvalue=""):
        for place, text in enumerate(row):
            if text:
                canvas.drawString(72 + place * width, y, text)
        y -= 1.2 * size
    return y


@pytest.mark.parametrize("across", ["", "The state of the harbours"], ids=["bare", "head"])
@pytest.mark.parametrize(
    ("lines", "count", "font", "gutter"),
    [(3, 2, 0, 18), (4, 2, 1, 14), (5, 3, 2, 14), (9, 3, 0, 30), (15, 2, 2, 30), (40, 2, 1, 18)],
)
def test_text_in_columns_is_read_down_them(
    lines: int, count: int, font: int, gutter: float, across: str, guard: Guard
) -> None:
    name, size = FONTS[font]
    width = (451 - gutter * (count - 1)) / count
    columns = [simpleSplit(text, name, size, width)[:lines] for text in TEXTS[:count]]
    columns[-1].pop()

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(72, 760, across)
        canvas.setFont(name, size)
        rows_across(canvas, columns, width + gutter, 725, size)

    reading = read(drawn(page), guard)
    told = "".join(map(node_text, reading.document.blocks)).replace(" ", "").replace("\n", "")
    assert not tables(reading)
    assert "".join("".join(column) for column in columns).replace(" ", "") in told
    assert "text-in-columns" in [quirk.reason for quirk in reading.quirks]


TABLES = {
    "wrapped cells in both columns": [
        ("Risk", "What is to be done"),
        (
            "The quay may sink further if the winter brings more storms than in the last years.",
            "Drive new piles before the autumn and close the outer berths to heavy vessels.",
        ),
        (
            "Pilots may leave for the river ports, where pay is higher and hours are shorter.",
            "Offer a bonus for the first two years and a share of the tug dues after that.",
        ),
    ],
    "wrapped cells without stops": [
        ("Finding", "Recommendation"),
        (
            "no plan for the loss of a pilot in the winter months when most ships come",
            "draw up a plan with the river ports and share it with the board in time",
        ),
        (
            "survey of the sea bed is ten years old and of no use for dredging the channel",
            "order a new survey from the institute and pay for it out of the dues",
        ),
    ],
    "words and what they mean": [
        ("quay", "place where ships are tied up"),
        ("dredging", "taking mud and sand out of a channel"),
        ("pilot", "person who guides ships into a port"),
    ],
    "names": [
        ("Ministry of Foreign Affairs", "Department of Trade Policy"),
        ("Ministry of Foreign Trade", "Department of Customs and Duties"),
        ("Ministry of the Interior", "Department of Local Affairs"),
    ],
    "numbers": [("Quay", "Tonnes"), ("North", "88,000"), ("South", "91,500"), ("West", "90,100")],
    "one text in two tongues": [
        ("The harbour stays closed to heavy ships.", "Le port reste fermé aux navires lourds."),
        ("The survey will be laid before the members.", "Le relevé sera soumis aux membres."),
        ("Nothing is decided before the divers report.", "Rien ne sera décidé avant le rapport."),
    ],
}


@pytest.mark.parametrize("font", FONTS, ids=[name for name, _ in FONTS])
@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_a_table_drawn_line_by_line_stays_one(
    rows: Sequence[Sequence[str]], font: tuple[str, int], guard: Guard
) -> None:
    name, size = font

    def page(canvas: Canvas) -> None:
        canvas.setFont(name, size)
        y = 720.0
        for row in rows:
            cells = [simpleSplit(text, name, size, 215) for text in row]
            y = rows_across(canvas, cells, 227, y, size)

    reading = read(drawn(page), guard)
    assert len(tables(reading)) == 1
    assert not reading.quirks
