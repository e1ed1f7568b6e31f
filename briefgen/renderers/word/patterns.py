"""A section's WordprocessingML, written once for all memos of a run and filled for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from functools import partial
from typing import Final

from briefgen.anchored import NO_EDITS, Anchored, anchored
from briefgen.model import Block, Note, Section
from briefgen.remembered import Remembered
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.kept import Kept
from briefgen.renderers.word.parts.store import stored
from briefgen.renderers.word.slots import SlottedText, filled, parted
from briefgen.renderers.word.stretches import Aside, Fixed, Stretch, words_aside
from briefgen.slotted import dataclass
from briefgen.tree import Patterns, Placed

Write = Callable[[Draft, Block], str]

# Sections that a run keeps: as many as a large series has, at some 0.1 MB each.
_MOST: Final = 200
# The marks of a section that is written for all memos lead to this; it is never shown.
_ANY_NOTE: Final = Note(number=0, letter="", section="", lines="", text=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A section with slots for the ids of bookmarks and links, the numbers of notes and tables.

    `start` is the state that it was written in, `own` the one that it left.
    """

    text: SlottedText
    fixed: tuple[tuple[str, SlottedText], ...]
    aside: Aside
    stored: str
    places: tuple[Anchored, ...]
    start: Draft
    own: Draft


@dataclass(frozen=True, slots=True)
class PatternBook:
    """The patterns of a run, by section and by what else they depend on."""

    blocks: Patterns = field(default_factory=Patterns)
    kept: Kept = field(default_factory=Kept)
    _written: Remembered[Pattern] = field(default_factory=lambda: Remembered(_MOST))
    _places: Remembered[tuple[Anchored, ...]] = field(default_factory=lambda: Remembered(_MOST))

    def places(self, block: Block) -> tuple[Anchored, ...]:
        """The places of a block: note marks are no part of their words."""
        placed = self.blocks.of(block)
        if placed is None:
            return anchored((block,))
        return self._places.of((placed.pattern,), (), partial(anchored, (placed.pattern,)))

    def write(self, draft: Draft, block: Block, package: object, write: Write) -> Stretch | None:
        """The section as a memo with this draft shows it, which goes on from there; None where it
        has to be written for this memo alone. `package` is that of the style.
        """
        placed = self.blocks.of(block) if isinstance(block, Section) else None
        if placed is None or _is_alone(draft) or not draft.notes.keys() >= set(placed.numbers):
            return None
        # Few sections have figures or numbered lists: these count as a part of what they are.
        counted = (draft.figures, draft.drawings, len(draft.list_starts))
        also = (draft.words, draft.paged, draft.opened, draft.trail is None, counted)
        make = partial(_make, draft, placed, self.places(block), write)
        pattern = self._written.of((placed.pattern, package), also, make)
        if _clash(draft, pattern.own):
            return None
        return _fill(draft, pattern, placed.numbers)


def _is_alone(draft: Draft) -> bool:
    """Whether what a memo shows is no other memo's: tracked changes, remarks, Word's footnotes."""
    remarks = draft.trail is not None and draft.trail.comments
    return bool(draft.tracking or remarks or draft.notes_at_foot)


def _make(draft: Draft, placed: Placed, places: tuple[Anchored, ...], write: Write) -> Pattern:
    start, own = _fresh(draft, placed, places), _fresh(draft, placed, places)
    xml = write(own, placed.pattern)
    aside = words_aside(xml, draft.kept)
    return Pattern(
        text=parted(xml),
        fixed=tuple((where, parted(words)) for where, words in aside.fixed),
        aside=aside,
        stored=stored(own, places),
        places=places,
        start=start,
        own=own,
    )


def _fresh(draft: Draft, placed: Placed, places: tuple[Anchored, ...]) -> Draft:
    """A draft for a section alone, which begins where this one stands."""
    return Draft(
        style=draft.style,
        language=draft.language,
        words=draft.words,
        paged=draft.paged,
        lists=draft.lists,
        on_cover=draft.on_cover,
        trail=None if draft.trail is None else NO_EDITS,  # what is kept is no one memo's
        anchored={} if draft.trail is None else {place.id: place for place in places},
        notes=dict.fromkeys(range(1, len(placed.numbers) + 1), _ANY_NOTE),
        opened=draft.opened,
        figures=draft.figures,
        drawings=draft.drawings,
        list_starts=list(draft.list_starts),
        kept=draft.kept,
        slotted=True,
    )


def _clash(draft: Draft, own: Draft) -> bool:
    """Whether something in the section stands in the memo already, or leads elsewhere there."""
    if draft.known is not None and not own.wanted <= draft.known:
        return True
    if not draft.targets.isdisjoint(own.seen) or not draft.placed.isdisjoint(own.placed):
        return True
    if not draft.anchors.keys().isdisjoint(own.anchors):
        return True
    names = draft.names
    return any(
        names[key] != name if key in names else name in draft.taken
        for key, name in own.names.items()
    )


def _fill(draft: Draft, pattern: Pattern, numbers: tuple[int, ...]) -> Stretch:
    """The section with the numbers of this memo, which then has what stands in it."""
    own, start = pattern.own, pattern.start
    values = {f"b{n}": str(draft.bookmarks + n) for n in range(1, own.bookmarks + 1)}
    for n, number in enumerate(numbers, start=1):
        values[f"n{n}"] = str(number)
        values[f"a{n}"] = draft.bookmark_name("Note", str(number))
    values |= {f"t{n}": str(draft.tables + n) for n in range(1, own.tables + 1)}
    for n, address in enumerate(own.links["document"], start=1):
        values[f"rLink{n}"] = draft.link("document", address)
    draft.bookmarks += own.bookmarks
    draft.tables += own.tables
    draft.figures += own.figures - start.figures
    draft.drawings += own.drawings - start.drawings
    draft.list_starts += own.list_starts[len(start.list_starts) :]
    draft.opened = True
    draft.seen |= own.seen
    draft.wanted |= own.wanted
    draft.placed |= own.placed
    draft.names |= own.names
    draft.taken |= own.taken
    draft.anchors |= own.anchors
    draft.readdressed |= own.readdressed
    for finding in own.findings:
        draft.find(finding)
    fixed = tuple(Fixed(where, filled(words, values)) for where, words in pattern.fixed)
    return Stretch(
        xml=filled(pattern.text, values),
        places=pattern.places,
        aside=replace(pattern.aside, fixed=fixed),
        stored=pattern.stored,
    )
