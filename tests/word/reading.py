"""Reads Word files back with a zip reader and an XML parser alone: their words and their faults."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ADDRESS = re.compile(r"(https?://|mailto:)[!-~]+")
_STYLE_NAMES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in the order of the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(parts: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(parts[name])


def value(element: etree._Element, name: str = "val") -> str:
    return str(element.get(f"{W}{name}", ""))


# --- words ----------------------------------------------------------------------------------------


def words_of(data: bytes) -> list[str]:
    """The body's words in document order, then those of the footnotes with their numbers.

    Note marks in the text, labels of captions and marks of lists are left out.
    """
    parts = parts_of(data)
    found = [_words(p) for p in _text_paragraphs(root(parts, "word/document.xml"))]
    found += _note_words(root(parts, "word/footnotes.xml"))
    return [word for text in found for word in text.split()]


def _text_paragraphs(body: etree._Element) -> list[etree._Element]:
    """All paragraphs but those in drawings, which stand for words that the text holds as well."""
    drawn = {p for drawing in body.iter(f"{W}drawing") for p in drawing.iter(f"{W}p")}
    apart = {p for table in body.iter(f"{W}tbl") for p in _by_column(table)}
    found: list[etree._Element] = []
    for element in body.iter(f"{W}p", f"{W}tbl"):
        if element.tag == f"{W}tbl":
            found += _by_column(element)
        elif element not in drawn and element not in apart:
            found.append(element)
    return found


def _by_column(table: etree._Element) -> list[etree._Element]:
    """The paragraphs of two views, head and points of one, then of the other; [] for other tables.

    Their heads are headings in a row that repeats.
    """
    head = table.find(f"{W}tr")
    if head is None or head.find(f"{W}trPr/{W}tblHeader") is None:
        return []
    styles = [value(style) for style in head.iter(f"{W}pStyle")]
    if not any(style.startswith("Heading") for style in styles):
        return []
    columns = zip(*(row.findall(f"{W}tc") for row in table.findall(f"{W}tr")), strict=True)
    return [p for column in columns for cell in column for p in cell.iter(f"{W}p")]


def _note_words(notes: etree._Element) -> Iterator[str]:
    counted = 0
    for note in notes.findall(f"{W}footnote"):
        if value(note, "type"):
            continue
        own = "".join(t.text or "" for r in _marks(note) for t in r.iter(f"{W}t"))
        counted += not own
        yield own or str(counted)
        yield from (_words(p) for p in note.iter(f"{W}p"))


def _marks(element: etree._Element) -> list[etree._Element]:
    return [
        run
        for run in element.iter(f"{W}r")
        if any(value(s) == "FootnoteReference" for s in run.iter(f"{W}rStyle"))
    ]


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph without note marks and, in a caption, without label and number."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if paragraph.find(f".//{W}drawing") is not None:
        return ""
    runs = [r for r in paragraph.iter(f"{W}r") if r not in _marks(paragraph)]
    ends = [
        n for n, r in enumerate(runs) if r.find(f"{W}fldChar[@{W}fldCharType='end']") is not None
    ]
    if style is not None and value(style) == "Caption" and ends:
        runs = runs[ends[0] + 1 :]
    return "".join(
        (node.text or "") if node.tag == f"{W}t" else "\n"
        for run in runs
        for node in run.iter(f"{W}t", f"{W}tab", f"{W}br")
    )


# --- faults ---------------------------------------------------------------------------------------


def faults_of(data: bytes) -> list[str]:
    """What is wrong with a package, as far as reading it alone can tell; [] for a sound one."""
    parts = parts_of(data)
    return [
        *_type_faults(parts),
        *_relation_faults(parts),
        *_bookmark_faults(parts),
        *_style_faults(parts),
        *_list_faults(parts),
        *_field_faults(parts),
        *_footnote_faults(parts),
        *_table_faults(parts),
        *_identity_faults(parts),
        *_control_faults(parts),
    ]


def _type_faults(parts: dict[str, bytes]) -> Iterator[str]:
    types = root(parts, "[Content_Types].xml")
    named = {e.get("PartName", "").lstrip("/") for e in types.findall(f"{_TYPES}Override")}
    endings = {e.get("Extension") for e in types.findall(f"{_TYPES}Default")}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
        known = name in named or name == "[Content_Types].xml"
        if not known and not (name.endswith(".rels") and "rels" in endings):
            yield f"{name} has no content type"
    yield from (f"{name} has a content type but is no part" for name in named - set(parts))


def _relations(parts: dict[str, bytes], part: str) -> dict[str, etree._Element]:
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in parts:
        return {}
    return {r.get("Id", ""): r for r in root(parts, path).findall(_RELATION)}


def _relation_faults(parts: dict[str, bytes]) -> Iterator[str]:
    for path in (name for name in parts if name.endswith(".rels")):
        base = posixpath.dirname(posixpath.dirname(path))
        for relation in root(parts, path).findall(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External":
                if not relation.get("Type", "").endswith("/hyperlink"):
                    yield f"{path}: {target} lies outside and is no hyperlink"
                if not _ADDRESS.fullmatch(target):
                    yield f"{path}: {target!r} is no address"
            elif posixpath.normpath(posixpath.join("/", base, target)).lstrip("/") not in parts:
                yield f"{path}: {target} is missing"
    for part in ("word/document.xml", "word/footnotes.xml"):
        known = _relations(parts, part)
        for element in root(parts, part).iter():
            identity = element.get(f"{R}id")
            if identity is not None and identity not in known:
                yield f"{part}: {identity} is no relationship"


def _bookmark_faults(parts: dict[str, bytes]) -> Iterator[str]:
    body = root(parts, "word/document.xml")
    starts = list(body.iter(f"{W}bookmarkStart"))
    names, ids = [value(s, "name") for s in starts], [value(s, "id") for s in starts]
    if len(set(names)) < len(names) or len(set(ids)) < len(ids):
        yield "a bookmark's name or id stands twice"
    if sorted(ids) != sorted(value(e, "id") for e in body.iter(f"{W}bookmarkEnd")):
        yield "a bookmark does not end"
    yield from (
        f"{name} is no bookmark name" for name in names if not re.fullmatch(r"\w{1,40}", name)
    )
    wanted = [value(link, "anchor") for link in body.iter(f"{W}hyperlink") if value(link, "anchor")]
    for code in body.iter(f"{W}instrText"):
        if found := re.match(r"\s*(?:NOTEREF|REF|PAGEREF) (\S+)", code.text or ""):
            wanted.append(found.group(1))
    yield from (f"{name} is no bookmark" for name in wanted if name not in names)


def _style_faults(parts: dict[str, bytes]) -> Iterator[str]:
    known = [value(s, "styleId") for s in root(parts, "word/styles.xml").iter(f"{W}style")]
    if len(set(known)) < len(known):
        yield "a style is defined twice"
    for name in (n for n in parts if n.startswith("word/") and n.endswith(".xml")):
        for element in root(parts, name).iter(*(f"{W}{tag}" for tag in _STYLE_NAMES)):
            if value(element) not in known:
                yield f"{name}: style {value(element)} is not defined"


def _list_faults(parts: dict[str, bytes]) -> Iterator[str]:
    numbering = root(parts, "word/numbering.xml")
    tags = [etree.QName(child).localname for child in numbering]
    if tags != sorted(tags):
        yield "a w:num stands before a w:abstractNum"
    known = {value(n, "numId") for n in numbering.findall(f"{W}num")}
    for name in ("word/document.xml", "word/styles.xml"):
        for used in root(parts, name).iter(f"{W}numId"):
            if value(used) not in known:
                yield f"{name}: list {value(used)} is not defined"


def _field_faults(parts: dict[str, bytes]) -> Iterator[str]:
    for name in (n for n in parts if n.startswith("word/") and n.endswith(".xml")):
        opened: list[str] = []
        for mark in root(parts, name).iter(f"{W}fldChar"):
            if value(mark, "dirty"):
                yield f"{name}: a field is dirty"
            kind = value(mark, "fldCharType")
            if kind == "begin":
                opened.append(kind)
            elif not opened or (kind == "separate") != (opened[-1] == "begin"):
                yield f"{name}: a field's {kind} stands wrong"
            elif kind == "separate":
                opened[-1] = kind
            else:
                opened.pop()
        if opened:
            yield f"{name}: a field does not end"
    if b"updateFields" in parts["word/settings.xml"]:
        yield "Word would ask to update fields"


def _footnote_faults(parts: dict[str, bytes]) -> Iterator[str]:
    notes = root(parts, "word/footnotes.xml").findall(f"{W}footnote")
    ids = [value(note, "id") for note in notes]
    if ids[:2] != ["-1", "0"] or len(set(ids)) < len(ids):
        yield "footnote ids are wrong"
    used = [value(r, "id") for r in root(parts, "word/document.xml").iter(f"{W}footnoteReference")]
    if sorted(used) != sorted(ids[2:]):
        yield "footnotes and their marks do not agree"


def _table_faults(parts: dict[str, bytes]) -> Iterator[str]:
    body = root(parts, "word/document.xml")
    for cell in body.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield "a cell does not end in a paragraph"
    for table in body.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(f"{W}tc")) != columns for row in table.findall(f"{W}tr")):
            yield "a row has more or fewer cells than its table"
        following = table.getnext()
        if following is not None and following.tag not in (f"{W}p", f"{W}bookmarkStart"):
            yield "nothing parts a table from what follows"


def _identity_faults(parts: dict[str, bytes]) -> Iterator[str]:
    body = root(parts, "word/document.xml")
    drawings = list(body.iter(f"{WP}docPr"))
    ids = [element.get("id") for element in (*drawings, *body.iter(f"{WPS}cNvPr"))]
    if len(set(ids)) < len(ids):
        yield "two shapes have one id"
    if not all(drawing.get("descr") for drawing in drawings):
        yield "a drawing has no words that stand for it"


def _control_faults(parts: dict[str, bytes]) -> Iterator[str]:
    """LibreOffice 7.4 shows the codes of links and fields in a control around a paragraph."""
    for control in root(parts, "word/document.xml").iter(f"{W}sdtContent"):
        whole = control.findall(f"{W}p")
        if any(next(p.iter(f"{W}hyperlink", f"{W}fldChar"), None) is not None for p in whole):
            yield "a control around a paragraph holds a link or a field"


# --- structure ------------------------------------------------------------------------------------


def heading_levels(data: bytes) -> list[int]:
    """The outline levels of all headings in order, 1 is the highest."""
    parts = parts_of(data)
    by_style = {
        value(s, "styleId"): int(value(found))
        for s in root(parts, "word/styles.xml").iter(f"{W}style")
        if (found := s.find(f"{W}pPr/{W}outlineLvl")) is not None
    }
    levels = []
    for paragraph in root(parts, "word/document.xml").iter(f"{W}p"):
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = value(style) if style is not None else ""
        if own is not None:
            levels.append(int(value(own)) + 1)
        elif name in by_style:
            levels.append(by_style[name] + 1)
    return levels


def paragraphs(data: bytes, style: str) -> list[str]:
    """The words of all paragraphs in a style."""
    body = root(parts_of(data), "word/document.xml")
    return [
        "".join(t.text or "" for t in p.iter(f"{W}t"))
        for p in body.iter(f"{W}p")
        if (found := p.find(f"{W}pPr/{W}pStyle")) is not None and value(found) == style
    ]
