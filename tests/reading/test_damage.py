"""Documents damaged afresh from a seed are read as well as promised; clean ones are left alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefgen.reading import Reading, read_bytes
from tests.places import CASES
from tests.reading import damage
from tests.reading.scoring import LEAST, LEAST_JOINS, f1, found_things, joined, true_things

SEEDS = range(10)


def _read(text: str) -> Reading:
    reading, found = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    assert found == ()
    return reading


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_clean_documents_are_read_exactly_and_nothing_is_mended(layout: damage.Layout) -> None:
    for seed in SEEDS:
        made = damage.clean(seed, layout)
        assert len(made.text.split()) > 1500
        reading = _read(made.text)
        assert reading.repairs == ()
        found, truth = found_things(reading), true_things(made.truth)
        assert found == truth


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_damaged_documents_reach_the_figures(layout: damage.Layout) -> None:
    whole = broken = 0
    for seed in SEEDS:
        made = damage.damaged(seed, layout)
        reading = _read(made.text)
        found, truth = found_things(reading), true_things(made.truth)
        scores = {kind: f1(found[kind], truth[kind]) for kind in LEAST}
        assert all(scores[kind] >= LEAST[kind] for kind in LEAST), (layout, seed, scores)
        one, two = joined(reading, made.truth)
        whole, broken = whole + one, broken + two
    assert broken >= 20
    assert whole >= LEAST_JOINS * broken


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_damage_strikes_at_one_site_in_twenty_and_more(layout: damage.Layout) -> None:
    struck: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    for seed in SEEDS:
        for kind, (hits, places) in damage.damaged(seed, layout).struck.items():
            struck[kind] += hits
            sites[kind] += places
    assert sites
    assert all(struck[kind] >= 0.05 * sites[kind] for kind in sites)


def test_a_damaged_document_logs_each_mend_with_its_lines() -> None:
    reading = _read(damage.damaged(1, "report").text)
    assert reading.repairs
    for repair in reading.repairs:
        assert repair.before != repair.after
        assert 0 < repair.confidence <= 1
        assert all(1 <= line <= reading.line_count for line in repair.lines)


CLEAN = sorted((CASES / "reading" / "clean").glob("*.txt"))


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_texts_of_other_kinds_are_left_alone(path: Path) -> None:
    """An act, a letter, a poem, minutes, a readme, reports in two languages, a list of parts."""
    reading = _read(path.read_text(encoding="utf-8"))
    assert reading.repairs == ()
