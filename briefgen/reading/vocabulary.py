"""The words of a document as witnesses: what is written elsewhere, and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# One run of letters, with what apostrophes, stops and hyphens hold to it. ASCII letters stand
# first because a plain range is told faster than a class of Unicode.
WORD = re.compile(
    r"[A-Za-z]+[^\W\d_]*(?:['’.\-–][^\W_]+)*|[^\W\d_]+(?:['’.\-–][^\W_]+)*", re.UNICODE
)
# A capital after one of these says nothing: a sentence may start there.
_ARTICLES = frozenset(("The", "A", "An", "Le", "La", "Les", "Der", "Die", "Das"))
_OPENERS = '.!?:;"“”«»(—•*\t'
_LINKS = frozenset(["of", "and", "for", "the", "on", "de", "la", "du", "des", "et", "le", "les"])
_MAX_PHRASE = 6
_MAX_LINKS = 2
_MAX_HEADING = 200
_MARKS = 8  # characters that marks of a list or a quotation may take before the first word


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Forms of words and how often each stands in the running text.

    `forms`: every form as written. `inner`: capitalised forms inside a sentence, where the
    capital belongs to the word. `alone`: those of them that stand beside lower-case words only.
    `phrases`: runs of capitalised words inside a sentence ("World Trade Organization").
    `compounds`: closed words that stand once, and elsewhere with a hyphen ("rulesbased").
    """

    forms: Mapping[str, int]
    inner: Mapping[str, int]
    alone: Mapping[str, int]
    phrases: Mapping[str, int]
    compounds: frozenset[str] = frozenset()

    def is_name(self, word: str) -> bool:
        """Whether a word bears its capital inside sentences and is never seen without it."""
        return self.inner.get(word, 0) > 0 and not self.forms.get(word.lower(), 0)


def gather_words(texts: Iterable[str]) -> Vocabulary:
    """Count the words of lines that are not all capitals (those say nothing of case)."""
    written: list[str] = []
    inner: list[str] = []
    alone: list[str] = []
    phrases: list[str] = []
    for text in texts:
        if not text or _is_mostly_capitals(text):
            continue
        words, capitals = _read_words(text)
        written += words
        inner += [words[index] for index in capitals]
        for run in filter(None, map(_without_article, _capital_runs(words, capitals))):
            if len(run) > 1:
                phrases.append(" ".join(run))
            else:
                alone.append(run[0])
    forms = Counter(written)
    closed = {form.replace("-", "", 1) for form in forms if "-" in form}
    return Vocabulary(
        forms=forms,
        inner=Counter(inner),
        alone=Counter(alone),
        phrases=Counter(phrases),
        compounds=frozenset(word for word in closed if forms.get(word) == 1),
    )


def _read_words(text: str) -> tuple[list[str], list[int]]:
    """The words of a line, and the indices of those with a capital that open no sentence.

    A word never reaches over a blank, so that most need no pattern to be told: they are small
    letters alone, or before one mark. No other token can stand inside those, so that the first
    place where it is seen is its own.
    """
    words: list[str] = []
    capitals: list[int] = []
    at = 0
    for token in text.split():
        bare = token[:-1] if token[-1] in ",." else token
        if bare.isalpha() and bare.islower():
            words.append(bare)
            continue
        at = text.find(token, at)
        for match in WORD.finditer(token):
            word = match.group()
            if word[0].isupper() and not _opens_sentence(text, at + match.start()):
                capitals.append(len(words))
            words.append(word)
        at += len(token)
    return words, capitals


def _without_article(run: Sequence[str]) -> Sequence[str]:
    """The run without the article it opens with ("The Alliance" is a name by its second word)."""
    return run[1:] if run[0] in _ARTICLES else run


def _is_mostly_capitals(text: str) -> bool:
    """A heading in capitals, though a letter of it may be damaged."""
    if len(text) > _MAX_HEADING:
        return False
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(start - 3, 0) : start].strip(" \u00a0")
    if not before or before[-1] in _OPENERS:
        return True
    return start < _MARKS and not any(c.isalnum() for c in text[:start])


def _capital_runs(words: Sequence[str], capitals: Sequence[int]) -> Iterable[list[str]]:
    """Runs of capitalised words inside sentences, held together by `of`, `and` and the like.

    `capitals`: indices of the words that runs are made of.
    """
    run: list[str] = []
    last = -1
    for index in capitals:
        links = words[last + 1 : index] if run and index - last <= _MAX_LINKS + 1 else None
        if links is None or not _LINKS.issuperset(links):
            if run:
                yield run
            run, links = [], []
        if len(run) + len(links) < _MAX_PHRASE:
            run += (*links, words[index])
        last = index
    if run:
        yield run
