"""A PDF to its pieces by its structure tree; one without tags by its pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, Final

import pikepdf

from briefgen.proof.finished import Part, Piece, edge_pieces
from briefgen.proof.folding import visible
from briefgen.proof.pdf_objects import DAMAGED, Objects, opened_objects, reference_to, role_of
from briefgen.proof.pdf_operators import Fonts
from briefgen.proof.pdf_runs import Run, join_runs
from briefgen.proof.pdf_text import read_drawn
from briefgen.slotted import dataclass

INLINE: Final = frozenset(
    {"Span", "Link", "Quote", "Code", "Em", "Strong", "BibEntry", "NonStruct"}
)
# Marks of lists and captions, and figures, whose words the text or a table has as well.
_PASSED: Final = frozenset({"Lbl", "Figure", "Artifact"})
_FURNITURE: Final = frozenset({"TOC", "THead", "Caption", "Note", "Index"})
_HEADING: Final = re.compile(r"H[1-6]?|Title")
# What holds a date and its words together, and speech and its speaker.
_GROUPS: Final = frozenset({"TR", "BlockQuote"})
DEEPEST: Final = 100
# Without tags: baselines further apart than this part two blocks.
_BLOCK_EM: Final = 1.5
# Outside the structure: words further apart than this are two texts.
_GAP_EM: Final = 1.0
_KERN_EM: Final = 0.15  # that a run may stand over the end of the one before it


@dataclass(slots=True)
class _Walk:
    """What is known while the tree is walked."""

    objects: Objects
    runs: dict[tuple[bytes, int], list[Run]]
    pieces: list[Piece] = field(default_factory=list)
    tops: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the tree an element stands."""

    page: bytes = b""
    top: int = 0
    section: str = ""
    body: bool = True
    depth: int = 0
    group: int = 0
    quoted: bool = False


@dataclass(slots=True)
class _Content:
    """The words of one block, the note marks among them, and the blocks inside it."""

    runs: list[Run] = field(default_factory=list)
    blocks: list[dict[bytes, bytes]] = field(default_factory=list)
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
            pages = {reference_to(page.obj): read_drawn(page, fonts).runs for page in pdf.pages}
            return pieces_of_pages(pdf, opened_objects(pdf), pages)
    except DAMAGED as fault:
        raise ValueError(f"the PDF cannot be read: {fault}") from fault


def pieces_of_pages(
    pdf: pikepdf.Pdf, objects: Objects, pages: Mapping[bytes, Sequence[Run]]
) -> tuple[Piece, ...]:
    """The pieces of an open PDF whose pages were read: their runs by the reference to the page."""
    root = objects.value(reference_to(pdf.Root)) or {}
    tree = objects.value(root.get(b"/StructTreeRoot"))
    if not isinstance(tree, dict) or b"/K" not in tree:
        return tuple(_untagged(pages.values()))
    marked: dict[tuple[bytes, int], list[Run]] = {}
    for page, runs in pages.items():
        for run in runs:
            marked.setdefault((page, run.mark), []).append(run)
    walk = _Walk(objects=objects, runs=marked)
    _visit(_kids(tree, walk), walk, _Spot())
    return (*walk.pieces, *edge_pieces(_edge_texts(pages.values())))


def _edge_texts(pages: Iterable[Sequence[Run]]) -> Iterator[str]:
    """What stands on pages outside the structure: each line, parted where gaps are wide."""
    for runs in pages:
        line: list[Run] = []
        for run in runs:
            if run.mark >= 0:
                continue
            if line and not _is_beside(line[-1], run):
                yield visible(join_runs(line))
                line = []
            line.append(run)
        yield visible(join_runs(line))


def _is_beside(last: Run, run: Run) -> bool:
    gap = (run.x - last.end) / max(run.size, 1e-6)
    return abs(last.y - run.y) < _GAP_EM * run.size and -_KERN_EM < gap < _GAP_EM


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


def _visit(kids: Sequence[Any], walk: _Walk, spot: _Spot) -> None:
    """Elements that stand beside each other; a block is read as a whole."""
    if spot.depth > DEEPEST:
        return
    for kid in kids:
        role = role_of(kid)
        if role and role not in _PASSED:
            _enter(kid, role, walk, spot)
            if spot.top and _HEADING.fullmatch(role):
                spot = replace(spot, section=walk.pieces[-1].text if walk.pieces else "")


def _enter(element: dict[bytes, bytes], role: str, walk: _Walk, spot: _Spot) -> None:
    opens, groups = role == "Sect" and not spot.top, role in _GROUPS
    walk.tops += opens
    walk.groups += groups
    inner = _Spot(
        page=element.get(b"/Pg", spot.page),
        top=walk.tops if opens else spot.top,
        section="" if opens else spot.section,
        body=spot.body and role not in _FURNITURE,
        depth=spot.depth + 1,
        group=walk.groups if groups else spot.group,
        quoted=role == "BlockQuote" if groups else spot.quoted,
    )
    _read_block(element, role, walk, inner)


def _read_block(element: dict[bytes, bytes], role: str, walk: _Walk, spot: _Spot) -> None:
    """The block's own words as one piece, then the blocks inside it, each as its own."""
    content = _content(element, walk, spot)
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
    if content.blocks:
        _visit(content.blocks, walk, spot)


def _part(spot: _Spot, walk: _Walk) -> Part:
    """Of a quotation the first block is what was said, a later one says by whom."""
    if not spot.group:
        return ""
    if not spot.quoted:
        return "cell"
    opened = bool(walk.pieces) and walk.pieces[-1].group == spot.group
    return "speaker" if opened else "speech"


def _number(note: dict[bytes, bytes], walk: _Walk, spot: _Spot) -> str:
    """The number that stands before a note."""
    labels = (kid for kid in _kids(note, walk) if role_of(kid) == "Lbl")
    return next((_words(label, walk, spot) for label in labels), "")


def _words(element: dict[bytes, bytes], walk: _Walk, spot: _Spot) -> str:
    inside = replace(spot, depth=spot.depth + 1)
    return visible(join_runs(_content(element, walk, inside).runs)).strip()


def _content(element: dict[bytes, bytes], walk: _Walk, spot: _Spot) -> _Content:
    content = _Content()
    _gather(element, walk, spot, content)
    return content


def _gather(element: dict[bytes, bytes], walk: _Walk, spot: _Spot, into: _Content) -> None:
    if spot.depth > DEEPEST:
        return
    page = element.get(b"/Pg", spot.page)
    for kid in _kids(element, walk):
        role = role_of(kid)
        if isinstance(kid, int):
            into.runs += walk.runs.get((page, kid), ())
        elif role == "Reference":
            into.marked = True
            into.marks.append(_words(kid, walk, spot))
        elif role in INLINE:
            _gather(kid, walk, replace(spot, page=page, depth=spot.depth + 1), into)
        elif role:
            into.blocks.append(kid)
        elif isinstance(kid, dict) and kid.get(b"/Type") == b"/MCR":
            mark = walk.objects.value(kid.get(b"/MCID"))
            into.runs += walk.runs.get((kid.get(b"/Pg", page), mark), ())


def _kids(element: dict[bytes, bytes], walk: _Walk) -> Sequence[Any]:
    value = walk.objects.value
    kids = value(element.get(b"/K"))
    return [value(kid) for kid in kids] if isinstance(kids, list) else [kids]
