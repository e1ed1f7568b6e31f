"""Files to attachments of a document, as data that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from briefgen.renderers.pdf.file.objects import ObjectTable, pdf_text

# A machine's own table differs from place to place.
_MIME_TYPES = {".json": "application/json", ".md": "text/markdown", ".txt": "text/plain"}


class Attachment(NamedTuple):
    """A file to attach: its name, its bytes, and what it is in words."""

    name: str
    data: bytes
    description: str


def add_attachments(table: ObjectTable, attachments: Sequence[Attachment], date: str) -> None:
    """Attaches files of this date (AFRelationship: ISO 19005-3, 6.8)."""
    if not attachments:
        return
    known = {one.name: _specification(table, one, date) for one in attachments}
    names = " ".join(f"{pdf_text(name)} {known[name]}" for name in sorted(known))
    table.catalog["Names"] = f"<< /EmbeddedFiles << /Names [{names}] >> >>"
    table.catalog["AF"] = f"[{' '.join(known.values())}]"


def _specification(table: ObjectTable, one: Attachment, date: str) -> str:
    """The reference of a file specification (ISO 32000-1, 7.11.3)."""
    kind = _MIME_TYPES.get(PurePath(one.name).suffix, "application/octet-stream")
    stamps = f"/CreationDate ({date}) /ModDate ({date})"
    file = table.add_stream(
        f"/Type /EmbeddedFile /Subtype /{kind.replace('/', '#2F')}"
        f" /Params << /Size {len(one.data)} {stamps} >>",
        one.data,
    )
    name = pdf_text(one.name)
    return table.add(
        f"<< /Type /Filespec /F {name} /UF {name} /Desc {pdf_text(one.description)}"
        f" /AFRelationship /Data /EF << /F {file} /UF {file} >> >>"
    )
