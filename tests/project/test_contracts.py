"""The import rules of the design, which pyproject.toml holds, are kept; modules stay small."""

from __future__ import annotations

import ast
import functools
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import PROJECT

MODULES = sorted((PROJECT / "briefgen").rglob("*.py"))
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50

# Where each library may be imported, also for types and inside functions, so that a change of the
# library has one place to go.
ONLY_IN = {
    "babel": ("build.proving", "compose", "config"),
    "click": ("cli", "__main__"),
    "docx": ("renderers.word.parts",),
    "jinja2": ("compose",),
    "lxml": ("ooxml", "proof", "reading.formats", "renderers.word"),
    "markdown_it": ("reading.formats.markdown", "compose"),
    "pikepdf": ("proof",),
    "pydantic": ("config",),
    "pydantic_core": ("config",),
    "pyphen": ("reading.parted", "renderers.pdf.lines"),
    "pypdfium2": ("reading.formats.pdf",),
    "reportlab": ("renderers.pdf",),
    "trafilatura": ("reading.formats.html",),
    "yaml": ("yamltext",),
}


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


@functools.cache
def imports_of(module: Path) -> set[str]:
    """The packages that a module imports anywhere in it, by their first name."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in named}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_its_own_place_alone(library: str) -> None:
    users = {
        ".".join(module.relative_to(PROJECT / "briefgen").with_suffix("").parts)
        for module in MODULES
        if library in imports_of(module)
    }
    assert users
    assert not {user for user in users if not user.startswith(ONLY_IN[library])}
