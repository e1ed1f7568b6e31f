"""From a style to the named styles of running text, headings and lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.renderers.word.look import fonts
from briefgen.renderers.word.look.measures import (
    eighths,
    hex_colour,
    text_style,
    twips,
    white_right,
)
from briefgen.renderers.word.look.named import ListKind, NamedStyle
from briefgen.renderers.word.markup import border
from briefgen.style import Style, TextStyle

HEADING_LEVELS = 9
LIST_LEVELS = 3


def text_styles(style: Style, paged: bool) -> Iterator[NamedStyle]:
    """Running text, headings and lists; `paged` as in `styles_xml`."""
    body = text_style(style, "paragraph")
    hang = white_right(style)
    yield NamedStyle(id="Normal", name="Normal", look=replace(body, after_pt=0), based_on="")
    yield NamedStyle(
        id="BodyText", name="Body Text", look=body, right=hang, align=_align(style, paged)
    )
    yield from _running_text(style, hang, paged)
    yield from _headings(style, paged)
    yield from _lists(style, hang)


def _align(style: Style, paged: bool) -> str:
    """Word's name for justified text; packs without pages of their own stay ragged."""
    return "both" if style.align == "justify" and paged else ""


def _running_text(style: Style, hang: int, paged: bool) -> Iterator[NamedStyle]:
    quote, speaker = text_style(style, "quote"), text_style(style, "quote_speaker")
    bar = border("left", eighths(style.rules["quote_bar"]), hex_colour(style, "accent"), 9)
    # An eighth of a point wider: Word joins equal borders, and two quotations would share one bar.
    width = eighths(style.rules["quote_bar"]) + 1
    own_bar = border("left", width, hex_colour(style, "accent"), 9)
    edge = twips(9 + style.rules["quote_bar"])
    rule = border("top", eighths(style.rules["thin"]), hex_colour(style, "hairline"), 4)
    yield NamedStyle(id="BGLead", name="BG Lead", look=text_style(style, "lead"), right=hang)
    yield NamedStyle(
        id="BGMessage", name="BG Main Message", look=text_style(style, "message"), right=hang
    )
    remark = replace(text_style(style, "remark"), before_pt=style.grid_pt / 2)
    yield NamedStyle(id="BGRemark", name="BG Remark", look=remark, borders=rule)
    yield NamedStyle(
        id="Quote",
        name="Quote",
        look=replace(quote, after_pt=0),
        next="BGSpeaker",
        keep_next=True,
        keep_lines=True,
        borders=bar,
        left=edge,
        right=hang,
    )
    yield NamedStyle(
        id="BGSpeaker",
        name="BG Speaker",
        look=replace(speaker, after_pt=quote.after_pt),
        next="BodyText",
        borders=own_bar,
        left=edge,
        right=hang,
    )
    code = replace(text_style(style, "code"), size_pt=text_style(style, "code").size_pt - 1)
    yield NamedStyle(id="BGCode", name="BG Code", look=code, font=fonts.CODE)
    yield NamedStyle(
        id="BGBoilerplate", name="BG Boilerplate", look=text_style(style, "boilerplate"), right=hang
    )
    yield NamedStyle(id="BGGap", name="BG Gap", look=_gap(style, paged), shown=False)
    yield NamedStyle(
        id="BGFigure",
        name="BG Figure",
        look=replace(text_style(style, "paragraph"), after_pt=style.grid_pt),
        leading_exact=False,
        shown=False,
    )


def _gap(style: Style, paged: bool) -> TextStyle:
    """White after a table, which Word cannot give a table itself; less where pages are counted."""
    return TextStyle(size_pt=2, leading_pt=style.grid_pt / (2 if paged else 4))


def _headings(style: Style, paged: bool) -> Iterator[NamedStyle]:
    for level in range(1, HEADING_LEVELS + 1):
        look = heading_look(style, level, paged)
        ruled = level == 1 and not paged and style.heads == "above"
        yield NamedStyle(
            id=f"Heading{level}",
            name=f"heading {level}",
            look=look,
            next="BodyText",
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
            borders=_section_rule(style) if ruled else "",
            shown=level <= LIST_LEVELS,
        )


def _section_rule(style: Style) -> str:
    """The thin rule that parts the sections of a pack without pages of their own."""
    return border("top", eighths(style.rules["thin"]), hex_colour(style, "ink"), 6)


def heading_look(style: Style, level: int, paged: bool) -> TextStyle:
    """How a heading looks: large where sections open pages, small side heads elsewhere.

    Side heads stand above their text in Word, a little larger (LOOK.md "Word").
    """
    if paged:
        return text_style(style, f"heading_{min(level, 3)}")
    if level == 1 and style.heads == "side":
        return replace(
            text_style(style, "side_head"), size_pt=11.5, leading_pt=14, before_pt=8, after_pt=1
        )
    if level == 1:
        side = text_style(style, "side_head")
        return replace(side, before_pt=style.grid_pt / 2, after_pt=style.grid_pt / 4)
    return text_style(style, "heading_2" if style.heads == "side" and level == 2 else "heading_3")


def list_indent(style: Style, kind: str, level: int) -> tuple[int, int]:
    """Left indent and hanging part of a list level, 0-based, in twips."""
    if kind == "bullet":
        look = text_style(style, ("bullet", "bullet_2", "bullet_3")[level])
        return twips(look.text_indent_pt), twips(look.text_indent_pt - look.mark_at_pt)
    inner = text_style(style, "numbered").text_indent_pt
    outer = list_indent(style, "bullet", level - 1)[0] if level else 0
    return outer + twips(inner), twips(inner * 0.4)


def _lists(style: Style, hang: int) -> Iterator[NamedStyle]:
    kinds: tuple[tuple[ListKind, str], ...] = (("bullet", "List Bullet"), ("number", "List Number"))
    for kind, name in kinds:
        for level in range(LIST_LEVELS):
            suffix = f" {level + 1}" if level else ""
            look = text_style(style, _list_look(kind, level))
            left, hanging = list_indent(style, kind, level)
            yield NamedStyle(
                id=(name + suffix).replace(" ", ""),
                name=name + suffix,
                look=replace(look, before_pt=0, after_pt=look.after_pt or style.grid_pt / 4),
                number=(kind, level),
                left=left,
                hanging=hanging,
                right=hang,
            )
    for level in range(LIST_LEVELS):
        suffix = f" {level + 1}" if level else ""
        yield NamedStyle(
            id=f"ListContinue{suffix}".replace(" ", ""),
            name=f"List Continue{suffix}",
            look=replace(text_style(style, "bullet"), before_pt=0),
            left=list_indent(style, "bullet", level)[0],
            right=hang,
        )


def _list_look(kind: str, level: int) -> str:
    if kind == "number" and level == 0:
        return "numbered"
    return ("bullet", "bullet_2", "bullet_3")[level]
