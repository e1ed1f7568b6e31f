"""XML of any kind to its texts: element text, comments and attribute values."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from briefgen.proof.parts import Kind, Part

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

# Of XML as lxml writes it: double quotes, and `<`, `>` and `&` escaped in texts and values.
_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_INLINE_TAG: Final = re.compile(rf"</?(?:[\w.-]+:)?(?:{_INLINE})(?:\s[^>]*)?/?>")
_BLANK_TAG: Final = re.compile(rf"</?(?:[\w.-]+:)?(?:{_BLANK})(?:\s[^>]*)?/?>")
_TAG: Final = re.compile(r"<[^>]*>")
_VALUED_TAG: Final = re.compile(rf"<(?:[\w.-]+:)?(?:{_VALUED})\s[^>]*>")
_ATTRIBUTE: Final = re.compile(r'\s(?:[\w.-]+:)?([\w.-]+)="([^"]*)"')


def xml_parts(data: bytes, where: str, *, plain_names: bool = False) -> Iterator[Part]:
    """Every text of an XML document, a form feed between two blocks; nothing at all for no XML.

    `plain_names`: its `name` attributes are words of the format (styles, fonts), no words of ours.
    """
    text = _written_anew(data)
    if text is None:
        return
    for comment in _COMMENT.findall(text):
        yield Part(f"{where} (comment)", "spoken", comment)
    text = _COMMENT.sub("", text)
    blocks = _TAG.sub("\f", _INLINE_TAG.sub("", _BLANK_TAG.sub(" ", text)))
    yield Part(where, "spoken", html.unescape(blocks))
    yield from _values(text, where, plain_names=plain_names)


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


def _values(text: str, where: str, *, plain_names: bool) -> Iterator[Part]:
    """The values of attributes, each once, by who gets to see them."""
    found: dict[tuple[Kind, str], list[str]] = {}
    valued = {pair for tag in _VALUED_TAG.findall(text) for pair in _ATTRIBUTE.findall(tag)}
    for name, written in dict.fromkeys(_ATTRIBUTE.findall(text)):
        value = html.unescape(written)
        kind: Kind = "structure"
        if name in _SPOKEN:
            kind = "spoken"
        elif (name, written) in valued or (name in _NAMING and not plain_names):
            kind = "name"
        place = where if kind == "structure" else f"{where} ({name})"
        found.setdefault((kind, place), []).append(value)
    for (kind, place), values in found.items():
        yield Part(place, kind, "\f".join(values))
