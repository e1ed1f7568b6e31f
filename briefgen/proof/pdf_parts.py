"""A PDF to every text in it: pages, strings of all objects, metadata, attachments, raw bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from briefgen.proof.parts import Part, loose_text
from briefgen.proof.pdf_pieces import pdf_pieces
from briefgen.proof.pdf_text import join_runs, read_runs
from briefgen.proof.xml_parts import xml_parts

# Streams whose bytes are no text; their strings are looked through all the same.
_BINARY_KEYS: Final = ("/Length1", "/Length2", "/Alternate", "/N", "/FunctionType", "/W")
_DEEPEST: Final = 64


def pdf_parts(data: bytes) -> Iterator[Part]:
    """Every text of a PDF.

    Raises:
        pikepdf.PdfError: the bytes are no PDF, or one that cannot be opened without a password.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = set()
        for number, page in enumerate(pdf.pages, start=1):
            runs, said = read_runs(page)
            yield Part(f"page {number}", "spoken", join_runs(runs, parted=True))
            yield from (Part(f"page {number} (replacement text)", "spoken", one) for one in said)
            contents |= {stream.objgen for stream in _streams(page.obj.get("/Contents"))}
        yield from _strings(pdf.trailer.get("/Info"), "document information", 0)
        for thing in pdf.objects:
            yield from _object_parts(thing, contents)
    for piece in pdf_pieces(data):  # a paragraph may be many pieces of marked content
        yield Part("text by structure", "spoken", piece.text)
    yield from _second_reading(data)
    yield Part("raw bytes", "structure", loose_text(data))


def _streams(contents: Any) -> list[Any]:
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _object_parts(thing: Any, contents: set[tuple[int, int]]) -> Iterator[Part]:
    where = _place(thing)
    yield from _strings(thing, where, 0)
    if not isinstance(thing, pikepdf.Stream):
        return
    content = _bytes(thing)
    if thing.get("/Type") == "/Metadata" or thing.get("/Subtype") == "/XML":
        found = list(xml_parts(content, "XMP metadata"))
        yield from found or [Part("XMP metadata", "spoken", content.decode("utf-8", "replace"))]
    elif thing.get("/Subtype") == "/Form":
        runs, said = read_runs(thing)
        yield Part("form or appearance", "spoken", "\n".join((join_runs(runs), *said)))
    elif thing.objgen in contents or _is_binary(thing, content):
        yield Part(where, "structure", loose_text(content))
    else:
        yield Part(where, "spoken", content.decode("utf-8", "replace"))
        yield Part(where, "structure", loose_text(content))
        yield Part(where, "structure", content.decode("utf-16-be", "replace"))
        yield from _nested(content, where)


def _place(thing: Any) -> str:
    """Where an object belongs, in words; () for what says nothing of itself."""
    keys = set(thing.keys()) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else set()
    kind = str(thing.get("/Type", "")) if keys else ""
    known = {
        "/StructElem": "structure tree",
        "/Annot": "annotation",
        "/EmbeddedFile": "attachment",
        "/Filespec": "attachment",
        "/Outlines": "bookmarks",
        "/Page": "page object",
        "/Catalog": "catalog",
    }
    if kind in known:
        return known[kind]
    if {"/Title", "/Parent"} <= keys:
        return "bookmarks"
    if keys & {"/Producer", "/Creator"}:
        return "document information"
    return "object"


def _strings(thing: Any, where: str, depth: int) -> Iterator[Part]:
    """The strings and names inside one object; what is referred to comes as its own object."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, pikepdf.String):
        yield Part(where, "spoken", str(thing))
    elif isinstance(thing, pikepdf.Name):
        yield Part(where, "structure", str(thing))
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            if not _is_reference(item):
                yield from _strings(item, where, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(thing.keys()):
            yield Part(where, "structure", key)
            inner = thing[key]
            if key == "/ID" and isinstance(inner, pikepdf.Array):
                continue  # two hashes of the file
            if not _is_reference(inner):
                yield from _strings(inner, _within(where, key), depth + 1)


def _within(where: str, key: str) -> str:
    words = {"/Alt": "alt text", "/ActualText": "replacement text", "/Contents": "contents"}
    return f"{where} ({words[key]})" if key in words else where


def _is_reference(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Object) and thing.is_indirect


def _bytes(stream: Any) -> bytes:
    """The decompressed bytes; as they stand where the filter is that of a picture."""
    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, NotImplementedError):
        return bytes(stream.read_raw_bytes())


def _is_binary(stream: Any, content: bytes) -> bool:
    if stream.get("/Subtype") in ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType"):
        return True
    if stream.get("/Type") in ("/XRef", "/ObjStm") or b"begincmap" in content[:400]:
        return True
    return stream.get("/Type") != "/EmbeddedFile" and any(key in stream for key in _BINARY_KEYS)


def _nested(content: bytes, where: str) -> Iterator[Part]:
    """An attachment that is itself a PDF or a Word file."""
    from briefgen.proof.decoding import decode_nested  # noqa: PLC0415 (they call each other)

    for part in decode_nested(content):
        yield Part(f"{where}: {part.where}", part.kind, part.text)


def _second_reading(data: bytes) -> Iterator[Part]:
    """The pages as PDFium reads them, where pypdfium2 is installed (extra `pdf`)."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        return
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            reading = page.get_textpage()
            yield Part(f"page {number}", "unparted", reading.get_text_bounded())
            reading.close()
            page.close()
    finally:
        document.close()
