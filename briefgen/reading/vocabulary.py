"""The words of a document as witnesses: what is written elsewhere, and how."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

# One run of letters, with what apostrophes, stops and hyphens hold to it. ASCII letters stand
# first because a plain range is told faster than a class of Unicode.
WORD = re.compile(
    r"[A-Za-z]+[^\W\d_]*(?:['’.\-–][^\W_]+)*|[^\W\d_]+(?:['’.\-–][^\W_]+)*", re.UNICODE
)
# A capital after one of these says nothing: a sentence may start there.
_ARTICLES = frozenset(("The", "A", "An", "Le", "La", "Les", "Der", "Die", "Das"))
_OPENERS = '.!?:;"“”«»(—•*\t'
_LINKS = frozenset(["of", "and", "for", "the", "on", "de", "la", "du", "des", "et", "le", "les"])
_SHORT = 60  # characters of a line that need not be running text
_MAX_PHRASE = 6
_MAX_LINKS = 2
_MAX_GAP = 24  # characters that links and the marks around them take at most
_MAX_HEADING = 200
_MARKS = 8  # characters that marks of a list or a quotation may take before the first word


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Capitalised words of the running text and how often each stands.

    `inner`: forms inside a sentence, where the capital belongs to the word. `alone`: those of
    them that stand beside lower-case words only. `phrases`: runs of capitalised words inside a
    sentence ("World Trade Organization").
    """

    inner: Mapping[str, int]
    alone: Mapping[str, int]
    phrases: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Forms of words and how often each stands in the running text.

    `forms`: every form as written. `capitals`: those with a capital. `compounds`: closed words
    that stand once, and elsewhere with a hyphen ("rulesbased"). `running`: the words of running
    text in its order, with single blanks. `names` is made when it is first asked for.
    """

    forms: Mapping[str, int]
    capitals: Sequence[str]
    compounds: frozenset[str]
    running: str
    names: Callable[[], Names]

    def is_name(self, word: str) -> bool:
        """Whether a word bears its capital inside sentences and is never seen without it."""
        return not self.forms.get(word.lower(), 0) and self.names().inner.get(word, 0) > 0


def gather_words(texts: Iterable[str]) -> Vocabulary:
    """Count the words of lines that are not all capitals (those say nothing of case)."""
    lines = [text for text in texts if text and not is_mostly_capitals(text)]
    running = WORD.findall("\n".join([line for line in lines if len(line) > _SHORT]))
    others = WORD.findall("\n".join([line for line in lines if len(line) <= _SHORT]))
    forms = Counter(itertools.chain(running, others))
    closed = {form.replace("-", "", 1) for form in forms if "-" in form}
    return Vocabulary(
        forms=forms,
        capitals=[form for form in forms if not form.islower()],
        compounds=frozenset(word for word in closed if forms.get(word) == 1),
        running=" ".join(running),
        names=cache(lambda: _gather_names(lines)),
    )


def _gather_names(lines: Iterable[str]) -> Names:
    inner: list[str] = []
    alone: list[str] = []
    phrases: list[str] = []
    for text in lines:
        capitals = _inner_capitals(text)
        inner += [word for word, _, _ in capitals]
        for run in filter(None, map(_without_article, _capital_runs(text, capitals))):
            if len(run) > 1:
                phrases.append(" ".join(run))
            else:
                alone.append(run[0])
    return Names(inner=Counter(inner), alone=Counter(alone), phrases=Counter(phrases))


_Capital = tuple[str, int, int]  # a word with its start and end


def _inner_capitals(text: str) -> list[_Capital]:
    """The words of a line with a capital that open no sentence.

    A word never reaches over a blank, so that small letters between blanks need no pattern. No
    other token can stand inside those, so that the first place where it is seen is its own.
    """
    found: list[_Capital] = []
    at = 0
    for token in text.split():
        if token.islower():
            continue
        at = text.find(token, at)
        bare = token[:-1] if token[-1] in ",." else token
        if bare.isalpha():
            inside = at >= _MARKS and text[at - 1] == " " and text[at - 2].isalnum()
            if bare[0].isupper() and (inside or not _opens_sentence(text, at)):
                found.append((bare, at, at + len(bare)))
        else:
            for match in WORD.finditer(token):
                word, start = match.group(), at + match.start()
                if word[0].isupper() and not _opens_sentence(text, start):
                    found.append((word, start, start + len(word)))
        at += len(token)
    return found


def _without_article(run: Sequence[str]) -> Sequence[str]:
    """The run without the article it opens with ("The Alliance" is a name by its second word)."""
    return run[1:] if run[0] in _ARTICLES else run


def is_mostly_capitals(text: str) -> bool:
    """A heading in capitals, though a letter of it may be damaged."""
    if len(text) > _MAX_HEADING:
        return False
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(start - 3, 0) : start].strip(" \u00a0")
    if not before or before[-1] in _OPENERS:
        return True
    return start < _MARKS and not any(c.isalnum() for c in text[:start])


def _capital_runs(text: str, capitals: Sequence[_Capital]) -> Iterable[list[str]]:
    """Runs of capitalised words inside sentences, held together by `of`, `and` and the like."""
    run: list[str] = []
    end = 0
    for word, start, after in capitals:
        links = _links(text, end, start) if run else ()
        if links is None:
            yield run
            run, links = [], ()
        if len(run) + len(links) < _MAX_PHRASE:
            run += (*links, word)
        end = after
    if run:
        yield run


def _links(text: str, start: int, end: int) -> Sequence[str] | None:
    """The words between two members of a run, None where they do not hold it together."""
    if end - start > _MAX_GAP:
        return None
    if end - start == 1:
        return ()
    words = WORD.findall(text, start, end)
    return words if len(words) <= _MAX_LINKS and _LINKS.issuperset(words) else None
