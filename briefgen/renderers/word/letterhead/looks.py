"""A letterhead's type to a style of ours that fits it: its sizes, its accent, its lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.renderers.word.letterhead.sheet import default_said, said, style_of
from briefgen.renderers.word.look.named import ListIds
from briefgen.renderers.word.look.textual import LIST_LEVELS
from briefgen.style import Page, Style, TextStyle, contrast

_WORD_SIZE: Final = 20  # half points, where nothing is said (ECMA-376-1, 17.3.2.38)
_LEAST_PT: Final = 9.0  # no smaller text (LOOK.md "Limits")
_LEAST_CONTRAST: Final = 4.5  # of text (WCAG 2.2, 1.4.3)
_PAPER: Final = "#ffffff"


def fitted(style: Style, sheet: Element, page: Page) -> Style:
    """Our style with the letterhead's page, scaled to its running text, in its accent."""
    body = "BodyText" if style_of(sheet, "BodyText") is not None else "Normal"
    ratio = _size(sheet, body) / style.text["paragraph"].size_pt
    accent = _accent(sheet)
    colours = {**style.colours, "accent": accent} if accent else style.colours
    return replace(
        style,
        page=page,
        colours=colours,
        text={name: _scaled(look, ratio) for name, look in style.text.items()},
    )


def _size(sheet: Element, identity: str) -> float:
    """The size of a style in points."""
    found = said(sheet, identity, "w:rPr/w:sz")
    found = default_said(sheet, "rPr/w:sz") if found is None else found
    try:
        half = float(found.get(f"{W}val") or _WORD_SIZE) if found is not None else _WORD_SIZE
    except ValueError:
        half = _WORD_SIZE
    return min(max(half, 12), 48) / 2


def _scaled(look: TextStyle, ratio: float) -> TextStyle:
    """Larger or smaller in half points, leading with it; never below nine points."""
    size = max(round(look.size_pt * ratio * 2) / 2, min(look.size_pt, _LEAST_PT))
    leading = round(look.leading_pt * size / look.size_pt * 2) / 2
    return replace(look, size_pt=size, leading_pt=leading)


def _accent(sheet: Element) -> str:
    """The colour of the letterhead's headings, where it is one that can be read on white."""
    found = said(sheet, "Heading1", "w:rPr/w:color")
    colour = (found.get(f"{W}val") or "") if found is not None else ""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour) or colour == "000000":
        return ""
    return f"#{colour.lower()}" if contrast(f"#{colour}", _PAPER) >= _LEAST_CONTRAST else ""


# --- lists ----------------------------------------------------------------------------------------


def list_ids(sheet: Element, numbering: Element | None) -> ListIds:
    """Numbers for our lists after those of the letterhead, and its own way to number lists."""
    forms: dict[str, str] = {}
    highest_form = 0
    for form in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
        highest_form = max(highest_form, _whole(form.get(f"{W}abstractNumId")))
    for one in numbering.iter(f"{W}num") if numbering is not None else ():
        made_of = one.find(f"{W}abstractNumId")
        form_id = made_of.get(f"{W}val") if made_of is not None else None
        forms[one.get(f"{W}numId") or ""] = form_id or ""
    highest = max((_whole(identity) for identity in forms), default=0)
    ids = ListIds(
        bullets=highest + 1,
        numbers=highest + 2,
        bullet_form=highest_form + 1,
        number_form=highest_form + 2,
        levels=tuple((highest_form + 2, level) for level in range(LIST_LEVELS)),
    )
    return replace(ids, levels=tuple(_own_level(sheet, forms, n, ids) for n in range(LIST_LEVELS)))


def _own_level(sheet: Element, forms: dict[str, str], level: int, ids: ListIds) -> tuple[int, int]:
    """Where the letterhead numbers lists of a level, or where we do."""
    identity = f"ListNumber{level + 1 if level else ''}"
    number = said(sheet, identity, "w:pPr/w:numPr/w:numId")
    form = forms.get(number.get(f"{W}val") or "", "") if number is not None else ""
    if not form:
        return ids.levels[level]
    at = said(sheet, identity, "w:pPr/w:numPr/w:ilvl")
    return _whole(form), _whole(at.get(f"{W}val")) if at is not None else 0


def give_lists(sheet: Element, ids: ListIds) -> tuple[str, ...]:
    """Our bullet or number for each list style that has none; the ids of those styles."""
    given = []
    for kind, number in (("ListBullet", ids.bullets), ("ListNumber", ids.numbers)):
        for level in range(LIST_LEVELS):
            identity = f"{kind}{level + 1 if level else ''}"
            style = style_of(sheet, identity)
            if style is not None and said(sheet, identity, "w:pPr/w:numPr/w:numId") is None:
                _number(style, number, level)
                given.append(identity)
    return tuple(given)


_BEFORE_NUMBER: Final = frozenset(
    {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}
)
_BEFORE_PROPERTIES: Final = frozenset(
    {"name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
     "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
     "personalReply", "rsid"}
)  # fmt: skip


def _number(style: Element, number: int, level: int) -> None:
    """Writes `w:numPr` into a style, in the order of CT_Style and CT_PPrBase."""
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        before = [c for c in style if etree.QName(c).localname in _BEFORE_PROPERTIES]
        style.insert(len(before), properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    mark = etree.Element(f"{W}numPr")
    if level:
        etree.SubElement(mark, f"{W}ilvl").set(f"{W}val", str(level))
    etree.SubElement(mark, f"{W}numId").set(f"{W}val", str(number))
    before = [c for c in properties if etree.QName(c).localname in _BEFORE_NUMBER]
    properties.insert(len(before), mark)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
