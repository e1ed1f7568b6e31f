"""A top block of a memo as it was written: its XML, and what the memo's store says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from briefgen.anchored import BOOKMARK, Anchored
from briefgen.renderers.word.blocks.changed import WORD_STYLE
from briefgen.renderers.word.kept import Kept

_DRAWING: Final = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_CHANGE_WORD: Final = re.compile(
    rf'<w:r><w:rPr><w:rStyle w:val="{WORD_STYLE}"/>(?:(?!</w:r>).)*</w:r>'
)
_WORDS: Final = re.compile(r"<w:t[ >][^<]*|<w:(?:br|tab)/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """The words, as XML, of a stretch that are no place's: of paragraphs that have none (`fixed`),
    of drawings and of what is said of changes.
    """

    fixed: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The XML of a top block with its places in order. `aside` and `stored` are what the store
    holds of it, where that is known: `stored` of a memo without edits and without links.
    """

    xml: str
    places: tuple[Anchored, ...] = ()
    aside: Aside | None = None
    stored: str | None = None


def words_aside(xml: str, kept: Kept) -> Aside:
    """The words of a stretch that are no place's."""
    drawings = _DRAWING.findall(xml) if "<w:drawing>" in xml else []
    changes = _CHANGE_WORD.findall(xml) if WORD_STYLE in xml else []
    bare = _DRAWING.sub("", xml) if drawings else xml
    bare = _CHANGE_WORD.sub("", bare) if changes else bare
    return Aside(
        fixed=tuple(dict.fromkeys(_fixed(bare, kept))),
        drawn=tuple(_spoken(drawings)),
        said=tuple(_spoken(changes)),
    )


def _fixed(xml: str, kept: Kept) -> Iterator[str]:
    """The words of all paragraphs without a place."""
    for piece in xml.split("</w:p>"):
        start = -1 if BOOKMARK in piece else piece.find("<w:p>")
        if start < 0:
            continue
        paragraph = piece[start:]
        # A bookmark's id is another one in each memo.
        other = "<w:bookmarkStart" in paragraph
        if words := _words(paragraph) if other else kept.words_of(paragraph, _words):
            yield words


def _words(paragraph: str) -> str:
    pieces = (
        piece.partition(">")[2] if piece.startswith("<w:t") and piece != "<w:tab/>" else " "
        for piece in _WORDS.findall(paragraph)
    )
    return " ".join("".join(pieces).split())


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The words of each piece of XML, each once."""
    said = (" ".join(t.partition(">")[2] for t in _WORDS.findall(piece)) for piece in pieces)
    yield from (words for words in dict.fromkeys(" ".join(one.split()) for one in said) if words)
