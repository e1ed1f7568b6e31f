"""No character is lost in silence: what no font has is named, with its source line and a remedy."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

import pikepdf
import pytest

from briefgen.diagnostics import Severity
from briefgen.model import Document, Emph, Inlines, NativeName, Paragraph, Section, Strong, Text
from briefgen.renderers.pdf import fonts as font_module
from briefgen.renderers.pdf import measure, render, start_run
from briefgen.renderers.pdf.run import PdfRun
from tests.packs.parts import load_style, origin
from tests.pdf.reading import fonts, page_texts, structure

HAN = "\u4e2d\u56fd"
HEBREW = "\u05e9\u05dc\u05d5\u05dd"


@pytest.fixture(autouse=True)
def _no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine happens to have must not decide these tests."""
    monkeypatch.setattr(font_module, "SYSTEM_FONTS", ())


def pack(*content: Inlines) -> Document:
    blocks = tuple(
        Paragraph(id=f"p{n}", content=inlines, origins=origin(20 + n))
        for n, inlines in enumerate(content)
    )
    section = Section(id="s", title=(Text("Names"),), blocks=blocks)
    return Document(id="glyphs", title=(Text("Names"),), language="en", blocks=(section,))


def made(run: PdfRun, *content: Inlines) -> tuple[bytes, list[str], list[Severity]]:
    data, found = render(pack(*content), load_style("plain"), run)
    return data, [str(d) for d in found], [d.severity for d in found]


def test_each_missing_character_is_an_error_with_its_line() -> None:
    data, found, severities = made(start_run(), (Text(f"The name {HAN}"),), (Text("\ufffd"),))
    assert data == b""
    assert severities == [Severity.ERROR, Severity.ERROR]
    assert found[0].startswith("ports.txt:20: error [glyph-missing] ")
    assert "U+4E2D, U+56FD" in found[0]
    assert "fonts-wqy-microhei" in found[0]
    assert "glyphs: code" in found[0]
    assert found[1].startswith("ports.txt:21:")
    assert "U+FFFD" in found[1]


def test_codes_are_printed_where_asked_for() -> None:
    data, found, _ = made(start_run(glyphs="code"), (Text(f"The name {HAN} here"),))
    assert "The name [U+4E2D][U+56FD] here" in page_texts(data)[0]
    assert "glyph-as-code" in found[0]


def test_right_to_left_text_is_never_set_in_the_wrong_order() -> None:
    data, found, _ = made(start_run(), (Text(f"The word {HEBREW}"),))
    assert data == b""
    assert "[right-to-left]" in found[0]
    data, _, _ = made(start_run(glyphs="code"), (Text(f"The word {HEBREW[:1]}"),))
    assert "[U+05E9]" in page_texts(data)[0]


def test_a_native_name_without_a_font_is_left_out_with_a_warning() -> None:
    content = (Text("The society "), NativeName(HAN, "zh"), Text(" met."))
    data, found, severities = made(start_run(), content)
    assert severities == [Severity.WARNING]
    assert "fonts-wqy-microhei" in found[0]
    assert "The society met." in page_texts(data)[0]


def test_a_font_of_the_config_steps_in_for_the_characters_alone(tmp_path: Path) -> None:
    """The serif face has arrows that the sans face of this style lacks."""
    arrow = "\u2197"
    assert arrow not in start_run().fonts.face("sans", "regular").chars
    source = files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"
    file = tmp_path / "own.ttf"
    file.write_bytes(source.read_bytes())
    content = (Text("The society "), NativeName(arrow, "zh"), Text(f" or {arrow} met."))
    for given in (file, tmp_path):
        data, found, _ = made(start_run(fonts=(given,)), content)
        assert found == []
        assert f"The society {arrow} or {arrow} met." in page_texts(data)[0]
        spans = [n.element["/Lang"] for n in structure(data) if n.role == "Span"]
        assert spans == ["zh"]
        assert "SourceSerifPro-Regular" in fonts(data)


def test_a_stand_in_of_one_weight_is_made_heavier_where_bold_is_asked_for(tmp_path: Path) -> None:
    """Heavier and plain words are of one font, which is embedded once."""
    arrow = "\u2197"
    source = files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.ttf"
    file = tmp_path / "own.ttf"
    file.write_bytes(source.read_bytes())
    data, found, _ = made(
        start_run(fonts=(file,)), (Text(f"An {arrow} "), Strong((Text(arrow),)), Text(" ends."))
    )
    assert found == []
    assert f"An {arrow} {arrow} ends." in page_texts(data)[0]
    with pikepdf.open(io.BytesIO(data)) as file_:
        shown = b"".join(stream.read_bytes() for stream in file_.pages[0].Contents)
    assert shown.count(b" 2 Tr") == shown.count(b"0 Tr") == 1
    assert [name for name in fonts(data) if "Serif" in name] == ["SourceSerifPro-Regular"]


def test_an_italic_without_a_character_falls_back_to_upright() -> None:
    run = start_run()
    greek = "\u03b1\u03b2"
    assert greek[0] not in run.fonts.face("sans", "regular", True).chars
    data, found, _ = made(run, (Emph((Text(f"alpha {greek}"),)),))
    assert found == []
    assert f"alpha {greek}" in page_texts(data)[0]
    assert {"SourceSansPro-It", "SourceSansPro-Regular"} <= fonts(data)


def test_characters_that_take_no_room_leave_no_glyph() -> None:
    text = "soft\u00adhyphen zero\u200bwidth non\u2011breaking nar\u202frow"
    data, found, _ = made(start_run(), (Text(text),))
    assert found == []
    assert "softhyphen zerowidth non-breaking nar row" in page_texts(data)[0]


def test_measuring_finds_the_same_faults() -> None:
    _, found = measure(pack((Text(HAN),)), load_style("plain"), start_run())
    assert [d.code for d in found] == ["glyph-missing"]


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    data, found, _ = made(start_run(fonts=(broken, tmp_path / "absent.ttf")), (Text("Words"),))
    assert data
    assert found == []
