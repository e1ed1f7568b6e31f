"""The help page on calling briefgen from a program: its example runs in a new project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import briefgen.build
from briefgen.cli import help_pages, main

PAGE = help_pages.read("python").decode()


def test_the_example_builds_a_new_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path), "--template", "press-brief"]) == 0
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(example, "python.md", "exec"), {})  # noqa: S102 (our own page)
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("press press-brief ")
    assert any(line.endswith(".pdf") and Path(line).is_file() for line in said)
    assert re.fullmatch(r"\S.* \d+", said[-1])


def test_every_public_name_is_described() -> None:
    described = set(re.findall(r"`(\w+)", PAGE))
    assert set(briefgen.build.__all__) - {"AudienceLine"} <= described
