"""Parts as a zip of fixed order and stamps, so that the same parts give the same bytes.

What all memos of a style share is compressed once; `zipfile` would compress it for each.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, MutableMapping

from briefgen.slotted import dataclass

_FIRST = ("[Content_Types].xml", "_rels/.rels")
# The first day that a zip entry can hold, 1 January 1980, at midnight: the same in every file.
_DATE, _TIME = 0x21, 0
_VERSION, _DEFLATED = 20, 8
_UTF8 = 0x800
# Of a text of so many bytes that stands in one file alone, a sixth less is not worth four times
# the time; what many files share is compressed well, since it is done once.
_LONG = 1 << 15
_LEVEL, _LONG_LEVEL = 6, 2
_SMALL, _MOST_KNOWN = 1 << 13, 400  # bytes of a part that is kept, and how many are


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A part as it stands in a zip: its deflated bytes, the count and the CRC-32 of its own."""

    deflated: bytes
    size: int
    crc: int


def pack(data: bytes, level: int = _LEVEL) -> Packed:
    """A part, compressed."""
    writer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = writer.compress(data) + writer.flush()
    return Packed(deflated=deflated, size=len(data), crc=zlib.crc32(data))


def packed(parts: Mapping[str, bytes]) -> dict[str, Packed]:
    """Parts by name, each compressed."""
    return {name: pack(data) for name, data in parts.items()}


def write_zip(
    parts: Mapping[str, bytes | Packed], known: MutableMapping[bytes, Packed] | None = None
) -> bytes:
    """The archive (PKWARE APPNOTE 6.3, 4.3): the parts that a reader needs first, then by name.

    `known` are small parts of other archives, most of which stand in this one too: setting up the
    compression of one takes longer than the rest of it.
    """
    known = {} if known is None else known
    entries: list[bytes] = []
    central: list[bytes] = []
    at = 0
    for name in [*_FIRST, *sorted(name for name in parts if name not in _FIRST)]:
        part = parts[name]
        packed = part if isinstance(part, Packed) else _pack_once(part, known)
        about = _about(name, packed)
        written = name.encode()
        header = b"PK\3\4" + about + written
        entries += (header, packed.deflated)
        # Comment, disk, attributes inside and outside: none.
        central.append(b"PK\1\2" + struct.pack("<H", _VERSION) + about
                       + struct.pack("<HHHLL", 0, 0, 0, 0, at) + written)  # fmt: skip
        at += len(header) + len(packed.deflated)
    directory = b"".join(central)
    count = len(central)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join((*entries, directory, end))


def _pack_once(part: bytes, known: MutableMapping[bytes, Packed]) -> Packed:
    packed = known.get(part)
    if packed is None:
        packed = pack(part, _level(part))
        if len(part) < _SMALL:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[part] = packed
    return packed


def _level(part: bytes) -> int:
    return _LEVEL if len(part) < _LONG else _LONG_LEVEL


def _about(name: str, packed: Packed) -> bytes:
    """What stands of an entry both before it and in the directory."""
    return struct.pack(
        "<5H3L2H",
        _VERSION,
        0 if name.isascii() else _UTF8,
        _DEFLATED,
        _TIME,
        _DATE,
        packed.crc,
        len(packed.deflated),
        packed.size,
        len(name.encode()),
        0,
    )
