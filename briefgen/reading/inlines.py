"""Marks of emphasis in plain text into typed inlines: `**bold**`, `*italics*`, `<i>`, `<b>`."""

from __future__ import annotations

import re

from briefgen.model import Emph, Inline, Inlines, Strong, Text

# Each mark needs its partner within a line's reach, and no blank on its inner side.
_MARKED = re.compile(
    r"\*\*(?P<strong>[^\s*](?:[^*]{0,400}[^\s*])?)\*\*"
    r"|(?<![\w*])\*(?P<emph>[^\s*](?:[^*]{0,400}[^\s*])?)\*(?!\*)"
    r"|<(?P<tag>i|em|b|strong)>(?P<inside>[^<>]{1,400})</(?P=tag)>",
)


def parse_inlines(text: str) -> Inlines:
    """Inlines of one paragraph; marks without a partner stay as the source has them."""
    if "*" not in text and "<" not in text:
        return (Text(text),) if text else ()
    found: list[Inline] = []
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            found.append(Text(text[at : match.start()]))
        found.append(_marked(match))
        at = match.end()
    if at < len(text):
        found.append(Text(text[at:]))
    return tuple(found)


def _marked(match: re.Match[str]) -> Inline:
    if strong := match.group("strong"):
        return Strong((Text(strong),))
    if emph := match.group("emph"):
        return Emph((Text(emph),))
    inside = (Text(match.group("inside")),)
    return Strong(inside) if match.group("tag") in ("b", "strong") else Emph(inside)


def without_marks(text: str) -> str:
    """The words alone."""
    return _MARKED.sub(lambda m: m.group("strong") or m.group("emph") or m.group("inside"), text)
