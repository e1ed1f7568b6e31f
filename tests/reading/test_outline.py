"""The outline shows what was read; the words of a pack come in reading order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefgen.model import (
    BulletList,
    Callout,
    Column,
    Columns,
    Contents,
    ContentsEntry,
    Document,
    Fact,
    Head,
    ListItem,
    Milestone,
    Milestones,
    Note,
    NoteRef,
    Notes,
    Paragraph,
    Quote,
    Row,
    Section,
    SourceEntry,
    Sources,
    Table,
    Text,
)
from briefgen.reading import Reading, read, read_bytes
from briefgen.renderers.outline import outline_json, outline_text
from tests.packs.words import pack_text

SOURCE = """A REPORT ON THE COAST

I. THE COAST

The coast changes, and it changes faster than the charts that pilots use to find their way

along it. Nobody expects this to end.

- Pilots wait.
- Ships wait."

II. HISTORY

\t2002\tThe school opened.
\t2004\tThe second one opened.
\t0001\tJUNK
\t2009\tBoth closed.
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    found, _ = read_bytes(SOURCE.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert found is not None
    return found


def test_json_has_the_documented_shape(reading: Reading) -> None:
    found = outline_json(reading.document, reading.repairs, reading.quirks)
    assert json.loads(json.dumps(found)) == found
    assert list(found) == [
        "title", "sections", "toc", "metadata", "quotes", "dates_in_text", "repairs", "quirks",
    ]  # fmt: skip
    assert found["title"] == "A report on the coast"
    start, coast, history = found["sections"]
    assert (start["title"], start["number"]) == (None, None)
    assert [b["kind"] for b in start["blocks"]] == ["boilerplate"]
    assert (coast["number"], coast["title"], coast["level"]) == ("I", "THE COAST", 1)
    assert coast["lines"] == [[3, 3]]
    assert coast["role"] is None
    paragraph, points = coast["blocks"]
    assert paragraph["lines"] == [[5, 5], [7, 7]]
    assert [i["lines"] for i in points["items"]] == [[[9, 9]], [[10, 10]]]
    table, junk = history["blocks"]
    assert table["kind"] == "table"
    assert [row["year_start"] for row in table["rows"]] == [2002, 2004, 2009]
    assert (junk["kind"], junk["reason"], junk["lines"]) == (
        "boilerplate", "unreadable row", [[16, 16]],
    )  # fmt: skip
    assert junk["text"] == "0001 JUNK"
    assert found["repairs"][0]["lines"] == [5, 7]
    assert {q["reason"] for q in found["quirks"]} == {"stray-quote-mark", "unreadable-row"}


def test_json_says_null_where_the_source_says_nothing() -> None:
    found, _ = read_bytes(b"A few words.", source_id="s", shown="s", suffix="")
    assert found is not None
    outline = outline_json(found.document, (), ())
    assert outline["title"] is None
    assert outline["metadata"]["authors"] == []


def test_text_shows_sections_repairs_and_quirks(reading: Reading) -> None:
    brief = outline_text(reading.document, reading.repairs, reading.quirks, lines=False)
    full = outline_text(reading.document, reading.repairs, reading.quirks, lines=True)
    assert "I The coast  lines 3" in brief
    assert "read: 2 sections, 1 paragraph, 2 points, 3 dated rows, 1 set apart" in brief
    assert "paragraph, list of 2" in brief
    assert "repairs: 1" in brief
    assert "broken-paragraph (0.95)" in brief
    assert "2004 lines 15: The second one opened." in full
    assert "0001 (not readable) lines 16: JUNK" in full
    assert "The second one opened." not in brief


SPOKEN = """By Dr. Ada Quill

Contents

The harbour ........ 2
The winter ......... 5

The harbour

"We wait for ice every year," said Ada Quill on 3 May 2018, when the ports met for the first time.

The winter

According to the pilots' union, the ice comes later than it did, and it goes sooner than before.
"""


def test_text_shows_people_contents_speech_and_dates() -> None:
    found, _ = read_bytes(SPOKEN.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert found is not None
    shown = outline_text(found.document, found.repairs, found.quirks, lines=True)
    assert "authors: Dr. Ada Quill\n" in shown
    assert "contents: 2\n  The harbour  2\n  The winter  5\n" in shown
    assert "line 10 direct, Ada Quill: We wait for ice every year,\n" in shown
    assert "dates: 2018-05-03 (line 10)" in shown


def test_text_of_the_real_sources_is_whole(real_seeds: Path) -> None:
    for path in sorted(real_seeds.glob("*.txt")):
        found, _ = read(path, source_id="s", shown=path.name)
        assert found is not None
        shown = outline_text(found.document, found.repairs, found.quirks, lines=True)
        assert f"repairs: {len(found.repairs)}" in shown
        assert shown.count("\n") > 10
        json.dumps(outline_json(found.document, found.repairs, found.quirks))


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=name, content=(Text(text),))


def test_pack_words_come_in_reading_order() -> None:
    item = ListItem(id="i", blocks=(_paragraph("i/p", "A point"),))
    row = Row(id="r", cells=((Text("one"),), (Text("two"),)))
    document = Document(
        id="p",
        title=(Text("Not a body word"),),
        language="en",
        blocks=(
            Head(
                id="h",
                form="memo",
                kind="Memo",
                title=(Text("The coast"),),
                title_label="Subject",
                facts=(Fact(label="To", value=(Text("the council"),)),),
            ),
            Contents(
                id="c",
                title=(Text("Contents"),),
                entries=(
                    ContentsEntry(target="s", title=(Text("Risks"),), detail=(Text("two"),)),
                ),
            ),
            Section(
                id="s",
                number="1",
                title=(Text("Risks"),),
                blocks=(
                    Paragraph(id="a", content=(Text("First words"), NoteRef(1), Text("."))),
                    BulletList(id="l", items=(item,)),
                    Table(id="t", rows=(row,), header=row),
                ),
            ),
            Callout(
                id="k",
                form="bottom-line",
                title=(Text("Bottom line"),),
                blocks=(_paragraph("b", "Act."),),
            ),
            Columns(
                id="o",
                columns=(
                    Column(id="o1", title=(Text("Left"),), blocks=(_paragraph("c1", "L1"),)),
                    Column(id="o2", title=(Text("Right"),), blocks=(_paragraph("c2", "R1"),)),
                ),
                remark=(Text("Not paired"),),
            ),
            Milestones(
                id="m",
                rows=(Milestone(id="m1", when=None, label="2002", content=(Text("It opened."),)),),
                head=("When", "What", "Source"),
                sources=("A, 3",),
            ),
            Quote(id="q", content=(Text("“We act”"),), speaker="Jo Doe", office="Pilot"),
            Sources(
                id="z",
                entries=(SourceEntry(letter="A", title=(Text("Report"),), detail=(Text("2021"),)),),
            ),
            Notes(
                id="n",
                layout="foot",
                notes=(Note(number=1, letter="A", section="I", lines="3", text=(Text("A, 3"),)),),
            ),
        ),
    )  # fmt: skip
    assert pack_text(document).splitlines() == [
        "To the council",
        "Subject",
        "The coast",
        "Contents",
        "Risks two",
        "1 Risks",
        "First words.",
        "A point",
        "one two",
        "one two",
        "Bottom line",
        "Act.",
        "Left",
        "L1",
        "Right",
        "R1",
        "Not paired",
        "When What Source",
        "2002 It opened. A, 3",
        "“We act”",
        "Jo Doe, Pilot",
        "A Report 2021",
        "1 A, 3",
    ]
