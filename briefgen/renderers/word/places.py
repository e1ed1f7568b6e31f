"""Which style, and which direct properties, a paragraph gets by where it stands."""

from __future__ import annotations

from briefgen.renderers.word.blocks.callouts import CALLOUT_STYLES
from briefgen.renderers.word.draft import Spot
from briefgen.renderers.word.look.textual import HEADING_LEVELS

# Nothing at the right: cells and callouts have no white column.
_FULL = '<w:ind w:right="0"/>'
# White below a callout; between its paragraphs its own style has less.
_AFTER_CALLOUT = '<w:spacing w:after="160"/>'
_IN_CALLOUTS = ("BodyText", "BGLead", "BGMessage")


def heading_style(depth: int) -> str:
    """The heading style of a depth, 1-based; Word has nine."""
    return f"Heading{min(depth, HEADING_LEVELS)}"


def body_place(style: str, spot: Spot) -> tuple[str, str]:
    """The style of a paragraph of text at this spot, and the properties it needs there.

    Text in a callout takes the callout's own style, since Word joins borders of one style only;
    text in a list after the item's first paragraph continues the list.
    """
    if spot.callout and style in _IN_CALLOUTS:
        return CALLOUT_STYLES[spot.callout], _AFTER_CALLOUT if spot.ends_callout else ""
    if spot.list_depth and style == "BodyText":
        level = min(spot.list_depth, 3)
        style = f"ListContinue{level}" if level > 1 else "ListContinue"
    return style, _FULL if spot.narrow else ""
