"""The styles of a Word file: what a paragraph inherits from them (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, fields, replace
from typing import Final

from briefgen.reading.formats.word.package import Element, W
from briefgen.slotted import dataclass

# Word writes the English name in any language; other programs write their own.
_HEADING: Final = re.compile(
    r"(?:heading|titre|überschrift|titolo|t[ií]tulo|encabezado|kop|rubrik|overskrift|otsikko|"
    r"nagłówek|nadpis|заголовок|标题|標題|見出し|제목) ?(\d)$",
    re.IGNORECASE,
)
_MOST_BASED: Final = 30
BODY_LEVEL: Final = 9  # w:outlineLvl for "body text" (17.3.1.20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style or paragraph says; None where it says nothing and the one below counts.

    `level`: 1 to 9 of a heading, 0 for body text. `list_id`, `list_level`: its numbering.
    """

    name: str = ""
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    size: int | None = None  # half points
    hidden: bool | None = None
    struck: bool | None = None
    place: str | None = None  # "superscript", "subscript" (17.3.2.42)


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    looks: Mapping[str, Look] = field(default_factory=dict)
    default: str = ""  # id of the default paragraph style

    def look(self, style: str | None) -> Look:
        return self.looks.get(style or self.default, Look())

    def run_look(self, style: str | None) -> Look:
        """What a character style says; without one, nothing."""
        return self.looks.get(style, Look()) if style else Look()


def read_styles(part: Element | None) -> Styles:
    """Every style with what it inherits from those it is based on."""
    if part is None:
        return Styles()
    raw = {style.get(f"{W}styleId") or "": style for style in part.iter(f"{W}style")}
    default = next(
        (
            key
            for key, style in raw.items()
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default"))
        ),
        "",
    )
    return Styles(looks={key: _resolve(key, raw) for key in raw}, default=default)


def _resolve(key: str, raw: Mapping[str, Element]) -> Look:
    """The style's own words first, then those of each style below it."""
    look = Look()
    seen: set[str] = set()
    at = key
    while at in raw and at not in seen and len(seen) < _MOST_BASED:
        seen.add(at)
        look = _fill(look, _own_look(raw[at]))
        at = value(raw[at], "basedOn") or ""
    return look


def _fill(upper: Look, lower: Look) -> Look:
    stated = {f.name: v for f in fields(Look) if (v := getattr(upper, f.name)) not in (None, "")}
    return replace(lower, **stated)


def _own_look(style: Element) -> Look:
    name = (value(style, "name") or "").strip()
    properties = style.find(f"{W}pPr")
    look = paragraph_look(properties, style.find(f"{W}rPr"))
    match = _HEADING.match(name)
    level = int(match.group(1)) if match and look.level is None else look.level
    return _fill(Look(name=name.lower(), level=level), look)


def paragraph_look(properties: Element | None, run: Element | None) -> Look:
    """What a w:pPr and a w:rPr say themselves."""
    level = list_id = list_level = None
    if properties is not None:
        stated = whole(value(properties, "outlineLvl"))
        if stated is not None:
            level = 0 if stated >= BODY_LEVEL else stated + 1
        numbered = properties.find(f"{W}numPr")
        if numbered is not None:
            list_id = value(numbered, "numId")
            list_level = whole(value(numbered, "ilvl"))
    return Look(
        level=level,
        list_id=list_id,
        list_level=list_level,
        bold=_switch(run, "b"),
        italic=_switch(run, "i"),
        size=whole(value(run, "sz")) if run is not None else None,
        hidden=_switch(run, "vanish"),
        struck=_switch(run, "strike") or _switch(run, "dstrike"),
        place=value(run, "vertAlign") if run is not None else None,
    )


def over(upper: Look, lower: Look) -> Look:
    """What counts where `upper` is stated directly on top of `lower`."""
    return _fill(upper, lower)


def value(element: Element, name: str) -> str | None:
    """`w:val` of a child, None where there is none."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def whole(text: str | None) -> int | None:
    """A whole number of at most six figures, None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else None


def is_on(text: str | None) -> bool:
    """ST_OnOff (22.9.2.7) of an attribute that is there; False where it is not."""
    return text is not None and text not in ("0", "false", "off")


def _switch(run: Element | None, name: str) -> bool | None:
    child = run.find(f"{W}{name}") if run is not None else None
    if child is None:
        return None
    stated = child.get(f"{W}val")
    return True if stated is None else is_on(stated)
