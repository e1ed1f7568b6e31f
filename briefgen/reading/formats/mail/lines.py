"""Lines of a mail's decoded body to the lines of the file that they were encoded on."""

from __future__ import annotations

import binascii
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from email.message import EmailMessage
from typing import Any, TypeVar

from briefgen.model import Span

LineMap = tuple[tuple[int, int], ...]  # decoded line -> first and last line of the file
_T = TypeVar("_T")


def map_lines(raw: bytes, part: EmailMessage, text: str) -> LineMap:
    """For each line of `text`, the decoded body, the lines of the file; 1-based, inclusive.

    Exact for bodies sent as they are, as quoted-printable (RFC 2045, 6.7) and as base64 (6.8).
    """
    count = text.count("\n") + 1
    rows = file_lines(raw)
    body = _raw_body(part)
    start = _find(rows, body)
    if start < 0:
        return ((1, max(len(rows), 1)),) * count
    ends = _decoded_lengths(body, str(part.get("Content-Transfer-Encoding", "")).strip().lower())
    charset = part.get_content_charset("utf-8")
    found = []
    at = 0
    for line in text.split("\n"):
        size = len(_encoded(line, charset))
        first = bisect_right(ends, at)
        last = bisect_right(ends, max(at + size - 1, at))
        places = (start + min(row, len(body) - 1) + 1 for row in (first, last))
        one, two = (min(place, len(rows)) for place in places)
        found.append((one, two))
        at += size + len(_encoded("\n", charset))
    return tuple(found)


def file_lines(raw: bytes) -> list[bytes]:
    """The lines of a file, ended in any way."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")


def _raw_body(part: EmailMessage) -> list[bytes]:
    payload = part.get_payload(decode=False)
    text = payload if isinstance(payload, str) else ""
    whole = text.encode("utf-8", "surrogateescape")
    return whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _find(rows: Sequence[bytes], body: Sequence[bytes]) -> int:
    """Index of the row that a body starts on, -1 where it is not found."""
    wanted = list(body)
    while len(wanted) > 1 and not wanted[-1]:
        wanted.pop()
    for index in range(len(rows) - len(wanted) + 1):
        if rows[index] == wanted[0] and list(rows[index : index + len(wanted)]) == wanted:
            return index
    return -1


def _decoded_lengths(body: Sequence[bytes], encoding: str) -> list[int]:
    """How many bytes are decoded at the end of each line of the body."""
    done = signs = 0
    ends = []
    for row in body:
        if encoding == "base64":
            signs += sum(c not in b" \t=" for c in row)
            done = signs * 3 // 4
        elif encoding == "quoted-printable":
            soft = row.rstrip(b" \t").endswith(b"=")
            done += len(binascii.a2b_qp(row)) + (not soft)
        else:
            done += len(row) + 1
        ends.append(done)
    return ends


def _encoded(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset, "replace")
    except (LookupError, ValueError):  # no such charset, or one that is no charset of text
        return text.encode("utf-8", "replace")


def moved(value: _T, lines: LineMap) -> _T:
    """Anything made of our frozen data, its spans moved to the lines of the file."""
    return _moved(value, lines)  # type: ignore[no-any-return]


def _moved(value: Any, lines: LineMap) -> Any:
    if isinstance(value, Span):
        return Span(start=_at(lines, value.start)[0], end=_at(lines, value.end)[1])
    if isinstance(value, tuple):
        return tuple(_moved(one, lines) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: new
            for f in fields(value)
            if (new := _moved(old := getattr(value, f.name), lines)) is not old and new != old
        }
        return replace(value, **changed) if changed else value
    return value


def _at(lines: LineMap, number: int) -> tuple[int, int]:
    return lines[min(number, len(lines)) - 1]


def moved_numbers(numbers: Sequence[int], lines: LineMap) -> tuple[int, ...]:
    """Line numbers of repairs and quirks, moved the same way."""
    return tuple(dict.fromkeys(_at(lines, number)[0] for number in numbers))
