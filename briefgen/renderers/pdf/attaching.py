"""A finished PDF to its smallest form, with the files that are attached to it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

import pikepdf

# A machine's own table differs from place to place.
_MIME_TYPES = {".json": "application/json", ".md": "text/markdown", ".txt": "text/plain"}


class Attachment(NamedTuple):
    """A file to attach: its name, its bytes, and what it is in words."""

    name: str
    data: bytes
    description: str


def pack_file(data: bytes, attachments: Sequence[Attachment], date: str) -> bytes:
    """The same file with object streams (structure then takes a third of the room) and with
    attachments of this date as data that belongs to it (AFRelationship: ISO 19005-3, 6.8).
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.trailer["/ID"]  # ReportLab's knows the clock; the new one comes from the content
        for attachment in attachments:
            _attach(pdf, attachment, date)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _attach(pdf: pikepdf.Pdf, attachment: Attachment, date: str) -> None:
    file = pikepdf.AttachedFileSpec(
        pdf,
        attachment.data,
        filename=attachment.name,
        description=attachment.description,
        mime_type=_MIME_TYPES.get(PurePath(attachment.name).suffix, "application/octet-stream"),
        creation_date=date,
        mod_date=date,
        relationship=pikepdf.Name.Data,
    )
    pdf.attachments[attachment.name] = file
    made = pdf.attachments[attachment.name].obj
    if "/AF" not in pdf.Root:
        pdf.Root.AF = pikepdf.Array()
    if all(known.objgen != made.objgen for known in pdf.Root.AF):  # newer pikepdf has done it
        pdf.Root.AF.append(made)
