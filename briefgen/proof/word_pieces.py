"""A Word file to its pieces: paragraphs of the text and of its tables, then the footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from briefgen.ooxml import paragraphs_in_order
from briefgen.proof.finished import Part, Piece, edge_pieces
from briefgen.proof.packed import UNREADABLE
from briefgen.slotted import dataclass

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:BG\w*)?Heading\d?$|.*CalloutHeading$")
# Styles of titles, labels, captions, heads of tables, contents and notes.
_FURNITURE: Final = re.compile(
    r"Title$|Subtitle$|Caption$|TOC|BG(?:Label|Value|Kind|FactLabel|Contents|TableHead|TableSource|"
    r"RowHead|Note|Figure|Gap|Date$|Source)|Footnote|Header$|Footer$"
)
_EDGE: Final = re.compile(r"word/(?:header|footer)\d*\.xml$")
_MARK: Final = frozenset({"FootnoteReference", "EndnoteReference"})
_NOTE: Final = re.compile(r"_Note\d")  # the bookmark at a note that runs on after others
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
            edges = [_parse(package.read(name)) for name in sorted(filter(_EDGE.match, names))]
    except (*UNREADABLE, etree.XMLSyntaxError) as fault:
        raise ValueError(f"the Word file cannot be read: {fault}") from fault
    numbers = _shown_numbers(body)
    found = (*_body_pieces(body, numbers), *_foot_pieces(notes, numbers))
    return (*found, *edge_pieces(_edge_texts(edges)))


def _edge_texts(parts: list[etree._Element]) -> Iterator[str]:
    return (_read(p, {}).text for part in parts for p in paragraphs_in_order(part))


def _shown_numbers(body: etree._Element) -> dict[str, str]:
    """What Word shows as the mark of each foot- or endnote, by its id: it counts them, but for
    those with a mark of their own (ECMA-376-1, 17.11.14).
    """
    shown: dict[str, str] = {}
    counted = 0
    for mark in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"):
        run = mark.getparent()
        own = "" if run is None else "".join(t.text or "" for t in run.iter(f"{_W}t"))
        counted += not own
        shown.setdefault(str(mark.get(f"{_W}id", "")), own or str(counted))
    return shown


def _foot_pieces(parts: list[etree._Element], numbers: dict[str, str]) -> Iterator[Piece]:
    for part in parts:
        for note in part.iter(f"{_W}footnote", f"{_W}endnote"):
            number = numbers.get(str(note.get(f"{_W}id", "")), "")
            for paragraph in note.iter(f"{_W}p"):
                text = _read(paragraph, numbers).text
                if text:
                    yield Piece(
                        text=text, section="", top=0, body=False, marked=False, number=number
                    )


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _body_pieces(body: etree._Element, numbers: dict[str, str]) -> Iterator[Piece]:
    """A heading of the first level opens a section; words in drawings stand in the text as well."""
    top, section = 0, ""
    groups = _Groups()
    for paragraph in paragraphs_in_order(body):
        if any(above.tag == f"{_W}drawing" for above in paragraph.iterancestors()):
            continue
        read = _read(paragraph, numbers)
        if not read.text and not read.notes:
            continue
        style = _style(paragraph)
        heading = bool(_HEADING.match(style)) and not style.startswith("TOC")
        if heading:
            section = read.text
            top += style == "Heading1" or style.endswith("CalloutHeading") or not top
        group, part = groups.of(paragraph, style)
        piece = Piece(
            text=read.text,
            section=section,
            top=top,
            body=not heading and not _FURNITURE.match(style),
            marked=bool(read.marks),
            heading=heading,
            marks=read.marks,
            group=group,
            part=part,
        )
        if read.text:
            yield piece
        for number, text in read.notes:
            yield replace(piece, text=text, number=number, body=False, marked=False, marks=())


@dataclass(slots=True)
class _Groups:
    """Rows and quotations, counted while paragraphs are read."""

    count: int = 0
    row: etree._Element | None = None
    quoting: bool = False

    def of(self, paragraph: etree._Element, style: str) -> tuple[int, Part]:
        """The group of a paragraph, and what it is in it."""
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        speaks = style == "BGSpeaker" and self.quoting
        if style == "Quote" or speaks:
            self.count += not speaks
            self.quoting, self.row = style == "Quote", None
            return self.count, "speaker" if speaks else "speech"
        self.quoting = False
        if row is None:
            return 0, ""
        self.count += row is not self.row
        self.row = row
        return self.count, "cell"


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if found is None else str(found.get(f"{_W}val", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The words of a paragraph without its note marks; notes that run on in it, by number."""

    text: str
    marks: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]


def _read(paragraph: etree._Element, numbers: dict[str, str]) -> _Read:
    stretches: list[list[str]] = [[]]
    marks: list[str] = []
    for node in paragraph.iter(f"{_W}r", f"{_W}bookmarkStart"):
        if next((a for a in node.iterancestors(f"{_W}p")), None) is not paragraph:
            continue
        if node.tag == f"{_W}bookmarkStart":
            if _NOTE.match(str(node.get(f"{_W}name", ""))):
                stretches.append([])
            continue
        style = node.find(f"{_W}rPr/{_W}rStyle")
        named = "" if style is None else style.get(f"{_W}val")
        if named in _MARK:
            marks += [mark for mark in (_mark(node, numbers),) if mark]
        elif named != _CHANGE:
            stretches[-1].append(_words(node))
    first, *others = ("".join(stretch).strip() for stretch in stretches)
    if len(others) == 1 and not first and others[0].isdecimal():
        first, others = others[0], []  # the first cell of a table of notes
    notes = tuple((number, text) for number, _, text in (o.partition(" ") for o in others))
    return _Read(text=first, marks=tuple(marks), notes=notes)


def _mark(run: etree._Element, numbers: dict[str, str]) -> str:
    reference = next(run.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None)
    if reference is not None:
        return numbers.get(str(reference.get(f"{_W}id", "")), "")
    return _words(run).strip()


def _words(run: etree._Element) -> str:
    words: list[str] = []
    for node in run.iterchildren(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        match etree.QName(node).localname:
            case "t":
                words.append(node.text or "")
            case "noBreakHyphen":
                words.append("-")
            case _:
                words.append(" ")
    return "".join(words)
