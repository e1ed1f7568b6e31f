"""From a style to Word's style sheet: the named styles that people find in the style gallery."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.renderers.word.blocks.callouts import callout_styles
from briefgen.renderers.word.look import fonts
from briefgen.renderers.word.look.fixtures import furniture_styles, opening_styles, table_styles
from briefgen.renderers.word.look.measures import (
    half_points,
    hex_colour,
    text_style,
    twips,
)
from briefgen.renderers.word.look.named import OUR_LISTS, ListIds, NamedStyle
from briefgen.renderers.word.look.scripts import (
    east_asian_font,
    east_asian_language,
    western_language,
)
from briefgen.renderers.word.look.textual import text_styles
from briefgen.renderers.word.markup import XML, W
from briefgen.slotted import dataclass
from briefgen.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetStyle:
    """One style of the sheet as XML, with what a letterhead's own is found by."""

    type: Literal["paragraph", "character", "table", "numbering"]
    id: str
    name: str
    xml: str


def styles_xml(style: Style, language: str, paged: bool) -> bytes:
    """`word/styles.xml`. `paged`: top sections open a page, so their heads are large."""
    sheet = "".join(one.xml for one in style_sheet(style, paged))
    start = f'{XML}<w:styles xmlns:w="{W}">{_defaults(style, language)}{_latent()}'
    return f"{start}{sheet}</w:styles>".encode()


def style_sheet(style: Style, paged: bool, lists: ListIds = OUR_LISTS) -> Iterator[SheetStyle]:
    """Every style that memos use: the contract that the other modules write against."""
    for one in named_styles(style, paged):
        xml = _paragraph_style(style, one, lists)
        yield SheetStyle(type="paragraph", id=one.id, name=one.name, xml=xml)
    yield from _character_styles(style)
    yield from _table_styles()
    yield SheetStyle(
        type="numbering",
        id="NoList",
        name="No List",
        xml='<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>',
    )


def named_styles(style: Style, paged: bool) -> Iterator[NamedStyle]:
    """All paragraph styles of the sheet."""
    yield from text_styles(style, paged)
    yield from callout_styles(style)
    yield from opening_styles(style)
    yield from table_styles(style)
    yield from furniture_styles(style)


# --- XML ------------------------------------------------------------------------------------------


def _paragraph_style(style: Style, s: NamedStyle, lists: ListIds) -> str:
    default = ' w:default="1"' if s.id == "Normal" else ""
    own = ' w:customStyle="1"' if s.id.startswith("BG") else ""
    based = f'<w:basedOn w:val="{s.based_on}"/>' if s.based_on else ""
    following = f'<w:next w:val="{s.next}"/>' if s.next else ""
    gallery = "<w:qFormat/>" if s.shown else "<w:semiHidden/><w:unhideWhenUsed/>"
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{s.id}">'
        f'<w:name w:val="{s.name}"/>{based}{following}<w:uiPriority w:val="{_priority(s)}"/>'
        f"{gallery}<w:pPr>{_paragraph_properties(style, s, lists)}</w:pPr>"
        f"<w:rPr>{_run_properties(style, s)}</w:rPr></w:style>"
    )


def _priority(s: NamedStyle) -> int:
    """Where a style stands in the gallery: text, headings, lists and callouts first."""
    if s.id in ("Normal", "BodyText", "Title"):
        return 1
    return 9 if s.id.startswith(("Heading", "List", "BGCallout", "Quote")) else 20


def _paragraph_properties(style: Style, s: NamedStyle, lists: ListIds) -> str:
    """In the order of CT_PPrBase (ECMA-376-1, 17.3.1.26)."""
    number = ""
    if s.number:
        kind, at = s.number
        level = f'<w:ilvl w:val="{at}"/>' if at else ""
        list_id = lists.bullets if kind == "bullet" else lists.numbers
        number = f'<w:numPr>{level}<w:numId w:val="{list_id}"/></w:numPr>'
    hanging = f' w:hanging="{s.hanging}"' if s.hanging else ""
    return "".join(
        (
            "<w:keepNext/>" if s.keep_next else "",
            "<w:keepLines/>" if s.keep_lines else "",
            "<w:widowControl/>",
            number,
            f"<w:pBdr>{s.borders}</w:pBdr>" if s.borders else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{s.shade}"/>' if s.shade else "",
            f"<w:tabs>{s.tabs}</w:tabs>" if s.tabs else "",
            f'<w:spacing w:before="{twips(s.look.before_pt)}" w:after="{twips(s.look.after_pt)}"'
            f"{_leading(style, s)}/>",
            f'<w:ind w:left="{s.left}" w:right="{s.right}"{hanging}/>',
            f'<w:jc w:val="{s.align or "left"}"/>',
            f'<w:outlineLvl w:val="{s.outline}"/>' if s.outline is not None else "",
        )
    )


