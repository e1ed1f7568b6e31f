"""The parts that a mail shows as its text, put together into one, with the lines of each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from typing import Final

from briefgen.diagnostics import Diagnostics
from briefgen.reading.decode import decode
from briefgen.reading.formats import faults
from briefgen.reading.formats.mail.lines import LineMap, map_lines
from briefgen.reading.formats.mail.replies import QuotedLines, set_replies_apart
from briefgen.slotted import dataclass

TEXTS: Final = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """The bodies as one text; `lines`: the lines of the file that each of its lines stands on;
    `apart`: what of plain text is quoted or signature, with the lines of this text.
    """

    words: str
    is_page: bool
    lines: LineMap
    apart: tuple[tuple[str, QuotedLines], ...]


def find_bodies(part: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that a mail shows as its text, in their order (RFC 2046, 5.1): of alternatives
    the plain text, else the last that has words; of related parts the first. Those without words
    are none.
    """
    inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
    kind = part.get_content_type()
    if kind == "message/rfc822" or part.get_filename() or part.is_attachment():
        return
    if not part.is_multipart():
        if kind in TEXTS and _has_words(part):
            yield part
    elif kind == "multipart/alternative":
        shown = [bodies for one in inner if (bodies := tuple(find_bodies(one)))]
        plain = [b for b in shown if all(x.get_content_type() == "text/plain" for x in b)]
        yield from (plain or shown[-1:] or [()])[0]
    elif kind == "multipart/related":
        for one in inner[:1]:
            yield from find_bodies(one)
    else:
        for one in inner:
            yield from find_bodies(one)


def _has_words(part: EmailMessage) -> bool:
    whole = part.get_payload(decode=True)
    return isinstance(whole, bytes) and bool(whole.strip())


def join_bodies(
    bodies: Sequence[EmailMessage], raw: bytes, shown: str
) -> tuple[MailText | None, Diagnostics]:
    """All bodies one after the other: as a page where one of them is, else as plain text."""
    is_page = any(part.get_content_type() == "text/html" for part in bodies)
    texts: list[str] = []
    lines: list[tuple[int, int]] = []
    apart: list[tuple[str, QuotedLines]] = []
    found: Diagnostics = ()
    for part in bodies:
        payload, more = _payload(part, shown)
        found = (*found, *more)
        if payload is None:
            return None, found
        own = map_lines(raw, part, payload)
        if lines:
            lines.append((lines[-1][1], own[0][0]))
        if part.get_content_type() == "text/plain":
            payload, groups = set_replies_apart(payload)
            apart += ((why, [(n + len(lines), row) for n, row in rows]) for why, rows in groups)
            payload = _as_page(payload) if is_page else payload
        texts.append(payload)
        lines += own
    words = "\n\n".join(texts)
    return MailText(words=words, is_page=is_page, lines=tuple(lines), apart=tuple(apart)), found


def _as_page(text: str) -> str:
    """Plain text as HTML, each line on its own: what blank lines part is a paragraph."""
    return "<p>" + re.sub(r"\n(?=[ \t]*\n)", "</p><p>\n", html.escape(text)) + "</p>"


def _payload(part: EmailMessage, shown: str) -> tuple[str | None, Diagnostics]:
    """The decoded text of a part, lines ended by newlines."""
    whole = part.get_payload(decode=True)
    data = whole if isinstance(whole, bytes) else b""
    stated = part.get_content_charset("")
    try:
        text = data.decode(stated) if stated else None
    except (LookupError, UnicodeError, ValueError):
        text = None
    found: Diagnostics = ()
    if text is None or "\0" in text:
        text, found = decode(data, shown=shown)
    if text is not None and not text.strip():
        return None, (*found, faults.empty(shown, "the mail has no text"))
    return (text.replace("\r\n", "\n").replace("\r", "\n") if text else None), found
