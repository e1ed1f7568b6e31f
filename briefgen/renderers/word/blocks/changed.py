"""What is new since the edition before, in Word: a bar at the paragraph's left and its word.

No tracked change: the memo with those is a file of its own.
"""

from __future__ import annotations

import re

from briefgen.model import ChangeMark
from briefgen.renderers.word.blocks.inlines import words_xml
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.look.measures import eighths, hex_colour
from briefgen.renderers.word.markup import RunFormat, border

# The run style that tells the word from the words it stands before.
WORD_STYLE = "BGChange"
_SPACE_PT = 10
# What stands before w:pBdr in w:pPr (ECMA-376-1, 17.3.1.26).
_BEFORE_BORDERS = re.compile(
    r"(?:<w:(?:keepNext|keepLines|pageBreakBefore|widowControl)\b[^>]*/>|<w:numPr>.*?</w:numPr>)*"
)


def change_word(draft: Draft, change: ChangeMark | None) -> str:
    """The word as a run of its own style, "" for none."""
    if change is None or not change.word:
        return ""
    return words_xml(draft, f"{change.word}\u00a0\u00a0", RunFormat(style=WORD_STYLE))


def with_bar(draft: Draft, change: ChangeMark | None, properties: str) -> str:
    """Paragraph properties with a bar at the left; a border that stands there already is kept."""
    if change is None or "<w:pBdr>" in properties:
        return properties
    at = _BEFORE_BORDERS.match(properties)
    end = at.end() if at else 0
    return f"{properties[:end]}<w:pBdr>{change_bar(draft)}</w:pBdr>{properties[end:]}"


def change_bar(draft: Draft, space_pt: int = _SPACE_PT) -> str:
    """The border itself (LOOK.md "Word")."""
    style = draft.style
    width = eighths(style.rules["change_bar"])
    return border("left", width, hex_colour(style, "ink"), space_pt)
