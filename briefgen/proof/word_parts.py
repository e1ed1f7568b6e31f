"""A Word file to every text in it: parts, attributes, relationships, properties, names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Final

from briefgen.proof.parts import Part, loose_text
from briefgen.proof.sharing import Shared, digest
from briefgen.proof.xml_parts import xml_parts

# Parts whose `name` attributes hold the names of styles, fonts and colours.
_FORMAT_PARTS: Final = ("styles.xml", "fontTable.xml", "numbering.xml", "settings.xml", "theme")


def word_parts(data: bytes, known: frozenset[bytes], shared: Shared) -> Iterator[Part]:
    """Every text of a Word file but in the parts that are known; `shared` is what it has in common
    with other files.

    Raises:
        zipfile.BadZipFile: the bytes are no package.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield Part("package comment", "spoken", package.comment.decode("utf-8", "replace"))
        for entry in package.infolist():
            name = entry.filename
            yield Part("part name", "name", name)
            yield Part(f"{name} (zip)", "structure", loose_text(entry.extra + entry.comment))
            content = package.read(entry)
            if content in known:
                continue
            key = (name, digest(content))
            yield from shared.once(key, partial(_part, name, content, shared))
    yield Part("raw bytes", "structure", loose_text(data))


def _part(name: str, content: bytes, shared: Shared) -> tuple[Part, ...]:
    """What one part of a package says."""
    plain = any(word in name for word in _FORMAT_PARTS)
    return tuple(xml_parts(content, name, shared, plain_names=plain)) or tuple(
        _other(name, content)
    )


def _other(name: str, content: bytes) -> Iterator[Part]:
    """A part that is no XML, in every way in which it may hold words."""
    yield Part(name, "spoken", content.decode("utf-8", "replace"))
    yield Part(name, "structure", loose_text(content))
    yield Part(name, "structure", content.decode("utf-16-le", "replace"))
    yield Part(name, "structure", content.decode("utf-16-be", "replace"))
