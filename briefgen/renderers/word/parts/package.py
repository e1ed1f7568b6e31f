"""The package around a document: prepared once per style by python-docx, then filled as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostics
from briefgen.renderers.word.draft import Part
from briefgen.renderers.word.look.embedded import (
    FONT_ENDING,
    FONT_TYPE,
    EmbeddedFace,
    embedded_faces,
)
from briefgen.renderers.word.look.fonts import font_table_xml
from briefgen.renderers.word.look.measures import number
from briefgen.renderers.word.look.named import OUR_LISTS, ListIds
from briefgen.renderers.word.look.numbering import numbering_xml
from briefgen.renderers.word.look.settings import settings_xml
from briefgen.renderers.word.look.styles import styles_xml
from briefgen.renderers.word.look.theme import theme_xml
from briefgen.renderers.word.markup import W15, XML, R, W, escape
from briefgen.renderers.word.parts.flowing import continuous
from briefgen.renderers.word.parts.slotted import Slotted, fill_places
from briefgen.renderers.word.parts.zipped import Packed, packed, write_zip
from briefgen.slotted import dataclass
from briefgen.style import Style

if TYPE_CHECKING:
    from docx.section import Section

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
# What the body's XML refers to.
NAMESPACES = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w15": W15,
}
# Of these, what a program may pass over that does not know it (ECMA-376-3, 10.1).
IGNORABLE = "w15"
_BODY = "<w:body>"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_CORE = f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>'

# How much nearer the body comes to header and footer than in the PDF.
_NEARER_MM = 1

# Parts of every memo: the kind of relationship that leads to them, which is their name, and type.
NEEDED = {
    kind: f"{_WML}.{kind}+xml"
    for kind in ("styles", "numbering", "settings", "fontTable", "footnotes")
} | {"theme": "application/vnd.openxmlformats-officedocument.theme+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a package depends on besides its style: whether top sections open a page of their own,
    and whether it is a press brief, which has margins of its own.
    """

    paged: bool
    press: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A part that only some files have. `beside`: what it leads to itself (kind of relationship,
    name below its folder, content type, content).
    """

    name: str
    kind: str  # the last word of the relationship's type
    type: str
    data: bytes
    beside: tuple[str, str, str, bytes] | None = None

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]

    def relation(self) -> str:
        identity = f"rAdded{self.kind.capitalize()}"
        return f'<Relationship Id="{identity}" Type="{R}/{self.kind}" Target="/{self.name}"/>'

    def parts(self) -> dict[str, bytes]:
        found = {self.name: self.data}
        if self.beside:
            kind, name, _, data = self.beside
            link = f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{name}"/>'
            found[f"{self.folder}/{name}"] = data
            found[f"{self.folder}/_rels/{self.name.rpartition('/')[2]}.rels"] = relations_xml(link)
        return found

    def types(self) -> tuple[tuple[str, str], ...]:
        own = ((self.name, self.type),)
        return (*own, (f"{self.folder}/{self.beside[1]}", self.beside[2])) if self.beside else own


def free_number(prepared: Prepared) -> int:
    """The lowest number that no `customXml/item*.xml` of the package has."""
    taken = set(prepared.parts)
    return next(n for n in range(1, len(taken) + 2) if f"customXml/item{n}.xml" not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A package without its words: parts by name, and what each document puts around its body."""

    types: bytes  # `[Content_Types].xml`
    parts: Mapping[str, Packed]
    opening: Slotted  # of the main part: up to where the text goes
    closing: Slotted
    relations: str  # word/_rels/document.xml.rels up to its closing tag
    section: str = ""  # the w:sectPr of the text
    style: Style  # in which the text is written: in a letterhead it fits that
    lists: ListIds = OUR_LISTS
    # What only a letterhead has: headers, footers and lists with places that each memo fills, the
    # properties that its fields ask for, what its cover shows, and ids that are taken.
    places: Mapping[str, Slotted] = field(default_factory=dict)
    properties: tuple[tuple[str, str], ...] = ()  # name as written, place that it is
    on_cover: frozenset[str] = frozenset()
    bookmarks: int = 0
    drawings: int = 0
    findings: Diagnostics = ()
    # Small parts of the memos that were made, compressed: most are alike in all of them.
    small: dict[bytes, Packed] = field(default_factory=dict, compare=False, repr=False)


def prepare(style: Style, language: str, kind: Kind) -> Prepared:
    """A package in this style: python-docx sets the page and adds header and footer to it.

    The text parts (styles, numbering, settings, fonts) are written by this package itself.
    """
    from docx import Document as open_package  # noqa: N813, PLC0415  # costs 0.1 s, once per style

    faces = embedded_faces(style, language)
    opened = open_package(io.BytesIO(_blank(style, language, kind.paged, faces)))
    _set_page(opened.sections[0], style, kind.press)
    out = io.BytesIO()
    opened.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | _fonts(faces)
    document = parts["word/document.xml"].decode()
    start, _, rest = document.partition(_BODY)
    return Prepared(
        types=parts.pop(_TYPES),
        parts=packed(parts),
        opening=(start + _BODY,),
        closing=(rest[rest.index("<w:sectPr") :],),
        section=rest[rest.index("<w:sectPr") : rest.index("</w:body>")],
        style=style,
        relations=parts["word/_rels/document.xml.rels"].decode().removesuffix("</Relationships>"),
    )


