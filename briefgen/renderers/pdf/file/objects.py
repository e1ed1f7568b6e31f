"""PDF objects as text: what ReportLab has no class for, written by hand and numbered by it."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc


class RawObject(pdfdoc.PDFObject):
    """An indirect object whose text is given (ASCII), now or before the file is written."""

    __RefOnly__ = 1

    def __init__(self, content: str = "null") -> None:
        self.content = content

    def register(self, document: pdfdoc.PDFDocument) -> str:
        """Its reference in a document ("12 0 R"); a number is given out at the first call."""
        return reference_to(document, self)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002
        """What ReportLab writes into the file."""
        return self.content.encode("ascii")


class StreamObject(pdfdoc.PDFObject):
    """A stream: the keys of its dictionary as text, its data, and whether to compress them."""

    __RefOnly__ = 1

    def __init__(self, keys: str, data: bytes, *, packed: bool = True) -> None:
        self.keys = keys
        self.data = data
        self.packed = packed

    def register(self, document: pdfdoc.PDFDocument) -> str:
        """Its reference in a document; a number is given out at the first call."""
        return reference_to(document, self)


def reference_to(document: pdfdoc.PDFDocument, thing: object, name: str | None = None) -> str:
    """A reference as text to any object that ReportLab writes."""
    registry: Any = document  # ReportLab's types leave most of it open
    known = registry.Reference(thing, name).name
    return f"{registry.idToObjectNumberAndVersion[known][0]} 0 R"


def catalog_of(document: pdfdoc.PDFDocument) -> Any:
    """ReportLab's catalog of a document, whose keys are attributes."""
    registry: Any = document
    return registry.Catalog


def pages_of(document: pdfdoc.PDFDocument) -> Any:
    """ReportLab's list of a document's pages."""
    registry: Any = document
    return registry.Pages


def fonts_of(document: pdfdoc.PDFDocument) -> str:
    """The reference of the dictionary of a document's fonts."""
    number, generation = document.idToObjectNumberAndVersion[pdfdoc.BasicFonts]
    return f"{number} {generation} R"


def font_names(document: pdfdoc.PDFDocument) -> Any:
    """The entries of that dictionary: a font's name to its reference."""
    registry: Any = document
    return registry.idToObject[pdfdoc.BasicFonts].dict


def pdf_text(text: str) -> str:
    """A text string: plain where ASCII, else UTF-16 in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def pdf_bytes(text: str) -> str:
    """An ASCII byte string, for addresses."""
    safe = "".join(c if c.isascii() and c.isprintable() else _percent(c) for c in text)
    return "(" + safe.replace("\\", "%5C").replace("(", "\\(").replace(")", "\\)") + ")"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
