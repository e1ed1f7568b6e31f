"""What a document uses of its faces to the fonts inside it (ISO 32000-1, 9.6.3 and 9.8)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.renderers.pdf.file.encoding import FaceCodes
from briefgen.renderers.pdf.file.objects import ObjectTable
from briefgen.renderers.pdf.fonts import Face, Program

_PER_BLOCK = 100  # entries of a mapping to Unicode (Adobe Technical Note 5411)
_SYMBOLIC = 1 << 2


# Choices of characters kept of one face, 10 to 20 KB each: a long batch must not keep them all.
_MOST_PROGRAMS = 64


def add_fonts(table: ObjectTable, used: Iterable[FaceCodes]) -> None:
    """Embeds each used font, with the glyphs that the document shows and those of plain text."""
    for codes in used:
        for subset, chars in sorted(codes.subsets().items()):
            table.fonts[codes.name(subset)] = _font(table, codes.face, subset, chars)


def _font(table: ObjectTable, face: Face, subset: int, chars: Mapping[int, int]) -> str:
    """The reference of a font whose codes show these characters."""
    file: Any = face.font.face  # ReportLab's types leave its attributes open
    letters = "".join(chr(ord("A") + int(digit)) for digit in f"{subset:06d}")
    name = f"/{letters}+{file.name.decode('ascii')}"
    program = _program(face, chars)
    mapping = table.add_stream("", program.mapping)
    keys = f"/Length1 {program.length} /Filter /FlateDecode"
    glyphs = table.add_stream(keys, program.glyphs, packed=False)
    box = " ".join(f"{edge:g}" for edge in file.bbox)
    descriptor = table.add(
        f"<< /Type /FontDescriptor /FontName {name} /Flags {file.flags & ~32 | _SYMBOLIC}"
        f" /FontBBox [{box}] /ItalicAngle {file.italicAngle:g} /Ascent {file.ascent:g}"
        f" /Descent {file.descent:g} /CapHeight {file.capHeight:g} /StemV {file.stemV:g}"
        f" /MissingWidth {file.defaultWidth:g} /FontFile2 {glyphs} >>"
    )
    return table.add(
        f"<< /Type /Font /Subtype /TrueType /BaseFont {name} /FirstChar {min(chars)}"
        f" /LastChar {max(chars)} /Widths [{program.widths}] /ToUnicode {mapping}"
        f" /FontDescriptor {descriptor} >>"
    )


def _program(face: Face, chars: Mapping[int, int]) -> Program:
    """What is embedded of a face, cut out and compressed once per run for each choice."""
    key = tuple(sorted(chars.items()))
    known = face.programs.get(key)
    if known is None:
        file: Any = face.font.face
        data = file.makeSubset([chars.get(code, 0) for code in range(max(chars) + 1)])
        if len(face.programs) >= _MOST_PROGRAMS:
            face.programs.clear()
        codes = range(min(chars), max(chars) + 1)
        widths = " ".join(f"{face.advances[chars[c]] if c in chars else 0:g}" for c in codes)
        mapping = _to_unicode(chars)
        known = face.programs[key] = Program(len(data), zlib.compress(data, 9), widths, mapping)
    return known


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
