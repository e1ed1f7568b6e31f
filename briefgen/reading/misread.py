"""Words that a scanner misread into what they should be, where the text itself vouches for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
_INNER_CAPITAL: Final = re.compile(
    r"^[^\W\dA-Z_]+I[^\W\dA-Z_]+$|^[A-Z][^\W\dA-Z_]+I[^\W\dA-Z_]{2,}$"
)
_MIXED: Final = re.compile(r"[0-9](?:[^\W\d_]|(?<=[^\W\d_][0-9]))")  # figure and letter
# In few texts does any word need a closer look.
_LIKELY: Final = re.compile(
    r"[^\W\dA-Z_][015][^\W\d_]|\b[015][^\W\dA-Z_]{3}|\b[1lI2][\dOol]{3}\b"
    r"|\|[^\W\d_]|[^\W\d_]\||[a-zà-ÿ]\?[a-zà-ÿ]"
)
# A word with all that a scanner may have put into it.
WORD: Final = re.compile(r"\|?[^\W_]+(?:[|?][^\W_]+)*")
_BARRED: Final = re.compile(r"[^\W\d_]*\|[^\W\d_]+")
_ASKED: Final = re.compile(r"[^\W\d_]+\?[a-zà-ÿ]+")
# What stands for a bar, and for the question mark that an unknown ligature became.
_BARS: Final = ("l", "I", "i")
_LIGATURES: Final = ("ffi", "ff", "fi", "fl", "ffl")
_SMALL_L: Final = {"lt": "It", "lf": "If", "ls": "Is"}
# Letters that scanners take for one another, in words of so many letters, seen so often right.
_ALIKE: Final = (("m", "rn"), ("rn", "m"), ("w", "vv"))
_LEAST: Final = 7
_OFTEN: Final = 2
_MOST_SIGNS: Final = 3


def find_misread(
    odd: Sequence[str], capitals: Sequence[str], forms: Mapping[str, int]
) -> dict[str, str]:
    """Each word with a misread sign -> the word that stands elsewhere in the text, "" for none.

    `odd`: what blanks part and is no word of letters; `forms`: all words, and how often each
    stands; `capitals`: those with a capital. A word of small letters is misread only if it stands
    once and the other one twice at least.
    """
    found = dict(_look_alikes(forms))
    found.update(_capitals_inside([word for word in capitals if "I" in word], forms))
    found.update((one, two) for one, two in _SMALL_L.items() if one in forms and two in forms)
    text = " ".join(odd)
    signs = _MIXED.search(text) or "|" in text or "?" in text
    if not signs or not _LIKELY.search(text):
        return found
    for token in odd:
        if _LIKELY.search(token) and not _ADDRESS.search(token):
            found.update(_in_token(token, odd, forms))
    return found


def _look_alikes(forms: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """(word that stands once, word that it was misread from)."""
    often = [word for word, count in forms.items() if count >= _OFTEN and len(word) >= _LEAST]
    for wrong, right in _ALIKE:
        for word in [word for word in often if right in word]:
            at = word.find(right)
            while at >= 0:
                other = f"{word[:at]}{wrong}{word[at + len(right) :]}"
                if forms.get(other, 0) == 1 and len(other) >= _LEAST:
                    yield other, word
                at = word.find(right, at + 1)


def _capitals_inside(words: Sequence[str], forms: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Words with a capital I that stands for an l ("foIlowing"); names such as McInnes have one."""
    for word in words:
        right = word.replace("I", "l")
        if right.islower() and forms.get(right, 0) and len(word) > 3:
            yield word, right
        elif _INNER_CAPITAL.match(word) and not word.startswith(("Mc", "Mac", "De", "La")):
            yield word, ""


def _in_token(
    token: str, odd: Sequence[str], forms: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for word in WORD.findall(token):
        if _BARRED.fullmatch(word) or _ASKED.fullmatch(word):
            sign, signs = ("|", _BARS) if "|" in word else ("?", _LIGATURES)
            right = next((w for s in signs if forms.get(w := word.replace(sign, s), 0)), "")
            if right or sign == "?":
                yield word, right
    for word in _PART.findall(token):
        if word.isalpha() or word.isdecimal():
            continue
        if _YEAR.fullmatch(word) and _ANY_YEAR.fullmatch(year := word.translate(_FIGURES)):
            seen = any(year in _PART.findall(other) for other in odd if year in other)
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
