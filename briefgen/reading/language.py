"""The language of a text, guessed from its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from briefgen.reading.lexicon import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000


def guess_language(text: str) -> str:
    """A language tag ("en", "fr", ...); "en" where the words do not tell."""
    counts = Counter(_WORD.findall(text[:_SAMPLE].lower()))
    scores = {
        language: sum(counts[word] for word in words) for language, words in STOP_WORDS.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] >= 5 and scores[best] > scores["en"] else "en"
