"""The repair log is exact: played again over the source's text it gives what was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.model import ListItem, Milestones, Paragraph, Section
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text, plain_text, walk
from tests.reading import damage
from tests.reading.replay import replay


def _read(text: str) -> Reading:
    reading, _ = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    return reading


def _shape(reading: Reading) -> list[tuple[str, str]]:
    return [
        (type(n).__name__, plain_text(n.title) if isinstance(n, Section) else node_text(n))
        for n in walk(reading.document.blocks)
        if isinstance(n, Section | Paragraph | ListItem | Milestones)
    ]


def _holds(text: str) -> None:
    once = _read(text)
    again = _read(replay(text, once.repairs))
    assert _shape(again) == _shape(once)
    assert [r.rule for r in again.repairs] == []


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_the_log_of_a_damaged_document_gives_its_text(layout: damage.Layout) -> None:
    for seed in range(10):
        _holds(damage.damaged(seed, layout).text)


def test_the_log_of_the_samples_gives_their_text(samples: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(samples.glob("*.txt"))]
    assert len(texts) == 2
    for text in texts:
        _holds(text)


def test_the_log_of_the_real_sources_gives_their_text(real_seeds: Path) -> None:
    for path in sorted(real_seeds.glob("*.txt")):
        once = _read(path.read_text(encoding="utf-8"))
        again = _read(replay(path.read_text(encoding="utf-8"), once.repairs))
        one, two = _shape(once), _shape(again)
        assert [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b] == []
        assert [r.rule for r in again.repairs] == []
