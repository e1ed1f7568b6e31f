"""The objects of a PDF to their text, and written values to plain ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import pikepdf

from briefgen.proof.packed import unpack
from briefgen.proof.pdf_elements import Element
from briefgen.proof.pdf_plain import PlainFile
from briefgen.proof.pdf_tokens import HEX, NAME, STRING, name_of
from briefgen.proof.sharing import digest

# What is raised where a file is damaged or has a password, or an object in it of another type than
# it has to be.
DAMAGED: Final = (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, KeyError, TypeError)
FORM: Final = re.compile(rb"/Subtype\s*/Form\b")  # in the dictionary of one
# Those of pictures, and what a picture may be packed with besides (ISO 32000-1, 7.4).
_FILTERS: Final = frozenset({
    "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "/LZWDecode",
    "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode",
})  # fmt: skip
# As pikepdf writes them: no comments, brackets in a string always escaped.
_REF: Final = rb"\d++ \d++ R\b"
_ATOM: Final = rb"[^\s()<>\[\]{}/%]+"
_TOKEN: Final = re.compile(
    b"<<|>>|[][]|" + NAME + b"|" + _REF + b"|" + STRING + b"|" + HEX + b"|" + _ATOM, re.DOTALL
)
# Most of what is written is flat: lists and dictionaries one in the other at most, and no strings.
_INNER: Final = rb"<<[^()<>\[\]]*+>>"
_LIST: Final = rb"\[(?:[^()<>\[\]]++|" + _INNER + rb")*+\]"
_VALUE: Final = b"|".join((_LIST, _INNER, _REF, NAME, _ATOM))
_PAIRS: Final = re.compile(b"(" + NAME + b") (" + _VALUE + b")")
_FLAT: Final = re.compile(b"<< (?:" + NAME + b" (?:" + _VALUE + b") )*+>>")
_FLAT_LIST: Final = re.compile(_LIST)
_ITEM: Final = re.compile(b"|".join((_INNER, _REF, NAME, _ATOM)))


class Stream(NamedTuple):
    """A stream: its dictionary as it is written, its bytes as they lie in the file, their digest,
    and how to get at what they hold.
    """

    head: bytes
    raw: bytes
    key: bytes
    content: Callable[[], bytes]


class Objects:
    """The objects of a PDF by their references as they are written (`12 0 R`): the `texts` of all
    but those structure elements that are `known`, of a stream its dictionary; all structure
    elements; and the streams, but for those that hold known objects.

    `whole`: these are all that the file's bytes hold, so that nothing lies beside them.
    """

    def __init__(
        self,
        texts: Mapping[bytes, bytes],
        streams: Mapping[bytes, Stream],
        known: Mapping[bytes, Element] | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self.texts = texts
        self.streams = streams
        self.whole = whole
        self._values: dict[bytes, Any] = {}
        self.elements = {**(known or {}), **dict(_elements(self))}

    def value(self, written: bytes | None) -> Any:
        """What is written, or what it refers to: a dictionary or a list of what is written in it, a
        whole number, else as it is written; None for nothing.
        """
        if not written:
            return None
        if not written.endswith(b" R"):
            return read_value(written)
        if written not in self._values:
            self._values[written] = read_value(self.texts.get(written, b""))
        return self._values[written]


def opened_objects(pdf: pikepdf.Pdf) -> Objects:
    """The objects of an open PDF of any kind."""
    texts: dict[bytes, bytes] = {}
    streams: dict[bytes, Stream] = {}
    for thing in pdf.objects:
        reference = reference_to(thing)
        if isinstance(thing, pikepdf.Stream):
            streams[reference] = stream_of(thing)
            texts[reference] = streams[reference].head
        else:
            texts[reference] = thing.unparse(resolved=True)
    return Objects(texts, streams)


def stream_of(thing: pikepdf.Stream) -> Stream:
    """A stream of an open PDF."""
    raw = bytes(thing.read_raw_bytes())
    return Stream(thing.stream_dict.unparse(), raw, digest(raw), partial(_content, thing))


def plain_objects(file: PlainFile) -> Objects:
    """The objects of a file that is written plainly."""
    streams = {
        reference: Stream(head, raw, key, partial(_unpacked, head, raw, content))
        for reference, (head, raw, key, content) in file.streams.items()
    }
    return Objects(file.texts, streams, file.elements, whole=True)


def _content(stream: pikepdf.Stream) -> bytes:
    """The decompressed bytes; as they stand where the filter is that of a picture.

    Raises:
        ValueError: they are packed in a way that is not known here.
    """
    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, NotImplementedError) as fault:
        given = stream.stream_dict.get("/Filter")
        filters = given if isinstance(given, pikepdf.Array) else (given,)
        if not all(isinstance(one, pikepdf.Name) and str(one) in _FILTERS for one in filters):
            raise ValueError(f"a stream cannot be unpacked: {fault}") from fault
        return bytes(stream.read_raw_bytes())


def _unpacked(head: bytes, raw: bytes, content: bytes | None) -> bytes:
    if content is None and b"/FlateDecode" in head:
        content = unpack(raw)
    return raw if content is None else content


def _elements(objects: Objects) -> Iterator[tuple[bytes, Element]]:
    for reference, written in objects.texts.items():
        if b"/S /" in written and isinstance(value := objects.value(reference), dict):
            role, kids = role_of(value), objects.value(value.get(b"/K"))
            several = kids if isinstance(kids, list) else [value[b"/K"]] if b"/K" in value else []
            if role and several:
                page, parent = value.get(b"/Pg", b""), value.get(b"/P", b"")
                kids = b" ".join(several)
                yield reference, Element(b"", role.encode(), parent, b"", page, several=kids)


def role_of(kid: Any) -> str:
    """The role of a structure element, "" for what is none."""
    role = kid.get(b"/S") if isinstance(kid, dict) else None
    return name_of(role) if isinstance(role, bytes) else ""


def reference_to(thing: pikepdf.Object) -> bytes:
    """How other objects refer to an object."""
    return b"%d %d R" % thing.objgen


def read_value(written: bytes) -> Any:
    """A dictionary or a list of what is written in it, a whole number, else as it is written."""
    if written.isdigit():
        return int(written)
    if written.startswith(b"<<"):
        if _FLAT.fullmatch(written):
            return dict(_PAIRS.findall(written))
        items = list(_items(written))
        return dict(zip(items[::2], items[1::2], strict=False))
    if written.startswith(b"["):
        flat = _FLAT_LIST.fullmatch(written)
        return _ITEM.findall(written) if flat else list(_items(written))
    return written


def _items(written: bytes) -> Iterator[bytes]:
    """What stands in a dictionary or a list, each item as it is written."""
    depth = start = 0
    for match in _TOKEN.finditer(written):
        token = match.group()
        if token in (b"<<", b"["):
            depth += 1
            if depth == 2:
                start = match.start()
        elif token in (b">>", b"]"):
            depth -= 1
            if depth == 1:
                yield written[start : match.end()]
        elif depth == 1:
            yield token
