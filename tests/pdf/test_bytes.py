"""Files are the same every time, small, and hold nothing that they should not."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from briefgen.model import Block, Document, Note, NoteRef, Notes, Row, Section, Table, Text
from briefgen.renderers.pdf import render, sections, start_run
from briefgen.renderers.pdf.blocks import note_rows
from briefgen.renderers.pdf.blocks.grids import lay_row
from briefgen.renderers.pdf.blocks.laying import lay_block
from briefgen.renderers.pdf.boxes import Element, Strip, Tag
from briefgen.renderers.pdf.file.fragments import Fragment, KeptFragments, Pen
from briefgen.renderers.pdf.run import SectionLayout, SectionLayouts
from briefgen.renderers.pdf.setting import Setting
from tests.packs.parts import STYLE_NAMES, document, load_style, paragraph
from tests.packs.samples import PACKS, USUAL_STYLE
from tests.pdf.reading import fonts, page_texts
from tests.pdf.written import words_written

PRINT_HASHES = """
import hashlib
from briefgen.renderers.pdf import render, start_run
from tests.packs.samples import PACKS, USUAL_STYLE, load_style
run = start_run()
for name, style in USUAL_STYLE.items():
    print(hashlib.sha256(render(PACKS[name](), load_style(style), run)[0]).hexdigest())
"""


def made(name: str, style: str = "") -> bytes:
    data, _ = render(PACKS[name](), load_style(style or USUAL_STYLE[name]), start_run())
    return data


def _hashes(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_HASHES],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return done.stdout


def test_bytes_do_not_depend_on_the_environment(project: object) -> None:
    here = _hashes(PYTHONPATH=str(project), PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    there = _hashes(
        PYTHONPATH=str(project), PYTHONHASHSEED="7", RL_pdfMultiLine="1", RL_pdfComments="1"
    )
    dated = _hashes(PYTHONPATH=str(project), TZ="UTC", SOURCE_DATE_EPOCH="7")
    assert here == there == dated
    assert here.split()[0] == hashlib.sha256(made("memo")).hexdigest()


def test_a_used_run_makes_the_same_bytes_as_a_fresh_one() -> None:
    run = start_run()
    styles = {name: load_style(name) for name in STYLE_NAMES}
    for _ in range(2):
        for name in PACKS:
            for style in styles.values():
                again, found = render(PACKS[name](), style, run)
                fresh, findings = render(PACKS[name](), style, start_run())
                assert again == fresh
                assert found == findings


def test_no_font_is_named_that_is_not_inside() -> None:
    for name in PACKS:
        for style in STYLE_NAMES:
            found = fonts(made(name, style))
            assert found
            assert all(font.startswith(("SourceSansPro", "SourceSerifPro")) for font in found)


def test_a_pack_with_four_faces_is_small() -> None:
    assert len(made("read-ahead")) < 120_000


def test_pages_are_labelled_as_their_feet_say() -> None:
    with pikepdf.open(io.BytesIO(made("read-ahead"))) as pdf:
        assert [page.label for page in pdf.pages] == [str(n + 1) for n in range(len(pdf.pages))]


def test_metadata_says_title_author_and_marking() -> None:
    with pikepdf.open(io.BytesIO(made("memo"))) as pdf:
        info = {str(k): str(v) for k, v in pdf.docinfo.items()}
        assert info["/Title"] == "Two harbours, one channel: where we stand"
        assert info["/Author"] == "Harbour Desk"
        assert "TLP:GREEN" in info["/Keywords"]
        assert info["/CreationDate"] == info["/ModDate"] == "D:20240512000000Z"
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as packet:
            assert packet["pdfuaid:part"] == "1"
            assert packet["pdfaid:conformance"] == "A"
            assert packet["dc:title"] == info["/Title"]


def test_an_undated_pack_has_a_fixed_date() -> None:
    document = replace(PACKS["memo"](), created="")
    data, _ = render(document, load_style("compact"), start_run())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20000101000000Z"


def test_a_pack_of_nothing_is_a_page() -> None:
    document = Document(id="none", title=(Text("None"),), language="en", blocks=())
    data, found = render(document, load_style("plain"), start_run())
    assert found == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1


def test_a_section_is_laid_out_once_for_all_packs_that_show_it() -> None:
    run = start_run()
    shared = Section(id="s", title=(Text("Shared"),), blocks=(paragraph("p", "Words."),))
    for number in range(3):
        style = load_style("plain")  # equal, and each audience's own
        document = Document(
            id=str(number), title=(Text(f"Pack {number}"),), language="en", blocks=(shared,)
        )
        render(document, style, run)
    assert len(run.sections) == 1


def test_layouts_are_kept_as_far_as_there_is_room() -> None:
    """A document of thousands of pages is not held beside its file."""
    strips = tuple(Strip(height=1.0) for _ in range(3_000))
    kept = SectionLayouts()
    for number in range(20):
        kept.keep(number, SectionLayout(strips, {}, (), 0, 0))
        assert kept.get(number) is not None
        assert len(kept) <= 4
    known = kept.get(19)
    kept.keep(19, SectionLayout((), {}, (), 0, 0))
    assert kept.get(19) is known


def test_a_strip_is_written_once_for_all_packs_that_show_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is the same in all packs is written by the first two; only what differs is later."""
    written = words_written(monkeypatch)
    run, style, counts = start_run(), load_style("plain"), []
    words = tuple(paragraph(f"p{n}", f"Words of paragraph {n}.", n + 1) for n in range(30))
    for number in range(4):
        shared = Section(id="s", title=(Text("Shared"),), blocks=words)
        pack = Document(
            id=str(number), title=(Text(f"Pack {number}"),), language="en", blocks=(shared,)
        )
        render(pack, style, run)
        counts.append(len(written))
    assert counts[1] == 2 * counts[0] > 60
    assert counts[2:] == [counts[1], counts[1]]


