"""From a style's family to the names Word looks for, and the font table with their substitutes."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.renderers.word.look.embedded import EmbeddedFace
from briefgen.renderers.word.look.scripts import EAST_ASIAN_FONTS
from briefgen.renderers.word.markup import XML, R, W
from briefgen.style import Family

WESTERN: dict[Family, str] = {"sans": "Source Sans Pro", "serif": "Source Serif Pro"}
CODE = "Courier New"


def family(name: Family) -> str:
    """The font name of a family."""
    return WESTERN[name]


def font_table_xml(faces: Sequence[EmbeddedFace] = ()) -> bytes:
    """`word/fontTable.xml` (ECMA-376-1, 17.8.3), with what stands for a font that lacks (`altName`)
    and the faces that the memo takes along, whose parts are `FACE` and their number.
    """
    fonts = [
        _font(WESTERN["sans"], "Calibri", "swiss", faces=_faces_xml(faces, "sans")),
        _font(WESTERN["serif"], "Times New Roman", "roman", faces=_faces_xml(faces, "serif")),
        _font(CODE, "", "modern", pitch="fixed"),
        *(
            _font(name, "", "swiss", charset=charset)
            for name, charset in zip(
                dict.fromkeys(EAST_ASIAN_FONTS.values()), ("86", "88", "80", "81"), strict=True
            )
        ),
    ]
    spaces = f'xmlns:w="{W}" xmlns:r="{R}"'
    return f"{XML}<w:fonts {spaces}>{''.join(fonts)}</w:fonts>".encode()


def _font(
    name: str,
    substitute: str,
    kind: str,
    *,
    charset: str = "00",
    pitch: str = "variable",
    faces: str = "",
) -> str:
    other = f'<w:altName w:val="{substitute}"/>' if substitute else ""
    return (
        f'<w:font w:name="{name}">{other}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="{pitch}"/>{faces}</w:font>'
    )


def _faces_xml(faces: Sequence[EmbeddedFace], family: Family) -> str:
    return "".join(
        f'<w:embed{one.face} r:id="rId{number}" w:fontKey="{{{one.key}}}"/>'
        for number, one in enumerate(faces, start=1)
        if one.family == family
    )
