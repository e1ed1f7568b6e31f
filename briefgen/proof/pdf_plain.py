"""A PDF file that is written plainly to its objects as they stand; no other file is read here.

Plain is a file of streams alone, one behind the other, with all other objects in object streams and
one table that leads to each of them (ISO 32000-1, 7.5.7 and 7.5.8). Every byte of it is accounted
for, so there is nothing beside what is returned. Whatever differs is left to a general reader.
"""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from typing import Final, NamedTuple

from briefgen.proof.packed import unpack
from briefgen.proof.pdf_elements import Element, read_element
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


class Stream(NamedTuple):
    """A stream: its dictionary as it is written, and its bytes as they lie in the file."""

    head: bytes
    raw: bytes


class PlainFile(NamedTuple):
    """All objects of a file by the references to them: structure elements without strings, what is
    written of all others, of a stream its dictionary; and the streams that hold no objects.
    """

    elements: dict[bytes, Element]
    texts: dict[bytes, bytes]
    streams: dict[bytes, Stream]


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
    for number, stream in streams.items():
        keys: dict[bytes, bytes] = dict(_KEYS.findall(stream.head))
        _refuse_unless(_is_readable(keys, stream, shared))
        match keys.get(b"Type"):
            case b"/ObjStm":
                _take_packed(file, keys, number, unpack(stream.raw) or b"", places)
            case b"/XRef":
                _refuse_unless(keys.get(b"W") == b"[1 4 2]")
                tables.append((places[number], unpack(stream.raw)))
            case _:
                file.streams[b"%d 0 R" % number] = stream
        _take(file, number, stream.head)
    _refuse_unless(max(places) == len(places) - 1 == len(file.elements) + len(file.texts))
    rows = b"".join(_ROW.pack(*places[number]) for number in range(len(places)))
    _refuse_unless(tables == [((1, start, 0), rows)])
    return file


def _refuse_unless(plain: bool) -> None:
    if not plain:
        raise _NotPlainError


def _streams(data: bytes) -> tuple[dict[int, Stream], _Places, int]:
    """The streams of a file that is nothing but streams, the place of each as its table has it, and
    where the table begins.
    """
    header = _HEADER.match(data)
    _refuse_unless(header is not None)
    at = header.end() if header else 0
    streams: dict[int, Stream] = {}
    places = {0: (0, 0, 65535)}
    while head := _HEAD.match(data, at):
        number, start = int(head[1]), head.end()
        end = start + int(head[3])
        _refuse_unless(number not in places and data.startswith(_END, end))
        streams[number], places[number] = Stream(head[2], data[start:end]), (1, at, 0)
        at = end + len(_END)
    tail = _TAIL.fullmatch(data, at)
    _refuse_unless(tail is not None)
    return streams, places, int(tail[1]) if tail else 0


def _is_readable(keys: dict[bytes, bytes], stream: Stream, shared: Shared) -> bool:
    """Whether what lies in the file is all of a stream, and packed in the one way known here."""
    if keys.keys() & _ELSEWHERE:
        return False
    if b"Filter" not in keys:
        return keys.get(b"Type") not in (b"/ObjStm", b"/XRef")
    return keys[b"Filter"] == b"/FlateDecode" and is_whole(stream.raw, shared)


def is_whole(packed: bytes, shared: Shared) -> bool:
    """Whether deflated bytes hold nothing beside what is unpacked of them."""
    return shared.once(("whole", digest(packed)), lambda: unpack(packed) is not None)


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
    for place, (number, (start, end)) in enumerate(
        zip(numbers[::2], pairwise(starts), strict=True)
    ):
        _refuse_unless(number not in places)
        places[number] = (2, stream, place)
        _take(file, number, content[start:end])


def _take(file: PlainFile, number: int, text: bytes) -> None:
    element = read_element(text)
    if element is not None:
        file.elements[b"%d 0 R" % number] = element
        return
    _refuse_unless(_PLAIN.fullmatch(text) is not None and not _DISGUISED.search(text))
    file.texts[b"%d 0 R" % number] = text.rstrip(b"\n")
