"""Sentences of a selection to scores: place, centrality, cue words, length.

All scores are rounded, so that no platform's last digit can change an order.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from briefgen.model import ListItem, Milestone, Paragraph, Passage, Quote
from briefgen.selection.atoms import Atom
from briefgen.selection.cues import (
    ASIDES,
    ASKS,
    BY_ROLE,
    CLAIMS,
    EMPHASIS,
    LEANING,
    PROCESS,
    STOP_WORDS,
    count_phrases,
    opens_with,
)
from briefgen.selection.folding import fold_words
from briefgen.selection.leaning import adds, bare_names, introduced_names, leans
from briefgen.slotted import dataclass

Vector = Mapping[str, float]
SectionKey = tuple[str, str]
Key = tuple[int, int]  # an atom: the passage, its index in it

# What a sentence gains or loses; centrality runs from 0 to 1 before its weight.
_CENTRALITY = 0.30
_OPENS_ITEM = 0.35
_OPENS_PARAGRAPH = 0.08
_EARLY = 0.14  # the first passage of its section; less for each that follows
_LAST = 0.04  # the last paragraph of its section, where conclusions are drawn
_CUES = (0.0, 0.16, 0.24, 0.30)  # for none, one, two, three or more cue words of the role
_ASKS = 0.12
_HEADING = 0.12  # for all words of the heading above, or of the document's title
_LEANS = -0.12
_ASIDE = -0.10
_STILL_THEIRS = -0.20  # follows the claim of a side without saying whose words it is
_QUOTES = -0.10
_FRAGMENT = -0.50  # a few quoted words are no statement
_EMPHASIS, _OPENING_EMPHASIS = 0.08, 0.30
_PROCESS = -0.30
_LEADS_IN = -1.0  # "as follows:"
_BEFORE_LIST = -0.45  # what stands before a list only announces it
_BEFORE_SUBSECTIONS = -0.20
_QUESTION = -0.15
_SHORT, _FEW_WORDS = -0.15, 7
_MANY_WORDS, _PER_WORD_OVER, _TOO_LONG = 26, -0.012, -0.24
_STEM = 7  # letters; "perceptions" and "perceive" stay apart, "military" and "militaries" do not
_DIGITS = 6
_QUOTE_MARKS = ("“", "„", "«", '"')
# Direct speech that is a sentence opens with a capital and ends with a mark inside the quotes.
_STATEMENT = re.compile(r"^\W*[^\W\d_a-zß-öø-ÿ].*[.!?,…]\W*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """An atom with its score and its words as a unit vector.

    `refers`: whether it leans on something said before; `leans_on`: what of this selection that
    is, as (passage, index), () where it stands outside. `adds`: it opens its passage and adds to
    the one before ("also"), but can stand without.
    """

    atom: Atom
    score: float
    vector: Vector
    refers: bool
    leans_on: tuple[Key, ...] = ()
    adds: bool = False


def section_key(passage: Passage) -> SectionKey:
    """What tells the innermost section of a passage from all others."""
    return (passage.source, passage.path[-1].id if passage.path else "")


def score(
    passages: Sequence[Passage],
    atoms: Sequence[Sequence[Atom]],
    subjects: Mapping[str, str] | None = None,
) -> tuple[tuple[Scored, ...], ...]:
    """Per passage its atoms with their scores, in order. Takes time in proportion to the text.

    `subjects`: by source the title of its document, to favour what speaks of its subject.
    """
    words = [[fold_words(atom.text) for atom in inner] for inner in atoms]
    vectors = _vectors(words)
    central = _centrality(vectors)
    places = _place_scores(passages)
    firsts = _open_sections(passages)
    titles = {source: _stem_set(title) for source, title in (subjects or {}).items()}
    named = _named_before(passages, atoms)
    scored: list[tuple[Scored, ...]] = []
    for n, passage in enumerate(passages):
        row: list[Scored] = []
        for k, atom in enumerate(atoms[n]):
            value = places[n] + _CENTRALITY * central[n][k]
            value += _opening_score(passage, k) + _subject_score(
                words[n][k], _stem_set(passage.path[-1].title if passage.path else "")
            )
            value += _subject_score(words[n][k], titles.get(passage.source, frozenset()))
            value += _wording_score(passage, atom, words[n][k])
            if k and passage.role != "perceptions" and _is_still_theirs(words[n][k - 1 : k + 1]):
                value += _STILL_THEIRS
            adding = adds(atom.text)
            refers = (k > 0 and adding) or leans(
                atom.text,
                opens_section=k == 0 and firsts[n],
                dated=isinstance(passage.unit, Milestone),
            )
            before = _before(n, k, passages) if refers or adding else ()
            names = named.get((n, k), ())
            row.append(
                Scored(
                    atom=atom,
                    score=round(value, _DIGITS),
                    vector=vectors[n][k],
                    refers=refers or bool(names),
                    leans_on=(*before, *names),
                    adds=adding and k == 0,
                )
            )
        scored.append(tuple(row))
    return tuple(scored)


# --- place ----------------------------------------------------------------------------------------


def _place_scores(passages: Sequence[Passage]) -> list[float]:
    """By the place of each passage in its section: leads, conclusions, mere announcements."""
    sizes = Counter(section_key(passage) for passage in passages)
    parents = {(passage.source, ref.id) for passage in passages for ref in passage.path[:-1]}
    seen: Counter[SectionKey] = Counter()
    scores: list[float] = []
    for n, passage in enumerate(passages):
        key = section_key(passage)
        value = _EARLY * (1 - seen[key] / sizes[key])
        seen[key] += 1
        if isinstance(passage.unit, Paragraph):
            if seen[key] == sizes[key]:
                value += _LAST
            if _announces_list(passages, n):
                value += _BEFORE_LIST
            elif key in parents:
                value += _BEFORE_SUBSECTIONS
        scores.append(value)
    return scores


def _open_sections(passages: Sequence[Passage]) -> list[bool]:
    """Whether each passage is the first of its section in this selection."""
    before = [None, *(section_key(passage) for passage in passages)]
    return [section_key(p) != key for p, key in zip(passages, before, strict=False)]


def _announces_list(passages: Sequence[Passage], n: int) -> bool:
    """Whether a list of the same section comes right after, or after more such paragraphs."""
    this = passages[n]
    for following in passages[n + 1 : n + 4]:
        if section_key(following) != section_key(this):
            return False
        if isinstance(following.unit, ListItem):
            return True
        if not isinstance(following.unit, Paragraph):
            return False
    return False


def _opening_score(passage: Passage, index: int) -> float:
    if index:
        return 0.0
    return _OPENS_ITEM if isinstance(passage.unit, ListItem) else _OPENS_PARAGRAPH


# --- words ----------------------------------------------------------------------------------------


def _subject_score(words: Sequence[str], title: frozenset[str]) -> float:
    """More for a sentence with the words of the heading or the document's title."""
    return _HEADING * len(title.intersection(_stems(words))) / len(title) if title else 0.0


