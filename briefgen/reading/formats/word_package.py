"""The bytes of a Word file into the XML trees of its parts, checked before anything is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.reading.formats import faults

MAX_MEMBERS: Final = 5_000
MAX_PART: Final = 64 * 1024 * 1024  # bytes of one XML part
MAX_TOTAL: Final = 512 * 1024 * 1024
MAX_RATIO: Final = 300  # unpacked to packed, for parts over 1 MB
_RATIO_FROM: Final = 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"  # [MS-CFB] 2.2: .doc files and encrypted .docx files
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Strict files (ISO/IEC 29500-1, Annex A) say the same in other namespaces.
_SAME: Final = (
    (_STRICT + b"wordprocessingml/main", W[1:-1].encode()),
    (_STRICT + b"officeDocument/relationships", R[1:-1].encode()),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)

Element = etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The main part and those it leads to. `links`: relationship id -> outside address."""

    body: Element
    styles: Element | None
    numbering: Element | None
    notes: Mapping[str, Element]  # "footnotes", "endnotes"
    comments: Element | None
    furniture: tuple[tuple[str, Element], ...]  # ("header" or "footer", part)
    links: Mapping[str, str]


def open_package(data: bytes, shown: str) -> Package:
    """Raises BriefgenError with a finding where the file is no Word file or goes over a limit."""
    if data.startswith(_OLE):
        why = "it is encrypted, or a Word file of the old kind (.doc)"
        raise BriefgenError(faults.encrypted(shown, why))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if fault := _check(archive, shown):
                raise BriefgenError(fault)
            return _read(archive, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as fault:
        raise BriefgenError(faults.damaged(shown, "it is no whole Word file")) from fault
    except (KeyError, OSError, RuntimeError) as fault:
        raise BriefgenError(faults.damaged(shown, "a part of it cannot be unpacked")) from fault


def _check(archive: zipfile.ZipFile, shown: str) -> Diagnostic | None:
    """What the zip's own directory says, before a byte is unpacked."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        return faults.over_limit(shown, f"more than {MAX_MEMBERS} parts")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        return faults.over_limit(shown, f"more than {MAX_TOTAL >> 20} MB when unpacked")
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        return faults.damaged(shown, "two of its parts have the same name")
    for member in members:
        if member.flag_bits & 1:
            return faults.encrypted(shown, "a part of it is encrypted")
        name = member.filename
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            return faults.damaged(shown, "a part's name leads out of the file")
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM and member.file_size > MAX_RATIO * packed:
            return faults.over_limit(shown, f"a part grows more than {MAX_RATIO} times")
    return None


def _read(archive: zipfile.ZipFile, shown: str) -> Package:
    main = _main_part(archive, shown)
    root = _parse(archive, main, shown)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise BriefgenError(faults.damaged(shown, "it is no Word document"))
    parts: dict[str, list[Element]] = {}
    links: dict[str, str] = {}
    order: list[tuple[str, Element]] = []
    for key, kind, target, outside in _relations(archive, main, shown):
        if outside:
            links[key] = target
        elif kind in ("styles", "numbering", "footnotes", "endnotes", "comments"):
            if (part := _parse(archive, target, shown)) is not None:
                parts.setdefault(kind, []).append(part)
        elif kind in ("header", "footer") and (part := _parse(archive, target, shown)) is not None:
            order.append((kind, part))
    return Package(
        body=body,
        styles=_first(parts, "styles"),
        numbering=_first(parts, "numbering"),
        notes={k: parts[k][0] for k in ("footnotes", "endnotes") if k in parts},
        comments=_first(parts, "comments"),
        furniture=tuple(order),
        links=links,
    )


def _first(parts: Mapping[str, list[Element]], kind: str) -> Element | None:
    return parts[kind][0] if kind in parts else None


def _main_part(archive: zipfile.ZipFile, shown: str) -> str:
    for _, kind, target, outside in _relations(archive, "", shown):
        if kind == "officeDocument" and not outside:
            return target
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    raise BriefgenError(faults.damaged(shown, "it is no Word document"))


def _relations(archive: zipfile.ZipFile, part: str, shown: str) -> list[tuple[str, str, str, bool]]:
    """(id, last word of the type, target, whether it lies outside) of a part's relationships."""
    folder, name = posixpath.split(part)
    root = _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"), shown)
    found = []
    for relation in root.iter(_RELATIONS) if root is not None else ():
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = relation.get("Target") or ""
        outside = relation.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append((relation.get("Id") or "", kind, target, outside))
    return sorted(found, key=lambda r: _id_order(r[0]))


def _id_order(key: str) -> tuple[int, str]:
    digits = "".join(c for c in key if c.isascii() and c.isdigit())
    return int(digits[:9] or 0), key


def _parse(archive: zipfile.ZipFile, name: str, shown: str) -> Element | None:
    """The tree of one part, None where the file has no such part.

    Read up to the limit whatever the directory says; a DOCTYPE is refused (OPC, clause 9.1.3).
    """
    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        text = file.read(MAX_PART + 1)
    if len(text) > MAX_PART:
        raise BriefgenError(faults.over_limit(shown, f"a part of more than {MAX_PART >> 20} MB"))
    for strict, transitional in _SAME:
        text = text.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as fault:
        if any(word in str(fault) for word in ("depth", "huge", "limit")):
            what = "XML nested too deeply, or a text too long"
            raise BriefgenError(faults.over_limit(shown, what)) from fault
        raise BriefgenError(faults.damaged(shown, "a part of it is no XML")) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise BriefgenError(faults.damaged(shown, "a part of it declares a document type"))
    return root
