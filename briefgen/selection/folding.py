"""Text to the folded words that selectors and roles compare, and globs over folded text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from briefgen.files.globs import fits

_WORD = re.compile(r"[^\W_]+")
# What the eye does not see must not hide a word from a marking rule: soft hyphens, joiners.
UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ALIKE = str.maketrans("‘’‚“”„«»‐‑‒–—", '\'\'\'"""""-----') | UNSEEN


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Case-folded, without accents, one kind of quote and dash, single spaces."""
    split = unicodedata.normalize("NFKD", text.translate(_ALIKE).casefold())
    plain = "".join(c for c in split if not unicodedata.combining(c))
    return " ".join(plain.split())


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, without punctuation: "EU-U.S. talks" is eu, u, s, talks."""
    return tuple(_WORD.findall(fold(text)))


def find_phrase(words: Sequence[str], phrase: Sequence[str]) -> int:
    """The index of the first place where the whole phrase stands, -1 for none."""
    width = len(phrase)
    if not width:
        return -1
    for at in range(len(words) - width + 1):
        if words[at] == phrase[0] and tuple(words[at : at + width]) == tuple(phrase):
            return at
    return -1


def matches_glob(text: str, pattern: str) -> bool:
    """Whether the folded text matches the folded glob as a whole; `*` and `?` are special."""
    return fits(fold(text), fold(pattern))
