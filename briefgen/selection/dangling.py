"""What a pack shows to the sentences that lean on something it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model import Document, Milestone, Passage, Quote
from briefgen.selection.corpus import Entry, gather, unit_texts
from briefgen.selection.leaning import adds, bare_names, introduced_names, leans
from briefgen.selection.sentences import split
from briefgen.tree import plain_text

_Id = tuple[str, str]  # the source, the unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around each unit of the documents, and who is introduced where.

    `before`: the unit before each in its own section; `opens`: those that open one; `names`: by
    source the names with the `order` of the first unit that introduces them.
    """

    before: Mapping[_Id, str]
    opens: frozenset[_Id]
    names: Mapping[str, Mapping[str, int]]
    orders: Mapping[_Id, int]
    languages: Mapping[str, str]


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
    for entry in gather(documents):
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
    )


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
    language = context.languages.get(passage.source, "en")
    whole = "".join(unit_texts(passage.unit))
    known = context.names.get(passage.source, {})
    order = context.orders.get(place, -1)
    for n, piece in enumerate(passage.pieces):
        text = plain_text(piece)
        opens_unit = n == 0 and whole.startswith(text)
        follows = opens_unit and context.before.get(place, shown_before) == shown_before
        for k, (start, end) in enumerate(split(text, language)):
            sentence = text[start:end]
            if k == 0 and not follows and _leans(sentence, passage, context, opens_unit=opens_unit):
                yield Dangling(passage=passage, sentence=sentence)
            said |= set(introduced_names(sentence))
            for name in bare_names(sentence, known):
                if name not in said and known[name] <= order:
                    said.add(name)  # said once is enough
                    yield Dangling(passage=passage, sentence=sentence, name=name)


def _leans(sentence: str, passage: Passage, context: Context, *, opens_unit: bool) -> bool:
    opens = opens_unit and (passage.source, passage.id) in context.opens
    dated = isinstance(passage.unit, Milestone)
    return leans(sentence, opens_section=opens, dated=dated) or adds(sentence)
