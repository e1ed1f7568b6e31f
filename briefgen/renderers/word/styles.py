"""From a style to Word's style sheet: the named styles that people find in the style gallery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.renderers.word import fonts
from briefgen.renderers.word.markup import XML, W, border, escape
from briefgen.renderers.word.measures import (
    content_width,
    eighths,
    half_points,
    hex_colour,
    mm,
    text_style,
    twips,
)
from briefgen.renderers.word.scripts import east_asian_font, east_asian_language
from briefgen.style import Style, TextStyle

# Headings of one-pagers stand above their text in Word, not beside it (look.md section 4).
SIDE_HEAD = {"size_pt": 11.5, "leading_pt": 14.0, "before_pt": 8.0, "after_pt": 1.0}
FOOTNOTE = {"size_pt": 9.0, "leading_pt": 11.0}
HEADING_LEVELS = 9
LIST_LEVELS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedStyle:
    """One paragraph style before it is XML; `look` gives type, leading, spaces and colour."""

    id: str
    name: str
    look: TextStyle
    based_on: str = "Normal"
    next: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    number: tuple[int, int] | None = None  # w:numId and w:ilvl
    borders: str = ""
    shade: str = ""
    tabs: str = ""
    left: int = 0  # twips
    right: int = 0
    hanging: int = 0
    align: str = ""
    outline: int | None = None  # 0 is level 1
    shown: bool = True  # in the gallery
    leading_exact: bool = True
    font: str = ""


def styles_xml(style: Style, language: str, paged: bool) -> bytes:
    """`word/styles.xml`. `paged`: top sections open a page, so their heads are large; else small."""
    sheet = "".join(
        (
            _defaults(style, language),
            _latent(),
            *(_paragraph_style(style, s) for s in _paragraph_styles(style, paged)),
            *_character_styles(style),
            *_table_styles(),
            '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
        )
    )
    return f'{XML}<w:styles xmlns:w="{W}">{sheet}</w:styles>'.encode()


def callout_borders(style: Style, form: str) -> tuple[str, str]:
    """The borders of one form of callout and its ground ("" for none); look.md "Other callouts"."""
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
    heavy = eighths(style.rules["heavy"])
    return border("top", heavy, ink, 6) + border("bottom", heavy, ink, 6), ""


def callout_indents(style: Style, form: str) -> tuple[int, int]:
    """Left and right indents in twips, so that the border itself ends at the margins."""
    if form == "new-since":
        return 0, 0
    if form == "sources-differ":
        edge = twips(8 + style.rules["callout_border"])
        return edge, edge
    return twips(8 + style.rules["callout_bar"] + 0.5), 0


CALLOUT_STYLES = {
    "bottom-line": "BGCallout",
    "recommendation": "BGRecommendation",
    "sources-differ": "BGSourcesDiffer",
    "new-since": "BGNewSince",
}


# --- the sheet ------------------------------------------------------------------------------------


def _paragraph_styles(style: Style, paged: bool) -> Iterator[NamedStyle]:
    body = text_style(style, "paragraph")
    hang = mm(style.hang_mm)
    yield NamedStyle(id="Normal", name="Normal", look=replace(body, after_pt=0), based_on="")
    yield NamedStyle(
        id="BodyText", name="Body Text", look=body, right=hang, align=_align(style, paged)
    )
    yield from _running_text(style, hang)
    yield from _headings(style, paged)
    yield from _lists(style, hang)
    yield from _callouts(style)
    yield from _openings(style)
    yield from _tables(style)
    yield from _furniture(style)


def _align(style: Style, paged: bool) -> str:
    """Word's name for justified text; packs without pages of their own stay ragged."""
    return "both" if style.align == "justify" and paged else ""


def _running_text(style: Style, hang: int) -> Iterator[NamedStyle]:
    quote, speaker = text_style(style, "quote"), text_style(style, "quote_speaker")
    bar = border("left", eighths(style.rules["quote_bar"]), hex_colour(style, "accent"), 9)
    edge = twips(9 + style.rules["quote_bar"])
    rule = border("top", eighths(style.rules["thin"]), hex_colour(style, "hairline"), 4)
    yield NamedStyle(id="BGLead", name="BG Lead", look=text_style(style, "lead"), right=hang)
    yield NamedStyle(
        id="BGMessage", name="BG Main Message", look=text_style(style, "message"), right=hang
    )
    yield NamedStyle(
        id="BGRemark", name="BG Remark", look=text_style(style, "remark"), borders=rule
    )
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
        borders=bar,
        left=edge,
        right=hang,
    )
    code = replace(text_style(style, "code"), size_pt=text_style(style, "code").size_pt - 1)
    yield NamedStyle(id="BGCode", name="BG Code", look=code, font=fonts.CODE)
    yield NamedStyle(
        id="BGBoilerplate", name="BG Boilerplate", look=text_style(style, "boilerplate"), right=hang
    )
    yield NamedStyle(id="BGGap", name="BG Gap", look=_gap(style), shown=False)
    yield NamedStyle(
        id="BGFigure",
        name="BG Figure",
        look=replace(text_style(style, "paragraph"), after_pt=3),
        leading_exact=False,
        keep_next=True,
        shown=False,
    )


