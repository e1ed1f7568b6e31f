"""The bytes of an Office file to its parts, checked before anything is unpacked.

A package is a zip of parts that lead to each other by relationships (ECMA-376-2).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from lxml import etree

from briefgen.slotted import dataclass

MAX_MEMBERS: Final = 5_000
MAX_PART: Final = 64 * 1024 * 1024  # bytes of one part
MAX_TOTAL: Final = 512 * 1024 * 1024
MAX_RATIO: Final = 300  # unpacked to packed, for parts over 1 MB
_RATIO_FROM: Final = 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"  # [MS-CFB] 2.2: .doc files and encrypted .docx files
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Element = etree._Element


class PackageFault(Exception):  # noqa: N818  # a fault of the file, told apart by its kind
    """Why a file cannot be read: it is damaged, encrypted, or goes over a limit."""

    def __init__(self, kind: Literal["damaged", "encrypted", "limit"], why: str) -> None:
        super().__init__(why)
        self.kind: Literal["damaged", "encrypted", "limit"] = kind
        self.why = why


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part. `kind` is the last word of its type; `target` the name of a
    part, or as it is written where it lies outside the file.
    """

    id: str
    kind: str
    target: str
    outside: bool


@contextmanager
def open_archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The file as a zip whose directory promises nothing dangerous.

    Raises:
        PackageFault: it is no whole zip, is encrypted, or goes over a limit; also what fails while
            the archive is in use.
    """
    if data.startswith(_OLE):
        raise PackageFault("encrypted", "it is encrypted, or a Word file of the old kind (.doc)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as fault:
        raise PackageFault("damaged", "it is no whole Word file") from fault
    except (KeyError, OSError, RuntimeError) as fault:
        raise PackageFault("damaged", "a part of it cannot be unpacked") from fault


def _check(archive: zipfile.ZipFile) -> None:
    """What the zip's own directory says, before a byte is unpacked."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise PackageFault("limit", f"more than {MAX_MEMBERS} parts")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise PackageFault("limit", f"more than {MAX_TOTAL >> 20} MB when unpacked")
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise PackageFault("damaged", "two of its parts have the same name")
    for member in members:
        if member.flag_bits & 1:
            raise PackageFault("encrypted", "a part of it is encrypted")
        name = member.filename
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise PackageFault("damaged", "a part's name leads out of the file")
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM and member.file_size > MAX_RATIO * packed:
            raise PackageFault("limit", f"a part grows more than {MAX_RATIO} times")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of one part, None where there is none; never more than the limit, whatever the
    directory says.
    """
    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        data = file.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise PackageFault("limit", f"a part of more than {MAX_PART >> 20} MB")
    return data


def parse_part(data: bytes) -> Element:
    """The tree of an XML part; a DOCTYPE is refused (OPC, clause 9.1.3)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        if any(word in str(fault) for word in ("depth", "huge", "limit")):
            raise PackageFault("limit", "XML nested too deeply, or a text too long") from fault
        raise PackageFault("damaged", "a part of it is no XML") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageFault("damaged", "a part of it declares a document type")
    return root


def relations(archive: zipfile.ZipFile, part: str) -> list[Relation]:
    """The relationships of a part ("" for the package itself), in the order of their ids."""
    folder, name = posixpath.split(part)
    data = read_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    root = parse_part(data) if data is not None else None
    found = []
    for relation in root.iter(_RELATIONS) if root is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        outside = relation.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(relation.get("Id") or "", kind, target, outside))
    return sorted(found, key=lambda r: _id_order(r.id))


def _id_order(key: str) -> tuple[int, str]:
    digits = "".join(c for c in key if c.isascii() and c.isdigit())
    return int(digits[:9] or 0), key


def reads_by_column(row: Element) -> bool:
    """Whether a table with this first row holds columns that are read one after the other: it is
    repeated over pages (17.4.78) and holds headings, by their style or because contents lead there.
    """
    properties = row.find(f"{W}trPr")
    if properties is None or properties.find(f"{W}tblHeader") is None:
        return False
    styled = ((style.get(f"{W}val") or "") for style in row.iter(f"{W}pStyle"))
    marked = ((mark.get(f"{W}name") or "") for mark in row.iter(f"{W}bookmarkStart"))
    return any(name.startswith("Heading") for name in styled) or any(
        name.startswith("_Toc") for name in marked
    )


def paragraphs_in_order(parent: Element) -> Iterator[Element]:
    """Every `w:p` as it is read: independent columns of a table one after the other."""
    for child in parent:
        if child.tag == f"{W}tbl":
            rows = child.findall(f"{W}tr")
            if rows and reads_by_column(rows[0]):
                cells = [row.findall(f"{W}tc") for row in rows]
                for column in range(max(map(len, cells))):
                    for row in cells:
                        yield from paragraphs_in_order(row[column]) if column < len(row) else ()
                continue
        if child.tag == f"{W}p":
            yield child
        yield from paragraphs_in_order(child)


def main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    for relation in relations(archive, ""):
        if relation.kind == "officeDocument" and not relation.outside:
            return relation.target
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    raise PackageFault("damaged", "it is no Word document")


_DRAWN: Final = frozenset((f"{W}txbxContent", f"{W}drawing", f"{W}pict"))
_FIGURES: Final = re.compile(r"\d+")


def furniture_words(root: Element) -> tuple[str, ...]:
    """What the paragraphs of a header or footer say, but in drawings; figures, which count pages,
    are left out.
    """
    said = []
    for paragraph in root.iter(f"{W}p"):
        if any(above.tag in _DRAWN for above in paragraph.iterancestors()):
            continue
        pieces = (
            (one.text or "") if one.tag == f"{W}t" else " "
            for run in paragraph.iter(f"{W}r")
            for one in run.iterchildren(f"{W}t", f"{W}tab", f"{W}br", f"{W}ptab")
        )
        said.append(" ".join(_FIGURES.sub("", "".join(pieces)).split()))
    return tuple(words for words in said if words)