def _leading(style: Style, s: NamedStyle) -> str:
    """Distance of lines; in a letterhead running text keeps that of the house."""
    if not s.leading_exact:
        return ' w:line="240" w:lineRule="auto"'
    if style.letterhead and s.look.size_pt == text_style(style, "paragraph").size_pt:
        return ""
    return f' w:line="{twips(s.look.leading_pt)}" w:lineRule="exact"'


def _run_properties(style: Style, s: NamedStyle) -> str:
    """Letters of a style; in a letterhead they are of the house's own font and ink."""
    look = s.look
    name = s.font or ("" if style.letterhead else fonts.family(look.font or style.font))
    font = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>' if name else ""
    weight = "<w:b/><w:bCs/>" if look.weight != "regular" else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    slope = "<w:i/><w:iCs/>" if look.italic else '<w:i w:val="0"/><w:iCs w:val="0"/>'
    size = half_points(look.size_pt)
    inherits = style.letterhead and look.colour == "ink"
    colour = "" if inherits else f'<w:color w:val="{hex_colour(style, look.colour)}"/>'
    return f'{font}{weight}{slope}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _defaults(style: Style, language: str) -> str:
    """`w:docDefaults`: family, size and languages that hold where nothing else is said."""
    name = fonts.family(style.font)
    size = half_points(text_style(style, "paragraph").size_pt)
    east = east_asian_language("", language)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" '
        f'w:eastAsia="{east_asian_font(east)}" w:cs="{name}"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="{western_language(language)}" '
        f'w:eastAsia="{east}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )


def _latent() -> str:
    """All styles Word knows but this file does not define stay out of the gallery (17.7.4.5)."""
    return (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


def _character_styles(style: Style) -> Iterator[SheetStyle]:
    accent = hex_colour(style, "accent")
    sans = fonts.family("sans")
    font = f'<w:rFonts w:ascii="{sans}" w:hAnsi="{sans}" w:cs="{sans}"/>'
    marking = text_style(style, "marking")
    size = half_points(marking.size_pt)
    sheet = (
        ("DefaultParagraphFont", "Default Paragraph Font", ""),
        ("Hyperlink", "Hyperlink", f'<w:color w:val="{accent}"/><w:u w:val="single"/>'),
        (
            "FootnoteReference",
            "footnote reference",
            '<w:vertAlign w:val="superscript"/>',
        ),
        ("CommentReference", "annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
        ("BGChange", "BG Change", f'{font}<w:b/><w:bCs/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
        ("BGNumber", "BG Number", f'<w:color w:val="{accent}"/>'),
        (
            "BGClassification",
            "BG Classification",
            f"{'' if style.letterhead else font}<w:b/><w:bCs/>"
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
        ),
    )
    for style_id, name, properties in sheet:
        default = ' w:default="1"' if style_id == "DefaultParagraphFont" else ""
        own = ' w:customStyle="1"' if style_id.startswith("BG") else ""
        hidden = "<w:semiHidden/>" if default else ""
        xml = (
            f'<w:style w:type="character"{default}{own} w:styleId="{style_id}">'
            f'<w:name w:val="{name}"/><w:uiPriority w:val="99"/>{hidden}<w:unhideWhenUsed/>'
            f"{f'<w:rPr>{properties}</w:rPr>' if properties else ''}</w:style>"
        )
        yield SheetStyle(type="character", id=style_id, name=name, xml=xml)


def _table_styles() -> Iterator[SheetStyle]:
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
        xml = (
            f'<w:style w:type="table"{default}{own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'{on}<w:uiPriority w:val="99"/>{hidden}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        )
        yield SheetStyle(type="table", id=style_id, name=name, xml=xml)
