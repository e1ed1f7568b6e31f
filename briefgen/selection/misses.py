"""A selector that chose nothing, to the words that say why and what comes closest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.model import Document, Milestone, Quote
from briefgen.nearness import near_titles
from briefgen.selection.corpus import Entry, gather
from briefgen.selection.folding import fold
from briefgen.selection.matching import choose, matches_source
from briefgen.selection.selectors import Selector
from briefgen.tree import plain_text, sections

_MOST_NAMED = 3
_NOTHING = Selector()


def explain_miss(documents: Sequence[Document], selector: Selector) -> str:
    """One line on why nothing matched, with the nearest titles, roles or sources.

    Says only what stands in `documents`: for an audience, hand in what it may see.
    """
    documents = [document for document in documents if document.blocks]  # else it is withheld
    entries = gather(documents)
    if not entries:
        return "there is no text to select from"
    alternatives = selector.first_of or selector.any
    own = replace(selector, any=(), all=(), first_of=(), exclude=(), position=None, place=None)
    if own != _NOTHING and not choose(entries, own):
        return _explain_keys(documents, entries, own)
    for inner in selector.all:
        if not choose(entries, inner, quotes=True):
            return explain_miss(documents, inner)
    if alternatives and not any(choose(entries, inner, quotes=True) for inner in alternatives):
        reasons = dict.fromkeys(explain_miss(documents, inner) for inner in alternatives)
        return "; ".join(list(reasons)[:_MOST_NAMED])
    if selector.position and choose(entries, replace(selector, position=None)):
        return "fewer places match than `position` asks for"
    if selector.exclude:
        return "`exclude` takes away all that matches"
    return "each key matches something, but nothing matches all of them"


def _explain_keys(
    documents: Sequence[Document], entries: Sequence[Entry], selector: Selector
) -> str:
    """The first key that matches nothing even alone; else that they do not match together."""
    for reason in (
        _source_miss(documents, selector),
        _role_miss(entries, selector),
        _title_miss(documents, selector),
        _number_miss(documents, selector),
        _kind_miss(entries, selector),
        _speaker_miss(entries, selector),
        _contains_miss(entries, selector),
        _years_miss(entries, selector),
    ):
        if reason:
            return reason
    return "each key matches something, but nothing matches all of them"


def _source_miss(documents: Sequence[Document], selector: Selector) -> str:
    if any(matches_source(document, selector) for document in documents):
        return ""
    return _closest(f"no source matches {selector.source!r}", selector.source, _ids(documents))


def _ids(documents: Sequence[Document]) -> list[str]:
    return [document.id for document in documents]


def _role_miss(entries: Sequence[Entry], selector: Selector) -> str:
    alone = Selector(role=selector.role)
    if not selector.role or choose(entries, alone):
        return ""
    roles = sorted({entry.role for entry in entries} - {""})
    if not roles or selector.role == "any":
        return "no section has a role here"
    return f"no section has the role {selector.role!r}; roles here: {', '.join(roles)}"


def _title_miss(documents: Sequence[Document], selector: Selector) -> str:
    entries = gather(documents)
    if not selector.title or choose(entries, Selector(title=selector.title)):
        return ""
    titles = [t for d in documents for s in sections(d.blocks) if (t := plain_text(s.title))]
    if not titles:
        return f"no heading matches {selector.title!r}; there is no heading at all"
    return _closest(f"no heading matches {selector.title!r}", selector.title, titles)


def _number_miss(documents: Sequence[Document], selector: Selector) -> str:
    if not selector.number or choose(gather(documents), Selector(number=selector.number)):
        return ""
    numbers = [s.number for d in documents for s in sections(d.blocks) if s.number]
    here = ", ".join(dict.fromkeys(numbers)) or "none"
    return f"no section has the number {selector.number!r}; numbers here: {here}"


def _kind_miss(entries: Sequence[Entry], selector: Selector) -> str:
    if selector.kind is None or choose(entries, Selector(kind=selector.kind)):
        return ""
    kinds = sorted({entry.kind for entry in entries})
    return f"there is no {selector.kind} here, only: {', '.join(kinds)}"


def _speaker_miss(entries: Sequence[Entry], selector: Selector) -> str:
    if not selector.speaker or choose(entries, Selector(speaker=selector.speaker)):
        return ""
    named = [e.unit.speaker for e in entries if isinstance(e.unit, Quote) and e.unit.speaker]
    if not named:
        return "no quotation with a speaker was found"
    return _closest(f"nobody quoted matches {selector.speaker!r}", selector.speaker, named)


def _contains_miss(entries: Sequence[Entry], selector: Selector) -> str:
    for words in selector.contains:
        if not choose(entries, Selector(contains=(words,))):
            return f"nothing has the words {words!r}"
    return ""


def _years_miss(entries: Sequence[Entry], selector: Selector) -> str:
    if selector.years is None or choose(entries, Selector(years=selector.years)):
        return ""
    years = [
        year
        for entry in entries
        for year in (
            [entry.unit.when.start.year, entry.unit.when.end.year]
            if isinstance(entry.unit, Milestone) and entry.unit.when
            else [d.value.year for d in entry.document.metadata.dates if d.block in entry.blocks]
        )
    ]
    if not years:
        return "no text states a year"
    return (
        f"nothing is dated in these years; the years stated run from {min(years)} to {max(years)}"
    )


def _closest(miss: str, wanted: str, names: Iterable[str]) -> str:
    """The miss with the names nearest in spelling, or with the first few where none is near."""
    known = list(dict.fromkeys(names))
    folded = [fold(name) for name in known]
    near = near_titles(fold(wanted).replace("*", " "), folded, _MOST_NAMED)
    best = [known[n] for n in near]
    if best:
        return f"{miss}; closest: {', '.join(repr(name) for name in best)}"
    more = " ..." if len(known) > _MOST_NAMED else ""
    return f"{miss}; here: {', '.join(repr(name) for name in known[:_MOST_NAMED])}{more}"
