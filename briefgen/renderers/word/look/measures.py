"""From the style's points, millimetres and colours to WordprocessingML's own units."""

from __future__ import annotations

from math import ceil

from briefgen.model import Inlines
from briefgen.style import Family, Style, TextStyle
from briefgen.tree import plain_text

# Mean width of a character of running text in em, measured on both families.
MEAN_CHAR_EM: dict[Family, float] = {"sans": 0.4155, "serif": 0.447}

# Up to so many characters lines are counted word by word, which tells for titles and labels.
_EXACTLY = 400


def twips(points: float) -> int:
    """Points to twentieths of a point (`ST_TwipsMeasure`)."""
    return round(points * 20)


# In less width nothing stands side by side: two views one below the other, a strip as a table.
LEAST_ABREAST_MM = 100


def mm(millimetres: float) -> int:
    """Millimetres to twentieths of a point."""
    return round(millimetres * 72 / 25.4 * 20)


def half_points(points: float) -> int:
    """Points to half points (`ST_HpsMeasure`), the unit of `w:sz`."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Points to eighths of a point (`ST_EighthPointMeasure`), for border widths: 2 to 96."""
    return min(max(round(points * 8), 2), 96)


def emu(points: float) -> int:
    """Points to English metric units, the unit of DrawingML."""
    return round(points * 12700)


def hex_colour(style: Style, name: str) -> str:
    """A colour name of the style, or `#rrggbb` itself, as the six digits Word writes."""
    return style.colours.get(name, name).lstrip("#").upper()


def text_style(style: Style, *names: str) -> TextStyle:
    """The first of these text styles that the style has.

    Raises:
        KeyError: it has none of them.
    """
    return style.text[next((name for name in names if name in style.text), names[-1])]


def number(style: Style, key: str) -> float:
    """A measured number of the style by its dotted key, which every style has."""
    return float(style.numbers[key])


def content_width(style: Style) -> int:
    """Width between the margins in twips."""
    page = style.page
    return mm(page.width_mm - page.margin_left_mm - page.margin_right_mm)


def white_right(style: Style) -> int:
    """Twips that running text leaves white at the right; in a letterhead its margins decide."""
    return 0 if style.letterhead else mm(style.hang_mm)


def widening(style: Style) -> float:
    """How much wider than estimated letters may be: a letterhead brings fonts of its own."""
    return 1.2 if style.letterhead else 1.0


def lines_needed(
    content: Inlines, size_pt: float, width_twips: int, family: Family = "sans"
) -> int:
    """Estimated lines of a text set in a width; Word breaks lines itself, so this is a guess."""
    character_pt = MEAN_CHAR_EM[family] * size_pt
    room = max(int(width_twips / 20 / character_pt), 1)
    text = plain_text(content)
    if len(text) <= room:
        return 1
    if len(text) > _EXACTLY:
        return ceil(len(text) / room)
    lines, at = 1, 0
    for word in text.split():
        if at and at + 1 + len(word) > room:
            lines, at = lines + 1, 0
        at += len(word) + (1 if at else 0)
    return lines
