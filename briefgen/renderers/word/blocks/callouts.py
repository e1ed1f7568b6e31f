"""The four forms of callout as Word styles: told apart by form and title, not by colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.renderers.word.look.measures import eighths, hex_colour, text_style, twips
from briefgen.renderers.word.look.named import NamedStyle
from briefgen.renderers.word.markup import border
from briefgen.style import Style

CALLOUT_STYLES = {
    "bottom-line": "BGCallout",
    "recommendation": "BGRecommendation",
    "sources-differ": "BGSourcesDiffer",
    "new-since": "BGNewSince",
}


def callout_borders(style: Style, form: str) -> tuple[str, str]:
    """Borders and ground ("" for none) of the text in a callout; LOOK.md "Callouts"."""
    accent, ink = hex_colour(style, "accent"), hex_colour(style, "ink")
    bar = border("left", eighths(style.rules["callout_bar"] + 0.5), accent, 8)
    if form == "bottom-line":
        tint = hex_colour(style, "tint")
        return border("top", 4, tint, 3) + bar + border("bottom", 4, tint, 3), tint
    if form == "recommendation":
        return bar, ""
    if form == "sources-differ":
        width = eighths(style.rules["callout_border"])
        sides = ("top", "left", "bottom", "right")
        return "".join(border(side, width, ink, 8) for side in sides), ""
    return border("bottom", eighths(style.rules["heavy"]), ink, 6), ""


def callout_indents(style: Style, form: str) -> tuple[int, int]:
    """Left and right indents in twips, so that the border itself ends at the margins."""
    if form == "new-since":
        return 0, 0
    if form == "sources-differ":
        edge = twips(8 + style.rules["callout_border"])
        return edge, edge
    return twips(8 + style.rules["callout_bar"] + 0.5), 0


def callout_styles(style: Style) -> Iterator[NamedStyle]:
    """For each form the style of its text and that of its title, a heading in structure."""
    for form, style_id in CALLOUT_STYLES.items():
        borders, shade = callout_borders(style, form)
        left, right = callout_indents(style, form)
        look = text_style(style, "bottom_line" if form == "bottom-line" else "callout")
        label = text_style(style, "new_since_head" if form == "new-since" else "callout_label")
        if form == "sources-differ":
            label = replace(label, colour="ink")
        title_borders = borders
        if form == "new-since":
            heavy = eighths(style.rules["heavy"])
            title_borders = border("top", heavy, hex_colour(style, "ink"), 6)
        shared = {"borders": borders, "shade": shade, "left": left, "right": right}
        name = _callout_name(style_id)
        yield NamedStyle(
            id=style_id,
            name=name,
            look=replace(look, before_pt=0, after_pt=style.grid_pt / 4),
            keep_lines=True,
            **shared,  # type: ignore[arg-type]  # each value is of its field's type
        )
        yield NamedStyle(
            id=f"{style_id}Heading",
            name=f"{name} Heading",
            look=replace(label, before_pt=look.before_pt, after_pt=0),
            next=style_id,
            keep_next=True,
            outline=0,
            **{**shared, "borders": title_borders},  # type: ignore[arg-type]
        )


def _callout_name(style_id: str) -> str:
    words = {"BGCallout": "Callout", "BGRecommendation": "Recommendation"}
    words |= {"BGSourcesDiffer": "Sources Differ", "BGNewSince": "New Since"}
    return f"BG {words[style_id]}"
