"""Cells of other rows, sentences in another order, invented headings, notes and running heads in a
finished file are found out; what people wrote is theirs.
"""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.build.proving.arrangement import question_order, question_rows
from briefgen.build.proving.bypeople import Written
from briefgen.model import Furniture
from briefgen.proof.finished import Part, Piece
from briefgen.proof.matching import Saying, build_index, find, squeezed
from briefgen.proof.pdf_pieces import pdf_pieces
from briefgen.proof.verdicts import Verdict, judge, make_own_words
from briefgen.renderers.pdf import render, start_run
from tests.packs.parts import document, load_style, paragraph
from tests.pdf.gate import need_chinese
from tests.proof.built import Built, make

ROWS = (("Pier", "Depth", "Built"), ("North", "12 m", "1901"), ("South", "9 m", "1950"))


def rows(*shown: tuple[str, ...]) -> list[Piece]:
    return [
        Piece(text=cell, section="", top=1, body=True, marked=False, group=n, part="cell")
        for n, row in enumerate(shown, start=1)
        for cell in row
    ]


@pytest.mark.parametrize(
    ("shown", "written", "faults"),
    [
        (ROWS, Written(), []),
        ((("North", "1901"), ("South", "9 m (A, 12)")), Written(), []),  # fewer columns, a citation
        ((("North", "9 m"), ("South", "12 m")), Written(), ["9 m", "12 m"]),
        ((("12 m", "North"),), Written(), ["North"]),  # columns that changed places
        ((("Pier", "Built", "Depth"),), Written(), ["Built | Depth"]),
        ((("North", "30 m"),), Written(), []),  # other words: another check's
        ((("North", "9 m"),), Written(texts=frozenset({"9m"})), []),
        ((("South", "12 m"),), Written(rows=(("South", "12m"),)), []),
        ((("1901", "A", "Section", "1950"),), Written(), []),  # a note's number and lines
        ((("1901", "1950"),), Written(), ["1950"]),
    ],
)
def test_cells_stand_in_a_row_of_their_source(
    shown: tuple[tuple[str, ...], ...], written: Written, faults: list[str]
) -> None:
    assert [f.shown for f in question_rows(rows(*shown), ROWS, written)] == faults


@pytest.mark.parametrize(
    ("text", "part", "status"),
    [
        ("A series with a lo\u2026", "edge", "own-words"),
        ("Invented words\u2026", "edge", "not-in-source"),
        ("The flag [U+1F6A9] is up.", "", "word-for-word"),
        ("The flag [U+1F6AA] is up.", "", "not-in-source"),
    ],
)
def test_names_cut_short_and_characters_as_codes_are_known(
    text: str, part: Part, status: str
) -> None:
    piece = Piece(text=text, section="", top=1, body=True, marked=True, part=part)
    index = build_index([Saying(source="s", lines=((1, 1),), text="The flag \U0001f6a9 is up.")])
    own = make_own_words(["A series with a long name"], (), ())
    whole = (lambda words: ((0, len(words)),),)
    assert [v.status for v in judge([piece], index, own, whole)] == [status]


def test_a_line_of_two_fonts_at_the_edge_is_one_text() -> None:
    need_chinese()
    around = Furniture(
        series="\u6e2f\u53e3", kind="", date="2021\u5e7411\u670830\u65e5", banner="", ladder=""
    )
    pack = replace(document("edge", (paragraph("p", "Words."),), ""), furniture=around)
    data, _ = render(pack, load_style("plain"), start_run())
    edges = [piece.text for piece in pdf_pieces(data) if piece.part == "edge"]
    assert any(text.endswith("2021\u5e7411\u670830\u65e5") for text in edges)


PASSAGE = "Storms close the pier. Fuel may rise. Talks go on."
OTHER = "Pilots may strike."


@pytest.mark.parametrize(
    ("said", "written", "faults"),
    [
        (["Storms close the pier.", "Fuel may rise."], Written(), []),
        (["Dr. Kim: Storms close the pier.", "Fuel may rise. (A, 4)"], Written(), []),
        (["Fuel may rise.", "Storms close the pier."], Written(), ["Fuel may rise."]),
        (["Storms close the pier.", "Talks go on."], Written(), ["Storms close the pier."]),
        (["Storms close the pier.", OTHER], Written(), ["Storms close the pier."]),
        ([OTHER, "Talks go on."], Written(texts=frozenset({squeezed(f"{OTHER}Talks go on.")})), []),
    ],
)
def test_sentences_run_on_as_in_their_source(
    said: list[str], written: Written, faults: list[str]
) -> None:
    sayings = [Saying(source="a", lines=((n, n),), text=t) for n, t in enumerate((PASSAGE, OTHER))]
    index = build_index(sayings)
    piece = Piece(text=" ".join(said), section="", top=1, body=True, marked=True)
    verdicts = [
        Verdict(
            text=text,
            section="",
            status="word-for-word",
            cites=True,
            places=find(index, text.removeprefix("Dr. Kim: ").removesuffix(" (A, 4)")),
        )
        for text in said
    ]
    assert all(verdict.places for verdict in verdicts)
    assert [f.shown for f in question_order([piece], verdicts, index, written)] == faults


# --- headings, notes, running heads ---------------------------------------------------------------

INVENTED = "Nobody ever wrote this."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return make(tmp_path_factory.mktemp("arrangement"), None)


def with_words(built: Built, folder: Path, part: str, before: str) -> Built:
    """The edition with invented words before the end of a paragraph in a part of the press memo."""
    shutil.copytree(built.out, folder / "out")
    twin = replace(built, out=folder / "out")
    file = twin.file("press", "docx")
    with zipfile.ZipFile(file) as package:
        parts = {
            name: package.read(name).decode("utf-8", "surrogateescape")
            for name in package.namelist()
        }
    start = parts[part].index(before)
    end = parts[part].index("</w:p>", start)
    run = f"<w:r><w:t> {INVENTED}</w:t></w:r>"
    parts[part] = parts[part][:end] + run + parts[part][end:]
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text.encode("utf-8", "surrogateescape"))
    return twin


@pytest.mark.parametrize(
    ("part", "before", "error"),
    [
        ("word/document.xml", 'w:val="Heading1"', True),
        ("word/header1.xml", "<w:p", False),
        ("word/footer1.xml", "<w:p", False),
    ],
)
def test_invented_words_around_the_text_are_listed(
    built: Built, tmp_path: Path, part: str, before: str, *, error: bool
) -> None:
    twin = with_words(built, tmp_path, part, before)
    checked, found = twin.verify(twin.file("press", "docx"))
    missing = [v.text for v in checked[0].verdicts if v.status == "not-in-source"]
    assert any(INVENTED in text for text in missing)
    assert ("not-in-source" in {d.code for d in found}) is error


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_running_heads_of_a_pack_are_its_own_words(built: Built, form: str) -> None:
    checked, _ = built.verify(*(built.file(name, form) for name in built.trees))
    assert {v.status for c in checked for v in c.verdicts} <= {
        "own-words", "word-for-word", "repaired",
    }  # fmt: skip
