"""A document's objects to the bytes of a file, packed into object streams."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from briefgen.renderers.pdf.file.objects import ObjectTable, Stream
from briefgen.renderers.pdf.file.packing import STRUCTURE_LEVEL

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PER_STREAM: Final = 200  # objects that a reader has to unpack together
_ROW: Final = struct.Struct(">BIH")  # of the table: kind, offset or stream, generation or place


def write_file(table: ObjectTable) -> bytes:
    """The file of a document that has all its pages: structure packed into object streams takes a
    third of the room (ISO 32000-1, 7.5.7 and 7.5.8). Its identifier comes from its content.
    """
    roots = table.close()
    file = _File()
    waiting: list[tuple[int, str]] = []
    for number, thing in enumerate(table.contents, start=1):
        if isinstance(thing, str):
            waiting.append((number, thing))
        else:
            file.add(number, thing)
    number = len(table.contents) + 1
    for start in range(0, len(waiting), _PER_STREAM):
        file.add_objects(number, waiting[start : start + _PER_STREAM])
        number += 1
    return file.close(number, roots)


class _File:
    """The bytes of a file so far, and where each object stands in it."""

    def __init__(self) -> None:
        self._parts = [_HEADER]
        self._length = len(_HEADER)
        self._places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def add(self, number: int, stream: Stream) -> None:
        self._places[number] = (1, self._length, 0)
        keys, data = stream
        head = f"{number} 0 obj\n<< {keys} /Length {len(data)} >>\nstream\n".encode("ascii")
        self._parts += (head, data, b"\nendstream\nendobj\n")
        self._length += len(head) + len(data) + 18

    def add_objects(self, number: int, objects: Sequence[tuple[int, str]]) -> None:
        """Objects that are no streams, in an object stream of this number."""
        lengths = (len(content) + 1 for _, content in objects)
        offsets = accumulate(lengths, initial=0)
        index = " ".join(f"{own} {at}" for (own, _), at in zip(objects, offsets, strict=False))
        self._places.update((own, (2, number, at)) for at, (own, _) in enumerate(objects))
        body = "\n".join([content for _, content in objects])
        keys = f"/Type /ObjStm /N {len(objects)} /First {len(index) + 1}"
        self._add_packed(number, keys, f"{index}\n{body}".encode("ascii"))

    def _add_packed(self, number: int, keys: str, data: bytes) -> None:
        packed = zlib.compress(data, STRUCTURE_LEVEL)
        self.add(number, Stream(f"{keys} /Filter /FlateDecode", packed))

    def close(self, number: int, roots: str) -> bytes:
        """The whole file; its table is the last object, of this number."""
        mark = hashlib.sha256(b"".join(self._parts)).hexdigest()[:32]
        start = self._length
        self._places[number] = (1, start, 0)
        table = b"".join([_ROW.pack(*self._places[n]) for n in range(number + 1)])
        keys = f"/Type /XRef /W [1 4 2] /Size {number + 1} {roots} /ID [<{mark}> <{mark}>]"
        self._add_packed(number, keys, table)
        self._parts.append(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return b"".join(self._parts)
