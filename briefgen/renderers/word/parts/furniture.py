"""Header, footer and marking: what stands on every page."""

from __future__ import annotations

import re

from briefgen.model import Furniture
from briefgen.renderers.word.look.measures import (
    MEAN_CHAR_EM,
    content_width,
    eighths,
    hex_colour,
    number,
    text_style,
)
from briefgen.renderers.word.markup import XML, R, RunFormat, W, field, paragraph, tab_run, text_run
from briefgen.style import Style

_ELLIPSIS = "…"
# Bold letters and capitals are wider than the mean of running text (measured on the sans face).
_BOLD_WIDER = 1.1
_CAPITAL_EM = 0.62
_SLOT = re.compile(r"\{(page|pages)\}")


def header_xml(style: Style, furniture: Furniture | None) -> bytes:
    """`word/header1.xml`: series and kind at the left, the marking at the right edge."""
    if furniture is None:
        return _part("hdr", paragraph("Header", ""))
    series, kind = fit_head(style, furniture)
    bold = RunFormat(bold=True, colour=hex_colour(style, "ink")).xml()
    words = text_run(series, bold)
    if kind:
        words += text_run(f"  {kind}")
    return _part(
        "hdr", paragraph("Header", words + tab_run() + marking_xml(style, furniture.banner))
    )


def footer_xml(style: Style, furniture: Furniture | None) -> bytes:
    """`word/footer1.xml`: page X of Y and the date at the left, the marking at the right edge."""
    if furniture is None:
        return _part("ftr", paragraph("Footer", ""))
    bold = RunFormat(bold=True, colour=hex_colour(style, "ink")).xml()
    words = "".join(
        field("PAGE" if piece == "page" else "NUMPAGES", "1", bold)
        if at % 2
        else (text_run(piece, bold) if piece else "")
        for at, piece in enumerate(_SLOT.split(furniture.words.page_of))
    )
    if furniture.date:
        words += text_run(f"  {furniture.date}")
    return _part(
        "ftr", paragraph("Footer", words + tab_run() + marking_xml(style, furniture.banner))
    )


def marking_xml(style: Style, banner: str) -> str:
    """The label in its colour on black; of a ladder without colours black on white in a frame.

    No-break spaces stand for the padding, which character shading does not have.
    """
    if not banner:
        return ""
    colour = style.markings.get(banner)
    if colour is None:
        width = eighths(number(style, "marking.border_pt"))
        extra = f'<w:bdr w:val="single" w:sz="{width}" w:space="0" w:color="000000"/>'
        look = RunFormat(style="BGClassification", colour="000000", extra=extra)
    else:
        extra = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
        look = RunFormat(style="BGClassification", colour=hex_colour(style, colour), extra=extra)
    return text_run(f"\u00a0\u00a0{banner}\u00a0\u00a0", look.xml())


def fit_head(style: Style, furniture: Furniture) -> tuple[str, str]:
    """Series and kind as far as they fit beside the marking: the kind goes first, then the series
    ends in an ellipsis (LOOK.md "Running head and foot"). Widths are estimates.
    """
    marking = text_style(style, "marking").size_pt * _CAPITAL_EM * (len(furniture.banner) + 2)
    gap = number(style, "marking.gap_mm") * 72 / 25.4
    room = content_width(style) / 20 - marking - gap
    em = text_style(style, "run_head").size_pt * MEAN_CHAR_EM["sans"] * _BOLD_WIDER
    series, kind = furniture.series, furniture.kind
    if len(series) * em * _BOLD_WIDER + (len(kind) + 2) * em <= room:
        return series, kind
    most = max(int(room / (em * _BOLD_WIDER)), 1)
    return (series if len(series) <= most else series[: most - 1].rstrip() + _ELLIPSIS), ""


def _part(name: str, inner: str) -> bytes:
    return f'{XML}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{name}>'.encode()
