"""What every test may ask for: the real sources, the sample sources, and strictness about tools."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from briefgen.renderers import pdf, word
from tests.places import PROJECT

REAL_SEEDS = PROJECT.parent / "shared" / "seeds"
# Set by .ci/run: there a missing tool is a failure, elsewhere the test is skipped and counted.
NEED_TOOLS = "BRIEFGEN_NEED_TOOLS"


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder with the two sample sources of this project."""
    return PROJECT / "seeds"


@pytest.fixture(scope="session")
def real_seeds() -> Path:
    """The folder with the two real sources; skips where they are not at hand."""
    if not REAL_SEEDS.is_dir():
        pytest.skip("the real sources are not beside this checkout")
    assert len(list(REAL_SEEDS.glob("*.txt"))) == 2
    return REAL_SEEDS


@pytest.fixture(scope="module")
def one_run() -> Iterator[None]:
    """Fonts and fixed parts are read once for all builds of a file's tests."""
    runs = (pdf.start_run(), word.start_run())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "start_run", lambda *_: runs[0])
        patch.setattr(word, "start_run", lambda *_: runs[1])
        yield


def absent(what: str) -> NoReturn:
    """A skip, or a failure where the tools are promised."""
    if os.environ.get(NEED_TOOLS):
        pytest.fail(what)
    pytest.skip(what)


def need_tool(name: str) -> str:
    """The path of a program, else the test ends as `absent` says."""
    return shutil.which(name) or absent(f"{name} is not installed")


def need_module(name: str) -> Any:
    """A module that the tests' environment has, else the test ends as `absent` says."""
    try:
        return importlib.import_module(name)
    except ImportError:
        absent(f"{name} is not installed")


def need_font(character: str, package: str) -> None:
    """Goes on only where a font with this character is installed."""
    if pdf.start_run().fonts.stand_in(character) is None:
        absent(f"no font with {character!r} is installed (Debian: {package})")