def test_what_is_kept_of_a_strip_is_forgotten_once_it_begins_otherwise() -> None:
    """A strip that begins with a link begins with the words around it where the link is dead."""
    link, words, before = Tag("Link", None), Tag("P", None), Tag("H1", None)
    written = Fragment(text="", slots=(), events=(), pieces=0, faces=(), asked=(), pen=Pen())
    kept = KeptFragments()
    kept.keep(Pen(tag=before), written, link)
    assert kept.get(Pen(tag=words)) is written  # whatever else ends before it
    assert kept.get(Pen(tag=link)) is None
    kept.keep(Pen(), written, words)
    assert kept.get(Pen(tag=link)) is None


def cited(first: int, tables: int) -> tuple[Block, ...]:
    """Two sections with three marks, numbered from `first`, after so many captioned tables."""
    before = tuple(captioned(f"t{n}") for n in range(tables))
    shared = Section(
        id="s",
        title=(Text("Shared"), NoteRef(first)),
        blocks=(
            paragraph("p", "Words with a mark", first + 1),
            captioned("own"),
            paragraph("q", "More words", first + 2),
        ),
    )
    other = Section(id="o", title=(Text("Before"),), blocks=before)
    notes = tuple(
        Note(number=n, letter="A", section="I", lines="1", text=(Text(f"Place {n}"),))
        for n in range(1, first + 3)
    )
    return (other, shared, Notes(id="n", layout="foot", notes=notes))


def captioned(name: str) -> Table:
    row = Row(id=f"{name}/r", cells=((Text("Berth"),), (Text("7"),)))
    return Table(id=name, rows=(row,), caption=(Text("Berths"),))


def test_packs_that_number_differently_share_a_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layout's key holds how many digits the numbers have, not which; by counted calls."""
    laid: list[str] = []

    def counted(setting: Setting, block: Block) -> list[Element]:
        laid.append(block.id)
        return lay_block(setting, block)

    monkeypatch.setattr(sections, "lay_block", counted)
    run, style = start_run(), load_style("plain")
    for first, tables in ((1, 0), (4, 2), (6, 5), (12, 1), (40, 3), (97, 0), (2, 10)):
        pack = document("numbers", cited(first, tables), "Numbers")
        data, _ = render(pack, style, run)
        assert data == render(pack, style, start_run())[0]
        text = " ".join(page_texts(data))
        assert f"Words with a mark{first + 1} " in text
        assert f"Table {tables + 1} Berths" in text
    # By seven packs and seven fresh runs; of the shared run: one digit, two digits, 97 to 99 as
    # well, and a table of two digits.
    assert laid.count("s") == 7 + 3


