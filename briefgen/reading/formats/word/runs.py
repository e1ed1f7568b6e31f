"""The runs of one Word paragraph into inlines, with the notes and boxes that hang on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Final

from briefgen.model import Emph, Inline, Inlines, Strong, Text
from briefgen.raised import lower_figures, raise_figures
from briefgen.reading.formats.equations import is_built, linear
from briefgen.reading.formats.symbols import BULLET, symbol_of
from briefgen.reading.formats.word.package import Element, R, W
from briefgen.reading.formats.word.styles import Look, Styles, over, paragraph_look, value, whole
from briefgen.reading.formats.words import link, squeeze
from briefgen.slotted import dataclass

_THROUGH: Final = frozenset(
    "smartTag customXml sdt sdtContent fldSimple bdo dir ins moveTo ruby rubyBase".split(" ")  # noqa: SIM905
)
_MARKS: Final = frozenset(("footnote reference", "endnote reference"))
_GONE: Final = frozenset(("del", "moveFrom"))
# Drawings whose words stand in parts of their own, by the end of their kind's address.
_PARTS: Final = {"chart": "a chart", "chartex": "a chart", "diagram": "a diagram (SmartArt)"}

_PICTURES: Final = frozenset(("pic", "imagedata"))  # of DrawingML (20.2.2.5) and of VML


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was passed over in a whole file."""

    tracked: int = 0
    hidden: int = 0
    unread: list[str] = field(default_factory=list)  # parts with words that are not read


@dataclass(slots=True, kw_only=True)
class Runs:
    """A paragraph's words. `raw` keeps tabs; `bold`: every word of it is."""

    content: list[Inline] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (part, id)
    boxes: list[Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # what stands for each picture, "" for nothing
    struck: list[str] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)  # (words, reason) of a quirk
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
    parent: Iterable[Element],
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
        elif name == "AlternateContent":
            _children(version_of(child), runs, look, styles, links, tally)
        elif name in ("oMath", "oMathPara"):
            _add(runs, _equation(child, runs), Look(), look)


def version_of(alternatives: Element) -> Iterable[Element]:
    """Of two versions of the same (17.17.3, mc:AlternateContent), the first that holds anything."""
    versions = (x for x in alternatives if local(x) in ("Choice", "Fallback") and len(x))
    return next(versions, ())


def _equation(element: Element, runs: Runs) -> str:
    """An equation as a line; one that is more than a line is said to be."""
    words = linear(element)
    if is_built(element):
        runs.odd.append((words, "equation-as-line"))
    return " " * (runs.text[-1:].isdigit() and words[:1].isdigit()) + words


def _run(run: Element, runs: Runs, look: Look, styles: Styles, tally: Tally) -> None:
    properties = run.find(f"{W}rPr")
    style = value(properties, "rStyle") if properties is not None else None
    own = over(paragraph_look(None, properties), styles.run_look(style))
    if properties is not None and any(local(x) in ("ins", "del") for x in properties):
        tally.tracked += 1
    text = "".join(_pieces(run, runs, tally))
    if properties is not None and (font := properties.find(f"{W}rFonts")) is not None:
        text = _in_font(text, font.get(f"{W}ascii") or "")
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


def _pieces(run: Iterable[Element], runs: Runs, tally: Tally) -> Iterator[str]:
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
                yield _symbol(child, runs)
            case "ruby":
                yield _ruby(child)
            case "fldChar":
                yield _chosen(child)
            case "footnoteReference" | "endnoteReference":
                runs.notes.append((name.removesuffix("Reference") + "s", child.get(f"{W}id") or ""))
            case "AlternateContent":
                yield from _pieces(version_of(child), runs, tally)
            case "drawing" | "pict" | "object":
                _drawing(child, runs, tally)
            case _:
                continue


def _symbol(element: Element, runs: Runs) -> str:
    """The character of a w:sym; a shape that Unicode has none for is a bullet, and named."""
    font, written = element.get(f"{W}font") or "", element.get(f"{W}char") or ""
    try:
        found = symbol_of(font, int(written, 16))
    except ValueError:
        return ""
    if not found and runs.text.strip():
        runs.odd.append((f"{font} {written}".strip(), "symbol-not-read"))
    return found or BULLET


def _in_font(text: str, font: str) -> str:
    """Words set in a symbol font, whose letters show as other signs."""
    if font.strip().lower() != "symbol":
        return text
    return "".join(symbol_of(font, ord(char)) or char for char in text)


def _ruby(element: Element) -> str:
    """Words with their reading in brackets behind them (17.3.3.25), as browsers without ruby do."""
    base, reading = (
        "".join(
            text.text or "" for part in element.iter(f"{W}{name}") for text in part.iter(f"{W}t")
        )
        for name in ("rubyBase", "rt")
    )
    return f"{base}({reading})" if base and reading else base + reading


def _chosen(element: Element) -> str:
    """What a drop-down field of a form is set to (17.16.9): it stands in no run."""
    for listed in element.iter(f"{W}ddList"):
        entries = [entry.get(f"{W}val") or "" for entry in listed.findall(f"{W}listEntry")]
        at = whole(value(listed, "result") or value(listed, "default") or "0") or 0
        return entries[at] if at < len(entries) else ""
    return ""


def _drawing(element: Element, runs: Runs, tally: Tally) -> None:
    """Text boxes and pictures' words. A group of shapes with words that stand for it is a picture:
    its boxes are labels in it.
    """
    boxes = [x for x in element.iter(f"{W}txbxContent") if not _boxed(x, element)]
    alt = [x.get("descr") or "" for x in element.iter() if local(x) == "docPr"]
    said = [squeeze(text).strip() for text in alt if text.strip()]
    if boxes and not (said and any(local(x) == "wgp" for x in element.iter())):
        runs.boxes += boxes
    else:
        runs.pictures += said
    if any(local(x) in _PICTURES for x in element.iter()):
        runs.unread.append(" ".join(said))
    elif not said:
        kinds = (x.get("uri") or "" for x in element.iter() if local(x) == "graphicData")
        tally.unread += (what for kind in kinds if (what := _PARTS.get(kind.rpartition("/")[2])))


def _boxed(element: Element, top: Element) -> bool:
    """Whether a box stands inside another, or in the second version of a drawing."""
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag == f"{W}txbxContent" or local(above) == "Fallback":
            return True
    return False


def grid_span(cell: Element) -> int:
    """How many columns of the grid a w:tc takes (17.4.17)."""
    properties = cell.find(f"{W}tcPr")
    span = whole(value(properties, "gridSpan")) if properties is not None else None
    return min(max(span or 1, 1), 100)
