"""The part of a memo with the words as they were written, for the way back (`roundtrip`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import Final

from briefgen.anchored import KEY_DIGITS, NAMESPACE, Anchored, Trail
from briefgen.inline_text import readdress
from briefgen.renderers.word.blocks.inlines import block_bookmark
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.markup import XML, escape
from briefgen.renderers.word.stretches import Aside, Stretch, words_aside
from briefgen.tree import plain_text

_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def store_xml(draft: Draft, stretches: Sequence[Stretch], around: Iterable[str] = ()) -> bytes:
    """`customXml/item*.xml`: each place with its words, and the words of all that has none; last
    those of headers and footers.
    """
    trail = draft.trail or Trail()
    asides = [
        words_aside(stretch.xml, draft.kept) if stretch.aside is None else stretch.aside
        for stretch in stretches
    ]
    about = "".join(
        f' {name}="{escape(value)}"'
        for name, value in (
            ("series", trail.series),
            ("audience", trail.audience),
            ("edition", trail.edition),
            ("banner", trail.banner),
            ("drawings", str(sum(aside.drawings for aside in asides))),
        )
    )
    gone = "".join(
        f'<gone id="{escape(id)}"><base>{escape(base)}</base></gone>'
        for id, base in trail.deleted.items()
    )
    notes = "".join(
        f'<note block="{escape(block)}">{escape(plain_text(note.text))}</note>'
        for (note, _), block in zip(
            draft.footnotes, chain(draft.note_blocks, repeat("")), strict=False
        )
    )
    typed = "".join(
        f'<typed name="{draft.bookmark_name("Note", str(n))}">{escape(note.typed)}</typed>'
        for n, note in draft.notes.items()
        if note.typed
    )
    remarks = "".join(f"<said>{escape(c.text)}</said>" for c in draft.comments if not c.conflict)
    links = "".join(
        f'<link name="{block_bookmark(draft, block)}" block="{escape(block)}"/>'
        for block in sorted(draft.wanted & draft.seen)
    )
    pages = "".join(f"<around>{escape(words)}</around>" for words in around)
    own = _fixed(asides) + _drawn(asides)
    inner = f"{_blocks(draft, trail, stretches)}{gone}{own}{notes}{typed}{remarks}{pages}"
    return f'{XML}<memo xmlns="{NAMESPACE}" version="1"{about}>{inner}{links}</memo>'.encode()


def _blocks(draft: Draft, trail: Trail, stretches: Sequence[Stretch]) -> str:
    """The places of the memo in their order."""
    plain = not (draft.readdressed or trail.bases or trail.people or trail.comments)
    return "".join(
        stretch.stored if plain and stretch.stored is not None else stored(draft, stretch.places)
        for stretch in stretches
    )


def stored(draft: Draft, places: Iterable[Anchored]) -> str:
    """Those of the places that bear their marks in the memo; of two with one id the first."""
    trail = draft.trail or Trail()
    return "".join(
        _block(_as_written(draft, place), trail)
        for place in places
        if draft.anchors.get(place.id) is place
    )


def _fixed(asides: Iterable[Aside]) -> str:
    """The words of the memo's own paragraphs, each with the place that it follows."""
    found: list[str] = []
    after = ""
    for aside in asides:
        found += (f"<fixed{where or after}>{words}</fixed>" for where, words in aside.fixed)
        after = aside.last or after
    return "".join(found)


def _drawn(asides: Sequence[Aside]) -> str:
    """The words of drawings, then what is said of changes, each once."""
    words = [one for aside in asides for one in aside.drawn]
    words += [one for aside in asides for one in aside.said]
    return "".join(f"<drawn>{one}</drawn>" for one in dict.fromkeys(words))


def _as_written(draft: Draft, place: Anchored) -> Anchored:
    """The place with its links as they stand in the file, so that they are read as no edit."""
    text = place.text
    if "](" in text:
        for target, address in draft.readdressed.items():
            text = readdress(text, target, address)
    return place if text == place.text else replace(place, text=text)


def _block(place: Anchored, trail: Trail) -> str:
    row = f' row="{escape(place.row)}"' if place.row else ""
    row += f' lead="{escape(place.lead)}"' if place.lead else ""
    by = ' people="true"' if place.id in trail.people else ""
    open_ = ""
    if trail.comments and any(c.conflict and c.place == place.id for c in trail.comments):
        open_ = ' conflict="true"'
    base = f"<base>{escape(trail.bases[place.id])}</base>" if place.id in trail.bases else ""
    return (
        f'<block id="{escape(place.id)}" kind="{place.kind}"{row}{by}{open_}>'
        f"<words>{escape(place.text)}</words>{base}</block>"
    )


def store_properties(data: bytes) -> bytes:
    """`customXml/itemProps*.xml`: the store's own id, made from what is in it."""
    key = hashlib.sha256(data).hexdigest()[:KEY_DIGITS] * 4
    guid = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:32]}".upper()
    return (
        f'{XML}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{{{guid}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
