"""A Word file to every text in it: parts, attributes, relationships, properties, names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Final

from briefgen.proof.packed import Stretch, beside, unpack_raw
from briefgen.proof.parts import Part, loose_text
from briefgen.proof.sharing import Shared, digest
from briefgen.proof.xml_parts import xml_parts

# Parts whose `name` attributes hold the names of styles, fonts and colours.
_FORMAT_PARTS: Final = ("styles.xml", "fontTable.xml", "numbering.xml", "settings.xml", "theme")
_FONT: Final = ".odttf"  # an embedded font (ECMA-376-1, 17.8.1)
_HEAD: Final = 30  # bytes before an entry's name (APPNOTE 4.3.7)


def word_parts(data: bytes, known: frozenset[bytes], shared: Shared) -> Iterator[Part]:
    """Every text of a Word file but in the parts that are known; `shared` is what it has in common
    with other files.

    Raises:
        zipfile.BadZipFile: the bytes are no package.
    """
    read: list[Stretch] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield Part("package comment", "spoken", package.comment.decode("utf-8", "replace"))
        for entry in package.infolist():
            name, stretch = entry.filename, _stretch(data, entry)
            yield Part("part name", "name", name)
            yield Part(f"{name} (zip)", "structure", loose_text(entry.extra + entry.comment))
            packed = data[slice(*stretch)]
            key = (name, entry.compress_type, entry.CRC, entry.file_size, digest(packed), known)
            make = partial(_entry, package, entry, packed, known, shared)
            parts, whole = shared.once(key, make)
            yield from parts
            read += [stretch] if whole else []
    yield Part("raw bytes", "structure", loose_text(beside(data, read)))


def _stretch(data: bytes, entry: zipfile.ZipInfo) -> Stretch:
    """Where the bytes of an entry lie: behind its own head, name and extra field."""
    lengths = data[entry.header_offset + 26 : entry.header_offset + _HEAD]
    start = entry.header_offset + _HEAD
    start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    return start, start + entry.compress_size


def _entry(
    package: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    packed: bytes,
    known: frozenset[bytes],
    shared: Shared,
) -> tuple[tuple[Part, ...], bool]:
    """What an entry says, and whether that is all that its bytes hold."""
    content = package.read(entry)
    deflated = entry.compress_type == zipfile.ZIP_DEFLATED
    whole = content == (unpack_raw(packed) if deflated else packed)
    if content in known:
        return (), whole
    return _part(entry.filename, content, shared), whole


def _part(name: str, content: bytes, shared: Shared) -> tuple[Part, ...]:
    """What one part of a package says."""
    plain = any(word in name for word in _FORMAT_PARTS)
    return tuple(xml_parts(content, name, shared, plain_names=plain)) or tuple(
        _other(name, content)
    )


def _other(name: str, content: bytes) -> Iterator[Part]:
    """A part that is no XML, in every way in which it may hold words."""
    if not (name.endswith(_FONT) and b"\0" in content):  # in a font figures mean nothing
        yield Part(name, "spoken", content.decode("utf-8", "replace"))
    yield Part(name, "structure", loose_text(content))
    yield Part(name, "structure", content.decode("utf-16-le", "replace"))
    yield Part(name, "structure", content.decode("utf-16-be", "replace"))
