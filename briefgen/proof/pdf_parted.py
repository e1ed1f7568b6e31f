"""A PDF's structure tree to the words of blocks that are drawn in several pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from briefgen.proof.folding import visible
from briefgen.proof.pdf_elements import Element
from briefgen.proof.pdf_objects import Objects
from briefgen.proof.pdf_pieces import DEEPEST, INLINE
from briefgen.proof.pdf_runs import Run, join_runs

Marked = Mapping[tuple[bytes, int], Sequence[Run]]


class _Tree(NamedTuple):
    """The objects of a file and the runs of each page's marked content."""

    objects: Objects
    marked: Marked


def parted_texts(objects: Objects, pages: Mapping[bytes, Sequence[Run]]) -> Iterator[str]:
    """The words of every block that is more than one piece of marked content, as they are read one
    after the other: over the end of a page, through a link. `pages` are the runs of each page by
    the reference to it, which hold the words of every single piece.
    """
    marked: dict[tuple[bytes, int], list[Run]] = {}
    for page, runs in pages.items():
        for run in runs:
            marked.setdefault((page, run.mark), []).append(run)
    tree = _Tree(objects=objects, marked=marked)
    for element in objects.elements.values():
        if element.role in INLINE or (len(element.kids) == 1 and element.kids[0].isdigit()):
            continue
        text = visible(join_runs(_own_runs(tree, element, b"", 0))).strip()
        yield from [text] if text else []


def _page(objects: Objects, element: Element | None) -> bytes:
    """The page of an element or of the nearest above it that has one."""
    for _ in range(DEEPEST):
        if element is None or element.page:
            break
        element = objects.elements.get(element.parent)
    return element.page if element else b""


def _own_runs(tree: _Tree, element: Element, page: bytes, depth: int) -> Iterator[Run]:
    """What an element shows itself and through those inside it that are no blocks."""
    page = element.page or page
    for kid in element.kids:
        if kid.isdigit():
            page = page or _page(tree.objects, element)
            yield from tree.marked.get((page, int(kid)), ())
        elif inner := tree.objects.elements.get(kid):
            if inner.role in INLINE and depth < DEEPEST:
                yield from _own_runs(tree, inner, page, depth + 1)
        else:
            yield from _other_runs(tree, element, page, tree.objects.value(kid), depth)


def _other_runs(tree: _Tree, element: Element, page: bytes, kid: Any, depth: int) -> Iterator[Run]:
    """Marked content of another page, or kids in a list of their own."""
    if isinstance(kid, list) and depth < DEEPEST:
        several = element._replace(kids=tuple(kid))
        yield from _own_runs(tree, several, page, depth + 1)
    elif isinstance(kid, dict) and kid.get(b"/Type") == b"/MCR":
        mark = tree.objects.value(kid.get(b"/MCID"))
        where = kid.get(b"/Pg") or page or _page(tree.objects, element)
        yield from tree.marked.get((where, mark), ())
