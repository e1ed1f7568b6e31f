"""A PDF file that is written plainly to its objects as they stand; no other file is read here.

Plain is a file of streams alone, one behind the other, with all other objects in object streams and
one table that leads to each of them (ISO 32000-1, 7.5.7 and 7.5.8). Every byte of it is accounted
for, so there is nothing beside what is returned. Whatever differs is left to a general reader.
"""

from __future__ import annotations

import re
import struct
from itertools import count, pairwise, repeat
from typing import Final, NamedTuple

from briefgen.proof.packed import unpack
from briefgen.proof.pdf_elements import Element, read_elements
from briefgen.proof.sharing import Shared, digest

_HEADER: Final = re.compile(rb"%PDF-1\.\d\n%[\x80-\xff]{4}\n")
_HEAD: Final = re.compile(rb"(\d+) 0 obj\n(<< [^\r\n]* /Length (\d+) >>)\nstream\n")
_END: Final = b"\nendstream\nendobj\n"
_TAIL: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\n")
# Numbers, references, names and strings in which brackets are escaped: no comments, no noise.
_PLAIN: Final = re.compile(
    rb"(?:[0-9\s.\[\]+-]++|R\b|/[A-Za-z0-9+.:_#*-]*+|<<|>>|<[0-9A-Fa-f]*+>"
    rb"|\((?:[^()\\]++|\\[()\\])*+\)|(?:true|false|null)\b)++"
)
_INDEX: Final = re.compile(rb"[0-9 ]+\n")
_KEYS: Final = re.compile(
    rb"/(Type|N|First|W|Filter|DecodeParms|F|FFilter|Encrypt|Prev|XRefStm)(?![\w.:#*+-])"
    rb" ?(/?\w+|\[[^]]*\]|)"
)
# Keys by which there is more to a stream or to the file than is looked at here.
_ELSEWHERE: Final = frozenset({b"DecodeParms", b"F", b"FFilter", b"Encrypt", b"Prev", b"XRefStm"})
# A letter that its name need not escape: a key in disguise.
_DISGUISED: Final = re.compile(rb"/[\w+.:*#-]*#(?:[46][1-9A-Fa-f]|[57][0-9Aa])")
_MOST_PACKED: Final = 0xFFFF  # objects in one stream that the table has room for
_ROW: Final = struct.Struct(">BIH")  # of the table: `/W [1 4 2]`
_Places = dict[int, tuple[int, int, int]]


class PlainStream(NamedTuple):
    """A stream: its dictionary as it is written, its bytes as they lie in the file, their digest,
    and what they hold where they had to be unpacked.
    """

    head: bytes
    raw: bytes
    key: bytes
    content: bytes | None = None


class PlainFile(NamedTuple):
    """All objects of a file by the references to them: structure elements without strings, what is
    written of all others, of a stream its dictionary; the streams that hold no objects; and the
    table's dictionary, which leads to the root of all.
    """

    elements: dict[bytes, Element]
    texts: dict[bytes, bytes]
    streams: dict[bytes, PlainStream]
    trailer: bytes = b""


class _NotPlainError(Exception):
    """Something is written in another way."""


def read_plain(data: bytes, shared: Shared) -> PlainFile | None:
    """The objects of a plain file, None for any other; `shared` is what files have in common."""
    try:
        return _read(data, shared)
    except _NotPlainError:
        return None


def _read(data: bytes, shared: Shared) -> PlainFile:
    streams, places, start = _streams(data)
    file = PlainFile({}, {}, {})
    tables = []
    for number, packed in streams.items():
        written = _KEYS.findall(packed.head)
        keys: dict[bytes, bytes] = dict(written)
        _refuse_unless(len(keys) == len(written))  # one inside another value is none of the stream
        stream = _readable(keys, packed, shared)
        match keys.get(b"Type"):
            case b"/ObjStm":
                _take_packed(file, keys, number, stream.content or b"", places)
            case b"/XRef":
                _refuse_unless(keys.get(b"W") == b"[1 4 2]")
                tables.append((places[number], stream.content))
                file = file._replace(trailer=stream.head)
            case _:
                file.streams[b"%d 0 R" % number] = stream
        _take(file, number, stream.head)
    _refuse_unless(max(places) == len(places) - 1 == len(file.elements) + len(file.texts))
    [(place, rows)] = tables if len(tables) == 1 else [(None, None)]
    _refuse_unless(place == (1, start, 0) and rows is not None and len(rows) % _ROW.size == 0)
    _refuse_unless(list(_ROW.iter_unpack(rows or b"")) == [places[n] for n in range(len(places))])
    return file


