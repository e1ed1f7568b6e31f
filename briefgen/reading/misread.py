"""Words that a scanner misread into what they should be, where the text itself vouches for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

_PART: Final = re.compile(r"[^\W_]+")
# A figure between small letters: no unit, code or mark of a note is written so ("c0st").
_INNER: Final = re.compile(r"[^\W\d_]*[^\W\d_A-Z](?:00?|1|5)[^\W\d_A-Z][^\W_]*")
_OPENING: Final = re.compile(r"[015][^\W\d_A-Z]{3,}")
_YEAR: Final = re.compile(r"[1lI2][\dOol]{3}")
_ANY_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_ADDRESS: Final = re.compile(r"[/@\\=&]|www\.")
_LETTERS: Final = {"0": "oO", "1": "liI", "5": "sS"}
_FIGURES: Final = str.maketrans("OolI", "0011")
# Letters that scanners take for one another, in words of so many letters, seen so often right.
_ALIKE: Final = (("rn", "m"), ("m", "rn"), ("vv", "w"))
_LEAST: Final = 7
_OFTEN: Final = 2
_MOST_SIGNS: Final = 3


def find_misread(tokens: Mapping[str, int], forms: Mapping[str, int]) -> dict[str, str]:
    """Each word with a misread sign -> the word that stands elsewhere in the text, "" for none.

    `tokens`: what blanks part, and how often each stands; `forms`: the words among them. A word of
    letters alone is misread only if it stands once and the other one twice at least.
    """
    found: dict[str, str] = {}
    for token, count in tokens.items():
        if token.isalpha():
            if count == 1 and len(token) >= _LEAST and (right := _look_alike(token, forms)):
                found[token] = right
        elif not token.isdecimal() and not _ADDRESS.search(token):
            found.update(_in_token(token, tokens, forms))
    return found


def _look_alike(word: str, forms: Mapping[str, int]) -> str:
    for wrong, right in _ALIKE:
        if wrong in word and forms.get(word, 0) == 1:
            other = word.replace(wrong, right, 1)
            if forms.get(other, 0) >= _OFTEN:
                return other
    return ""


def _in_token(
    token: str, tokens: Mapping[str, int], forms: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for word in _PART.findall(token):
        if word.isalpha() or word.isdecimal():
            continue
        if _YEAR.fullmatch(word) and _ANY_YEAR.fullmatch(year := word.translate(_FIGURES)):
            seen = any(year in _PART.findall(other) for other in tokens if year in other)
            yield word, year if seen else ""
        elif _INNER.fullmatch(word) or _OPENING.fullmatch(word):
            right = next((w for w in _readings(word) if forms.get(w, 0)), "")
            if right or _INNER.fullmatch(word):
                yield word, right


def _readings(word: str) -> Iterator[str]:
    """The words that it may be, a letter for each misread figure."""
    signs = [_LETTERS.get(c, c) for c in word]
    if sum(len(letters) > 1 for letters in signs) <= _MOST_SIGNS:
        yield from map("".join, product(*signs))
