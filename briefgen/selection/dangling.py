"""What a pack shows to what lacks something that it leaves out: sentences that lean on others, and
lead-ins of lists of which a part stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from typing import NamedTuple

from briefgen.model import Document, ListItem, Milestone, Paragraph, Passage, Quote
from briefgen.remembered import Remembered
from briefgen.selection.corpus import Entry, gather, unit_texts
from briefgen.selection.hanging import COLONS
from briefgen.selection.leaning import adds, bare_names, introduced_names, leans
from briefgen.selection.sentences import split
from briefgen.slotted import dataclass
from briefgen.tree import plain_text

_Id = tuple[str, str]  # the source, the unit


class _Said(NamedTuple):
    """A sentence, the names that it introduces, and those that it speaks of without."""

    sentence: str
    introduced: frozenset[str]
    bare: tuple[str, ...]


class _Piece(NamedTuple):
    """The sentences of a piece; whether it opens its unit, and whether the first one leans."""

    opens_unit: bool
    leans: bool
    said: tuple[_Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around each unit of the documents, and who is introduced where.

    `before`: the unit before each in its own section; `opens`: those that open one; `names`: by
    source the names with the `order` of the first unit that introduces them; `led`: the points that
    a unit with a colon at its end leads in.
    """

    before: Mapping[_Id, str]
    opens: frozenset[_Id]
    names: Mapping[str, Mapping[str, int]]
    orders: Mapping[_Id, int]
    languages: Mapping[str, str]
    led: Mapping[_Id, Sequence[str]]
    _read: Remembered[tuple[_Piece, ...]] = field(
        default_factory=Remembered, compare=False, repr=False
    )

    def read(self, passage: Passage) -> tuple[_Piece, ...]:
        """The sentences of a passage; read once, since it stands in many packs."""
        return self._read.of((passage,), (), lambda: tuple(_pieces(passage, self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Halved:
    """A shown lead-in of a list ("Three things:") with how many of its points stand."""

    passage: Passage
    shown: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A shown sentence that leans on what is left out; `name`: who it speaks of without saying who
    that is, "" where it refers to the sentence before.
    """

    passage: Passage
    sentence: str
    name: str = ""


def context_of(documents: Sequence[Document]) -> Context:
    """The context of every unit of documents."""
    before: dict[_Id, str] = {}
    opens: set[_Id] = set()
    names: dict[str, dict[str, int]] = {}
    orders: dict[_Id, int] = {}
    last: Entry | None = None
    entries = gather(documents)
    for entry in entries:
        place = (entry.document.id, entry.unit.id)
        orders[place] = entry.order
        if entry.spoken:
            continue
        if last and last.document is entry.document and last.path == entry.path:
            before[place] = last.unit.id
        else:
            opens.add(place)
        last = entry
        known = names.setdefault(entry.document.id, {})
        for text in unit_texts(entry.unit):
            for name in introduced_names(text):
                known.setdefault(name, entry.order)
    return Context(
        before=before,
        opens=frozenset(opens),
        names=names,
        orders=orders,
        languages={document.id: document.language for document in documents},
        led=_led_in([entry for entry in entries if not entry.spoken]),
    )


def surroundings(passage: Passage, context: Context) -> tuple[object, ...]:
    """All of the context that a finding about a shown passage can depend on."""
    place = (passage.source, passage.id)
    order = context.orders.get(place, -1)
    words = "".join(unit_texts(passage.unit))
    known = context.names.get(passage.source, {})
    named = (name for name, first in known.items() if first <= order and name in words)
    points = tuple(context.led.get(place, ()))
    return (context.before.get(place), place in context.opens, points, sorted(named))


def _led_in(entries: Sequence[Entry]) -> dict[_Id, list[str]]:
    """The points of each lead-in: those inside a point, or those of the list after a paragraph."""
    led: dict[_Id, list[str]] = {}
    leading = ""  # the paragraph whose list goes on
    for before, entry in pairwise(entries):
        place = entry.document.id
        if isinstance(before.unit, Paragraph) and _ends_with_colon(before):
            leading = before.unit.id
        if before.document is not entry.document or before.path != entry.path:
            leading = ""
        if entry.above:
            led.setdefault((place, entry.above[-1]), []).append(entry.unit.id)
        elif leading and isinstance(entry.unit, ListItem):
            led.setdefault((place, leading), []).append(entry.unit.id)
        else:
            leading = ""
    return led


def _ends_with_colon(entry: Entry) -> bool:
    return "".join(unit_texts(entry.unit)).rstrip().endswith(COLONS)


def find_halved(lanes: Iterable[Sequence[Passage]], context: Context) -> Iterator[Halved]:
    """The lead-ins of a pack that end with a colon and lack some of their points."""
    for lane in lanes:
        shown = {(passage.source, passage.id) for passage in lane}
        for passage in lane:
            points = context.led.get((passage.source, passage.id), ())
            stand = sum((passage.source, point) in shown for point in points)
            opens = passage.pieces and plain_text(passage.pieces[-1]).rstrip().endswith(COLONS)
            if opens and stand < len(points):
                yield Halved(passage=passage, shown=stand, of=len(points))


def find_dangling(lanes: Iterable[Sequence[Passage]], context: Context) -> Iterator[Dangling]:
    """The sentences of a pack that lean on others which do not stand before them in it.

    A lane holds the passages of a section, or of a column of one, in the order shown.
    """
    said: set[str] = set()  # the names that the pack has introduced so far
    for lane in lanes:
        shown = ""
        for passage in lane:
            if isinstance(passage.unit, Quote):
                said |= {*passage.unit.speaker.split(), *passage.whose.split()}
            yield from _in_passage(passage, shown, said, context)
            shown = passage.id


def _in_passage(
    passage: Passage, shown_before: str, said: set[str], context: Context
) -> Iterator[Dangling]:
    place = (passage.source, passage.id)
    known = context.names.get(passage.source, {})
    order = context.orders.get(place, -1)
    for piece in context.read(passage):
        follows = piece.opens_unit and context.before.get(place, shown_before) == shown_before
        if piece.leans and not follows:
            yield Dangling(passage=passage, sentence=piece.said[0].sentence)
        for sentence, introduced, bare in piece.said:
            said |= introduced
            for name in bare:
                if name not in said and known[name] <= order:
                    said.add(name)  # said once is enough
                    yield Dangling(passage=passage, sentence=sentence, name=name)


def _pieces(passage: Passage, context: Context) -> Iterator[_Piece]:
    language = context.languages.get(passage.source, "en")
    whole = "".join(unit_texts(passage.unit))
    known = context.names.get(passage.source, {})
    for n, piece in enumerate(passage.pieces):
        text = plain_text(piece)
        opens = n == 0 and whole.startswith(text)
        sentences = [text[start:end] for start, end in split(text, language)]
        yield _Piece(
            opens_unit=opens,
            leans=bool(sentences) and _leans(sentences[0], passage, context, opens_unit=opens),
            said=tuple(
                _Said(one, frozenset(introduced_names(one)), tuple(bare_names(one, known)))
                for one in sentences
            ),
        )


def _leans(sentence: str, passage: Passage, context: Context, *, opens_unit: bool) -> bool:
    opens = opens_unit and (passage.source, passage.id) in context.opens
    dated = isinstance(passage.unit, Milestone)
    return leans(sentence, opens_section=opens, dated=dated) or adds(sentence)
