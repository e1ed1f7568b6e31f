"""The objects of an open PDF to their text, and written values to plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from briefgen.proof.pdf_tokens import HEX, NAME, STRING

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


class Objects:
    """The objects of an open PDF: `texts` of all by their reference as it is written (`12 0 R`), of
    a stream its dictionary; and the `streams`, each with its reference.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.texts: dict[bytes, bytes] = {}
        self.streams: dict[bytes, pikepdf.Stream] = {}
        self._values: dict[bytes, Any] = {}
        for thing in pdf.objects:
            reference = reference_to(thing)
            if isinstance(thing, pikepdf.Stream):
                self.streams[reference] = thing
                self.texts[reference] = thing.stream_dict.unparse()
            else:
                self.texts[reference] = thing.unparse(resolved=True)

    def value(self, written: bytes | None) -> Any:
        """What is written, or what it refers to: a dictionary or a list of what is written in it, a
        whole number, else as it is written; None for nothing.
        """
        if not written:
            return None
        if not written.endswith(b" R"):
            return _parse(written)
        if written not in self._values:
            self._values[written] = _parse(self.texts.get(written, b""))
        return self._values[written]


def reference_to(thing: pikepdf.Object) -> bytes:
    """How other objects refer to an object."""
    return b"%d %d R" % thing.objgen


def _parse(written: bytes) -> Any:
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
