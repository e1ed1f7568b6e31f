"""The places of a letterhead that each memo fills: content controls and fields, by their names."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Final, Literal

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.renderers.word.parts.slotted import place
from briefgen.slotted import dataclass

# What a memo can say in a place. `body` is where its text goes.
NAMES: Final = (
    "title", "subtitle", "date", "audience", "marking", "series", "kind", "to", "from", "body",
)  # fmt: skip
_SAME: Final = {"classification": "marking", "content": "body", "text": "body"}
_PREFIX: Final = re.compile(r"(briefgen|bg)\s*[:./@_-]*\s*@?")
# What Word's own cover pages bind their controls to.
_BOUND: Final = {"title": "title", "creator": "from", "PublishDate": "date"}
_FIELD: Final = re.compile(r'\s*(\w+)(?:\s+"([^"]+)"|\s+([^\s\\"]+))?')
# Fields that would show the clock of whoever opens the memo show the edition's date.
_CLOCKS: Final = frozenset({"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"})
_OWN_FIELDS: Final = {"TITLE": "title", "AUTHOR": "from", **dict.fromkeys(_CLOCKS, "date")}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place that was found: its name, how it is named in the letterhead, and by what means."""

    name: str
    written: str
    means: Literal["control", "property", "field", "added"]
    shown: bool  # not only where an older program looks


def name_of(written: str) -> str:
    """The place that a tag, an alias or a property names; "" for none."""
    plain = _PREFIX.sub("", written.strip().casefold(), count=1)
    plain = _SAME.get(plain, plain)
    return plain if plain in NAMES else ""


def mark_places(root: Element) -> tuple[Placed, ...]:
    """Puts a mark into every place of a tree, in place of what stands there."""
    return (*_mark_controls(root), *_mark_fields(root))


# --- content controls -----------------------------------------------------------------------------


def _mark_controls(root: Element) -> Iterator[Placed]:
    for control in list(root.iter(f"{W}sdt")):
        name, written = control_name(control)
        content = control.find(f"{W}sdtContent")
        if name in ("", "body") or content is None:
            continue
        _fill_control(control, content, name)
        yield Placed(name, written, "control", _is_shown(control))


def is_place(control: Element) -> bool:
    """Whether memos put words of their own into a control."""
    return bool(control_name(control)[0])


def control_name(control: Element) -> tuple[str, str]:
    """The place that a control names by tag, alias or binding, and the words that do it."""
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return "", ""
    for key in ("tag", "alias"):
        element = properties.find(f"{W}{key}")
        written = (element.get(f"{W}val") or "") if element is not None else ""
        if name := name_of(written):
            return name, written
    bound = properties.find(f"{W}dataBinding")
    path = (bound.get(f"{W}xpath") or "") if bound is not None else ""
    target = re.sub(r"\[\d+\]$", "", path).rpartition("/")[2].rpartition(":")[2]
    return _BOUND.get(target, ""), target


def _fill_control(control: Element, content: Element, name: str) -> None:
    """One run in the control's own look, in its first paragraph where it holds paragraphs.

    A binding would bring back old words, so that it goes; so does the grey of "click here".
    """
    properties = control.find(f"{W}sdtPr")
    look = _control_look(properties, content)
    _unbind(properties)
    paragraphs = list(content.iter(f"{W}p"))
    if not paragraphs and not _in_line(control):
        paragraphs = [etree.SubElement(content, f"{W}p")]
    target = paragraphs[0] if paragraphs else content
    for extra in paragraphs[1:]:
        parent = extra.getparent()
        if parent is not None and parent is paragraphs[0].getparent():
            parent.remove(extra)
    for child in list(target):
        if child.tag != f"{W}pPr":
            target.remove(child)
    target.append(_mark(name, look))


def _in_line(control: Element) -> bool:
    """Whether a control stands among the words of a paragraph."""
    blocks = (f"{W}p", f"{W}txbxContent", f"{W}tc", f"{W}body", f"{W}hdr", f"{W}ftr")
    return next((above.tag == f"{W}p" for above in control.iterancestors(*blocks)), False)


def _control_look(properties: Element | None, content: Element) -> Element | None:
    if properties is not None:
        own = properties.find(f"{W}rPr")
        if own is not None or properties.find(f"{W}showingPlcHdr") is not None:
            return own
    return content.find(f".//{W}r/{W}rPr")