def _stem_set(title: str) -> frozenset[str]:
    return frozenset(_stems(fold_words(title)))


def _wording_score(passage: Passage, atom: Atom, words: Sequence[str]) -> float:
    if isinstance(passage.unit, Quote):
        return 0.0 if _STATEMENT.search(atom.text) else _FRAGMENT
    cues = count_phrases(words, BY_ROLE.get(passage.role, {}))
    value = _CUES[min(cues, len(_CUES) - 1)]
    value += _ASKS * (count_phrases(words, ASKS) > 0)
    if opens_with(words, EMPHASIS):
        value += _OPENING_EMPHASIS
    elif count_phrases(words, EMPHASIS):
        value += _EMPHASIS
    if count_phrases(words, PROCESS):
        value += _PROCESS
    value += _LEADS_IN * atom.text.rstrip().endswith(":")
    value += _QUESTION * atom.text.rstrip().endswith("?")
    count = atom.words / atom.sentences
    value += _SHORT * (count < _FEW_WORDS)
    value += _LEANS * any(word in LEANING for word in words[1:6])
    value += _ASIDE * (bool(words) and words[0] in ASIDES)
    value += _QUOTES * atom.text.startswith(_QUOTE_MARKS)
    return value + max(_PER_WORD_OVER * max(count - _MANY_WORDS, 0), _TOO_LONG)


def _is_still_theirs(pair: Sequence[Sequence[str]]) -> bool:
    before, this = pair
    return not CLAIMS.isdisjoint(before) and CLAIMS.isdisjoint(this)


def _before(n: int, k: int, passages: Sequence[Passage]) -> tuple[Key, ...]:
    """What a sentence leans on that refers back: the one before it, at the start of a paragraph
    the opening of the paragraph before.
    """
    if k:
        return ((n, k - 1),)
    texts = n > 0 and all(isinstance(passages[m].unit, Paragraph) for m in (n - 1, n))
    if texts and section_key(passages[n - 1]) == section_key(passages[n]):
        return ((n - 1, 0),)
    return ()


def _named_before(
    passages: Sequence[Passage], atoms: Sequence[Sequence[Atom]]
) -> dict[Key, tuple[Key, ...]]:
    """The atoms that speak of somebody by the bare name, each with those that say who that is."""
    known: dict[str, dict[str, Key]] = {}
    found: dict[Key, tuple[Key, ...]] = {}
    for n, passage in enumerate(passages):
        names = known.setdefault(passage.source, {})
        for k, atom in enumerate(atoms[n]):
            own = frozenset(introduced_names(atom.text))
            bare = [name for name in bare_names(atom.text, names) if name not in own]
            if bare:
                found[n, k] = tuple(dict.fromkeys(names[name] for name in bare))
            for name in own:
                names.setdefault(name, (n, k))
    return found


# --- centrality -----------------------------------------------------------------------------------


def _vectors(words: Sequence[Sequence[Sequence[str]]]) -> list[list[Vector]]:
    """TF-IDF over all atoms, each vector of length 1."""
    bags = [[Counter(_stems(text)) for text in inner] for inner in words]
    total = sum(len(inner) for inner in bags)
    spread = Counter(stem for inner in bags for bag in inner for stem in bag)
    idf = {stem: math.log(1 + total / count) for stem, count in spread.items()}
    return [[_unit({s: n * idf[s] for s, n in bag.items()}) for bag in inner] for inner in bags]


def _stems(words: Sequence[str]) -> list[str]:
    return [w.removesuffix("s")[:_STEM] for w in words if len(w) > 2 and w not in STOP_WORDS]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(math.fsum(x * x for x in vector.values()))
    return {stem: x / length for stem, x in vector.items()} if length else {}


def likeness(a: Vector, b: Vector) -> float:
    """The cosine of two unit vectors, 0 to 1."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(x * large[stem] for stem, x in small.items() if stem in large)


def _centrality(vectors: Sequence[Sequence[Vector]]) -> list[list[float]]:
    """How near each atom is to the middle of all, 1 for the nearest."""
    middle: dict[str, float] = {}
    for inner in vectors:
        for vector in inner:
            for stem, x in vector.items():
                middle[stem] = middle.get(stem, 0.0) + x
    near = [[likeness(vector, middle) for vector in inner] for inner in vectors]
    most = max((x for inner in near for x in inner), default=0.0)
    return [[x / most if most else 0.0 for x in inner] for inner in near]
