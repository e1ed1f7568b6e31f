"""Packs before veraPDF: PDF/UA-1 and PDF/A-2a in every style and on both page formats."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from briefgen.renderers.pdf import render, start_run
from tests.conftest import NEED_TOOLS, need_tool
from tests.pack_parts import STYLE_NAMES, load_style
from tests.pack_samples import PACKS
from tests.tools.vera import Verdict, class_path, judge, library

PROFILES = "ua1,2a"
PAGES: tuple[Literal["a4", "letter"], ...] = ("a4", "letter")


def _absent(what: str) -> None:
    if os.environ.get(NEED_TOOLS):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="module")
def classes() -> str:
    need_tool("java")
    need_tool("javac")
    jar = library()
    if jar is None:
        _absent("veraPDF's library cannot be fetched")
    found = class_path(jar) if jar else None
    if found is None:
        _absent("libjaxb-java and libjaxb-api-java are not installed")
    return found or ""


def _verdict(classes: str, folder: Path, files: list[Path]) -> Verdict:
    return judge(need_tool("java"), need_tool("javac"), classes, folder, PROFILES, files)


def test_every_pack_in_every_style_keeps_both_standards(classes: str, tmp_path: Path) -> None:
    run = start_run()
    files = []
    for place, name in enumerate(PACKS):
        for other, style in enumerate(STYLE_NAMES):
            page = PAGES[(place + other) % 2]
            data, _ = render(PACKS[name](), load_style(style, page), run)
            file = tmp_path / f"{name}-{style}-{page}.pdf"
            file.write_bytes(data)
            files.append(file)
    verdict = _verdict(classes, tmp_path, files)
    assert verdict.failed == ()
    assert len(verdict.checked) == 2 * len(files)
    assert all(count > 1000 for count in verdict.checked.values())


def test_the_judge_finds_what_is_wrong(classes: str, tmp_path: Path) -> None:
    data, _ = render(PACKS["memo"](), load_style("compact"), start_run())
    good, wrong = tmp_path / "good.pdf", tmp_path / "wrong.pdf"
    good.write_bytes(data)
    with pikepdf.open(good) as pdf:
        del pdf.Root.MarkInfo
        del pdf.Root.OutputIntents
        pdf.save(wrong)
    assert {line.split(" ")[0] for line in _verdict(classes, tmp_path, [wrong]).failed} == {
        "ua1",
        "2a",
    }
