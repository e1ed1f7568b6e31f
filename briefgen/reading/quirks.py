"""What is odd in a source and left as it stands: quotes, names, full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefgen.model import (
    Block,
    Milestone,
    Origin,
    Paragraph,
    Quirk,
    Quote,
    Row,
    Section,
)
from briefgen.reading.clumps import is_closed
from briefgen.reading.drafts import Draft
from briefgen.reading.milestones import DatedRow
from briefgen.reading.misread import WORD as MISREAD_WORD
from briefgen.reading.vocabulary import WORD, Vocabulary
from briefgen.tree import line_numbers, own_inlines, plain_text, walk

_SHOWN = 40
_LINKED = re.compile(r"[;,] (?:and|or|et|ou|und|oder)$")  # the point before a list's last
_LEAST_NAME = 7
_FEW = 16  # names that are sooner sought one by one
_LONG_NAME = 10  # letters of a name that may differ in two places


def find_text_quirks(draft: Draft) -> Iterator[Quirk]:
    """Odd quotation marks and a missing end of one paragraph or point."""
    text = draft.text
    if text.count('"') % 2:
        stray = text.endswith('"')
        yield Quirk(
            lines=draft.lines,
            text=text[-_SHOWN:],
            reason="stray-quote-mark" if stray else "unbalanced-quote",
        )
    elif "“" in text and not _are_paired(text):
        yield Quirk(lines=draft.lines, text=text[-_SHOWN:], reason="unbalanced-quote")
    if len(text) > 80 and not is_closed(text) and not _LINKED.search(text[-_SHOWN:]):
        yield Quirk(lines=draft.lines, text=text[-_SHOWN:], reason="missing-full-stop")


def _are_paired(text: str) -> bool:
    """“as in English”, or „as in German“."""
    low, high, closing = text.count("„"), text.count("“"), text.count("”")
    return low == high + closing if low else high == closing


def find_row_quirks(row: DatedRow) -> Iterator[Quirk]:
    """A dated row that has words to read and no end."""
    if row.when is not None and len(row.text) > 80 and not is_closed(row.text):
        yield Quirk(lines=row.lines, text=row.text[-_SHOWN:], reason="missing-full-stop")


def find_spelling_quirks(blocks: Sequence[Block], words: Vocabulary) -> Iterator[Quirk]:
    """Names spelt two ways in one block: a letter or two apart inside, one of them once."""
    suspects = _suspects(words)
    for node in walk(blocks) if suspects else ():
        if not isinstance(node, Paragraph | Milestone):
            continue
        text = plain_text(node.content)
        if len(suspects) <= _FEW and sum(map(text.__contains__, suspects)) < 2:
            continue
        for one, two in _near_pairs(_long_names(text, words), words):
            yield Quirk(
                lines=_lines_of(node.origins), text=f"{one} / {two}", reason="name-spelt-two-ways"
            )


def find_misread_quirks(blocks: Sequence[Block], words: Vocabulary) -> Iterator[Quirk]:
    """Words with a sign that a scanner misread, where nothing in the text tells the right one."""
    for node in walk(blocks) if words.misread else ():
        if not isinstance(node, Paragraph | Milestone | Quote | Section | Row):
            continue
        text = " ".join(plain_text(content) for content in own_inlines(node))
        for word in dict.fromkeys(MISREAD_WORD.findall(text)):
            if word in words.misread:
                yield Quirk(lines=_lines_of(node.origins), text=word, reason="misread-sign")


def _lines_of(origins: tuple[Origin, ...]) -> tuple[int, ...]:
    return tuple(n for _, start, end in line_numbers(origins) for n in range(start, end + 1))


def _suspects(words: Vocabulary) -> frozenset[str]:
    """Long names of the whole text that begin and end as another one does: hardly ever any."""
    by_edges: dict[tuple[str, str], list[str]] = {}
    for form in [f for f in words.capitals if len(f) >= _LEAST_NAME and f[0].isupper()]:
        if form.lower() not in words.forms:
            by_edges.setdefault((form[:3], form[-3:]), []).append(form)
    return frozenset(form for group in by_edges.values() if len(group) > 1 for form in group)


def _long_names(text: str, words: Vocabulary) -> list[str]:
    """Capitalised words of seven letters and more that never stand in lower case."""
    likely = [t for t in text.split() if len(t) >= _LEAST_NAME and not t.islower()]
    return [
        w
        for w in dict.fromkeys(WORD.findall(" ".join(likely)))
        if len(w) >= _LEAST_NAME and w[0].isupper() and not words.forms.get(w.lower())
    ]


def _near_pairs(names: Sequence[str], words: Vocabulary) -> Iterator[tuple[str, str]]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 (for long texts alone)

    by_key: dict[str, list[str]] = {}
    for name in names[:400]:
        by_key.setdefault(name[:3], []).append(name)
    for group in by_key.values():
        for index, one in enumerate(group):
            for two in group[index + 1 :]:
                if (
                    one[-3:] != two[-3:]
                    or min(words.forms.get(one, 0), words.forms.get(two, 0)) > 1
                ):
                    continue
                most = 1 if min(len(one), len(two)) < _LONG_NAME else 2
                if Levenshtein.distance(one, two, score_cutoff=most) <= most:
                    yield one, two
