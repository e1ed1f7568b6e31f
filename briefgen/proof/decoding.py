"""A finished file to every text in it, whatever its format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefgen.proof.packed import UNREADABLE
from briefgen.proof.parts import Bundle, Kind, Part
from briefgen.proof.sharing import Shared

# Keys of a manifest whose texts are identifiers, made from words of headings and file names.
_NAMING = frozenset({"id", "source", "path", "file", "code", "audience", "template"})

# What Markdown escapes with a backslash stays, bold signs go.
_MARKS = re.compile(r"\\(.)|\*\*")

# How a zip archive begins: with a file, with its end where it is empty, or in parts.
_PACKAGES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_STRUCTURAL = frozenset({"sha256", "cut", "rule", "severity"})


def decode(
    data: bytes,
    form: str,
    known: frozenset[bytes] = frozenset(),
    shared: Shared | None = None,
) -> tuple[Part, ...]:
    """Every text of a file, as `read_file` finds them."""
    return tuple(read_file(data, form, known, shared).all_parts())


def read_file(
    data: bytes,
    form: str,
    known: frozenset[bytes] = frozenset(),
    shared: Shared | None = None,
) -> Bundle:
    """Every text of a file; `form` is `pdf`, `docx`, `json` or `md`. `known` are parts of a Word
    file that need no reading, such as the pictures of a letterhead; `shared` is what the files of
    a run have in common.

    Raises:
        ValueError: the bytes are not of that form: what cannot be read cannot be vouched for.
    """
    match form:
        case "pdf":
            return _decode_pdf(data, shared or Shared())
        case "docx":
            return _decode_word(data, known, shared or Shared())
        case "json":
            return Bundle(_json_parts(json.loads(data)))
        case "md":
            return Bundle(tuple(_report_parts(data.decode())))
        case _:
            raise ValueError(f"no way to decode {form!r}")


def _report_parts(text: str) -> Iterator[Part]:
    """The lines of a change report without the signs that mark up and escape."""
    for number, line in enumerate(text.splitlines(), start=1):
        if words := _MARKS.sub(r"\1", line).strip():
            yield Part(f"line {number}", "spoken", words)


def _decode_pdf(data: bytes, shared: Shared) -> Bundle:
    # pikepdf is heavy; a Word-only run must not wait for it.
    from briefgen.proof.pdf_objects import DAMAGED  # noqa: PLC0415
    from briefgen.proof.pdf_parts import pdf_bundle  # noqa: PLC0415

    try:
        return pdf_bundle(data, shared)
    except DAMAGED as fault:
        raise ValueError(f"not a PDF that can be read: {fault}") from fault


def _decode_word(data: bytes, known: frozenset[bytes], shared: Shared) -> Bundle:
    from briefgen.proof.word_parts import word_bundle  # noqa: PLC0415 (lxml)

    try:
        return word_bundle(data, known, shared)
    except UNREADABLE as fault:
        raise ValueError(f"not a Word file that can be read: {fault}") from fault


def decode_nested(data: bytes) -> tuple[Part, ...]:
    """The texts of a PDF or a zip package inside another file; () for bytes that begin as neither,
    whose text the caller has looked through as it stands.

    Raises:
        ValueError: it begins as one of them and cannot be read, so its text may be packed away.
    """
    form = "pdf" if data.startswith(b"%PDF-") else "docx" if data.startswith(_PACKAGES) else ""
    try:
        return decode(data, form) if form else ()
    except ValueError as fault:
        raise ValueError(f"an attachment cannot be read: {fault}") from fault


def _kind_of(key: str) -> Kind:
    if key in _NAMING:
        return "name"
    return "structure" if key in _STRUCTURAL else "spoken"


def _json_parts(value: Any) -> tuple[Part, ...]:
    """Keys and texts; numbers are counts and lines of what the reader may see."""
    found: dict[Kind, list[str]] = {}
    keys: dict[str, None] = {}
    _collect(value, "", found, keys)
    found.setdefault("structure", []).extend(keys)
    return tuple(Part("manifest", kind, "\f".join(texts)) for kind, texts in found.items())


def _collect(value: Any, key: str, found: dict[Kind, list[str]], keys: dict[str, None]) -> None:
    match value:
        case dict():
            for name, inner in value.items():
                keys[name] = None
                _collect(inner, name, found, keys)
        case list():
            for inner in value:
                _collect(inner, key, found, keys)
        case str():
            found.setdefault(_kind_of(key), []).append(value)
        case _:
            pass
