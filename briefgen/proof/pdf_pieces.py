"""A PDF to its pieces by its structure tree; one without tags by its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pikepdf

from briefgen.proof.finished import Part, Piece
from briefgen.proof.folding import visible
from briefgen.proof.pdf_text import Fonts, Run, join_runs, read_drawn

_INLINE: Final = frozenset(
    {"Span", "Link", "Quote", "Code", "Em", "Strong", "BibEntry", "NonStruct"}
)
# Marks of lists and captions, and figures, whose words the text or a table has as well.
_PASSED: Final = frozenset({"Lbl", "Figure", "Artifact"})
_FURNITURE: Final = frozenset({"TOC", "THead", "Caption", "Note", "Index"})
_HEADING: Final = re.compile(r"H[1-6]?|Title")
# What holds a date and its words together, and speech and its speaker.
_GROUPS: Final = frozenset({"TR", "BlockQuote"})
_DEEPEST: Final = 100
# Without tags: baselines further apart than this part two blocks.
_BLOCK_EM: Final = 1.5


@dataclass(slots=True)
class _Walk:
    """What is known while the tree is walked."""

    runs: dict[tuple[Any, int], list[Run]]
    pieces: list[Piece] = field(default_factory=list)
    tops: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the tree an element stands."""

    page: Any = None
    top: int = 0
    section: str = ""
    body: bool = True
    depth: int = 0
    group: int = 0
    quoted: bool = False


@dataclass(slots=True)
class _Content:
    """The words of one block, and the note marks among them."""

    runs: list[Run] = field(default_factory=list)
    marked: bool = False
    marks: list[str] = field(default_factory=list)


def pdf_pieces(data: bytes) -> tuple[Piece, ...]:
    """The pieces of a PDF.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts: Fonts = {}
            pages = {page.obj.objgen: read_drawn(page, fonts).runs for page in pdf.pages}
            return pieces_of_pages(pdf, pages)
    except pikepdf.PdfError as fault:
        raise ValueError(f"the PDF cannot be read: {fault}") from fault


def pieces_of_pages(
    pdf: pikepdf.Pdf, pages: Mapping[tuple[int, int], Sequence[Run]]
) -> tuple[Piece, ...]:
    """The pieces of an open PDF whose pages were read: their runs by the page's object number."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/K" not in tree:
        return tuple(_untagged(pages.values()))
    marked: dict[tuple[Any, int], list[Run]] = {}
    for page, runs in pages.items():
        for run in runs:
            marked.setdefault((page, run.mark), []).append(run)
    walk = _Walk(runs=marked)
    _visit(tree.K, walk, _Spot())
    return tuple(walk.pieces)


def _untagged(pages: Any) -> Iterator[Piece]:
    """Blocks of lines that stand close together and have one size, page by page."""
    for runs in pages:
        block: list[Run] = []
        for run in (*runs, None):
            if block and (run is None or _is_apart(block[-1], run)):
                text = visible(join_runs(block)).strip(" \n\t•–·")
                if text:
                    yield Piece(text=text, section="", top=0, body=True, marked=False)
                block = []
            block += [run] if run is not None else []


def _is_apart(last: Run, run: Run) -> bool:
    drop = last.y - run.y
    raised = abs(drop) < 0.6 * last.size
    same = abs(run.size - last.size) < 0.1 * max(last.size, 0.1)
    return drop > _BLOCK_EM * last.size or drop < -0.6 * last.size or not (same or raised)


def _visit(kid: Any, walk: _Walk, spot: _Spot) -> None:
    """A container's kids; a block is read as a whole."""
    if isinstance(kid, pikepdf.Array):
        _visit_all([(one, _role(one)) for one in kid], walk, spot)
    else:
        _visit_all([(kid, _role(kid))], walk, spot)


def _visit_all(kids: Sequence[tuple[Any, str]], walk: _Walk, spot: _Spot) -> None:
    """Elements that stand beside each other, each with its role."""
    if spot.depth > _DEEPEST:
        return
    for kid, role in kids:
        if not role or role in _PASSED:
            continue
        inner = replace(
            spot,
            page=kid.get("/Pg", spot.page),
            body=spot.body and role not in _FURNITURE,
            depth=spot.depth + 1,
        )
        if role == "Sect" and not spot.top:
            walk.tops += 1
            inner = replace(inner, top=walk.tops, section="")
        if role in _GROUPS:
            walk.groups += 1
            inner = replace(inner, group=walk.groups, quoted=role == "BlockQuote")
        _read_block(kid, role, walk, inner)
        if spot.top and _HEADING.fullmatch(role):
            spot = replace(spot, section=walk.pieces[-1].text if walk.pieces else "")


def _read_block(element: Any, role: str, walk: _Walk, spot: _Spot) -> None:
    """The block's own words as one piece, then the blocks inside it, each as its own."""
    content, blocks = _Content(), list[tuple[Any, str]]()
    _gather(element, walk, spot, content, blocks)
    text = visible(join_runs(content.runs)).strip()
    if text:
        heading = bool(_HEADING.fullmatch(role))
        walk.pieces.append(
            Piece(
                text=text,
                section=text if heading else spot.section,
                top=spot.top,
                body=spot.body and not heading and role != "TH",
                marked=content.marked,
                heading=heading,
                marks=tuple(content.marks),
                number=_number(element, walk, spot) if role == "Note" else "",
                group=spot.group,
                part=_part(spot, walk),
            )
        )
    if blocks:
        _visit_all(blocks, walk, spot)


def _part(spot: _Spot, walk: _Walk) -> Part:
    """Of a quotation the first block is what was said, a later one says by whom."""
    if not spot.group:
        return ""
    if not spot.quoted:
        return "cell"
    opened = bool(walk.pieces) and walk.pieces[-1].group == spot.group
    return "speaker" if opened else "speech"


def _number(note: Any, walk: _Walk, spot: _Spot) -> str:
    """The number that stands before a note."""
    kids = note.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if _role(kid) == "Lbl":
            return _words(kid, walk, spot)
    return ""


def _words(element: Any, walk: _Walk, spot: _Spot) -> str:
    content = _Content()
    _gather(element, walk, spot, content, [])
    return visible(join_runs(content.runs)).strip()


def _gather(
    element: Any, walk: _Walk, spot: _Spot, into: _Content, blocks: list[tuple[Any, str]]
) -> None:
    kids = element.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            page = element.get("/Pg", spot.page)
            into.runs += walk.runs.get((page.objgen if page is not None else None, kid), [])
        elif role := _role(kid):
            if role == "Reference":
                into.marked = True
                into.marks.append(_words(kid, walk, spot))
            elif role in _INLINE:
                _gather(kid, walk, spot, into, blocks)
            else:
                blocks.append((kid, role))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", element.get("/Pg", spot.page))
            key = (page.objgen if page is not None else None, int(kid.MCID))
            into.runs += walk.runs.get(key, [])


def _role(kid: Any) -> str:
    """The role of a structure element, "" for what is none."""
    if not isinstance(kid, pikepdf.Dictionary):
        return ""
    role = kid.get("/S")
    return "" if role is None else str(role)[1:]
