"""A selector and labelled documents to ranked passages."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Document, Passage
from briefgen.selection.corpus import Entry, gather
from briefgen.selection.ladder import Ladder
from briefgen.selection.matching import Chosen, choose, find_excluded
from briefgen.selection.passages import make_passage
from briefgen.selection.ranking import with_ranks
from briefgen.selection.selectors import Selector
from briefgen.tree import plain_text


def select(
    documents: Sequence[Document], selector: Selector, ladder: Ladder
) -> tuple[Passage, ...]:
    """The passages that a selector chooses, in source order.

    Documents are labelled, marked and filtered. `order` counts over everything in `documents`,
    so that it agrees between selections; `rank` is 0 for the first to keep. `marking` is the
    highest of the passage's origins; text without a marking counts as the ladder's top.
    Boilerplate is never chosen; quotations inside running text only by `kind: quote` or `speaker`.
    A point inside a point brings that along, whatever else is asked of it; where the selector
    excludes the point above, it goes too.
    """
    entries = gather(documents)
    chosen = choose(entries, selector)
    if any(entry.above and entry.order in chosen for entry in entries):
        chosen = _with_points(entries, chosen, find_excluded(entries, selector))
    languages = {document.id: document.language for document in documents}
    passages = tuple(make_passage(e, ladder) for e in entries if e.order in chosen)
    subjects = {document.id: plain_text(document.title) for document in documents}
    return with_ranks(passages, languages, subjects)


def _with_points(entries: Sequence[Entry], chosen: Chosen, excluded: Chosen) -> Chosen:
    """The chosen units with the points that they hang on, without those whose point is excluded."""
    orders = {(e.document.id, e.unit.id): e.order for e in entries if not e.spoken}
    found: set[int] = set()
    for entry in entries:
        if entry.order in chosen:
            above = {orders[entry.document.id, point] for point in entry.above}
            if excluded.isdisjoint(above):
                found |= {*above, entry.order}
    return frozenset(found)
