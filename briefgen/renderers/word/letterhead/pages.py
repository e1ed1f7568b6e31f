"""The pages of a letterhead: its sections, the room for text, and a marking on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, R, W
from briefgen.renderers.word.parts.slotted import place
from briefgen.slotted import dataclass
from briefgen.style import Page

LEAST_WIDTH_MM: Final = 60
_MM: Final = 25.4 / 1440  # of a twip
_SIDES: Final = ("left", "right", "top", "bottom", "header", "footer")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """One kind of page in a section: `default`, `first` or `even`, with its header and footer as
    relationship ids, "" where there is none.
    """

    section: Element
    kind: str
    header: str
    footer: str


def sections_of(document: Element) -> list[Element]:
    """Every `w:sectPr` in order; the last one is the body's own, made where it is missing."""
    body = document.find(f"{W}body")
    if body is None:
        return []
    own = body.find(f"{W}sectPr")
    if own is None:
        own = etree.SubElement(body, f"{W}sectPr")
    return [*(s for s in body.iter(f"{W}sectPr") if s is not own), own]


def text_page(section: Element, page: Page) -> Page:
    """The page of a section; what it does not say is as in `page`. Of several columns the first
    is the room for text.
    """
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width = _measure(size, "w", page.width_mm)
    margin = {side: abs(_measure(margins, side, -1)) for side in _SIDES}
    if margins is None:
        return replace(page, width_mm=width, height_mm=_measure(size, "h", page.height_mm))
    left = margin["left"] + _measure(margins, "gutter", 0)
    column = _first_column(section, width - left - margin["right"])
    return replace(
        page,
        width_mm=width,
        height_mm=_measure(size, "h", page.height_mm),
        margin_left_mm=left,
        margin_right_mm=width - left - column,
        header_top_mm=margin["header"],
        footer_bottom_mm=margin["footer"],
        body_top_mm=margin["top"],
        body_bottom_mm=margin["bottom"],
    )


def _measure(element: Element | None, name: str, default: float) -> float:
    """A measure in twips as millimetres (ST_TwipsMeasure without a unit)."""
    written = element.get(f"{W}{name}") if element is not None else None
    try:
        return float(written) * _MM if written else default
    except ValueError:
        return default


def _first_column(section: Element, width: float) -> float:
    columns = section.find(f"{W}cols")
    if columns is None:
        return width
    own = columns.find(f"{W}col")
    if own is not None:
        return min(_measure(own, "w", width), width)
    try:
        count = max(int(columns.get(f"{W}num") or 1), 1)
    except ValueError:
        return width
    return (width - (count - 1) * _measure(columns, "space", 12.7)) / count


def complete_page(section: Element, page: Page) -> None:
    """Writes size and margins where the section has none, in the order of CT_SectPr (17.6.17)."""
    at = len([c for c in section if etree.QName(c).localname in _BEFORE_SIZE])
    if section.find(f"{W}pgMar") is None:
        margins = etree.Element(f"{W}pgMar")
        values = {
            "top": page.body_top_mm, "right": page.margin_right_mm,
            "bottom": page.body_bottom_mm, "left": page.margin_left_mm,
            "header": page.header_top_mm, "footer": page.footer_bottom_mm, "gutter": 0,
        }  # fmt: skip
        for name, value in values.items():
            margins.set(f"{W}{name}", str(round(value / _MM)))
        after_size = at + (section.find(f"{W}pgSz") is not None)
        section.insert(after_size, margins)
    if section.find(f"{W}pgSz") is None:
        size = etree.Element(f"{W}pgSz")
        size.set(f"{W}w", str(round(page.width_mm / _MM)))
        size.set(f"{W}h", str(round(page.height_mm / _MM)))
        section.insert(at, size)


_BEFORE_SIZE: Final = frozenset(
    {"headerReference", "footerReference", "footnotePr", "endnotePr", "type"}
)


# --- kinds of pages -------------------------------------------------------------------------------


def page_kinds(sections: list[Element], *, even: bool) -> Iterator[PageKind]:
    """Every kind of page that can come up. A section without a header of a kind has that of the
    section before (17.10.1).
    """
    known: dict[tuple[str, str], str] = {}
    for section in sections:
        for name in ("header", "footer"):
            for one in section.findall(f"{W}{name}Reference"):
                known[name, one.get(f"{W}type") or "default"] = one.get(f"{R}id") or ""
        for kind in ("default", *(["first"] if _is_on(section, "titlePg") else []),
                     *(["even"] if even else [])):  # fmt: skip
            header, footer = known.get(("header", kind), ""), known.get(("footer", kind), "")
            yield PageKind(section=section, kind=kind, header=header, footer=footer)


def _is_on(parent: Element, name: str) -> bool:
    child = parent.find(f"{W}{name}")
    return child is not None and child.get(f"{W}val", "1") not in ("0", "false", "off")


def add_reference(section: Element, name: str, kind: str, identity: str) -> None:
    """Gives a section a header or footer of its own."""
    reference = etree.Element(f"{W}{name}Reference")
    reference.set(f"{W}type", kind)
    reference.set(f"{R}id", identity)
    section.insert(0, reference)


def marking_line(name: str) -> Element:
    """A paragraph with a place for the marking, at the right edge of a header or footer."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", name.capitalize())
    etree.SubElement(properties, f"{W}jc").set(f"{W}val", "right")
    paragraph.append(place("marking"))
    return paragraph


def put_marking(root: Element, name: str) -> None:
    """The marking as the first line of a header or the last of a footer."""
    if name == "header":
        root.insert(0, marking_line(name))
    else:
        root.append(marking_line(name))