def _gap(style: Style) -> TextStyle:
    """White after a table, which Word cannot give a table itself."""
    return TextStyle(size_pt=4, leading_pt=style.grid_pt / 2)


def _headings(style: Style, paged: bool) -> Iterator[NamedStyle]:
    for level in range(1, HEADING_LEVELS + 1):
        look = heading_look(style, level, paged)
        yield NamedStyle(
            id=f"Heading{level}",
            name=f"heading {level}",
            look=look,
            next="BodyText",
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
            shown=level <= LIST_LEVELS,
        )


def heading_look(style: Style, level: int, paged: bool) -> TextStyle:
    """How a heading looks: large where sections open pages, small side heads elsewhere."""
    if paged:
        return text_style(style, f"heading_{min(level, 3)}")
    if level == 1 and style.heads == "side":
        return replace(text_style(style, "side_head"), **SIDE_HEAD)
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
    return twips(inner * (level + 1)), twips(inner * 0.4)


def _lists(style: Style, hang: int) -> Iterator[NamedStyle]:
    kinds = (("bullet", "List Bullet", 1), ("number", "List Number", 2))
    for kind, name, number in kinds:
        for level in range(LIST_LEVELS):
            suffix = f" {level + 1}" if level else ""
            look = text_style(style, _list_look(kind, level))
            left, hanging = list_indent(style, kind, level)
            yield NamedStyle(
                id=(name + suffix).replace(" ", ""),
                name=name + suffix,
                look=replace(look, before_pt=0),
                number=(number, level),
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


def _callouts(style: Style) -> Iterator[NamedStyle]:
    for form, style_id in CALLOUT_STYLES.items():
        borders, shade = callout_borders(style, form)
        left, right = callout_indents(style, form)
        look = text_style(style, "bottom_line" if form == "bottom-line" else "callout")
        label = text_style(style, "new_since_head" if form == "new-since" else "callout_label")
        if form == "sources-differ":
            label = replace(label, colour="ink")
        shared = {"borders": borders, "shade": shade, "left": left, "right": right}
        name = _callout_name(style_id)
        yield NamedStyle(
            id=style_id,
            name=name,
            look=replace(look, before_pt=0, after_pt=style.grid_pt / 2),
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
            **shared,  # type: ignore[arg-type]
        )


def _callout_name(style_id: str) -> str:
    words = {"BGCallout": "Callout", "BGRecommendation": "Recommendation"}
    words |= {"BGSourcesDiffer": "Sources Differ", "BGNewSince": "New Since"}
    return f"BG {words[style_id]}"


def _openings(style: Style) -> Iterator[NamedStyle]:
    """Title, the parts of memo heads, covers and press heads, and the contents."""
    hair = hex_colour(style, "hairline")
    thin = eighths(style.rules["thin"])
    cover = border("top", eighths(style.rules["cover"]), hex_colour(style, "ink"), 17)
    heavy = border("top", eighths(style.rules["heavy"]), hex_colour(style, "ink"), 5)
    title = text_style(style, "memo_title")
    yield NamedStyle(id="Title", name="Title", look=title, next="BodyText", keep_next=True)
    yield NamedStyle(
        id="Subtitle", name="Subtitle", look=text_style(style, "cover_sub"), right=mm(style.hang_mm)
    )
    yield NamedStyle(id="BGLabel", name="BG Label", look=text_style(style, "memo_label"))
    yield NamedStyle(id="BGValue", name="BG Value", look=text_style(style, "memo_value"))
    yield NamedStyle(
        id="BGKind", name="BG Kind", look=text_style(style, "cover_kind"), borders=cover
    )
    right_tab = f'<w:tab w:val="right" w:pos="{content_width(style)}"/>'
    yield NamedStyle(
        id="BGPressLine",
        name="BG Press Line",
        look=replace(text_style(style, "press_kind"), after_pt=style.grid_pt / 2),
        borders=heavy,
        tabs=right_tab,
    )
    yield NamedStyle(id="BGFactLabel", name="BG Fact Label", look=_flat(style, "facts_label"))
    yield NamedStyle(id="BGFact", name="BG Fact", look=_flat(style, "facts_value"))
    head = heading_look(style, 1, True)
    yield NamedStyle(
        id="TOCHeading", name="TOC Heading", look=head, next="BodyText", keep_next=True
    )
    entry = text_style(style, "contents_1")
    rule = border("top", thin, hair, 6) + border("between", thin, hair, 6)
    yield NamedStyle(
        id="TOC1",
        name="toc 1",
        look=replace(entry, before_pt=style.grid_pt / 2, after_pt=0),
        borders=rule,
        tabs=right_tab,
        right=mm(style.hang_mm),
        keep_next=True,
    )
    yield NamedStyle(
        id="BGContentsDetail",
        name="BG Contents Detail",
        look=replace(text_style(style, "contents_sub"), after_pt=0),
        right=mm(style.hang_mm),
    )


def _flat(style: Style, name: str) -> TextStyle:
    """A text style whose padding is the table cell's, not the paragraph's."""
    return replace(text_style(style, name), before_pt=0, after_pt=0)


def _tables(style: Style) -> Iterator[NamedStyle]:
    caption = text_style(style, "caption")
    yield NamedStyle(
        id="Caption", name="caption", look=caption, next="BodyText", keep_next=True, keep_lines=True
    )
    sheet = {
        "BGTableHead": ("BG Table Head", "table_head"),
        "BGTableText": ("BG Table Text", "table_cell"),
        "BGTableSource": ("BG Table Source", "table_source"),
        "BGNoteHead": ("BG Note Head", "note_table_head"),
        "BGNoteText": ("BG Note Text", "note_table"),
        "BGStrip": ("BG Strip", "strip_label"),
        "BGDate": ("BG Date", "dated_fact_date"),
        "BGDatedFact": ("BG Dated Fact", "dated_fact"),
    }
    for style_id, (name, look) in sheet.items():
        yield NamedStyle(
            id=style_id,
            name=name,
            look=_flat(style, look),
            keep_next=style_id in ("BGTableHead", "BGNoteHead"),
        )
    head = text_style(style, "table_cell")
    yield NamedStyle(
        id="BGRowHead",
        name="BG Row Head",
        look=replace(head, weight="bold", before_pt=0, after_pt=0),
    )


def _furniture(style: Style) -> Iterator[NamedStyle]:
    tabs = f'<w:tab w:val="right" w:pos="{content_width(style)}"/>'
    note = replace(text_style(style, "source_note"), **FOOTNOTE, after_pt=1, colour="ink")
    yield NamedStyle(id="Header", name="header", look=text_style(style, "run_head"), tabs=tabs)
    yield NamedStyle(id="Footer", name="footer", look=text_style(style, "run_foot"), tabs=tabs)
    yield NamedStyle(
        id="FootnoteText",
        name="footnote text",
        look=note,
        tabs='<w:tab w:val="left" w:pos="200"/>',
        left=200,
        hanging=200,
    )
    yield NamedStyle(
        id="BGEditorsNote",
        name="BG Editors Note",
        look=text_style(style, "editors_note"),
        right=mm(style.hang_mm),
    )


# --- XML ------------------------------------------------------------------------------------------


def _paragraph_style(style: Style, s: NamedStyle) -> str:
    default = ' w:default="1"' if s.id == "Normal" else ""
    own = ' w:customStyle="1"' if s.id.startswith("BG") else ""
    based = f'<w:basedOn w:val="{s.based_on}"/>' if s.based_on else ""
    following = f'<w:next w:val="{s.next}"/>' if s.next else ""
    gallery = "<w:qFormat/>" if s.shown else "<w:semiHidden/><w:unhideWhenUsed/>"
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{s.id}">'
        f'<w:name w:val="{s.name}"/>{based}{following}<w:uiPriority w:val="{_priority(s)}"/>'
        f"{gallery}<w:pPr>{_paragraph_properties(s)}</w:pPr>"
        f"<w:rPr>{_run_properties(style, s)}</w:rPr></w:style>"
    )


