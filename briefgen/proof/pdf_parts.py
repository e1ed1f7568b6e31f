"""A PDF to every text in it: pages, strings of all objects, metadata, attachments, raw bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import pikepdf

from briefgen.proof.packed import Stretch, beside, unpack
from briefgen.proof.parts import Part, loose_text
from briefgen.proof.pdf_objects import Objects, reference_to
from briefgen.proof.pdf_parted import parted_texts
from briefgen.proof.pdf_text import Drawn, Fonts, join_runs, read_drawn
from briefgen.proof.pdf_tokens import name_of, string_bytes, text_of
from briefgen.proof.sharing import Shared, digest
from briefgen.proof.xml_parts import xml_parts

# Streams whose bytes are no text; their strings are looked through all the same.
_BINARY_KEYS: Final = ("/Length1", "/Length2", "/Alternate", "/N", "/FunctionType", "/W")
# As qpdf writes them: brackets in a string are always escaped.
_NAME: Final = re.compile(rb"/[^\s()<>\[\]{}/%]*")
_HEX: Final = re.compile(rb"<[0-9a-fA-F>]")
_STRING_OR_NAME: Final = re.compile(
    rb"\((?:[^()\\]++|\\.)*+\)|<<|<[0-9a-fA-F]*>|/[^\s()<>\[\]{}/%]*", re.DOTALL
)
_WITHIN: Final = {
    b"/Alt": "alt text",
    b"/ActualText": "replacement text",
    b"/Contents": "contents",
}


def pdf_parts(data: bytes, shared: Shared) -> Iterator[Part]:
    """Every text of a PDF; `shared` is what it has in common with other files.

    Raises:
        pikepdf.PdfError: the bytes are no PDF, or one that cannot be opened without a password.
        ValueError: what a page draws cannot be read.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = set()
        pages = {}
        fonts: Fonts = {}
        for number, page in enumerate(pdf.pages, start=1):
            drawn = read_drawn(page, fonts, shared)
            pages[reference_to(page.obj)] = drawn.runs
            yield from _drawn_parts(drawn, f"page {number}")
            contents |= {reference_to(stream) for stream in _streams(page.obj.get("/Contents"))}
        objects = Objects(pdf)
        written = _Written()
        written.take((pdf.trailer.unparse(), *objects.texts.values()))
        yield from written.parts()
        for reference, stream in objects.streams.items():
            if reference not in contents:  # of which its pages have said all
                yield from _stream_parts(stream, objects.texts[reference], shared)
        # A paragraph may be many pieces of marked content.
        said = "\f".join(parted_texts(objects, pages))
        yield Part("text by structure", "spoken", said)
        read = list(_read_stretches(data, objects.streams.values(), shared))
    yield Part("raw bytes", "structure", loose_text(beside(data, read)))


def _read_stretches(
    data: bytes, streams: Iterable[pikepdf.Stream], shared: Shared
) -> Iterator[Stretch]:
    """Where streams lie that hold nothing but what was unpacked of them."""
    end = 0
    for stream in streams:
        if stream.get("/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
            continue
        packed = bytes(stream.read_raw_bytes())
        start = data.find(packed, end)
        if start >= 0 and shared.once(("whole", digest(packed)), partial(_is_whole, packed)):
            end = start + len(packed)
            yield start, end


def _is_whole(packed: bytes) -> bool:
    return unpack(packed) is not None


def _drawn_parts(drawn: Drawn, where: str) -> Iterator[Part]:
    yield Part(where, "spoken", join_runs(drawn.runs, parted=True))
    if drawn.said:
        yield Part(f"{where} (replacement text)", "spoken", "\f".join(drawn.said))
    # As they stand, should their font tell them wrongly; and what no viewer shows.
    strings = b"".join(drawn.strings).decode("latin-1")
    yield Part(where, "structure", strings)
    if drawn.loose:
        yield Part(f"{where} (comments)", "structure", loose_text(b"\n".join(drawn.loose)))


def _streams(contents: Any) -> list[Any]:
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _stream_parts(thing: pikepdf.Stream, head: bytes, shared: Shared) -> Iterator[Part]:
    """What a stream says; `head` is its dictionary."""
    where = _place(head)
    content = _bytes(thing)
    if thing.get("/Type") == "/Metadata" or thing.get("/Subtype") == "/XML":
        found = list(xml_parts(content, "XMP metadata", shared))
        yield from found or [Part("XMP metadata", "spoken", content.decode("utf-8", "replace"))]
    elif thing.get("/Subtype") == "/Form":
        yield from _drawn_parts(read_drawn(thing, shared=shared), "form or appearance")
    elif _is_binary(thing, content):
        text = shared.once(("loose", digest(content)), lambda: loose_text(content))
        yield Part(where, "structure", text)
    else:
        yield Part(where, "spoken", content.decode("utf-8", "replace"))
        yield Part(where, "structure", loose_text(content))
        yield Part(where, "structure", content.decode("utf-16-be", "replace"))
        yield from _nested(content, where)


_KINDS: Final = (
    (b"/Type /StructElem", "structure tree"),
    (b"/Type /Annot", "annotation"),
    (b"/Type /EmbeddedFile", "attachment"),
    (b"/Type /Filespec", "attachment"),
    (b"/Type /Outlines", "bookmarks"),
    (b"/Type /Catalog", "catalog"),
    (b"/Parent ", "bookmarks"),
    (b"/Producer ", "document information"),
    (b"/Creator ", "document information"),
)


def _place(written: bytes) -> str:
    """Where an object belongs, in words, by its text."""
    for sign, words in _KINDS:
        if sign in written and (sign != b"/Parent " or b"/Title " in written):
            return words
    return "object"


@dataclass(slots=True)
class _Written:
    """The strings and names of all objects as they are written, strings by what the objects are.

    What an object refers to comes as its own. The identifier of the file, two hashes, is passed
    over.
    """

    spoken: dict[str, list[str]] = field(default_factory=dict)
    names: dict[bytes, None] = field(default_factory=dict)

    def take(self, texts: Sequence[bytes]) -> None:
        self.names.update(dict.fromkeys(_NAME.findall(b"\n".join(texts))))
        for written in texts:
            if b"(" in written or _HEX.search(written):
                self._take_strings(written)

    def _take_strings(self, written: bytes) -> None:
        where, key = _place(written), b""
        for match in _STRING_OR_NAME.finditer(written):
            raw = match.group()
            if raw[:1] == b"/":
                key = raw
            elif raw[:2] != b"<<" and key != b"/ID":
                inside = _WITHIN.get(key)
                place = f"{where} ({inside})" if inside else where
                self.spoken.setdefault(place, []).append(text_of(string_bytes(raw)))

    def parts(self) -> Iterator[Part]:
        for where, texts in self.spoken.items():
            yield Part(where, "spoken", "\f".join(texts))
        yield Part("names", "structure", "\f".join(map(name_of, self.names)))


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
