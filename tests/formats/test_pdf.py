"""Untagged PDFs by their look: ruled tables, marks and heads drawn out of order, levels."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefgen import model
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text, plain_text, walk

Draw = Callable[[Canvas], None]
SENTENCE = "The council of the harbour reviewed the tariff and the survey of the waterway."


def drawn(*pages: Draw) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read_drawn(*pages: Draw) -> Reading:
    reading, found = read_bytes(drawn(*pages), source_id="s", shown="s.pdf", suffix=".pdf")
    assert reading is not None, found
    return reading


def put(
    canvas: Canvas, y: float, text: str, *, x: float = 72, font: str = "", size: float = 10
) -> None:
    canvas.setFont(f"Helvetica{font and '-'}{font}", size)
    canvas.drawString(x, y, text)


def body(canvas: Canvas, y: float, *, x: float = 72, lines: int = 3) -> float:
    """A paragraph from `y` downwards; where the next one starts."""
    for line in range(lines):
        last = line == lines - 1
        put(canvas, y - 13 * line, SENTENCE if last else SENTENCE[:-1].lower(), x=x)
    return y - 13 * lines - 12


def headings(reading: Reading) -> list[tuple[str, int]]:
    found = [n for n in walk(reading.document.blocks) if isinstance(n, model.Section) and n.title]
    return [(f"{n.number} {plain_text(n.title)}".strip(), n.level) for n in found]


def tables(reading: Reading) -> list[list[list[str]]]:
    found = [n for n in walk(reading.document.blocks) if isinstance(n, model.Table)]
    return [
        [
            [plain_text(cell) for cell in row.cells]
            for row in ((t.header,) if t.header else ()) + t.rows
        ]
        for t in found
    ]


def ruled(
    canvas: Canvas,
    top: float,
    rows: Sequence[Sequence[str]],
    *,
    edges: Sequence[float],
    step: int = 30,
) -> None:
    """A table with all its rules; a cell's lines are parted by newlines, "" goes on above."""
    low = top - step * len(rows)
    for x in edges:
        canvas.line(x, low, x, top)
    for n in range(len(rows) + 1):
        canvas.line(edges[0], top - step * n, edges[-1], top - step * n)
    for n, row in enumerate(rows):
        for x, cell in zip(edges, row, strict=False):
            for k, line in enumerate(cell.split("\n")):
                put(canvas, top - step * n - 11 - 12 * k, line, x=x + 3)


ROWS = [
    ["Region", "Year", "Done"],
    ["North", "1998", "The survey was\nadopted."],
    ["South", "2001", "None."],
]
EDGES = (72, 112, 142, 240)
READ = [
    ["Region", "Year", "Done"],
    ["North", "1998", "The survey was adopted."],
    ["South", "2001", "None."],
]


