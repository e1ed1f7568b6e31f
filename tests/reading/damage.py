"""Clean documents in words of our own, set in several layouts, and damaged afresh from a seed.

Shares no code with the reader: what a page, a converter or a scan does to a text is written here
from what was seen in real files, and the truth is kept beside it.
"""

from __future__ import annotations

import json
import random
import textwrap
from dataclasses import dataclass, field
from typing import Literal

from tests.places import CASES

Layout = Literal["report", "paged", "plain", "french"]
LAYOUTS: tuple[Layout, ...] = ("report", "paged", "plain", "french")

_DATA = json.loads((CASES / "reading/words.json").read_text("utf-8"))
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_CLOSERS = ".!?:"


@dataclass(kw_only=True)
class Unit:
    """One heading, paragraph, point or row of the clean text; `broken` once damage has cut it."""

    kind: Literal["heading", "paragraph", "item", "row"]
    text: str
    number: str = ""
    level: int = 1
    years: tuple[int, int] = (0, 0)
    broken: bool = False


@dataclass(kw_only=True)
class Damaged:
    """A text as a reader gets it, with the truth and how often each damage struck of its sites."""

    text: str
    truth: list[Unit]
    struck: dict[str, list[int]] = field(default_factory=dict)

    def rate(self, kind: str) -> float:
        hit, sites = self.struck.get(kind, [0, 0])
        return hit / sites if sites else 0.0


class _Typesetter:
    """Sets one document line by line, rolling the dice for each damage at each of its sites."""

    def __init__(self, seed: int, layout: Layout, *, damage: bool) -> None:
        self.dice = random.Random(f"{layout}-{seed}")
        self.layout: Layout = layout
        self.damage = damage
        self.lines: list[str] = []
        self.struck: dict[str, list[int]] = {}
        self.words = _DATA["french" if layout == "french" else "english"]
        self.on_page = 0
        self.page = 1
        self.page_length = self.dice.randint(35, 60)
        self.closed: Unit | None = None  # the paragraph whose compound is closed

    def strikes(self, kind: str, chance: float) -> bool:
        count = self.struck.setdefault(kind, [0, 0])
        count[1] += 1
        hit = self.damage and self.dice.random() < chance
        count[0] += hit
        return hit

    # --- words ---

    def sentence(self) -> str:
        pick = self.dice.choice
        text = f"{pick(self.words['open'])}{pick(self.words['who'])} {pick(self.words['does'])}"
        text += f" {pick(self.words['what'])}"
        for _ in range(self.dice.randint(0, 2)):
            text += f", {pick(self.words['because'])}"
        return text[0].upper() + text[1:] + "."

    def prose(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.dice.randint(least, most)))

    # --- lines ---

    def put(self, line: str = "") -> None:
        self.lines.append(line)
        self.on_page += 1

    def cut(self, text: str) -> tuple[str, str]:
        """Two parts of a text, cut between two words inside a sentence."""
        words = text.split(" ")
        places = [i for i in range(3, len(words) - 2) if words[i - 1][-1] not in _CLOSERS]
        at = self.dice.choice(places)
        return " ".join(words[:at]), " ".join(words[at:])


def clean(seed: int, layout: Layout) -> Damaged:
    """The document without any damage, in its layout."""
    return _set(_Typesetter(seed, layout, damage=False))


def damaged(seed: int, layout: Layout) -> Damaged:
    """The same document with fresh damage of every kind that its layout knows."""
    return _set(_Typesetter(seed, layout, damage=True))


def _set(setter: _Typesetter) -> Damaged:
    units = _compose(setter)
    match setter.layout:
        case "report" | "french":
            _set_report(setter, units)
        case "paged":
            _set_paged(setter, units)
        case "plain":
            _set_plain(setter, units)
    return Damaged(text="\n".join(setter.lines) + "\n", truth=units, struck=setter.struck)


# --- the clean text ------------------------------------------------------------------------------


