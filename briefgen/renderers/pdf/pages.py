"""A flow to pages: breaks where they may fall, repeated heads, columns, notes at the foot.

A page is filled until a strip does not fit, then cut at the last place where it may end. Nothing
is laid out again: the strips are placed, by arithmetic alone.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from briefgen.renderers.pdf.blocks.footnotes import FootNotes
from briefgen.renderers.pdf.boxes import (
    Element,
    PageLayout,
    Parallel,
    Placed,
    Repeat,
    Strip,
    Track,
)
from briefgen.renderers.pdf.lines.spacing import element_height, natural_height
from briefgen.slotted import dataclass

_ROOM = 0.01
_LEAST_LINES = 2  # of each column that a page takes before the columns go on
_KEPT_LINES = 5  # of a point in a column that go over with the rest of it
_MOST_NOTES = 0.5  # a note that takes more of the body than this may be parted


@dataclass(slots=True)
class _Page:
    """A page being filled. `y` is the bottom of what is placed, `gap` the space wished below.

    `shown`: notes of earlier pages; `carried`: what is left of those of the page before; `full`: a
    note takes all that is left.
    """

    height: float
    first: bool
    shown: Set[int]
    placed: list[Placed]
    notes: list[int]
    y: float = 0.0
    gap: float = 0.0
    repeat: Repeat | None = None
    carried: tuple[Strip, ...] = ()
    full: bool = False


def paginate(flow: Sequence[Element], height: float, foot: FootNotes | None) -> list[PageLayout]:
    """The pages of a flow in a body of `height` points. At least one page, even for no strips."""
    pages: list[PageLayout] = []
    rest, start = list(flow), 0
    shown: set[int] = set()
    going_on: Repeat | None = None
    carried: tuple[Strip, ...] = ()
    while start < len(rest) or carried or not pages:
        page = _Page(
            height=height,
            first=not pages,
            shown=shown,
            placed=[],
            notes=[],
            carried=carried,
        )
        end, going_on = _fill(page, rest, start, going_on, foot, titled=not shown)
        if end == len(rest) and foot is not None:
            known = shown.union(page.notes)
            page.notes += [n for n in foot.notes if n not in known]
        titled = bool(page.notes) and not shown
        made, carried = _finish(page, rest[start:end], foot, titled)
        shown.update(page.notes)
        pages.append(made)
        start = end
    return pages


def _fill(
    page: _Page,
    flow: list[Element],
    start: int,
    going_on: Repeat | None,
    foot: FootNotes | None,
    *,
    titled: bool,
) -> tuple[int, Repeat | None]:
    """Places what fits, from `start`; returns where the next page starts, and the table that goes
    on there. What is left of columns takes their place in the flow.
    """
    if going_on is not None:
        for strip in going_on.head:
            _put(page, strip, repeated=True)
    cut = _Cut(start, len(page.placed), 0, page.y, page.gap)
    for place in range(start, len(flow)):
        element = flow[place]
        if place > start and isinstance(element, Strip) and element.new_page:
            return place, None
        if place > start and element.breakable and _may_end(page, element, flow[place - 1]):
            cut = _Cut(place, len(page.placed), len(page.notes), page.y, page.gap)
        if isinstance(element, Parallel):
            parts = _place_parallel(page, element, foot, titled, forced=place == start)
            if parts is None:
                return _cut_back(page, flow, start, cut, place)
            if parts:
                flow[place] = parts[0]
                return place, None
            continue
        if not _fits(page, element, foot, titled):
            if _parts_note(page, element, foot, titled):
                page.full = True
            elif place > start and (cut.place > start or page.placed):
                return _cut_back(page, flow, start, cut, place)
        new = _new_notes(page, element, foot) if element.notes else ()
        _put(page, element)
        page.notes += new
    return len(flow), None


class _Cut(NamedTuple):
    """A place where the page may end: index in the flow, and how much was placed and noted."""

    place: int
    placed: int
    notes: int
    y: float
    gap: float


def _cut_back(
    page: _Page, flow: list[Element], start: int, cut: _Cut, place: int
) -> tuple[int, Repeat | None]:
    """Ends the page at the last place where it may end; where there is none, right here."""
    if cut.place > start and not page.full:
        del page.placed[cut.placed :]
        del page.notes[cut.notes :]
        page.y, page.gap = cut.y, cut.gap
        place = cut.place
    going_on = _shared_repeat(flow[place - 1], flow[place])
    if going_on is not None:
        for strip in going_on.foot:
            _put(page, strip, repeated=True)
    return place, going_on


def _shared_repeat(before: Element, after: Element) -> Repeat | None:
    if isinstance(before, Strip) and isinstance(after, Strip) and before.repeat is after.repeat:
        return before.repeat
    return None


def _may_end(page: _Page, element: Element, before: Element) -> bool:
    """Whether what must stand below a part of a table still fits."""
    going_on = _shared_repeat(before, element)
    if going_on is None:
        return True
    below = sum(max(s.before, page.gap) + s.height for s in going_on.foot)
    return page.y + below <= page.height + _ROOM


def _top(page: _Page, element: Element) -> float:
    return page.y + max(page.gap, element.before) if page.placed else page.y


def _new_notes(page: _Page, strip: Strip, foot: FootNotes | None) -> list[int]:
    if foot is None:
        return []
    fresh = dict.fromkeys(n for n in strip.notes if n in foot.notes and n not in page.notes)
    # A note stands again on each page that refers to it, unless it is a long one.
    return [n for n in fresh if n not in page.shown or not _is_long(page, foot, (n,))]


def _fits(page: _Page, strip: Strip, foot: FootNotes | None, titled: bool) -> bool:
    if page.full:
        return False
    if not strip.height and not strip.notes:
        return True  # a mere sign in the structure: no page is begun for it
    bottom = _top(page, strip) + strip.height
    if foot is not None and (page.notes or strip.notes or page.carried):
        fresh = _new_notes(page, strip, foot)
        if _is_long(page, foot, (), page.carried):
            # What is carried takes half the page; no new notes are begun here.
            return not fresh and bottom <= page.height * (1 - _MOST_NOTES) + _ROOM
        bottom += foot.height([*page.notes, *fresh], titled=titled, carried=page.carried)
    return bottom <= page.height + _ROOM


def _is_long(
    page: _Page, foot: FootNotes, numbers: Sequence[int], carried: Sequence[Strip] = ()
) -> bool:
    return foot.height(numbers, titled=False, carried=carried) > page.height * _MOST_NOTES


def _parts_note(page: _Page, strip: Strip, foot: FootNotes | None, titled: bool) -> bool:
    """Whether a strip fits with the first lines of a long note, whose rest goes on."""
    if foot is None or page.full or page.notes or page.carried:
        return False
    fresh = _new_notes(page, strip, foot)
    if not fresh or not _is_long(page, foot, fresh):
        return False
    least = foot.least(fresh, titled=titled)
    return _top(page, strip) + strip.height + least <= page.height + _ROOM


def _put(page: _Page, strip: Strip, *, repeated: bool = False) -> None:
    y = _top(page, strip)
    page.placed.append(Placed(strip, y, repeated))
    page.y, page.gap = y + strip.height, strip.after


# --- columns ------------------------------------------------------------------------------------


def _place_parallel(
    page: _Page, element: Parallel, foot: FootNotes | None, titled: bool, *, forced: bool
) -> list[Parallel] | None:
    """Places columns as far as they fit.

    Returns [] if all is placed, [what is left], or None if too little fits to begin here.
    """
    top = _top(page, element)
    strips = [strip for track in element.tracks for strip in (*track.head, *track.body)]
    notes = [n for strip in strips for n in _new_notes(page, strip, foot)]
    numbers = [*page.notes, *dict.fromkeys(notes)]
    below = foot.height(numbers, titled=titled, carried=page.carried) if foot else 0.0
    below = min(below, page.height * _MOST_NOTES) if page.carried else below
    room = page.height - top - below
    height = element_height(element)
    if height <= room + _ROOM:
        for track in element.tracks:
            _put_track(page, track, len(track.body), top, element.continued)
        page.y, page.gap = top + height, element.after
        page.notes[:] = dict.fromkeys([*page.notes, *notes])
        return []
    if element.whole and not forced:
        return None
    counts = [_count_fitting(track, room) for track in element.tracks]
    short = [
        count < min(_LEAST_LINES, len(track.body))
        for count, track in zip(counts, element.tracks, strict=True)
    ]
    if any(short) and not forced:
        return None
    return _part_parallel(page, element, foot, [max(count, 1) for count in counts], top)


def _part_parallel(
    page: _Page, element: Parallel, foot: FootNotes | None, counts: Sequence[int], top: float
) -> list[Parallel]:
    """Places so many strips of each column; what is left goes on, on the next page."""
    rest = []
    for track, count in zip(element.tracks, counts, strict=True):
        _put_track(page, track, count, top, element.continued)
        for strip in (*track.head, *track.body[:count]):
            page.notes += _new_notes(page, strip, foot)
        rest.append(Track(head=track.head, body=track.body[count:]))
    if not any(track.body for track in rest):
        return []
    return [element._replace(tracks=tuple(rest), continued=True, before=0.0)]


def _count_fitting(track: Track, room: float) -> int:
    """How many strips of a column stay on the page: a point whose first lines alone would stand at
    its foot goes over whole, a longer one is parted.
    """
    body = track.body
    fitting = between = 0
    for count in range(1, len(body) + 1):
        if natural_height((*track.head, *body[:count])) > room + _ROOM:
            break
        if count == len(body) or body[count].breakable:
            fitting = count
            if count == len(body) or body[count - 1].after or body[count].before:
                between = count
    return between if between and fitting - between <= _KEPT_LINES else fitting


def _put_track(page: _Page, track: Track, count: int, top: float, continued: bool) -> None:
    """Head and the first strips of a column; a column that has ended shows no head again."""
    if continued and not track.body:
        return
    y, gap = top, 0.0
    for place, strip in enumerate((*track.head, *track.body[:count])):
        y += max(gap, strip.before) if place else 0.0
        page.placed.append(Placed(strip, y, continued and place < len(track.head)))
        y, gap = y + strip.height, strip.after


# --- the finished page --------------------------------------------------------------------------


def _finish(
    page: _Page, taken: Sequence[Element], foot: FootNotes | None, titled: bool
) -> tuple[PageLayout, tuple[Strip, ...]]:
    """Lets the last strips sink to the foot of the body where they ask for it.

    Returns the page, and what is left of its notes.
    """
    notes: list[Placed] = []
    rest: tuple[Strip, ...] = ()
    bottom = page.height
    if foot is not None and (page.notes or page.carried):
        numbers = sorted(dict.fromkeys(page.notes))
        room = page.height - page.y
        notes, rest = foot.place(
            numbers,
            page.height,
            titled=titled,
            carried=page.carried,
            room=room,
            shown=page.shown,
        )
        if not notes and not page.placed:
            # Not even one line fits on a whole page: all are placed, since no page is empty.
            notes, rest = foot.place(numbers, page.height, titled=titled, carried=page.carried)
        if notes:
            bottom = notes[0].y - foot.rule.before
    filled = page.y + (page.height - bottom)
    sinking = 0
    for element in reversed(taken):
        if not (isinstance(element, Strip) and element.sinks):
            break
        sinking += 1
    body = page.placed
    if sinking and sinking < len(body):  # what is alone on its page stands at its top
        drop = max(0.0, bottom - page.y)
        sunk = [placed._replace(y=placed.y + drop) for placed in body[-sinking:]]
        body = [*body[:-sinking], *sunk]
    return PageLayout(tuple(body), tuple(notes), filled), rest
