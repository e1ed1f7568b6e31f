"""The fonts that travel in a Word memo: which ones, with which letters, and that they work."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from reportlab.pdfbase.ttfonts import TTFont

from briefgen.renderers.facefiles import face_file
from briefgen.renderers.word import render, start_run
from briefgen.renderers.word.look.truetype import subset
from briefgen.style import Family, Letterhead, Style
from tests.packs.parts import STYLE_NAMES, load_style
from tests.word.letterhead_samples import LETTERHEADS
from tests.word.reading import parts_of
from tests.word.samples import memo
from tests.word.test_standards import converted, with_our_fonts

_FACE = re.compile(r'<w:embed(\w+) r:id="(rId\d+)" w:fontKey="\{([0-9A-F-]+)\}"/>')
LATIN = range(0x20, 0x180)


def fonts_in(style: Style, language: str = "en", folder: Path = Path()) -> dict[str, TTFont]:
    """Each embedded font by its part, unmasked as ECMA-376-1, 17.8.1 says, read by ReportLab."""
    document = replace(memo(), language=language)
    parts = parts_of(render(document, style, start_run())[0])
    leads = parts.get("word/_rels/fontTable.xml.rels", b"").decode()
    found = {}
    for _, identity, key in _FACE.findall(parts["word/fontTable.xml"].decode()):
        target = re.search(f'Id="{identity}"[^>]*Target="([^"]+)"', leads)
        assert target
        mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
        data = parts[f"word/{target[1]}"]
        plain = bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
        file = folder / "font.ttf"
        file.write_bytes(plain)
        found[target[1]] = TTFont(f"{target[1]}-{language}", str(file), validate=1)
    assert len(found) == sum(name.endswith(".odttf") for name in parts)
    return found


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_the_faces_of_a_style_travel_with_the_memo(tmp_path: Path, style: str) -> None:
    names = {
        font.face.name.decode() for font in fonts_in(load_style(style), "en", tmp_path).values()
    }
    sans = {"SourceSansPro-Regular", "SourceSansPro-Bold"}
    serif = {"SourceSerifPro-Regular", "SourceSerifPro-Bold", "SourceSerifPro-It"}
    assert names == (sans | serif if style == "classic" else sans | {"SourceSansPro-It"})


@pytest.mark.parametrize(
    ("language", "letters"),
    [("fr", "Œuvre “–” … 5 € ň ș ǎ"), ("bg", "Щит"), ("el", "Ωδή"), ("zh", "Latin")],
)
def test_they_have_the_letters_of_the_language(tmp_path: Path, language: str, letters: str) -> None:
    first = fonts_in(load_style("plain"), language, tmp_path)["fonts/font1.odttf"]
    assert {ord(c) for c in letters if c != " "} <= set(first.face.charToGlyph)


@pytest.mark.parametrize("family", ["sans", "serif"])
@pytest.mark.parametrize("italic", [False, True])
def test_letters_that_are_kept_look_as_they_did(
    tmp_path: Path, family: Family, italic: bool
) -> None:
    whole = face_file(family, "bold", italic=italic)
    (tmp_path / "whole.ttf").write_bytes(whole)
    (tmp_path / "some.ttf").write_bytes(subset(whole, (LATIN,)))
    before = TTFont("before", str(tmp_path / "whole.ttf")).face
    after = TTFont("after", str(tmp_path / "some.ttf"), validate=1).face
    kept = {c: g for c, g in after.charToGlyph.items() if g}
    assert kept == {c: g for c, g in before.charToGlyph.items() if c in LATIN}
    for code in kept:
        assert after.charWidths[code] == before.charWidths[code]
        assert _outline(after, code) == _outline(before, code)
    assert len(subset(whole, (LATIN,))) < len(whole) / 2


def _outline(face: object, code: int) -> bytes:
    glyph = face.charToGlyph[code]  # type: ignore[attr-defined]
    start, end = face.glyphPos[glyph : glyph + 2]  # type: ignore[attr-defined]
    table: bytes = face.get_table("glyf")  # type: ignore[attr-defined]
    return table[start:end].rstrip(b"\0")


@pytest.mark.parametrize("data", [b"", b"no font at all", face_file("sans", "bold")[:5000]])
def test_what_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="TrueType"):
        subset(data, (LATIN,))


def test_a_style_or_a_letterhead_may_do_without() -> None:
    plain = load_style("plain")
    house = Letterhead(name="house.docx", data=LETTERHEADS["ministry"]())
    assert fonts_in(replace(plain, embed_fonts=False)) == {}
    assert fonts_in(replace(plain, letterhead=house)) == {}


def test_lines_break_alike_where_the_fonts_are_not_installed(tmp_path: Path) -> None:
    file = tmp_path / "memo.docx"
    file.write_bytes(render(memo(), load_style("compact"), start_run())[0])
    shown = []
    for name, environment in (("bare", dict(os.environ)), ("ours", with_our_fonts(tmp_path))):
        folder = tmp_path / name
        folder.mkdir()
        pdf = pypdfium2.PdfDocument(converted(file, "pdf", folder, environment))
        shown.append([page.get_textpage().get_text_range() for page in pdf])
    assert shown[0] == shown[1]
