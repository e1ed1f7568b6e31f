"""One paragraph of a memo to its words with markup, as they read once every change is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from briefgen.inline_text import write_inlines
from briefgen.model import Emph, Inline, Inlines, Link, Strong, Text, without_controls
from briefgen.ooxml import Element, R, W

_THROUGH: Final = frozenset(
    ("smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir", "ins", "moveTo", "fldSimple")
)
_GONE: Final = frozenset(("del", "moveFrom"))
_NOTE_STYLES: Final = tuple(
    f"{kind} {word}" for kind in ("footnote", "endnote") for word in ("reference", "anchor")
)
_PAGE: Final = re.compile(r"\s*(?:\d+|[ivxlcdm]+)?\s*", re.IGNORECASE)
_CHANGE_STYLE: Final = "bg change"  # the word beside what is new: the pack's, not the block's
# Direct formatting that overrides cannot hold, by the element that says it.
_NOT_CARRIED: Final = {
    "strike": "struck-through words",
    "dstrike": "struck-through words",
    "highlight": "highlighting",
    "u": "underlining",
}
# Kinds of content that it cannot hold either, by the element that brings them.
_NOT_READ: Final = {
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "a reading aid over words",
    "sym": "a sign of a symbol font",
}
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words with one look; `lead` words are a number that the memo counts itself."""

    text: str
    strong: bool = False
    slanted: bool = False
    target: str = ""


