"""Why a letterhead is refused: what would carry foreign code, words or links into every memo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is wrong with a letterhead, and how its owner mends it in Word."""

    why: str
    remedy: str


MACROS: Final = Refusal("it holds macros or controls that run", "save it as .docx or .dotx")
STRICT: Final = Refusal(
    "it is saved in the strict form", 'save it as "Word Document", not as "Strict Open XML"'
)
NO_WORD: Final = Refusal("it is no Word document", "save it as .docx or .dotx")
TRACKED: Final = Refusal(
    "it holds tracked changes", "accept or reject them in Word and switch tracking off"
)
HIDDEN: Final = Refusal("it holds hidden text", "show hidden text in Word and delete or unhide it")
COMMENTS: Final = Refusal("it holds comments", "delete them in Word")
NOTES: Final = Refusal("it holds footnotes or endnotes", "put their words into the text")
PLACE: Final = Refusal(
    "its control for the text stands inside a paragraph, table or text box",
    "let it be a rich text control on lines of its own, once",
)
LOOSE: Final = Refusal("it refers to a part that it does not hold", "save it anew in Word")

_CHANGES: Final = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "rPrChange",
     "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange",
     "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
     "customXmlInsRangeStart", "customXmlDelRangeStart", "delText", "delInstrText"}
)  # fmt: skip
_OBJECTS: Final = {
    "object": "an embedded object", "control": "a control that runs", "altChunk": "another file",
    "subDoc": "another document", "contentPart": "a part of another program",
}  # fmt: skip
_FETCHING: Final = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DDEAUTO|DDE|DATABASE|MACROBUTTON|RD|"
    r"MERGEFIELD|NEXT|ASK|FILLIN)\b",
    re.IGNORECASE,
)


def find_refusals(parts: list[Element], styles: Element | None) -> Iterator[Refusal]:
    """What stands in the text of the parts that a memo would carry and may not."""
    hidden = _hidden_styles(styles)
    for root in parts:
        for element in root.iter(f"{W}*"):
            name = etree.QName(element).localname
            if name in _CHANGES:
                yield TRACKED
            elif name in ("commentReference", "commentRangeStart"):
                yield COMMENTS
            elif name in ("footnoteReference", "endnoteReference"):
                yield NOTES
            elif name in _OBJECTS:
                yield Refusal(f"it holds {_OBJECTS[name]}", "put a picture or words in its place")
            elif name in ("instrText", "fldSimple"):
                yield from _fetching(element)
            elif name == "r" and _is_hidden(element, hidden):
                yield HIDDEN


def _fetching(element: Element) -> Iterator[Refusal]:
    instruction = element.text or element.get(f"{W}instr") or ""
    if found := _FETCHING.match(instruction):
        name = found.group(1).upper()
        why = f"it holds a field that fetches from elsewhere or asks ({name})"
        yield Refusal(why, "put what it shows in its place (Ctrl+Shift+F9)")


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the styles that hide their text."""
    found = styles.iter(f"{W}style") if styles is not None else ()
    return frozenset(
        style.get(f"{W}styleId") or "" for style in found if _vanishes(style.find(f"{W}rPr"))
    )


def _is_hidden(run: Element, hidden: frozenset[str]) -> bool:
    """Whether a run with words, a picture or a tab does not show."""
    if all(etree.QName(child).localname == "rPr" for child in run.iterchildren(f"{W}*")):
        return False
    properties = run.find(f"{W}rPr")
    if properties is None or properties.find(f"{W}vanish") is None:
        return bool(hidden) and not hidden.isdisjoint(_styles_of(run))
    return _vanishes(properties)


def _styles_of(run: Element) -> Iterator[str]:
    own = run.find(f"{W}rPr/{W}rStyle")
    if own is not None:
        yield own.get(f"{W}val") or ""
    for paragraph in run.iterancestors(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            yield style.get(f"{W}val") or ""
        return


def _vanishes(properties: Element | None) -> bool:
    if properties is None:
        return False
    marks = (properties.find(f"{W}vanish"), properties.find(f"{W}specVanish"))
    return any(
        mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off") for mark in marks
    )