def _priority(s: NamedStyle) -> int:
    """Where a style stands in the gallery: text, headings, lists and callouts first."""
    if s.id in ("Normal", "BodyText", "Title"):
        return 1
    return 9 if s.id.startswith(("Heading", "List", "BGCallout", "Quote")) else 20


def _paragraph_properties(s: NamedStyle) -> str:
    """In the order of CT_PPrBase (ECMA-376-1, 17.3.1.26)."""
    number = ""
    if s.number:
        level = f'<w:ilvl w:val="{s.number[1]}"/>' if s.number[1] else ""
        number = f'<w:numPr>{level}<w:numId w:val="{s.number[0]}"/></w:numPr>'
    hanging = f' w:hanging="{s.hanging}"' if s.hanging else ""
    rule = "exact" if s.leading_exact else "auto"
    line = twips(s.look.leading_pt) if s.leading_exact else 240
    return "".join(
        (
            "<w:keepNext/>" if s.keep_next else "",
            "<w:keepLines/>" if s.keep_lines else "",
            "<w:widowControl/>",
            number,
            f"<w:pBdr>{s.borders}</w:pBdr>" if s.borders else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{s.shade}"/>' if s.shade else "",
            f"<w:tabs>{s.tabs}</w:tabs>" if s.tabs else "",
            f'<w:spacing w:before="{twips(s.look.before_pt)}" w:after="{twips(s.look.after_pt)}" '
            f'w:line="{line}" w:lineRule="{rule}"/>',
            f'<w:ind w:left="{s.left}" w:right="{s.right}"{hanging}/>',
            f'<w:jc w:val="{s.align or "left"}"/>',
            f'<w:outlineLvl w:val="{s.outline}"/>' if s.outline is not None else "",
        )
    )


