"""The style sheet of an edited memo to what its paragraphs inherit: names, bold, heading levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from briefgen.ooxml import Element, W

ListMark = Literal["bullet", "number"]
_LIST_LEVELS: Final = frozenset("012345678")  # all that Word has (ECMA-376-1, 17.9.3)

_MOST_BASED: Final = 20  # styles that one may be based on


def style_names(part: Element | None) -> Mapping[str, str]:
    """Style id -> its name in small letters, which no editor translates."""
    named = ((style, style.find(f"{W}name")) for style in _styles(part))
    return {_id(style): _value(name).lower() for style, name in named if name is not None}


def bold_styles(part: Element | None) -> frozenset[str]:
    """The styles that set all words in bold, themselves or by what they are based on."""
    said = _inherited(part, lambda style: style.find(f"{W}rPr/{W}b"))
    return frozenset(id for id, bold in said.items() if _value(bold) not in ("0", "false", "off"))


def heading_levels(part: Element | None) -> Mapping[str, int]:
    """Style id -> the level of heading that it makes of a paragraph, 1 to 9, where it makes one.

    An editor need not repeat in the paragraph what its style says (ECMA-376-1, 17.3.1.20).
    """
    said = _inherited(part, lambda style: style.find(f"{W}pPr/{W}outlineLvl"))
    levels = {id: outline_level(stated) for id, stated in said.items()}
    return {id: level for id, level in levels.items() if level}


def list_styles(part: Element | None) -> Mapping[str, tuple[str, str]]:
    """Style id -> the list, and the level in it, that it makes of a paragraph a point of."""
    lists = _inherited(part, lambda style: style.find(f"{W}pPr/{W}numPr/{W}numId"))
    levels = _inherited(part, lambda style: style.find(f"{W}pPr/{W}numPr/{W}ilvl"))
    return {id: (_value(found), _value(levels.get(id)) or "0") for id, found in lists.items()}


def list_marks(part: Element | None) -> Mapping[tuple[str, str], ListMark]:
    """List and level in it, both as the file names them -> what its points begin with."""
    marks: dict[str, dict[str, ListMark]] = {}  # by what lists are based on, and level
    for one in part.iter(f"{W}abstractNum") if part is not None else ():
        own = marks.setdefault(one.get(f"{W}abstractNumId") or "", {})
        for level in one.iter(f"{W}lvl"):
            said, depth = _value(level.find(f"{W}numFmt")), level.get(f"{W}ilvl") or "0"
            if said not in ("", "none") and depth in _LIST_LEVELS:
                own[depth] = "bullet" if said == "bullet" else "number"
    return {
        (one.get(f"{W}numId") or "", level): mark
        for one in (part.iter(f"{W}num") if part is not None else ())
        for level, mark in marks.get(_value(one.find(f"{W}abstractNumId")), {}).items()
    }


def outline_level(stated: Element | None) -> int:
    """The level of heading that `w:outlineLvl` says, 1 to 9; 0 for running text."""
    written = _value(stated)
    return int(written) + 1 if written.isdecimal() and int(written) < 9 else 0


def colours(part: Element | None) -> frozenset[str]:
    """The colours of the memo's own words."""
    named = part.iter(f"{W}color") if part is not None else ()
    return frozenset(_value(one).upper() for one in named)


def _inherited(
    part: Element | None, find: Callable[[Element], Element | None]
) -> Mapping[str, Element]:
    """Style id -> what is found in it or, without that, in the nearest style it is based on."""
    own = {_id(style): find(style) for style in _styles(part)}
    bases = {_id(style): _value(style.find(f"{W}basedOn")) for style in _styles(part)}
    found: dict[str, Element] = {}
    for id in own:
        at = id
        for _ in range(_MOST_BASED):
            if (stated := own.get(at)) is not None:
                found[id] = stated
                break
            at = bases.get(at, "")
    return found


def _styles(part: Element | None) -> Iterator[Element]:
    if part is not None:
        yield from part.iter(f"{W}style")


def _id(style: Element) -> str:
    return style.get(f"{W}styleId") or ""


def _value(element: Element | None) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""
