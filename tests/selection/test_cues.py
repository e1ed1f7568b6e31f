"""The word lists of the ranking: what each phrase is for, and that none was taken from one text."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.proof.folding import fold_words
from briefgen.selection import cues
from tests.places import CASES

OPENING = {
    "REFERENCES": cues.REFERENCES,
    "NO_REFERENCES": cues.NO_REFERENCES,
    "FORWARD": cues.FORWARD,
}
ANYWHERE = {
    "ASKS": cues.ASKS,
    "EMPHASIS": cues.EMPHASIS,
    "PROCESS": cues.PROCESS,
    **cues.BY_ROLE,
}
PHRASES = [
    line
    for line in (CASES / "selection" / "phrases.txt").read_text("utf-8").splitlines()
    if not line.startswith("#") and ":" in line
]


@pytest.mark.parametrize("case", PHRASES)
def test_a_phrase_acts_where_it_is_meant_to(case: str) -> None:
    name, _, sentence = case.removeprefix("- ").partition(": ")
    words = fold_words(sentence)
    if name in OPENING:
        acts = cues.opens_with(words, OPENING[name])
    else:
        acts = cues.count_phrases(words, ANYWHERE[name]) > 0
    assert acts is not case.startswith("- ")


def _words_in(paths: list[Path]) -> str:
    return f" {' '.join(w for path in paths for w in fold_words(path.read_text('utf-8')))} "


def test_no_phrase_was_taken_from_a_real_source(project: Path, real_seeds: Path) -> None:
    """A phrase of several words that stands once in them stands in a case of ours too."""
    real = _words_in(sorted(real_seeds.glob("*.txt")))
    ours = _words_in(
        [*(project / "tests/cases").rglob("*.txt"), *(project / "seeds").glob("*.txt")]
    )
    phrases = {
        f" {' '.join(phrase)} "
        for found in (*OPENING.values(), *ANYWHERE.values())
        for of_word in found.values()
        for phrase in of_word
        if len(phrase) > 1
    }
    assert sum(real.count(p) == 1 and p not in ours for p in phrases) == 0
