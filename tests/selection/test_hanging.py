"""Points inside points: a sub-point is shown with the points that it hangs on, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import BuildOptions, build
from briefgen.build.proving.projects import load_projects
from briefgen.build.proving.verifying import verify_files
from briefgen.diagnostics import Severity
from briefgen.model import Passage
from briefgen.proof.finished import read_pieces
from briefgen.selection import TLP_2_0, Limit, Selector, apply, going_order, select
from briefgen.tree import plain_text

SOURCE = """\
# A paper on harbours

## Executive summary

- Three steps are proposed for the harbours of the north:
  - Open a telephone line between duty officers by June 2022.
  - Publish the rules for convoys.
    - The rules should be in both languages.
  - Meet every year.
- The council must decide in March.
- Costs stay below 3 million euros, and each port pays a third of them.
"""
SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: seeds/a.md, marking: "TLP:CLEAR"}]
audiences:
  readers:
    template: bluf-memo
    sections:
      - {id: points, label: Points, layout: bullets, select: SELECT}
"""


def project(folder: Path, select_: str) -> Path:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.md").write_text(SOURCE, encoding="utf-8")
    config = folder / "briefgen.yaml"
    config.write_text(SERIES.replace("SELECT", select_), encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Passage, ...]:
    config = project(tmp_path_factory.mktemp("hanging"), "{role: any}")
    (found,), _ = load_projects((config,), None)
    return select((found.sources[0].document,), Selector(kind="item"), TLP_2_0)


def opening_words(kept: tuple[Passage, ...]) -> list[str]:
    return [plain_text(p.pieces[0]).split(" ")[0] for p in kept]


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        (Selector(contains=("duty officers",)), ["Three", "Open"]),
        (Selector(contains=("languages",)), ["Three", "Publish", "The"]),
        (Selector(contains=("languages",), exclude=(Selector(contains=("Publish",)),)), []),
        (
            Selector(kind="item", exclude=(Selector(contains=("Three steps",)),)),
            ["The", "Costs"],
        ),
        (
            Selector(all=(Selector(contains=("Meet",), exclude=(Selector(contains=("Three",)),)),)),
            [],
        ),
        (Selector(contains=("March",)), ["The"]),
    ],
)
def test_a_chosen_sub_point_brings_what_it_hangs_on(
    tmp_path: Path, selector: Selector, words: list[str]
) -> None:
    (found,), _ = load_projects((project(tmp_path, "{role: any}"),), None)
    assert opening_words(select((found.sources[0].document,), selector, TLP_2_0)) == words


def stands(kept: tuple[Passage, ...]) -> bool:
    """Whether every sub-point has its points, and no opener stands without a sub-point."""
    ids = {p.id for p in kept}
    above = {point for p in kept for point in p.above}
    openers = [p for p in kept if plain_text(p.pieces[-1]).endswith(":")]
    return above <= ids and all(p.id in above for p in openers)


@given(
    limit=st.builds(
        Limit,
        items=st.integers(0, 7),
        sentences=st.integers(0, 9),
        words=st.integers(0, 60),
        min=st.integers(0, 3),
        each=st.sampled_from([None, Limit(sentences=1)]),
    )
)
def test_no_limit_parts_a_sub_point_from_its_point(
    passages: tuple[Passage, ...], limit: Limit
) -> None:
    kept, left = apply(passages, limit)
    assert kept
    assert {p.id for p in kept} | {p.id for p in left} == {p.id for p in passages}
    above = {point for p in kept for point in p.above}
    assert above <= {p.id for p in kept}
    if limit.min <= 1 and len(kept) > 1:
        assert stands(kept)


def test_a_point_counts_where_its_sub_point_is_shown(passages: tuple[Passage, ...]) -> None:
    for items in range(1, 8):
        assert len(apply(passages, Limit(items=items))[0]) <= items
    assert opening_words(apply(passages, Limit(items=1))[0]) in (["The"], ["Costs"])


@pytest.mark.parametrize("items", range(1, 8))
def test_a_list_after_a_colon_is_kept_whole_where_there_is_room(
    passages: tuple[Passage, ...], items: int
) -> None:
    kept = opening_words(apply(passages, Limit(items=items))[0])
    inner = {"Open", "Publish", "The", "Meet"} & set(kept) if "Three" in kept else set()
    assert (
        not inner or len(kept) == items or kept[0:5] == ["Three", "Open", "Publish", "The", "Meet"]
    )
    if items >= 5 and inner:
        assert kept[0:5] == ["Three", "Open", "Publish", "The", "Meet"]


@given(pinned=st.sets(st.integers(0, 6), max_size=3))
def test_pages_take_a_sub_point_before_its_point(
    passages: tuple[Passage, ...], pinned: set[int]
) -> None:
    held = frozenset(passages[n].id for n in pinned)
    left = {p.id: p for p in passages}
    for _, gone in going_order([(Limit(), [passages])], held):
        del left[gone]
        assert all(point in left for p in left.values() for point in p.above)


def test_a_pack_shows_sub_points_inside_their_points(tmp_path: Path) -> None:
    config = project(tmp_path, "{contains: languages}")
    outcome = build(BuildOptions(configs=(config,)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    files = sorted((tmp_path / "out").rglob("*readers.*"))
    assert len(files) == 2
    for file in files:
        texts = [p.text for p in read_pieces(file.read_bytes()) if p.body and p.top == 1]
        assert [text.split(" ")[0] for text in texts] == ["Three", "Publish", "The"]
    assert verify_files(files, (config,), None, None)[1] == ()
    manifest = (tmp_path / "out/papers/readers/manifest.json").read_text("utf-8")
    assert '"lines": [[5, 5]]' in manifest  # its own line, without those of its sub-points
