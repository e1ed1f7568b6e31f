"""The headers of a mail to their words, and to those where a marking may stand."""

from __future__ import annotations

import email.errors
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Final

from briefgen.model import Aside
from briefgen.reading.formats.words import squeeze

# What the standard library raises over headers that are no headers.
UNPARSED: Final = (
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    LookupError,
    OverflowError,
    email.errors.MessageError,
)
# Headers that programs write on the way: they hold ids and addresses.
_TRAIL: Final = re.compile(
    r"received|dkim|arc-|authentication|message-id|references|in-reply", re.IGNORECASE
)


def header_words(message: EmailMessage, name: str) -> str:
    """A header in words, "" where it is missing or cannot be parsed."""
    try:
        return squeeze(str(message.get(name, ""))).strip()
    except UNPARSED:
        return ""


def header_asides(message: EmailMessage) -> Iterator[Aside]:
    """Each header by itself, with and without its name: "X-Classification: Secret"."""
    for name in dict.fromkeys(message.keys()):
        if not _TRAIL.match(name) and (words := header_words(message, name)):
            yield Aside(text=words)
            yield Aside(text=f"{name}: {words}")
