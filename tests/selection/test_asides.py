"""Labels beside a text, and under corrections, are not passed over: properties, headers, marks."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import parse_xml

from briefgen.diagnostics import Place
from briefgen.errors import ExitCode
from briefgen.reading import ReadOptions, read_bytes
from briefgen.reading.corrections import MendedText
from briefgen.selection.labelchecks import check_asides, check_mended, check_own_labels
from briefgen.selection.ladder import TLP_2_0, Ladder
from briefgen.selection.markings import mark

CLEAR, RED = "TLP:CLEAR", "TLP:RED"
STATES = Ladder(name="own", labels=("Public", "Internal", "Secret"))
AS_IT_IS = ReadOptions()
BODY = "Ships leave the northern pier at dawn."


def found_in(
    data: bytes, suffix: str, ladder: Ladder = TLP_2_0, options: ReadOptions = AS_IT_IS
) -> set[str]:
    """The codes of the errors for a source with the ladder's lowest marking."""
    read, faults = read_bytes(data, source_id="d", shown="d", suffix=suffix, options=options)
    assert read is not None, faults
    lowest = ladder.labels[0]
    marked = mark(read.document, lowest, [], ladder).document
    found = (
        *check_own_labels(marked, ladder, "d"),
        *check_asides(read.asides, ladder, lowest, "d"),
        *check_mended(read.mended, ladder, lowest, "d"),
    )
    assert all(fault.exit is ExitCode.MARKING for fault in found)
    return {fault.code for fault in found}


def page(head: str, body: str = "") -> bytes:
    text = f"<html><head>{head}</head><body><h1>R</h1>{body}<h2>Summary</h2><p>{BODY}</p></body>"
    return text.encode()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>TLP:RED</title>", ""),
        ("<title>Report (TLP:RED)</title>", ""),
        ('<meta name="classification" content="TLP:RED">', ""),
        ("", "<nav><a>Home</a> TLP:RED <a>Help</a></nav>"),
        ("", '<p><img alt="TLP:RED" src="x.png"></p>'),
        ("", "<p hidden>TLP:RED</p>"),
        ("", '<div style="display:none">TLP:RED</div>'),
        ("", "<!-- TLP:RED -->"),
        ("", "<footer>Ministry of Ports TLP:RED Page 1</footer>"),
        ("", "<p>This document is TLP:RED.</p>"),
    ],
)
def test_of_a_page(head: str, body: str) -> None:
    assert found_in(page(head, body), ".html") == {"source-marked-higher"}


def test_of_a_page_that_only_speaks_of_labels() -> None:
    head = '<title>News</title><meta name="description" content="What TLP is for, and who uses it">'
    assert found_in(page(head, "<p>We keep TLP:RED papers apart.</p>"), ".html") == set()


@pytest.mark.parametrize(
    ("headers", "codes"),
    [
        ("Subject: [TLP:RED] Report", {"source-marked-higher"}),
        ("Subject: Re: TLP:RED report", {"source-marked-higher"}),
        ("Subject: Report\r\nX-TLP: TLP:RED", {"source-marked-higher"}),
        ("Subject: Report\r\nKeywords: ports, TLP:RED", {"source-marked-higher"}),
        ("Subject: Report\r\nX-TLP: tlp:red", {"marking-unknown"}),
        ("Subject: Report on TLP in the ports", set()),
    ],
)
def test_of_a_mail(headers: str, codes: set[str]) -> None:
    text = f"From: a@example.org\r\n{headers}\r\n\r\nSummary\r\n\r\n{BODY}\r\n"
    assert found_in(text.encode(), ".eml") == codes


def test_of_a_mail_with_words_for_labels() -> None:
    text = f"From: a@example.org\r\nX-Classification: Secret\r\n\r\nSummary\r\n\r\n{BODY}\r\n"
    assert found_in(text.encode(), ".eml", STATES) == {"source-marked-higher"}


@pytest.mark.parametrize(
    ("text", "ladder"),
    [
        (f"---\nmarking: TLP:RED\ntitle: R\n---\n\n# R\n\n{BODY}\n", TLP_2_0),
        (f"---\ntitle: R\nclassification: Secret\n---\n\n# R\n\n{BODY}\n", STATES),
        (f"# R\n\nShips <!-- TLP:RED --> leave.\n\n{BODY}\n", TLP_2_0),
    ],
)
def test_of_markdown(text: str, ladder: Ladder) -> None:
    assert found_in(text.encode(), ".md", ladder) == {"source-marked-higher"}


# --- Word -----------------------------------------------------------------------------------------

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def head(text: str) -> Callable[[WordFile], None]:
    def write(file: WordFile) -> None:
        file.sections[0].header.paragraphs[0].text = text

    return write


def watermark(file: WordFile) -> None:
    shape = '<v:shape><v:textpath string="TLP:RED"/></v:shape>'
    run = parse_xml(f"<w:r {_NAMES}><w:pict>{shape}</w:pict></w:r>")
    file.sections[0].header.paragraphs[0]._p.append(run)


def properties(file: WordFile) -> None:
    file.core_properties.category = "TLP:RED"


def keywords(file: WordFile) -> None:
    file.core_properties.keywords = "ports; TLP:RED; ships"


@pytest.mark.parametrize(
    ("write", "codes"),
    [
        (head("TLP:RED"), {"source-marked-higher"}),
        (head("Ministry of Ports\tTLP:RED\tPage 3"), {"source-marked-higher"}),
        (head("Restricted distribution: TLP:RED, do not forward"), {"source-marked-higher"}),
        (head("tlp:red"), {"marking-unknown"}),
        (head("Ministry of Ports\tTLP:ORANGE\tPage 3"), {"marking-unknown"}),
        (head("Ministry of Ports\tTLP:CLEAR\tPage 3"), set()),
        (watermark, {"source-marked-higher"}),
        (properties, {"source-marked-higher"}),
        (keywords, {"source-marked-higher"}),
    ],
)
def test_of_a_word_file(write: Callable[[WordFile], None], codes: set[str]) -> None:
    file = docx.Document()
    file.add_heading("Report", 1)
    file.add_paragraph(BODY)
    write(file)
    data = io.BytesIO()
    file.save(data)
    assert found_in(data.getvalue(), ".docx") == codes


# --- corrections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "before", "after", "codes"),
    [
        ("(TLP:RED) Ships leave.", "(TLP:RED)", "", {"marking-mended"}),
        ("(TLP:RED) Ships leave.", "(TLP:RED)", "(TLP-RED)", {"marking-mended", "marking-unknown"}),
        ("(TLP:RED) Ships leave.", "RED", "CLEAR", {"marking-mended"}),
        ("(TLP:RED) Ships leave.", "(TLP:RED) Ships", "The (TLP:RED) ships", {"marking-mended"}),
        ("(TLP:CLEAR) Ships leave.", "(TLP:CLEAR) ", "", set()),
        ("(tlp:amber) Ships leave.", "tlp:amber", "TLP:CLEAR", {"marking-mended"}),
        ("(tlp:amber) Ships leave.", "tlp:amber", "TLP:AMBER", {"source-marked-higher"}),
        ("(TLP:RED) Shipz leave.", "Shipz", "Ships", {"source-marked-higher"}),
    ],
)
def test_a_correction_takes_no_mark_off(
    line: str, before: str, after: str, codes: set[str]
) -> None:
    fix = MendedText(line=line, before=before, after=after, place=Place("c.yaml", 3))
    text = f"Summary\n\nThe harbour was calm on all of the days of this year.\n\n{line}\n"
    options = ReadOptions(structure=(fix,))
    assert found_in(text.encode(), ".txt", options=options) == codes
