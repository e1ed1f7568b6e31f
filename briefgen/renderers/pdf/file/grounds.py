"""Frames around strips to what is drawn behind these: grounds, bars and borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.renderers.pdf.boxes import Box, Frame, Placed
from briefgen.renderers.pdf.file.fragments import Fragment, Pen
from briefgen.renderers.pdf.file.ink import Ink
from briefgen.renderers.pdf.file.scribe import Scribe


def draw_grounds(ink: Ink, body: Sequence[Placed], left: float) -> Fragment:
    """The frames behind the strips of a page that they hold; `left` is its margin in points."""
    scribe = Scribe(ink, Pen())
    for frame, top, bottom in _spans(body):
        x, height = left + frame.x, bottom - top
        if frame.ground:
            scribe.box(Box(0, 0, frame.width, height, frame.ground), x, top)
        if frame.bar:
            scribe.box(Box(0, 0, frame.bar, height, frame.bar_colour), x, top)
        if frame.border:
            border = Box(0, 0, frame.width, height, frame.border_colour, frame.border)
            scribe.box(border, x, top)
        scribe.leave()
    return scribe.fragment()


def _spans(body: Sequence[Placed]) -> Iterator[tuple[Frame, float, float]]:
    """Where on a page each frame begins and ends, one part for each run of strips."""
    open_: dict[Frame, tuple[float, float]] = {}
    for placed in body:
        bottom = placed.y + placed.strip.height
        for frame in [f for f in open_ if f not in placed.strip.frames]:
            yield (frame, *open_.pop(frame))
        for frame in placed.strip.frames:
            start = open_.get(frame, (placed.y, bottom))[0]
            open_[frame] = (start, bottom)
    yield from ((frame, *span) for frame, span in open_.items())
