"""A PDF's structure tree to the words of blocks that are drawn in several pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from briefgen.proof.folding import visible
from briefgen.proof.pdf_objects import Objects
from briefgen.proof.pdf_pieces import DEEPEST, INLINE, role_of
from briefgen.proof.pdf_text import Run, join_runs

Element = dict[bytes, bytes]
Marked = Mapping[tuple[bytes, int], Sequence[Run]]

# An element with one piece of marked content, as pikepdf writes it, and its role.
_LEAF: Final = re.compile(
    rb"<< (?:/A << [^<>()]*>> )?/K \d+ /P \d+ \d+ R (?:/Pg \d+ \d+ R )?/S /(\w+)"
    rb"(?: /Type /StructElem)? >>"
)


class _Tree(NamedTuple):
    """The objects of a file, the runs of each page's marked content, and the leaves' roles."""

    objects: Objects
    marked: Marked
    leaves: dict[bytes, str]


def parted_texts(objects: Objects, pages: Mapping[bytes, Sequence[Run]]) -> Iterator[str]:
    """The words of every block that is more than one piece of marked content, as they are read one
    after the other: over the end of a page, through a link. `pages` are the runs of each page by
    the reference to it, which hold the words of every single piece.
    """
    marked: dict[tuple[bytes, int], list[Run]] = {}
    for page, runs in pages.items():
        for run in runs:
            marked.setdefault((page, run.mark), []).append(run)
    tree = _Tree(objects=objects, marked=marked, leaves={})
    others = []
    for reference, written in objects.texts.items():
        if b"/S /" in written and b"/K " in written:
            if leaf := _LEAF.fullmatch(written):
                tree.leaves[reference] = leaf[1].decode()
            else:
                others.append(reference)
    for element in map(objects.value, others):
        if isinstance(element, dict) and role_of(element) not in INLINE:
            text = visible(join_runs(_own_runs(tree, element, b"", 0))).strip()
            yield from [text] if text else []


def _page(objects: Objects, element: Any) -> bytes:
    """The page of an element or of the nearest above it that has one."""
    for _ in range(DEEPEST):
        if not isinstance(element, dict):
            break
        if b"/Pg" in element:
            return bytes(element[b"/Pg"])
        element = objects.value(element.get(b"/P"))
    return b""


def _own_runs(tree: _Tree, element: Element, page: bytes, depth: int) -> Iterator[Run]:
    """What an element shows itself and through those inside it that are no blocks."""
    page = element.get(b"/Pg", page)
    kids = tree.objects.value(element.get(b"/K"))
    for kid in kids if isinstance(kids, list) else [element.get(b"/K", b"")]:
        if kid.isdigit():
            page = page or _page(tree.objects, element)
            yield from tree.marked.get((page, int(kid)), ())
            continue
        if tree.leaves.get(kid, "Span") not in INLINE:
            continue
        inner = tree.objects.value(kid)
        if not isinstance(inner, dict):
            continue
        if inner.get(b"/Type") == b"/MCR":
            mark = tree.objects.value(inner.get(b"/MCID"))
            where = inner.get(b"/Pg") or page or _page(tree.objects, element)
            yield from tree.marked.get((where, mark), ())
        elif role_of(inner) in INLINE and depth < DEEPEST:
            yield from _own_runs(tree, inner, page, depth + 1)
