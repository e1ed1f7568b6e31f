"""Word memos before LibreOffice: every heading is read, and packs take the pages they should."""

from __future__ import annotations

import os
import subprocess
from importlib.resources import files
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from briefgen.anchored import Comment, Trail
from briefgen.model import Column, Columns, NoteRef, Notes, Section
from briefgen.renderers.word import render, start_run
from tests.conftest import need_tool
from tests.packs.parts import load_style
from tests.word.samples import ALL, bullets, memo, note, pack, para, words


def converted(file: Path, form: str, folder: Path, environment: dict[str, str]) -> Path:
    """What LibreOffice makes of a Word file, under a profile of its own."""
    office = need_tool("soffice")
    target = folder / f"{file.stem}.{form.split(':', maxsplit=1)[0]}"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    words = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
    for _ in range(2):  # a new profile ends the first start at once
        subprocess.run(
            [*words, str(file)], capture_output=True, timeout=180, check=False, env=environment
        )
        if target.exists():
            break
    return target


def with_our_fonts(folder: Path) -> dict[str, str]:
    """An environment in which LibreOffice finds the fonts that the styles name."""
    places = [
        str(files(package).joinpath("files"))
        for package in ("font_source_sans_pro", "font_source_serif_pro")
    ]
    listed = "".join(f"<dir>{place}</dir>" for place in places)
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"{listed}<cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


@pytest.mark.parametrize(
    ("name", "style", "headings"),
    [
        ("memo", "compact", ("Bottom line", "Why it matters", "Upper basin on lower")),
        ("read-ahead", "plain", ("Contents", "Dredging", "Notes")),
    ],
)
def test_libreoffice_reads_every_heading(
    tmp_path: Path, name: str, style: str, headings: tuple[str, ...]
) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(render(ALL[name](), load_style(style), start_run())[0])
    target = converted(file, "txt:Text (encoded):UTF8", tmp_path, dict(os.environ))
    shown = target.read_text(encoding="utf-8")
    assert all(heading in shown for heading in headings)


@pytest.mark.parametrize(
    ("name", "style", "pages"),
    [("memo", "compact", 1), ("press", "classic", 1), ("read-ahead", "classic", 6)],
)
def test_packs_take_the_pages_they_should(
    tmp_path: Path, name: str, style: str, pages: int
) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(render(ALL[name](), load_style(style), start_run())[0])
    made = converted(file, "pdf", tmp_path, with_our_fonts(tmp_path))
    document = pypdfium2.PdfDocument(made)
    assert len(document) == pages
    document.close()


def test_long_columns_begin_under_their_heading(tmp_path: Path) -> None:
    head = memo().blocks[0]
    views = tuple(
        Column(
            id=f"v/{n}",
            title=words(f"View {n}"),
            blocks=(bullets(f"v/{n}/b", *(f"Point {k} of this side." * 6 for k in range(20))),),
        )
        for n in range(2)
    )
    section = Section(id="v", title=words("Views"), blocks=(Columns(id="v/c", columns=views),))
    file = tmp_path / "views.docx"
    document = pack("views", "Views", "Memo", head, section)
    file.write_bytes(render(document, load_style("compact"), start_run())[0])
    made = converted(file, "pdf", tmp_path, with_our_fonts(tmp_path))
    pdf = pypdfium2.PdfDocument(made)
    first = pdf[0].get_textpage().get_text_bounded()
    assert len(pdf) > 1
    assert all(words_ in first for words_ in ("where we stand", "View 1", "Point 5"))
    pdf.close()


def test_libreoffice_keeps_footnotes_apart_wherever_a_remark_stands(tmp_path: Path) -> None:
    blocks = tuple(para(f"p{n}", f"Words of place {n}.", NoteRef(n)) for n in range(1, 5))
    plain = para("p5", "Words without a note.")
    feet = tuple(note(n, section=f"Place of note {n}") for n in range(1, 5))
    notes = Notes(id="notes", notes=feet, layout="foot")
    document = pack("r", "R", "Memo", blocks[0], plain, *blocks[1:], notes)
    for place in ("p2", "p5"):
        remark = Comment(place=place, text="Is this so?", conflict=True)
        trail = Trail(series="r", audience="r", edition="2024-05-03", comments=(remark,))
        file = tmp_path / f"{place}.docx"
        file.write_bytes(render(document, load_style("compact"), start_run(), trail)[0])
        pdf = pypdfium2.PdfDocument(converted(file, "pdf", tmp_path, dict(os.environ)))
        shown = pdf[0].get_textpage().get_text_bounded()
        pdf.close()
        assert [shown.count(f"Place of note {n}") for n in range(1, 5)] == [1, 1, 1, 1], place
