"""Points that open with a date, under a heading that names a chronology, are dated rows."""

from __future__ import annotations

import io

import docx
import pytest

from briefgen.model import BulletList, Milestones, Quote
from briefgen.reading import Reading, read_bytes
from briefgen.reading.chronology import names_chronology, opening_date
from briefgen.tree import node_text, plain_text, walk

_POINTS = (
    "2010: The first talks take place.",
    "March 2014 – The second talks bring a code.",
    "12 June 2015, the council signs it.",
    '"2015 was the year in which everything changed," said Jane Roe.',
    "2016–2018 Three rounds bring nothing.",
)
_ROWS = [
    ("2010", "The first talks take place."),
    ("March 2014", "The second talks bring a code."),
    ("12 June 2015", "the council signs it."),
    ("2016–2018", "Three rounds bring nothing."),
]
_HEADING = "Timeline of the talks"
_OTHER = "What comes next"
_NEXT = ("2026: The council meets again.", "2027: The council meets twice.")


def _word() -> bytes:
    document = docx.Document()
    for heading, points in ((_HEADING, _POINTS), (_OTHER, _NEXT)):
        document.add_heading(heading, 1)
        for point in points:
            document.add_paragraph(point, style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lines(mark: str, *, heading: str = "") -> bytes:
    parts = [
        f"{heading}{title}\n\n" + "".join(f"{mark}{point}\n" for point in points)
        for title, points in ((_HEADING, _POINTS), (_OTHER, _NEXT))
    ]
    return ("\n".join(parts)).encode()


def _html() -> bytes:
    parts = [
        f"<h1>{title}</h1><ul>" + "".join(f"<li>{point}</li>" for point in points) + "</ul>"
        for title, points in ((_HEADING, _POINTS), (_OTHER, _NEXT))
    ]
    return f"<html><body>{''.join(parts)}</body></html>".encode()


_SOURCES = {
    ".txt": b"The five ports have talked for years, and this is what they said of it here.\n\n"
    + _lines("- "),
    ".md": _lines("- ", heading="# "),
    ".html": _html(),
    ".docx": _word(),
}


def _read(data: bytes, suffix: str) -> Reading:
    reading, _ = read_bytes(data, source_id="s", shown=f"s{suffix}", suffix=suffix)
    assert reading is not None
    return reading


@pytest.mark.parametrize("suffix", _SOURCES)
def test_dated_points_are_rows_in_every_format(suffix: str) -> None:
    nodes = list(walk(_read(_SOURCES[suffix], suffix).document.blocks))
    tables = [node for node in nodes if isinstance(node, Milestones)]
    rows = [(row.label, plain_text(row.content)) for table in tables for row in table.rows]
    assert rows == _ROWS
    points = [node_text(i) for node in nodes if isinstance(node, BulletList) for i in node.items]
    assert points == [_POINTS[3], *_NEXT]


def test_paragraphs_with_a_clear_date_are_rows_and_a_quotation_is_none() -> None:
    text = (
        "# Chronologie\n\n2014 : le code est signé.\n\n2015 : le code entre en vigueur.\n\n"
        "> 2016 : une année perdue.\n\nMars 2017 – le code est revu.\n\n"
        "2018 a vu la fin de tout cela.\n"
    )
    nodes = list(walk(_read(text.encode(), ".md").document.blocks))
    labels = [row.label for node in nodes if isinstance(node, Milestones) for row in node.rows]
    assert labels == ["2014", "2015", "Mars 2017"]
    assert [node_text(node) for node in nodes if isinstance(node, Quote)] == [
        "2016 : une année perdue."
    ]


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("(2014) The code.", "2014", "The code."),
        ("2014. The code.", "2014", "The code."),
        ("2010 – 2014: the code.", "2010–2014", "the code."),
        ("14 March 2021: the code.", "14 March 2021", "the code."),
        ("1er mars 2021 : le code.", "1er mars 2021", "le code."),
        ("late 2019: the code.", "late 2019", "the code."),
    ],
)
def test_the_longest_date_opens_a_text(text: str, label: str, rest: str) -> None:
    found = opening_date(text)
    assert found is not None
    assert (found.label, text[found.at :]) == (label, rest)


@pytest.mark.parametrize(
    "text", ["In 2014, the code.", "2014", "Some 2014 ships.", '"2014: the code."', "20145: no."]
)
def test_what_opens_with_anything_else_has_no_date(text: str) -> None:
    assert opening_date(text) is None


def test_headings_that_name_a_chronology() -> None:
    assert names_chronology("Annex B: Timeline of the talks")
    assert names_chronology("REPÈRES CHRONOLOGIQUES")
    assert not names_chronology("A timely answer")
