"""From a style to `word/theme1.xml`: the colours and fonts that Word offers in its own menus."""

from __future__ import annotations

from briefgen.renderers.word.look.fonts import family
from briefgen.renderers.word.look.measures import hex_colour
from briefgen.renderers.word.markup import XML
from briefgen.style import Style

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Name of the theme's colour, name of ours (ECMA-376-1, 20.1.6.2); the order is the schema's.
_COLOURS = (
    ("dk1", "ink"), ("lt1", "paper"), ("dk2", "accent"), ("lt2", "tint"), ("accent1", "accent"),
    ("accent2", "secondary"), ("accent3", "ink"), ("accent4", "accent"), ("accent5", "secondary"),
    ("accent6", "ink"), ("hlink", "accent"), ("folHlink", "secondary"),
)  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml(style: Style) -> bytes:
    """A theme with this style's colours and family (ECMA-376-1, 20.1.6.9); it changes no text."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{_colour(style, ours)}"/></a:{name}>' for name, ours in _COLOURS
    )
    font = f'<a:latin typeface="{family(style.font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'{XML}<a:theme xmlns:a="{_A}" name="briefgen"><a:themeElements>'
        f'<a:clrScheme name="briefgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="briefgen"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="briefgen"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    ).encode()


def _colour(style: Style, name: str) -> str:
    """Six digits; a style of somebody's own may lack a colour."""
    return hex_colour(style, name if name in style.colours else "ink")