def test_a_ruled_table_is_read_by_its_rules() -> None:
    """Its cells are set too close for any gap to part them."""

    def page(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        ruled(canvas, body(canvas, 735), ROWS, edges=EDGES)
        body(canvas, 500)

    reading = read_drawn(page)
    assert tables(reading) == [READ]
    assert headings(reading) == [("Regions", 1)]


def test_a_ruled_table_over_two_pages_is_one() -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        body(canvas, 735, lines=20)
        ruled(canvas, 160, ROWS, edges=EDGES)

    def second(canvas: Canvas) -> None:
        ruled(canvas, 700, [ROWS[0], ["", "", "and after."], ["West", "2003", "All."]], edges=EDGES)
        body(canvas, 500)

    reading = read_drawn(first, second)
    assert tables(reading) == [
        [*READ[:2], ["South", "2001", "None. and after."], ["West", "2003", "All."]]
    ]
    apart = [n for n in walk(reading.document.blocks) if isinstance(n, model.Boilerplate)]
    assert [(n.reason, plain_text(n.content)) for n in apart] == [
        ("repeated table head", "Region Year Done")
    ]


@pytest.mark.parametrize("is_before", [True, False])
def test_a_row_alone_on_a_page_belongs_to_the_table_before_it(is_before: bool) -> None:
    def first(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        body(canvas, 735, lines=20)
        if is_before:
            ruled(canvas, 160, ROWS, edges=EDGES)

    def second(canvas: Canvas) -> None:
        ruled(canvas, 700, [["West", "2003", "All."]], edges=EDGES)
        body(canvas, 500)

    made = [[*READ, ["West", "2003", "All."]]] if is_before else []
    assert tables(read_drawn(first, second)) == made


@pytest.mark.parametrize("rules", ["every row", "below each row", "head and end"])
def test_a_table_without_upright_rules_is_parted_by_its_blank_strips(rules: str) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        top = body(canvas, 735)
        for n, row in enumerate(ROWS):
            for x, cell in zip(EDGES, row, strict=False):
                for k, words in enumerate(cell.split("\n")):
                    put(canvas, top - 30 * n - 11 - 12 * k, words, x=x + 3)
        below = {
            "every row": (0, 1, 2, 3),
            "below each row": (1, 2, 3),
            "head and end": (0, 1, 3),
        }
        for n in below[rules]:
            canvas.line(EDGES[0], top - 30 * n, EDGES[-1], top - 30 * n)
        body(canvas, 500)

    reading = read_drawn(page)
    assert tables(reading) == [READ]
    assert sum(isinstance(n, model.Paragraph) for n in walk(reading.document.blocks)) == 2


def test_rules_between_paragraphs_make_no_table() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        y = 735.0
        for _ in range(4):
            canvas.line(72, y + 12, 520, y + 12)
            y = body(canvas, y) - 20

    reading = read_drawn(page)
    assert tables(reading) == []
    assert sum(isinstance(n, model.Paragraph) for n in walk(reading.document.blocks)) == 4


def test_a_frame_around_text_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        canvas.rect(60, 100, 480, 650)
        canvas.line(60, 400, 540, 400)
        body(canvas, 735, lines=20)
        body(canvas, 380, lines=6)

    reading = read_drawn(page)
    assert tables(reading) == []
    assert sum(isinstance(n, model.Paragraph) for n in walk(reading.document.blocks)) == 2


@pytest.mark.parametrize("marks", ["•••", "123"])
@pytest.mark.parametrize("late", [False, True])
def test_marks_belong_to_the_words_beside_them(marks: str, late: bool) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 760, "Regions", font="Bold", size=14)
        y = body(canvas, 735)
        for n in range(3):
            put(canvas, y - 30 * n, SENTENCE[:-1].lower(), x=90)
            put(canvas, y - 30 * n - 13, "and the budget.", x=90)
            if not late:
                put(canvas, y - 30 * n, marks[n], x=74)
        body(canvas, y - 100)
        for n in range(3 if late else 0):
            put(canvas, y - 30 * n, marks[n], x=74)

    blocks = list(walk(read_drawn(page).document.blocks))
    kind = model.BulletList if marks == "•••" else model.OrderedList
    lists = [n for n in blocks if isinstance(n, kind)]
    assert [len(n.items) for n in lists] == [3]
    assert node_text(lists[0].items[1]) == f"{SENTENCE[:-1].lower()} and the budget."
    assert not any(isinstance(n, model.Table) for n in blocks)


def test_heads_in_the_margin_that_are_drawn_first_stand_before_their_text() -> None:
    def page(canvas: Canvas) -> None:
        for y, head in ((700, "Fishing"), (500, "Trading")):
            put(canvas, y, head, font="Bold")
            put(canvas, y - 13, "rights", font="Bold")
        put(canvas, 760, "Regions of the lake", font="Bold", size=16)
        body(canvas, 700, x=160, lines=4)
        body(canvas, 500, x=160, lines=4)

    reading = read_drawn(page)
    assert [title for title, _ in headings(reading)][-2:] == ["Fishing rights", "Trading rights"]
    spans = [n.origins[0] for n in walk(reading.document.blocks) if isinstance(n, model.Paragraph)]
    assert len(spans) == 2


LOOKS: dict[str, list[tuple[str, str, int, int]]] = {  # heading, font, size, level
    "size": [("Regions", "Bold", 16, 1), ("North", "Bold", 12, 2), ("South", "Bold", 12, 2)],
    "capitals": [
        ("REGIONS OF THE LAKE", "Bold", 10, 1), ("North side", "Bold", 10, 2),
        ("PEOPLE OF THE LAKE", "Bold", 10, 1), ("South side", "Bold", 10, 2),
    ],
    "italics": [
        ("Regions", "Bold", 12, 1), ("North side", "Oblique", 10, 2),
        ("South side", "Oblique", 10, 2),
    ],
    "numbers": [
        ("1. Regions", "Bold", 12, 1), ("1.1 North side", "Bold", 12, 2),
        ("2. People", "Bold", 12, 1),
    ],
    "parts over numbers": [
        ("The lake", "Bold", 16, 1), ("1. Regions", "Bold", 12, 2), ("1.1 North", "Bold", 12, 3),
        ("The river", "Bold", 16, 1), ("2. Boats", "Bold", 12, 2),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", LOOKS)
def test_levels_follow_numbers_then_the_look(kind: str) -> None:
    def page(canvas: Canvas) -> None:
        y = 780.0
        for _ in range(3):  # what opens a text and is larger than all else would be its title
            y = body(canvas, y)
        for title, font, size, _ in LOOKS[kind]:
            put(canvas, y, title, font=font, size=size)
            y = body(canvas, y - 20)

    wanted = [(title.replace(". ", " "), level) for title, _, _, level in LOOKS[kind]]
    found = headings(read_drawn(page))
    assert [(title.casefold(), level) for title, level in found] == [
        (title.casefold(), level) for title, level in wanted
    ]


def test_paragraphs_of_one_line_with_their_first_line_set_in_are_told_apart() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 780, "Regions", font="Bold", size=14)
        y = 750.0
        for _ in range(4):
            put(canvas, y, SENTENCE, x=86)
            put(canvas, y - 13, SENTENCE[:-1], x=86)
            put(canvas, y - 26, "and the budget.", x=72)
            y -= 39

    reading = read_drawn(page)
    found = [n for n in walk(reading.document.blocks) if isinstance(n, model.Paragraph)]
    assert [plain_text(n.content).count(".") for n in found] == [1, 1] * 4


def test_cells_whose_words_stand_at_the_foot_of_their_row_are_one_row() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 780, "Regions", font="Bold", size=14)
        y = body(canvas, 750)
        for x, words in ((72, "Region"), (200, "Year"), (330, "What was done")):
            put(canvas, y, words, x=x)
        for n, name in enumerate(("North", "South")):
            foot = y - 60 - 60 * n
            put(canvas, foot, name, x=72)
            put(canvas, foot, "1998", x=200)
            for k, words in enumerate(("The survey", "was", "adopted.")):
                put(canvas, foot + 26 - 13 * k, words, x=330)

    done = "The survey was adopted."
    assert tables(read_drawn(page)) == [
        [["Region", "Year", "What was done"], ["North", "1998", done], ["South", "1998", done]]
    ]


def test_an_exponent_is_no_mark_of_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 760, "Sand", font="Bold", size=16)
        body(canvas, 700)
        text = canvas.beginText(72, 600)
        runs = (("It cost 10", 0), ("6", 4), (" for 5 km", 0), ("2", 4), (" of sand.", 0), ("3", 4))
        for words, rise in runs:
            text.setFont("Helvetica", 6 if rise else 10)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    reading = read_drawn(draw)
    found = list(walk(reading.document.blocks))
    texts = [plain_text(n.content) for n in found if isinstance(n, model.Paragraph)]
    assert "It cost 10⁶ for 5 km² of sand." in texts
    marks = [plain_text(n.content) for n in found if isinstance(n, model.Boilerplate)]
    assert "3" in marks
    assert not reading.quirks


def nested_points(canvas: Canvas) -> None:
    put(canvas, 760, "Tugs", font="Bold", size=16)
    y = body(canvas, 730)
    for n, (indent, mark) in enumerate(((0, "•"), (18, "–"), (18, "–"), (0, "•"))):
        put(canvas, y - 14 * n, f"{mark} The point number {n} of this list.", x=80 + indent)
    body(canvas, y - 80)


def test_points_inside_points_are_told_by_their_indent() -> None:
    reading = read_drawn(nested_points)
    lists = [n for n in walk(reading.document.blocks) if isinstance(n, model.BulletList)]
    assert [len(one.items) for one in lists] == [2, 2]
    inner = lists[0].items[0].blocks[1]
    assert isinstance(inner, model.BulletList)
    assert node_text(inner).split("\n") == [f"The point number {n} of this list." for n in (1, 2)]