def tabled(first: int, count: int) -> tuple[Block, ...]:
    """A section with two marks and a table of so many notes; its rows say the same in all packs,
    but for their numbers.
    """
    shared = Section(
        id="s",
        title=(Text("Shared"),),
        blocks=(paragraph("p", "Words", first), paragraph("q", "More words", first + 1)),
    )
    notes = tuple(
        Note(number=n, letter="A", section="VI.2", lines=f"{(n - first) % 7 + 40}", text=())
        for n in range(1, count + 1)
    )
    head = ("Note", "Source", "Section", "Lines")
    table = Section(
        id="n",
        title=(Text("Notes"),),
        blocks=(Notes(id="n/table", layout="table", notes=notes, head=head),),
    )
    return (shared, table)


def test_packs_that_number_differently_share_the_rows_of_notes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows that say the same in numbers of as many digits are laid out once, by counted calls; two
    of one pack that say the same are elements of their own.
    """
    laid: list[object] = []

    def counted(setting: Setting, grid: Any, row: Any, parent: Any) -> Any:
        laid.append(row)
        return lay_row(setting, grid, row, parent)

    monkeypatch.setattr(note_rows, "lay_row", counted)
    run, style = start_run(), load_style("plain")
    counts = []
    for first, count in ((1, 30), (2, 30), (5, 31), (3, 30), (1, 4)):
        pack = document("numbers", tabled(first, count), "Numbers")
        before = len(laid)
        data, _ = render(pack, style, run)
        counts.append(len(laid) - before)
        assert data == render(pack, style, start_run())[0]
        text = " ".join(page_texts(data))
        assert f"Words{first} " in text
        assert f"{count} A VI.2" in text
    assert counts[0] == 30
    assert counts[1] + counts[2] + counts[3] < 30
    assert counts[4] == 4  # another width of the table


def test_fifty_packs_lay_out_each_shared_section_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten sections in fifty packs of other choice, order and heads; by counted calls."""
    laid: list[str] = []

    def counted(setting: Setting, block: Block) -> list[Element]:
        laid.append(block.id)
        return lay_block(setting, block)

    monkeypatch.setattr(sections, "lay_block", counted)
    shared = [
        Section(
            id=f"s{n}",
            title=(Text(f"Section {n}"),),
            blocks=tuple(paragraph(f"s{n}/{k}", f"Words {n} and {k}. " * 9) for k in range(4)),
        )
        for n in range(10)
    ]
    run, style = start_run(), load_style("plain")
    for number in range(50):
        chosen = tuple(shared[(number + k * 3) % 10] for k in range(1 + number % 7))
        pack = document(f"pack {number}", chosen, f"Reader {number}")
        data, _ = render(pack, style, run)
        if number % 25 == 24:
            assert data == render(pack, style, start_run())[0]
    fresh = [1 + number % 7 for number in (24, 49)]
    assert len(laid) == len(shared) + sum(fresh)


def test_a_face_is_cut_once_for_packs_of_plain_text_and_the_same_further_characters() -> None:
    run, style = start_run(), load_style("plain")
    texts = ("Quay and berth.", "Zero \u201cberths\u201d \u2013 42.", "Zur\u00fcck.")
    sizes = []
    for text in texts:
        render(document("d", (paragraph("p", text),), "Head"), style, run)
        sizes.append(len(run.fonts.face("sans", "regular").programs))
    assert sizes == [1, 1, 2]


@pytest.mark.parametrize("page", ["a4", "letter"])
def test_lines_break_alike_on_both_formats(page: str) -> None:
    style = load_style("plain", "letter" if page == "letter" else "a4")
    width = style.page.width_mm - style.page.margin_left_mm - style.page.margin_right_mm
    assert width == pytest.approx(162)
    data, _ = render(PACKS["memo"](), style, start_run())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].MediaBox]
    assert box[2] == pytest.approx(style.page.width_mm / 25.4 * 72, abs=0.01)
