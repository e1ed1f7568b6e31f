"""The import rules of the design, which pyproject.toml holds, are kept; modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import PROJECT

MODULES = sorted((PROJECT / "briefgen").rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50


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


def lengths_of_functions(module: Path) -> dict[str, int]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_and_its_functions_are_small(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES
    for function, length in lengths_of_functions(module).items():
        assert length <= MOST_LINES_OF_A_FUNCTION, function
