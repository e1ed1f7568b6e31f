"""XML of any kind to its texts: element text, comments and attribute values."""

from __future__ import annotations

import html
import re
from functools import partial
from typing import Final, NamedTuple

from lxml import etree

from briefgen.proof.parts import Bundle, Kind, Part
from briefgen.proof.sharing import MOST_KEPT, Shared, digest

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

# Comments and instructions.
_ASIDE: Final = re.compile(r"<!--(.*?)-->|<\?(.*?)\?>", re.DOTALL)
_DECLARES: Final = re.compile(rb"<!DOCTYPE[^\[>]*\[")
_DECLARATION: Final = re.compile(rb"\s*<\?xml[^?>]*\?>")
_OTHER_CODING: Final = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_END_OF_PARAGRAPH: Final = b"</w:p>"
_LAST_END: Final = re.compile(rb"(</(?:[\w.-]+:)?([\w.-]+)>)\s*</[\w.:-]+>\s*\Z")
_COUNTER: Final = re.compile(rb'<w:bookmark(Start|End) w:id="\d+"')
_LONGEST_END: Final = 200
_TAG: Final = re.compile(r"(<[^>]*>)")
# A tag that says what it seems to: no comment, one kind of quotes, no sign of a tag inside.
_PLAIN_TAG: Final = re.compile(
    r"</?(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+=\"[^\"<]*\")*)\s*/?>", re.ASCII
)
_INLINE_NAME: Final = re.compile(_INLINE)
_JOINING_NAME: Final = re.compile(f"{_INLINE}|{_BLANK}")
_BLANK_NAME: Final = re.compile(_BLANK)
_VALUED_NAME: Final = re.compile(_VALUED)
_ATTRIBUTE: Final = re.compile(r'\s(?:[\w.-]+:)?([\w.-]+)="([^"]*)"')


class _Tag(NamedTuple):
    """What a tag means: what stands for it between the words around it, and its values."""

    gap: str
    values: Bundle | None


class _Tags(dict[str, _Tag | None]):
    """Tags of a part as they are written to what they mean, None for one that is not plain; each is
    read once, since a run's files have most of theirs in common.
    """

    def __init__(self, where: str, *, plain_names: bool) -> None:
        super().__init__()
        self.where = where
        self.key = (where, plain_names)
        self._plain_names = plain_names

    def __missing__(self, written: str) -> _Tag | None:
        found = _PLAIN_TAG.fullmatch(written)
        if len(self) >= MOST_KEPT:
            self.clear()
        tag = self[written] = self._read(*found.groups()) if found else None
        return tag

    def _read(self, name: str, attributes: str) -> _Tag:
        valued = _VALUED_NAME.fullmatch(name) is not None
        blank = " " if _BLANK_NAME.fullmatch(name) else "\f"
        gap = "" if _INLINE_NAME.fullmatch(name) else blank
        found: dict[tuple[Kind, str], list[str]] = {}
        for key, value in _ATTRIBUTE.findall(attributes):
            found.setdefault(self._place(key, valued=valued), []).append(value)
        parts = (
            Part(where, kind, _unescaped("\f".join(values)))
            for (kind, where), values in found.items()
        )
        return _Tag(gap, Bundle(tuple(parts)) if found else None)

    def _place(self, name: str, *, valued: bool) -> tuple[Kind, str]:
        """Who gets to see the value of an attribute, and where it stands."""
        if name in _SPOKEN:
            return "spoken", f"{self.where} ({name})"
        if valued or (name in _NAMING and not self._plain_names):
            return "name", f"{self.where} ({name})"
        return "structure", self.where


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def xml_bundle(
    data: bytes, where: str, shared: Shared, *, plain_names: bool = False
) -> Bundle | None:
    """Every text of an XML document, a form feed between two blocks; None for no XML.

    `plain_names`: its `name` attributes are words of the format (styles, fonts), no words of ours.
    """
    make = partial(_Tags, where, plain_names=plain_names)
    tags = shared.once(("tags", where, plain_names), make)
    read = _read(_as_it_stands(data), tags, shared)
    if read is not None:
        return Bundle(inner=read)
    text = _written_anew(data)
    if text is None:
        return None
    asides = ("".join(aside) for aside in _ASIDE.findall(text))
    read = _read(_ASIDE.sub("", text).encode(), tags, shared)
    if read is None:
        raise ValueError(f"{where} cannot be read")
    said = tuple(Part(f"{where} (comment)", "spoken", comment) for comment in asides)
    return Bundle(said, read)


def _as_it_stands(data: bytes) -> bytes | None:
    """The document without its declaration; None for one in another coding than UTF-8."""
    head = _DECLARATION.match(data)
    if head and _OTHER_CODING.search(head.group()):
        return None
    return data[head.end() if head else 0 :]


def _read(data: bytes | None, tags: _Tags, shared: Shared) -> tuple[Bundle, ...] | None:
    """The words and tags of a document, piece by piece; None for one that is not written plainly,
    or is no XML. A paragraph that stands in many documents is read once.
    """
    if data is None or b"\0" in data or not data.lstrip().startswith(b"<"):
        return None
    cut = _where_to_cut(data)
    *pieces, end = data.split(cut)
    read = [
        shared.once((tags.key, cut, digest(one)), _piece, one + cut, tags, shared) for one in pieces
    ]
    read.append(shared.once((tags.key, b"", digest(end)), _piece, end, tags, shared))
    found = tuple(one for one in read if one is not None)
    return found if len(found) == len(read) else None


def _where_to_cut(data: bytes) -> bytes:
    """The end of an element behind which another block begins: of a paragraph, or of what stands
    last in the document.
    """
    last = _LAST_END.search(data, max(len(data) - _LONGEST_END, 0))
    if _END_OF_PARAGRAPH in data or last is None or _JOINING_NAME.fullmatch(last[2].decode()):
        return _END_OF_PARAGRAPH
    return last[1]


def _piece(data: bytes, tags: _Tags, shared: Shared) -> Bundle | None:
    """What a piece says. Numbers that count bookmarks through a document are read as nought, so
    that a paragraph is the same wherever it stands; in a tag they say nothing to anybody.
    """
    uncounted = _COUNTER.sub(rb'<w:bookmark\1 w:id="0"', data)
    return shared.once((tags.key, b"", digest(uncounted)), _read_piece, uncounted, tags)


def _read_piece(data: bytes, tags: _Tags) -> Bundle | None:
    """The words of a piece and the values of its tags; None for one that is not plain."""
    try:
        written = data.decode()
    except UnicodeDecodeError:
        return None
    pieces = _TAG.split(written)
    read = [tag for one in pieces[1::2] if (tag := tags[one]) is not None]
    if len(read) < len(pieces) // 2 or written.count("<") > len(read):
        return None
    pieces[1::2] = [tag.gap for tag in read]
    words = _unescaped("".join(pieces))
    values = dict.fromkeys(tag.values for tag in read if tag.values is not None)
    return Bundle((Part(tags.where, "spoken", words),), tuple(values))


def _written_anew(data: bytes) -> str | None:
    """The document in one way of writing it.

    Raises:
        ValueError: it declares entities or the like of its own: what they say is not looked for.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None and _DECLARES.search(etree.tostring(tree)):
        raise ValueError("a part declares entities of its own")
    beside = [etree.tostring(n, encoding="unicode") for n in root.itersiblings(preceding=True)]
    beside += [etree.tostring(n, encoding="unicode") for n in root.itersiblings()]
    return "".join((etree.tostring(root, encoding="unicode"), *beside))
