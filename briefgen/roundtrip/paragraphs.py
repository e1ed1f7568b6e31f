"""The body of a memo to its paragraphs in reading order, each with what says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import field
from typing import Final

from briefgen.anchored import BOOKMARK, key_of, tag_of
from briefgen.inline_text import plain_words
from briefgen.ooxml import Element, W, reads_by_column
from briefgen.roundtrip.looks import value_of
from briefgen.roundtrip.pieces import Line
from briefgen.roundtrip.runs import control_names, paragraph_text, read_line
from briefgen.roundtrip.sheet import ListMark, outline_level
from briefgen.roundtrip.unread import local
from briefgen.slotted import dataclass

_HEADING: Final = re.compile(r"heading ([1-9])$")
_CALLOUT: Final = ("bg callout", "bg recommendation", "bg sources differ", "bg new since")
_DETAIL: Final = "bg contents detail"
_FIGURE: Final = "bg figure"
_THROUGH: Final = frozenset(("ins", "moveTo", "customXml", "smartTag"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What a paragraph's marks are looked up in: ids of places, names of styles, addresses."""

    ids: tuple[str, ...]
    styles: Mapping[str, str]
    bold: frozenset[str]  # ids of styles in which all words are strong
    links: Mapping[str, str]
    levels: Mapping[str, int] = field(default_factory=dict)  # style id -> level of heading
    lists: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # style id -> list, level
    marks: Mapping[tuple[str, str], ListMark] = field(default_factory=dict)  # of list, level
    colours: frozenset[str] = frozenset()  # all that the styles name
    drawn: frozenset[str] = frozenset()  # the memo's own words beside what is new
    notes: Mapping[str, str] = field(default_factory=dict)  # people's, by what leads to them


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where in the memo's tables a paragraph stands; all count from 0."""

    table: int
    row: int
    column: int
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One paragraph of an edited memo. `claims` are ids of places that its marks name, the
    strongest first; `lead` is a number before a heading, `label` what
    stands before a caption; `level` is that of a heading, 0 for none; `mark` what a point begins
    with; `was` what it was written as, such as "Heading 2" or "Bullet".
    """

    text: str
    lines: str = ""
    lead: str = ""
    label: str = ""
    claims: tuple[str, ...] = ()
    cell: Cell | None = None
    level: int = 0
    listed: bool = False
    mark: ListMark | None = None
    was: str = ""
    callout: bool = False
    remarks: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the contents of a memo say, and the details of their entries; and how many drawings of
    its own it has: all of it furniture, which may be taken out and is never edited.
    """

    entries: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    drawings: int = 0


@dataclass(slots=True, kw_only=True)
class _Body:
    """One walk over a body."""

    lookup: Lookup
    by_tag: Mapping[str, str]
    by_key: Mapping[str, str]
    tables: int = 0
    visited: set[Element]
    carried: list[Line] = field(default_factory=list)  # their paragraph's end was deleted
    entries: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    drawings: int = 0


def read_paragraphs(
    body: Element, lookup: Lookup
) -> tuple[tuple[Found, ...], Set[Element], Contents]:
    """Every paragraph but those of contents, gaps and drawings, empty ones too; the elements of
    all that were read; and the contents.
    """
    visited: set[Element] = set()
    walk = _Body(
        lookup=lookup,
        visited=visited,
        by_tag={tag_of(id): id for id in lookup.ids},
        by_key={key_of(id): id for id in lookup.ids},
    )
    found = list(_blocks(body, walk, (), None))
    if walk.carried:
        found.append(_found(walk.carried.pop(), walk, (), None, None, ""))
    contents = Contents(
        entries=tuple(walk.entries), details=tuple(walk.details), drawings=walk.drawings
    )
    return tuple(found), visited, contents


def _blocks(
    parent: Element, walk: _Body, claims: tuple[str, ...], cell: Cell | None
) -> Iterator[Found]:
    for child in parent:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, walk, claims, cell)
        elif name == "tbl":
            yield from _table(child, walk)
        elif name == "sdt":
            yield from _control(child, walk, claims, cell)
        elif name in _THROUGH:
            yield from _blocks(child, walk, claims, cell)


def _control(
    control: Element, walk: _Body, claims: tuple[str, ...], cell: Cell | None
) -> Iterator[Found]:
    properties = control.find(f"{W}sdtPr")
    content = control.find(f"{W}sdtContent")
    if properties is None or content is None:
        return
    if properties.find(f"{W}docPartObj") is not None:
        for paragraph in content.iter(f"{W}p"):
            _take_entry(paragraph_text(paragraph), _style_of(paragraph, walk), walk)
        return
    if properties.find(f"{W}showingPlcHdr") is not None:
        return
    own = _named(control_names(properties), walk)
    yield from _blocks(content, walk, (*own, *claims), cell)


def _named(names: tuple[str, str], walk: _Body) -> tuple[str, ...]:
    """The place that a control's tag or alias names."""
    tag, alias = names
    if tag in walk.by_tag:
        return (walk.by_tag[tag],)
    key = alias.rpartition(" · ")[2]
    return (walk.by_key[key],) if key in walk.by_key else ()


