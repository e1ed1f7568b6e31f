"""The language of a text, guessed from its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from briefgen.reading.lexicon import STOP_WORDS

_WORD = re.compile(r"[a-z]+[^\W\d_]*|[^\W\d_]+")
_SAMPLES = 8  # places of a long text that are looked at, evenly parted
_SAMPLE = 2_000  # characters of each


def guess_language(text: str) -> str:
    """A language tag ("en", "fr", ...); "en" where the words do not tell."""
    counts = Counter(_WORD.findall(_sample(text).lower()))
    scores = {
        language: sum(counts[word] for word in words) for language, words in STOP_WORDS.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] >= 5 and scores[best] > scores["en"] else "en"


def _sample(text: str) -> str:
    """A short text whole; of a long one, stretches from all its parts (a preface may be foreign)."""
    if len(text) <= _SAMPLES * _SAMPLE:
        return text
    step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
    return " ".join(text[n * step : n * step + _SAMPLE] for n in range(_SAMPLES))
