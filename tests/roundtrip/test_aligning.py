"""Which block of an edition is which block of the next."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.aligning import align, likeness

WORDS = ("harbour", "pilot", "tender", "crane", "quay", "signal", "tide", "ferry", "cargo", "berth")


def numbered(texts: Sequence[str], section: str = "i") -> list[tuple[str, str]]:
    return [(f"{section}/p{n}", text) for n, text in enumerate(texts, 1)]


def sentence(rng: random.Random) -> str:
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(400)}" for _ in range(12))


REPORT = [sentence(random.Random(n)) for n in range(8)]

texts = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=0, max_size=9).map(" ".join), max_size=14
)


@given(texts, texts)
def test_pairs_are_one_to_one_and_of_the_two_editions(one: list[str], other: list[str]) -> None:
    before, after = numbered(one), numbered(other, "ii")
    found = align(before, after)
    assert len(set(found.values())) == len(found)
    assert set(found) <= {id_ for id_, _ in before}
    assert set(found.values()) <= {id_ for id_, _ in after}


@given(texts)
def test_nothing_changed_is_every_block_to_itself(one: list[str]) -> None:
    assert align(numbered(one), numbered(one)) == {id_: id_ for id_, _ in numbered(one)}


@given(texts)
def test_new_ids_alone_change_nothing(one: list[str]) -> None:
    """Also where blocks have the same words: then their order decides."""
    found = align(numbered(one), numbered(one, "ii"))
    assert list(found.values()) == [id_ for id_, _ in numbered(one, "ii")]


@given(st.permutations(REPORT))
def test_distinct_blocks_are_found_wherever_they_moved(moved: list[str]) -> None:
    before, after = dict(numbered(REPORT)), dict(numbered(moved))
    assert {
        before[a]: after[b] for a, b in align(list(before.items()), list(after.items())).items()
    } == {text: text for text in REPORT}


@given(st.integers(0, 8), st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_a_new_block_shifts_ids_and_no_pair(at: int, new: str) -> None:
    after = [*REPORT[:at], new, *REPORT[at:]]
    found = align(numbered(REPORT), numbered(after))
    places = [n for n in range(len(after)) if n != at]
    assert found == {f"i/p{n + 1}": f"i/p{place + 1}" for n, place in enumerate(places)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            ["Ferries call at the north quay twice a day.", "Tenders wait."],
            ["Ferries call at the south quay three times a day.", "Tenders wait."],
            {1: 1, 2: 2},
            id="a reworded sentence stays the same block",
        ),
        pytest.param(
            ["The crane was painted in spring.", "Tides were low."],
            ["Customs officers came aboard before noon.", "Tides were low."],
            {2: 2},
            id="other words in the same place are another block",
        ),
        pytest.param(
            ["Foo stands at berth 1", "Foo stands at berth 2"],
            ["Foo stands at berth 0", "Foo stands at berth 1", "Foo stands at berth 2"],
            {1: 2, 2: 3},
            id="equal words go before the same id with like words",
        ),
        pytest.param(["Yes", "No"], ["Yes, they do", "No"], {2: 2}, id="short words change wholly"),
        pytest.param(
            ["港口今天关闭。"], ["港口明天关闭。"], {1: 1}, id="a script that parts no words"
        ),
        pytest.param([], ["Anything"], {}, id="nothing before"),
        pytest.param(["Anything"], [], {}, id="nothing after"),
    ],
)
def test_cases(before: list[str], after: list[str], expected: dict[int, int]) -> None:
    found = align(numbered(before), numbered(after))
    assert found == {f"i/p{a}": f"i/p{b}" for a, b in expected.items()}


def test_moved_and_reworded_at_once() -> None:
    reworded = REPORT[6].replace(REPORT[6].split()[3], "elsewhere")
    after = [reworded, *REPORT[:6], REPORT[7]]
    found = align(numbered(REPORT), numbered(after))
    assert found["i/p7"] == "i/p1"
    assert len(found) == len(REPORT)


def test_two_thousand_blocks_need_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of them reworded, all renamed, some put in and taken out."""
    rng = random.Random(7)
    texts = [sentence(rng) for _ in range(2000)]
    after = [
        (f"x/{n}", text.replace(text.split()[n % 12], "other") if n % 2 else text)
        for n, text in enumerate(texts)
        if n % 50
    ]
    counted: list[int] = []

    def counting(one: str, other: str) -> float:
        counted.append(1)
        return likeness(one, other)

    monkeypatch.setattr("briefgen.aligning.likeness", counting)
    found = align([(f"o/{n}", text) for n, text in enumerate(texts)], after)
    assert found == {f"o/{n}": f"x/{n}" for n in range(2000) if n % 50}
    assert len(counted) < 2000 * 60
