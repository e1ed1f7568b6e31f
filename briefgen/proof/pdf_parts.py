"""A PDF to every text in it: pages, strings of all objects, metadata, attachments, raw bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import chain
from typing import Any, Final

import pikepdf

from briefgen.proof.packed import Stretch, beside
from briefgen.proof.parts import Bundle, Part, loose_text
from briefgen.proof.pdf_elements import names_in
from briefgen.proof.pdf_objects import (
    FORM,
    Objects,
    Stream,
    opened_objects,
    plain_objects,
    read_value,
    reference_to,
)
from briefgen.proof.pdf_operators import Fonts
from briefgen.proof.pdf_pages import Page, read_pages
from briefgen.proof.pdf_parted import parted_texts
from briefgen.proof.pdf_plain import is_whole, read_plain
from briefgen.proof.pdf_runs import Drawn, Marked, marked_pieces
from briefgen.proof.pdf_text import read_streams
from briefgen.proof.pdf_tokens import name_of, string_bytes, text_of
from briefgen.proof.sharing import Shared
from briefgen.proof.xml_parts import xml_bundle
from briefgen.slotted import dataclass

# Streams whose bytes are no text; their strings are looked through all the same.
_BINARY_KEYS: Final = (b"/Length1", b"/Length2", b"/Alternate", b"/N", b"/FunctionType", b"/W")
_BINARY_TYPES: Final = (b"/Image", b"/Type1C", b"/CIDFontType0C", b"/OpenType")
# As qpdf writes them: brackets in a string are always escaped.
_NAME: Final = re.compile(rb"/[^\s()<>\[\]{}/%]*")
_HEX: Final = re.compile(rb"<[0-9a-fA-F>]")
_STRING: Final = rb"\((?:[^()\\]++|\\.)*+\)|<[0-9a-fA-F]*>"
# What is behind `/ID`, two hashes, is passed over; the keys before a string that say where it is.
_STRINGS: Final = re.compile(
    rb"/ID\s*\[(?:\s|" + _STRING + rb")*+\]"
    rb"|(?:(/(?:Alt|ActualText|Contents))\s*+)?+(" + _STRING + rb")", re.DOTALL
)  # fmt: skip
_BESIDE_PAGES: Final = "form or appearance"
_WITHIN: Final = {
    b"/Alt": "alt text",
    b"/ActualText": "replacement text",
    b"/Contents": "contents",
}


def pdf_bundle(data: bytes, shared: Shared) -> Bundle:
    """Every text of a PDF; `shared` is what it has in common with other files.

    Raises:
        pikepdf.PdfError: the bytes are no PDF, or one that cannot be opened without a password.
        ValueError: what a page draws cannot be read.
    """
    plain = read_plain(data, shared)
    objects = plain_objects(plain) if plain else None
    if plain and objects:
        pages = read_pages(objects, plain.trailer, data, shared)
        if pages is not None:
            return _bundle(objects, pages, (), shared)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = tuple(_pages(pdf, shared))
        objects = objects or opened_objects(pdf)
        forms = [
            drawn
            for reference, stream in objects.streams.items()
            if FORM.search(stream.head)
            for drawn in read_streams(_at(pdf, reference), shared=shared)
        ]
        whole = _bundle(objects, pages, forms, shared)
        trailer = Bundle(tuple(_written_parts((pdf.trailer.unparse(),))))
    if objects.whole:
        return Bundle(inner=(whole, trailer))
    read = list(_read_stretches(data, objects.streams.values(), shared))
    around = Part("raw bytes", "structure", loose_text(beside(data, read)))
    return Bundle((around,), (whole, trailer))


def _pages(pdf: pikepdf.Pdf, shared: Shared) -> Iterator[Page]:
    fonts: Fonts = {}
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents")
        several = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        streams = tuple(reference_to(one) for one in several if one is not None)
        yield Page(reference_to(page.obj), read_streams(page, fonts, shared), streams)


def _at(pdf: pikepdf.Pdf, reference: bytes) -> pikepdf.Object:
    return pdf.get_object(*map(int, reference.split()[:2]))


def _bundle(
    objects: Objects, pages: Sequence[Page], forms: Iterable[Drawn], shared: Shared
) -> Bundle:
    """What objects say: strings and names, pages, forms, streams that draw nothing, blocks."""
    contents = {reference for page in pages for reference in page.contents}
    kinds = frozenset([(one.role, one.attributes) for one in objects.elements.values()])
    written = _written_parts((names_in(kinds), *objects.texts.values()))
    # A paragraph may be many pieces of marked content.
    marked = {page.reference: _marked(page.drawn, shared) for page in pages}
    parted = Part("text by structure", "spoken", "\f".join(parted_texts(objects, marked)))
    shown = (_page_bundle(page, number, shared) for number, page in enumerate(pages, start=1))
    others = (
        _stream_bundle(stream, shared)
        for reference, stream in objects.streams.items()
        if reference not in contents and not FORM.search(stream.head)
    )
    beside_pages = Bundle(inner=tuple(_told(one, shared) for one in forms), where=_BESIDE_PAGES)
    return Bundle((*written, parted), (*shown, beside_pages, *others))


def _page_bundle(page: Page, number: int, shared: Shared) -> Bundle:
    return Bundle(inner=tuple(_told(one, shared) for one in page.drawn), where=f"page {number}")


def _written_parts(texts: Sequence[bytes]) -> Iterator[Part]:
    written = _Written()
    written.take(texts)
    return written.parts()


def _read_stretches(data: bytes, streams: Iterable[Stream], shared: Shared) -> Iterator[Stretch]:
    """Where streams lie that hold nothing but what was unpacked of them."""
    end = 0
    for stream in streams:
        keys = read_value(stream.head)
        if keys.get(b"/Filter") != b"/FlateDecode" or b"/DecodeParms" in keys:
            continue
        start = data.find(stream.raw, end)
        if start >= 0 and is_whole(stream.raw, stream.key, shared):
            end = start + len(stream.raw)
            yield start, end


def _marked(drawn: Iterable[Drawn], shared: Shared) -> tuple[Marked, ...]:
    return tuple(chain.from_iterable(_pieces(one, shared) for one in drawn))


def _pieces(drawn: Drawn, shared: Shared) -> tuple[Marked, ...]:
    return shared.once(("pieces", drawn), lambda: marked_pieces(drawn.runs))


def _told(drawn: Drawn, shared: Shared) -> Bundle:
    """What is drawn, as text."""
    return shared.once(("said", drawn), lambda: Bundle(tuple(_said(drawn, shared))))


def _said(drawn: Drawn, shared: Shared) -> Iterator[Part]:
    text = "\f".join(piece.text for piece in _pieces(drawn, shared))
    yield Part("", "spoken", text)
    if drawn.said:
        yield Part(" (replacement text)", "spoken", "\f".join(drawn.said))
    # As they stand, should their font tell them wrongly; and what no viewer shows.
    strings = b"".join(drawn.strings).decode("latin-1")
    if strings != text:
        yield Part("", "structure", strings)
    if drawn.loose:
        yield Part(" (comments)", "structure", loose_text(b"\n".join(drawn.loose)))


def _stream_bundle(stream: Stream, shared: Shared) -> Bundle:
    """What a stream says that draws nothing. An attachment is not kept for other files, nor what
    other objects have a part in, such as the name of its filter.
    """
    make = partial(_read_stream, stream, shared)
    if b"/EmbeddedFile" in stream.head or b" R" in stream.head:
        return make()
    return shared.once(("stream", stream.head, stream.key), make)


def _read_stream(stream: Stream, shared: Shared) -> Bundle:
    where, content = _place(stream.head), stream.content()
    keys = read_value(stream.head)
    if keys.get(b"/Type") == b"/Metadata" or keys.get(b"/Subtype") == b"/XML":
        found = xml_bundle(content, "XMP metadata", shared)
        said = Part("XMP metadata", "spoken", content.decode("utf-8", "replace"))
        return found or Bundle((said,))
    if _is_binary(keys, content):
        return Bundle((Part(where, "structure", loose_text(content)),))
    return Bundle((
        Part(where, "spoken", content.decode("utf-8", "replace")),
        Part(where, "structure", loose_text(content)),
        Part(where, "structure", content.decode("utf-16-be", "replace")),
        *_nested(content, where),
    ))  # fmt: skip


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
        where = _place(written)
        for key, raw in _STRINGS.findall(written):
            inside = _WITHIN.get(key)
            place = f"{where} ({inside})" if inside else where
            if raw:
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