def _compose(setter: _Typesetter) -> list[Unit]:
    titles = _DATA["french_titles" if setter.layout == "french" else "titles"]
    units: list[Unit] = []
    for index, title in enumerate(titles):
        number = {"report": _ROMAN[index], "french": _ROMAN[index], "paged": str(index + 1)}.get(
            setter.layout, ""
        )
        units.append(Unit(kind="heading", text=title, number=number))
        for _ in range(setter.dice.randint(2, 4)):
            units.append(Unit(kind="paragraph", text=setter.prose(3, 6)))
        if index in (1, 2, 3):
            units.append(Unit(kind="paragraph", text=setter.prose(1, 2)[:-1] + ":"))
            for _ in range(setter.dice.randint(5, 8)):
                units.append(Unit(kind="item", text=setter.prose(1, 3)))
        if index == 4 and setter.layout in ("report", "paged"):
            units += _sub_sections(setter, number)
    if setter.layout != "french":
        units += _chronology(setter)
    return units


def _sub_sections(setter: _Typesetter, parent: str) -> list[Unit]:
    units: list[Unit] = []
    for index, title in enumerate(_DATA["sub_titles"], 1):
        number = f"{parent}.{index}" if setter.layout == "paged" else str(index)
        units.append(Unit(kind="heading", text=title, number=number, level=2))
        units += [Unit(kind="paragraph", text=setter.prose(3, 5)) for _ in range(2)]
    return units


def _chronology(setter: _Typesetter) -> list[Unit]:
    """Rows whose years rise; the last one repeats words of the text, so that it can be mended."""
    units = [Unit(kind="heading", text="Milestones of the Northern Alliance")]
    year = 1996
    for _ in range(9):
        year += setter.dice.randint(1, 2)
        last = year + 3 if setter.dice.random() < 0.25 and setter.layout == "report" else year
        units.append(Unit(kind="row", text=setter.sentence(), years=(year, last)))
    return units


# --- one paragraph to a line, capitals, roman numbers, contents with tabs ------------------------


def _set_report(setter: _Typesetter, units: list[Unit]) -> None:
    french = setter.layout == "french"
    setter.put("RAPPORT SUR LE LITTORAL" if french else "THE OUTER STRAIT A REPORT ON SAFE PASSAGE")
    setter.put()
    _contents(setter, units, "TABLE DES MATIÈRES" if french else "TABLE OF CONTENTS")
    before: Unit | None = None
    since = 0
    page = setter.dice.randint(9, 15)  # paragraphs that fill 35 to 60 lines of a printed page
    setter.closed = _compound_to_close(setter, units)
    for index, unit in enumerate(units):
        since += 1
        breaks = since >= page
        if breaks:
            since, page = 0, setter.dice.randint(9, 15)
        if unit.kind == "heading":
            if before is not None:
                setter.put()
            text = unit.text.upper() if unit.level == 1 else unit.text
            setter.put(f"{unit.number}. {text}" if unit.number else text)
            setter.put()
        elif unit.kind == "paragraph":
            _report_paragraph(setter, unit, breaks)
        elif unit.kind == "item":
            follows = index + 1 < len(units) and units[index + 1].kind == "item"
            head = before is not None and before.kind != "item"
            _report_item(setter, unit, breaks, head and follows)
            if not follows:
                setter.put()
        else:
            _report_row(setter, unit, before, last=index + 1 == len(units))
        before = unit


def _contents(setter: _Typesetter, units: list[Unit], title: str) -> None:
    setter.put(title)
    setter.put()
    for page, unit in enumerate([u for u in units if u.kind == "heading" and u.level == 1], 1):
        text = unit.text.upper()
        if setter.strikes("contents letter", 0.2):
            at = setter.dice.randrange(1, len(text))
            text = text[:at] + setter.dice.choice(("(", "I", "F ", "l")) + text[at + 1 :]
        if setter.strikes("contents cut", 0.1) and len(text.split()) > 3:
            text = " ".join(text.split()[:3])
        setter.put(f"{unit.number}.\t{text}\t{page}\t" if unit.number else f"{text}\t{page}")
    setter.put()


