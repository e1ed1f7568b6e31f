"""A file into a reading: its bytes are decoded and handed to the reader of its format."""

from __future__ import annotations

import gc
import hashlib
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, reason_of, warning
from briefgen.errors import ExitCode
from briefgen.files.nearfiles import path_hint
from briefgen.model import Aside, Document, MendedLine, Quirk, Repair
from briefgen.reading.decode import decode
from briefgen.reading.formats import find_reader
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from briefgen.reading.corrections import Correction
    from briefgen.reading.formats.child import Guard
    from briefgen.reading.plain.reader import PlainText

MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the config states of a source; "" where it leaves it to the source."""

    encoding: str = ""
    language: str = ""
    title: str = ""
    structure: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source as read. `shown`: the file's name as messages give it; lines count from 1.

    `asides` and `mended` tell of markings alone: neither is part of the document.
    """

    document: Document
    shown: str
    sha256: str
    line_count: int
    repairs: tuple[Repair, ...]
    quirks: tuple[Quirk, ...]
    language: str
    asides: tuple[Aside, ...] = ()
    mended: tuple[MendedLine, ...] = ()


Reader = Callable[[bytes, str, str, ReadOptions], tuple[Reading | None, Diagnostics]]


def as_reading(plain: PlainText, data: bytes, shown: str) -> Reading:
    """The reading of a file whose text was read by the rules for plain text."""
    return Reading(
        document=plain.document,
        shown=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        line_count=plain.line_count,
        repairs=plain.repairs,
        quirks=plain.quirks,
        language=plain.document.language,
        mended=plain.mended,
    )


def _read_text(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    from briefgen.reading.plain.reader import read_plain  # noqa: PLC0415 (for plain text alone)

    text, found = decode(data, shown=shown, encoding=options.encoding)
    if text is None:
        return None, found
    if not text.strip():
        return None, (*found, _fault("empty-source", "the file has no text", shown, _EMPTY))
    plain, more = read_plain(
        text,
        source_id=source_id,
        shown=shown,
        language=options.language,
        title=options.title,
        structure=options.structure,
    )
    return as_reading(plain, data, shown), (*found, *more)


# A format is one module with one function of this shape, and one row here per suffix.
READERS: Mapping[str, Reader] = {"": _read_text, ".txt": _read_text, ".text": _read_text}
_EMPTY = "remove it from the sources, or put its text in"


def read(
    path: Path,
    *,
    source_id: str,
    shown: str,
    options: ReadOptions = ReadOptions(),
    guard: Guard | None = None,
) -> tuple[Reading | None, Diagnostics]:
    """Read one file. None with an error (exit 5) where it cannot be read; never raises for it.

    `guard`: for many files, the guard whose child reads them.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            message, hint = "this is no regular file", path_hint(path)
            return None, (_fault("unreadable-source", message, shown, hint),)
        if state.st_size > MAX_BYTES:
            return None, (_too_large(shown, state.st_size),)
        data = path.read_bytes()
    except OSError as fault:
        reason = reason_of(fault)
        message, hint = f"cannot read the file: {reason}", path_hint(path)
        return None, (_fault("unreadable-source", message, shown, hint),)
    return read_bytes(
        data, source_id=source_id, shown=shown, suffix=path.suffix, options=options, guard=guard
    )


def read_bytes(
    data: bytes,
    *,
    source_id: str,
    shown: str,
    suffix: str,
    options: ReadOptions = ReadOptions(),
    guard: Guard | None = None,
) -> tuple[Reading | None, Diagnostics]:
    """Read the bytes of one file; `suffix` (".txt", "" for none) names its format."""
    if len(data) > MAX_BYTES:
        return None, (_too_large(shown, len(data)),)
    reader = READERS.get(suffix.lower()) or find_reader(suffix.lower(), guard)
    if reader is None:
        return None, (_unknown_format(shown, suffix),)
    if options.structure and reader is not _read_text:
        found = tuple(_not_by_line(shown, fix) for fix in options.structure)
        options = replace(options, structure=())
    else:
        found = ()
    if not data:
        return None, (_fault("empty-source", "the file is empty", shown, _EMPTY),)
    # Nothing that is read refers to itself: to look for such things while a document of 100,000
    # blocks is built would take half of the time and free nothing.
    collects = gc.isenabled()
    gc.disable()
    try:
        reading, more = reader(data, source_id, shown, options)
        return reading, (*found, *more)
    finally:
        if collects:
            gc.enable()


def _unknown_format(shown: str, suffix: str) -> Diagnostic:
    hint = "save it as plain text (.txt), Markdown, HTML, Word (.docx), PDF or mail (.eml)"
    message = f"files that end in {suffix!r} are not read"
    return _fault("format-not-read", message, shown, hint)


def _not_by_line(shown: str, fix: Correction) -> Diagnostic:
    message = f"{shown} is no plain text, so that it has no lines to correct"
    hint = "state a section's role, or save the file as plain text"
    return warning("structure-stale", message, place=fix.place, hint=hint)


def _too_large(shown: str, size: int) -> Diagnostic:
    limit = MAX_BYTES // (1024 * 1024)
    message = f"the file is larger than {limit} MB ({size} bytes)"
    return _fault("source-too-large", message, shown, "split it, or leave out what is not text")


def _fault(code: str, message: str, shown: str, hint: str) -> Diagnostic:
    return error(code, message, place=Place(shown), hint=hint, exit=ExitCode.SOURCE)
