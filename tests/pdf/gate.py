"""Made packs to files, and files to veraPDF's verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.renderers.pdf import render, start_run
from tests.conftest import absent, need_font, need_tool
from tests.packs.matrix import Case, made
from tests.tools.vera import Verdict, class_path, judge, library


def need_chinese() -> None:
    """Goes on only where a font with Chinese characters is installed."""
    need_font("\u9875", "fonts-wqy-microhei")


def write_cases(cases: Sequence[Case], folder: Path) -> list[Path]:
    """A file for each case, all made by one run."""
    run = start_run()
    files = []
    for case in cases:
        data, found = render(*made(case), run)
        assert data, found
        files.append(folder / f"{case.name}.pdf")
        files[-1].write_bytes(data)
    return files


def gate(folder: Path, files: Sequence[Path], profiles: str = "ua1,2a") -> Verdict:
    """veraPDF's verdict on all files, by one Java machine."""
    java, javac = need_tool("java"), need_tool("javac")
    jar = library()
    if jar is None:
        absent("veraPDF's library cannot be fetched")
    classes = class_path(jar)
    if classes is None:
        absent("libjaxb-java and libjaxb-api-java are not installed")
    return judge(java, javac, classes, folder, profiles, files)
