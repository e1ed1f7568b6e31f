"""Words of a block: runs of text with emphasis, links and note marks."""

from __future__ import annotations

import re
import unicodedata

from briefgen.slotted import dataclass

# C0/C1 controls, bidi overrides and isolates, non-characters: nothing a page can show, and
# XML 1.0 forbids most of them. Tabs and newlines are controls too: a `Text` is one run of a line.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def without_controls(text: str) -> str:
    """The text with a blank for each run of what no page can show."""
    return re.sub(f"{_FORBIDDEN.pattern}+", " ", text)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words: NFC, no control characters, no newline."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.isprintable() and (bad := _FORBIDDEN.search(self.text)):
            raise ValueError(f"control character U+{ord(bad.group()):04X} in text")
        if not unicodedata.is_normalized("NFC", self.text):
            object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))


@dataclass(frozen=True, slots=True)
class Emph:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is an http, https or mailto address, or `#` and the id of a block."""

    target: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NativeName:
    """A name in its own script (`国家图书馆`); left out, with a warning, without a font."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A raised mark that leads to the note with this number; glued to the word before it.

    `typed`: the words, with markup, of a note that people wrote themselves, "" for all others.
    """

    number: int
    typed: str = ""


Inline = Text | Emph | Strong | Link | NativeName | NoteRef


Inlines = tuple[Inline, ...]
