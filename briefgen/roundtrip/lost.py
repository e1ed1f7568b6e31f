"""A memo's own words, notes and drawings to those that people took out, which come back unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from rapidfuzz.distance import LCSseq

from briefgen.anchored import key_of
from briefgen.inline_text import plain_words
from briefgen.roundtrip.grouping import CELL, SHOWN
from briefgen.roundtrip.memo import Memo
from briefgen.roundtrip.owning import Reading
from briefgen.roundtrip.store import Store


def taken_out(
    memo: Memo, store: Store, reading: Reading, here: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(where, what) of all that the memo had of its own and has no more; `here` are the places that
    still have words. What went with a place that people took out is none of it.
    """
    gone = _gone_words(store, reading, here)
    yield from _words(gone, store, "what the memo says of itself")
    yield from _words(_gone_entries(memo, store, reading), store, "the contents")
    said = Counter(memo.notes)
    typed = {plain_words(words) for words in store.typed.values()}
    for note, block in zip(store.notes, store.note_blocks, strict=False):
        said[note] -= 1
        if said[note] < 0 and block in here and note not in typed:
            yield block, f"that its note was taken out ({note[:SHOWN]})"
    if memo.contents.drawings < store.drawings:
        yield "the file", "that a drawing was taken out of it"


def _words(gone: Sequence[bool], store: Store, where: str) -> Iterator[tuple[str, str]]:
    """One finding for each run of neighbours that are gone, as the cells of a row."""
    for is_gone, run in groupby(zip(gone, store.furniture, strict=True), key=lambda one: one[0]):
        if is_gone:
            words = CELL.join(one.text for _, one in run)
            yield words[:SHOWN], f"that it was taken out of {where}"


def _gone_words(store: Store, reading: Reading, here: Collection[str]) -> list[bool]:
    """Of each text whether it is gone, but those of the contents, those that were changed and those
    whose neighbours went too.
    """
    gone = _missing(store, "", (*reading.own, *reading.changed_furniture))
    after = _neighbours(store)
    return [
        n in gone and all(id in here for id in after.get(one.after, ()))
        for n, one in enumerate(store.furniture)
    ]


def _missing(store: Store, part: str, said: Sequence[str]) -> set[int]:
    """The indices of the texts of one part that are no longer said, of like ones the right ones."""
    places = [n for n, one in enumerate(store.furniture) if one.part == part]
    texts = [store.furniture[n].text for n in places]
    lacking = Counter(texts) - Counter(said)
    kept: set[int] = set()
    for step in LCSseq.opcodes(texts, said):
        kept |= set(range(step.src_start, step.src_end)) if step.tag == "equal" else set()
    return {places[n] for n, text in enumerate(texts) if n not in kept and lacking[text]}


def _neighbours(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Key of a place -> the place and the next one, as far as they had words; "": the first."""
    ids = [written.id for written in store.written if written.words]
    pairs = zip(ids, (*((id,) for id in ids[1:]), ()), strict=True)
    return {"": tuple(ids[:1])} | {key_of(id): (id, *following) for id, following in pairs}


def _gone_entries(memo: Memo, store: Store, reading: Reading) -> list[bool]:
    """The same of the contents: entries whose headings still say the same, and details of entries.
    Word drops all details when somebody has the contents made anew.
    """
    told, details = memo.contents.entries, memo.contents.details
    heads = {plain_words(one.found.text) for one in reading.owned if one.found.level}
    gone = _missing(store, "title", told)
    gone |= _missing(store, "detail", details) if details else set()
    gone |= {n for n in _missing(store, "contents", told) if store.furniture[n].text in heads}
    return [n in gone for n in range(len(store.furniture))]
