"""What layout makes and pages are built of: structure tags, set lines, strips, tracks and pages.

Lengths are points. Inside a strip x runs right from the left margin and y down from its top.
Everything here is independent of the pack it will be placed in (but for captions' numbers).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from briefgen.renderers.pdf.fonts import Face
from briefgen.slotted import dataclass

# What leads to a note, and what stands in the place of a table's or figure's number: followed by
# the number, which a pack may fill in (`slots`).
NOTE_TARGET = "#note-"
MARK_TARGET = "#mark-"
TABLE_SLOT = "=table-"
FIGURE_SLOT = "=figure-"
SLOTS = (NOTE_TARGET, MARK_TARGET, TABLE_SLOT, FIGURE_SLOT)


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A node of the structure tree, told apart by identity; `parent` None is the Document.

    `attributes` are (name, value): Alt, Lang, ID, Scope, ListNumbering, Placement.
    """

    role: str
    parent: Tag | None
    attributes: tuple[tuple[str, str], ...] = ()


ARTIFACT = Tag("Artifact", None)


class Segment(NamedTuple):
    """Words of one line in one face. `target` is a web address or `#` and an anchor's name."""

    x: float
    text: str
    width: float
    face: Face
    size: float
    rise: float
    colour: str
    tag: Tag
    target: str


def is_slot(segment: Segment) -> bool:
    """Whether words are a number that a pack may fill in; its target names it."""
    target = segment.target
    return target.startswith(SLOTS) and target.endswith(f"-{segment.text.strip()}")


# What a pack fills into slots, by their targets: the digits of its own numbers.
Numbers = Mapping[str, str]
NO_NUMBERS: Final[Numbers] = MappingProxyType({})


class Line(NamedTuple):
    """One set line; `gap` is what each blank gets on top of its own width."""

    segments: tuple[Segment, ...]
    width: float
    gap: float = 0.0


class SetLine(NamedTuple):
    """A line at its place; y is the baseline."""

    x: float
    y: float
    line: Line


class Box(NamedTuple):
    """A filled rectangle (rules too) or, with `border`, a stroked one; y is its top."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    border: float = 0.0


class Anchor(NamedTuple):
    """A place that links lead to; with a title it is a bookmark at `level` (0-based) too."""

    name: str
    y: float
    title: str = ""
    level: int = 0


class Opened(NamedTuple):
    """Makes nodes of the structure tree exist here even if nothing is drawn in them."""

    tags: tuple[Tag, ...]


class PageSlot(NamedTuple):
    """The number of the page that an anchor is on, set with its right edge at x."""

    x: float
    y: float
    anchor: str
    face: Face
    size: float
    colour: str
    tag: Tag


class Zone(NamedTuple):
    """A rectangle that leads to an anchor as a whole; y is its top."""

    x: float
    y: float
    width: float
    height: float
    target: str
    tag: Tag


class Path(NamedTuple):
    """A stroked polyline."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: str


class Dot(NamedTuple):
    x: float
    y: float
    radius: float
    colour: str


class Drawing(NamedTuple):
    """Shapes and words that are one figure for whoever cannot see it; its tag has the Alt text."""

    x: float
    y: float
    width: float
    height: float
    shapes: tuple[Box | Path | Dot | SetLine, ...]
    tag: Tag


Item = SetLine | Box | Path | Dot | Anchor | Opened | PageSlot | Zone | Drawing


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What lies behind strips that belong together; drawn for each page's part of them."""

    x: float
    width: float
    ground: str = ""
    bar: float = 0.0
    bar_colour: str = ""
    border: float = 0.0
    border_colour: str = ""
    below: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """What a page repeats above the rest of a table or list of columns, and puts below a part."""

    head: tuple[Strip, ...]
    foot: tuple[Strip, ...] = ()


class Strip(NamedTuple):
    """The smallest thing that a page takes: a line of text, of a table row, a rule, a figure.

    Spaces above and below collapse with the neighbour's (the larger holds). `breakable`: a page
    may end before it. `sinks`: goes to the foot of the body if nothing follows on its page.
    """

    height: float
    items: tuple[Item, ...] = ()
    before: float = 0.0
    after: float = 0.0
    breakable: bool = True
    new_page: bool = False
    sinks: bool = False
    notes: tuple[int, ...] = ()
    frames: tuple[Frame, ...] = ()
    repeat: Repeat | None = None


class Track(NamedTuple):
    """One of several columns that run beside each other; `head` is repeated on each page."""

    head: tuple[Strip, ...]
    body: tuple[Strip, ...]


class Parallel(NamedTuple):
    """Columns side by side: each goes on by itself, over pages too, unless kept `whole`."""

    tracks: tuple[Track, ...]
    before: float = 0.0
    after: float = 0.0
    breakable: bool = True
    continued: bool = False  # the heads have been shown on an earlier page
    whole: bool = False


Element = Strip | Parallel
Flow = tuple[Element, ...]


def strips_of(flow: Flow) -> Iterator[Strip]:
    """Every strip of a flow, those that pages repeat too."""
    for element in flow:
        if isinstance(element, Strip):
            yield element
            yield from (*element.repeat.head, *element.repeat.foot) if element.repeat else ()
        else:
            for track in element.tracks:
                yield from (*track.head, *track.body)


class Placed(NamedTuple):
    """A strip on a page; y is its top, from the top of the body. `repeated`: an artifact."""

    strip: Strip
    y: float
    repeated: bool = False


class PageLayout(NamedTuple):
    """A page: the strips of its body, and the strips of its footnotes with the same origin."""

    body: tuple[Placed, ...]
    notes: tuple[Placed, ...]
    filled: float  # points of the body used, notes included
