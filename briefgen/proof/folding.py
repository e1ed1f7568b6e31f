"""Text to the words and numbers by which finished files are held against the sources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefgen.lookalikes import latin, latin_capitals

# Ideographs and kana are written without spaces: each counts as a word.
WORD = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+"
_WORD = re.compile(WORD)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0\u2009\u202f ]\d+)*(?![\w])")
_THOUSANDS = re.compile(r"(?<=\d)[.,\u00a0\u2009\u202f ](?=\d{3}(?!\d))")
_MARKS = re.compile(r"\D")
_FEWEST_SHIFTED = 5  # digits; fewer may be two years or pages side by side
_APART = re.compile(
    r"\w+(?:[-\u2010\u2011._'’·]\w+)+|(?<!\w)\w(?:[ \u00a0\u2009\u202f]\w){3,}(?!\w)"
)
# What a reader does not see: soft hyphens with the line end that they allow, zero-width marks.
_UNSEEN = re.compile("\u00ad\\s*|\ufffe\\s*|[\u200b-\u200f\u2060\ufeff]")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]")
_CAPITALISED = re.compile(r"[^\W\d_][^\W_]*")
_UPPER = r"(?=[^\W\d_])[^a-zß-öø-ÿ]"
_TITLE = re.compile(rf"\b({_UPPER}[^\W_]*)\s+{_UPPER}")
_SENTENCE_START = '.!?:;…•*|/\n\f\t"“”„«»(['


def visible(text: str) -> str:
    """The text without soft hyphens and zero-width marks; a word parted by them is whole again."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """Without case, accents and ligatures, and each letter that looks like a Latin one as that."""
    folded = latin_capitals(visible(text)).casefold()
    if folded.isascii():
        return folded
    return latin(_COMBINING.sub("", unicodedata.normalize("NFKD", folded)))


def fold_words(text: str) -> list[str]:
    """The folded words of a text, without punctuation: "EU-U.S. talks" is eu, u, s, talks."""
    return _WORD.findall(fold(text))


def numbers(text: str) -> Iterator[str]:
    """The numbers that stand alone, without marks between thousands: `4,200` is 4200."""
    for found in _NUMBER.findall(visible(text)):
        for part in _THOUSANDS.sub("", found).replace(",", ".").split():
            yield part.strip(".")


def shifted_numbers(text: str) -> Iterator[str]:
    """Numbers written with marks where none belong, without any: `48,2 13` is 48213."""
    for found in _NUMBER.findall(visible(text)):
        whole = _MARKS.sub("", found)
        if len(whole) >= _FEWEST_SHIFTED and whole != _THOUSANDS.sub("", found):
            yield whole


def names(text: str) -> Iterator[str]:
    """Words of three letters or more that are capitalised where no sentence opens, or in capitals
    throughout; folded.
    """
    text = visible(text)
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        if len(word) < 3 or not word[0].isupper():
            continue
        before = text[max(match.start() - 3, 0) : match.start()].rstrip(" '’‘-–—")
        opens = not before or before[-1] in _SENTENCE_START
        if not opens or word.isupper() or any(c.isupper() for c in word[1:]):
            yield from fold_words(word)


def plain_words(text: str) -> set[str]:
    """The words of running text that are written in small letters, folded."""
    small = (word for word in _CAPITALISED.findall(visible(text)) if word.islower())
    return {folded for word in small for folded in fold_words(word)}


def titles(text: str) -> set[str]:
    """Words with a capital right before another such word, folded: ranks, offices, first names."""
    return {word for found in _TITLE.findall(visible(text)) for word in fold_words(found)}


def apart(folded: str) -> Iterator[str]:
    """Words that are parted by hyphens or dots, or spaced letter by letter, each put together."""
    for found in _APART.findall(folded):
        yield "".join(_WORD.findall(found))


def capitalised(text: str) -> Iterator[str]:
    """Every word that begins with a capital, folded."""
    for match in _CAPITALISED.finditer(visible(text)):
        if match.group()[0].isupper():
            yield from fold_words(match.group())
