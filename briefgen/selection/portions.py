"""A document to the handling labels that its own text bears, and to the blocks they mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.model import (
    Boilerplate,
    BulletList,
    Code,
    Document,
    Figure,
    ListItem,
    Milestone,
    Milestones,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
)
from briefgen.selection.labels import Spellings, read_label, spellings_of
from briefgen.selection.ladder import Ladder, highest
from briefgen.selection.leadins import with_led_in
from briefgen.selection.markplaces import Mark, find_marks
from briefgen.slotted import dataclass
from briefgen.tree import Node, line_numbers, own_inlines, plain_text, walk

# Why lines are set apart that hold what the text says elsewhere.
_REPEATS = ("contents",)
# Words set apart that are running text; in all others a label anywhere is a mark.
_PROSE = ("quoted mail", "footnote", "comment", "author biography", "outside the main text")
_FEW = 20  # words of such a text that is no prose after all
_MARKING_COLUMN = re.compile(
    r"(?:classification|marking|label|sensitivity|handling|distribution|tlp|portion|level"
    r"|einstufung|kennzeichnung|stufe|marquage|diffusion|密级|密級)\w*",
    re.IGNORECASE,
)

Borne = tuple[Node, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLabel:
    """A label that a source's text sets on itself.

    `label`: of the ladder; `exact`: whether the text has it letter for letter; `said`: as the text
    has it; `marking`: the highest that the config gives the block; `line`: the block's first, or
    its last where the label stands at its end, 1-based, 0 for none.
    """

    label: str
    marking: str
    line: int
    exact: bool = True
    said: str = ""


def find_labels(document: Document, ladder: Ladder) -> tuple[OwnLabel, ...]:
    """The labels with which a marked document labels itself, in reading order (`find_marks`).

    Alone as a point of a list of nothing but labels they are mentions.
    """
    found = (
        OwnLabel(
            label=mark.spelt.label,
            marking=_marking(node, ladder),
            line=_line(node, at_end=mark.at_end),
            exact=mark.spelt.exact,
            said="" if mark.spelt.exact else mark.said,
        )
        for node, mark in _borne(document, spellings_of(ladder))
    )
    return tuple(dict.fromkeys(found))


def portion_labels(document: Document, ladder: Ladder) -> dict[str, list[str]]:
    """The portion marks of a text by the id of the block that they mark.

    That of a paragraph in a point counts for the whole point, that of a table's head or caption
    for the table, that of a lead-in for what it introduces (`with_led_in`). A banner speaks of the
    document and marks no block.
    """
    found: dict[str, list[str]] = {}
    marks_for = _wholes(document)
    for node, mark in _borne(document, spellings_of(ladder)):
        over_section = isinstance(node, Section) and mark.bracketed
        if mark.spelt.exact and (over_section or not mark.banner):
            found.setdefault(marks_for.get(node.id, node.id), []).append(mark.spelt.label)
    return with_led_in(document, found)


def _wholes(document: Document) -> dict[str, str]:
    """The id of what a mark in a node marks, where that is more than the node."""
    whole: dict[str, str] = {}
    for node in walk(document.blocks):
        if isinstance(node, ListItem):
            whole |= {inner.id: node.id for inner in node.blocks}
        elif isinstance(node, Table) and node.header:
            whole[node.header.id] = node.id
    return whole


def _marking(node: Node, ladder: Ladder) -> str:
    return highest(ladder, [origin.marking for origin in node.origins] or [None])


def _line(node: Node, *, at_end: bool) -> int:
    spans = line_numbers(node.origins)
    if at_end:
        return max((end for _, _, end in spans), default=0)
    return min((start for _, start, _ in spans), default=0)


# --- where they stand -----------------------------------------------------------------------------


def _borne(document: Document, known: Spellings) -> Iterator[Borne]:
    """Every node that bears a mark, with the mark."""
    legends = _legends(document, known)
    for node in walk(document.blocks):
        if node.id in legends:
            continue
        if isinstance(node, Table):
            yield from _table_marks(node, known)
        elif not isinstance(node, Row):
            for mark in _marks_of(node, known):
                yield node, mark


def _legends(document: Document, known: Spellings) -> frozenset[str]:
    """The paragraphs of lists whose every point is nothing but a label: these speak of labels."""
    found: set[str] = set()
    for node in walk(document.blocks):
        if isinstance(node, BulletList | OrderedList) and len(node.items) > 1:
            inner = [block for item in node.items for block in item.blocks]
            if all(isinstance(b, Paragraph) and _is_label(b.content, known) for b in inner):
                found.update(block.id for block in inner)
    return frozenset(found)


def _is_label(content: Sequence[object], known: Spellings) -> bool:
    return any(mark.whole for mark in find_marks(plain_text(content), known))  # type: ignore[arg-type]


def _marks_of(node: Node, known: Spellings) -> Iterator[Mark]:
    match node:
        case Section():
            # Its words may be set in other case than the source has them.
            texts: Iterable[str] = (node.original or plain_text(node.title),)
        case Boilerplate():
            yield from _page_marks(node, known)
            return
        case Code():
            texts = node.lines
        case Figure():
            texts = (node.alt, plain_text(node.caption))
        case Paragraph() | Quote() | Milestone() | Milestones():
            texts = map(plain_text, own_inlines(node))
            yield from _alone(getattr(node, "original", None), known)
        case ListItem():
            yield from _alone((node.original or "").partition("\n")[2], known)
            return
        case _:
            return
    for text in texts:
        yield from find_marks(text, known)


def _alone(original: str | None, known: Spellings) -> Iterator[Mark]:
    """Labels that are a line by themselves in the text as it stood."""
    for line in (original or "").split("\n") if original else ():
        yield from (mark for mark in find_marks(line, known) if mark.whole)


def _page_marks(node: Boilerplate, known: Spellings) -> Iterator[Mark]:
    if node.reason not in _REPEATS:
        text = plain_text(node.content)
        prose = node.reason in _PROSE and len(text.split()) > _FEW
        for mark in find_marks(text, known, anywhere=not prose):
            yield replace(mark, banner=True)


def _table_marks(table: Table, known: Spellings) -> Iterator[Borne]:
    """Marks in a table's caption and cells. A cell that is one label marks its row; one that is a
    word as well does so in a column for markings alone.
    """
    for mark in find_marks(plain_text(table.caption), known):
        yield table, mark
    heads = [plain_text(cell).strip() for cell in table.header.cells] if table.header else []
    for row in (*((table.header,) if table.header else ()), *table.rows):
        cells = [plain_text(cell).strip() for cell in row.cells]
        for n, cell in enumerate(cells):
            beside = n > 0 and bool(_MARKING_COLUMN.fullmatch(cells[n - 1]))
            under = n < len(heads) and row is not table.header and _is_marking(heads[n])
            for mark in _cell_marks(cell, known, marking=under or beside):
                yield row, replace(mark, banner=beside and not under)


def _is_marking(head: str) -> bool:
    return bool(_MARKING_COLUMN.match(head))


def _cell_marks(text: str, known: Spellings, *, marking: bool) -> Iterator[Mark]:
    """`marking`: the cell stands under, or beside, a word for marking."""
    if marking and (spelt := read_label(text.strip(" ()[]{}<>"), known)):
        yield Mark(spelt=replace(spelt, weak="", long=False), said=text, whole=True)
        return
    for mark in find_marks(text, known):
        word = ":" not in mark.spelt.label and not mark.bracketed
        if not (mark.whole and word):
            yield mark