def _table(table: Element, walk: _Body) -> Iterator[Found]:
    number = walk.tables
    walk.tables += 1
    rows = list(_rows(table))
    cells = [(r, c, tc) for r, row in enumerate(rows) for c, tc in enumerate(_cells(row))]
    if rows and reads_by_column(rows[0]):
        cells.sort(key=lambda cell: (cell[1], cell[0]))
    for row, column, tc in cells:
        place = Cell(table=number, row=row, column=column, merged=_is_merged(tc))
        yield from _blocks(tc, walk, (), place)


def _is_merged(cell: Element) -> bool:
    """Whether it spans rows or columns (ECMA-376-1, 17.4.17, 17.4.85), as no cell of ours does."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return False
    return properties.find(f"{W}vMerge") is not None or value_of(properties, "gridSpan") not in (
        "",
        "1",
    )


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name == "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif name in _THROUGH or name in ("sdt", "sdtContent"):
            yield from _rows(child)


def _cells(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = local(child)
        if name == "tc":
            yield child
        elif name in _THROUGH or name in ("sdt", "sdtContent"):
            yield from _cells(child)


def _paragraph(
    element: Element, walk: _Body, claims: tuple[str, ...], cell: Cell | None
) -> Iterator[Found]:
    properties = element.find(f"{W}pPr")
    style_id = value_of(properties, "pStyle")
    style = walk.lookup.styles.get(style_id, "")
    line = read_line(
        element,
        walk.lookup.styles,
        walk.lookup.links,
        figures=style == _FIGURE,
        caption=style == "caption",
        bold=style_id in walk.lookup.bold,
        colours=walk.lookup.colours,
        drawn=walk.lookup.drawn,
        notes=walk.lookup.notes,
    )
    if line.contents or style.startswith("toc") or style == _DETAIL:
        _take_entry(plain_words(line.text()), style, walk)
        return  # it says again what stands below
    walk.visited.add(element)
    walk.drawings += style == _FIGURE and _is_drawn(element)
    if style == "bg gap" and not line.text() and not line.odd:
        return
    if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
        if line.text():
            walk.carried.append(line)  # its words run on into the next paragraph
        return
    yield _found(line, walk, claims, cell, properties, style_id)


def _take_entry(words: str, style: str, walk: _Body) -> None:
    """A line of the contents."""
    if words:
        (walk.details if style == _DETAIL else walk.entries).append(words)


def _style_of(paragraph: Element, walk: _Body) -> str:
    return walk.lookup.styles.get(value_of(paragraph.find(f"{W}pPr"), "pStyle"), "")


def _is_drawn(paragraph: Element) -> bool:
    return next(paragraph.iter(f"{W}drawing", f"{W}pict"), None) is not None


def _found(
    line: Line,
    walk: _Body,
    claims: tuple[str, ...],
    cell: Cell | None,
    properties: Element | None,
    style_id: str,
) -> Found:
    style = walk.lookup.styles.get(style_id, "")
    before, walk.carried = walk.carried, []
    for one in reversed(before):
        line.pieces[:0] = one.pieces
        line.names += one.names
        line.tags += one.tags
        line.remarks += one.remarks
        line.who, line.when = line.who or one.who, line.when or one.when
    inner = [id for names in line.tags for id in _named(names, walk)]
    marks = [
        walk.by_key[name.removeprefix(BOOKMARK)]
        for name in line.names
        if name.startswith(BOOKMARK) and name.removeprefix(BOOKMARK) in walk.by_key
    ]
    own = [alias.rpartition(" · ")[0] for tag, alias in line.tags if _named((tag, alias), walk)]
    list_ = _list_of(properties, style_id, walk.lookup)
    return Found(
        text=line.text(),
        lines=line.lines(),
        lead=line.lead.strip(),
        label=line.label,
        claims=tuple(dict.fromkeys((*claims, *inner, *marks))),
        cell=cell,
        level=_level(style, properties, walk.lookup.levels.get(style_id, 0)),
        listed=style.startswith(("list bullet", "list number"))
        or (list_[0] not in ("", "0") and _has_list(properties)),
        mark=walk.lookup.marks.get(list_),
        was=own[0] if own else "",
        callout=style.startswith(_CALLOUT),
        remarks=tuple(line.remarks),
        odd=tuple(dict.fromkeys(line.odd)),
        who=line.who,
        when=line.when,
    )


def _list_of(properties: Element | None, style: str, lookup: Lookup) -> tuple[str, str]:
    """The list that a paragraph or its style names, and the level in it; ("", "0") for none."""
    inherited = lookup.lists.get(style, ("", "0"))
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return inherited
    return (
        value_of(numbered, "numId") or inherited[0],
        value_of(numbered, "ilvl") or inherited[1],
    )


def _has_list(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}numPr/{W}numId") is not None


def _level(style: str, properties: Element | None, inherited: int) -> int:
    match = _HEADING.match(style)
    if match:
        return int(match.group(1))
    stated = properties.find(f"{W}outlineLvl") if properties is not None else None
    return outline_level(stated) if stated is not None else inherited
