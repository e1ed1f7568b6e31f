"""Where the project, its cases and its goldens stand, whatever folder a test runs in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent
CASES: Final = PROJECT / "tests" / "cases"
GOLDEN: Final = PROJECT / "tests" / "golden"
