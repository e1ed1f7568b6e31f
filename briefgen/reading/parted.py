"""Two parts of a word at a line's end into the whole word, where something vouches for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from briefgen.reading.vocabulary import Vocabulary

_HEAD: Final = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")
_TAIL: Final = re.compile(r"[^\W\d_]{2,}")
_Places = Callable[[str], list[int]]


def whole_word(
    head: str, tail: str, words: Vocabulary, language: str, own: int = 0
) -> tuple[str, bool] | None:
    """The whole word and whether it stands elsewhere; None where the hyphen is its own.

    Two witnesses: the whole word stands elsewhere in the text; or it stands nowhere with its
    hyphen, its parts are not both words of the text, and the language parts it at this place.
    `own`: how often `words` counts the two parts for standing at this line's end.
    """
    one, two = _HEAD.search(head), _TAIL.match(tail)
    if not one or not two or not two.group()[0].islower():
        return None
    first, second = one.group(1), two.group()
    whole, kept = first + second, f"{first}-{second}"
    seen = words.forms.get(whole, 0) + words.forms.get(whole.lower(), 0)
    with_hyphen = words.forms.get(kept, 0) + words.forms.get(kept.lower(), 0)
    if seen and seen >= with_hyphen:
        return whole, True
    both = words.forms.get(first.lower(), 0) > own and words.forms.get(second, 0) > own
    if with_hyphen or both or head[one.start() - 1 : one.start()] == "-":
        return None
    return (whole, False) if len(first) in _places(whole.lower(), language) else None


def _places(word: str, language: str) -> tuple[int, ...]:
    positions = _patterns("en_US" if language == "en" else language)
    return tuple(positions(word)) if positions else ()


@lru_cache(maxsize=1)
def _patterns(language: str) -> _Places | None:
    import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415  (few texts need it)

    known = pyphen.language_fallback(language)
    found: _Places | None = pyphen.Pyphen(lang=known).positions if known else None
    return found
