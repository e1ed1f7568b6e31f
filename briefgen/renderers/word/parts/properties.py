"""Document properties from a whitelist: what a file may say of itself, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.model import Document
from briefgen.renderers.word.markup import XML, escape
from briefgen.tree import plain_text

# For undated packs: the first moment that a zip archive can hold.
NO_DATE = "1980-01-01"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The format id that Office gives to properties of a user's own (MS-OLEPS 2.24.1).
_OWN = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def core_xml(document: Document) -> bytes:
    """`docProps/core.xml` (ECMA-376-2, 8.3): title, author, subject, keywords, language, dates."""
    day = document.created[:10] if _DAY.match(document.created) else NO_DATE
    moment = f"{day}T00:00:00Z"
    words = {
        "dc:title": plain_text(document.title),
        "dc:subject": document.subject,
        "dc:creator": document.author,
        "cp:keywords": ", ".join(document.keywords),
        "cp:lastModifiedBy": document.author,
        "dc:language": document.language,
    }
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in words.items() if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{inner}{dates}</cp:coreProperties>"
    ).encode()


def custom_xml(document: Document, asked: Mapping[str, str]) -> bytes:
    """`docProps/custom.xml` (ECMA-376-1, 22.3): the marking, for programs that sort files by it,
    and what the fields of a letterhead ask for, by the names that they use.
    """
    furniture = document.furniture
    words = {"Marking": furniture.banner, "Ladder": furniture.ladder} if furniture else {}
    known = {name.casefold() for name in words}
    words |= {name: text for name, text in asked.items() if name.casefold() not in known}
    inner = "".join(
        f'<property fmtid="{_OWN}" pid="{pid}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for pid, (name, text) in enumerate(words.items(), start=2)
        if text
    )
    return f'{XML}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{inner}</Properties>'.encode()