def _refuse_unless(plain: bool) -> None:
    if not plain:
        raise _NotPlainError


def _streams(data: bytes) -> tuple[dict[int, PlainStream], _Places, int]:
    """The streams of a file that is nothing but streams, the place of each as its table has it, and
    where the table begins.
    """
    header = _HEADER.match(data)
    _refuse_unless(header is not None)
    at = header.end() if header else 0
    streams: dict[int, PlainStream] = {}
    places = {0: (0, 0, 65535)}
    while head := _HEAD.match(data, at):
        number, start = int(head[1]), head.end()
        end = start + int(head[3])
        _refuse_unless(number not in places and data.startswith(_END, end))
        raw = data[start:end]
        streams[number], places[number] = PlainStream(head[2], raw, digest(raw)), (1, at, 0)
        at = end + len(_END)
    tail = _TAIL.fullmatch(data, at)
    _refuse_unless(tail is not None)
    return streams, places, int(tail[1]) if tail else 0


def _readable(keys: dict[bytes, bytes], stream: PlainStream, shared: Shared) -> PlainStream:
    """A stream of which all lies in the file, packed in the one way known here; unpacked if it was
    not met before, or holds what every file has to be asked.
    """
    objects = keys.get(b"Type") in (b"/ObjStm", b"/XRef")
    _refuse_unless(not keys.keys() & _ELSEWHERE)
    if b"Filter" not in keys:
        _refuse_unless(not objects)
        return stream
    _refuse_unless(keys[b"Filter"] == b"/FlateDecode")
    if not objects and shared.has(("whole", stream.key)):
        _refuse_unless(is_whole(stream.raw, stream.key, shared))
        return stream
    content = unpack(stream.raw)
    whole = content is not None
    _refuse_unless(whole if objects else shared.once(("whole", stream.key), lambda: whole))
    return stream._replace(content=content)


def is_whole(packed: bytes, key: bytes, shared: Shared) -> bool:
    """Whether deflated bytes, with this digest, hold nothing beside what is unpacked of them."""
    return shared.once(("whole", key), lambda: unpack(packed) is not None)


def _take_packed(
    file: PlainFile, keys: dict[bytes, bytes], stream: int, content: bytes, places: _Places
) -> None:
    """Takes the objects of an object stream, which lie in it one behind the other."""
    first = int(keys.get(b"First", b"0"))
    index = _INDEX.fullmatch(content, 0, first)
    numbers = list(map(int, index.group().split())) if index else []
    starts = [*(first + offset for offset in numbers[1::2]), len(content)]
    _refuse_unless(starts[0] == first and keys.get(b"N") == b"%d" % (len(numbers) // 2))
    _refuse_unless(len(starts) * 2 == len(numbers) + 2 and starts == sorted(starts))
    _refuse_unless(len(starts) <= _MOST_PACKED)
    own = dict(zip(numbers[::2], zip(repeat(2), repeat(stream), count()), strict=False))
    _refuse_unless(len(own) == len(starts) - 1 and places.keys().isdisjoint(own))
    places.update(own)
    texts = [content[start:end] for start, end in pairwise(starts)]
    for number, text, element in zip(own, texts, read_elements(texts), strict=True):
        if element is None:
            _take(file, number, text)
        else:
            file.elements[b"%d 0 R" % number] = element


def _take(file: PlainFile, number: int, text: bytes) -> None:
    _refuse_unless(_PLAIN.fullmatch(text) is not None and not _DISGUISED.search(text))
    file.texts[b"%d 0 R" % number] = text.rstrip(b"\n")
