"""The bytes of a letterhead to the one that memos are set in, or to every reason to refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.renderers.word.letterhead import refusing
from briefgen.renderers.word.letterhead.body import body_controls, governing_section, is_at_top
from briefgen.renderers.word.letterhead.opening import Opened, open_letterhead
from briefgen.renderers.word.letterhead.pages import LEAST_WIDTH_MM, sections_of, text_page
from briefgen.renderers.word.letterhead.places import is_place
from briefgen.renderers.word.letterhead.refusing import Refusal
from briefgen.style import Letterhead, Page

_GAPS: Final = {"tab": "\t", "br": "\n", "cr": "\n"}
# Attributes that a program shows: what stands for a picture, its name, a hint.
_SHOWN: Final = frozenset({"descr", "title", "alt", "name", "tooltip"})
# A page that says nothing of itself is Word's own: Letter with margins of an inch.
_WORDS_PAGE: Final = Page(
    name="letter", width_mm=215.9, height_mm=279.4, margin_left_mm=25.4, margin_right_mm=25.4,
    header_top_mm=12.7, footer_bottom_mm=12.7, body_top_mm=25.4, body_bottom_mm=25.4,
)  # fmt: skip


def admit(name: str, data: bytes) -> tuple[Letterhead | None, tuple[Refusal, ...]]:
    """The letterhead with its own words and pictures; None where anything speaks against it."""
    opened = open_letterhead(data)
    document = opened.parts[opened.main].tree if opened.main in opened.parts else None
    if document is not None and document.find(f"{W}body") is not None:
        _check_body(opened, document)
    if opened.refusals:
        return None, tuple(opened.refusals)
    trees = [part.tree for part in opened.parts.values() if part.tree is not None]
    words = dict.fromkeys(text for tree in trees for text in _texts(tree))
    links = (r.target for part in opened.parts.values() for r in part.relations if r.outside)
    pictures = [part.data for part in opened.parts.values() if part.tree is None]
    letterhead = Letterhead(
        name=name, data=data, words=(*words, *links), pictures=tuple(dict.fromkeys(pictures))
    )
    return letterhead, ()


def _check_body(opened: Opened, document: Element) -> None:
    """Where the text goes, and whether it has room there."""
    controls = body_controls(document)
    if len(controls) > 1 or not all(is_at_top(control) for control in controls):
        opened.refuse(refusing.PLACE)
        return
    sections = sections_of(document)
    after = controls[0] if controls else None
    page = text_page(governing_section(document, sections, after), _WORDS_PAGE)
    width = page.width_mm - page.margin_left_mm - page.margin_right_mm
    height = page.height_mm - page.body_top_mm - page.body_bottom_mm
    if min(width, height) < LEAST_WIDTH_MM:
        why = f"it leaves {max(width, 0):.0f} mm by {max(height, 0):.0f} mm for text"
        opened.refuse(Refusal(why, f"leave at least {LEAST_WIDTH_MM} mm each way"))


def _texts(root: Element) -> Iterator[str]:
    """The words of each paragraph, of what stands for pictures, and of names; not those in a place
    that memos fill.
    """
    for paragraph in root.iter(f"{W}p"):
        if text := "".join(_pieces(paragraph)).strip():
            yield text
    for element in root.iter("*"):
        named = etree.QName(element).localname in ("tag", "alias")
        for key, value in element.attrib.items():
            if named or etree.QName(key).localname in _SHOWN:
                yield str(value)


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", *(f"{W}{name}" for name in _GAPS)):
        if any(is_place(above) for above in element.iterancestors(f"{W}sdt")):
            continue
        yield _GAPS.get(etree.QName(element).localname) or element.text or ""
