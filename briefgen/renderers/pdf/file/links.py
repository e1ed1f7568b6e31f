"""Places in a document to link annotations and bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefgen.renderers.pdf.file.objects import ObjectTable, pdf_bytes, pdf_text


class Target(NamedTuple):
    """A place: page (0-based), the page's reference, points from the page's lower edge."""

    page: int
    reference: str
    top: float
    title: str

    @property
    def destination(self) -> str:
        return f"[{self.reference} /XYZ null {self.top:.2f} null]"


class Bookmark(NamedTuple):
    title: str
    level: int
    target: Target


def link_annotation(
    target: str,
    inner: Target | None,
    box: tuple[float, float, float, float],
    key: int,
    spoken: str,
) -> str:
    """A link annotation; `spoken` is what a screen reader says (ISO 14289-1, 7.18.5), `key` is its
    entry in the parent tree.
    """
    edges = " ".join(f"{edge:.2f}" for edge in box)
    way = (
        f"/Dest {inner.destination}"
        if inner is not None
        else f"/A << /S /URI /URI {pdf_bytes(target)} >>"
    )
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{edges}] /Border [0 0 0] /F 4"
        f" /StructParent {key} /Contents {pdf_text(spoken)} {way} >>"
    )


def add_bookmarks(table: ObjectTable, bookmarks: Sequence[Bookmark]) -> None:
    """Writes the outline of the document; a level that is skipped is closed up."""
    if not bookmarks:
        return
    numbers = [table.reserve() for _ in bookmarks]
    references = [f"{number} 0 R" for number in numbers]
    root = table.reserve()
    parents = _parents(bookmarks)
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    among = {place: at for siblings in children.values() for at, place in enumerate(siblings)}
    for place, bookmark in enumerate(bookmarks):
        parent, at = parents[place], among[place]
        siblings = children[parent]
        parts = [f"<< /Title {pdf_text(bookmark.title)} /Dest {bookmark.target.destination}"]
        parts.append(f"/Parent {references[parent] if parent >= 0 else f'{root} 0 R'}")
        parts += [f"/Prev {references[siblings[at - 1]]}"] if at else []
        parts += [f"/Next {references[siblings[at + 1]]}"] if at + 1 < len(siblings) else []
        if place in children:
            parts.append(_ends(children[place], references) + f" /Count {_count(place, children)}")
        table.fill(numbers[place], " ".join([*parts, ">>"]))
    count = _count(-1, children)
    table.fill(root, f"<< /Type /Outlines {_ends(children[-1], references)} /Count {count} >>")
    table.catalog |= {"Outlines": f"{root} 0 R", "PageMode": "/UseOutlines"}


def _ends(places: Sequence[int], references: Sequence[str]) -> str:
    return f"/First {references[places[0]]} /Last {references[places[-1]]}"


def _count(place: int, children: dict[int, list[int]]) -> int:
    below = children.get(place, [])
    return len(below) + sum(_count(child, children) for child in below)


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """Index of each entry's parent, -1 for the root."""
    parents: list[int] = []
    open_: list[int] = []
    for place, bookmark in enumerate(bookmarks):
        while open_ and bookmarks[open_[-1]].level >= bookmark.level:
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(place)
    return parents
