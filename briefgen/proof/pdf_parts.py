"""A PDF to every text in it: pages, strings of all objects, metadata, attachments, raw bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import chain
from typing import Any, Final

import pikepdf

from briefgen.proof.packed import Stretch, beside
from briefgen.proof.parts import Part, loose_text
from briefgen.proof.pdf_elements import names_in
from briefgen.proof.pdf_objects import (
    Objects,
    Stream,
    opened_objects,
    plain_objects,
    read_value,
    reference_to,
)
from briefgen.proof.pdf_parted import parted_texts
from briefgen.proof.pdf_plain import is_whole, read_plain
from briefgen.proof.pdf_runs import Drawn, join_runs
from briefgen.proof.pdf_text import Fonts, read_streams
from briefgen.proof.pdf_tokens import name_of, string_bytes, text_of
from briefgen.proof.sharing import Shared, digest
from briefgen.proof.xml_parts import xml_bundle
from briefgen.slotted import dataclass

# Streams whose bytes are no text; their strings are looked through all the same.
_BINARY_KEYS: Final = (b"/Length1", b"/Length2", b"/Alternate", b"/N", b"/FunctionType", b"/W")
_BINARY_TYPES: Final = (b"/Image", b"/Type1C", b"/CIDFontType0C", b"/OpenType")
_FORM: Final = re.compile(rb"/Subtype\s*/Form\b")
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
    plain = read_plain(data, shared)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = set()
        pages = {}
        fonts: Fonts = {}
        for number, page in enumerate(pdf.pages, start=1):
            drawn = read_streams(page, fonts, shared)
            pages[reference_to(page.obj)] = tuple(chain.from_iterable(one.runs for one in drawn))
            for one in drawn:
                yield from _drawn_parts(one, f"page {number}", shared)
            contents |= {reference_to(stream) for stream in _streams(page.obj.get("/Contents"))}
        objects = plain_objects(plain) if plain else opened_objects(pdf)
        yield from _written_parts(objects, pdf.trailer.unparse())
        for reference, stream in objects.streams.items():
            if _FORM.search(stream.head):
                form = pdf.get_object(*map(int, reference.split()[:2]))
                for one in read_streams(form, shared=shared):
                    yield from _drawn_parts(one, "form or appearance", shared)
            elif reference not in contents:  # of which its pages have said all
                yield from _stream_parts(stream, shared)
        # A paragraph may be many pieces of marked content.
        said = "\f".join(parted_texts(objects, pages))
        yield Part("text by structure", "spoken", said)
    if not objects.whole:
        read = list(_read_stretches(data, objects.streams.values(), shared))
        yield Part("raw bytes", "structure", loose_text(beside(data, read)))


def _written_parts(objects: Objects, trailer: bytes) -> Iterator[Part]:
    written = _Written()
    kinds = frozenset((one.role, one.attributes) for one in objects.elements.values())
    written.take((trailer, names_in(kinds), *objects.texts.values()))
    return written.parts()


def _read_stretches(data: bytes, streams: Iterable[Stream], shared: Shared) -> Iterator[Stretch]:
    """Where streams lie that hold nothing but what was unpacked of them."""
    end = 0
    for stream in streams:
        keys = read_value(stream.head)
        if keys.get(b"/Filter") != b"/FlateDecode" or b"/DecodeParms" in keys:
            continue
        start = data.find(stream.raw, end)
        if start >= 0 and is_whole(stream.raw, shared):
            end = start + len(stream.raw)
            yield start, end


def _drawn_parts(drawn: Drawn, where: str, shared: Shared) -> Iterator[Part]:
    """What is drawn, as text. On other pages and in other files the same is said elsewhere."""
    parts = shared.once(("said", drawn), lambda: tuple(_told(drawn, where)))
    if parts[0].where == where:
        return iter(parts)
    return (replace(part, where=part.where.replace(parts[0].where, where, 1)) for part in parts)


def _told(drawn: Drawn, where: str) -> Iterator[Part]:
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


def _stream_parts(stream: Stream, shared: Shared) -> tuple[Part, ...]:
    """What a stream says that draws nothing. An attachment is not kept for other files, nor what
    other objects have a part in, such as the name of its filter.
    """
    make = partial(_read_stream, stream, shared)
    if b"/EmbeddedFile" in stream.head or b" R" in stream.head:
        return make()
    return shared.once(("stream", stream.head, digest(stream.raw)), make)


def _read_stream(stream: Stream, shared: Shared) -> tuple[Part, ...]:
    where, content = _place(stream.head), stream.content()
    keys = read_value(stream.head)
    if keys.get(b"/Type") == b"/Metadata" or keys.get(b"/Subtype") == b"/XML":
        found = xml_bundle(content, "XMP metadata", shared)
        return (
            tuple(found.all_parts())
            if found
            else (Part("XMP metadata", "spoken", content.decode("utf-8", "replace")),)
        )
    if _is_binary(keys, content):
        return (Part(where, "structure", loose_text(content)),)
    return (
        Part(where, "spoken", content.decode("utf-8", "replace")),
        Part(where, "structure", loose_text(content)),
        Part(where, "structure", content.decode("utf-16-be", "replace")),
        *_nested(content, where),
    )


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


def _is_binary(keys: Mapping[bytes, bytes], content: bytes) -> bool:
    if keys.get(b"/Subtype") in _BINARY_TYPES:
        return True
    if keys.get(b"/Type") in (b"/XRef", b"/ObjStm") or b"begincmap" in content[:400]:
        return True
    return keys.get(b"/Type") != b"/EmbeddedFile" and any(key in keys for key in _BINARY_KEYS)


def _nested(content: bytes, where: str) -> Iterator[Part]:
    """An attachment that is itself a PDF or a Word file."""
    from briefgen.proof.decoding import decode_nested  # noqa: PLC0415 (they call each other)

    for part in decode_nested(content):
        yield Part(f"{where}: {part.where}", part.kind, part.text)
