"""What stands on every page: running head and foot, marking; in the page's own coordinates."""

from __future__ import annotations

from typing import NamedTuple

from briefgen.model import Furniture
from briefgen.renderers.pdf.boxes import Box, Item, Line, SetLine, Tag
from briefgen.renderers.pdf.lines.breaking import Measure, break_lines
from briefgen.renderers.pdf.lines.runs import plain_run
from briefgen.renderers.pdf.setting import MM, Setting

HEADER = Tag("Artifact", None, (("Type", "Pagination"), ("Subtype", "Header")))
FOOTER = Tag("Artifact", None, (("Type", "Pagination"), ("Subtype", "Footer")))
_GAP_PT = 5.5  # between the two parts of a head or foot
_ENDLESS = 1e6
_RISE = 1.25  # of its size: from a line of a long marking to the next
_FIELD = "#000000"
_UNPRINTED_MM = 5.0  # at the edges of a sheet
_MOST_COUNTS = 2_000  # lines with the number of a page that are kept of a run


class Furnished(NamedTuple):
    """Head and foot of a pack's pages: all of the first page's, what stands on every other, and the
    lines with the number of each page, the first page's too.
    """

    first: tuple[Item, ...]
    standing: tuple[Item, ...]
    rows: tuple[tuple[Item, ...], ...]


def lay_furniture(setting: Setting, furniture: Furniture, pages: int) -> Furnished:
    """Head and foot of so many pages; all but the page's number is made once.

    The banner at the head is read once, on page 1; on the others and at every foot it is an
    artifact (LOOK.md "Accessibility").
    """
    geometry = setting.style.page
    top = geometry.header_top_mm * MM
    foot_height = setting.text("run_foot").leading_pt
    bottom = (geometry.height_mm - geometry.footer_bottom_mm) * MM - foot_height
    marking = _marking_lines(setting, furniture, pages)
    room = setting.wide_width - _marking_room(setting, marking)
    head = _head(setting, furniture, top, room)
    head_top, foot_top = _marking_tops(setting, len(marking), top, bottom)
    read = [*_marking(setting, furniture, marking, head_top, Tag("P", None)), *head]
    shown = [*_marking(setting, furniture, marking, head_top, HEADER), *head]
    foot = _marking(setting, furniture, marking, foot_top, FOOTER)
    rows = tuple(
        _counting(
            setting,
            furniture.words.page_of.format(page=page, pages=pages),
            date=furniture.date,
            place=(bottom, room),
        )
        for page in range(1, pages + 1)
    )
    return Furnished((*read, *rows[0], *foot), (*shown, *foot), rows)


def _counting(
    setting: Setting, count: str, date: str, place: tuple[float, float]
) -> tuple[Item, ...]:
    """The line with a page's number, at this height and with so much room: packs share it."""
    run, found = setting.run, len(setting.ledger.found)
    key = (count, date, *place, setting.wide_left, id(setting.style), setting.language)
    known = run.counts.get(key)
    if known is None:
        bottom, room = place
        row = _row(setting, ("run_foot_page", count), ("run_foot", date), bottom, room, FOOTER)
        known = tuple(row)
        if len(setting.ledger.found) == found:  # a finding is each pack's
            if len(run.counts) >= _MOST_COUNTS:
                run.counts.clear()
            run.counts[key] = known
    else:
        run.fragments.share(known)
    return known


def _line(setting: Setting, name: str, text: str, tag: Tag) -> Line | None:
    runs = plain_run(setting, text, setting.text(name), tag)
    lines, _ = break_lines(runs, Measure(width=_ENDLESS))
    return lines[0] if lines else None


def _marking_lines(setting: Setting, furniture: Furniture, pages: int) -> tuple[Line, ...]:
    """A label, in as many lines as leave the number of the page its room beside them.

    More lines than head and foot have room for are an error: no page may lack a part of it.
    """
    if not furniture.banner:
        return ()
    style = setting.text("marking")
    runs = plain_run(setting, furniture.banner, style, HEADER)
    numbers = furniture.words.page_of.format(page=pages, pages=pages)
    beside = [("run_foot_page", numbers), ("run_foot", furniture.date)]
    foot = [line.width for name, text in beside if (line := _line(setting, name, text, FOOTER))]
    room = setting.wide_width - sum(foot) - _GAP_PT - _around(setting)
    lines, cut = break_lines(runs, Measure(width=max(room, setting.wide_width / 3)))
    further = _further(setting, len(lines))
    if cut or further > max(_white(setting) - style.leading_pt, _margin(setting)):
        setting.fail(
            "marking-too-long",
            f"the marking has no room at the head and foot of a page: {furniture.banner[:60]}",
            "shorten the label, or give the style more room above and below the body",
        )
    return lines


