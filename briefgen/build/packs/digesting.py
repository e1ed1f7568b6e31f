"""Sources, as one audience may see them, to a digest of all that its pack takes from them.

Where it is what it was, a pack that was made from the same config, template, fonts, edits and
versions would have the same bytes again: it need not be made, nor checked. In doubt it differs.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field

from briefgen.build.inputs.sources import LabelledSource, make_card
from briefgen.build.memos.editing import Edits
from briefgen.build.packs.abbreviating import texts_of
from briefgen.build.packs.brief import Runs
from briefgen.build.packs.filling import limit_of
from briefgen.build.packs.since import Base
from briefgen.build.packs.telling import passage_record
from briefgen.config import Audience, Config
from briefgen.editions.changes.told import ToldEdition
from briefgen.model import Passage
from briefgen.proof.fencing import Fence
from briefgen.selection.ceilings import Visible, lines_of
from briefgen.selection.dangling import surroundings
from briefgen.selection.limits import Limit
from briefgen.selection.markings import is_above
from briefgen.selection.selectors import Selector
from briefgen.selection.shortforms import ShortForm, used_in
from briefgen.slotted import dataclass

Lines = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What one selection with its limit gives: a digest of its passages, of what stands around them
    and of all that is said of their lines; how many passages, shown or left out; the sources that
    it draws on; by their places the abbreviations that it uses.
    """

    digest: str
    passages: int
    sources: frozenset[str]
    forms: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """The digests of the packs of one series at one date, what they share reckoned once.

    `before` is the edition that they are compared with.
    """

    config: Config
    sources: tuple[LabelledSource, ...]
    runs: Runs
    as_of: datetime.date | None
    before: ToldEdition | None
    _drawn: dict[tuple[str, Selector, Limit], _Drawn] = field(
        default_factory=dict, compare=False, repr=False
    )
    _known: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False, repr=False)

    def of(self, audience: Audience, edits: Edits) -> str:
        """The digest of one audience's pack; `edits` are what people changed in it."""
        view = self.runs.views.at(audience.ceiling)
        base = self.runs.bases.of(audience, self.before)
        drawn = [self._draw(view, audience, *one) for one in selections_of(audience)]
        used = frozenset(id_ for one in drawn for id_ in one.sources)
        forms = [view.short_forms[n] for n in sorted({n for one in drawn for n in one.forms})]
        listed = [form for form in forms if form.passage.source in used]
        return _hash(
            self.as_of,
            [one.digest for one in drawn],
            [
                self._card(view, audience, source)
                for source in self.sources
                if source.file.id in used
            ],
            [self._form(audience, form) for form in listed],
            _told_before(base, used),
            self._fence(audience, edits, base),
        )

    def passages(self, audience: Audience) -> int:
        """How many passages are selected for one audience."""
        view = self.runs.views.at(audience.ceiling)
        return sum(self._draw(view, audience, *one).passages for one in selections_of(audience))

    def _draw(self, view: Visible, audience: Audience, selector: Selector, limit: Limit) -> _Drawn:
        key = (audience.ceiling, selector, limit)
        if key not in self._drawn:
            kept, left = view.take(selector, limit)
            texts = [text for passage in kept for text in texts_of(passage)]
            sources = frozenset(one.source for p in (*kept, *left) for one in (p, *p.also))
            self._drawn[key] = _Drawn(
                digest=_hash(
                    kept,
                    left,
                    [surroundings(passage, view.context) for passage in kept],
                    self._said_of(audience, kept),
                    self._withheld(audience, selector),
                ),
                passages=len(kept) + len(left),
                sources=sources,
                forms=frozenset(used_in(view.short_forms, texts)),
            )
        return self._drawn[key]

    def _once(self, *key: str, make: Callable[[], str]) -> str:
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def _card(self, view: Visible, audience: Audience, source: LabelledSource) -> str:
        """What a list of sources may say of one, and the language that it is read in."""
        documents = {document.id: document for document in view.documents}

        def make() -> str:
            card = make_card(self.config, source, documents[source.file.id], "")
            return _hash(card, source.file.name, source.document.language)

        return self._once("card", audience.ceiling, source.file.id, make=make)

    def _form(self, audience: Audience, form: ShortForm) -> str:
        """An abbreviation that may be listed, with what is said of its lines."""

        def make() -> str:
            return _hash(form, self._said_of(audience, (form.passage,)))

        key = (form.passage.source, form.short)
        return self._once("form", audience.ceiling, *key, make=make)

    def _withheld(self, audience: Audience, selector: Selector) -> list[str]:
        """What the series' manifest says was kept from the audience."""
        ladder, ceiling = self.config.ladder, audience.ceiling
        return [
            repr(passage_record(passage, {}))
            for passage in self.runs.views.whole.select(selector)
            if is_above(ladder, passage.marking, ceiling)
        ]

    # --- repairs and oddities in what is shown ----------------------------------------------------

    def _said_of(self, audience: Audience, shown: Sequence[Passage]) -> list[str]:
        """The lines of passages that hold nothing above the ceiling, and the repairs and oddities
        on them.
        """
        lines = lines_of(origin for passage in shown for origin in passage.unit.origins)
        lines -= self.runs.views.lines_above(audience.ceiling)
        return [repr(sorted(lines)), *self._on(lines)]

    def _on(self, lines: Lines) -> Iterator[str]:
        for source in self.sources:
            own = {line for id_, line in lines if id_ == source.file.id}
            if own:
                read = source.reading
                yield from (repr(r) for r in read.repairs if not own.isdisjoint(r.lines))
                yield from (repr(q) for q in read.quirks if not own.isdisjoint(q.lines))

    # --- the check for withheld words -------------------------------------------------------------

    def _fence(self, audience: Audience, edits: Edits, base: Base | None) -> str:
        """What the finished files are held against: everything that only withheld passages say, and
        what of it permitted ones say in other words. With people's words in the pack, or where an
        earlier edition told what is withheld today, every word of every source counts.
        """
        fence = self.runs.fences.at(audience.ceiling)
        if fence is None and not (base and base.shut):
            return ""
        if fence is None or edits.overrides.edits or (base is not None and base.shut):
            return self._once("strict", audience.ceiling, make=self._all_words)
        return self._once("fence", audience.ceiling, make=lambda: _hash(*_held_by(fence)))

    def _all_words(self) -> str:
        """Every word of every source, with its marking."""
        return _hash([source.document for source in self.sources])


def selections_of(audience: Audience) -> Iterator[tuple[Selector, Limit]]:
    """Every selector of an audience's slots and columns, with the limit that it is cut to."""
    for slot in audience.slots:
        if slot.select is not None:
            yield slot.select, slot.limit
        yield from ((column.select, limit_of(column, slot)) for column in slot.columns)


def _told_before(base: Base | None, used: frozenset[str]) -> str:
    """What the pack is compared with, of the edition before."""
    if base is None:
        return ""
    cited = used | {source.id for source in base.pack.sources}
    return _hash(base.pack, base.shut, sorted(base.changed & cited))


def _held_by(fence: Fence) -> Iterator[object]:
    """What a text can break, and what of it stands in bare letters of permitted texts."""
    yield from (sorted(fence.runs), sorted(fence.names), sorted(fence.numbers))
    yield sorted(fence.plain)
    letters = (run for found in fence.letters.values() for run, _ in found)
    yield sorted(run for run in (*letters, *fence.plain) if run in fence.known.letters)


def _hash(*values: object) -> str:
    """Frozen values without sets in them are written alike in every process."""
    return hashlib.sha256(repr(values).encode("utf-8", "backslashreplace")).hexdigest()[:16]
