"""Coverage to a table in text, to plain data and to a picture (SVG)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from briefgen.counts import counted
from briefgen.proof.covering import Lines, SectionCover, SourceCover, spans

_TITLE_WIDTH: Final = 44
# The picture, in pixels: a row per audience and one for nobody, a column per line.
_LEFT, _WIDE, _ROW, _HEAD, _GAP = 150, 900, 18, 30, 26
_WHOLE, _PART, _NOBODY, _GROUND, _INK = "#12436d", "#7ba7c7", "#c25a00", "#eef1f4", "#1a1a1a"


def cover_text(covers: Sequence[SourceCover], audiences: Sequence[str], banner: str) -> str:
    """A table for each source: shown lines of all lines, by section and audience; then what nobody
    gets, by its lines. `~`: some lines only in part.
    """
    out = [f"{banner}: which lines went to whom (~ in part)"]
    for cover in covers:
        widths = [max(len(name), 7) for name in (*audiences, "nobody")]
        out += ["", f"{cover.shown} ({counted(cover.count, 'line')})"]
        names = (n.rjust(w) for n, w in zip((*audiences, "nobody"), widths, strict=True))
        out.append(f"{'':{_TITLE_WIDTH}}  {'  '.join(names)}")
        for section in cover.sections:
            cells = [*(_cell(section, name) for name in audiences), str(len(section.nobody))]
            row = "  ".join(c.rjust(w) for c, w in zip(cells, widths, strict=True))
            out.append(f"{_name(section)[:_TITLE_WIDTH]:{_TITLE_WIDTH}}  {row}")
        out.append("nobody gets:")
        out += [f"  {line}" for line in _nobody(cover)] or ["  nothing is left over"]
    return "\n".join(out) + "\n"


def _name(section: SectionCover) -> str:
    return " ".join(part for part in (section.number, section.title) if part) or "(no heading)"


def _cell(section: SectionCover, audience: str) -> str:
    part = len(section.part[audience])
    got = len(section.whole[audience]) + part
    return f"{got}/{len(section.lines)}{'~' if part else ''}"


def _nobody(cover: SourceCover) -> Iterator[str]:
    for section in cover.sections:
        if section.nobody:
            yield f"{_name(section)}: {_in_words(section.nobody)}"


def _in_words(lines: Lines) -> str:
    words = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans(lines))
    return f"line {words}" if len(lines) == 1 else f"lines {words}"


def cover_data(
    covers: Sequence[SourceCover], audiences: Sequence[str], banner: str
) -> dict[str, Any]:
    """The same as plain data; lines as [first, last] pairs."""
    return {
        "banner": banner,
        "audiences": list(audiences),
        "sources": [
            {
                "source": cover.id,
                "file": cover.shown,
                "lines": cover.count,
                "sections": [_section_data(s, audiences) for s in cover.sections],
            }
            for cover in covers
        ],
    }


def _section_data(section: SectionCover, audiences: Sequence[str]) -> dict[str, Any]:
    return {
        "number": section.number or None,
        "title": section.title or None,
        "lines": _pairs(section.lines),
        "audiences": {
            name: {"whole": _pairs(section.whole[name]), "part": _pairs(section.part[name])}
            for name in audiences
        },
        "nobody": _pairs(section.nobody),
    }


def _pairs(lines: Lines) -> list[list[int]]:
    return [[first, last] for first, last in spans(lines)]


# --- the picture ----------------------------------------------------------------------------------


def cover_svg(covers: Sequence[SourceCover], audiences: Sequence[str], banner: str) -> str:
    """A strip for each source: its lines from left to right, a row for each audience."""
    block = _HEAD + (len(audiences) + 1) * _ROW + _GAP
    width, height = _LEFT + _WIDE + 20, 46 + block * len(covers)
    title = f"{banner}: which lines of each source went to whom"
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        _rect(0, 0, width, height, "#ffffff"),
        _text(12, 24, title, weight="bold"),
    ]
    for number, cover in enumerate(covers):
        out += _strip(cover, audiences, 46 + number * block)
    return "\n".join([*out, "</svg>"]) + "\n"


def _strip(cover: SourceCover, audiences: Sequence[str], top: float) -> Iterator[str]:
    scale = _WIDE / max(cover.count, 1)
    yield _text(12, top + 14, f"{cover.shown}, lines 1 to {cover.count}", weight="bold")
    y = top + _HEAD
    for name in (*audiences, "nobody"):
        yield _text(12, y + 12, name)
        yield _rect(_LEFT, y, _WIDE, _ROW - 4, _GROUND)
        for section in cover.sections:
            if name == "nobody":
                yield from _bars(section.nobody, y, scale, _NOBODY, section)
            else:
                yield from _bars(section.whole[name], y, scale, _WHOLE, section)
                yield from _bars(section.part[name], y, scale, _PART, section)
        y += _ROW


def _bars(
    lines: Lines, y: float, scale: float, colour: str, section: SectionCover
) -> Iterator[str]:
    for first, last in spans(lines):
        x, width = _LEFT + (first - 1) * scale, max((last - first + 1) * scale, 0.8)
        said = f"{_name(section)}, lines {first} to {last}"
        yield _rect(x, y, width, _ROW - 4, colour, said)


def _rect(x: float, y: float, width: float, height: float, colour: str, title: str = "") -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{colour}"'
    return f"<rect {place}><title>{escape(title)}</title></rect>" if title else f"<rect {place}/>"


def _text(x: float, y: float, words: str, weight: str = "normal") -> str:
    clean = "".join(c if c.isprintable() else " " for c in words)
    place = f'x="{x:.2f}" y="{y:.2f}" fill="{_INK}" font-weight="{weight}"'
    return f"<text {place}>{escape(clean)}</text>"
