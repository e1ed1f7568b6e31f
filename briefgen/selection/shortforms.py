"""Documents to the abbreviations that they explain, each with the words it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.model import Document, Passage, Quote
from briefgen.selection.corpus import gather
from briefgen.selection.folding import fold_words
from briefgen.selection.ladder import Ladder
from briefgen.selection.passages import make_passage
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, slice_inlines

# Two capitals or more: "BRI", "COVID-19", "R&D", "PhDs"; not "Now" and not "2018".
_SHORT = r"(?=[^\s()]*[A-Z][^\s()]*[A-Z])[A-Z][A-Za-z0-9&/+.-]{1,11}"
_BEHIND = re.compile(rf"\(({_SHORT})\)")
_BEFORE = re.compile(rf"(?<![\w-])({_SHORT})\s\(([^()]{{4,90}})\)")
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.;:!?()\[\]“”„»«]")
_LONGEST = 120  # characters of an expansion


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortForm:
    """An abbreviation, the words that it stands for, and the passage whose one piece is the stretch
    of its source that says so ("Belt and Road Initiative (BRI)").
    """

    short: str
    long: str
    passage: Passage


def find_short_forms(documents: Iterable[Document], ladder: Ladder) -> tuple[ShortForm, ...]:
    """Each abbreviation of each document where it is explained first, in reading order.

    Explained is what stands in brackets behind its words, or before its words in brackets, where
    beginnings of those words make it up.
    """
    found: dict[tuple[str, str], ShortForm] = {}
    for entry in gather(documents):
        if entry.spoken or isinstance(entry.unit, Quote):
            continue
        passage = make_passage(entry, ladder)
        for piece in passage.pieces:
            for short, long, (start, end) in _explained(plain_text(piece)):
                if (passage.source, short) not in found:
                    cut = slice_inlines(piece, start, end)
                    alone = replace(passage, pieces=(cut,), lead=cut, left_out=1)
                    form = ShortForm(short=short, long=long, passage=alone)
                    found[passage.source, short] = form
    return tuple(found.values())


def used_without_words(
    forms: Sequence[ShortForm], shown: Sequence[Passage], texts: Sequence[str]
) -> tuple[tuple[ShortForm, ...], tuple[ShortForm, ...]]:
    """The abbreviations that shown texts use, and those of them whose words they never say.

    `texts` are all words shown; an abbreviation counts where a passage of its source is shown.
    """
    sources = {passage.source for passage in shown}
    used = tuple(forms[n] for n in used_in(forms, texts) if forms[n].passage.source in sources)
    if not used:
        return (), ()
    said = "\n".join(f" {' '.join(fold_words(text))} " for text in texts)
    cut = tuple(form for form in used if f" {' '.join(fold_words(form.long))} " not in said)
    return used, cut


def used_in(forms: Sequence[ShortForm], texts: Sequence[str]) -> tuple[int, ...]:
    """Which of the abbreviations stand in the texts, by their places."""
    words = {word for text in texts for word in _WORD.findall(text)}
    return tuple(n for n, form in enumerate(forms) if _is_used(form.short, words, texts))


def _is_used(short: str, words: set[str], texts: Sequence[str]) -> bool:
    if short.isalnum():
        return short in words or f"{short}s" in words
    pattern = re.compile(rf"(?<![^\W_]){re.escape(short)}s?(?![^\W_])")
    return any(short in text and pattern.search(text) for text in texts)


# --- explained ------------------------------------------------------------------------------------


def _explained(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """(abbreviation, its words, where both stand) for each that a text explains."""
    if "(" not in text:
        return
    for match in _BEHIND.finditer(text):
        before = _same_sentence(text[max(match.start() - _LONGEST, 0) : match.start()].rstrip())
        start = _align(match.group(1), before)
        if start is not None:
            end = text.rindex(before, 0, match.start()) + len(before) if before else 0
            at = end - len(before) + start
            yield match.group(1), before[start:], (at, match.end())
    for match in _BEFORE.finditer(text):
        if _align(match.group(1), match.group(2)) == 0:
            yield match.group(1), match.group(2), match.span()


def _same_sentence(before: str) -> str:
    """What stands between the last mark that ends a thought and the bracket."""
    breaks = [match.end() for match in _BREAK.finditer(before)]
    return before[breaks[-1] :].strip() if breaks else before


def _align(short: str, words: str) -> int | None:
    """Where in `words` the expansion begins, None where the letters do not spell it.

    The abbreviation has to be made of beginnings of the words, in their order: BRI of "Belt and
    Road Initiative", SHADE of "Shared Awareness and Deconfliction". Some words may be passed over,
    the first may not. Of several beginnings the last counts.
    """
    letters = "".join(c for c in short.removesuffix("s") if c.isalnum()).lower()
    found = list(_WORD.finditer(words))[-min(len(letters) + 5, 2 * len(letters)) :]
    for n in range(len(found) - 2, -1, -1):
        if _spells(letters, [match.group().lower() for match in found[n:]]):
            at = found[n].start()
            return at if len(words) - at > len(short) else None
    return None


def _spells(letters: str, words: Sequence[str]) -> bool:
    """Whether beginnings of some of the words, the first among them, make up the letters."""
    reached = {n for n in range(1, len(letters) + 1) if words[0].startswith(letters[:n])}
    for word in words[1:]:
        reached |= {
            end
            for start in reached
            for end in range(start + 1, len(letters) + 1)
            if word.startswith(letters[start:end])
        }
    return len(letters) in reached
