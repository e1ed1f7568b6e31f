"""Real lists: from a style to Word's numbering definitions, and from each list to its own count."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.renderers.word import fonts
from briefgen.renderers.word.markup import XML, W
from briefgen.renderers.word.measures import hex_colour, text_style
from briefgen.renderers.word.textual import LIST_LEVELS, list_indent
from briefgen.style import Style

BULLETS, NUMBERS = 1, 2
# Both families have the bullet and the dash; a list deeper than three is laid out as three.
_MARKS = ("•", "–", "•")
_FORMATS = (("decimal", "%1"), ("lowerLetter", "%2"), ("lowerRoman", "%3"))
WORD_LEVELS = 9


def numbering_xml(style: Style, starts: Sequence[tuple[int, int]] = ()) -> bytes:
    """`word/numbering.xml` (ECMA-376-1, 17.9): two multi-level definitions, one `w:num` per list.

    `starts`: level (0-based) and first number of each numbered list of the document, in order;
    the list at index i has the number `list_number(i)`.
    """
    instances = [
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (BULLETS, NUMBERS)
    ]
    for index, (level, start) in enumerate(starts):
        instances.append(
            f'<w:num w:numId="{list_number(index)}"><w:abstractNumId w:val="{NUMBERS}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
        )
    inner = _definition(style, BULLETS) + _definition(style, NUMBERS) + "".join(instances)
    return f'{XML}<w:numbering xmlns:w="{W}">{inner}</w:numbering>'.encode()


def list_number(index: int) -> int:
    """The `w:numId` of the numbered list with this place in the document."""
    return NUMBERS + 1 + index


def _definition(style: Style, kind: int) -> str:
    levels = "".join(_level(style, kind, level) for level in range(WORD_LEVELS))
    return (
        f'<w:abstractNum w:abstractNumId="{kind}"><w:nsid w:val="{0x5B670000 + kind:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x5B680000 + kind:08X}"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(style: Style, kind: int, level: int) -> str:
    shown = min(level, LIST_LEVELS - 1)
    if kind == BULLETS:
        form, words, name, side = "bullet", _MARKS[shown], "ListBullet", "left"
        font = fonts.family(style.font)
        look = (
            f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:hint="default"/>'
            '<w:b w:val="0"/>'
        )
    else:
        form, words = _FORMATS[shown]
        words, name, side = words.replace(str(shown + 1), str(level + 1)), "ListNumber", "right"
        mark = text_style(style, "numbered_mark")
        bold = "<w:b/>" if mark.weight != "regular" else ""
        look = f'{bold}<w:color w:val="{hex_colour(style, mark.colour)}"/>'
    left, hanging = list_indent(style, "bullet" if kind == BULLETS else "number", shown)
    suffix = str(level + 1) if level else ""
    linked = f'<w:pStyle w:val="{name}{suffix}"/>' if level < LIST_LEVELS else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="{side}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:lvl>"
    )