def _run_properties(style: Style, s: NamedStyle) -> str:
    look = s.look
    name = s.font or fonts.family(look.font or style.font)
    weight = "<w:b/><w:bCs/>" if look.weight != "regular" else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    slope = "<w:i/><w:iCs/>" if look.italic else '<w:i w:val="0"/><w:iCs w:val="0"/>'
    size = half_points(look.size_pt)
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>{weight}{slope}'
        f'<w:color w:val="{hex_colour(style, look.colour)}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _defaults(style: Style, language: str) -> str:
    """`w:docDefaults`: family, size and languages that hold where nothing else is said."""
    name = fonts.family(style.font)
    size = half_points(text_style(style, "paragraph").size_pt)
    east = east_asian_language("", language)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" '
        f'w:eastAsia="{east_asian_font(east)}" w:cs="{name}"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="{escape(language) or "en"}" w:eastAsia="{east}" '
        f'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )


def _latent() -> str:
    """All styles Word knows but this file does not define stay out of the gallery (17.7.4.5)."""
    return (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


def _character_styles(style: Style) -> Iterator[str]:
    secondary, accent = hex_colour(style, "secondary"), hex_colour(style, "accent")
    sans = fonts.family("sans")
    marking = text_style(style, "marking")
    size = half_points(marking.size_pt)
    sheet = (
        ("DefaultParagraphFont", "Default Paragraph Font", ""),
        ("Hyperlink", "Hyperlink", f'<w:color w:val="{accent}"/><w:u w:val="single"/>'),
        (
            "FootnoteReference",
            "footnote reference",
            f'<w:color w:val="{secondary}"/><w:vertAlign w:val="superscript"/>',
        ),
        ("BGNumber", "BG Number", f'<w:color w:val="{accent}"/>'),
        (
            "BGClassification",
            "BG Classification",
            f'<w:rFonts w:ascii="{sans}" w:hAnsi="{sans}" w:cs="{sans}"/><w:b/><w:bCs/>'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        ),
    )
    for style_id, name, properties in sheet:
        default = ' w:default="1"' if style_id == "DefaultParagraphFont" else ""
        own = ' w:customStyle="1"' if style_id.startswith("BG") else ""
        hidden = "<w:semiHidden/>" if default else ""
        yield (
            f'<w:style w:type="character"{default}{own} w:styleId="{style_id}">'
            f'<w:name w:val="{name}"/><w:uiPriority w:val="99"/>{hidden}<w:unhideWhenUsed/>'
            f"{f'<w:rPr>{properties}</w:rPr>' if properties else ''}</w:style>"
        )


def _table_styles() -> Iterator[str]:
    margins = "".join(
        f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
    )
    sheet = (
        ("TableNormal", "Normal Table", ""),
        ("BGTable", "BG Table", "TableNormal"),
        ("BGPlainTable", "BG Plain Table", "TableNormal"),
    )
    for style_id, name, based in sheet:
        default = "" if based else ' w:default="1"'
        own = ' w:customStyle="1"' if based else ""
        on = f'<w:basedOn w:val="{based}"/>' if based else ""
        hidden = "" if based else "<w:semiHidden/><w:unhideWhenUsed/>"
        yield (
            f'<w:style w:type="table"{default}{own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'{on}<w:uiPriority w:val="99"/>{hidden}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        )
