"""Letterheads in our own words, as several programs would write them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
from docx.shared import Mm

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_parts(data: bytes, changes: Mapping[str, str | bytes]) -> bytes:
    """A package with some of its parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return zipped(parts | dict(changes))


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """A package with words of one part replaced, which have to be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(part).decode()
    assert old in text
    return with_parts(data, {part: text.replace(old, new)})


def logo() -> bytes:
    """A blue square of eight pixels as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    row = b"\x00" + b"\x1d\x3a\x6e" * 8
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * 8, 9))
        + chunk(b"IEND", b"")
    )


# --- a ministry's own, with German style ids ------------------------------------------------------

_STYLES = f"""<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/>
<w:sz w:val="22"/><w:lang w:val="de-DE" w:eastAsia="de-DE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>
</w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/>
<w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Standard"/><w:next w:val="Standard"/><w:qFormat/><w:pPr><w:keepNext/>
<w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/><w:color w:val="1D3A6E"/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/>
<w:basedOn w:val="berschrift1"/><w:next w:val="Standard"/><w:qFormat/><w:pPr>
<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/>
<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Aufzhlungszeichen"><w:name w:val="List Bullet"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
<w:contextualSpacing/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Listennummer"><w:name w:val="List Number"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kopfzeile"><w:name w:val="header"/>
<w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Fuzeile"><w:name w:val="footer"/>
<w:basedOn w:val="Standard"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="AbsatzStandard">
<w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="NormaleTabelle"><w:name w:val="Normal Table"/>
<w:tblPr><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
</w:tblCellMar></w:tblPr></w:style></w:styles>"""


def _form(identity: int, kind: str, text: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )


_NUMBERING = (
    f'<w:numbering xmlns:w="{W}">{_form(0, "bullet", "&#x25AA;")}{_form(1, "decimal", "%1)")}'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def control(tag: str, words: str, block: bool = False, alias: str = "") -> str:
    """A content control with a tag (or, without one, an alias) and words to be replaced."""
    name = f'<w:alias w:val="{alias}"/>' if alias else ""
    name += f'<w:tag w:val="{tag}"/>' if tag else ""
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    content = f"<w:p>{run}</w:p>" if block else run
    return f"<w:sdt><w:sdtPr>{name}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    """A field in three parts, with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_PICTURE = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="360000" cy="360000"/><wp:docPr id="7" name="Logo" descr="Arms of the basin"/>'
    "<wp:cNvGraphicFramePr/><a:graphic>"
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="7" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm><a:prstGeom prst="rect">'
    "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r>"
)
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:headerReference w:type="first" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/>'
    '<w:footerReference w:type="first" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2268" w:right="1134" w:bottom="1701" w:left="1418" w:header="709" '
    'w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def _part(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}" {_DRAWING}>{inner}</w:{name}>'


def _relations(*leads: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(leads, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _types(main: str) -> str:
    kinds = {"styles": "styles", "numbering": "numbering", "settings": "settings",
             "header1": "header", "header2": "header", "footer1": "footer"}  # fmt: skip
    inner = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WML}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WML}.{main}.main+xml"/>'
        f"{inner}</Types>"
    )


def ministry(
    body: str = "<w:p/>",
    head: str = f"<w:p>{control('marking', 'Marking')}<w:r><w:tab/></w:r>"
    f"{control('title', 'Title')}</w:p>",
    first: str = "",
    foot: str = f"<w:p><w:r><w:t xml:space='preserve'>Page </w:t></w:r>{field('PAGE', '1')}"
    f"<w:r><w:t xml:space='preserve'>, as of </w:t></w:r>{field('DOCPROPERTY Date', '?')}</w:p>",
    section: str = _SECTION,
    main: str = "document",
) -> bytes:
    """A letterhead with a logo on its first page, German style ids, its own lists and controls."""
    first = first or (
        f"<w:p>{_PICTURE}<w:r><w:t xml:space='preserve'> Ministry of Rivers </w:t></w:r>"
        f"{control('bg:@classification', 'Marking')}</w:p>"
    )
    return zipped(
        {
            "[Content_Types].xml": _types(main),
            "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
            "word/document.xml": _part("document", f"<w:body>{body}{section}</w:body>"),
            "word/_rels/document.xml.rels": _relations(
                ("styles", "styles.xml"), ("numbering", "numbering.xml"),
                ("settings", "settings.xml"), ("header", "header1.xml"),
                ("header", "header2.xml"), ("footer", "footer1.xml"),
            ),
            "word/styles.xml": _STYLES,
            "word/numbering.xml": _NUMBERING,
            "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:trackRevisions/>'
            '<w:defaultTabStop w:val="709"/></w:settings>',
            "word/header1.xml": _part("hdr", head),
            "word/header2.xml": _part("hdr", first),
            "word/_rels/header2.xml.rels": _relations(("image", "media/logo.png")),
            "word/footer1.xml": _part("ftr", foot),
            "word/media/logo.png": logo(),
        }
    )  # fmt: skip


COVER = (
    f'<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr>{control("", "Title", alias="Title")}</w:p>'
    f"<w:p><w:r><w:t xml:space='preserve'>For </w:t></w:r>{control('to', 'Reader')}"
    f"<w:r><w:t xml:space='preserve'> from </w:t></w:r>{control('from', 'Office')}"
    f"<w:r><w:t xml:space='preserve'>, </w:t></w:r>{field('DATE', '1 January 2020')}</w:p>"
)
SIGNED = (
    f"{COVER}{control('body', 'Text', block=True)}"
    "<w:p><w:r><w:t>Signed and sealed</w:t></w:r></w:p>"
)


def default_template() -> bytes:
    """What python-docx starts from: letter paper, hundreds of styles, nothing on the page."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def two_pages() -> bytes:
    """By python-docx: different first page, even pages, a narrow page, no place for anything."""
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.page_width, section.left_margin = Mm(180), Mm(30)
    section.header.paragraphs[0].text = "Basin Board"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LETTERHEADS: dict[str, Callable[[], bytes]] = {
    "python-docx": default_template,
    "two-pages": two_pages,
    "ministry": ministry,
    "ministry-template": lambda: ministry(main="template"),
    "cover": lambda: ministry(body=COVER + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'),
    "signed": lambda: ministry(body=SIGNED),
}
