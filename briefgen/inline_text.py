"""Inlines to one line of text with light markup, and back: what overrides hold and people read.

`**strong**`, `_slanted_`, `[words](address)`, `^[words]` for a note that people wrote; a backslash
before a star, a line, a square bracket, a caret or a backslash means the character itself. Other
note marks are left out: they belong to the pack, not to the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from briefgen.model import (
    Emph,
    Inline,
    Inlines,
    Link,
    NativeName,
    NoteRef,
    Strong,
    Text,
    without_controls,
)
from briefgen.tree import plain_text

_SPECIAL: Final = re.compile(r"([\\*_\[\]^])")
_TARGET: Final = re.compile(r"\]\(([^()\s]*)\)")
_SPACES: Final = re.compile(r"\s+")


def write_inlines(content: Iterable[Inline]) -> str:
    """The words with their markup, white space as single blanks."""
    if isinstance(content, tuple) and len(content) == 1 and isinstance(content[0], Text):
        return " ".join(_write(content[0], "").split())  # nearly all that is written
    return " ".join("".join(_write(inline, "") for inline in content).split())


def _write(inline: Inline, inside: str) -> str:
    """`inside` holds the marks that are open already: none is opened twice."""
    match inline:
        case Text(text) | NativeName(text, _):
            return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text
        case Strong(content):
            return _wrapped(content, "**", inside)
        case Emph(content):
            return _wrapped(content, "_", inside)
        case Link(target, content):
            inner = "".join(_write(one, f"{inside}[") for one in content)
            return inner if "[" in inside else f"[{inner}]({_address(target)})"
        case NoteRef(_, typed):
            return f"^[{typed}]" if typed else ""
        case _:
            assert_never(inline)


def _address(target: str) -> str:
    return target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def readdress(text: str, target: str, address: str | None) -> str:
    """Text with markup whose links to `target` lead to `address`; None leaves their words alone."""
    old = f"]({_address(target)})"
    if address is not None:
        return text.replace(old, f"]({_address(address)})")
    return re.sub(r"\[((?:[^\\\]]|\\.)*)" + re.escape(old), r"\1", text)


def addresses_in(text: str) -> tuple[str, ...]:
    """Where the links of a text with markup lead, in their order."""
    return tuple(_TARGET.findall(text))


def notes_in(text: str) -> tuple[str, ...]:
    """The words of the notes that people wrote in a text with markup, in their order."""
    return tuple(_typed(read_inlines(text))) if "^[" in text else ()


def _typed(content: Inlines) -> Iterator[str]:
    for inline in content:
        match inline:
            case NoteRef(_, typed) if typed:
                yield typed
            case Emph(inner) | Strong(inner) | Link(_, inner):
                yield from _typed(inner)
            case _:
                pass


def _wrapped(content: Inlines, mark: str, inside: str) -> str:
    """Blanks stay outside the marks, so that two ways of setting the same words are one text."""
    inner = "".join(_write(inline, inside + mark) for inline in content)
    words = inner.strip()
    if not words or mark in inside:
        return inner
    start = inner.index(words)
    return f"{inner[:start]}{mark}{words}{mark}{inner[start + len(words) :]}"


def read_inlines(text: str) -> Inlines:
    """Text with markup as inlines; a mark that is never closed stands for itself."""
    content, _, _ = _read(_SPACES.sub(" ", without_controls(text)).strip(), 0, "")
    return content


def plain_words(text: str) -> str:
    """The bare words of text with markup."""
    return plain_text(read_inlines(text))


def _read(text: str, at: int, closing: str) -> tuple[Inlines, int, bool]:
    """Inlines from `at` up to `closing` ("" for the end): them, the place after it, if it came."""
    found: list[Inline] = []
    run = ""
    while at < len(text):
        if closing and text.startswith(closing, at):
            return _with_run(found, run), at + len(closing), True
        if text[at] == "\\" and at + 1 < len(text) and _SPECIAL.match(text[at + 1]):
            run += text[at + 1]
            at += 2
            continue
        inner, after = _marked(text, at)
        if inner is None:
            run += text[at]
            at += 1
            continue
        found = [*_with_run(found, run), inner]
        run, at = "", after
    return _with_run(found, run), at, not closing


def _with_run(found: list[Inline], run: str) -> Inlines:
    return (*found, Text(run)) if run else tuple(found)


def _marked(text: str, at: int) -> tuple[Inline | None, int]:
    """Strong, slanted or linked words that begin at `at`, and the place after them."""
    if text.startswith("**", at):
        content, after, closed = _read(text, at + 2, "**")
        return (Strong(content), after) if closed and content else (None, at)
    if text.startswith("^[", at):
        content, after, closed = _read(text, at + 2, "]")
        return (NoteRef(0, write_inlines(content)), after) if closed and content else (None, at)
    if text[at] == "_":
        content, after, closed = _read(text, at + 1, "_")
        return (Emph(content), after) if closed and content else (None, at)
    if text[at] == "[":
        content, after, closed = _read(text, at + 1, "]")
        target = _TARGET.match(text, after - 1) if closed else None
        if target:
            return Link(target.group(1), content), target.end()
    return None, at
