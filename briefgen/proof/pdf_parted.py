"""A PDF's structure tree to the words of blocks that are drawn in several pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from briefgen.proof.folding import visible
from briefgen.proof.pdf_elements import Element
from briefgen.proof.pdf_objects import Objects
from briefgen.proof.pdf_pieces import DEEPEST, INLINE
from briefgen.proof.pdf_runs import Marked, join_pieces

# As roles are written.
_INLINE: Final = frozenset(map(str.encode, INLINE))


class _Tree(NamedTuple):
    """The objects of a file and the pieces of marked content by page and number."""

    objects: Objects
    marked: Mapping[tuple[bytes, int], Sequence[Marked]]


def parted_texts(objects: Objects, pages: Mapping[bytes, Sequence[Marked]]) -> Iterator[str]:
    """The words of every block that is more than one piece of marked content, as they are read one
    after the other: over the end of a page, through a link. `pages` are the pieces of each page by
    the reference to it, which hold the words of every single one.
    """
    elements = objects.elements
    inline = {reference for reference, one in elements.items() if one.role in _INLINE}
    blocks = elements.keys() - inline
    parted = [
        one
        for reference, one in elements.items()
        if not one.one.isdigit() and reference in blocks and _is_parted(one, elements, blocks)
    ]
    if not parted:
        return
    marked: dict[tuple[bytes, int], list[Marked]] = {}
    for page, pieces in pages.items():
        for piece in pieces:
            marked.setdefault((page, piece.mark), []).append(piece)
    tree = _Tree(objects=objects, marked=marked)
    for element in parted:
        text = visible(join_pieces(_own_pieces(tree, element, b"", 0))).strip()
        yield from [text] if text else []


def _is_parted(
    element: Element, elements: Mapping[bytes, Element], blocks: set[bytes], depth: int = 0
) -> bool:
    """Whether an element shows more than one piece itself, or one in another way."""
    kids = element.kids
    if blocks.issuperset(kids):
        return False
    own = [kid for kid in kids if kid not in blocks and not _is_object(kid)]
    if len(own) == 1 and own[0] in elements and depth < DEEPEST:
        return _is_parted(elements[own[0]], elements, blocks, depth + 1)
    return len(own) > 1 or (len(own) == 1 and not own[0].isdigit())


def _is_object(kid: bytes) -> bool:
    """Whether a kid is no content but an annotation (ISO 32000-1, 14.7.4.3)."""
    return b"/Type /OBJR" in kid and b"/MCR" not in kid


def _page(objects: Objects, element: Element | None) -> bytes:
    """The page of an element or of the nearest above it that has one."""
    for _ in range(DEEPEST):
        if element is None or element.page:
            break
        element = objects.elements.get(element.parent)
    return element.page if element else b""


def _own_pieces(tree: _Tree, element: Element, page: bytes, depth: int) -> Iterator[Marked]:
    """What an element shows itself and through those inside it that are no blocks."""
    page = element.page or page
    for kid in element.kids:
        if kid.isdigit():
            page = page or _page(tree.objects, element)
            yield from tree.marked.get((page, int(kid)), ())
        elif inner := tree.objects.elements.get(kid):
            if inner.role in _INLINE and depth < DEEPEST:
                yield from _own_pieces(tree, inner, page, depth + 1)
        else:
            yield from _other_pieces(tree, element, page, tree.objects.value(kid), depth)


def _other_pieces(
    tree: _Tree, element: Element, page: bytes, kid: Any, depth: int
) -> Iterator[Marked]:
    """Marked content of another page, or kids in a list of their own."""
    if isinstance(kid, list) and depth < DEEPEST:
        several = element._replace(one=b"", several=b" ".join(kid))
        yield from _own_pieces(tree, several, page, depth + 1)
    elif isinstance(kid, dict) and kid.get(b"/Type") == b"/MCR":
        mark = tree.objects.value(kid.get(b"/MCID"))
        where = kid.get(b"/Pg") or page or _page(tree.objects, element)
        yield from tree.marked.get((where, mark), ())
