"""A mail into a reading: its headers as metadata, and its bodies as one text."""

from __future__ import annotations

import codecs
import email
import email.errors
import email.policy
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.headerregistry import Address, DateHeader
from email.message import EmailMessage
from typing import Final

from briefgen.diagnostics import Diagnostics
from briefgen.errors import BriefgenError
from briefgen.model import (
    Aside,
    Boilerplate,
    DateMention,
    PartialDate,
    Person,
    Section,
)
from briefgen.reading.decode import decode
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import assemble
from briefgen.reading.formats.html.reader import find_in_page
from briefgen.reading.formats.mail.bodies import (
    TEXTS,
    MailText,
    find_bodies,
    join_bodies,
)
from briefgen.reading.formats.mail.headers import UNPARSED, header_asides, header_words
from briefgen.reading.formats.mail.lines import LineMap, file_lines, moved, moved_numbers
from briefgen.reading.formats.mail.replies import QuotedLines
from briefgen.reading.formats.words import inlines, squeeze
from briefgen.reading.outline import origins
from briefgen.reading.plain.reader import read_plain
from briefgen.reading.source import Reading, ReadOptions
from briefgen.slotted import dataclass

MAX_PARTS: Final = 500
_UNNAMED: Final = {"message/rfc822": "a forwarded mail"}
_ENCRYPTED: Final = ("application/pkcs7-mime", "multipart/encrypted")
# What programs put before the subject of a mail that is answered or sent on, in three languages;
# the header as it stands is kept beside the title.
_ANSWERS: Final = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)(?:\[\d{1,3}\])?\s?:\s+)+(?=\S)", re.I)
_SHOWN_HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")
_HEADER: Final = re.compile(rb"^(?:[A-Za-z][\w-]*)[ \t]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What the headers say, each in words, and the lines they stand on."""

    title: str
    authors: tuple[Person, ...]
    date: PartialDate | None
    words: str
    lines: tuple[int, ...]
    asides: tuple[Aside, ...] = ()


def read_mail(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """RFC 5322 and MIME. Lines of origins are those of the file: where the body is encoded, the
    lines whose decoded text it is. Quoted replies and the signature are set apart.
    """
    raw = _as_bytes(data)
    try:
        opened = _open(raw, shown)
    except BriefgenError as fault:
        return None, fault.found
    except UNPARSED:
        return None, (faults.damaged(shown, "its parts cannot be told apart"),)
    text, found = join_bodies(opened.bodies, raw, shown)
    found = (*opened.found, *found)
    if text is None:
        return None, found
    read = _read_html_body if text.is_page else _read_plain_body
    reading, more = read(text, data, source_id, shown, replace(options, encoding=""))
    if reading is None:
        return None, (*found, *more)
    placed = _in_file(_with_replies(reading, text.apart, source_id), text.lines, raw)
    return _with_head(placed, opened.head, source_id, options), (*found, *more)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A message taken apart: what its headers say, its bodies, what is left out."""

    head: _Head
    bodies: tuple[EmailMessage, ...]
    found: Diagnostics


def _open(raw: bytes, shown: str) -> _Opened:
    """Raises BriefgenError where the file is no mail, is encrypted, too large or without text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if not _HEADER.match(raw.lstrip()):
        why = "it does not begin with the headers of a mail"
        raise BriefgenError(faults.damaged(shown, why))
    parts = list(_parts(message))
    if len(parts) > MAX_PARTS:
        raise BriefgenError(faults.over_limit(shown, f"more than {MAX_PARTS} parts"))
    if any(part.get_content_type() in _ENCRYPTED for part in parts):
        raise BriefgenError(faults.encrypted(shown, "the mail is encrypted"))
    found = _attachments(parts, shown)
    bodies = tuple(find_bodies(message))
    if not bodies:
        raise BriefgenError(*found, faults.empty(shown, "the mail has no text"))
    return _Opened(head=_head(message, raw), bodies=bodies, found=found)


# --- the message ----------------------------------------------------------------------------------


def _as_bytes(data: bytes) -> bytes:
    """The mail as UTF-8 where the file was saved as UTF-16 or with a byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        text, _ = decode(data, shown="")
        return text.encode() if text is not None else data
    return data


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk()):
        if count > MAX_PARTS:
            return
        if isinstance(part, EmailMessage):
            yield part


def _attachments(parts: Sequence[EmailMessage], shown: str) -> Diagnostics:
    names = [
        squeeze(str(part.get_filename() or _UNNAMED.get(kind, kind))).strip()
        for part in parts
        if (kind := part.get_content_type()) == "message/rfc822"
        or part.get_filename()
        or not (part.is_multipart() or kind in TEXTS)
        or part.is_attachment()
    ]
    if not names:
        return ()
    listed = ", ".join(names[:20]) + (" and more" if len(names) > 20 else "")
    what = f"{'an attachment was' if len(names) == 1 else 'attachments were'} left out: {listed}"
    hint = "save those that are sources into seeds/ as files of their own"
    return (faults.left_out("attachment-left-out", shown, what, hint),)


# --- headers --------------------------------------------------------------------------------------


def _head(message: EmailMessage, raw: bytes) -> _Head:
    shown = []
    for name in _SHOWN_HEADERS:
        if value := header_words(message, name):
            shown.append(f"{name}: {value}")
    end = len(raw[: _end_of_headers(raw)].splitlines())
    return _Head(
        title=_ANSWERS.sub("", header_words(message, "Subject")),
        authors=_authors(message),
        date=_date(message),
        words=" | ".join(shown),
        lines=tuple(range(1, max(end, 1) + 1)),
        asides=tuple(header_asides(message)),
    )


def _end_of_headers(raw: bytes) -> int:
    ends = [at for mark in (b"\n\n", b"\r\n\r\n", b"\r\r") if (at := raw.find(mark)) >= 0]
    return min(ends, default=len(raw))


def _authors(message: EmailMessage) -> tuple[Person, ...]:
    """Who the mail says it is from: the name, else the address."""
    try:
        addresses: Sequence[Address] = getattr(message.get("From"), "addresses", ())
    except UNPARSED:
        return ()
    names = (squeeze(one.display_name or one.addr_spec).strip() for one in addresses)
    return tuple(Person(name=name) for name in names if name)


def _date(message: EmailMessage) -> PartialDate | None:
    """The day that the header states, in the zone that it states."""
    try:
        stated = message.get("Date")
        when = stated.datetime if isinstance(stated, DateHeader) else None
    except UNPARSED:
        return None
    return PartialDate(year=when.year, month=when.month, day=when.day) if when else None


# --- the body -------------------------------------------------------------------------------------


def _read_plain_body(
    text: MailText, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    plain, found = read_plain(
        text.words, source_id=source_id, shown=shown, language=options.language, title=options.title
    )
    reading = Reading(
        document=plain.document,
        shown=shown,
        sha256=hashlib.sha256(data).hexdigest(),
        line_count=plain.line_count,
        repairs=plain.repairs,
        quirks=plain.quirks,
        language=plain.document.language,
    )
    return reading, found


def _with_replies(
    reading: Reading, apart: Sequence[tuple[str, QuotedLines]], source_id: str
) -> Reading:
    """The reading with what of plain text is no text of the mail, at its end."""
    blocks = tuple(
        Boilerplate(
            id=f"{source_id}/reply/b{n}",
            content=inlines(" ".join(words for _, words in lines)),
            reason=reason,
            origins=origins(source_id, [number for number, _ in lines]),
        )
        for n, (reason, lines) in enumerate(apart, 1)
    )
    if not blocks:
        return reading
    section = Section(id=f"{source_id}/reply", title=(), blocks=blocks)
    document = replace(reading.document, blocks=(*reading.document.blocks, section))
    return replace(reading, document=document)


def _read_html_body(
    text: MailText, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    found, diagnostics = find_in_page(text.words.encode("utf-8", "replace"), shown, options)
    if found is None:
        return None, diagnostics
    reading = assemble(
        replace(found, title=""), data=data, source_id=source_id, shown=shown, options=options
    )
    unread = [
        replace(one, at=next(iter(moved_numbers((one.at,), text.lines)), 1)) for one in found.unread
    ]
    return reading, (*diagnostics, *faults.pictures(shown, unread))


def _in_file(reading: Reading, lines: LineMap, raw: bytes) -> Reading:
    """The same reading, its lines those of the file."""
    return replace(
        reading,
        document=moved(reading.document, lines),
        line_count=len(file_lines(raw)),
        repairs=tuple(replace(r, lines=moved_numbers(r.lines, lines)) for r in reading.repairs),
        asides=tuple(
            replace(a, line=next(iter(moved_numbers((a.line,), lines)), 1)) for a in reading.asides
        ),
        quirks=tuple(replace(q, lines=moved_numbers(q.lines, lines)) for q in reading.quirks),
    )


def _with_head(reading: Reading, head: _Head, source_id: str, options: ReadOptions) -> Reading:
    """The reading with what the headers state, and they themselves set apart at the start."""
    document = reading.document
    where = origins(source_id, head.lines)
    block = Boilerplate(
        id=f"{source_id}/head/b1", content=inlines(head.words), reason="mail header", origins=where
    )
    section = Section(id=f"{source_id}/head", title=(), blocks=(block,))
    metadata = document.metadata
    if head.date:
        mention = DateMention(value=head.date, block=block.id, origins=where)
        metadata = replace(metadata, dates=(mention, *metadata.dates))
    document = replace(
        document,
        title=inlines(options.title or head.title) or document.title,
        blocks=(section, *document.blocks) if head.words else document.blocks,
        metadata=replace(metadata, authors=head.authors or metadata.authors),
    )
    return replace(reading, document=document, asides=(*head.asides, *reading.asides))
