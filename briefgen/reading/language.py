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
_SPOKEN = {
    word: tuple(language for language, words in _BOTH_CASES.items() if word in words)
    for words in _BOTH_CASES.values()
    for word in words
}


def guess_language(text: str) -> str:
    """A language tag ("en", "fr", ...); "en" where the words do not tell."""
    return language_of(Counter(_WORD.findall(text[:_SAMPLE].lower())))


def language_of(forms: Mapping[str, int]) -> str:
    """The same from the forms of the words and how often each stands in the text."""
    scores = dict.fromkeys(STOP_WORDS, 0)
    for word in _SPOKEN.keys() & forms.keys():
        for language in _SPOKEN[word]:
            scores[language] += forms[word]
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] >= 5 and scores[best] > scores["en"] else "en"
