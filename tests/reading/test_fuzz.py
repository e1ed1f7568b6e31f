"""Files mutated at random are read without an exception, however odd they have become."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from briefgen.reading import read_bytes
from briefgen.tree import line_numbers, walk
from tests.conftest import REAL_SEEDS
from tests.reading import damage
from tests.reading.mutations import mutate

# How many inputs the campaign (`make campaign`) reads; the suite reads 2,000.
COUNT = int(os.environ.get("BRIEFGEN_FUZZ_READING", "100000"))
FIRST = int(os.environ.get("BRIEFGEN_FUZZ_FIRST", "0"))
LONGEST = 5.0  # seconds of CPU time that no input of the campaign may take


def bases(samples: Path) -> list[bytes]:
    """The samples, damaged documents in all layouts, and the real sources where they are."""
    files = [path.read_bytes() for path in sorted(samples.glob("*.txt"))]
    files += [path.read_bytes() for path in sorted(REAL_SEEDS.glob("*.txt"))]
    return [*files, *(damage.damaged(1, layout).text.encode() for layout in damage.LAYOUTS)]


def _check(data: bytes, seed: int) -> None:
    reading, found = read_bytes(data, source_id="s", shown="s.txt", suffix=".txt")
    if reading is None:
        assert found, seed
        return
    for node in walk(reading.document.blocks):
        spans = line_numbers(getattr(node, "origins", ()))
        assert all(1 <= a <= b <= reading.line_count for _, a, b in spans), seed


def test_mutated_files_are_read_or_refused(samples: Path) -> None:
    sources = bases(samples)
    for seed in range(2000):
        _check(mutate(seed, sources), seed)


@pytest.mark.campaign
def test_many_mutated_files_are_read_or_refused_soon(samples: Path) -> None:
    sources = bases(samples)
    for seed in range(FIRST, FIRST + COUNT):
        start = time.process_time()
        _check(mutate(seed, sources), seed)
        assert time.process_time() - start < LONGEST, seed
