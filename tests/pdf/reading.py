"""What a PDF holds, by a reader that is not the renderer: structure, links, fonts, page text."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from briefgen.model import Document
from tests.conftest import need_tool
from tests.packs.words import pack_text

# Marks are no words of the pack: neither those of notes in the text nor those of lists and
# captions (`Lbl`); nor are the words inside a figure, which the table below it has too. The number
# that a note begins with is a word.
MARKS = {"Reference", "Figure"}
INLINE = {"Span", "Link", "Code"}


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element: its role, depth below the root, and its own attributes."""

    role: str
    depth: int
    element: Any


def structure(data: bytes) -> list[Node]:
    """Every structure element in order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_bare(node) for node in _walk(pdf.Root.StructTreeRoot.K, 0)]


def _bare(node: Node) -> Node:
    attributes = {
        key: str(node.element[key]) for key in ("/Alt", "/Lang", "/ID") if key in node.element
    }
    return Node(node.role, node.depth, attributes)


def _walk(element: Any, depth: int) -> Iterator[Node]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _walk(kid, depth)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield Node(str(element.S)[1:], depth, element)
        if "/K" in element:
            yield from _walk(element.K, depth + 1)


def page_texts(data: bytes) -> list[str]:
    """The text of each page as pdfium reads it, soft hyphens and line ends undone."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()
    return [" ".join(text.replace("\ufffe", "").replace("\u00ad", "").split()) for text in texts]


def page_count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def fonts(data: bytes) -> set[str]:
    """Names of all fonts, subset prefixes left out."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(found.BaseFont)[1:].split("+")[-1]
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/Font"
        }


def addresses(data: bytes) -> list[str]:
    """Where links to the web lead."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note
        ]


def inner_links(data: bytes) -> list[tuple[int, int]]:
    """(page of the link, page that it leads to), 0-based."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages)}
        return [
            (number, numbers[note.Dest[0].objgen])
            for number, page in enumerate(pdf.pages)
            for note in page.get("/Annots", [])
            if "/Dest" in note
        ]


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    """(title, depth) of each bookmark in order."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return list(_marks(outline.root, 0))


def _marks(items: Any, depth: int) -> Iterator[tuple[str, int]]:
    for item in items:
        yield item.title, depth
        yield from _marks(item.children, depth + 1)


def expected_words(document: Document) -> list[str]:
    """What `structure_words` must find: the marking, read once at the head of page 1, then the
    words of the pack.
    """
    banner = document.furniture.banner if document.furniture else ""
    return [*banner.split(), *pack_text(document).split()]


def structure_words(file: Path) -> list[str]:
    """The words of the structure tree in order, by poppler: what a screen reader says.

    Pieces of one block stand side by side, with no more space between them than they have.
    """
    command = [need_tool("pdfinfo"), "-struct-text", str(file)]
    tree = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    text: list[str] = []
    path: list[tuple[str, int]] = []
    block = -1
    for number, line in enumerate(tree.splitlines()):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        content = line.lstrip(" ")
        del path[depth:]
        if not content.startswith('"'):
            path.append((content.split(" ")[0].rstrip(":"), number))
        elif not _is_mark([role for role, _ in path]):
            own = [line for role, line in path if role not in INLINE][-1]
            text.append(("" if own == block else "\n") + content[1:].removesuffix('"'))
            block = own
    return "".join(text).replace("\u00ad", "").split()


def _is_mark(roles: list[str]) -> bool:
    """Whether what lies under these roles, outermost first, is a mark."""
    labels = [place for place, role in enumerate(roles) if role == "Lbl"]
    return bool(MARKS & set(roles)) or any(
        place == 0 or roles[place - 1] != "Note" for place in labels
    )
