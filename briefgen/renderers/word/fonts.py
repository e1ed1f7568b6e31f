"""From a style's family to the names Word looks for, and the font table with their substitutes."""

from __future__ import annotations

from briefgen.renderers.word.markup import XML, W
from briefgen.renderers.word.scripts import EAST_ASIAN_FONTS
from briefgen.style import Family

WESTERN: dict[Family, str] = {"sans": "Source Sans Pro", "serif": "Source Serif Pro"}
CODE = "Courier New"


def family(name: Family) -> str:
    """The font name of a family."""
    return WESTERN[name]


def font_table_xml() -> bytes:
    """`word/fontTable.xml` (ECMA-376-1, 17.8.3): `w:altName` is what Word takes where a font lacks.

    Nothing is embedded: a memo stays small, and fonts are not ours to hand out.
    """
    fonts = [
        _font(WESTERN["sans"], "Arial", "swiss"),
        _font(WESTERN["serif"], "Times New Roman", "roman"),
        _font(CODE, "", "modern", pitch="fixed"),
        *(
            _font(name, "", "swiss", charset=charset)
            for name, charset in zip(
                dict.fromkeys(EAST_ASIAN_FONTS.values()), ("86", "88", "80", "81"), strict=True
            )
        ),
    ]
    return f'{XML}<w:fonts xmlns:w="{W}">{"".join(fonts)}</w:fonts>'.encode()


def _font(
    name: str, substitute: str, kind: str, *, charset: str = "00", pitch: str = "variable"
) -> str:
    other = f'<w:altName w:val="{substitute}"/>' if substitute else ""
    return (
        f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="{pitch}"/></w:font>'
    )
