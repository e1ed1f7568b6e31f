"""Strips to heights: the space between neighbours is the larger of the two wished."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.renderers.pdf.boxes import Element, Parallel, Strip


def natural_height(flow: Sequence[Element]) -> float:
    """The height of a flow without page breaks, spaces at its two ends left out."""
    height = 0.0
    for place, element in enumerate(flow):
        if place:
            height += max(flow[place - 1].after, element.before)
        height += element_height(element)
    return height


def element_height(element: Element) -> float:
    """The height of a strip, or of the longest column of a parallel."""
    match element:
        case Strip(height=height):
            return height
        case Parallel(tracks=tracks, continued=_):
            return max(natural_height((*track.head, *track.body)) for track in tracks)
