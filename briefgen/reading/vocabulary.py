"""The words of a document as witnesses: what is written elsewhere, and how."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_lowercase, ascii_uppercase

from briefgen.deferred import Deferred
from briefgen.reading.misread import find_misread
from briefgen.slotted import dataclass

# One run of letters, with what apostrophes, stops and hyphens hold to it. ASCII letters stand
# first because a plain range is told faster than a class of Unicode.
WORD = re.compile(
    r"[A-Za-z]+[^\W\d_]*(?:['’.\-–][^\W_]+)*|[^\W\d_]+(?:['’.\-–][^\W_]+)*", re.UNICODE
)
# A word parted at a line's end: the part before the hyphen, and the one that opens the next line.
# A soft hyphen and the sign that scanners write for one stand nowhere else.
PARTED_HEAD = re.compile(r"(?P<part>[^\W\d_]{2,})[-\u00ad\u2010¬]$")
PARTED_TAIL = re.compile(r"[^\W\d_]{2,}")
_ARTICLES = frozenset(("The", "A", "An", "Le", "La", "Les", "Der", "Die", "Das"))
# A capital after a blank and one of these says nothing: a sentence may start there.
_OPENERS = r".!?:;\"“”«»()\[\]—–•*\-\t\n"
_LINK = r"(?:(?:of|and|for|the|on|de|la|du|des|et|le|les) ){0,2}"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W_]*(?:['’.\-–][^\W_]+)*"
# "Dr. ", "Gen. ", "St. " and the like; the capital comes first here too.
_TITLES = re.compile(
    r"[ACDGHLMPRS](?<!\w[A-Z])(?:r|rs|s|rof|on|en|ol|t|aj|apt|dm|ep|mb)\. (?=[A-ZÀ-ÖØ-Þ])"
)
# A full line that ends inside a sentence goes on with the next one.
_TORN = re.compile(r"\n(?<=[^\n]{50}[a-zà-ÿ,]\n)[ \t]*(?=[A-ZÀ-ÖØ-Þ])")
# The capital comes first, and what stands before it is looked at then: capitals are rare.
_INSIDE = rf"(?:(?<=[^{_OPENERS}] [A-ZÀ-ÖØ-Þ])|(?<=[^{_OPENERS}] [cdjlmnst]['’][A-ZÀ-ÖØ-Þ]))"
_RUN = re.compile(rf"[A-ZÀ-ÖØ-Þ]{_INSIDE}[^\W_]*(?:['’.\-–][^\W_]+)*(?: {_LINK}{_CAPITAL}){{0,5}}")
_SHORT = 60  # characters of a line that need not be running text
_MAX_PHRASE = 6
_MAX_HEADING = 200
_OPENING = 60  # characters of a heading that tell its case
_ASCII_CAPITALS, _ASCII_SMALL = (letters.encode() for letters in (ascii_uppercase, ascii_lowercase))
_EDGES = ".,;:!?()[]\"'“”‘’«»*—–-…"


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
class Folded:
    """All words of a text in any case, headings too, and how often each stands.

    What only stands parted at a line's end is no word. `ordered`: the words by the alphabet.
    """

    counts: Mapping[str, int]
    ordered: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Forms of words and how often each stands in the running text.

    `forms`: every form as written. `capitals`: those with a capital. `compounds`: closed words
    that stand once, and elsewhere with a hyphen ("rulesbased"). `misread`: words that a scanner
    misread, each with what it should be, "" where nothing tells. `running`: the running
    text in its order, with single blanks. `running`, `names` and `folded` are made when first
    asked for.
    """

    forms: Mapping[str, int]
    capitals: Sequence[str]
    compounds: frozenset[str]
    misread: Mapping[str, str]
    running: Callable[[], str]
    names: Callable[[], Names]
    folded: Callable[[], Folded]

    def is_name(self, word: str) -> bool:
        """Whether a word bears its capital inside sentences and is never seen without it."""
        return not self.forms.get(word.lower(), 0) and self.names().inner.get(word, 0) > 0


