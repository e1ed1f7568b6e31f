"""A document's objects to the bytes of a file, packed into object streams."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from briefgen.renderers.pdf.file.objects import RawObject, StreamObject, catalog_of, reference_to

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 5  # of compression: a thirtieth more bytes than 6 in three quarters of its time
_PER_STREAM = 200  # objects that a reader has to unpack together


def write_file(document: pdfdoc.PDFDocument) -> bytes:
    """The file of a document that has all its pages: structure packed into object streams takes a
    third of the room (ISO 32000-1, 7.5.7 and 7.5.8). Its identifier comes from its content.
    """
    registry: Any = document  # ReportLab's types leave most of it open
    root = reference_to(document, catalog_of(document))
    info = reference_to(document, registry.info)
    file = _File()
    number = 0
    while (number := number + 1) in registry.numberToId:  # writing an object may make new ones
        thing = registry.idToObject[registry.numberToId[number]]
        match thing:
            case StreamObject():
                file.add_stream(number, thing.keys, thing.data, packed=thing.packed)
            case RawObject():  # nearly all are: ReportLab's way to the same bytes is a long one
                file.add(number, thing.content.encode("ascii"))
            case _:
                file.add(number, pdfdoc.format(thing, document, toplevel=1))
    return file.close(number, f"/Root {root} /Info {info}")


class _File:
    """The bytes of a file so far, and where each object stands in it."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._length = len(_HEADER)
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._waiting: list[tuple[int, bytes]] = []

    def add(self, number: int, content: bytes) -> None:
        """An object that is no stream: it goes into an object stream."""
        self._waiting.append((number, content))

    def add_stream(self, number: int, keys: str, data: bytes, *, packed: bool) -> None:
        """A stream with its dictionary's keys; its data are compressed if `packed`."""
        if packed:
            data, keys = zlib.compress(data, _LEVEL), f"{keys} /Filter /FlateDecode"
        self._places[number] = (1, self._length, 0)
        head = f"{number} 0 obj\n<< {keys} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._parts += (head, data, b"\nendstream\nendobj\n")
        self._length += len(head) + len(data) + 18

    def close(self, number: int, roots: str) -> bytes:
        """The whole file; what is still to be written is numbered from `number` on."""
        for start in range(0, len(self._waiting), _PER_STREAM):
            self._add_objects(number, self._waiting[start : start + _PER_STREAM])
            number += 1
        mark = hashlib.sha256(b"".join(self._parts)).hexdigest()[:32]
        start = self._length
        self._places[number] = (1, start, 0)
        entries = (self._places[n] for n in range(number + 1))
        table = b"".join(
            kind.to_bytes(1, "big") + one.to_bytes(4, "big") + two.to_bytes(2, "big")
            for kind, one, two in entries
        )
        keys = f"/Type /XRef /W [1 4 2] /Size {number + 1} {roots} /ID [<{mark}> <{mark}>]"
        self.add_stream(number, keys, table, packed=True)
        self._parts.append(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return b"".join(self._parts)

    def _add_objects(self, number: int, objects: Sequence[tuple[int, bytes]]) -> None:
        offset, index = 0, []
        for place, (own, content) in enumerate(objects):
            self._places[own] = (2, number, place)
            index.append(f"{own} {offset}")
            offset += len(content) + 1
        head = (" ".join(index) + "\n").encode("ascii")
        keys = f"/Type /ObjStm /N {len(objects)} /First {len(head)}"
        data = head + b"\n".join(content for _, content in objects)
        self.add_stream(number, keys, data, packed=True)
