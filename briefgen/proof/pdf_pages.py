"""The objects of a plain PDF to what its pages draw; no page is read that uses more than fonts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font
from briefgen.proof.pdf_objects import FORM, Objects, Stream
from briefgen.proof.pdf_runs import Drawn
from briefgen.proof.pdf_text import read_alone
from briefgen.proof.sharing import Shared

_REF: Final = re.compile(rb"(\d+ \d+ R)\b")
# Objects that a font leads to, one through the other: its kin, what describes it, its outlines.
_DEEPEST: Final = 6
_Whole = tuple[Any, ...]


class Page(NamedTuple):
    """A page by the reference to it: what it draws, and the references to its streams."""

    reference: bytes
    drawn: tuple[Drawn, ...]
    contents: tuple[bytes, ...]


class _OtherwiseError(Exception):
    """Something is told in another way."""


def read_pages(
    objects: Objects, trailer: bytes, data: bytes, shared: Shared
) -> tuple[Page, ...] | None:
    """The pages of a plain file in their order, None where one has to be read in a general way.
    `trailer` leads to the root of its objects.
    """
    if any(FORM.search(stream.head) for stream in objects.streams.values()):
        return None
    try:
        root = _dictionary(objects, _dictionary(objects, trailer).get(b"/Root"))
        leaves = list(_leaves(objects, root.get(b"/Pages", b""), b"", set()))
        fonts: dict[bytes, Mapping[bytes, CodeMap]] = {}
        for _, resources in leaves:
            if resources not in fonts:
                fonts[resources] = _fonts(objects, resources, data, shared)
        return tuple(_page(objects, one, fonts[resources], shared) for one, resources in leaves)
    except _OtherwiseError:
        return None


def _dictionary(objects: Objects, written: bytes | None) -> Mapping[bytes, bytes]:
    value = objects.value(written)
    if not isinstance(value, dict):
        raise _OtherwiseError
    return value


def _leaves(
    objects: Objects, reference: bytes, inherited: bytes, seen: set[bytes]
) -> Iterator[tuple[bytes, bytes]]:
    """(page, its resources as they are written) below a node of the tree of pages."""
    node = _dictionary(objects, reference)
    if reference in seen or not reference.endswith(b" R"):
        raise _OtherwiseError
    seen.add(reference)
    resources = node.get(b"/Resources", inherited)
    match node.get(b"/Type"):
        case b"/Page":
            yield reference, resources
        case b"/Pages" if isinstance(kids := objects.value(node.get(b"/Kids")), list):
            for kid in kids:
                yield from _leaves(objects, kid, resources, seen)
        case _:
            raise _OtherwiseError


def _page(
    objects: Objects, reference: bytes, fonts: Mapping[bytes, CodeMap], shared: Shared
) -> Page:
    written = _dictionary(objects, reference).get(b"/Contents", b"")
    several = [written] if written in objects.streams else objects.value(written)
    contents = tuple(several or ())
    if not all(one in objects.streams for one in contents):
        raise _OtherwiseError
    streams: list[Stream] = [objects.streams[one] for one in contents]
    drawn = read_alone(streams, fonts, shared)
    if drawn is None:
        raise _OtherwiseError
    return Page(reference, drawn, contents)


def _fonts(
    objects: Objects, resources: bytes, data: bytes, shared: Shared
) -> Mapping[bytes, CodeMap]:
    """The fonts of a page by their names; each is read once for all files that have it alike."""
    kinds = _dictionary(objects, resources or b"<<  >>")
    if not kinds.keys() <= {b"/Font"}:
        raise _OtherwiseError
    named = _dictionary(objects, kinds[b"/Font"]) if kinds else {}
    found: dict[bytes, CodeMap] = {}
    for name, reference in named.items():
        if b"#" in name:
            raise _OtherwiseError
        key = ("font", _whole(objects, reference, _DEEPEST))
        found[name] = shared.once(key, _font, data, reference, shared)
    return found


def _whole(objects: Objects, reference: bytes, deepest: int) -> _Whole:
    """An object with all that it refers to, whatever the numbers."""
    text = objects.texts.get(reference)
    if text is None or deepest == 0:
        raise _OtherwiseError
    pieces = _REF.split(text)
    stream = objects.streams.get(reference)
    inner = tuple(_whole(objects, one, deepest - 1) for one in pieces[1::2])
    return tuple(pieces[::2]), stream.key if stream else b"", inner


def _font(data: bytes, reference: bytes, shared: Shared) -> CodeMap:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return read_font(pdf.get_object(*map(int, reference.split()[:2])), shared)
