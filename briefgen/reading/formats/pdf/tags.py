"""The structure tree of a tagged PDF (ISO 32000-1, 14.7) into one tree of roles for all pages."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from briefgen.slotted import dataclass

MAX_DEPTH: Final = 100
MAX_TAGS: Final = 50_000  # of one page
_ROLE_BYTES: Final = 256
_ALT_BYTES: Final = 4_096
# Roles whose words belong to the block around them (14.8.4.4 and ISO 32000-2).
_INLINE: Final = frozenset(
    "Span Link Reference Quote Em Strong Sub Annot BibEntry Ruby RB RT RP Warichu WT WP".split(" ")  # noqa: SIM905
)
# Roles that only hold others: on the next page they go on.
GROUPS: Final = frozenset(
    "Document DocumentFragment Part Art Sect Div NonStruct Private BlockQuote THead TBody TFoot "  # noqa: SIM905
    "L LI LBody Table TOC Index Aside".split(" ")
)

Key = tuple[int, int]  # page from 1, number of the block on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An element. `blocks`: the runs of words that are its own, more than one over pages."""

    role: str
    kids: tuple[Tag, ...] = ()
    blocks: tuple[Key, ...] = ()
    alt: str = ""

    def walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPage:
    """One page's tree, and which block each piece of marked content belongs to."""

    root: Tag
    owners: Mapping[int, int]

    @classmethod
    def empty(cls) -> TaggedPage:
        """That of a page without anything on it."""
        return cls(root=Tag(role="Document"), owners={})


@dataclass(slots=True, kw_only=True)
class _Walk:
    raw: Any
    page: int
    owners: dict[int, int]
    blocks: int = 0
    seen: int = 0


class _TooMuchError(Exception):
    """A tree deeper or larger than one is."""


def read_tags(raw: Any, page: Any, number: int) -> TaggedPage | None:
    """The tree of one page, None where it has none or one that is no tree."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    walk = _Walk(raw=raw, page=number, owners={})
    try:
        count = min(max(raw.FPDF_StructTree_CountChildren(tree), 0), MAX_TAGS)
        tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(count)]
        kids = tuple(_element(walk, top, None, 1)[0] for top in tops if top)
    except _TooMuchError:
        return None
    finally:
        raw.FPDF_StructTree_Close(tree)
    return TaggedPage(root=Tag(role="Document", kids=kids), owners=walk.owners)


def _element(walk: _Walk, element: Any, around: int | None, depth: int) -> tuple[Tag, bool]:
    """An element as a tag, and whether its words went to the block `around` it."""
    walk.seen += 1
    if depth > MAX_DEPTH or walk.seen > MAX_TAGS:
        raise _TooMuchError
    raw = walk.raw
    role = _text(raw.FPDF_StructElement_GetType, element, _ROLE_BYTES)
    inline = role in _INLINE
    own = around if inline else None
    kids: list[Tag] = []
    for index in range(min(max(raw.FPDF_StructElement_CountChildren(element), 0), MAX_TAGS)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        mark = -1 if child else raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if not child and mark < 0:
            continue
        if own is None and (not child or _is_inline(walk, child)):
            own = walk.blocks
            walk.blocks += 1
        if not child:
            walk.owners[mark] = own if own is not None else 0
            continue
        kid, given = _element(walk, child, own, depth + 1)
        kids += kid.kids if given else (kid,)
    given = inline and around is not None
    blocks = () if own is None or given else ((walk.page, own),)
    alt = _text(raw.FPDF_StructElement_GetAltText, element, _ALT_BYTES)
    return Tag(role=role, kids=tuple(kids), blocks=blocks, alt=alt), given


def _is_inline(walk: _Walk, element: Any) -> bool:
    return _text(walk.raw.FPDF_StructElement_GetType, element, _ROLE_BYTES) in _INLINE


def _text(read: Callable[..., int], element: Any, most: int) -> str:
    buffer = ctypes.create_string_buffer(most)
    length = read(element, buffer, most)
    if not 0 < length <= most:
        return ""
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


# --- over pages -----------------------------------------------------------------------------------


def join_pages(pages: Sequence[Tag], goes_on: Callable[[Tag, Tag], bool]) -> Tag:
    """The trees of all pages as one: each page shows again what is open where it starts.

    `goes_on`: whether an element without groups (a paragraph, a point, a row) goes on in another.
    """
    whole = Tag(role="Document")
    for page in pages:
        whole = _join(whole, page, goes_on)
    return whole


def _join(one: Tag, two: Tag, goes_on: Callable[[Tag, Tag], bool]) -> Tag:
    """Two elements that are one."""
    kids, more = one.kids, two.kids
    if kids and more and _is_one(kids[-1], more[0], goes_on):
        kids, more = (*kids[:-1], _join(kids[-1], more[0], goes_on)), more[1:]
    return replace(one, kids=(*kids, *more), blocks=(*one.blocks, *two.blocks))


def _is_one(one: Tag, two: Tag, goes_on: Callable[[Tag, Tag], bool]) -> bool:
    if one.role != two.role:
        return False
    if one.role in ("Table", "TBody"):
        return _columns(one) >= _columns(two)
    if one.role in GROUPS and one.role != "LI":
        return True
    return goes_on(one, two)


def _columns(table: Tag) -> int:
    return max((len(tag.kids) for tag in table.walk() if tag.role == "TR"), default=0)
