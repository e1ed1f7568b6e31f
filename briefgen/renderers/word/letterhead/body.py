"""The text of a letterhead: what stands before and after the text of a memo, cleaned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, R, W
from briefgen.renderers.word.letterhead.places import Placed, control_name
from briefgen.renderers.word.parts.slotted import place

BODY: Final = "body"
# What a program leaves behind while people write, and what only its own session needs.
_TRACES: Final = ("proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "printerSettings")
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_IGNORABLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_SESSION: Final = (f"{W}rsid", "{http://schemas.microsoft.com/office/word/2010/wordml}")
_OUR_PREFIX: Final = "lh_"


def rooted(theirs: Element, spaces: Mapping[str, str], ignorable: str) -> Element:
    """The same document under a root that knows our names of namespaces too, without traces of
    the session it was written in, its relationships set apart from ours by a prefix.
    """
    known = {prefix: name for prefix, name in theirs.nsmap.items() if prefix} | dict(spaces)
    root = etree.Element(theirs.tag, nsmap=known)
    for key, value in theirs.attrib.items():
        root.set(key, value)
    passed_over = (root.get(_IGNORABLE) or "").split()
    if ignorable not in passed_over:
        root.set(_IGNORABLE, " ".join((*passed_over, ignorable)))
    for child in list(theirs):
        root.append(child)
    for element in list(root.iter(*(f"{W}{name}" for name in _TRACES))):
        _drop(element)
    for element in root.iter(f"{W}*"):
        for key in [k for k in element.attrib if str(k).startswith(_SESSION)]:
            del element.attrib[key]
    for element in root.iter("*"):
        for key, value in element.attrib.items():
            if str(key).startswith(R):
                element.set(key, our_relation(str(value)))
    return root


def our_relation(identity: str) -> str:
    """The id that a relationship of the letterhead's text has in a memo."""
    return f"{_OUR_PREFIX}{identity}"


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def body_controls(document: Element) -> list[Element]:
    """The content controls that say where the text goes, anywhere in the document."""
    return [sdt for sdt in document.iter(f"{W}sdt") if control_name(sdt)[0] == BODY]


def is_at_top(control: Element) -> bool:
    """Whether a control stands between the paragraphs of the document, not inside something."""
    parent = control.getparent()
    return parent is not None and parent.tag == f"{W}body"


def open_body(document: Element) -> tuple[Placed, ...]:
    """Puts the place for the text: where a control says so, else after all that is there; the
    control where there is one.

    An empty paragraph at the end is where people would write on: the text takes its place.
    """
    body = document.find(f"{W}body")
    controls = body_controls(document)
    if body is None:
        return ()
    if controls:
        body.replace(controls[0], place(BODY))
        return (Placed(BODY, control_name(controls[0])[1], "control", True),)
    children = [child for child in body if child.tag != f"{W}sectPr"]
    alone = all(_is_empty(child) for child in children)
    for child in children if alone else children[-1:]:
        if _is_empty(child):
            body.remove(child)
    at = len([child for child in body if child.tag != f"{W}sectPr"])
    body.insert(at, place(BODY))
    return ()


def _is_empty(element: Element) -> bool:
    """A paragraph without words, pictures, breaks or the end of a section."""
    if element.tag != f"{W}p":
        return False
    properties = element.find(f"{W}pPr")
    if properties is not None and properties.find(f"{W}sectPr") is not None:
        return False
    marks = (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd")
    runs = [child for child in element if child.tag not in marks]
    return all(run.tag == f"{W}r" and all(c.tag == f"{W}rPr" for c in run) for run in runs)


def governing_section(
    document: Element, sections: list[Element], control: Element | None = None
) -> Element:
    """The section that the text will stand in: the first that ends after its place, which is this
    control or has been marked already.
    """
    body = document.find(f"{W}body")
    passed = False
    for child in body if body is not None else ():
        if child is control or isinstance(child, etree._ProcessingInstruction):
            passed = True
        elif passed and (found := next(child.iter(f"{W}sectPr"), None)) is not None:
            return found
    return sections[-1]


def taken_ids(document: Element, furniture: Iterable[Element]) -> tuple[int, int]:
    """The highest ids of bookmarks and, over all parts, of drawings; bookmarks that a program made
    for itself go, since ours have such names.
    """
    hidden = {
        start.get(f"{W}id")
        for start in document.iter(f"{W}bookmarkStart")
        if (start.get(f"{W}name") or "").startswith("_")
    }
    marks = list(document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    for mark in marks:
        if mark.get(f"{W}id") in hidden:
            _drop(mark)
    bookmarks = [_whole(mark.get(f"{W}id")) for mark in marks]
    trees = (document, *furniture)
    drawings = [_whole(drawn.get("id")) for tree in trees for drawn in tree.iter(_DRAWN)]
    return max(bookmarks, default=0), max(drawings, default=0)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
