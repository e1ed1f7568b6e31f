"""A Word file to every text in it: parts, attributes, relationships, properties, names."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Final

from briefgen.proof.packed import Stretch, beside, unpack_raw
from briefgen.proof.parts import Bundle, Part, loose_text
from briefgen.proof.sharing import Shared, digest
from briefgen.proof.xml_parts import xml_bundle

# Parts whose `name` attributes hold the names of styles, fonts and colours.
_FORMAT_PARTS: Final = ("styles.xml", "fontTable.xml", "numbering.xml", "settings.xml", "theme")
_FONT: Final = ".odttf"  # an embedded font (ECMA-376-1, 17.8.1)
_HEAD: Final = 30  # bytes before an entry's name (APPNOTE 4.3.7)


def word_bundle(data: bytes, known: frozenset[bytes], shared: Shared) -> Bundle:
    """Every text of a Word file but in the parts that are known; `shared` is what it has in common
    with other files.

    Raises:
        zipfile.BadZipFile: the bytes are no package.
    """
    read: list[Stretch] = []
    found: list[Bundle] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        comment = package.comment.decode("utf-8", "replace")
        for entry in package.infolist():
            stretch = _stretch(data, entry)
            packed = data[slice(*stretch)]
            beyond = entry.extra + entry.comment
            kind = entry.filename, entry.compress_type, entry.CRC, entry.file_size
            make = partial(_entry, package, entry, packed, known, shared)
            bundle, whole = shared.once((kind, beyond, digest(packed), known), make)
            found.append(bundle)
            read += [stretch] if whole else []
    around = loose_text(beside(data, read))
    parts = Part("package comment", "spoken", comment), Part("raw bytes", "structure", around)
    return Bundle(parts, tuple(found))


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
) -> tuple[Bundle, bool]:
    """What an entry says, and whether that is all that its bytes hold."""
    content, whole = _content(package, entry, packed)
    name = entry.filename
    beyond = Part(f"{name} (zip)", "structure", loose_text(entry.extra + entry.comment))
    inner = () if content in known else (_part(name, content, shared),)
    return Bundle((Part("part name", "name", name), beyond), inner), whole


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: bytes) -> tuple[bytes, bool]:
    """What an entry holds, unpacked once where that is all that its bytes hold."""
    with package.open(entry):  # which refuses one whose own head says something else
        pass
    deflated = entry.compress_type == zipfile.ZIP_DEFLATED
    content = unpack_raw(packed) if deflated else packed
    if content is not None and zlib.crc32(content) == entry.CRC:
        return content, True
    return package.read(entry), False


def _part(name: str, content: bytes, shared: Shared) -> Bundle:
    """What one part of a package says."""
    plain = any(word in name for word in _FORMAT_PARTS)
    read = xml_bundle(content, name, shared, plain_names=plain)
    return read or Bundle(tuple(_other(name, content)))


def _other(name: str, content: bytes) -> Iterator[Part]:
    """A part that is no XML, in every way in which it may hold words."""
    if not (name.endswith(_FONT) and b"\0" in content):  # in a font figures mean nothing
        yield Part(name, "spoken", content.decode("utf-8", "replace"))
    yield Part(name, "structure", loose_text(content))
    yield Part(name, "structure", content.decode("utf-16-le", "replace"))
    yield Part(name, "structure", content.decode("utf-16-be", "replace"))
