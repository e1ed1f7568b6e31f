"""Vector drawings as DrawingML: rectangles, dots, lines and words grouped, in the line of text."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.renderers.word.look.measures import emu, twips
from briefgen.renderers.word.markup import escape, paragraph
from briefgen.slotted import dataclass
from briefgen.style import TextStyle

Point = tuple[float, float]
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled rectangle or ellipse; points from the drawing's upper left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str  # six hex digits
    round: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line through two points or more."""

    points: tuple[Point, ...]
    width: float
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Runs in a box: `xml` holds them, `look` their leading; what is too long goes on below."""

    x: float
    y: float
    width: float
    height: float
    xml: str
    look: TextStyle
    align: str = "left"


Shape = Filled | Stroke | Words


def drawing_xml(
    shapes: Sequence[Shape], width: float, height: float, first_id: int, name: str, alt: str
) -> str:
    """A run with the group, never floating; `alt` stands for it where it is not seen.

    `first_id` is its id in the document; its shapes take those that follow (ECMA-376-1, 20.4.2.5).
    """
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    inner = "".join(_shape(shape, first_id + n) for n, shape in enumerate(shapes, start=1))
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{first_id}" name="{escape(name)}" descr="{escape(alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f'<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        f'<a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>{inner}</wpg:wgp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def _shape(shape: Shape, identity: int) -> str:
    match shape:
        case Filled():
            form = (
                f'<a:prstGeom prst="{"ellipse" if shape.round else "rect"}"><a:avLst/></a:prstGeom>'
            )
            fill = f"{_solid(shape.colour)}<a:ln><a:noFill/></a:ln>"
            place = _place(shape.x, shape.y, shape.width, shape.height)
            return _wrapped(identity, "", place + form + fill, "", "<wps:bodyPr/>")
        case Stroke():
            return _wrapped(identity, "", _line(shape), "", "<wps:bodyPr/>")
        case Words():
            return _words(shape, identity)


def _wrapped(identity: int, kind: str, look: str, text: str, body: str) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{identity}" name="Shape {identity}"/><wps:cNvSpPr{kind}/>'
        f"<wps:spPr>{look}</wps:spPr>{text}{body}</wps:wsp>"
    )


def _place(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/>'
        f'<a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _line(shape: Stroke) -> str:
    """A path in the box around its points (20.1.9.8)."""
    xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
    left, top = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - top
    steps = "".join(
        f'<a:{"lnTo" if n else "moveTo"}><a:pt x="{emu(x - left)}" y="{emu(y - top)}"/>'
        f"</a:{'lnTo' if n else 'moveTo'}>"
        for n, (x, y) in enumerate(shape.points)
    )
    return (
        f"{_place(left, top, width, height)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(width)}" h="{emu(height)}" fill="none">{steps}</a:path></a:pathLst>'
        f'</a:custGeom><a:noFill/><a:ln w="{emu(shape.width)}">{_solid(shape.colour)}</a:ln>'
    )


def _words(shape: Words, identity: int) -> str:
    line = twips(shape.look.leading_pt)
    properties = (
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
        f'<w:jc w:val="{shape.align}"/>'
    )
    text = paragraph("BGFigureText", shape.xml, properties)
    box = _place(shape.x, shape.y, shape.width, shape.height)
    return _wrapped(
        identity,
        ' txBox="1"',
        f'{box}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>',
        f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>",
        '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        "<a:noAutofit/></wps:bodyPr>",
    )
