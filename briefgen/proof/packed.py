"""Compressed stretches of a file to what they hold, and the file to what is left beside them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from typing import Final

_RAW, _WITH_HEAD = -zlib.MAX_WBITS, zlib.MAX_WBITS
# What is raised where an archive is damaged, encrypted, or packed in another way.
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError)
Stretch = tuple[int, int]  # from here to there, the end not included


def unpack_raw(packed: bytes) -> bytes | None:
    """The content of deflated bytes (RFC 1951), None if there is anything else among them."""
    return _unpack(packed, _RAW)


def unpack(packed: bytes) -> bytes | None:
    """The content of deflated bytes with head and check sum (RFC 1950), None if there is anything
    else among them.
    """
    return _unpack(packed, _WITH_HEAD)


def _unpack(packed: bytes, form: int) -> bytes | None:
    unpacker = zlib.decompressobj(form)
    try:
        content = unpacker.decompress(packed) + unpacker.flush()
    except zlib.error:
        return None
    return content if unpacker.eof and not unpacker.unused_data else None


def beside(data: bytes, stretches: Iterable[Stretch]) -> bytes:
    """What is left of a file without these stretches, a zero byte in the place of each."""
    kept: list[bytes] = []
    at = 0
    for start, end in sorted(stretches):
        if start >= at:
            kept.append(data[at:start])
            at = end
    return b"\0".join((*kept, data[at:]))
