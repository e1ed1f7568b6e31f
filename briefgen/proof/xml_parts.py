"""XML of any kind to its texts: element text, comments and attribute values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from briefgen.proof.parts import Part

# Elements after which text goes on without a gap: runs of one paragraph, with what stands in them.
_INLINE: Final = frozenset(
    {"r", "t", "b", "i", "hyperlink", "smartTag", "sdt", "sdtContent", "ins", "del", "delText",
     "bookmarkStart", "bookmarkEnd", "proofErr", "rPr", "fldSimple", "span", "em", "strong"}
)  # fmt: skip
# Attributes that a reader's program shows, and those that name something.
_SPOKEN: Final = frozenset({"descr", "title", "alt", "author", "initials", "tooltip", "instr"})
_NAMING: Final = frozenset({"Target", "PartName", "name", "anchor", "displayName"})
# Elements whose value a program shows or that name a part of the text.
_VALUED: Final = frozenset({"tag", "alias", "docVar", "placeholder"})


def xml_parts(data: bytes, where: str, *, plain_names: bool = False) -> Iterator[Part]:
    """Every text of an XML document; nothing at all for what is no XML.

    `plain_names`: its `name` attributes are words of the format (styles, fonts), no words of ours.
    """
    root = _parse(data)
    if root is None:
        return
    spoken: list[str] = []
    _collect(root, spoken)
    yield Part(where, "spoken", "".join(spoken))
    structure: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Part(f"{where} (comment)", "spoken", element.text or "")
            continue
        tag = etree.QName(element).localname
        for key, value in element.attrib.items():
            name = etree.QName(key).localname
            if name in _SPOKEN:
                yield Part(f"{where} ({name})", "spoken", str(value))
            elif tag in _VALUED or (name in _NAMING and not plain_names):
                yield Part(f"{where} ({name} of {tag})", "name", str(value))
            else:
                structure.append(str(value))
    yield Part(where, "structure", "\n".join(structure))


def _parse(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _collect(root: etree._Element, out: list[str]) -> None:
    """The text of elements in order, without recursion; a block ends with a form feed."""
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment" or not isinstance(element.tag, str):
            out.append(element.tail or "")
        elif event == "start":
            if etree.QName(element).localname in ("tab", "br", "cr", "noBreakHyphen"):
                out.append(" ")
            out.append(element.text or "")
        else:
            out.append("" if etree.QName(element).localname in _INLINE else "\f")
            out.append(element.tail or "")
