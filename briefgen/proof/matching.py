"""Sentences of a finished file to the places in the sources that say them word for word."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from briefgen.model import Code, Document, Figure, ListItem, Milestone, Paragraph, Quote, Section
from briefgen.proof.folding import visible
from briefgen.slotted import dataclass
from briefgen.tree import Node, line_numbers, own_inlines, plain_text, walk

_ALIKE: Final = str.maketrans("‘’‚‛“”„‟«»‹›‐‑‒–—−", "''''\"\"\"\"\"\"''------")
_LINE_END: Final = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?=\w)")
# "... in the future," he said: a quotation set apart loses this comma.
_COMMA: Final = re.compile(r",(?=[\"'](?:\W|$))")
_GAP: Final = "\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A text of a source with its lines, as (first, last) pairs; `mended`: after repairs."""

    source: str
    lines: tuple[tuple[int, int], ...]
    text: str
    mended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All sayings, squeezed into one text; `starts` says where each begins."""

    sayings: tuple[Saying, ...]
    key: str
    starts: tuple[int, ...]
    word_starts: bytes


def squeezed(text: str) -> str:
    """A text as it is compared: without spaces, one kind of quote and of dash."""
    return "".join(_flat(text).split())


def _flat(text: str) -> str:
    flat = text
    if not text.isascii():
        flat = unicodedata.normalize("NFKC", visible(text)).translate(_ALIKE)
    return _COMMA.sub("", flat) if "," in flat else flat


def squeeze(text: str) -> tuple[str, bytes]:
    """A text as it is compared, and for each character whether a word or a mark begins with it."""
    flat = _flat(text)
    kept: list[str] = []
    begins = bytearray()
    before = " "
    for char in flat:
        if not char.isspace():
            kept.append(char)
            begins.append(not (char.isalnum() and before.isalnum()))
        before = char
    return "".join(kept), bytes(begins)


def say_all(documents: Iterable[Document]) -> Iterator[Saying]:
    """Every text of the sources: as it stood, and where repairs changed it also after them."""
    for document in documents:
        for node in walk(document.blocks):
            yield from _sayings(document.id, node)
        title = plain_text(document.title)
        if title:
            yield Saying(source=document.id, lines=(), text=title, mended=True)


def _sayings(source: str, node: Node) -> Iterator[Saying]:
    lines = tuple((start, end) for _, start, end in line_numbers(node.origins))
    original = getattr(node, "original", None)
    if original:
        yield Saying(source=source, lines=lines, text=original)
    mended = original is not None
    match node:
        case ListItem() if mended:
            texts = [plain_text(b.content) for b in node.blocks if isinstance(b, Paragraph)]
        case Code():
            texts = ["\n".join(node.lines), *node.lines]
        case Figure():
            texts = [node.alt, plain_text(node.caption)]
        case Section():
            texts = [plain_text(node.title)]
        case Milestone() | Quote() | _:
            texts = [plain_text(content) for content in own_inlines(node)]
    for text in texts:
        if text:
            yield Saying(source=source, lines=lines, text=text, mended=mended)


def build_index(sayings: Iterable[Saying]) -> Index:
    """The sayings ready to be searched; a hyphen at a line end is tried kept and dropped."""
    listed: list[Saying] = []
    keys: list[str] = []
    begins: list[bytes] = []
    starts: list[int] = []
    at = 0
    for saying in sayings:
        for text in dict.fromkeys((saying.text, _LINE_END.sub("", saying.text))):
            key, begin = squeeze(text)
            listed.append(saying)
            starts.append(at)
            keys.append(key + _GAP)
            begins.append(begin + b"\x01")
            at += len(key) + 1
    return Index(
        sayings=tuple(listed),
        key="".join(keys),
        starts=tuple(starts),
        word_starts=b"".join(begins),
    )


def find(index: Index, text: str) -> tuple[Saying, ...]:
    """The sayings that hold a text as whole words, as it stood before those after repairs."""
    key = squeezed(text)
    found: dict[Saying, None] = {}
    at = index.key.find(key) if key else -1
    while at >= 0:
        end = at + len(key)
        if index.word_starts[at] and index.word_starts[end]:
            found[index.sayings[bisect_right(index.starts, at) - 1]] = None
        at = index.key.find(key, at + 1)
    return tuple(sorted(found, key=lambda saying: saying.mended))
