"""What every test may ask for: the real sources, the sample sources, and strictness about tools."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
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
    return REAL_SEEDS


def need_tool(name: str) -> str:
    """The path of a program, or a skip (a failure where the tools are promised)."""
    found = shutil.which(name)
    if found is None:
        missing = f"{name} is not installed"
        if os.environ.get(NEED_TOOLS):
            pytest.fail(missing)
        pytest.skip(missing)
    return found
