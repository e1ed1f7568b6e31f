"""Words of any format into typed inlines: one blank for any run of blanks, nothing unshowable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from briefgen.model import (
    Emph,
    Inline,
    Inlines,
    Link,
    NativeName,
    NoteRef,
    Strong,
    Text,
)
from briefgen.tree import plain_text

# What `model.Text` refuses, and the marks that are no words: byte order mark, soft hyphen,
# zero-width space.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff\u00ad]"
)
_BLANKS = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
SAFE_LINKS = ("http://", "https://", "mailto:")


def squeeze(text: str) -> str:
    """Text in NFC with single blanks and without characters that no page can show."""
    return _BLANKS.sub(" ", _UNSHOWABLE.sub("", unicodedata.normalize("NFC", text)))


def clean_line(text: str) -> str:
    """One line of code: its blanks kept, tabs as four of them."""
    return _UNSHOWABLE.sub("", unicodedata.normalize("NFC", text.expandtabs(4))).translate(
        {ord(c): " " for c in "\r\n\x0b\x0c\x85\u2028\u2029"}
    )


def inlines(text: str) -> Inlines:
    """Plain words as inlines, without blanks at the edges; () for none."""
    words = squeeze(text).strip()
    return (Text(words),) if words else ()


def link(target: str, content: Inlines) -> Inlines:
    """A link where the target is a web or mail address, else its words alone."""
    safe = target.strip()
    if not content or not safe.lower().startswith(SAFE_LINKS) or _UNSHOWABLE.search(safe):
        return content
    if _BLANKS.search(safe):
        return content
    return (Link(safe, content),)


def tidy(content: Iterable[Inline]) -> Inlines:
    """Inlines as a paragraph holds them: no blanks at the edges or doubled, neighbours merged."""
    return _strip_end(_merge(_squeeze(tuple(content), blank_before=True)[0]))


def _squeeze(content: Sequence[Inline], *, blank_before: bool) -> tuple[Inlines, bool]:
    """Inlines without doubled blanks, and whether they end with one."""
    done: list[Inline] = []
    for inline in content:
        match inline:
            case Text(text):
                words = squeeze(text)
                if blank_before:
                    words = words.removeprefix(" ")
                if words:
                    done.append(Text(words))
                    blank_before = words.endswith(" ")
            case Emph(inner) | Strong(inner):
                kept, blank_before = _squeeze(inner, blank_before=blank_before)
                if kept:
                    done.append(type(inline)(kept))
            case Link(target, inner):
                kept, blank_before = _squeeze(inner, blank_before=blank_before)
                if kept:
                    done.append(Link(target, kept))
            case NativeName() | NoteRef():
                done.append(inline)
                blank_before = False
            case _:
                assert_never(inline)
    return tuple(done), blank_before


def _merge(content: Inlines) -> Inlines:
    done: list[Inline] = []
    for inline in content:
        last = done[-1] if done else None
        if isinstance(inline, Text) and isinstance(last, Text):
            done[-1] = Text(last.text + inline.text)
        elif isinstance(inline, Emph) and isinstance(last, Emph):
            done[-1] = Emph(_merge((*last.content, *inline.content)))
        elif isinstance(inline, Strong) and isinstance(last, Strong):
            done[-1] = Strong(_merge((*last.content, *inline.content)))
        else:
            done.append(inline)
    return tuple(done)


def _strip_end(content: Inlines) -> Inlines:
    """The same without a blank at the end, however deep it stands."""
    if not content:
        return ()
    last = content[-1]
    match last:
        case Text(text):
            kept = text.rstrip(" ")
            return (*content[:-1], Text(kept)) if kept else _strip_end(content[:-1])
        case Emph(inner) | Strong(inner):
            rest = _strip_end(inner)
            return (*content[:-1], type(last)(rest)) if rest else _strip_end(content[:-1])
        case Link(target, inner):
            rest = _strip_end(inner)
            return (*content[:-1], Link(target, rest)) if rest else _strip_end(content[:-1])
        case NativeName() | NoteRef():
            return content
        case _:
            assert_never(last)


def retold(content: Inlines, tell: Callable[[str], str]) -> Inlines:
    """The same inlines, the text in them changed."""
    done: list[Inline] = []
    for inline in content:
        match inline:
            case Text(text):
                done += (Text(told),) if (told := tell(text)) else ()
            case Emph(inner) | Strong(inner) | Link(_, inner):
                done.append(replace(inline, content=retold(inner, tell)))
            case NativeName() | NoteRef():
                done.append(inline)
            case _:
                assert_never(inline)
    return tuple(done)


def has_words(content: Inlines) -> bool:
    return bool(plain_text(content).strip())
