"""Real lists: from a style to Word's numbering definitions, and from each list to its own count."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.renderers.word.look import fonts
from briefgen.renderers.word.look.measures import hex_colour, text_style
from briefgen.renderers.word.look.named import OUR_LISTS, ListIds, ListKind
from briefgen.renderers.word.look.textual import LIST_LEVELS, list_indent
from briefgen.renderers.word.markup import XML, W
from briefgen.style import Style

# Both families have the bullet and the dash; a list deeper than three is laid out as three.
_MARKS = ("•", "–", "•")
_FORMATS = (("decimal", "%1"), ("lowerLetter", "%2"), ("lowerRoman", "%3"))
WORD_LEVELS = 9


def numbering_xml(style: Style, starts: Sequence[tuple[int, int]] = ()) -> bytes:
    """`word/numbering.xml` (ECMA-376-1, 17.9): two multi-level definitions, one `w:num` per list.

    `starts`: level (0-based) and first number of each numbered list of the document, in order;
    the list at index i has the number `ListIds.of_list(i)`.
    """
    inner = definitions_xml(style, OUR_LISTS) + lists_xml(starts, OUR_LISTS)
    return f'{XML}<w:numbering xmlns:w="{W}">{inner}</w:numbering>'.encode()


def definitions_xml(style: Style, ids: ListIds) -> str:
    """The two definitions: `w:abstractNum`."""
    return _definition(style, "bullet", ids.bullet_form) + _definition(
        style, "number", ids.number_form
    )


def lists_xml(starts: Sequence[tuple[int, int]], ids: ListIds) -> str:
    """The lists themselves: `w:num`."""
    instances = [
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{form}"/></w:num>'
        for n, form in ((ids.bullets, ids.bullet_form), (ids.numbers, ids.number_form))
    ]
    for index, (level, start) in enumerate(starts):
        form, at = ids.levels[level]
        instances.append(
            f'<w:num w:numId="{ids.of_list(index)}"><w:abstractNumId w:val="{form}"/>'
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
        )
    return "".join(instances)


def _definition(style: Style, kind: ListKind, identity: int) -> str:
    levels = "".join(_level(style, kind, level) for level in range(WORD_LEVELS))
    sign = 1 if kind == "bullet" else 2
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:nsid w:val="{0x5B670000 + sign:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x5B680000 + sign:08X}"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(style: Style, kind: ListKind, level: int) -> str:
    shown = min(level, LIST_LEVELS - 1)
    if kind == "bullet":
        form, words, name, side = "bullet", _MARKS[shown], "ListBullet", "left"
        font = fonts.family(style.font)
        fonts_xml = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:hint="default"/>'
        look = ("" if style.letterhead else fonts_xml) + '<w:b w:val="0"/>'
    else:
        form, words = _FORMATS[shown]
        words, name, side = words.replace(str(shown + 1), str(level + 1)), "ListNumber", "right"
        mark = text_style(style, "numbered_mark")
        bold = "<w:b/>" if mark.weight != "regular" else ""
        look = f'{bold}<w:color w:val="{hex_colour(style, mark.colour)}"/>'
    left, hanging = list_indent(style, kind, shown)
    suffix = str(level + 1) if level else ""
    # In a letterhead the style leads to the list; its own style may lead to one of its own.
    links = level < LIST_LEVELS and not style.letterhead
    linked = f'<w:pStyle w:val="{name}{suffix}"/>' if links else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="{side}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:lvl>"
    )
