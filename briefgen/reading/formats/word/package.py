"""The bytes of a Word file into the XML trees of its parts."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.ooxml import (
    Element,
    PackageFault,
    R,
    W,
    main_part,
    open_archive,
    parse_part,
    read_part,
    relations,
)
from briefgen.reading.formats import faults
from briefgen.slotted import dataclass

__all__ = ["Element", "Package", "R", "W", "open_package"]

_BETWEEN_TAGS: Final = re.compile(r">([^<>]+)<")
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
# Strict files (ISO/IEC 29500-1, Annex A) say the same in other namespaces.
_SAME: Final = (
    (_STRICT + b"wordprocessingml/main", W[1:-1].encode()),
    (_STRICT + b"officeDocument/relationships", R[1:-1].encode()),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


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
    asides: tuple[str, ...] = ()  # properties and watermarks


def open_package(data: bytes, shown: str) -> Package:
    """Raises BriefgenError with a finding where the file is no Word file or goes over a limit."""
    try:
        with open_archive(data) as archive:
            return _read(archive)
    except PackageFault as fault:
        raise BriefgenError(_finding(fault, shown)) from fault


def _finding(fault: PackageFault, shown: str) -> Diagnostic:
    match fault.kind:
        case "encrypted":
            return faults.encrypted(shown, fault.why)
        case "limit":
            return faults.over_limit(shown, fault.why)
        case "damaged":
            return faults.damaged(shown, fault.why)


def _read(archive: zipfile.ZipFile) -> Package:
    main = main_part(archive)
    root = _parse(archive, main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise PackageFault("damaged", "it is no Word document")
    parts: dict[str, list[Element]] = {}
    links: dict[str, str] = {}
    order: list[tuple[str, Element]] = []
    for relation in relations(archive, main):
        kind, target = relation.kind, relation.target
        if relation.outside:
            links[relation.id] = target
        elif kind in ("styles", "numbering", "footnotes", "endnotes", "comments"):
            if (part := _parse(archive, target)) is not None:
                parts.setdefault(kind, []).append(part)
        elif kind in ("header", "footer") and (part := _parse(archive, target)) is not None:
            order.append((kind, part))
    return Package(
        body=body,
        styles=_first(parts, "styles"),
        numbering=_first(parts, "numbering"),
        notes={k: parts[k][0] for k in ("footnotes", "endnotes") if k in parts},
        comments=_first(parts, "comments"),
        furniture=tuple(order),
        links=links,
        asides=(*_properties(archive), *_watermarks([root, *(part for _, part in order)])),
    )


def _properties(archive: zipfile.ZipFile) -> Iterator[str]:
    """The words of the document's properties, be they XML that can be read or not."""
    for name in archive.namelist():
        if name.startswith("docProps/") or name.endswith(".psmdcp"):
            text = (read_part(archive, name) or b"").decode("utf-8", "replace")
            for words in _BETWEEN_TAGS.findall(text) if name.endswith((".xml", ".psmdcp")) else ():
                yield html.unescape(words).strip()


def _watermarks(parts: Iterable[Element | None]) -> Iterator[str]:
    """Words drawn along a path (ECMA-376 part 4, 19.1.2.23), and what stands for pictures."""
    for part in parts:
        for element in part.iter() if part is not None else ():
            name = str(element.tag).rpartition("}")[2]
            if name in ("textpath", "shape", "docPr"):
                yield from (element.get(key) or "" for key in ("string", "alt", "descr", "title"))


def _first(parts: Mapping[str, list[Element]], kind: str) -> Element | None:
    return parts[kind][0] if kind in parts else None


def _parse(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The tree of one part in the transitional namespaces, None where there is no such part."""
    text = read_part(archive, name)
    if text is None:
        return None
    for strict, transitional in _SAME:
        text = text.replace(strict, transitional)
    return parse_part(text)
