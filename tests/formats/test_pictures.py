"""A picture in a source of any format leaves its words and a finding, never nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from briefgen import model
from briefgen.reading import Reading, read_bytes
from briefgen.reading.formats.pdf.pictures import find_figures
from briefgen.reading.formats.pdf.tags import Tag
from briefgen.reading.formats.pieces import Unread
from briefgen.tree import walk

SENTENCE = "The council of the harbour reviewed the tariff and the survey of the waterway."
PAGE = (595, 842)


def picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(made, "PNG")
    made.seek(0)
    return made


def in_markdown() -> bytes:
    return b"# Port\n\nText ![Chart of calls](a.png) goes on.\n\n![](b.png)\n\n<img src='c.png'>\n"


def in_html() -> bytes:
    page = (
        f"<h1>Port</h1><p>{SENTENCE}</p>\n<figure><img src=a alt='Chart of calls'>"
        f"<figcaption>Calls</figcaption></figure>\n<p>{SENTENCE} <img src=b alt=''></p>\n"
        f"<iframe src=c></iframe><p>{SENTENCE}</p>"
    )
    return page.encode()


def in_word() -> bytes:
    document = Document()
    document.add_heading("Port", 1)
    document.add_paragraph(SENTENCE)
    for _ in range(3):
        document.add_picture(picture())
    properties = document.inline_shapes[0]._inline.docPr
    properties.set("descr", "Chart of calls")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def in_mail() -> bytes:
    return b"From: a@example.org\nSubject: Port\nContent-Type: text/html\n\n" + in_html()


def in_pdf() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=PAGE, invariant=1)
    for page in range(4):
        canvas.drawImage(ImageReader(picture()), 500, 780, 40, 40)  # a letterhead
        canvas.drawImage(ImageReader(picture()), 72, 20, 4, 4)  # a mark
        canvas.drawString(72, 700, SENTENCE)
        if page < 2:  # cut into stripes, as many programs do
            for stripe in range(page + 1):
                canvas.drawImage(ImageReader(picture()), 72, 400 - 50 * stripe, 300, 50)
        if page == 3:
            canvas.drawImage(ImageReader(picture()), 0, 0, *PAGE)  # the ground, or a scan
            canvas.drawImage(ImageReader(picture()), 300, 300, 200, 200)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def figures(reading: Reading) -> list[str]:
    return [n.alt for n in walk(reading.document.blocks) if isinstance(n, model.Figure)]


CASES: list[tuple[Callable[[], bytes], str, str, str]] = [
    (in_markdown, ".md", "lines 3, 5, 7", "and for 2 no words stand"),
    (in_html, ".html", "lines 2, 3, 4", "and for 2 no words stand"),
    (in_mail, ".eml", "lines 6, 7, 8", "and for 2 no words stand"),
    (in_word, ".docx", "paragraphs 3, 4, 5", "and for 2 no words stand"),
    (in_pdf, ".pdf", "pages 1, 2, 4", "no words stand for them"),
]


@pytest.mark.parametrize(("make", "suffix", "places", "words"), CASES)
def test_pictures_are_named_with_their_places(
    make: Callable[[], bytes], suffix: str, places: str, words: str
) -> None:
    reading, found = read_bytes(make(), source_id="s", shown=f"s{suffix}", suffix=suffix)
    assert reading is not None
    (told,) = (one for one in found if one.code == "picture-not-read")
    assert told.message.startswith(f"3 pictures were not read ({places}): ")
    assert told.message.endswith(words)
    if suffix in (".html", ".eml", ".docx"):
        assert "Chart of calls" in figures(reading)


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ("<p>Text.</p><img src=a width=1 height=1>", 0),  # counts calls
        ("<p>Text.</p><img src=a style='display: none'>", 0),
        ("<p><svg><path d='M0 0'/></svg> Text.</p>", 0),  # an icon
        ("<p>Text.</p><figure><svg><path d='M0 0'/></svg></figure><p>Text.</p>", 1),
        ("<nav><img src=a></nav><p>Text.</p>", 0),
        ("<p>Text.</p><p><video src=a></video> More.</p>", 1),
    ],
)
def test_marks_and_furniture_of_a_page_are_no_pictures(page: str, count: int) -> None:
    _, found = read_bytes(page.encode(), source_id="s", shown="s.html", suffix=".html")
    assert len([one for one in found if one.code == "picture-not-read"]) == count


def test_figures_of_a_tagged_file_keep_their_words_and_page() -> None:
    alone = Tag(role="Figure", blocks=((2, 5),), alt="Chart of calls")
    artifact = Tag(role="Figure")
    root = Tag(role="Document", kids=(Tag(role="P", blocks=((1, 0),)), alone, artifact))
    assert list(find_figures(root)) == [Unread(words="Chart of calls", at=2)]
