"""What stands on every page: running head and foot, marking; in the page's own coordinates."""

from __future__ import annotations

from briefgen.model import Furniture
from briefgen.renderers.pdf.boxes import Box, Item, Line, SetLine, Tag
from briefgen.renderers.pdf.lines.breaking import Measure, break_lines
from briefgen.renderers.pdf.lines.runs import plain_run
from briefgen.renderers.pdf.setting import MM, Setting

HEADER = Tag("Artifact", None, (("Type", "Pagination"), ("Subtype", "Header")))
FOOTER = Tag("Artifact", None, (("Type", "Pagination"), ("Subtype", "Footer")))
_GAP_PT = 5.5  # between the two parts of a head or foot
_ENDLESS = 1e6


def lay_furniture(setting: Setting, furniture: Furniture, pages: int) -> list[list[Item]]:
    """Head and foot of each of so many pages; all but the page's number is made once.

    The banner at the head is read once, on page 1; on the others and at every foot it is an
    artifact (LOOK.md "Accessibility").
    """
    geometry = setting.style.page
    top = geometry.header_top_mm * MM
    foot_height = setting.text("run_foot").leading_pt
    bottom = (geometry.height_mm - geometry.footer_bottom_mm) * MM - foot_height
    room = setting.wide_width - _marking_room(setting, furniture.banner)
    head = _head(setting, furniture, top, room)
    read = [*_marking(setting, furniture, top, Tag("P", None)), *head]
    shown = [*_marking(setting, furniture, top, HEADER), *head]
    foot = _marking(setting, furniture, bottom, FOOTER)
    laid = []
    for page in range(1, pages + 1):
        count = ("run_foot_page", furniture.words.page_of.format(page=page, pages=pages))
        row = _row(setting, count, ("run_foot", furniture.date), bottom, room, FOOTER)
        laid.append([*(read if page == 1 else shown), *row, *foot])
    return laid


def _line(setting: Setting, name: str, text: str, tag: Tag) -> Line | None:
    runs = plain_run(setting, text, setting.text(name), tag)
    lines, _ = break_lines(runs, Measure(width=_ENDLESS))
    return lines[0] if lines else None


def _marking_room(setting: Setting, banner: str) -> float:
    line = _line(setting, "marking", banner, HEADER)
    if line is None:
        return 0.0
    return line.width + 2 * setting.number("marking.pad_pt") + setting.number("marking.gap_mm")


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


def _marking(setting: Setting, furniture: Furniture, top: float, tag: Tag) -> list[Item]:
    """The label at the right end: in its colour on black, or black on white in a frame."""
    if not furniture.banner:
        return []
    style = setting.text("marking")
    colour = setting.style.markings.get(furniture.banner)
    pad = setting.number("marking.pad_pt")
    runs = [
        run._replace(colour=colour or "#000000")
        for run in plain_run(setting, furniture.banner, style, tag)
    ]
    lines, _ = break_lines(runs, Measure(width=_ENDLESS))
    width = lines[0].width + 2 * pad
    left = setting.wide_left + setting.wide_width - width
    field = (
        Box(left, top, width, style.leading_pt, "#000000")
        if colour
        else Box(left, top, width, style.leading_pt, "#000000", setting.number("marking.border_pt"))
    )
    return [field, SetLine(left + pad, top + setting.baseline(style), lines[0])]
