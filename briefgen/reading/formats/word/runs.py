"""The runs of one Word paragraph into inlines, with the notes and boxes that hang on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from briefgen.model import Emph, Inline, Inlines, Strong, Text
from briefgen.raised import lower_figures, raise_figures
from briefgen.reading.formats.word.package import Element, R, W
from briefgen.reading.formats.word.styles import Look, Styles, over, paragraph_look, value, whole
from briefgen.reading.formats.words import link, squeeze

_THROUGH: Final = frozenset(
    "smartTag customXml sdt sdtContent fldSimple bdo dir ins moveTo ruby rubyBase".split(" ")  # noqa: SIM905
)
_MARKS: Final = frozenset(("footnote reference", "endnote reference"))
_GONE: Final = frozenset(("del", "moveFrom"))
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRIVATE: Final = range(0xE000, 0xF900)  # symbol fonts: no letters, only shapes


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was passed over in a whole file."""

    tracked: int = 0
    hidden: int = 0


@dataclass(slots=True, kw_only=True)
class Runs:
    """A paragraph's words. `raw` keeps tabs; `bold`: every word of it is."""

    content: list[Inline] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (part, id)
    boxes: list[Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    bold: bool = True
    size: int = 0

    @property
    def text(self) -> str:
        return "".join(self.raw)


def local(element: Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_runs(
    paragraph: Element, look: Look, styles: Styles, links: Mapping[str, str], tally: Tally
) -> Runs:
    """The words of a w:p as they read once every tracked change is accepted."""
    runs = Runs()
    _children(paragraph, runs, look, styles, links, tally)
    return runs


def _children(
    parent: Element,
    runs: Runs,
    look: Look,
    styles: Styles,
    links: Mapping[str, str],
    tally: Tally,
) -> None:
    for child in parent:
        name = local(child)
        if name == "r" and child.tag.startswith(W):
            _run(child, runs, look, styles, tally)
        elif name == "hyperlink":
            before = len(runs.content)
            _children(child, runs, look, styles, links, tally)
            inner = tuple(runs.content[before:])
            runs.content[before:] = link(links.get(child.get(f"{R}id") or "", ""), inner)
        elif name in _GONE:
            tally.tracked += 1
        elif name in _THROUGH:
            tally.tracked += name in ("ins", "moveTo")
            _children(child, runs, look, styles, links, tally)
        elif name in ("oMath", "oMathPara"):
            text = "".join(t.text or "" for t in child.iter(f"{_MATH}t"))
            _add(runs, text, Look(), look)


def _run(run: Element, runs: Runs, look: Look, styles: Styles, tally: Tally) -> None:
    properties = run.find(f"{W}rPr")
    style = value(properties, "rStyle") if properties is not None else None
    own = over(paragraph_look(None, properties), styles.run_look(style))
    if properties is not None and any(local(x) in ("ins", "del") for x in properties):
        tally.tracked += 1
    text = "".join(_pieces(run, runs))
    if own.name in _MARKS:
        return  # the number of a note, which is read where it stands
    hidden = own.hidden if own.hidden is not None else look.hidden
    if hidden:
        tally.hidden += len(text.split())
    elif own.struck if own.struck is not None else look.struck:
        runs.struck.append(text)
    else:
        _add(runs, text, own, look)


def _add(runs: Runs, text: str, own: Look, look: Look) -> None:
    """Words in the emphasis that sets them off from the rest of their paragraph."""
    if not text:
        return
    place = own.place or look.place
    if place in ("superscript", "subscript"):
        text = raise_figures(text) if place == "superscript" else lower_figures(text)
    runs.raw.append(text)
    words: Inlines = (Text(squeeze(text)),) if squeeze(text) else ()
    bold = own.bold if own.bold is not None else bool(look.bold)
    if text.strip():
        runs.bold = runs.bold and bool(bold)
        runs.size = max(runs.size, own.size or look.size or 0)
    if own.italic and not look.italic and words:
        words = (Emph(words),)
    if bold and not look.bold and words:
        words = (Strong(words),)
    runs.content += words


def _pieces(run: Element, runs: Runs) -> Iterator[str]:
    for child in run:
        name = local(child)
        match name:
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield "\t"
            case "br" | "cr":
                yield " "
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield _symbol(child)
            case "footnoteReference" | "endnoteReference":
                runs.notes.append((name.removesuffix("Reference") + "s", child.get(f"{W}id") or ""))
            case "drawing" | "pict" | "object" | "AlternateContent":
                _drawing(child, runs)
            case _:
                continue


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return "•" if code in _PRIVATE or code < 0x20 else chr(min(code, 0xFFFD))


def _drawing(element: Element, runs: Runs) -> None:
    """Text boxes and pictures' words; of two versions of a drawing, the first that has any.

    A group of shapes with words that stand for it is a picture: its boxes are labels in it.
    """
    if element.tag == f"{_MC}AlternateContent":
        for version in element:
            if len(version) and local(version) in ("Choice", "Fallback"):
                for inner in version:
                    _drawing(inner, runs)
                return
        return
    boxes = [x for x in element.iter(f"{W}txbxContent") if not _boxed(x, element)]
    alt = [x.get("descr") or "" for x in element.iter() if local(x) == "docPr"]
    said = [squeeze(text).strip() for text in alt if text.strip()]
    if boxes and not (said and any(local(x) == "wgp" for x in element.iter())):
        runs.boxes += boxes
    else:
        runs.pictures += said


def _boxed(element: Element, top: Element) -> bool:
    """Whether a box stands inside another, or in the second version of a drawing."""
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag in (f"{W}txbxContent", f"{_MC}Fallback"):
            return True
    return False


def grid_span(cell: Element) -> int:
    """How many columns of the grid a w:tc takes (17.4.17)."""
    properties = cell.find(f"{W}tcPr")
    span = whole(value(properties, "gridSpan")) if properties is not None else None
    return min(max(span or 1, 1), 100)