def _set_page(section: Section, style: Style, press: bool) -> None:
    """Page, margins, header and footer. The body is a little higher than the PDF's, so that a page
    limit holds where Word breaks lines otherwise (LOOK.md "Word").
    """
    from docx.shared import Mm  # noqa: PLC0415

    page = style.page
    section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
    section.left_margin, section.right_margin = Mm(page.margin_left_mm), Mm(page.margin_right_mm)
    top, bottom = page.body_top_mm, page.body_bottom_mm
    if press:
        top = number(style, "press.body_top_mm")
        bottom = number(style, "press.body_bottom_mm")
    section.top_margin = Mm(top - _NEARER_MM)
    section.bottom_margin = Mm(bottom - _NEARER_MM)
    section.header_distance, section.footer_distance = (
        Mm(page.header_top_mm),
        Mm(page.footer_bottom_mm),
    )
    section.gutter = Mm(0)
    section.header.is_linked_to_previous = False
    section.footer.is_linked_to_previous = False


def frame(prepared: Prepared, words: Mapping[str, str], *, flows: bool = False) -> tuple[str, str]:
    """What stands before and after the body in the main part: of a letterhead with `words` in its
    places.

    `flows`: the body has sections of its own, after which the last goes on on the same page.
    """
    closing = fill_places(prepared.closing, words)
    return fill_places(prepared.opening, words), continuous(closing) if flows else closing


def fill(
    prepared: Prepared,
    text: str,
    parts: Mapping[str, bytes],
    links: Mapping[Part, Mapping[str, str]],
    words: Mapping[str, str],
    added: Sequence[Added] = (),
) -> bytes:
    """The finished file: the prepared package with this text and these parts.

    Args:
        prepared: the package of the style.
        text: the main part, whole.
        parts: parts that each document has of its own, by name.
        links: outside addresses and their relationship ids, by the part that uses them.
        words: what goes into the places of a letterhead, as XML.
        added: parts that the package of the style does not have.
    """
    placed = {name: fill_places(text, words).encode() for name, text in prepared.places.items()}
    own = {
        "word/document.xml": text.encode(),
        "word/_rels/document.xml.rels": (
            f"{prepared.relations}{_links(links['document'])}"
            f"{''.join(part.relation() for part in added)}</Relationships>".encode()
        ),
        _TYPES: _with_types(prepared.types, added),
    }
    for part in added:
        own |= part.parts()
    if links["footnotes"]:
        own["word/_rels/footnotes.xml.rels"] = relations_xml(_links(links["footnotes"]))
    return write_zip({**prepared.parts, **own, **parts, **placed}, prepared.small)


def _with_types(types: bytes, added: Sequence[Added]) -> bytes:
    more = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for part in added
        for name, kind in part.types()
    )
    return types.replace(b"</Types>", f"{more}</Types>".encode())


def _links(links: Mapping[str, str]) -> str:
    return "".join(
        f'<Relationship Id="{identity}" Type="{R}/hyperlink" Target="{escape(address)}" '
        'TargetMode="External"/>'
        for address, identity in links.items()
    )


def relations_xml(inner: str) -> bytes:
    """The relationships of a part."""
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _blank(style: Style, language: str, paged: bool, faces: Sequence[EmbeddedFace]) -> bytes:
    """The smallest package with our styles, lists and settings, for python-docx to open.

    Its fonts are empty: to pack and unpack them twice takes longer than all else.
    """
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    spaces += f' mc:Ignorable="{IGNORABLE}"'
    document = f"{XML}<w:document {spaces}>{_BODY}<w:sectPr/></w:body></w:document>"
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(NEEDED, start=1)
    )
    fonts = dict.fromkeys(_fonts(faces), b"")
    types = dict.fromkeys(fonts, FONT_TYPE)
    types |= {f"word/{name}.xml": type_ for name, type_ in NEEDED.items()}
    return write_zip(
        {
            **fonts,
            **_font_links(fonts),
            _TYPES: content_types(types),
            "_rels/.rels": package_relations(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": relations_xml(inner),
            "word/styles.xml": styles_xml(style, language, paged),
            "word/numbering.xml": numbering_xml(style),
            "word/settings.xml": settings_xml(style, language, fonts=bool(faces)),
            "word/fontTable.xml": font_table_xml(faces),
            "word/theme.xml": theme_xml(style),
            "word/footnotes.xml": f'{XML}<w:footnotes xmlns:w="{W}"/>'.encode(),
            "docProps/core.xml": _CORE.encode(),
            "docProps/custom.xml": f'{XML}<Properties xmlns="{_CUSTOM}"/>'.encode(),
        }
    )


def _fonts(faces: Sequence[EmbeddedFace]) -> dict[str, bytes]:
    """The fonts of a memo as parts."""
    return {f"word/fonts/font{n}{FONT_ENDING}": one.data for n, one in enumerate(faces, start=1)}


def _font_links(fonts: Iterable[str]) -> dict[str, bytes]:
    """What leads to fonts from the table of fonts; nothing where there are none."""
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/font" Target="{name.removeprefix("word/")}"/>'
        for n, name in enumerate(fonts, start=1)
    )
    return {"word/_rels/fontTable.xml.rels": relations_xml(links)} if links else {}


def package_relations() -> bytes:
    """What the package itself leads to: the text and its properties."""
    return relations_xml(
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/custom-properties" Target="docProps/custom.xml"/>'
    )


def content_types(own: Mapping[str, str]) -> bytes:
    """The types of these parts, and of those that every memo has."""
    names = {
        **own,
        "word/document.xml": f"{_WML}.document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/custom.xml": (
            "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        ),
    }
    inner = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in names.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inner}</Types>'
    ).encode()
