"""The words of a document as witnesses: what is written elsewhere, and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['’.\-–][^\W_]+)*", re.UNICODE)
# A capital after one of these says nothing: a sentence may start there.
_ARTICLES = frozenset(("The", "A", "An", "Le", "La", "Les", "Der", "Die", "Das"))
_OPENERS = '.!?:;"“”«»(—•*\t'
_LINKS = frozenset(["of", "and", "for", "the", "on", "de", "la", "du", "des", "et", "le", "les"])
_MAX_PHRASE = 6
_MAX_HEADING = 200
_MARKS = 8  # characters that marks of a list or a quotation may take before the first word


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Forms of words and how often each stands in the running text.

    `forms`: every form as written. `inner`: capitalised forms inside a sentence, where the
    capital belongs to the word. `alone`: those of them that stand beside lower-case words only.
    `phrases`: runs of capitalised words inside a sentence ("World Trade Organization").
    """

    forms: Mapping[str, int]
    inner: Mapping[str, int]
    alone: Mapping[str, int]
    phrases: Mapping[str, int]

    def is_name(self, word: str) -> bool:
        """Whether a word bears its capital inside sentences and is never seen without it."""
        return self.inner.get(word, 0) > 0 and not self.forms.get(word.lower(), 0)


def gather_words(texts: Iterable[str]) -> Vocabulary:
    """Count the words of lines that are not all capitals (those say nothing of case)."""
    forms: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for text in texts:
        if not text or _is_mostly_capitals(text):
            continue
        words = [
            (word := m.group(), word[0].isupper() and _opens_sentence(text, m.start()))
            for m in WORD.finditer(text)
        ]
        forms.update(word for word, _ in words)
        inner.update(word for word, opens in words if not opens and word[0].isupper())
        for run in filter(None, map(_without_article, _capital_runs(words))):
            if len(run) > 1:
                phrases[" ".join(run)] += 1
            else:
                alone[run[0]] += 1
    return Vocabulary(forms=forms, inner=inner, alone=alone, phrases=phrases)


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


def _capital_runs(words: Sequence[tuple[str, bool]]) -> Iterable[list[str]]:
    """Runs of capitalised words inside sentences, held together by `of`, `and` and the like."""
    run: list[str] = []
    links: list[str] = []
    for word, opens in words:
        if word[0].isupper() and not opens:
            if len(run) + len(links) < _MAX_PHRASE:
                run += (*links, word)
            links = []
        elif run and word in _LINKS and len(links) < 2 and not opens:
            links.append(word)
        elif run:
            yield run
            run, links = [], []
    if run:
        yield run