def _further(setting: Setting, count: int) -> float:
    """What further lines add to the height of a label."""
    return _RISE * setting.text("marking").size_pt * (count - 1)


def _marking_tops(setting: Setting, count: int, top: float, bottom: float) -> tuple[float, float]:
    """Where the label begins at head and foot: it grows towards the body, else to the edge."""
    further = _further(setting, count)
    if further + setting.text("marking").leading_pt <= _white(setting):
        return top, bottom - further
    return top - further, bottom


def _white(setting: Setting) -> float:
    """The height between head or foot and the body, whichever has less, with their own."""
    page = setting.style.page
    top, bottom = setting.body_edges()
    return min(top - page.header_top_mm * MM, bottom - page.footer_bottom_mm * MM)


def _margin(setting: Setting) -> float:
    """The height outside of head and foot that printers reach."""
    page = setting.style.page
    return (min(page.header_top_mm, page.footer_bottom_mm) - _UNPRINTED_MM) * MM


def _marking_room(setting: Setting, lines: tuple[Line, ...]) -> float:
    """What a label takes at the right end of a line, with the gap before it."""
    return max(line.width for line in lines) + _around(setting) if lines else 0.0


def _around(setting: Setting) -> float:
    """A label's padding, and the gap before it."""
    return 2 * setting.number("marking.pad_pt") + setting.number("marking.gap_mm")


def _head(setting: Setting, furniture: Furniture, top: float, room: float) -> list[Item]:
    """Series and kind; too long, it loses the kind first, then ends in an ellipsis."""
    both = _row(
        setting,
        ("run_head_series", furniture.series),
        ("run_head", furniture.kind),
        top,
        room,
        HEADER,
    )
    if both:
        return both
    series = furniture.series
    while series:
        alone = _row(setting, ("run_head_series", series), ("run_head", ""), top, room, HEADER)
        if alone:
            return alone
        series = series.rstrip("\u2026")[:-1].rstrip() + "\u2026"
        if series == "\u2026":
            return []
    return []


def _row(
    setting: Setting,
    strong: tuple[str, str],
    plain: tuple[str, str],
    top: float,
    room: float,
    tag: Tag,
) -> list[Item]:
    """Two texts beside each other on one line; [] if they don't fit."""
    x = setting.wide_left
    items: list[Item] = []
    end = x
    for name, text in (strong, plain):
        line = _line(setting, name, text, tag)
        if line is None:
            continue
        start = end + (_GAP_PT if items else 0.0)
        end = start + line.width
        items.append(SetLine(start, top + setting.baseline(setting.text(name)), line))
    return items if end - x <= room else []


def _marking(
    setting: Setting, furniture: Furniture, lines: tuple[Line, ...], top: float, tag: Tag
) -> list[Item]:
    """The label at the right end: in its colour on black, or black on white in a frame."""
    if not lines:
        return []
    style = setting.text("marking")
    colour = setting.style.markings.get(furniture.banner)
    pad, step = setting.number("marking.pad_pt"), _RISE * style.size_pt
    width = max(line.width for line in lines) + 2 * pad
    height = style.leading_pt + step * (len(lines) - 1)
    left = setting.wide_left + setting.wide_width - width
    border = 0.0 if colour else setting.number("marking.border_pt")
    baseline = top + setting.baseline(style)
    return [
        Box(left, top, width, height, _FIELD, border),
        *(
            SetLine(left + pad, baseline + step * place, _inked(line, colour or _FIELD, tag))
            for place, line in enumerate(lines)
        ),
    ]


def _inked(line: Line, colour: str, tag: Tag) -> Line:
    parts = (segment._replace(colour=colour, tag=tag) for segment in line.segments)
    return line._replace(segments=tuple(parts))