def _unbind(properties: Element | None) -> None:
    gone = ("showingPlcHdr", "dataBinding", "placeholder", "temporary")
    for child in list(properties) if properties is not None else ():
        if etree.QName(child).localname in gone:
            child.getparent().remove(child)  # type: ignore[union-attr]  # it has one
        elif child.tag == f"{W}date":
            child.attrib.pop(f"{W}fullDate", "")


def _mark(name: str, look: Element | None) -> Element:
    """A run with a place for words. A marking brings a run of its own, in the ladder's colours."""
    if name == "marking":
        return place(name)
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(copy.deepcopy(look))
    text = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
    text.append(place(name))
    return run


def _is_shown(element: Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is None


# --- fields ---------------------------------------------------------------------------------------


def _mark_fields(root: Element) -> Iterator[Placed]:
    for field in list(root.iter(f"{W}fldSimple")):
        name, written, lasting = field_name(field.get(f"{W}instr") or "")
        parent = field.getparent()
        if not name or parent is None:
            continue
        mark = _mark(name, field.find(f"{W}r/{W}rPr"))
        if lasting:
            field[:] = [mark]
        else:
            parent.replace(field, mark)
        yield Placed(name, written, _means(written), _is_shown(mark))
    for paragraph in list(root.iter(f"{W}p")):
        yield from _mark_complex(paragraph)


def _means(written: str) -> Literal["property", "field"]:
    return "field" if written in _OWN_FIELDS else "property"


def field_name(instruction: str) -> tuple[str, str, bool]:
    """The place that a field names, its name as written, and whether it may stay a field: a clock
    may not, and a marking must not hang on an update.
    """
    found = _FIELD.match(instruction)
    if found is None:
        return "", "", False
    kind = found.group(1).upper()
    if kind == "DOCPROPERTY":
        written = found.group(2) or found.group(3) or ""
        name = name_of(written)
    else:
        name, written = _OWN_FIELDS.get(kind, ""), kind
    name = "" if name == "body" else name
    return name, written, bool(name) and kind not in _CLOCKS and name != "marking"


def _mark_complex(paragraph: Element) -> Iterator[Placed]:
    """Fields of several runs: begin, instruction, separate, result, end (17.16.18)."""
    for runs in list(_fields(paragraph)):
        instruction = "".join(t.text or "" for run in runs for t in run.iter(f"{W}instrText"))
        name, written, lasting = field_name(instruction)
        if not name:
            continue
        at = next((n for n, run in enumerate(runs) if _kind(run) == "separate"), len(runs) - 1)
        result = [run for run in runs[at + 1 : -1] if run.find(f"{W}t") is not None]
        look = (result or runs)[0].find(f"{W}rPr")
        mark = _mark(name, look)
        runs[-1].addprevious(mark)
        for run in runs[at + 1 : -1] if lasting else runs:
            run.getparent().remove(run)  # type: ignore[union-attr]  # it has one
        yield Placed(name, written, _means(written), _is_shown(mark))


def _fields(paragraph: Element) -> Iterator[list[Element]]:
    """The runs of each field that holds no other field."""
    depth, runs = 0, list[Element]()
    nested = False
    for run in _single_runs(paragraph):
        kind = _kind(run)
        if kind == "begin":
            nested = depth > 0
            depth += 1
            runs = [] if depth == 1 else runs
        if depth:
            runs.append(run)
        if kind == "end" and depth:
            depth -= 1
            if depth == 0 and not nested:
                yield runs


def _kind(run: Element) -> str:
    mark = run.find(f"{W}fldChar")
    return (mark.get(f"{W}fldCharType") or "") if mark is not None else ""


def _single_runs(paragraph: Element) -> list[Element]:
    """The paragraph's runs, each mark of a field in a run of its own: some makers put several
    into one.
    """
    for run in [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}fldChar") is not None]:
        content = [child for child in run if child.tag != f"{W}rPr"]
        look = run.find(f"{W}rPr")
        for child in content[:-1]:
            single = etree.Element(f"{W}r")
            if look is not None:
                single.append(copy.deepcopy(look))
            run.addprevious(single)
            single.append(child)
    return list(paragraph.iter(f"{W}r"))
