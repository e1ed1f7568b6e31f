"""Bytes of a file into text: byte order mark, strict UTF-8 over the whole file, UTF-16, cp1252."""

from __future__ import annotations

import codecs

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, warning
from briefgen.errors import ExitCode

# Longest marks first: the UTF-32 little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OPENERS = frozenset(mark[:1] for mark, _ in _MARKS)
_UTF16_SAMPLE = 4096
_TEXT_CONTROLS = b"\t\n\r\f\x0b\x1b"
_HINT = "state `encoding:` for this source in the config if it is text"


def decode(data: bytes, *, shown: str, encoding: str = "") -> tuple[str | None, Diagnostics]:
    """Text of `data`, or None with an error (exit 5) where it is no text.

    `encoding` is what the config states; it is tried alone. The first that fits of: the mark at
    the start, UTF-8 without a fault in the whole file, UTF-16 without a mark, cp1252 with a
    warning.
    """
    if encoding:
        return _decode_as_stated(data, shown, encoding)
    for mark, name in _MARKS if data[:1] in _OPENERS else ():
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], shown, name)
    if name := _unmarked_utf16(data):
        return _decode_strictly(data, shown, name)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return None, (_not_text(shown, "it holds NUL bytes", line),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        return _decode_as_cp1252(data, shown, fault)


def _decode_as_stated(data: bytes, shown: str, encoding: str) -> tuple[str | None, Diagnostics]:
    try:
        known = codecs.lookup(encoding)
    except (LookupError, ValueError):
        hint = "name an encoding such as utf-8, utf-16 or cp1252"
        return None, (_fault("unknown-encoding", f"{encoding!r} is no encoding", shown, hint),)
    if not known._is_text_encoding:
        hint = "name an encoding such as utf-8, utf-16 or cp1252"
        message = f"{encoding!r} is not an encoding of text"
        return None, (_fault("unknown-encoding", message, shown, hint),)
    text, found = _decode_strictly(data, shown, known.name)
    return (text.removeprefix("\ufeff"), found) if text is not None else (None, found)


def _decode_strictly(data: bytes, shown: str, name: str) -> tuple[str | None, Diagnostics]:
    try:
        text = data.decode(name)
    except (UnicodeError, ValueError) as fault:
        at = getattr(fault, "start", 0)
        line = data.count(b"\n", 0, at) + 1
        return None, (_not_text(shown, f"it is not valid {name}", line),)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return None, (_not_text(shown, "it holds NUL characters", line),)
    return text, ()


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 of mostly Latin text has a zero in every second byte, and in no other."""
    sample = data[:_UTF16_SAMPLE]
    if len(data) % 2 or len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even == 0:
        return "utf-16-le"
    if even > 0.4 * half and odd == 0:
        return "utf-16-be"
    return ""


def _decode_as_cp1252(
    data: bytes, shown: str, fault: UnicodeDecodeError
) -> tuple[str | None, Diagnostics]:
    controls = sum(data.count(bytes([c])) for c in range(32) if c not in _TEXT_CONTROLS)
    line = data.count(b"\n", 0, fault.start) + 1
    if controls * 100 > len(data):
        return None, (_not_text(shown, "it is a binary file", line),)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None, (_not_text(shown, "it is neither UTF-8 nor cp1252", line),)
    message = "the file is not UTF-8 and was read as cp1252"
    hint = "state `encoding:` for this source in the config"
    return text, (warning("encoding-guessed", message, place=Place(shown, line), hint=hint),)


def _not_text(shown: str, why: str, line: int) -> Diagnostic:
    return error(
        "not-text",
        f"the file cannot be read as text: {why}",
        place=Place(shown, line),
        hint=_HINT,
        exit=ExitCode.SOURCE,
    )


def _fault(code: str, message: str, shown: str, hint: str) -> Diagnostic:
    return error(code, message, place=Place(shown), hint=hint, exit=ExitCode.SOURCE)