def _compound_to_close(setter: _Typesetter, units: list[Unit]) -> Unit | None:
    """The paragraph whose compound loses its hyphen; it stands elsewhere with it."""
    compound = setter.words.get("compound", "")
    places = [u for u in units if compound and compound in u.text and u.kind == "paragraph"]
    if len(places) < 2 or not setter.strikes("lost hyphen", 0.5):
        return None
    return next((u for u in places if u.text.count(compound) == 1), None)


def _report_paragraph(setter: _Typesetter, unit: Unit, page_break: bool) -> None:
    text = unit.text
    if unit is setter.closed:
        compound = setter.words["compound"]
        text = text.replace(compound, compound.replace("-", ""))
    if page_break and setter.strikes("page break in paragraph", 0.7):
        head, tail = setter.cut(text)
        setter.put(head)
        setter.put()
        setter.put(tail)
        unit.broken = True
    else:
        setter.put(text)
    setter.put()


def _report_item(setter: _Typesetter, unit: Unit, page_break: bool, head: bool) -> None:
    text = unit.text
    mark = "- "
    if head and setter.strikes("lost bullet", 0.4):
        mark = " "
    if page_break and setter.strikes("page break in point", 0.7):
        first, rest = setter.cut(text)
        setter.put(mark + first)
        setter.put()
        setter.put(("- " if setter.strikes("false bullet", 0.7) else " ") + rest)
        unit.broken = True
    elif setter.strikes("narrow point", 0.1):
        narrow = textwrap.wrap(text, 46, break_on_hyphens=False)
        setter.put(mark + narrow[0])
        for line in narrow[1:]:
            setter.put(" " + line)
        unit.broken = True
    else:
        setter.put(mark + text)


def _report_row(setter: _Typesetter, unit: Unit, before: Unit | None, *, last: bool) -> None:
    opens = before is not None and before.kind != "row"
    head = "YEAR" if opens and setter.strikes("header in row", 0.4) else ""
    if last and unit.years[0] == unit.years[1] and setter.strikes("row torn and turned", 0.5):
        _torn_row(setter, unit)
        return
    _whole_row(setter, unit, head)


def _torn_row(setter: _Typesetter, unit: Unit) -> None:
    """The end of a row before its start, after a line of junk that was the row once."""
    start, end = setter.cut(unit.text)
    setter.put("\t0001\tNAHO Orter Stait Passage")
    setter.put()
    setter.put(end)
    setter.put()
    setter.put(f"{unit.years[0]} {start}")
    unit.broken = True


def _whole_row(setter: _Typesetter, unit: Unit, header: str) -> None:
    first, last = unit.years
    if first != last:
        if setter.strikes("torn range", 0.7):
            setter.put(f"{first}\t-{last}\t{unit.text}")
        else:
            setter.put(f"\t{first}-{last}\t{unit.text}")
        return
    if setter.strikes("row over a break", 0.1):
        head, tail = setter.cut(unit.text)
        setter.put(f"\t{first}\t{head}")
        setter.put()
        setter.put(tail)
        unit.broken = True
        return
    setter.put(f"{header}\t{first}\t{unit.text}")


# --- wrapped lines, running heads, page numbers, form feeds, dotted contents ---------------------


def _set_paged(setter: _Typesetter, units: list[Unit]) -> None:
    setter.put("Safe Passage in the Outer Strait")
    setter.put()
    setter.put("Contents")
    setter.put()
    page = 2
    for unit in units:
        if unit.kind == "heading":
            text = f"{unit.number} {unit.text}".strip()
            setter.put(f"{text} {'.' * (64 - len(text))} {page}")
            page += unit.level == 1
    setter.put()
    for index, unit in enumerate(units):
        follows = units[index + 1] if index + 1 < len(units) else None
        prefix, hang = "", ""
        text = unit.text
        if unit.kind == "heading":
            text = f"{unit.number}  {unit.text}" if unit.number else unit.text
        elif unit.kind == "item":
            prefix, hang = "  • ", "    "
        elif unit.kind == "row":
            prefix, hang = f"{unit.years[0]}    ", "        "
        _put_wrapped(setter, unit, prefix + text, hang, 72)
        close = follows is not None and follows.kind == unit.kind and unit.kind in ("item", "row")
        if not close:
            setter.put()


