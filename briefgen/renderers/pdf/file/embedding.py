"""What a document uses of its faces to the fonts inside it (ISO 32000-1, 9.6.3 and 9.8)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc

from briefgen.renderers.pdf.file.encoding import FaceCodes
from briefgen.renderers.pdf.file.objects import RawObject, StreamObject, font_names
from briefgen.renderers.pdf.fonts import Face

_PER_BLOCK = 100  # entries of a mapping to Unicode (Adobe Technical Note 5411)
_SYMBOLIC = 1 << 2


# Choices of characters kept of one face, 10 to 20 KB each: a long batch must not keep them all.
_MOST_PROGRAMS = 64


def add_fonts(document: pdfdoc.PDFDocument, used: Iterable[FaceCodes]) -> None:
    """Embeds each used font, with the glyphs that the document shows and those of plain text."""
    names = font_names(document)
    for codes in used:
        for subset, chars in sorted(codes.subsets().items()):
            names[codes.name(subset)] = _font(document, codes.face, subset, chars)


def _font(document: pdfdoc.PDFDocument, face: Face, subset: int, chars: Mapping[int, int]) -> str:
    """The reference of a font whose codes show these characters."""
    first, last = min(chars), max(chars)
    file: Any = face.font.face  # ReportLab's types leave its attributes open
    letters = "".join(chr(ord("A") + int(digit)) for digit in f"{subset:06d}")
    name = pdfdoc.PDFName(f"{letters}+{file.name.decode('ascii')}")
    widths = " ".join(
        f"{face.advances[chars[c]] if c in chars else 0:g}" for c in range(first, last + 1)
    )
    mapping = StreamObject("", _to_unicode(chars)).register(document)
    program = _program(document, face, chars)
    box = " ".join(f"{edge:g}" for edge in file.bbox)
    descriptor = RawObject(
        f"<< /Type /FontDescriptor /FontName {name} /Flags {file.flags & ~32 | _SYMBOLIC}"
        f" /FontBBox [{box}] /ItalicAngle {file.italicAngle:g} /Ascent {file.ascent:g}"
        f" /Descent {file.descent:g} /CapHeight {file.capHeight:g} /StemV {file.stemV:g}"
        f" /MissingWidth {file.defaultWidth:g} /FontFile2 {program} >>"
    ).register(document)
    return RawObject(
        f"<< /Type /Font /Subtype /TrueType /BaseFont {name} /FirstChar {first} /LastChar {last}"
        f" /Widths [{widths}] /ToUnicode {mapping} /FontDescriptor {descriptor} >>"
    ).register(document)


def _program(document: pdfdoc.PDFDocument, face: Face, chars: Mapping[int, int]) -> str:
    """The reference of the face's glyphs, cut out and compressed once per run for each choice."""
    key = tuple(sorted(chars.items()))
    known = face.programs.get(key)
    if known is None:
        file: Any = face.font.face
        data = file.makeSubset([chars.get(code, 0) for code in range(max(chars) + 1)])
        if len(face.programs) >= _MOST_PROGRAMS:
            face.programs.clear()
        known = face.programs[key] = len(data), zlib.compress(data, 9)
    length, packed = known
    keys = f"/Length1 {length} /Filter /FlateDecode"
    return StreamObject(keys, packed, packed=False).register(document)


def _to_unicode(chars: Mapping[int, int]) -> bytes:
    """The mapping of a font's codes to Unicode, by which words are read out (9.10.3)."""
    entries = [
        f"<{c:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for c, char in sorted(chars.items())
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _PER_BLOCK):
        block = entries[start : start + _PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
