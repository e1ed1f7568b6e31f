"""Packs before veraPDF: PDF/UA-1 with PDF/A-2a, or with PDF/A-3a where files are attached."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from briefgen.renderers.pdf import render, start_run
from tests.pack_matrix import ALL, LANGUAGES, pairwise
from tests.pack_parts import STYLE_NAMES, load_style
from tests.pack_samples import PACKS
from tests.pdf_gate import gate, need_chinese, write_cases

MANIFEST = ("manifest.json", b'{"audience": "mayor"}', "What went in, what came out, and why")


def test_the_choice_of_cases_holds_every_pair() -> None:
    chosen = pairwise(ALL)
    assert len(chosen) < len(ALL) / 4
    for one, other in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        assert {(c[one], c[other]) for c in chosen} == {(c[one], c[other]) for c in ALL}


def test_packs_of_every_pair_of_kinds_keep_both_standards(tmp_path: Path) -> None:
    files = write_cases([c for c in pairwise(ALL) if c.language != "zh"], tmp_path)
    verdict = gate(tmp_path, files)
    assert verdict.failed == ()
    assert len(verdict.checked) == 2 * len(files)
    assert all(count > 1000 for count in verdict.checked.values())


def test_packs_with_chinese_furniture_keep_both_standards(tmp_path: Path) -> None:
    need_chinese()
    files = write_cases([c for c in pairwise(ALL) if c.language == "zh"], tmp_path)
    assert {"zh"} < set(LANGUAGES)
    assert gate(tmp_path, files).failed == ()


def test_an_attached_manifest_makes_it_pdf_a_3a(tmp_path: Path) -> None:
    files = []
    for name, style in zip(PACKS, (*STYLE_NAMES, *STYLE_NAMES), strict=False):
        data, _ = render(PACKS[name](), load_style(style), start_run(), (MANIFEST,))
        again, _ = render(PACKS[name](), load_style(style), start_run(), (MANIFEST,))
        assert data == again
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
    assert gate(tmp_path, files, "ua1,3a").failed == ()
    with pikepdf.open(io.BytesIO(files[0].read_bytes())) as pdf:
        attached = pdf.attachments["manifest.json"]
        assert attached.get_file().read_bytes() == MANIFEST[1]
        assert attached.description == MANIFEST[2]
        assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Data"]
        with pdf.open_metadata() as packet:
            assert packet["pdfaid:part"] == "3"


def test_the_judge_finds_what_is_wrong(tmp_path: Path) -> None:
    data, _ = render(PACKS["memo"](), load_style("compact"), start_run())
    wrong = tmp_path / "wrong.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.MarkInfo
        del pdf.Root.OutputIntents
        pdf.save(wrong)
    assert {line.split(" ")[0] for line in gate(tmp_path, [wrong]).failed} == {"ua1", "2a"}
