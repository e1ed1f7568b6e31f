"""A top block of a memo as it was written: its XML, and what the memo's store says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from briefgen.anchored import BOOKMARK, KEY_DIGITS, Anchored
from briefgen.renderers.word.blocks.changed import WORD_STYLE
from briefgen.renderers.word.kept import Kept
from briefgen.slotted import dataclass

_DRAWING: Final = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_CHANGE_WORD: Final = re.compile(
    rf'<w:r><w:rPr><w:rStyle w:val="{WORD_STYLE}"/>(?:(?!</w:r>).)*</w:r>'
)
_CONTENTS_STYLE: Final = re.compile(
    r'<w:p><w:pPr><w:pStyle w:val="(TOC1|TOCHeading|BGContentsDetail)"/>'
)
_CONTENTS: Final[Mapping[str, str]] = MappingProxyType(
    {"TOC1": "contents", "TOCHeading": "title", "BGContentsDetail": "detail"}
)
_WORDS: Final = re.compile(r"<w:t[ >][^<]*|<w:(?:br|tab)/>")


class Fixed(NamedTuple):
    """Words that are the memo's own, and where they stand."""

    where: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """The words, as XML, of a stretch that are no place's: of paragraphs that have none, in order
    (`fixed`), of drawings and of what is said of changes.

    With fixed words it says where they stand, as attributes: in the contents, or after which place;
    "" for that before the stretch. `last` is the stretch's own last place, "" for none.
    """

    fixed: tuple[Fixed, ...] = ()
    last: str = ""
    drawings: int = 0
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
    fixed, last = _fixed(bare, kept)
    return Aside(
        fixed=fixed,
        last=last,
        drawings=xml.count("<w:drawing>"),
        drawn=tuple(_spoken(drawings)),
        said=tuple(_spoken(changes)),
    )


def _fixed(xml: str, kept: Kept) -> tuple[tuple[Fixed, ...], str]:
    """The words of all paragraphs without a place, and the last place among them."""
    found: list[Fixed] = []
    after = ""
    for piece in xml.split("</w:p>"):
        if (mark := piece.rfind(BOOKMARK)) >= 0:
            key = mark + len(BOOKMARK)
            after = f' after="{piece[key : key + KEY_DIGITS]}"'
            continue
        start = piece.find("<w:p>")
        if start < 0:
            continue
        paragraph = piece[start:]
        # A bookmark's id is another one in each memo.
        other = "<w:bookmarkStart" in paragraph
        if words := _words(paragraph) if other else kept.words_of(paragraph, _words):
            style = _CONTENTS_STYLE.match(paragraph)
            where = f' in="{_CONTENTS[style.group(1)]}"' if style else after
            found.append(Fixed(where, words))
    return tuple(found), after


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
