"""XML of any kind to its texts: element text, comments and attribute values."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from lxml import etree

from briefgen.proof.parts import Kind, Part
from briefgen.proof.sharing import MOST_KEPT, Shared

# Elements through which text goes on without a gap: runs of one paragraph, with what stands in
# them; and those that stand for a blank.
_INLINE: Final = (
    "r|t|b|i|hyperlink|smartTag|sdt|sdtContent|ins|del|delText|bookmarkStart|bookmarkEnd|proofErr"
    "|rPr|fldSimple|span|em|strong"
)
_BLANK: Final = "tab|br|cr|noBreakHyphen"
# Attributes that a reader's program shows, and those that name something.
_SPOKEN: Final = frozenset({"descr", "title", "alt", "author", "initials", "tooltip", "instr"})
_NAMING: Final = frozenset({"Target", "PartName", "name", "anchor", "displayName"})
# Elements whose value a program shows or that name a part of the text.
_VALUED: Final = "tag|alias|docVar|placeholder"

_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_DECLARATION: Final = re.compile(rb"\s*<\?xml[^?>]*\?>")
_OTHER_CODING: Final = re.compile(rb"encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_END_OF_PARAGRAPH: Final = "</w:p>"
_TAG: Final = re.compile(r"(<[^>]*>)")
# A tag that says what it seems to: no comment, one kind of quotes, no sign of a tag inside.
_PLAIN_TAG: Final = re.compile(
    r"</?(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+=\"[^\"<]*\")*)\s*/?>", re.ASCII
)
_INLINE_NAME: Final = re.compile(_INLINE)
_BLANK_NAME: Final = re.compile(_BLANK)
_VALUED_NAME: Final = re.compile(_VALUED)
_ATTRIBUTE: Final = re.compile(r'\s(?:[\w.-]+:)?([\w.-]+)="([^"]*)"')


class _Tag(NamedTuple):
    """What a tag means: what stands for it between the words around it, and its values as (who gets
    to see it, attribute, value).
    """

    gap: str
    values: tuple[tuple[Kind, str, str], ...]


class _Tags(dict[str, _Tag | None]):
    """Tags as they are written to what they mean, None for one that is not plain; each is read
    once, since a run's files have most of theirs in common.
    """

    def __init__(self, *, plain_names: bool) -> None:
        super().__init__()
        self._plain_names = plain_names
        self.key = "names of the format" if plain_names else "names"

    def __missing__(self, written: str) -> _Tag | None:
        found = _PLAIN_TAG.fullmatch(written)
        if len(self) >= MOST_KEPT:
            self.clear()
        tag = self[written] = self._read(*found.groups()) if found else None
        return tag

    def _read(self, name: str, attributes: str) -> _Tag:
        valued = bool(_VALUED_NAME.fullmatch(name))
        values = tuple(
            (self._kind(key, valued=valued), key, html.unescape(value))
            for key, value in _ATTRIBUTE.findall(attributes)
        )
        blank = " " if _BLANK_NAME.fullmatch(name) else "\f"
        return _Tag("" if _INLINE_NAME.fullmatch(name) else blank, values)

    def _kind(self, name: str, *, valued: bool) -> Kind:
        if name in _SPOKEN:
            return "spoken"
        return "name" if valued or (name in _NAMING and not self._plain_names) else "structure"


def xml_parts(
    data: bytes, where: str, shared: Shared, *, plain_names: bool = False
) -> Iterator[Part]:
    """Every text of an XML document, a form feed between two blocks; nothing at all for no XML.

    `plain_names`: its `name` attributes are words of the format (styles, fonts), no words of ours.
    """
    tags = shared.once(("tags", plain_names), partial(_Tags, plain_names=plain_names))
    read = _read(_as_it_stands(data), tags, shared)
    if read is None:
        text = _written_anew(data)
        if text is None:
            return
        for comment in _COMMENT.findall(text):
            yield Part(f"{where} (comment)", "spoken", comment)
        read = _read(_COMMENT.sub("", text), tags, shared)
    if read is None:
        raise ValueError(f"{where} cannot be read")
    words, found = read
    yield Part(where, "spoken", html.unescape(words))
    yield from _values(found, where)


def _as_it_stands(data: bytes) -> str | None:
    """The document as text without its declaration; None for one in another coding than UTF-8."""
    head = _DECLARATION.match(data)
    if head and _OTHER_CODING.search(head.group()):
        return None
    try:
        return data[head.end() if head else 0 :].decode()
    except UnicodeDecodeError:
        return None


def _read(text: str | None, tags: _Tags, shared: Shared) -> tuple[str, list[_Tag]] | None:
    """The words of a document and its tags, each once; None for one that is not written plainly,
    or is no XML. A paragraph that stands in many documents is read once.
    """
    if text is None or "\0" in text or not text.lstrip().startswith("<"):
        return None
    *paragraphs, end = text.split(_END_OF_PARAGRAPH)
    words: list[str] = []
    found: dict[str, _Tag] = {}
    for written in (*(one + _END_OF_PARAGRAPH for one in paragraphs), end):
        read = shared.once((tags.key, written), partial(_read_piece, written, tags))
        if read is None:
            return None
        words.append(read[0])
        found.update(read[1])
    return "".join(words), list(found.values())


def _read_piece(written: str, tags: _Tags) -> tuple[str, dict[str, _Tag]] | None:
    """The words of a piece and its tags as they are written; None for one that is not plain."""
    pieces = _TAG.split(written)
    found = {written: tags[written] for written in dict.fromkeys(pieces[1::2])}
    plain = {written: tag for written, tag in found.items() if tag is not None}
    if len(plain) < len(found) or written.count("<") > len(pieces) // 2:
        return None
    pieces[1::2] = [plain[written].gap for written in pieces[1::2]]
    return "".join(pieces), plain


def _written_anew(data: bytes) -> str | None:
    """The document in one way of writing it, without instructions and entities of its own."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    beside = [etree.tostring(n, encoding="unicode") for n in root.itersiblings(preceding=True)]
    beside += [etree.tostring(n, encoding="unicode") for n in root.itersiblings()]
    return "".join((etree.tostring(root, encoding="unicode"), *beside))


def _values(tags: Sequence[_Tag], where: str) -> Iterator[Part]:
    """The values of attributes, each once, by who gets to see them."""
    found: dict[tuple[Kind, str], dict[str, None]] = {}
    for tag in tags:
        for kind, name, value in tag.values:
            place = where if kind == "structure" else f"{where} ({name})"
            found.setdefault((kind, place), {})[value] = None
    for (kind, place), values in found.items():
        yield Part(place, kind, "\f".join(values))
