"""The rows of a benchmark to a picture: a bar for each ratio, the peer at the line of 1."""

from __future__ import annotations

import html
import statistics
from collections.abc import Sequence
from typing import NamedTuple

WIDTH, LEFT, ROW, TOP = 760, 330, 34, 56
_FONT = 'font-family="sans-serif" font-size="13"'
# Dark on light and light on dark: the page that shows it may be either.
_STYLE = (
    "<style>text{fill:#222}.bar{fill:#2b6ca3}.line{stroke:#888}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.bar{fill:#6aa9dc}}</style>"
)


class Bar(NamedTuple):
    """Our CPU as a share of the peer's, in each round."""

    work: str
    peer: str
    ratios: Sequence[float]


def draw(bars: Sequence[Bar], title: str) -> str:
    """An SVG, with every figure as text too."""
    longest = max(1.0, *(max(bar.ratios) for bar in bars))
    scale = (WIDTH - LEFT - 70) / longest
    height = TOP + ROW * len(bars) + 12
    one = LEFT + scale
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{html.escape(title)}">',
        _STYLE,
        f'<text x="8" y="20" {_FONT} font-weight="bold">{html.escape(title)}</text>',
        f'<text x="{one:.0f}" y="44" {_FONT} text-anchor="middle">peer = 1</text>',
        *(_bar(bar, TOP + ROW * place, scale) for place, bar in enumerate(bars)),
        f'<path class="line" d="M{one:.1f} {TOP - 6}V{height - 6}"/>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _bar(bar: Bar, y: int, scale: float) -> str:
    ratio = statistics.median(bar.ratios)
    label = html.escape(f"{bar.work}: {bar.peer}")
    return (
        f'<text x="8" y="{y + 17}" {_FONT}>{label}</text>'
        f'<rect class="bar" x="{LEFT}" y="{y + 4}" width="{ratio * scale:.1f}" height="18"/>'
        f'<text x="{LEFT + ratio * scale + 6:.1f}" y="{y + 17}" {_FONT}>{ratio:.2f}</text>'
    )
