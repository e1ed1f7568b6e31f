"""A number and its noun agree."""

from __future__ import annotations

import pytest

from briefgen.counts import counted


@pytest.mark.parametrize(
    ("number", "nouns", "words"),
    [(1, "", "1 repair"), (0, "", "0 repairs"), (2, "", "2 repairs"), (2, "mended", "2 mended")],
)
def test_a_noun_follows_its_number(number: int, nouns: str, words: str) -> None:
    assert counted(number, "repair", nouns) == words