def _parted(setter: _Typesetter, lines: list[str], hang: str) -> list[str]:
    """The lines with words parted at their ends, as a typesetter parts them."""
    done = lines[:1]
    for line in lines[1:]:
        indent, (word, *rest) = line[: len(hang)], line[len(hang) :].split(" ")
        long = word.isalpha() and word.islower() and len(word) > 7 and bool(rest)
        if long and setter.strikes("word parted", 0.15):
            done[-1] = f"{done[-1]} {word[:4]}-"
            done.append(indent + " ".join([word[4:], *rest]))
        else:
            done.append(line)
    return done


def _put_wrapped(setter: _Typesetter, unit: Unit, text: str, hang: str, width: int) -> None:
    lines = textwrap.wrap(text, width, subsequent_indent=hang, break_on_hyphens=False)
    if unit.kind in ("paragraph", "item"):
        lines = _parted(setter, lines, hang)
    for index, line in enumerate(lines):
        inside = index > 0 and unit.kind != "heading"
        full = setter.damage and setter.on_page >= setter.page_length
        full = full and unit.kind != "heading"
        if full and (not inside or lines[index - 1][-1] not in _CLOSERS):
            _turn_page(setter)
            unit.broken = unit.broken or inside
        setter.put(line)


def _turn_page(setter: _Typesetter) -> None:
    """The foot with its number, a form feed, the running head of the next page."""
    setter.strikes("page", 1.0)
    setter.put()
    setter.put(f"{setter.page:>40}")
    setter.page += 1
    head = "Safe Passage in the Outer Strait" if setter.page % 2 else "The Harbour Council"
    setter.put(f"\f{head:^72}".rstrip())
    setter.put()
    setter.on_page = 0
    setter.page_length = setter.dice.randint(35, 60)


# --- wrapped lines, no numbers, headings in mixed case, hyphens at line ends ---------------------


def _set_plain(setter: _Typesetter, units: list[Unit]) -> None:
    setter.put("Safe passage: what the coast needs")
    setter.put()
    for index, unit in enumerate(units):
        follows = units[index + 1] if index + 1 < len(units) else None
        prefix, hang = {"item": ("* ", "  "), "row": (f"{unit.years[0]}: ", "      ")}.get(
            unit.kind, ("", "")
        )
        lines = textwrap.wrap(
            prefix + unit.text, 66, subsequent_indent=hang, break_on_hyphens=False
        )
        _put_plain(setter, unit, lines)
        if not (follows is not None and follows.kind == unit.kind and unit.kind in ("item", "row")):
            setter.put()


def _put_plain(setter: _Typesetter, unit: Unit, lines: list[str]) -> None:
    for index, line in enumerate(lines):
        inside = index > 0 and unit.kind in ("paragraph", "item")
        full = setter.on_page >= setter.page_length and inside
        if full and lines[index - 1][-1] not in _CLOSERS:
            setter.on_page, setter.page_length = 0, setter.dice.randint(35, 60)
            setter.put(_after_break(setter, unit, line))
        else:
            setter.put(line)


def _after_break(setter: _Typesetter, unit: Unit, line: str) -> str:
    """The line that a page's end left alone: after a blank line, at times under a false mark."""
    if not setter.strikes("page break", 0.9):
        return line
    setter.put()
    unit.broken = True
    marked = unit.kind == "item" and setter.strikes("false bullet", 0.5)
    return f"* {line.strip()}" if marked else line
