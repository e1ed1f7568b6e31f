"""Documents damaged afresh from a seed are read as well as promised; clean ones are left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

import pytest

from briefgen.model import ListItem, Milestone, Paragraph, Section
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text, plain_text, walk
from tests import damage

SEEDS = range(10)


def _read(text: str) -> Reading:
    reading, found = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    assert found == ()
    return reading


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _found(reading: Reading) -> dict[str, list[Hashable]]:
    found: dict[str, list[Hashable]] = {"heading": [], "paragraph": [], "item": [], "row": []}
    for node in walk(reading.document.blocks):
        match node:
            case Section():
                if node.title:
                    title = _folded(plain_text(node.title))
                    found["heading"].append((node.number, node.level, title))
                inner = [b for b in node.blocks if isinstance(b, Paragraph)]
                found["paragraph"] += [_folded(plain_text(p.content)) for p in inner]
            case ListItem():
                found["item"].append(_folded(node_text(node)))
            case Milestone():
                years = (node.when.start.year, node.when.end.year) if node.when else (0, 0)
                found["row"].append((years, _folded(plain_text(node.content))))
            case _:
                continue
    return found


def _truth(units: Iterable[damage.Unit]) -> dict[str, list[Hashable]]:
    truth: dict[str, list[Hashable]] = {"heading": [], "paragraph": [], "item": [], "row": []}
    for unit in units:
        text = _folded(unit.text)
        match unit.kind:
            case "heading":
                truth["heading"].append((unit.number, unit.level, text))
            case "row":
                truth["row"].append((unit.years, text))
            case _:
                truth[unit.kind].append(text)
    return truth


def _f1(found: Iterable[Hashable], truth: Iterable[Hashable]) -> float:
    one, two = Counter(found), Counter(truth)
    both = sum((one & two).values())
    total = sum(one.values()) + sum(two.values())
    return 2 * both / total if total else 1.0


def _joined(reading: Reading, units: Iterable[damage.Unit]) -> tuple[int, int]:
    """(broken units found whole, broken units)."""
    found = _found(reading)
    whole = Counter([*found["paragraph"], *found["item"]])
    broken = [_folded(u.text) for u in units if u.broken and u.kind in ("paragraph", "item")]
    return sum(whole[text] > 0 for text in broken), len(broken)


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_clean_documents_are_read_exactly_and_nothing_is_mended(layout: damage.Layout) -> None:
    for seed in SEEDS:
        made = damage.clean(seed, layout)
        assert len(made.text.split()) > 1500
        reading = _read(made.text)
        assert reading.repairs == ()
        found, truth = _found(reading), _truth(made.truth)
        assert found == truth


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_damaged_documents_reach_the_figures(layout: damage.Layout) -> None:
    least = {"heading": 0.90, "paragraph": 0.93, "item": 0.93, "row": 0.95}
    whole = broken = 0
    for seed in SEEDS:
        made = damage.damaged(seed, layout)
        reading = _read(made.text)
        found, truth = _found(reading), _truth(made.truth)
        scores = {kind: _f1(found[kind], truth[kind]) for kind in least}
        assert all(scores[kind] >= least[kind] for kind in least), (layout, seed, scores)
        one, two = _joined(reading, made.truth)
        whole, broken = whole + one, broken + two
    assert broken >= 20
    assert whole >= 0.95 * broken


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
