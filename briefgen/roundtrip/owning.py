"""The paragraphs of an edited memo to the places they are: by marks, then by words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefgen.aligning import align
from briefgen.inline_text import plain_words, write_inlines
from briefgen.model import Text
from briefgen.roundtrip.claiming import claim_by_marks, without_lead
from briefgen.roundtrip.counted_fields import is_number
from briefgen.roundtrip.inner_links import with_blocks
from briefgen.roundtrip.likeness import without_rewrites
from briefgen.roundtrip.memo import Memo
from briefgen.roundtrip.paragraphs import Found
from briefgen.roundtrip.store import Store, Written
from briefgen.roundtrip.typednotes import can_hold_notes, without_notes
from briefgen.slotted import dataclass

_LEVELS: Final = tuple(f"Heading {n}" for n in range(1, 10))
_MARKS: Final = {"Bullet": "bullet", "Number": "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A paragraph and the place it is; `written` is None for what people added."""

    found: Found
    written: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The paragraphs in order, without those that are the memo's own furniture.

    `marked`: the file still has marks of ours; `changed_furniture`: words of the memo's own that
    people changed, as they were and as they now read; `own`: all others that still stand; `share`:
    the part of all places that was found, 0 to 1.
    """

    owned: tuple[Owned, ...]
    marked: bool
    changed_furniture: Mapping[str, str]
    own: tuple[str, ...]
    share: float
    restored: tuple[str, ...] = ()


def find_owners(memo: Memo, store: Store) -> Reading:
    """Which place each paragraph is. A second paragraph that claims a place is a copy of it, and
    one that shares hardly a word with its place is people's own.
    """
    memo = replace(memo, found=with_blocks(memo.found, store.links))
    places = {written.id: written for written in store.written}
    owner = claim_by_marks(memo.found, places)
    marked = bool(owner)
    _by_words(memo.found, store, owner)
    if marked:
        _by_place(memo.found, store, owner)
    restored = set(owner.values()) - set(places)
    held = sum(1 for id in owner.values() if id in places)
    texts = {n: without_lead(memo.found[n], places[id]) for n, id in owner.items() if id in places}
    owner = without_rewrites(owner, texts, places)
    rest = [n for n, one in enumerate(memo.found) if n not in owner and _plain(one)]
    fixed, changed = _furniture(memo.found, rest, store)
    owned = tuple(
        _owned(one, places.get(owner.get(n, "")))
        for n, one in enumerate(memo.found)
        if n not in fixed and owner.get(n, "") not in restored
    )
    return Reading(
        owned=owned,
        marked=marked,
        changed_furniture=changed,
        own=tuple(_plain(memo.found[n]) for n in sorted(fixed)),
        share=held / len(places) if places else 1.0,
        restored=tuple(sorted(restored)),
    )


def _by_words(found: Sequence[Found], store: Store, owner: dict[int, str]) -> None:
    """What has no mark: by equal words, by place and likeness; and what was taken out before."""
    free = [n for n, one in enumerate(found) if n not in owner and one.text]
    taken = set(owner.values())
    before = [(w.id, plain_words(w.words)) for w in store.written if w.id not in taken and w.words]
    fixed = set(store.fixed)
    after = [
        (str(n), text)
        for n in free
        if (text := _plain(found[n])) not in fixed or any(text == words for _, words in before)
    ]
    for id, place in align(before, after).items():
        owner[int(place)] = id
    gone = {" ".join(plain_words(base).split()): id for id, base in store.gone.items()}
    for n in free:
        if n not in owner and _plain(found[n]) in gone:
            owner[n] = gone[_plain(found[n])]


def _by_place(found: Sequence[Found], store: Store, owner: dict[int, str]) -> None:
    """Paragraphs that were written anew from start to end: they stand where a place is missing,
    between the places that were its neighbours, and are of its kind.
    """
    order = [written.id for written in store.written]
    at = {id: n for n, id in enumerate(order)}
    fixed = set(store.fixed)
    taken = set(owner.values())
    before, run = -1, list[int]()
    for n in range(len(found) + 1):
        id = owner.get(n, "") if n < len(found) else ""
        if n < len(found) and id not in at:
            if found[n].text and _plain(found[n]) not in fixed:
                run.append(n)
            continue
        end = at[id] if id else len(order)
        missing = [w for w in store.written[before + 1 : end] if w.id not in taken]
        if len(missing) == len(run) and all(
            _is_of_kind(found[one], place) for one, place in zip(run, missing, strict=True)
        ):
            owner |= {one: place.id for one, place in zip(run, missing, strict=True)}
        before, run = end, []


def _is_of_kind(one: Found, place: Written) -> bool:
    if place.kind == "heading":
        return bool(one.level)
    if place.kind == "item":
        return one.listed
    return place.kind in ("paragraph", "quote") and not one.level and not one.listed


def _plain(one: Found) -> str:
    """The bare words, with the number or the label before them where there is one."""
    return " ".join(filter(None, (one.lead, one.label, plain_words(one.text))))


def _furniture(
    found: Sequence[Found], rest: Sequence[int], store: Store
) -> tuple[set[int], dict[str, str]]:
    """The paragraphs that the memo has of its own; and the words of those that people changed, as
    they were written and as they now read.
    """
    own = {n for n in rest if _plain(found[n]) in set(store.fixed)}
    said = {_plain(found[n]) for n in own}
    missing = [(text, text) for text in store.fixed if text not in said]
    odd = [(str(n), _plain(found[n])) for n in rest if n not in own and found[n].text]
    changed = align(missing, odd) if missing and odd else {}
    own |= {int(n) for n in changed.values()}
    return own, {text: dict(odd)[n] for text, n in changed.items()}


def _owned(one: Found, written: Written | None) -> Owned:
    if written is None:
        before = " ".join(filter(None, (one.lead, one.label)))
        text = f"{write_inlines((Text(before),))} {one.text}".strip()
        return Owned(found=replace(one, text=text), written=None)
    odd = (*one.odd, *_new_form(one, written), *_in_number(one, written))
    text = without_lead(one, written)
    if not can_hold_notes(written.id, written.kind):
        text = without_notes(text)
    return Owned(found=replace(one, text=text, odd=odd), written=written)


def _in_number(one: Found, place: Written) -> Iterator[str]:
    """What people typed into the number before a heading, which the memo counts itself."""
    known = place.lead.split()
    if any(word not in known and not is_number(word) for word in one.lead.split()):
        yield f'"{one.lead}" (in its number)'


def _new_form(one: Found, place: Written) -> Iterator[str]:
    """What people made of a place by giving it another style, which overrides cannot hold."""
    if place.kind == "heading" and not one.level:
        yield "running text made of a heading"
    elif place.kind == "heading" and one.was in _LEVELS and one.was != f"Heading {one.level}":
        yield "another level of this heading"
    if place.kind in ("paragraph", "item", "quote") and one.level:
        yield "a heading made of it"
    elif place.kind == "paragraph" and one.listed:
        yield "a point made of it"
    elif place.kind == "item" and not one.listed:
        yield "running text made of a point"
    elif place.kind == "item" and one.was in _MARKS and one.mark not in (None, _MARKS[one.was]):
        yield "another mark of this point"


def units(owned: Sequence[Owned]) -> Iterator[tuple[str, list[Owned]]]:
    """Neighbours that move together: the cells of one row; every other place alone."""
    run: list[Owned] = []
    last = ""
    for one in owned:
        name = (one.written.row or one.written.id) if one.written else ""
        if run and name and name == last:
            run.append(one)
            continue
        if run:
            yield last, run
        run, last = [one], name
    if run:
        yield last, run