def gather_words(texts: Iterable[str], *, wrapped: bool = False) -> Vocabulary:
    """Count the words of lines that are not all capitals (those say nothing of case).

    `wrapped`: a sentence may go on from line to line, and blank ones part paragraphs.
    """
    every = list(texts)
    whole = [text for text in every if text]
    running = ["" if is_mostly_capitals(text) else text for text in (every if wrapped else whole)]
    lines = [text for text in running if text]
    text = "\n".join(running)
    forms, odd = _count_forms(text)
    capitals = list(itertools.filterfalse(str.islower, forms))
    hyphened = " ".join([token for token in odd if "-" in token])
    closed = {form.replace("-", "", 1) for form in WORD.findall(hyphened) if "-" in form}
    return Vocabulary(
        forms=forms,
        capitals=capitals,
        misread=find_misread(odd, capitals, forms),
        compounds=frozenset(word for word in closed if forms.get(word) == 1),
        running=Deferred(lambda: _running(lines)),
        names=Deferred(lambda: _gather_names(_TORN.sub(" ", text) if wrapped else text)),
        folded=Deferred(lambda: _fold_forms(whole)),
    )


def _fold_forms(lines: Sequence[str]) -> Folded:
    counts: Counter[str] = Counter()
    for form, count in _count_forms("\n".join(lines))[0].items():
        counts[form.casefold()] += count
    for one, two in itertools.pairwise(lines):
        head = PARTED_HEAD.search(one.rstrip()) if one[-1:] in "-\u00ad\u2010¬" else None
        if head and (tail := PARTED_TAIL.match(two.lstrip())):
            counts.subtract((head.group("part").casefold(), tail.group().casefold()))
    known = {form: count for form, count in counts.items() if count > 0}
    return Folded(counts=known, ordered=sorted(known))


def _count_forms(text: str) -> tuple[dict[str, int], Sequence[str]]:
    """How often each word stands in a text, and the tokens that are no words at all, as figures.

    Tokens are counted first, and then taken apart.
    """
    tokens = Counter(text.split())
    forms = {token: count for token, count in tokens.items() if token.isalpha()}
    odd: list[str] = []
    for token in [token for token in tokens if token not in forms]:
        bare = token.strip(_EDGES)
        if bare.isalpha():
            forms[bare] = forms.get(bare, 0) + tokens[token]
            continue
        odd.append(token)
        for word in WORD.findall(token):
            forms[word] = forms.get(word, 0) + tokens[token]
    return forms, odd


def _running(lines: Iterable[str]) -> str:
    return " ".join(" ".join([line for line in lines if len(line) > _SHORT]).split())


def _gather_names(text: str) -> Names:
    inner: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for run, count in Counter(_RUN.findall(_TITLES.sub(_without_stop, text))).items():
        words = run.split(" ")
        for word in words:
            if word[0].isupper():
                inner[word] += count
        if words[0] in _ARTICLES:  # "The Alliance" is a name by its second word
            words = _without_links(words[1:])
        if len(words) > 1:
            phrases[" ".join(words[:_MAX_PHRASE])] += count
        elif words:
            alone[words[0]] += count
    return Names(inner=inner, alone=alone, phrases=phrases)


def _without_stop(title: re.Match[str]) -> str:
    """A title before a name without its stop, which ends no sentence."""
    return title.group().replace(".", "")


def _without_links(words: Sequence[str]) -> Sequence[str]:
    first = next((i for i, word in enumerate(words) if word[0].isupper()), len(words))
    return words[first:]


def is_mostly_capitals(text: str) -> bool:
    """A heading in capitals, though a letter of it may be damaged."""
    if len(text) > _MAX_HEADING:
        return False
    opening = text[:_OPENING]
    if opening[1:].islower():
        return False
    data = opening.encode(errors="surrogatepass")
    capitals = len(data) - len(data.translate(None, _ASCII_CAPITALS))
    small = len(data) - len(data.translate(None, _ASCII_SMALL))
    others = len(data) - len(opening)  # at most so many letters that are not ASCII
    if not others or capitals + others <= small:
        return capitals > small
    return sum(map(str.isupper, opening)) > sum(map(str.islower, opening))
