"""Word memos before their judges, the Open XML SDK and openxml-audit: every template, style and
language, with and without a letterhead.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.model import Document
from briefgen.renderers.word import render, start_run
from briefgen.renderers.word.letterhead.admitting import admit
from briefgen.style import Style
from tests.conftest import absent, need_tool
from tests.packs import matrix as pack_matrix
from tests.packs.matrix import pairwise
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import PACKS, USUAL_STYLE
from tests.roundtrip.merge_scripts import Story, Turn
from tests.roundtrip.test_merge import EXAMPLES, merged
from tests.tools.open_xml import audit, faults, has_auditor, validator
from tests.word.letterhead_samples import LETTERHEADS, ministry
from tests.word.samples import ALL, memo
from tests.word.test_standards import converted

Judge = Callable[[Path], list[str]]


@pytest.fixture(scope="module")
def judge() -> Judge:
    """What either validator has against a file."""
    need_tool("node")
    program = validator(need_tool("npm"))
    if program is None:
        absent("the Open XML validator cannot be fetched")
    if not has_auditor():
        absent("openxml-audit is not installed")

    def both(file: Path) -> list[str]:
        return [*faults(program, file), *audit(file)]

    return both


def in_letterhead(data: bytes, style: str) -> Style:
    letterhead, refusals = admit("letterhead.docx", data)
    assert letterhead is not None, refusals
    return replace(load_style(style), letterhead=letterhead)


def written(folder: Path, document: Document, style: Style) -> Path:
    file = folder / "memo.docx"
    file.write_bytes(render(document, style, start_run())[0])
    return file


@pytest.mark.parametrize("case", pairwise(pack_matrix.ALL), ids=lambda case: case.name)
def test_packs_are_valid(judge: Judge, tmp_path: Path, case: pack_matrix.Case) -> None:
    assert judge(written(tmp_path, *pack_matrix.made(case))) == []


@pytest.mark.campaign
@pytest.mark.parametrize("case", pack_matrix.ALL, ids=lambda case: case.name)
def test_every_pack_is_valid(judge: Judge, tmp_path: Path, case: pack_matrix.Case) -> None:
    assert judge(written(tmp_path, *pack_matrix.made(case))) == []


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_every_kind_of_block_is_valid(judge: Judge, tmp_path: Path, style: str) -> None:
    assert judge(written(tmp_path, ALL["parts"](), load_style(style))) == []


# Each letterhead with one pack, and each pack in one.
NAMES = sorted(PACKS)
IN_LETTERHEADS = [(name, NAMES[n % len(NAMES)]) for n, name in enumerate(LETTERHEADS)]


@pytest.mark.parametrize(("letterhead", "name"), IN_LETTERHEADS)
def test_packs_in_letterheads_are_valid(
    judge: Judge, tmp_path: Path, letterhead: str, name: str
) -> None:
    style = in_letterhead(LETTERHEADS[letterhead](), USUAL_STYLE[name])
    assert judge(written(tmp_path, PACKS[name](), style)) == []


@pytest.mark.campaign
@pytest.mark.parametrize("letterhead", LETTERHEADS)
@pytest.mark.parametrize("case", pairwise(pack_matrix.ALL), ids=lambda case: case.name)
def test_every_pack_in_every_letterhead_is_valid(
    judge: Judge, tmp_path: Path, letterhead: str, case: pack_matrix.Case
) -> None:
    document, _ = pack_matrix.made(case)
    style = in_letterhead(LETTERHEADS[letterhead](), case.style)
    assert judge(written(tmp_path, document, style)) == []


@pytest.mark.parametrize(
    "form", ["docx:MS Word 2007 XML", "dotx:MS Word 2007 XML Template"], ids=["docx", "dotx"]
)
def test_a_letterhead_saved_by_libreoffice_is_valid(
    judge: Judge, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "letterhead.docx"
    file.write_bytes(ministry())
    folder = tmp_path / "saved"
    folder.mkdir()
    saved = converted(file, form, folder, dict(os.environ))
    style = in_letterhead(saved.read_bytes(), "compact")
    assert judge(written(tmp_path, memo(), style)) == []


def test_the_judges_find_what_is_wrong(judge: Judge, tmp_path: Path) -> None:
    file = tmp_path / "wrong.docx"
    data, _ = render(memo(), load_style("compact"), start_run())
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(file, "w") as wrong:
        for name in good.namelist():
            wrong.writestr(name, good.read(name).replace(b"<w:widowControl/>", b"<w:nothing/>"))
    assert judge(file)


# --- after a merge --------------------------------------------------------------------------------

CONFLICT = Story("paragraphs", (Turn(source=0, people=0), Turn(people=1, new=True), Turn(out=True)))


@pytest.mark.parametrize("story", [*EXAMPLES, CONFLICT], ids=lambda story: story.shape)
def test_merged_memos_are_valid(judge: Judge, tmp_path: Path, story: Story) -> None:
    file = tmp_path / "memo.docx"
    file.write_bytes(merged(story)[1])
    assert judge(file) == []


def test_some_merged_memo_bears_the_comment_of_a_conflict() -> None:
    applied, data = merged(CONFLICT)
    assert any(comment.conflict for comment in applied.trail.comments)
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