@dataclass(slots=True, kw_only=True)
class Line:
    """What a paragraph says and bears. `names`: bookmarks; `remarks`: ids of comments;
    `odd`: what overrides cannot hold; `who`, `when`: the last tracked change.
    """

    pieces: list[_Piece] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)  # (tag, alias) of inner controls
    remarks: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    lead: str = ""  # a number before a heading
    contents: bool = False  # an entry of a table of contents
    who: str = ""
    when: str = ""

    def text(self) -> str:
        """The words with markup."""
        return write_inlines(_inlines(self.pieces))

    def lines(self) -> str:
        """The bare words with their line breaks: what code is."""
        return "".join(piece.text for piece in self.pieces).strip("\n")


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Where the reading of one paragraph stands; fields may be nested."""

    styles: Mapping[str, str]
    links: Mapping[str, str]
    bold: bool  # the paragraph's style is: its words are not strong by being bold
    colours: Set[str] = frozenset()  # those that the memo's own styles have; none: any
    line: Line = field(default_factory=Line)
    fields: list[str] = field(default_factory=list)  # instructions of open fields
    in_code: list[bool] = field(default_factory=list)  # before the field's result


def read_line(
    paragraph: Element,
    styles: Mapping[str, str],
    links: Mapping[str, str],
    *,
    figures: bool,
    bold: bool = False,
    colours: Set[str] = frozenset(),
) -> Line:
    """The paragraph's words; `figures`: drawings in it are the memo's own; `bold`: its style is;
    `colours`: those of the memo itself, where others are to be named.
    """
    walk = _Walk(styles=styles, links=links, bold=bold, colours=colours)
    mark = paragraph.find(f"{W}pPr/{W}rPr/{W}ins")
    if mark is not None:
        _tracked(walk.line, mark)
    for element in paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object"):
        if not figures:
            walk.line.odd.append("a picture")
            break
        if element.tag == f"{W}object":
            walk.line.odd.append("an embedded file")
    _children(paragraph, walk, "")
    return walk.line


def paragraph_text(paragraph: Element) -> str:
    """The bare words of a paragraph in a note or a comment."""
    line = read_line(paragraph, {}, {}, figures=True)
    return " ".join("".join(piece.text for piece in line.pieces).split())


def local(element: Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(parent: Element, walk: _Walk, target: str) -> None:
    for child in parent:
        name = local(child)
        match name:
            case "r":
                _run(child, walk, target)
            case "bookmarkStart":
                walk.line.names.append(child.get(f"{W}name") or "")
            case "commentRangeStart":
                walk.line.remarks.append(child.get(f"{W}id") or "")
            case "hyperlink":
                anchor = child.get(f"{W}anchor") or ""
                if anchor.startswith("_Note"):
                    continue
                address = walk.links.get(child.get(f"{R}id") or "", "")
                _children(child, walk, address or (f"#{anchor}" if anchor else ""))
            case "sdt":
                _control(child, walk, target)
            case "fldSimple":
                _simple_field(child, walk, target)
            case _ if name in _NOT_READ:
                walk.line.odd.append(_NOT_READ[name])
            case _ if name in _GONE:
                _tracked(walk.line, child)
            case _ if name in _THROUGH:
                if name in ("ins", "moveTo"):
                    _tracked(walk.line, child)
                _children(child, walk, target)
            case _:
                pass


def _control(control: Element, walk: _Walk, target: str) -> None:
    properties = control.find(f"{W}sdtPr")
    content = control.find(f"{W}sdtContent")
    if properties is not None:
        walk.line.tags.append(control_names(properties))
        if properties.find(f"{W}showingPlcHdr") is not None:
            return
    if content is not None:
        _children(content, walk, target)


def control_names(properties: Element) -> tuple[str, str]:
    """Tag and alias of a content control."""
    found = [properties.find(f"{W}{name}") for name in ("tag", "alias")]
    tag, alias = ((e.get(f"{W}val") or "") if e is not None else "" for e in found)
    return tag, alias


def _simple_field(element: Element, walk: _Walk, target: str) -> None:
    instruction = (element.get(f"{W}instr") or "").strip()
    if instruction.startswith("SEQ"):
        walk.line.pieces.clear()
    elif not instruction.startswith(("NOTEREF", "PAGEREF", "PAGE")):
        _children(element, walk, target)


def _tracked(line: Line, change: Element) -> None:
    """Who made a tracked change; the latest of a paragraph counts."""
    when = change.get(f"{W}date") or ""
    if when >= line.when:
        line.when = when
        line.who = change.get(f"{W}author") or line.who


def _run(run: Element, walk: _Walk, target: str) -> None:
    properties = run.find(f"{W}rPr")
    style = walk.styles.get(_value(properties, "rStyle"), "")
    if style == _CHANGE_STYLE:
        return
    mark = style in _NOTE_STYLES or run.find(f"{W}footnoteReference") is not None
    for child in run:
        match local(child):
            case "fldChar":
                _field_mark(child.get(f"{W}fldCharType") or "", walk)
            case "instrText":
                if walk.fields:
                    walk.fields[-1] += child.text or ""
            case "commentReference":
                identity = child.get(f"{W}id") or ""
                if identity not in walk.line.remarks:
                    walk.line.remarks.append(identity)
            case name if name in _NOT_READ:
                walk.line.odd.append(_NOT_READ[name])
            case _:
                text = _text(child)
                if style == "bg number":
                    walk.line.lead += text
                elif text and not mark and not _is_code(walk, text):
                    _add(walk, text, properties, style, target)


def _text(element: Element) -> str:
    """The characters that a child of a run stands for."""
    match local(element):
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return " "
        case "br" if element.get(f"{W}type") in ("page", "column"):
            return ""
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "\u2011"
        case _:
            return ""


def _field_mark(kind: str, walk: _Walk) -> None:
    if kind == "begin":
        walk.fields.append("")
        walk.in_code.append(True)
    elif kind == "separate" and walk.fields:
        walk.in_code[-1] = False
        instruction = walk.fields[-1].strip()
        walk.line.contents = walk.line.contents or instruction.startswith("TOC")
        walk.in_code[-1] = instruction.startswith(("NOTEREF", "PAGEREF", "SEQ"))
    elif kind == "end" and walk.fields:
        if walk.fields.pop().strip().startswith("SEQ"):
            walk.line.pieces.clear()  # "Table 1" is counted by Word
        walk.in_code.pop()


def _is_code(walk: _Walk, text: str) -> bool:
    """Whether a text is what a field counts. Of a link to a heading LibreOffice makes a reference
    to a page and leaves the link's words in it: those are no number.
    """
    linked = bool(walk.fields) and walk.fields[-1].strip().startswith("PAGEREF")
    inner = walk.in_code[:-1] if linked and not _PAGE.fullmatch(text) else walk.in_code
    return any(inner)


def _add(walk: _Walk, text: str, properties: Element | None, style: str, target: str) -> None:
    if properties is not None:
        if _is_on(properties, "vanish"):
            walk.line.odd.append("hidden words")
            return
        place = _value(properties, "vertAlign")
        if place in ("superscript", "subscript"):
            text = _shifted(walk.line, text, raised=place == "superscript")
            if not text:
                return
        for name, what in _NOT_CARRIED.items():
            if _is_on(properties, name) and not (name == "u" and (target or "link" in style)):
                walk.line.odd.append(what)
        walk.line.odd += _inked(properties, walk.colours)
    clean = without_controls(text) if text != "\n" else text
    strong = style == "strong" or (properties is not None and _is_on(properties, "b"))
    slanted = style == "emphasis" or (properties is not None and _is_on(properties, "i"))
    walk.line.pieces.append(_Piece(clean, strong and not walk.bold, slanted, target))


def _inked(properties: Element, colours: Set[str]) -> Iterator[str]:
    """Colours that people gave to words or to the ground below them."""
    colour = _value(properties, "color").upper()
    if colours and colour not in ("", "AUTO") and colour not in colours:
        yield "coloured words"
    shade = properties.find(f"{W}shd")
    fill = (shade.get(f"{W}fill") or "").lower() if shade is not None else ""
    if fill not in ("", "auto", "ffffff"):
        yield "shading"


def _shifted(line: Line, text: str, *, raised: bool) -> str:
    """Raised or lowered words: figures right after a letter or a figure (km², CO₂) as characters
    of their own; raised figures elsewhere are the mark of a note, whose style an editor has lost.
    """
    figures = text.strip().isascii() and text.strip().isdigit()
    before = line.pieces[-1].text[-1:] if line.pieces else ""
    if figures and before.isalnum():
        return text.translate(_RAISED if raised else _LOWERED)
    if figures and raised:
        line.odd.append("a raised number")
        return ""
    line.odd.append("raised words" if raised else "lowered words")
    return text


def _value(properties: Element | None, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return (found.get(f"{W}val") or "") if found is not None else ""


def _is_on(properties: Element, name: str) -> bool:
    """Whether a run says so itself (ST_OnOff, 22.9.2.7)."""
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off", "none")


# --- pieces to inlines ----------------------------------------------------------------------------


def _inlines(pieces: list[_Piece]) -> Inlines:
    """Neighbours of one look as one run, the link outside, then strong, then slanted."""
    return tuple(_linked(pieces))


def _linked(pieces: list[_Piece]) -> Iterator[Inline]:
    for target, run in groupby(pieces, key=lambda p: p.target):
        inner = tuple(_strong(list(run)))
        if target:
            yield Link(target, inner)
        else:
            yield from inner


def _strong(pieces: list[_Piece]) -> Iterator[Inline]:
    for strong, run in groupby(pieces, key=lambda p: p.strong):
        inner = tuple(_slanted(list(run)))
        if strong:
            yield Strong(inner)
        else:
            yield from inner


def _slanted(pieces: list[_Piece]) -> Iterator[Inline]:
    for slanted, run in groupby(pieces, key=lambda p: p.slanted):
        text = Text(without_controls("".join(p.text for p in run)))
        if not text.text:
            continue
        yield Emph((text,)) if slanted else text
