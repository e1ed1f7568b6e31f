"""Packs before veraPDF: PDF/UA-1 with PDF/A-2a, or with PDF/A-3a where files are attached."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
import pytest

from briefgen.renderers.pdf import Attachment, render, start_run
from tests.packs.matrix import ALL, pairwise
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import PACKS
from tests.pdf.gate import gate, need_chinese, write_cases
from tests.tools.vera import Verdict

CHOSEN = pairwise(ALL)
MANIFEST = Attachment(
    "manifest.json", b'{"audience": "mayor"}', "What went in, what came out, and why"
)


def test_the_choice_of_cases_holds_every_pair() -> None:
    assert len(CHOSEN) < len(ALL) / 4
    for one, other in ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        assert {(c[one], c[other]) for c in CHOSEN} == {(c[one], c[other]) for c in ALL}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge says of all files for three profiles."""

    verdict: Verdict

    def failed(self, *profiles: str, starts: str = "") -> list[str]:
        """`profile file clause` of the failed rules of profiles, for files whose name starts so."""
        rules = (rule.split(" ") for rule in self.verdict.failed)
        return [" ".join(r) for r in rules if r[0] in profiles and r[1].startswith(starts)]

    def count(self, profile: str, starts: str) -> int:
        """How many such files were checked, each with more than a thousand checks."""
        checked = self.verdict.checked.items()
        return sum(p == profile and f.startswith(starts) and n > 1000 for (p, f), n in checked)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """One Java machine for all files: a choice of cases, packs with a manifest, a damaged one."""
    folder = tmp_path_factory.mktemp("standards")
    chinese = start_run().fonts.stand_in("\u9875") is not None
    files = write_cases([c for c in CHOSEN if chinese or c.language != "zh"], folder)
    for name, style in zip(PACKS, (*STYLE_NAMES, *STYLE_NAMES), strict=False):
        data, _ = render(PACKS[name](), load_style(style), start_run(), (MANIFEST,))
        files.append(folder / f"attached-{name}.pdf")
        files[-1].write_bytes(data)
    data, _ = render(PACKS["memo"](), load_style("compact"), start_run())
    files.append(folder / "wrong.pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.MarkInfo
        del pdf.Root.OutputIntents
        pdf.save(files[-1])
    return Judged(gate(folder, files, "ua1,2a,3a"))


def test_packs_of_every_pair_of_kinds_keep_both_standards(judged: Judged) -> None:
    for case in CHOSEN:
        if case.language != "zh":
            assert judged.failed("ua1", "2a", starts=case.name) == []
            assert judged.count("ua1", case.name) == judged.count("2a", case.name) == 1


def test_packs_with_chinese_furniture_keep_both_standards(judged: Judged) -> None:
    need_chinese()
    cases = [case for case in CHOSEN if case.language == "zh"]
    assert cases
    for case in cases:
        assert judged.failed("ua1", "2a", starts=case.name) == []
        assert judged.count("2a", case.name) == 1


def test_an_attached_manifest_makes_it_pdf_a_3a(judged: Judged) -> None:
    assert judged.failed("ua1", "3a", starts="attached-") == []
    assert judged.count("3a", "attached-") == len(PACKS)


def test_an_attachment_is_data_of_the_pack() -> None:
    data, _ = render(PACKS["memo"](), load_style("compact"), start_run(), (MANIFEST,))
    again, _ = render(PACKS["memo"](), load_style("compact"), start_run(), (MANIFEST,))
    assert data == again
    with pikepdf.open(io.BytesIO(data)) as pdf:
        attached = pdf.attachments["manifest.json"]
        assert attached.get_file().read_bytes() == MANIFEST[1]
        assert attached.get_file().mime_type == "application/json"
        assert attached.description == MANIFEST[2]
        assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Data"]
        with pdf.open_metadata() as packet:
            assert packet["pdfaid:part"] == "3"


def test_the_judge_finds_what_is_wrong(judged: Judged) -> None:
    assert judged.failed("ua1", starts="wrong")
    assert judged.failed("2a", starts="wrong")
    assert judged.failed("3a", starts=CHOSEN[0].name)
