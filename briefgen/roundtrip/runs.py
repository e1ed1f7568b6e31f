"""One paragraph of a memo to its words with markup, as they read once every change is accepted."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field
from types import MappingProxyType
from typing import Final

from briefgen.model import without_controls
from briefgen.ooxml import Element, R, W
from briefgen.roundtrip.counted_fields import Fields, is_number
from briefgen.roundtrip.looks import is_on, odd_looks, shifted, value_of
from briefgen.roundtrip.pieces import Line, Piece
from briefgen.roundtrip.unread import branch_of, local, not_read, texts_in, unread_words
from briefgen.slotted import dataclass

_THROUGH: Final = frozenset(
    ("smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir", "ins", "moveTo", "fldSimple")
)
_GONE: Final = frozenset(("del", "moveFrom"))
_NOTE_STYLES: Final = tuple(
    f"{kind} {word}" for kind in ("footnote", "endnote") for word in ("reference", "anchor")
)
_CHANGE_STYLE: Final = "bg change"  # the word beside what is new: the pack's, not the block's
# Kinds of content that overrides cannot hold, by the element that brings them.
_NOT_READ: Final = {
    "oMath": "an equation",
    "oMathPara": "an equation",
    "ruby": "a reading aid over words",
    "sym": "a sign of a symbol font",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a run says of all its words: its formatting, its style and where a link leads."""

    properties: Element | None
    style: str
    target: str


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Where the reading of one paragraph stands."""

    styles: Mapping[str, str]
    links: Mapping[str, str]
    fields: Fields
    bold: bool  # the paragraph's style is: its words are not strong by being bold
    colours: Set[str] = frozenset()  # those that the memo's own styles have; none: any
    drawn: Set[str] = frozenset()  # words that say what is new
    notes: Mapping[str, str] = field(default_factory=dict)  # people's, by their marks
    line: Line = field(default_factory=Line)


def read_line(
    paragraph: Element,
    styles: Mapping[str, str],
    links: Mapping[str, str],
    *,
    figures: bool,
    caption: bool = False,
    bold: bool = False,
    colours: Set[str] = frozenset(),
    drawn: Set[str] = frozenset(),
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Line:
    """The paragraph's words; `figures`: drawings in it are the memo's own; `caption`: it is one;
    `bold`: its style is; `colours`, `drawn`: those of the memo itself, where others are to be
    named; `notes`: people's by what leads to them, as "footnoteReference 3" or "#_Note1".
    """
    walk = _Walk(
        styles=styles,
        links=links,
        fields=Fields(caption=caption),
        bold=bold,
        colours=colours,
        drawn=drawn,
        notes=notes,
    )
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
    if unread := unread_words(paragraph, walk.line.pieces):
        walk.line.odd.append(unread)
    return walk.line


def paragraph_text(paragraph: Element) -> str:
    """The bare words of a paragraph in a note or a comment."""
    line = read_line(paragraph, {}, {}, figures=True)
    return " ".join("".join(piece.text for piece in line.said()).split())


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
                _hyperlink(child, walk)
            case "sdt":
                _control(child, walk, target)
            case "fldSimple":
                walk.fields.open((child.get(f"{W}instr") or "").strip(), walk.line)
                _children(child, walk, target)
                walk.fields.mark("end", walk.line)
            case "AlternateContent":
                _children(branch_of(child), walk, target)
            case _ if name in _NOT_READ:
                _leave(child, walk.line)
            case _ if name in _GONE:
                _tracked(walk.line, child)
            case _ if name in _THROUGH:
                if name in ("ins", "moveTo"):
                    _tracked(walk.line, child)
                _children(child, walk, target)
            case _:
                pass


def _hyperlink(element: Element, walk: _Walk) -> None:
    """The words of a link; the number that leads to a note is none of them."""
    anchor = element.get(f"{W}anchor") or ""
    words = "".join(texts_in(element))
    if anchor.startswith("_Note") and is_number(words):
        _take_note(f"#{anchor}", walk)
        walk.line.leave(words)
        return
    address = walk.links.get(element.get(f"{R}id") or "", "")
    walk.fields.anchor = anchor
    _children(element, walk, address or (f"#{anchor}" if anchor else ""))
    walk.fields.anchor = ""


def _take_note(mark: str, walk: _Walk) -> None:
    """A note of people's, in the place of its mark."""
    if words := walk.notes.get(mark):
        walk.line.pieces.append(Piece("", note=words))


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


def _leave(element: Element, line: Line) -> None:
    """Content that cannot be held: it is named, and its words are known to be none of the place."""
    line.odd.append(_NOT_READ[local(element)])
    for text in texts_in(element):
        line.leave(text)


def _tracked(line: Line, change: Element) -> None:
    """Who made a tracked change; the latest of a paragraph counts."""
    when = change.get(f"{W}date") or ""
    if when >= line.when:
        line.when = when
        line.who = change.get(f"{W}author") or line.who


def _run(run: Element, walk: _Walk, target: str) -> None:
    properties = run.find(f"{W}rPr")
    style = walk.styles.get(value_of(properties, "rStyle"), "")
    if style == _CHANGE_STYLE:
        _leave_change(run, walk)
        return
    look = _Look(properties=properties, style=style, target=target)
    for child in run:
        for inner in branch_of(child) if local(child) == "AlternateContent" else (child,):
            _in_run(inner, walk, look)


def _in_run(child: Element, walk: _Walk, look: _Look) -> None:
    match local(child):
        case "fldChar":
            walk.fields.mark(child.get(f"{W}fldCharType") or "", walk.line)
        case "instrText":
            walk.fields.tell(child.text or "")
        case "footnoteReference" | "endnoteReference" as name:
            _take_note(f"{name} {child.get(f'{W}id')}", walk)
        case "commentReference":
            identity = child.get(f"{W}id") or ""
            if identity not in walk.line.remarks:
                walk.line.remarks.append(identity)
        case name if name in _NOT_READ:
            _leave(child, walk.line)
        case _:
            _take_text(_text(child), walk, look)


def _leave_change(run: Element, walk: _Walk) -> None:
    """The word that says what is new; what people typed into it is named."""
    words = "".join(texts_in(run))
    walk.line.leave(words)
    if any(word not in walk.drawn for word in words.split()):
        walk.line.odd.append(not_read(words))


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


def _take_text(text: str, walk: _Walk, look: _Look) -> None:
    """A text where it belongs: to the words, to a number before a heading, or to neither."""
    if not text or walk.fields.is_in_code():
        return
    if look.style == "bg number":
        walk.line.lead += text
        walk.line.leave(text)
    elif (look.style in _NOTE_STYLES and is_number(text)) or walk.fields.takes(text, walk.line):
        walk.line.leave(text)
    else:
        _add(walk, text, look)


def _add(walk: _Walk, text: str, look: _Look) -> None:
    properties, line = look.properties, walk.line
    if properties is not None:
        if is_on(properties, "vanish"):
            line.odd.append("hidden words")
            line.leave(text)
            return
        place = value_of(properties, "vertAlign")
        if place in ("superscript", "subscript"):
            moved = shifted(line, text, raised=place == "superscript")
            if not moved:
                line.leave(text)
                return
            text = moved
        linked = bool(look.target) or "link" in look.style
        line.odd += odd_looks(properties, walk.colours, linked=linked)
    clean = without_controls(text) if text != "\n" else text
    strong = look.style == "strong" or (properties is not None and is_on(properties, "b"))
    slanted = look.style == "emphasis" or (properties is not None and is_on(properties, "i"))
    line.pieces.append(Piece(clean, strong and not walk.bold, slanted, look.target))
