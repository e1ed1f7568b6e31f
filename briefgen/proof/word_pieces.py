"""A Word file to its pieces: paragraphs of the text and of its tables, then the footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from briefgen.ooxml import paragraphs_in_order
from briefgen.proof.finished import Piece

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:BG\w*)?Heading\d?$|.*CalloutHeading$")
# Styles of titles, labels, captions, heads of tables, contents and notes.
_FURNITURE: Final = re.compile(
    r"Title$|Subtitle$|Caption$|TOC|BG(?:Label|Value|Kind|FactLabel|Contents|TableHead|TableSource|"
    r"RowHead|Note|Figure|Gap|Date$|Source)|Footnote|Header$|Footer$"
)
_MARK: Final = frozenset({"FootnoteReference", "EndnoteReference"})
_CHANGE: Final = "BGChange"  # the word beside what is new since the edition before


def word_pieces(data: bytes) -> tuple[Piece, ...]:
    """The pieces of a Word file.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            body = _parse(package.read("word/document.xml"))
            notes = [
                _parse(package.read(name))
                for name in ("word/footnotes.xml", "word/endnotes.xml")
                if name in names
            ]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError) as fault:
        raise ValueError(f"the Word file cannot be read: {fault}") from fault
    foot = (
        Piece(text=text, section="", top=0, body=False, marked=False)
        for part in notes
        for paragraph in part.iter(f"{_W}p")
        if (text := _text(paragraph)[0])
    )
    return (*_body_pieces(body), *foot)


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _body_pieces(body: etree._Element) -> Iterator[Piece]:
    """A heading of the first level opens a section; words in drawings stand in the text as well."""
    top, section = 0, ""
    for paragraph in paragraphs_in_order(body):
        if any(above.tag == f"{_W}drawing" for above in paragraph.iterancestors()):
            continue
        text, marked = _text(paragraph)
        if not text:
            continue
        style = _style(paragraph)
        heading = bool(_HEADING.match(style)) and not style.startswith("TOC")
        if heading:
            section = text
            top += style == "Heading1" or style.endswith("CalloutHeading") or not top
        body_text = not heading and not _FURNITURE.match(style)
        yield Piece(text=text, section=section, top=top, body=body_text, marked=marked)


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _text(paragraph: etree._Element) -> tuple[str, bool]:
    """The words of a paragraph without its note marks; whether it has any."""
    words: list[str] = []
    marked = False
    for run in paragraph.iter(f"{_W}r"):
        if next((a for a in run.iterancestors(f"{_W}p")), None) is not paragraph:
            continue
        style = run.find(f"{_W}rPr/{_W}rStyle")
        if style is not None and style.get(f"{_W}val") in _MARK:
            marked = True
            continue
        if style is not None and style.get(f"{_W}val") == _CHANGE:
            continue
        for node in run.iterchildren(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
            match etree.QName(node).localname:
                case "t":
                    words.append(node.text or "")
                case "noBreakHyphen":
                    words.append("-")
                case _:
                    words.append(" ")
    return "".join(words).strip(), marked
