"""Labelled documents to what may be seen of them at one ceiling, each selection made once a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from briefgen.model import Document, Origin, Passage
from briefgen.selection.dangling import Context, context_of
from briefgen.selection.doubles import merge_doubles
from briefgen.selection.filtering import allowed
from briefgen.selection.ladder import Ladder
from briefgen.selection.limits import Limit, apply
from briefgen.selection.markings import is_above
from briefgen.selection.selecting import select
from briefgen.selection.selectors import Selector
from briefgen.selection.shortforms import ShortForm, find_short_forms
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers, walk

Taken = tuple[tuple[Passage, ...], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """Documents without anything above a ceiling. What was selected once is not selected again:
    audiences of a series share most of their slots.
    """

    documents: tuple[Document, ...]
    ladder: Ladder
    _selected: dict[Selector, tuple[Passage, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _taken: dict[tuple[Selector, Limit], Taken] = field(
        default_factory=dict, compare=False, repr=False
    )

    _forms: list[tuple[ShortForm, ...]] = field(default_factory=list, compare=False, repr=False)
    _context: list[Context] = field(default_factory=list, compare=False, repr=False)

    @property
    def context(self) -> Context:
        """What stands around each passage of these documents."""
        if not self._context:
            self._context.append(context_of(self.documents))
        return self._context[0]

    @property
    def short_forms(self) -> tuple[ShortForm, ...]:
        """The abbreviations that these documents explain."""
        if not self._forms:
            self._forms.append(find_short_forms(self.documents, self.ladder))
        return self._forms[0]

    def select(self, selector: Selector) -> tuple[Passage, ...]:
        """The passages that a selector chooses, in source order, ranked."""
        if selector not in self._selected:
            self._selected[selector] = select(self.documents, selector, self.ladder)
        return self._selected[selector]

    def take(self, selector: Selector, limit: Limit) -> Taken:
        """What a selector chooses, as far as a limit keeps it, and what the limit leaves out.

        Milestones that several sources tell alike are merged first.
        """
        key = (selector, limit)
        if key not in self._taken:
            languages = {document.id: document.language for document in self.documents}
            merged = merge_doubles(self.select(selector), self.ladder)
            self._taken[key] = apply(merged, limit, languages)
        return self._taken[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The same labelled documents at every ceiling of a ladder, each view made when asked for."""

    documents: tuple[Document, ...]
    ladder: Ladder
    _made: dict[str, Visible] = field(default_factory=dict, compare=False, repr=False)
    _above: dict[str, frozenset[tuple[str, int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def at(self, ceiling: str) -> Visible:
        """What a reader with this ceiling may see."""
        if ceiling not in self._made:
            seen = tuple(allowed(d, self.ladder, ceiling) for d in self.documents)
            same = (view for view in self._made.values() if _are(view.documents, seen))
            self._made[ceiling] = next(same, None) or Visible(documents=seen, ladder=self.ladder)
        return self._made[ceiling]

    def lines_above(self, ceiling: str) -> frozenset[tuple[str, int]]:
        """The (source, line) pairs on which something above a ceiling stands."""
        if ceiling not in self._above:
            origins = (
                origin
                for document in self.documents
                for node in walk(document.blocks)
                for origin in node.origins
                if is_above(self.ladder, origin.marking, ceiling)
            )
            self._above[ceiling] = lines_of(origins)
        return self._above[ceiling]

    @property
    def whole(self) -> Visible:
        """Everything, for the series' own records."""
        return self.at(self.ladder.top)


def lines_of(origins: Iterable[Origin]) -> frozenset[tuple[str, int]]:
    """Every (source, line) of these origins."""
    return frozenset(
        (source, line)
        for source, start, end in line_numbers(origins)
        for line in range(start, end + 1)
    )


def _are(some: tuple[Document, ...], others: tuple[Document, ...]) -> bool:
    """Whether these are the very same documents: `allowed` gives back what it has not changed."""
    return all(one is other for one, other in zip(some, others, strict=True))
