"""A letterhead's style sheet to the one of its memos: its own styles, and ours that fit them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.renderers.word.letterhead.looks import fitted, give_lists, list_ids
from briefgen.renderers.word.letterhead.sheet import (
    Match,
    add_missing,
    default_said,
    match_styles,
    rename_styles,
    said,
    style_of,
)
from briefgen.renderers.word.look.named import ListIds
from briefgen.renderers.word.look.styles import style_sheet
from briefgen.slotted import dataclass
from briefgen.style import Page, Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """What memos of a letterhead are written in; `given`: list styles that got our lists."""

    style: Style
    lists: ListIds
    matches: tuple[Match, ...]
    given: tuple[str, ...]


def dress(
    sheet: Element,
    numbering: Element | None,
    trees: Iterable[Element],
    style: Style,
    page: Page,
    paged: bool,
) -> Dressed:
    """Changes the sheet in place, and the ids of styles in all trees that refer to them."""
    matches, renames = match_styles(sheet, style_sheet(style, paged))
    rename_styles((sheet, *trees), renames)
    fit = fitted(style, sheet, page)
    lists = list_ids(sheet, numbering)
    own = {match.style.id: match.own for match in matches}
    matches = [Match(style=one, own=own[one.id]) for one in style_sheet(fit, paged, lists)]
    add_missing(sheet, matches)
    given = give_lists(sheet, lists)
    if not own["BodyText"]:
        _keep_spacing(sheet)
    if own["Heading1"] and not own["TOCHeading"]:
        _look_like_heading(sheet)
    return Dressed(style=fit, lists=lists, matches=tuple(matches), given=given)


def _keep_spacing(sheet: Element) -> None:
    """Body text that stands in has the white between paragraphs that the house's own text has."""
    found = said(sheet, "Normal", "w:pPr/w:spacing")
    found = default_said(sheet, "pPr/w:spacing") if found is None else found
    after = found.get(f"{W}after") if found is not None else None
    if after in (None, "", "0"):
        return
    body = style_of(sheet, "BodyText")
    own = body.find(f"{W}pPr/{W}spacing") if body is not None else None
    if own is not None and (parent := own.getparent()) is not None:
        parent.remove(own)


def _look_like_heading(sheet: Element) -> None:
    """The heading over the contents looks like the house's own, and is no entry in them."""
    contents = style_of(sheet, "TOCHeading")
    based = contents.find(f"{W}basedOn") if contents is not None else None
    if contents is None or based is None:
        return
    based.set(f"{W}val", "Heading1")
    for properties in contents.findall(f"{W}rPr") + contents.findall(f"{W}pPr"):
        contents.remove(properties)
    outline = etree.SubElement(etree.SubElement(contents, f"{W}pPr"), f"{W}outlineLvl")
    outline.set(f"{W}val", "9")
