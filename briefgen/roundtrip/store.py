"""What a memo says of itself, in a part of its own: the words that were written in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from briefgen.anchored import NAMESPACE, Kind
from briefgen.inline_text import plain_words
from briefgen.ooxml import Element, open_archive, parse_part, read_part
from briefgen.slotted import dataclass

_M: Final = f"{{{NAMESPACE}}}"
_KINDS: Final[tuple[Kind, ...]] = (
    "title", "heading", "paragraph", "item", "cell", "caption", "quote", "code"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One place as the memo was written. `base`: what the sources said, where the memo showed
    people's words; None where it showed the sources'. `people`: it has no source.
    """

    id: str
    kind: Kind
    words: str
    base: str | None = None
    row: str = ""
    lead: str = ""
    people: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A text that the memo has of its own: the title, an entry or a detail of its contents
    (`part`), or one elsewhere; then `after` is the key of the place that it follows.
    """

    text: str
    part: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What a memo says of itself; `gone` are places that people took out before; `links` the block
    that each bookmark stands at to which a link leads; `note_blocks` the block of each note;
    `typed` the words, with markup, of notes that people wrote, by the bookmark at each.
    """

    series: str
    audience: str
    edition: str
    banner: str
    written: tuple[Written, ...]
    gone: Mapping[str, str]
    fixed: tuple[str, ...]
    notes: tuple[str, ...]
    note_blocks: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[Furniture, ...] = ()  # `fixed` with its places; () in memos of old
    drawings: int = 0
    said: tuple[str, ...] = ()  # people's comments that were written in it
    links: Mapping[str, str] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()  # the words of drawings and of what is said of changes
    around: tuple[str, ...] = ()  # what headers and footers say, without figures


def read_store(data: bytes) -> Store | None:
    """The store of a memo alone, None where there is none.

    Raises:
        PackageFault: as `read_memo`.
    """
    with open_archive(data) as archive:
        return find_store(archive)


def find_store(archive: zipfile.ZipFile) -> Store | None:
    """The same of an open file."""
    for name in sorted(archive.namelist()):
        if not name.lower().startswith("customxml/item") or "props" in name.lower():
            continue
        data = read_part(archive, name) or b""
        if NAMESPACE.encode() in data:
            root = parse_part(data)
            if root.tag == f"{_M}memo":
                return _read_store(root)
    return None


def _read_store(root: Element) -> Store:
    fixed = root.findall(f"{_M}fixed")
    drawings = root.get("drawings") or ""
    return Store(
        series=root.get("series") or "",
        audience=root.get("audience") or "",
        edition=root.get("edition") or "",
        banner=root.get("banner") or "",
        written=tuple(_written(block) for block in root.findall(f"{_M}block")),
        gone={
            gone.get("id") or "": gone.findtext(f"{_M}base") or ""
            for gone in root.findall(f"{_M}gone")
        },
        fixed=tuple(dict.fromkeys(one.text or "" for one in fixed)),
        notes=tuple(one.text or "" for one in root.findall(f"{_M}note")),
        note_blocks=tuple(one.get("block") or "" for one in root.findall(f"{_M}note")),
        typed={one.get("name") or "": one.text or "" for one in root.findall(f"{_M}typed")},
        furniture=tuple(map(_furniture, fixed)) if drawings else (),
        drawings=int(drawings) if drawings.isdecimal() else 0,
        said=tuple(one.text or "" for one in root.findall(f"{_M}said")),
        around=tuple(one.text or "" for one in root.findall(f"{_M}around")),
        drawn=tuple(one.text or "" for one in root.findall(f"{_M}drawn")),
        links={one.get("name") or "": one.get("block") or "" for one in root.findall(f"{_M}link")},
    )


def _furniture(fixed: Element) -> Furniture:
    return Furniture(
        text=fixed.text or "", part=fixed.get("in") or "", after=fixed.get("after") or ""
    )


def _written(block: Element) -> Written:
    named = block.get("kind")
    base = block.find(f"{_M}base")
    return Written(
        id=block.get("id") or "",
        kind=next((kind for kind in _KINDS if kind == named), "paragraph"),
        words=block.findtext(f"{_M}words") or "",
        base=(base.text or "") if base is not None else None,
        row=block.get("row") or "",
        lead=block.get("lead") or "",
        people=block.get("people") == "true",
        conflict=block.get("conflict") == "true",
    )


def known_words(store: Store | None) -> str:
    """All that a memo said where it was written."""
    if store is None:
        return ""
    places = (f"{place.lead} {plain_words(place.words)}" for place in store.written)
    return "\n".join((*places, *store.fixed, *store.drawn, *store.notes, *store.around))
