"""The direct formatting of a run to the look of its words, and to what overrides cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from briefgen.ooxml import Element, W
from briefgen.raised import lower_figures, raise_figures
from briefgen.roundtrip.pieces import Line

# Direct formatting that overrides cannot hold, by the element that says it.
_NOT_CARRIED: Final = {
    "strike": "struck-through words",
    "dstrike": "struck-through words",
    "highlight": "highlighting",
    "u": "underlining",
}


def odd_looks(properties: Element, colours: Set[str], *, linked: bool) -> Iterator[str]:
    """What of the formatting is not carried; links are underlined by the memo itself."""
    for name, what in _NOT_CARRIED.items():
        if is_on(properties, name) and not (name == "u" and linked):
            yield what
    colour = value_of(properties, "color").upper()
    if colours and colour not in ("", "AUTO") and colour not in colours:
        yield "coloured words"
    shade = properties.find(f"{W}shd")
    fill = (shade.get(f"{W}fill") or "").lower() if shade is not None else ""
    if fill not in ("", "auto", "ffffff"):
        yield "shading"


def shifted(line: Line, text: str, *, raised: bool) -> str:
    """Raised or lowered words: figures right after a letter or a figure (km², CO₂) as characters
    of their own; raised figures elsewhere are the mark of a note, whose style an editor has lost.
    """
    figures = text.strip().isascii() and text.strip().isdigit()
    said = line.said()
    before = said[-1].text[-1:] if said else ""
    if figures and before.isalnum():
        return raise_figures(text) if raised else lower_figures(text)
    if figures and raised:
        line.odd.append("a raised number")
        return ""
    line.odd.append("raised words" if raised else "lowered words")
    return text


def value_of(properties: Element | None, name: str) -> str:
    """What an element of the formatting says, "" where it is not there."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return (found.get(f"{W}val") or "") if found is not None else ""


def is_on(properties: Element, name: str) -> bool:
    """Whether a run says so itself (ST_OnOff, 22.9.2.7)."""
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off", "none")
