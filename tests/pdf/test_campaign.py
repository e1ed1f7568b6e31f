"""The long tests of the PDF renderer: `make campaign`."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefgen.model import Document
from briefgen.renderers.pdf import render, start_run
from tests.packs.matrix import ALL
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.random import PACK
from tests.pdf.gate import gate, need_chinese, write_cases
from tests.pdf.reading import expected_words, structure_words
from tests.pdf.test_bytes import PRINT_HASHES

pytestmark = pytest.mark.campaign
RUNS = 20


@pytest.mark.parametrize("language", ["en", "fr", "de", "zh"])
def test_every_case_keeps_both_standards(language: str, tmp_path: Path) -> None:
    if language == "zh":
        need_chinese()
    files = write_cases([case for case in ALL if case.language == language], tmp_path)
    verdict = gate(tmp_path, files)
    assert verdict.failed == ()
    assert len(verdict.checked) == 2 * len(files)


def test_two_hundred_packs_of_any_shape(tmp_path: Path) -> None:
    """Their structure says what they say, and veraPDF finds nothing in any of them."""
    run, styles = start_run(), {name: load_style(name) for name in STYLE_NAMES}
    files: dict[str, Path] = {}

    @settings(
        max_examples=200,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(PACK, st.sampled_from(STYLE_NAMES))
    def check(pack: Document, style: str) -> None:
        data, _ = render(pack, styles[style], run)
        name = hashlib.sha256(data).hexdigest()[:16]
        files[name] = tmp_path / f"{name}.pdf"
        files[name].write_bytes(data)
        assert structure_words(files[name]) == expected_words(pack)

    check()
    assert len(files) > 50
    verdict = gate(tmp_path, list(files.values()))
    assert verdict.failed == ()
    assert len(verdict.checked) == 2 * len(files)


def test_twenty_runs_in_varied_surroundings_make_the_same_bytes(
    project: Path, tmp_path: Path
) -> None:
    chance = random.Random(5)
    zones, locales = ("Asia/Tokyo", "UTC", "America/Lima"), ("C", "C.UTF-8", "de_DE.UTF-8")
    found = set()
    for number in range(RUNS):
        folder = tmp_path / f"run {number}"
        folder.mkdir()
        environment = {
            **os.environ,
            "PYTHONPATH": str(project),
            "PYTHONHASHSEED": str(chance.randrange(2**32)),
            "TZ": chance.choice(zones),
            "LC_ALL": chance.choice(locales),
            "HOME": str(folder),
            "SOURCE_DATE_EPOCH": str(chance.randrange(2**31)),
            "PYTHONOPTIMIZE": chance.choice(("", "1")),
        }
        words = [sys.executable, "-c", PRINT_HASHES]
        done = subprocess.run(
            words, check=True, capture_output=True, text=True, env=environment, cwd=folder
        )
        found.add(done.stdout)
    assert len(found) == 1
