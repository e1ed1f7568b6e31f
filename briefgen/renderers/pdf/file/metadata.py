"""A document's own facts to PDF metadata: information, XMP, output intent, page labels."""

from __future__ import annotations

import html
from typing import Literal

from briefgen.model import Document
from briefgen.renderers.pdf.file.icc import srgb_profile
from briefgen.renderers.pdf.file.objects import ObjectTable, pdf_text
from briefgen.tree import plain_text

PRODUCER = "briefgen"
# An undated pack: PDF asks for a date, and a clock may not be read.
_NO_DATE = "2000-01-01"

_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
)
# PDF/A-2 wants every schema described that it does not know itself (ISO 19005-2, 6.6.2.3).
_EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def add_metadata(table: ObjectTable, pack: Document, part: Literal[2, 3] = 2) -> None:
    """Title, author, subject, keywords with the marking; identification as PDF/A and PDF/UA-1.

    `part` of PDF/A: only the third allows attachments of any kind (ISO 19005-3, 6.8).
    """
    fields = {
        "Title": plain_text(pack.title) or pack.id,
        "Author": pack.author,
        "Subject": pack.subject,
        "Keywords": ", ".join(keywords(pack)),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
    }
    parts = [f"/{name} {pdf_text(value)}" for name, value in fields.items() if value]
    dates = [f"/{name} ({pdf_date(pack)})" for name in ("CreationDate", "ModDate")]
    table.info = f"<< {' '.join([*parts, *dates])} >>"
    packet = _packet(fields, pack.created or _NO_DATE, part)
    table.catalog |= {
        "Lang": pdf_text(pack.language),
        "MarkInfo": "<< /Marked true >>",
        "Metadata": table.add_stream("/Type /Metadata /Subtype /XML", packet, packed=False),
        "OutputIntents": _output_intent(table),
        # Pages are numbered as their feet say: 1, 2, ..., a cover included (ISO 32000-1, 12.4.2).
        "PageLabels": "<< /Nums [0 << /S /D >>] >>",
        "ViewerPreferences": "<< /DisplayDocTitle true >>",
    }


def pdf_date(pack: Document) -> str:
    """The edition's day as PDF writes it, midnight UTC."""
    return f"D:{(pack.created or _NO_DATE).replace('-', '')}000000Z"


def keywords(pack: Document) -> tuple[str, ...]:
    """The pack's keywords; its marking is one of them (LOOK.md "Accessibility")."""
    marking = (pack.furniture.banner,) if pack.furniture and pack.furniture.banner else ()
    return tuple(dict.fromkeys((*pack.keywords, *marking)))


def _output_intent(table: ObjectTable) -> str:
    profile = table.add_stream("/N 3", srgb_profile())
    return (
        "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB)"
        f" /DestOutputProfile {profile} >>]"
    )


def _packet(fields: dict[str, str], day: str, part: int) -> bytes:
    """XMP (ISO 16684-1); the same facts as the information dictionary, in the same words."""
    spaces = "\n".join(f' xmlns:{name}="{address}"' for name, address in _SPACES)
    stamp = f"{day}T00:00:00Z"
    body = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", fields["Title"]),
        _sequence("dc:creator", fields["Author"]),
        _alternatives("dc:description", fields["Subject"]),
        _element("pdf:Keywords", fields["Keywords"]),
        _element("pdf:Producer", fields["Producer"]),
        _element("xmp:CreatorTool", fields["Creator"]),
        _element("xmp:CreateDate", stamp),
        _element("xmp:ModifyDate", stamp),
        _element("pdfaid:part", str(part)),
        _element("pdfaid:conformance", "A"),
        _element("pdfuaid:part", "1"),
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""\n{spaces}>\n' + "\n".join(filter(None, body)) + "\n"
        f"</rdf:Description>\n{_EXTENSION}</rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>\n'
    ).encode()


def _element(name: str, value: str) -> str:
    return f"<{name}>{html.escape(value, quote=False)}</{name}>" if value else ""


def _alternatives(name: str, value: str) -> str:
    inner = f'<rdf:li xml:lang="x-default">{html.escape(value, quote=False)}</rdf:li>'
    return f"<{name}><rdf:Alt>{inner}</rdf:Alt></{name}>" if value else ""


def _sequence(name: str, value: str) -> str:
    inner = f"<rdf:li>{html.escape(value, quote=False)}</rdf:li>"
    return f"<{name}><rdf:Seq>{inner}</rdf:Seq></{name}>" if value else ""
