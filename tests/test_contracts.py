"""The import rules of the design, which pyproject.toml holds, are kept; modules stay small"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MODULES = sorted((PROJECT / "briefgen").rglob("*.py"))
MOST_LINES = 430


def test_the_import_contracts_are_kept() -> None:
    program = (
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_says_what_it_does(module: Path) -> None:
    assert module.read_text(encoding="utf-8").startswith('"""')


def test_nine_modules_in_ten_are_small() -> None:
    large = [m for m in MODULES if len(m.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert len(large) <= len(MODULES) / 10, large
