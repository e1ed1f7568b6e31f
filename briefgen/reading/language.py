"""The language of a text, guessed from its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from briefgen.reading.lexicon import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000
_BOTH_CASES = {
    language: words | {word.capitalize() for word in words}
    for language, words in STOP_WORDS.items()
}
_ANY = frozenset[str]().union(*_BOTH_CASES.values())


def guess_language(text: str) -> str:
    """A language tag ("en", "fr", ...); "en" where the words do not tell."""
    return language_of(Counter(_WORD.findall(text[:_SAMPLE].lower())))


def language_of(forms: Mapping[str, int]) -> str:
    """The same from the forms of the words and how often each stands in the text."""
    known = {word: forms[word] for word in forms.keys() & _ANY}
    scores = {
        language: sum([count for word, count in known.items() if word in words])
        for language, words in _BOTH_CASES.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] >= 5 and scores[best] > scores["en"] else "en"
