"""The bytes of a letterhead to the parts that a memo carries, or to every reason why not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from lxml import etree

from briefgen.ooxml import (
    Element,
    PackageFault,
    Relation,
    W,
    main_part,
    open_archive,
    parse_part,
    read_part,
    relations,
)
from briefgen.renderers.word.letterhead import refusing
from briefgen.renderers.word.letterhead.refusing import Refusal
from briefgen.slotted import dataclass

# Relationships whose parts a memo carries, and those that are left behind. What is in neither is
# refused, since nobody knows what would be lost or brought along.
_KEPT: Final = frozenset(
    {"styles", "theme", "fontTable", "settings", "numbering", "header", "footer", "image", "font"}
)
_LEFT: Final = {
    "webSettings": "settings for the web", "customXml": "custom XML data",
    "stylesWithEffects": "styles of an older Word", "glossaryDocument": "building blocks",
    "people": "names of authors", "printerSettings": "printer settings",
    "keyMapCustomizations": "key assignments", "attachedToolbars": "toolbars",
    "footnotes": "", "endnotes": "", "comments": "", "commentsExtended": "", "commentsIds": "",
    "commentsExtensible": "", "documenttasks": "tasks", "classificationlabels": "labels",
}  # fmt: skip
_LINK: Final = re.compile(r"(https?://|mailto:)[!-~]+", re.IGNORECASE)
_MACROS: Final = re.compile(r"(^|/)(vbaProject|vbaData|activeX)", re.IGNORECASE)
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_SCHEMAS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPart:
    """One part that memos carry: its tree, or its bytes where it is no XML."""

    name: str  # in the letterhead
    kind: str  # of the relationship that leads to it; "document" for the main part
    content_type: str
    tree: Element | None
    data: bytes
    relations: tuple[Relation, ...] = ()


@dataclass(slots=True, kw_only=True)
class Opened:
    """A letterhead as read. The trees are this reading's own: whoever prepares may change them."""

    parts: dict[str, LetterPart] = field(default_factory=dict)
    main: str = ""
    left: set[str] = field(default_factory=set)  # what memos do not carry, in words
    refusals: list[Refusal] = field(default_factory=list)

    def tree(self, kind: str) -> Element | None:
        """The tree of the first part of a kind."""
        return next((part.tree for part in self.parts.values() if part.kind == kind), None)

    def refuse(self, refusal: Refusal) -> None:
        if refusal not in self.refusals:
            self.refusals.append(refusal)


def open_letterhead(data: bytes) -> Opened:
    """What memos carry of a letterhead, with every reason to refuse it."""
    opened = Opened()
    try:
        with open_archive(data) as archive:
            _read(archive, opened)
    except PackageFault as fault:
        opened.refuse(_of_package(fault))
        return opened
    trees = [part.tree for part in opened.parts.values() if part.tree is not None]
    for refusal in refusing.find_refusals(trees, opened.tree("styles")):
        opened.refuse(refusal)
    return opened


def _of_package(fault: PackageFault) -> Refusal:
    remedies = {
        "damaged": "save it anew in Word as .docx or .dotx",
        "encrypted": "save a copy without a password, as .docx or .dotx",
        "limit": "take large pictures out of it, or save it anew in Word",
    }
    return Refusal(fault.why, remedies[fault.kind])


def _read(archive: zipfile.ZipFile, opened: Opened) -> None:
    types = _content_types(archive)
    if any(_MACROS.search(name) for name in archive.namelist()):
        opened.refuse(refusing.MACROS)
    main = main_part(archive)
    kind = types.get(main, "")
    if "macroEnabled" in kind:
        opened.refuse(refusing.MACROS)
    elif not kind.endswith(("document.main+xml", "template.main+xml")):
        opened.refuse(refusing.NO_WORD)
    opened.main = main
    _take(archive, types, Relation("", "document", main, False), opened)
    body = opened.parts[main].tree if main in opened.parts else None
    if body is None or body.find(f"{W}body") is None:
        strict = _STRICT in (read_part(archive, main) or b"")
        opened.refuse(refusing.STRICT if strict else refusing.NO_WORD)


def _content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """The content type of every part, by its name (OPC, clause 10.1.2)."""
    data = read_part(archive, "[Content_Types].xml")
    if data is None:
        raise PackageFault("damaged", "it is no Word document")
    root = parse_part(data)
    endings = {
        (e.get("Extension") or "").casefold(): e.get("ContentType") or ""
        for e in root.iter(f"{{{_SCHEMAS}}}Default")
    }
    named = {
        (e.get("PartName") or "").lstrip("/"): e.get("ContentType") or ""
        for e in root.iter(f"{{{_SCHEMAS}}}Override")
    }
    found = {n: endings.get(n.rpartition(".")[2].casefold(), "") for n in archive.namelist()}
    return found | named


def _take(archive: zipfile.ZipFile, types: Mapping[str, str], to: Relation, opened: Opened) -> None:
    """A part, and those it leads to. Relationships may go round, so that each is taken once."""
    waiting = [to]
    while waiting:
        relation = waiting.pop(0)
        if relation.target in opened.parts:
            continue
        data = read_part(archive, relation.target)
        if data is None:
            opened.refuse(refusing.LOOSE)
            continue
        content_type = types.get(relation.target, "")
        is_xml = content_type.endswith("xml") and not content_type.startswith("image/")
        leads = tuple(_sorted_out(relations(archive, relation.target), opened))
        opened.parts[relation.target] = LetterPart(
            name=relation.target,
            kind=relation.kind,
            content_type=content_type,
            tree=_bare(parse_part(data)) if is_xml else None,
            data=data,
            relations=leads,
        )
        waiting += [one for one in leads if not one.outside]


def _sorted_out(found: list[Relation], opened: Opened) -> Iterator[Relation]:
    """The relationships that are kept; what is left behind or refused is noted."""
    for one in found:
        if one.outside:
            if one.kind == "hyperlink" and _LINK.fullmatch(one.target):
                yield one
            else:
                opened.refuse(_outside(one))
        elif one.kind in _KEPT:
            yield one
        elif one.kind in _LEFT:
            opened.left.update({_LEFT[one.kind]} - {""})
        elif one.kind == "hyperlink":
            yield replace(one, outside=True, target=f"#{one.target}")
        else:
            what = re.sub(r"([a-z])([A-Z])", r"\1 \2", one.kind).lower() or "unknown"
            remedy = "put a picture or words in its place"
            opened.refuse(
                Refusal(f"it holds a part of a kind that memos do not carry: {what}", remedy)
            )


def _outside(one: Relation) -> Refusal:
    match one.kind:
        case "attachedTemplate":
            remedy = "detach it in Word (Developer, Document Template) or save it as .dotx"
            return Refusal("it is tied to another template outside the file", remedy)
        case "image":
            return Refusal(
                "it links to a picture outside the file",
                "insert the picture itself, without a link",
            )
        case "hyperlink":
            return Refusal(
                "a link in it leads to no web or mail address", "link to http, https or mailto"
            )
        case _:
            return Refusal(f"it links to something outside the file ({one.kind})", "take it out")


def _bare(root: Element) -> Element:
    """The tree without remarks and processing instructions."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root
